"""What O*NET's rows become: ratings, suppression, titles, tasks, shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from keyway.sources import onet
from tests.factories.sheets import note_of, part_of, refusal, text
from tests.unit.sources.onet.making import (
    BEFORE,
    CODE,
    MACHINISTS,
    RATED,
    READ_ME,
    REDUCED,
    WELDERS,
    pair,
    rating,
    text_archive,
)

if TYPE_CHECKING:
    from pathlib import Path

    from keyway.reference.releases import Reading
    from tests.factories.sheets import Cell

READING, REPAIRING = "Reading Comprehension", "Repairing"


def read_only(folder: Path, name: str, rows: list[tuple[Cell, ...]]) -> Reading:
    return onet.read(
        text_archive(folder / "a.zip", {name: rows}, READ_ME.format("29.0", "August 2024"))
    )


def skills(folder: Path, rows: list[tuple[Cell, ...]]) -> dict[str, object]:
    reading = read_only(folder, "Skills", [RATED, *rows])
    return part_of(reading, "onet_ratings", "skill").frame.row(0, named=True)


def test_importance_and_level_stand_in_one_row_with_their_bounds(tmp_path: Path) -> None:
    row = skills(tmp_path, pair("2.A.1.a", READING))

    assert row == {
        "onet_soc_code": WELDERS, "element_id": "2.A.1.a", "domain": "skill",
        "element_name": READING, "importance": 3.0, "importance_low": 2.5, "importance_high": 3.5,
        "level": 2.5, "importance_note": None, "level_note": None,
    }  # fmt: skip


def test_a_rating_that_the_publisher_would_suppress_is_unknown_with_the_reason(
    tmp_path: Path,
) -> None:
    row = skills(
        tmp_path,
        [
            rating("2.A.1.a", READING, "IM", "3.00", suppress="Y"),
            rating("2.A.1.a", READING, "LV", "2.50"),
        ],
    )

    assert row["importance"] is None
    assert row["importance_low"] is None
    assert "recommends not to show it" in str(row["importance_note"])
    assert row["level"] == 2.5


@pytest.mark.parametrize("nothing", ["n/a", ""])
def test_both_ways_to_write_nothing_are_unknown(tmp_path: Path, nothing: str) -> None:
    row = skills(
        tmp_path,
        [
            rating("2.A.1.a", READING, "IM", nothing, low=nothing, high=nothing),
            rating("2.A.1.a", READING, "LV", "2.50", suppress=nothing),
        ],
    )

    assert (row["importance"], row["importance_low"]) == (None, None)
    assert row["importance_note"] == "The publisher gives no value."
    assert row["level"] == 2.5


def test_an_element_without_a_level_says_so(tmp_path: Path) -> None:
    row = skills(tmp_path, [rating("2.A.1.a", READING, "IM", "3.00")])

    assert row["level"] is None
    assert row["level_note"] == "The file has no rating on this scale."


def test_a_copy_reduced_to_two_scales_says_that_it_is_one(tmp_path: Path) -> None:
    (tmp_path / "onet_30_0").mkdir()
    path = text(tmp_path / "onet_30_0" / "ratings.csv", REDUCED)

    reading = onet.read(path)

    ability = part_of(reading, "onet_ratings", "ability")
    assert (ability.release, ability.release_date) == ("O*NET 30.0 (reduced copy)", "2025-08")
    assert ability.frame.select("importance", "level", "importance_low").row(0) == (4.0, 3.5, None)
    assert part_of(reading, "onet_ratings", "activity").frame["level"].to_list() == [None]


def test_a_value_outside_its_scale_is_refused_with_its_row(tmp_path: Path) -> None:
    said = refusal(
        lambda folder: read_only(
            folder, "Skills", [RATED, rating("2.A.1.a", READING, "IM", "30.0")]
        ),
        tmp_path,
    )

    assert "row 2, column Data Value" in said
    assert "30 lies outside the scale IM, 1 to 5" in said


def test_a_column_that_is_missing_is_named(tmp_path: Path) -> None:
    short = [row[:9] + row[10:] for row in (RATED, *pair("2.A.1.a", READING))]

    said = refusal(lambda folder: read_only(folder, "Skills", short), tmp_path)

    assert "Recommend Suppress are missing" in said
    assert "Skills.txt" in said


def test_a_new_column_is_no_obstacle(tmp_path: Path) -> None:
    wide = [(*row, "new") for row in (RATED, *pair("2.A.1.a", READING))]

    assert part_of(read_only(tmp_path, "Skills", wide), "onet_ratings").frame.height == 1


def test_a_code_that_lost_its_zeros_is_refused(tmp_path: Path) -> None:
    rows: list[tuple[Cell, ...]] = [(CODE, "Title", "Description"), ("51-4121", "Welders", "Weld.")]

    said = refusal(lambda folder: read_only(folder, "Occupation Data", rows), tmp_path)

    assert "column O*NET-SOC Code" in said
    assert "“51-4121” is not a code like 51-4041.00" in said


def test_an_occupation_without_a_job_zone_has_none(tmp_path: Path) -> None:
    reading = onet.read(
        text_archive(tmp_path / "a.zip", BEFORE, READ_ME.format("29.0", "August 2024"))
    )

    frame = part_of(reading, "onet_occupations").frame
    assert frame.select("onet_soc_code", "soc_code", "job_zone").rows() == [
        (MACHINISTS, "51-4041", None),
        (WELDERS, "51-4121", 3),
    ]


def test_titles_that_workers_reported_are_marked_and_stand_once(tmp_path: Path) -> None:
    tables = {name: BEFORE[name] for name in ("Alternate Titles", "Sample of Reported Titles")}

    reading = onet.read(text_archive(tmp_path / "db_29_0.zip", tables))

    frame = part_of(reading, "onet_titles").frame
    assert frame.select("job_title", "is_reported").rows() == [
        ("Arc Welder", False),
        ("Fabricator", True),
    ]


def test_a_row_that_stands_twice_is_kept_once_and_noted(tmp_path: Path) -> None:
    rows = [*BEFORE["Tools Used"], BEFORE["Tools Used"][1]]

    reading = read_only(tmp_path, "Tools Used", [tuple(row) for row in rows])

    assert part_of(reading, "onet_tools").frame["tool_name"].to_list() == ['Grinders, 4"']
    assert note_of(reading, "Rows of onet_tools that stand a second time").rows_count == 1


def test_a_task_that_nobody_rated_is_neither_core_nor_not(tmp_path: Path) -> None:
    reading = read_only(tmp_path, "Task Statements", [tuple(r) for r in BEFORE["Task Statements"]])

    frame = part_of(reading, "onet_tasks").frame
    assert frame.select("task_id", "is_core").rows() == [
        ("2510", None),
        ("11017", True),
        ("11018", False),
    ]


def test_shares_are_fractions_and_suppressed_ones_unknown(tmp_path: Path) -> None:
    name = "Education, Training, and Experience"

    reading = read_only(tmp_path, name, [tuple(r) for r in BEFORE[name]])

    frame = part_of(reading, "onet_education").frame
    assert frame.select("category", "share").rows() == [(2, 0.625), (3, None), (4, 0.075)]
    assert "recommends not to show it" in frame["share_note"][1]
    assert note_of(reading, "Ratings in the education file").rows_count == 1
