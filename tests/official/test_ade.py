"""Arizona's school files of today against the tables, with the counts that are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from keyway.sources.ade import cted, enrollment
from tests.factories.sheets import note_of, part_of

if TYPE_CHECKING:
    from pathlib import Path

    from keyway.reference.releases import Reading

# Programs that belong to manufacturing, as the state names them.
FAMILY = (
    "Precision Machining", "Automation and Robotics", "Welding Technologies",
    "Electronic Technologies", "Mechanical Drafting", "Engineering", "Engineering and Robotics",
    "Energy and Industrial Technology", "Electrical Technology", "Aircraft Mechanics",
    "Aviation Technology", "Drafting CAD Technology", "Energy Systems",
)  # fmt: skip


@pytest.fixture(scope="module")
def enrolled(official: Path) -> Reading:
    folder = official / "ade_enrollment"
    if not folder.is_dir():
        pytest.skip(f"no enrollment files at {folder}")
    return enrollment.read(folder)


@pytest.fixture(scope="module")
def profiles(official: Path) -> Reading:
    folder = official / "az_cted_achievement_profiles"
    if not folder.is_dir():
        pytest.skip(f"no achievement profiles at {folder}")
    return cted.read(folder)


@pytest.mark.parametrize(
    ("year", "schools", "rows", "known", "hidden"),
    [
        (2018, 1_976, 29_640, 1_101_202, 25),
        (2024, 2_066, 15_367, 1_114_983, 27),
        (2025, 2_063, 15_376, 1_099_387, 33),
    ],
)
def test_every_school_of_a_year_is_kept(
    enrolled: Reading, year: int, schools: int, rows: int, known: int, hidden: int
) -> None:
    frame = part_of(enrolled, "ade_school_enrollments", str(year)).frame
    totals = frame.filter(grade="total")

    assert frame.height == rows
    assert totals.height == frame["school_entity_id"].n_unique() == schools
    assert totals["students_count"].sum() == known
    assert totals["students_count"].null_count() == hidden


def test_2064_rows_of_2025_hold_2063_schools_and_the_states_1099612_students(
    official: Path, enrolled: Reading
) -> None:
    path = official / "ade_enrollment" / "Oct1Enrollment2025_publish.xlsx"

    reading = enrollment.read(path)

    assert reading.rows_read == 2_064
    assert note_of(reading, "The state's own row").examples == ("2025 Arizona 1099612",)


def test_every_hidden_cell_says_why(enrolled: Reading) -> None:
    for part in enrolled.parts:
        hidden = part.frame["students_count"].is_null()
        assert (hidden == part.frame["students_note"].is_not_null()).all()
        assert not (part.frame["students_count"] == 0).any()


@pytest.mark.parametrize(
    ("year", "earned", "family"),
    [(2023, 12_008, 1_154), (2024, 16_614, 1_704), (2025, 20_264, 2_084)],
)
def test_credentials_earned_add_up_to_what_is_known(
    profiles: Reading, year: int, earned: int, family: int
) -> None:
    rows = part_of(profiles, "ade_cted_credentials", str(year)).frame.filter(
        measure="pass", campus_scope="all"
    )
    own = rows.filter(pl.col("program_name").is_in(FAMILY))

    assert rows["numerator_count"].sum() == earned
    assert own["numerator_count"].sum() == family


def test_67_were_earned_outside_welding_and_engineering_in_2025(profiles: Reading) -> None:
    rows = part_of(profiles, "ade_cted_credentials", "2025").frame.filter(
        measure="pass", campus_scope="all"
    )
    others = set(FAMILY) - {"Welding Technologies", "Engineering"}

    own = rows.filter(pl.col("program_name").is_in(others))

    assert own["numerator_count"].sum() == 67


def test_18863_of_35808_concentrators_attempted_in_2025(profiles: Reading) -> None:
    rows = part_of(profiles, "ade_cted_credentials", "2025").frame.filter(
        measure="attempt", campus_scope="all"
    )

    assert rows["numerator_count"].sum() == 18_863
    assert rows["denominator_count"].sum() == 35_808


def test_fourteen_districts_are_there_in_every_table_and_year(profiles: Reading) -> None:
    assert len(profiles.parts) == 12
    for part in profiles.parts:
        assert part.frame["cted_name"].n_unique() == 14, (part.table, part.part)


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("ade_cted_campuses", (320, 324, 326)),
        ("ade_cted_completions", (734, 750, 771)),
        ("ade_cted_placements", (140, 140, 140)),
    ],
)
def test_every_row_of_the_profiles_is_kept(
    profiles: Reading, table: str, rows: tuple[int, ...]
) -> None:
    kept = [part_of(profiles, table, year).frame.height for year in ("2023", "2024", "2025")]

    assert kept == list(rows)
    assert profiles.rows_read == 970 + 1_577 + 2_190 + 210
