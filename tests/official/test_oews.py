"""Today's files of the wage survey: rows, known totals, and every row within its contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from keyway.reference.contract import CONTRACTS, failing_rows
from keyway.reference.releases import FileRefused, Reading
from keyway.sources import oews

if TYPE_CHECKING:
    from pathlib import Path

WAGES, STAFFING = "oews_area_wages", "oews_industry_staffing"


@pytest.fixture(scope="module")
def folder(official: Path) -> Path:
    return official / "bls_oews"


@pytest.fixture(scope="module")
def reading(folder: Path) -> Reading:
    return oews.read(folder)


def _frame(reading: Reading, table: str, part: str, release: str) -> pl.DataFrame:
    found = [
        each.frame
        for each in reading.parts
        if (each.table, each.part, each.release) == (table, part, release)
    ]
    assert len(found) == 1
    return found[0]


def _jobs(frame: pl.DataFrame, area: str, soc: str) -> int | None:
    found = frame.filter((pl.col("area_code") == area) & (pl.col("soc_code") == soc))
    assert found.height == 1
    return found["employment_count"][0]


def test_every_row_of_every_file_satisfies_its_contract(reading: Reading) -> None:
    broken = [
        (each.part, each.release, failing_rows(CONTRACTS[each.table], each.frame)[0])
        for each in reading.parts
    ]

    assert [each for each in broken if each[2]] == []


def test_the_folder_holds_six_parts_of_known_size(reading: Reading) -> None:
    sizes = {(each.part, each.release): each.frame.height for each in reading.parts}

    assert sizes == {
        ("national", "May 2021"): 1396,
        ("national", "May 2025"): 1394,
        ("states", "May 2024"): 37609,
        ("states", "May 2025"): 35223,
        ("nonmetro", "May 2025"): 45542,
        ("industries", "May 2024"): 65583,
    }


def test_the_national_workbook_has_830_occupations_that_add_up(folder: Path) -> None:
    reading = oews.read(folder / "may2025" / "national_M2025_dl.xlsx")

    frame = _frame(reading, WAGES, "national", "May 2025")
    detailed = frame.filter(pl.col("group_level") == "detailed")
    assert (reading.rows_read, detailed.height) == (1401, 830)
    assert _jobs(frame, "US", "00-0000") == 155_495_730
    assert detailed["employment_count"].sum() == pytest.approx(155_495_730, rel=0.001)
    assert _jobs(frame, "US", "51-4041") == 287_050


def test_arizona_has_720_occupations_in_may_2025(reading: Reading) -> None:
    frame = _frame(reading, WAGES, "states", "May 2025")

    assert frame.filter(pl.col("area_code") == "04").height == 720
    assert frame["area_code"].n_unique() == 51
    assert _jobs(frame, "04", "51-9141") == 2_270
    assert _jobs(frame, "04", "51-4041") == 4_330


def test_the_year_before_stands_beside_it_and_differs(reading: Reading) -> None:
    frame = _frame(reading, WAGES, "states", "May 2024")

    assert frame.filter(pl.col("area_code") == "04").height == 743
    assert _jobs(frame, "04", "51-9141") == 3_730
    fifty = frame.filter(~pl.col("area_code").is_in(["66", "72", "78"]))
    machinists = fifty.filter(pl.col("soc_code") == "51-4041")["employment_count"].sum()
    assert machinists == pytest.approx(298_800, rel=0.001)


def test_marks_are_unknown_with_a_reason(reading: Reading) -> None:
    frame = _frame(reading, WAGES, "states", "May 2024")

    hidden = frame.filter(pl.col("employment_count").is_null())
    assert hidden.height == 1353
    assert hidden["employment_note"].null_count() == 0
    assert frame.filter(pl.col("wage_annual_p90_usd").is_null())["wage_note"].null_count() == 0
    assert frame.filter(pl.col("employment_count") == 0).height == 0


def test_arizonas_nonmetropolitan_area_has_322_occupations(reading: Reading) -> None:
    frame = _frame(reading, WAGES, "nonmetro", "May 2025")

    assert frame.filter(pl.col("area_code") == "0400001").height == 322
    assert frame["area_code"].n_unique() == 137


def test_the_copy_of_the_nation_agrees_with_the_workbook(folder: Path) -> None:
    copied = oews.read(folder / "may2025" / "national.json").parts[0].frame
    official = oews.read(folder / "may2025" / "national_M2025_dl.xlsx").parts[0].frame

    both = copied.join(
        official.filter(pl.col("group_level") == "detailed"), on="soc_code", suffix="_official"
    )
    assert both.height == 830
    assert both["employment_count"].equals(both["employment_count_official"])
    assert both["wage_annual_mean_usd"].equals(both["wage_annual_mean_usd_official"])


def test_manufacturing_staffing_adds_up_to_the_known_total(reading: Reading) -> None:
    frame = _frame(reading, STAFFING, "industries", "May 2024")

    manufacturing = frame.filter(pl.col("naics_code") == "31-33")
    assert manufacturing["employment_count"].sum() == 12_762_860
    assert frame.filter(pl.col("naics_code").str.contains("^3[123]"))["naics_code"].n_unique() == 93
    shares = frame.group_by("naics_code").agg(pl.sum("staffing_share"))["staffing_share"]
    assert shares.min() == pytest.approx(1.0)
    assert shares.max() == pytest.approx(1.0)


def test_industries_split_by_unnamed_owners_are_left_out(reading: Reading) -> None:
    frame = _frame(reading, STAFFING, "industries", "May 2024")

    kept = set(frame["naics_code"])
    assert not {code for code in kept if code.startswith(("611", "622"))}
    reasons = {note.reason: note.rows_count for note in reading.left_out}
    assert any("kind of owner" in reason and rows > 10_000 for reason, rows in reasons.items())


def test_the_manufacturing_copy_holds_the_same_patterns(folder: Path, reading: Reading) -> None:
    path = folder / "may2024_national_industry"
    name = "national_manufacturing_industries_M2024_reconstructed.csv"

    alone = oews.read(path / name).parts[0].frame

    whole = _frame(reading, STAFFING, "industries", "May 2024")
    assert alone.equals(whole.filter(pl.col("naics_code").is_in(alone["naics_code"].implode())))


def test_a_selection_of_one_state_is_refused(folder: Path) -> None:
    with pytest.raises(FileRefused, match="no area goes missing"):
        oews.read(folder / "may2025" / "arizona_M2025_reconstructed.csv")


def test_parquet_of_another_make_is_refused(folder: Path) -> None:
    path = folder / "may2024_national_industry" / "relationships.parquet"

    with pytest.raises(FileRefused, match="does not look like"):
        oews.read(path)


def test_group_levels_told_by_codes_agree_with_the_printed_ones(folder: Path) -> None:
    path = folder / "may2025" / "national_M2025_dl.xlsx"
    printed = oews.read(path).parts[0].frame.select("soc_code", "group_level")

    told = pl.DataFrame({"OCC_CODE": printed["soc_code"]})
    levels = oews.cells.levels(told)
    differ = printed.filter(levels != printed["group_level"])

    assert differ.height == 0, differ
