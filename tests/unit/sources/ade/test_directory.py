"""Arizona's own list of schools, and the list that ties CTEDs to official numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from keyway.reference.releases import FileRefused
from keyway.sources.ade import directory
from tests.unit.sources.making import part, write_text

if TYPE_CHECKING:
    from pathlib import Path

HEADER = [
    "ade_school_id", "school", "ade_lea_id", "lea", "county", "lea_city", "lea_zip", "lea_website",
    "charter", "lowest_grade", "highest_grade", "enrolment_oct1_2024", "cted_satellite_of",
    "af_letter_grade_fy2025", "approx_latitude_lea_zip", "approx_longitude_lea_zip",
]  # fmt: skip
MESA = {
    "ade_school_id": "5514", "school": "Mesa High School", "ade_lea_id": "4235",
    "lea": "Mesa Unified District", "lea_city": "Mesa", "lea_zip": "85201", "charter": "no",
    "lowest_grade": "9", "highest_grade": "12", "enrolment_oct1_2024": "3341",
    "cted_satellite_of": "EVIT", "approx_latitude_lea_zip": "33.43",
    "approx_longitude_lea_zip": "-111.85", "county": "Maricopa", "af_letter_grade_fy2025": "B",
}  # fmt: skip


def school(**changes: str) -> list[str]:
    return [{**MESA, **changes}.get(name, "") for name in HEADER]


def test_a_school_has_the_point_of_its_districts_office_and_its_cted(tmp_path: Path) -> None:
    path = write_text(tmp_path / "schools_fy2025.csv", [HEADER, school()])

    found = part(directory.read(path), "ade_schools", "schools")

    row = found.frame.row(0, named=True)
    assert (found.release, row["fiscal_year"]) == ("Fiscal year 2025", 2025)
    assert (row["cted_name"], row["students_count"]) == ("EVIT", 3341)
    assert (row["longitude"], row["latitude"], row["office_zip_code"]) == (-111.85, 33.43, "85201")


def test_a_hidden_count_is_unknown_and_says_why(tmp_path: Path) -> None:
    path = write_text(tmp_path / "schools_fy2025.csv", [HEADER, school(enrolment_oct1_2024="*")])

    row = part(directory.read(path), "ade_schools", "schools").frame.row(0, named=True)

    assert row["students_count"] is None
    assert row["students_note"] == "Ten or fewer students, or hidden to protect such a cell."


def test_a_preschool_grade_is_written_as_in_the_nations_list(tmp_path: Path) -> None:
    path = write_text(tmp_path / "schools_fy2025.csv", [HEADER, school(lowest_grade="PS")])

    row = part(directory.read(path), "ade_schools", "schools").frame.row(0, named=True)

    assert (row["lowest_grade"], row["website"]) == ("PK", None)


@pytest.mark.parametrize(("grade", "county"), [("B", "Maricopa"), ("", None)])
def test_the_state_tells_the_county_of_a_graded_school_only(
    tmp_path: Path, grade: str, county: str | None
) -> None:
    rows = [HEADER, school(af_letter_grade_fy2025=grade)]
    path = write_text(tmp_path / "schools_fy2025.csv", rows)

    row = part(directory.read(path), "ade_schools", "schools").frame.row(0, named=True)

    assert row["county_name"] == county


def test_a_list_with_the_grades_of_another_year_tells_no_county(tmp_path: Path) -> None:
    path = write_text(tmp_path / "schools_fy2026.csv", [HEADER, school()])

    assert part(directory.read(path), "ade_schools", "schools").frame["county_name"].to_list() == [
        None
    ]


def test_a_list_that_lost_its_year_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="Keep the fiscal year"):
        directory.read(write_text(tmp_path / "schools.csv", [HEADER, school()]))


def test_a_cted_is_tied_to_its_two_numbers(tmp_path: Path) -> None:
    header = [
        "short",
        "full_name",
        "ade_entity_id",
        "nces_leaid",
        "city",
        "zip",
        "phone",
        "website",
    ]
    evit = ["EVIT", "East Valley Institute", "4516", "0409731", "Mesa", "85201", "", ""]

    found = part(
        directory.read(write_text(tmp_path / "cteds.csv", [header, evit])), "ade_cteds", "cteds"
    )

    assert found.frame.select("cted_name", "entity_id", "leaid").row(0) == (
        "EVIT",
        "4516",
        "0409731",
    )
