"""Today's lists of programs and occupations against the tables, with the counts that are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from keyway.sources.cip import crosswalk, programs
from keyway.sources.systems import soc
from tests.factories.sheets import note_of, part_of, refusal

if TYPE_CHECKING:
    from pathlib import Path


def existing(path: Path) -> Path:
    if not path.exists():
        pytest.skip(f"no official file at {path}")
    return path


def test_2686_codes_are_of_the_edition_of_2020(official: Path) -> None:
    reading = programs.read(existing(official / "nces_cip" / "CIPCode2020.csv"))

    codes = part_of(reading, "cip_programs", "2020").frame["cip_code"]
    assert reading.rows_read == 2_847
    assert codes.len() == 2_686
    assert (codes.str.len_chars() == 2).sum() == 50
    assert note_of(reading, "Codes of 2010 that moved").rows_count == 149
    assert note_of(reading, "Codes of 2010 that the edition").rows_count == 12


def test_the_edition_of_2010_is_refused(official: Path) -> None:
    said = refusal(programs.read, existing(official / "nces_cip" / "CIPCode2010.csv"))

    assert "older edition than 2020" in said


def test_the_crosswalk_has_6097_rows_and_5723_pairs(official: Path) -> None:
    path = existing(official / "nces_cip" / "CIP2020_SOC2018_Crosswalk.xlsx")

    reading = crosswalk.read(path)

    assert reading.rows_read == 6_097
    assert part_of(reading, "cip_soc_links", "2020").frame.height == 5_723
    programs_alone = note_of(reading, "Programs that the crosswalk matches to no occupation")
    occupations_alone = note_of(reading, "Occupations that the crosswalk matches to no program")
    assert len(programs_alone.examples) == programs_alone.rows_count == 194
    assert len(occupations_alone.examples) == occupations_alone.rows_count == 180


def test_every_linked_code_has_a_name(official: Path) -> None:
    links = part_of(
        crosswalk.read(existing(official / "nces_cip" / "CIP2020_SOC2018_Crosswalk.xlsx")),
        "cip_soc_links",
    ).frame
    named = part_of(
        programs.read(existing(official / "nces_cip" / "CIPCode2020.csv")), "cip_programs"
    ).frame
    occupations = part_of(
        soc.read(existing(official / "soc_2018" / "soc_2018_definitions.xlsx")), "soc_occupations"
    ).frame

    assert set(links["cip_code"]) <= set(named["cip_code"])
    assert set(links["soc_code"]) <= set(occupations["soc_code"])


def test_soc_has_867_occupations_in_23_major_groups(official: Path) -> None:
    path = existing(official / "soc_2018" / "soc_2018_definitions.xlsx")

    frame = part_of(soc.read(path), "soc_occupations", "2018").frame

    assert dict(frame["group_level"].value_counts().iter_rows()) == {
        "major": 23,
        "minor": 98,
        "broad": 459,
        "detailed": 867,
    }
    assert frame.filter(group_level="detailed")["definition"].null_count() == 0


def test_6534_titles_belong_to_one_occupation_each(official: Path) -> None:
    path = existing(official / "soc_2018" / "soc_2018_direct_match_title_file.xlsx")

    reading = soc.read(path)

    frame = part_of(reading, "soc_direct_match_titles", "2018").frame
    assert frame.height == 6_534
    # 2,413 rows are marked as examples; two of them repeat another one.
    assert frame["is_illustrative"].sum() == 2_411
    assert note_of(reading, "Titles that the list repeats").rows_count == 5
