"""Today's files of the Employment Projections."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from keyway.reference.contract import CONTRACTS, failing_rows
from keyway.reference.releases import FileRefused, Part
from keyway.sources.projections import national

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def parts(official: Path) -> dict[str, Part]:
    return {each.release: each for each in national.read(official / "bls_ep").parts}


def _row(part: Part, code: str) -> dict[str, object]:
    return part.frame.filter(pl.col("matrix_code") == code).row(0, named=True)


def test_every_row_satisfies_its_contract(parts: dict[str, Part]) -> None:
    assert set(parts) == {"2022–32", "2024–34", "2023-09-06"}
    for part in parts.values():
        assert failing_rows(CONTRACTS[part.table], part.frame)[0] == {}


@pytest.mark.parametrize(
    ("release", "jobs", "openings"),
    [("2024–34", 169_956_100, 18_863_300), ("2022–32", 164_482_600, 18_566_500)],
)
def test_832_line_items_add_up_to_the_total(
    parts: dict[str, Part], release: str, jobs: int, openings: int
) -> None:
    frame = parts[release].frame
    detailed = frame.filter("is_detailed")

    assert (frame.height, detailed.height) == (1113, 832)
    total = _row(parts[release], "00-0000")
    assert (total["employment_base_count"], total["openings_count"]) == (jobs, openings)
    assert detailed["employment_base_count"].sum() == pytest.approx(jobs, rel=1e-4)
    assert detailed["openings_count"].sum() == pytest.approx(openings, rel=1e-3)


def test_rates_are_fractions_that_explain_the_openings(parts: dict[str, Part]) -> None:
    frame = parts["2024–34"].frame.filter("is_detailed")

    assert frame["exit_rate"].max() < 0.2
    mean_jobs = (pl.col("employment_base_count") + pl.col("employment_projected_count")) / 2
    growth = (pl.col("employment_projected_count") - pl.col("employment_base_count")) / 10
    told = mean_jobs * (pl.col("exit_rate") + pl.col("transfer_rate")) + growth
    large = frame.filter(pl.col("openings_count") > 5_000)
    gap = large.select(((told - pl.col("openings_count")) / pl.col("openings_count")).abs())
    # Rates are printed with one decimal of a percent, so the identity holds within a few percent.
    assert float(gap.to_series().quantile(0.95) or 1) < 0.05


def test_machinists_are_as_printed(parts: dict[str, Part]) -> None:
    machinists = _row(parts["2024–34"], "51-4041")

    assert machinists["employment_base_count"] == 299_500
    assert machinists["openings_count"] == 29_500
    assert (machinists["exit_rate"], machinists["transfer_rate"]) == (0.041, 0.057)
    assert machinists["typical_education"] == "High school diploma or equivalent"


def test_wages_above_the_top_are_unknown_with_a_reason(parts: dict[str, Part]) -> None:
    frame = parts["2024–34"].frame
    unknown = frame.filter(pl.col("wage_annual_median_usd").is_null())

    assert unknown.height == 28
    assert unknown["wage_note"].value_counts().sort("count")["count"].to_list() == [9, 19]


def test_the_matrix_crosswalk_holds_997_pairs(parts: dict[str, Part]) -> None:
    frame = parts["2023-09-06"].frame

    assert frame.height == 997
    # Miscellaneous engineers hold the most O*NET occupations but one.
    assert frame.filter(pl.col("matrix_code") == "17-2199").height == 9


def test_a_scraped_copy_is_refused(official: Path) -> None:
    with pytest.raises(FileRefused, match="does not look like Employment Projections"):
        national.read(official / "bls_ep" / "national_2024_2034_scraped.json")
