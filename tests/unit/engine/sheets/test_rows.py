"""A row is put in one form; what is wrong is told and never repaired in silence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keyway.engine.sheets import Entry, Fault, Field, tidy

STATES = {"az": "AZ", "arizona": "AZ", "new mexico": "NM", "nm": "NM"}
KINDS = {"manufacturer", "school", "district", "elected_office"}


def entry(**cells: str) -> Entry:
    held = {Field(name): value for name, value in {"name": "Agave Demo", **cells}.items()}
    return tidy(held, states=STATES, home_state="AZ", kinds=KINDS)


def faults(found: Entry) -> set[Fault]:
    return {problem.fault for problem in found.problems} - {Fault.NO_PLACE}


def test_a_whole_row_has_no_problems() -> None:
    found = entry(
        city="Mesa", state="Arizona", zip="85201-1204", phone="(480) 555-0111", contact="Ana Ruiz",
        email="ana@agave.example", website="agave.example", naics="332710",
    )  # fmt: skip

    assert found.problems == ()
    assert (found.state, found.zip_code, found.website) == ("AZ", "85201", "https://agave.example")


def test_a_row_without_a_name_cannot_be_imported() -> None:
    found = entry(name="", city="Mesa")

    assert found.is_blocked
    assert faults(found) == {Fault.NO_NAME}


def test_a_name_longer_than_a_page_cannot_be_imported() -> None:
    assert faults(entry(name="x" * 201)) == {Fault.NAME_LONG}


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"email": "ana at agave"}, Fault.EMAIL_WRONG),
        ({"email": "ana@agave"}, Fault.EMAIL_WRONG),
        ({"phone": "555-0111"}, Fault.PHONE_WRONG),
        ({"zip": "8520"}, Fault.ZIP_FILLED),
        ({"zip": "ABC"}, Fault.ZIP_WRONG),
        ({"state": "Sonora"}, Fault.STATE_UNKNOWN),
        ({"website": "none yet"}, Fault.WEBSITE_WRONG),
        ({"website": "javascript:alert(1)"}, Fault.WEBSITE_WRONG),
        ({"naics": "metal"}, Fault.NAICS_WRONG),
        ({"longitude": "-111.8"}, Fault.POINT_HALF),
        ({"longitude": "33.4", "latitude": "-111.8"}, Fault.POINT_SWAPPED),
        ({"longitude": "0", "latitude": "0"}, Fault.POINT_WRONG),
        ({"longitude": "nan", "latitude": "33"}, Fault.POINT_WRONG),
        ({"longitude": "west", "latitude": "33"}, Fault.POINT_WRONG),
        ({"kind": "spaceship"}, Fault.KIND_UNKNOWN),
        ({"street": "x" * 201}, Fault.TOO_LONG),
        ({"name": "=HYPERLINK(1)"}, Fault.FORMULA),
        ({"city": "＠Mesa"}, Fault.FORMULA),
        ({"email": "info@agave.example"}, Fault.CONTACT_UNNAMED),
    ],
)
def test_a_wrong_cell_is_told_and_does_not_block(cells: dict[str, str], fault: Fault) -> None:
    found = entry(**cells)

    assert fault in faults(found)
    assert not found.is_blocked


@pytest.mark.parametrize(
    ("written", "city", "state", "zip_code"),
    [
        ("Mesa, AZ 85201", "Mesa", "AZ", "85201"),
        ("San Tan Valley, AZ, 85140-1234", "San Tan Valley", "AZ", "85140"),
        ("Las Cruces, New Mexico", "Las Cruces", "NM", ""),
        ("Yuma", "Yuma", "AZ", ""),
    ],
)
def test_city_state_and_zip_in_one_cell_are_taken_apart(
    written: str, city: str, state: str, zip_code: str
) -> None:
    found = entry(city_state_zip=written)

    assert (found.city, found.state, found.zip_code) == (city, state, zip_code)


def test_numbers_that_a_spreadsheet_gave_a_point_are_healed() -> None:
    found = entry(zip="85201.0", phone="6025550112.0", naics="332710.0")

    assert (found.zip_code, found.main_phone, found.naics) == ("85201", "6025550112", "332710")


def test_swapped_coordinates_are_put_right_and_told() -> None:
    found = entry(longitude="33.4", latitude="-111.8")

    assert (found.longitude, found.latitude) == (-111.8, 33.4)


def test_first_and_last_name_become_one() -> None:
    assert entry(first_name="Ana", last_name="Ruiz").contact == "Ana Ruiz"


def test_a_telephone_without_a_person_is_the_organizations() -> None:
    found = entry(phone="480-555-0111")

    assert (found.main_phone, found.phone) == ("480-555-0111", "")


def test_a_mexican_telephone_number_is_kept() -> None:
    assert entry(contact="Eva", phone="+52 631 555 0112").phone == "+52 631 555 0112"


@pytest.mark.parametrize(
    ("word", "kind"),
    [("Manufacturing", "manufacturer"), ("Escuela", "school"), ("School District", "district")],
)
def test_a_kind_is_known_in_both_languages(word: str, kind: str) -> None:
    assert entry(kind=word).kind == kind


def test_a_row_without_any_place_says_so() -> None:
    assert Fault.NO_PLACE in {problem.fault for problem in entry().problems}


@given(st.dictionaries(st.sampled_from(list(Field)), st.text(max_size=400)))
@settings(max_examples=300, deadline=None)
def test_any_cells_make_an_entry(cells: dict[Field, str]) -> None:
    found = tidy(cells, states=STATES, home_state="AZ", kinds=KINDS)

    assert len(found.name) <= 200
    assert found.state in {"AZ", "NM"}
    assert found.is_blocked == (not found.name)
