"""The O*NET files of today against the tables, with the counts that are known."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from keyway.sources import onet
from tests.factories.sheets import note_of, part_of

if TYPE_CHECKING:
    from pathlib import Path

    from keyway.reference.releases import Reading

WELDERS = "51-4121.00"


@pytest.fixture(scope="module")
def database(official: Path) -> Reading:
    folder = official / "onet_29_0"
    if not folder.is_dir():
        pytest.skip(f"no O*NET files at {folder}")
    return onet.read(folder)


@pytest.fixture(scope="module")
def reduced(official: Path) -> Reading:
    folder = official / "onet_30_0_compact"
    if not folder.is_dir():
        pytest.skip(f"no O*NET files at {folder}")
    return onet.read(folder)


@pytest.mark.parametrize(
    ("table", "part", "rows"),
    [
        ("onet_occupations", "all", 1_016),
        ("onet_technologies", "all", 32_470),
        ("onet_tools", "all", 41_650),
        ("onet_tasks", "all", 18_796),
        ("onet_related_occupations", "all", 18_460),
        # 55,120 alternate titles, of which two stand twice; every reported title is among them.
        ("onet_titles", "all", 55_118),
        # 36,209 rows, of which 1,031 are ratings of certificates and not shares.
        ("onet_education", "all", 35_178),
        # 61,530 and 58,014 rows, two scales each.
        ("onet_ratings", "skill", 30_765),
        ("onet_ratings", "knowledge", 29_007),
    ],
)
def test_every_row_of_29_0_is_kept(database: Reading, table: str, part: str, rows: int) -> None:
    kept = part_of(database, table, part)

    assert kept.frame.height == rows
    assert (kept.release, kept.release_date) == ("O*NET 29.0", "2024-08")


def test_923_occupations_have_a_job_zone_and_879_rated_skills(database: Reading) -> None:
    occupations = part_of(database, "onet_occupations").frame
    skills = part_of(database, "onet_ratings", "skill").frame

    assert occupations["job_zone"].drop_nulls().len() == 923
    assert skills["onet_soc_code"].n_unique() == 879


def test_reported_titles_are_marked(database: Reading) -> None:
    assert part_of(database, "onet_titles").frame["is_reported"].sum() == 7_798


def test_what_the_publisher_would_suppress_is_unknown(database: Reading) -> None:
    skills = part_of(database, "onet_ratings", "skill").frame
    knowledge = part_of(database, "onet_ratings", "knowledge").frame
    shares = part_of(database, "onet_education").frame

    assert skills["importance"].null_count() == 0
    assert skills["level"].null_count() == 124
    assert knowledge["importance"].null_count() == 19
    assert knowledge["level"].null_count() == 3_727 + 1_051
    assert shares["share"].null_count() > 0
    for frame, value, note in (
        (skills, "level", "level_note"),
        (knowledge, "importance", "importance_note"),
        (shares, "share", "share_note"),
    ):
        assert (frame[value].is_null() == frame[note].is_not_null()).all()


def test_what_is_missing_from_these_files_is_named(database: Reading) -> None:
    assert note_of(database, "Not in these files").examples == (
        "onet_ratings (ability)",
        "onet_ratings (activity)",
    )


def test_the_workbooks_say_what_the_text_says(official: Path, database: Reading) -> None:
    folder = official / "onet_29_0" / "xlsx"
    if not folder.is_dir():
        pytest.skip(f"no O*NET workbooks at {folder}")

    started = time.perf_counter()
    workbooks = onet.read(folder)
    seconds = time.perf_counter() - started

    for part in database.parts:
        other = part_of(workbooks, part.table, part.part)
        assert part.frame.equals(other.frame), part.table
    assert seconds < 60, "fifteen seconds alone on a machine; a minute beside other work"


@pytest.mark.parametrize(
    ("domain", "rows"), [("ability", 46_488), ("activity", 36_654), ("knowledge", 29_502)]
)
def test_894_occupations_are_rated_in_the_reduced_copy(
    reduced: Reading, domain: str, rows: int
) -> None:
    kept = part_of(reduced, "onet_ratings", domain)

    assert kept.frame.height == rows
    assert kept.frame["onet_soc_code"].n_unique() == 894
    assert (kept.release, kept.release_date) == ("O*NET 30.0 (reduced copy)", "2025-08")


def test_the_reduced_copy_agrees_with_the_official_file(
    database: Reading, reduced: Reading
) -> None:
    key = {"onet_soc_code": "51-4041.00", "element_id": "2.C.3.d"}

    ours = part_of(reduced, "onet_ratings", "knowledge").frame.filter(**key)
    theirs = part_of(database, "onet_ratings", "knowledge").frame.filter(**key)

    assert ours.select("importance", "level").equals(theirs.select("importance", "level"))


def test_welders_weld(database: Reading) -> None:
    titles = part_of(database, "onet_titles").frame.filter(onet_soc_code=WELDERS)

    assert {"Arc Welder", "Fabricator"} & set(titles["job_title"])
