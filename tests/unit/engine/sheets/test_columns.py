"""Columns are known by their heading and by what their cells look like, in two languages."""

from __future__ import annotations

import pytest

from keyway.engine.sheets import Field, Reason, find_header, guess


def fields(headings: list[str], *rows: list[str]) -> list[Field | None]:
    return [each.field for each in guess(headings, rows, columns=len(headings))]


def test_english_headings_are_known() -> None:
    headings = [
        "Company", "Contact", "Job Title", "Contact e-mail", "Phone #", "Address", "City", "State",
        "Zip Code", "Website", "NAICS", "Industry", "County",
    ]  # fmt: skip

    assert fields(headings) == [
        Field.NAME, Field.CONTACT, Field.TITLE, Field.EMAIL, Field.PHONE, Field.STREET, Field.CITY,
        Field.STATE, Field.ZIP, Field.WEBSITE, Field.NAICS, Field.SUBSECTOR, Field.COUNTY,
    ]  # fmt: skip


def test_spanish_headings_are_known() -> None:
    headings = [
        "Empresa", "Persona de contacto", "Puesto", "Correo electrónico", "Teléfono", "Dirección",
        "Ciudad", "Estado", "Código postal", "Sitio web", "Giro", "Condado",
    ]  # fmt: skip

    assert fields(headings) == [
        Field.NAME, Field.CONTACT, Field.TITLE, Field.EMAIL, Field.PHONE, Field.STREET, Field.CITY,
        Field.STATE, Field.ZIP, Field.WEBSITE, Field.SUBSECTOR, Field.COUNTY,
    ]  # fmt: skip


def test_one_heading_for_city_state_and_zip_is_known() -> None:
    assert fields(["Company", "City/State/Zip"]) == [Field.NAME, Field.CITY_STATE_ZIP]


def test_first_and_last_name_are_two_columns() -> None:
    assert fields(["First Name", "Last Name", "Employer"]) == [
        Field.FIRST_NAME,
        Field.LAST_NAME,
        Field.NAME,
    ]


def test_name_alone_is_the_organizations() -> None:
    assert fields(["Name", "City"]) == [Field.NAME, Field.CITY]


def test_name_beside_a_company_is_the_contacts() -> None:
    assert fields(["Name", "Company"]) == [Field.CONTACT, Field.NAME]


def test_cells_tell_where_headings_do_not() -> None:
    rows = [
        ["Agave Demo", "ana@agave.example", "480-555-0111", "85201", "www.agave-demo.com"],
        ["Quail Demo", "raj@quail.example", "(602) 555-0112", "85540-0012", "quail-demo.com"],
    ]

    found = guess(["Company", "A", "B", "C", "D"], rows, columns=5)

    assert [each.field for each in found[1:]] == [
        Field.EMAIL, Field.PHONE, Field.ZIP, Field.WEBSITE,
    ]  # fmt: skip
    assert {each.reason for each in found[1:]} == {Reason.CELLS}
    assert (found[1].matching, found[1].filled) == (2, 2)


def test_heading_and_cells_together_are_the_best_reason() -> None:
    [found] = guess(["Email"], [["ana@agave.example"]], columns=1)

    assert found.reason is Reason.BOTH


def test_a_second_column_of_the_same_is_left_out_and_says_why() -> None:
    first, second = guess(["Email", "E-mail address"], [["a@b.example", "c@d.example"]], columns=2)

    assert (first.field, second.field) == (Field.EMAIL, None)
    assert second.reason is Reason.TAKEN


def test_a_second_telephone_is_the_organizations() -> None:
    assert fields(["Company", "Contact phone", "Phone"]) == [
        Field.NAME,
        Field.PHONE,
        Field.MAIN_PHONE,
    ]


@pytest.mark.parametrize(
    "heading",
    ["Notes", "Comments", "Home phone", "Date of birth", "SSN", "Student name", "Notas", "Race"],
)
def test_what_is_private_is_never_taken(heading: str) -> None:
    _, private = guess(["Company", heading], [["Agave Demo", "480-555-0111"]], columns=2)

    assert private.field is None
    assert private.reason is Reason.NOT_KEPT


def test_an_unknown_column_is_left_out() -> None:
    _, other = guess(["Company", "Booth"], [["Agave Demo", "12B"]], columns=2)

    assert (other.field, other.reason) == (None, Reason.UNKNOWN)
    assert other.examples == ("12B",)


def test_headings_stand_below_a_title() -> None:
    rows = [["Spring tour contacts"], [""], ["Company", "City"], ["Agave Demo", "Mesa"]]

    assert find_header(rows) == 2


def test_a_sheet_without_headings_begins_with_data() -> None:
    assert find_header([["Agave Demo", "ana@agave.example", "Mesa"]]) is None


def test_a_list_of_names_under_one_heading_has_a_header() -> None:
    assert find_header([["Company"], ["Agave Demo"]]) == 0


def test_an_empty_sheet_has_no_header() -> None:
    assert find_header([]) is None
