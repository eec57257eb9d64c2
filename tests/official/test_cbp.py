"""Today's copies of County Business Patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from keyway.reference.contract import CONTRACTS, failing_rows
from keyway.reference.releases import FileRefused, Reading
from keyway.sources import cbp

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def reading(official: Path) -> Reading:
    return cbp.read(official / "cbp")


@pytest.fixture(scope="module")
def rows(reading: Reading) -> pl.DataFrame:
    return pl.concat(part.frame for part in reading.parts)


def test_every_row_satisfies_its_contract(reading: Reading) -> None:
    for part in reading.parts:
        assert failing_rows(CONTRACTS[part.table], part.frame)[0] == {}, part.part


def test_years_and_states_lie_in_parts_of_their_own(reading: Reading) -> None:
    names = {part.part for part in reading.parts}

    assert "2023-04-manufacturing" in names
    assert "2023-04-other" not in names
    assert {name for name in names if name.startswith("2021-04")} == {
        "2021-04-manufacturing",
        "2021-04-other",
    }
    assert len({name[5:7] for name in names if name.startswith("2021")}) == 50


def test_arizonas_manufacturing_of_2023_is_the_known_sum(rows: pl.DataFrame) -> None:
    newest = rows.filter(pl.col("year") == 2023)

    assert newest.height == 213
    assert newest["employment_count"].sum() == 163_053
    assert newest["county_fips"].n_unique() == 12


def test_lucid_is_not_there(rows: pl.DataFrame) -> None:
    pinal = rows.filter(
        (pl.col("county_fips") == "04021") & pl.col("naics_code").str.starts_with("3361")
    )

    assert pinal.filter(pl.col("year") >= 2021).is_empty()


def test_what_was_withheld_in_2017_is_unknown(rows: pl.DataFrame) -> None:
    withheld = rows.filter(pl.col("employment_note").is_not_null())

    assert withheld["year"].unique().to_list() == [2017]
    assert withheld.height == 557
    assert withheld["employment_count"].null_count() == 557
    assert withheld["payroll_annual_usd"].null_count() == 557


def test_payroll_is_in_dollars(rows: pl.DataFrame) -> None:
    known = rows.filter(
        (pl.col("employment_count") > 50)
        & (pl.col("county_fips") == "04013")
        & (pl.col("year") == 2023)
    )
    pay = known.select(pl.sum("payroll_annual_usd") / pl.sum("employment_count")).item()

    assert 50_000 < pay < 150_000


def test_sums_of_counties_are_left_out(official: Path, reading: Reading) -> None:
    assert {part.table for part in reading.parts} == {"cbp_county_industries"}
    path = official / "cbp" / "arizona" / "US-AZ-census-naics4-employees.csv"
    with pytest.raises(FileRefused, match="not the Bureau's state totals"):
        cbp.read(path)


def test_those_sums_really_are_sums_of_counties(official: Path, rows: pl.DataFrame) -> None:
    path = official / "cbp" / "arizona" / "US-AZ-census-naics4-employees.csv"
    wide = pl.read_csv(path).filter(pl.col("Year") == 2021)
    totals = wide.unpivot(index="Year").drop_nulls("value")

    counties = (
        rows.filter((pl.col("year") == 2021) & pl.col("county_fips").str.starts_with("04"))
        .group_by("naics_code")
        .agg(pl.sum("employment_count"))
    )
    both = totals.with_columns(naics_code=pl.col("variable").str.slice(1)).join(
        counties, on="naics_code"
    )
    assert both.height > 200
    assert both.filter(pl.col("value") != pl.col("employment_count")).is_empty()


def test_other_states_are_read_alike(rows: pl.DataFrame) -> None:
    ohio = rows.filter(pl.col("county_fips").str.starts_with("39"))

    made = ohio.filter(pl.col("naics_code").str.contains(r"^3[123]"))
    assert 400_000 < made["employment_count"].sum() < 750_000
    assert ohio["county_fips"].n_unique() == 88
