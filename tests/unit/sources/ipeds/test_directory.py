"""The directory of institutions: encodings, its year, what contradicts itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from keyway.sources import ipeds
from keyway.sources.ipeds import directory
from tests.factories.sheets import archive, cut, note_of, part_of, refusal, text, text_bytes

if TYPE_CHECKING:
    from pathlib import Path

STATES = [
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA",
    "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM",
    "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA",
    "WV", "WI", "WY",
]  # fmt: skip
HEADER = (*directory.COLUMNS, "C21BASIC")


def institution(unitid: int, state: str = "AZ", **changes: str) -> dict[str, str]:
    made = {
        "UNITID": str(unitid), "INSTNM": f"College {unitid}", "CITY": "Mesa", "STABBR": state,
        "ADDR": "1833 West Southern Avenue", "ZIP": "85202-4866", "GENTELE": "4804617000", "FIPS": "4", "WEBADDR": "www.example.edu/", "SECTOR": "4", "ICLEVEL": "2", "CONTROL": "1",
        "DEATHYR": "-2", "CYACTIVE": "1", "COUNTYCD": "4013", "LONGITUD": "-111.8",
        "LATITUDE": "33.4", "C21BASIC": "2",
    }  # fmt: skip
    return {**made, **changes}


def nation(year: str, *own: dict[str, str]) -> list[list[str]]:
    """One institution a state, ten of them closed in the year, and those of the test."""
    rows = [
        institution(200_000 + n, state, DEATHYR=year if n < 10 else "-2", CYACTIVE="1")
        for n, state in enumerate(STATES)
    ]
    return [list(HEADER), *([each[name] for name in HEADER] for each in (*rows, *own))]


def test_an_institution_is_kept_with_its_county_and_kind(tmp_path: Path) -> None:
    rows = nation("2024", institution(105145, INSTNM="Mesa Community College"))

    reading = ipeds.read(text(tmp_path / "hd2024.csv", rows))

    part = part_of(reading, "ipeds_institutions", "2024")
    mesa = part.frame.filter(unitid="105145").row(0, named=True)
    assert mesa["county_fips"] == "04013"
    assert (mesa["control"], mesa["level"], mesa["is_active"]) == ("public", "two-year", True)
    assert (part.release, part.release_date) == ("IPEDS 2024", "2025-09")
    assert (mesa["street_address"], mesa["zip_code"]) == ("1833 West Southern Avenue", "85202")
    assert mesa["phone"] == "4804617000"


@pytest.mark.parametrize(
    ("written", "told"), [("852024866", "85202"), ("85202", "85202"), ("", None)]
)
def test_a_zip_code_is_told_in_five_digits(tmp_path: Path, written: str, told: str | None) -> None:
    rows = nation("2024", institution(105145, ZIP=written, GENTELE="-2"))

    frame = part_of(
        ipeds.read(text(tmp_path / "hd2024.csv", rows)), "ipeds_institutions", "2024"
    ).frame

    assert frame.filter(unitid="105145").select("zip_code", "phone").row(0) == (told, None)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig"])
def test_both_encodings_of_the_publisher_keep_accents(tmp_path: Path, encoding: str) -> None:
    rows = nation("2021", institution(105146, INSTNM="Instituto de Educación Técnica"))

    path = text(tmp_path / "hd2021.csv", rows, encoding=encoding, newline="\r\n")

    frame = part_of(ipeds.read(path), "ipeds_institutions", "2021").frame
    assert "Instituto de Educación Técnica" in frame["institution_name"].to_list()


def test_marks_for_not_reported_are_unknown(tmp_path: Path) -> None:
    unknown = institution(
        105147, COUNTYCD="-2", SECTOR="-1", CONTROL="-3", ICLEVEL="-3", LONGITUD="", LATITUDE="",
        WEBADDR="",
    )  # fmt: skip

    reading = ipeds.read(text(tmp_path / "hd2024.csv", nation("2024", unknown)))

    row = part_of(reading, "ipeds_institutions").frame.filter(unitid="105147").row(0, named=True)
    for column in ("county_fips", "sector_code", "control", "level", "longitude", "website"):
        assert row[column] is None, column


def test_a_county_in_another_state_makes_the_place_unknown_and_is_noted(tmp_path: Path) -> None:
    moved = institution(446163, INSTNM="Community Christian College", COUNTYCD="6071")

    reading = ipeds.read(text(tmp_path / "hd2024.csv", nation("2024", moved)))

    row = part_of(reading, "ipeds_institutions").frame.filter(unitid="446163").row(0, named=True)
    assert (row["state_code"], row["county_fips"], row["longitude"]) == ("AZ", None, None)
    assert note_of(reading, "Locations set to unknown").examples == (
        "446163 Community Christian College AZ 06071",
    )


def test_the_year_is_told_by_the_closings_where_the_name_is_lost(tmp_path: Path) -> None:
    path = text(tmp_path / "download.csv", nation("2022"))

    assert ipeds.recognizes(path)
    assert part_of(ipeds.read(path), "ipeds_institutions").part == "2022"


def test_a_year_that_the_closings_contradict_is_refused(tmp_path: Path) -> None:
    said = refusal(ipeds.read, text(tmp_path / "hd2024.csv", nation("2022")))

    assert "column DEATHYR" in said
    assert "The name says 2024, but most closed institutions in it closed in 2022" in said
    assert "call it hd2022.csv" in said


def test_a_file_without_name_and_closings_asks_for_its_name(tmp_path: Path) -> None:
    said = refusal(ipeds.read, text(tmp_path / "institutions.csv", nation("-2")))

    assert "The year stands nowhere in this file" in said
    assert "such as hd2024.csv" in said


def test_one_state_alone_is_refused(tmp_path: Path) -> None:
    rows = [list(HEADER), [institution(105145)[name] for name in HEADER]]

    said = refusal(ipeds.read, text(tmp_path / "hd2024.csv", rows))

    assert "Institutions of 1 states only" in said
    assert "whole nation" in said


def test_one_state_beside_the_nation_is_left_out(tmp_path: Path) -> None:
    text(tmp_path / "hd2024.csv", nation("2024"))
    text(
        tmp_path / "hd2024_mine.csv",
        [list(HEADER), [institution(105145)[name] for name in HEADER]],
    )

    reading = ipeds.read(tmp_path)

    assert part_of(reading, "ipeds_institutions").frame.height == len(STATES)
    assert note_of(reading, "Institutions of 1 states").rows_count == 1


def test_the_revised_file_of_a_year_goes_before_the_first(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "HD2023.zip",
        {
            "hd2023.csv": text_bytes(nation("2023")),
            "hd2023_rv.csv": text_bytes(nation("2023", institution(105145))),
        },
    )

    part = part_of(ipeds.read(path), "ipeds_institutions", "2023")

    assert part.frame.height == len(STATES) + 1
    assert (part.release, part.release_date) == ("IPEDS 2023, revised", "2025-09")


def test_the_same_note_of_several_years_is_told_once(tmp_path: Path) -> None:
    moved = institution(446163, COUNTYCD="6071")
    text(tmp_path / "hd2023.csv", nation("2023", moved))
    text(tmp_path / "hd2024.csv", nation("2024", moved))

    reading = ipeds.read(tmp_path)

    assert note_of(reading, "Locations set to unknown").rows_count == 2


def test_two_files_of_one_year_are_refused(tmp_path: Path) -> None:
    text(tmp_path / "hd2024.csv", nation("2024"))
    text(tmp_path / "hd2024 (1).csv", nation("2024"))

    assert "two files of IPEDS 2024" in refusal(ipeds.read, tmp_path)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    rows = nation("2024")
    at = HEADER.index("CONTROL")
    rows[0][at] = "CNTRL"

    said = refusal(ipeds.read, text(tmp_path / "hd2024.csv", rows))

    assert "CONTROL are missing" in said
    assert "CNTRL" in said


def test_an_institution_that_stands_twice_is_refused(tmp_path: Path) -> None:
    rows = nation("2024", institution(105145), institution(105145))

    said = refusal(ipeds.read, text(tmp_path / "hd2024.csv", rows))

    assert "Institution 105145 stands in it more than once" in said


def test_a_code_that_lost_a_digit_is_refused_with_its_row(tmp_path: Path) -> None:
    said = refusal(ipeds.read, text(tmp_path / "hd2024.csv", nation("2024", institution(1051))))

    assert f"row {len(STATES) + 2}, column UNITID" in said
    assert "“1051” is not a code like 104151" in said


def test_a_file_cut_off_is_refused(tmp_path: Path) -> None:
    said = refusal(ipeds.read, cut(text(tmp_path / "hd2024.csv", nation("2024")), 0.93))

    assert "ends in the middle of a row" in said
