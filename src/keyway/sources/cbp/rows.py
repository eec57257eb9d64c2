"""Rows of County Business Patterns, whichever layout they came in."""

from __future__ import annotations

import re

import polars as pl

from keyway.reference.tables import patterns
from keyway.sources import files

FLAGS = {
    "D": "Withheld by the publisher so that no firm's figures are disclosed.",
    "S": "Withheld by the publisher because the figure is not reliable enough.",
}
WITHHELD = "The file shows no jobs and no payroll beside establishments: withheld."
RENAME = "Give the file the publisher's name back, for example cbp23co.txt."
YEAR = r"cbp(\d{2})(?:co|st)|(?<!\d)(20\d{2})(?!\d)"
# One two-digit code stands for three sectors that the Bureau writes as a range.
SECTORS = {"31": "31-33", "44": "44-45", "48": "48-49"}


def industry_code(text: str) -> str:
    """Return an industry as the tables write it: "31----" is 31-33, "3344//" 3344, "------" 00."""
    digits = text.rstrip("-/") if re.fullmatch(r"[\d]*[-/]*", text) else text
    return SECTORS.get(digits, digits or "00")


def shaped(frame: pl.DataFrame, area: str, year: int) -> pl.DataFrame:
    """Return rows with notes for withheld cells and the names of their parts.

    ``frame`` has the area's code, naics_code, establishments_count, employment_count,
    payroll_annual_usd and, where the file tells, employment_note.
    """
    if "employment_note" not in frame.columns:
        frame = frame.with_columns(employment_note=pl.lit(None, dtype=pl.String))
    withheld = (
        (pl.col("employment_count") == 0)
        & (pl.col("payroll_annual_usd") == 0)
        & (pl.col("establishments_count") > 0)
    ).fill_null(value=False)
    unknown = withheld | pl.col("employment_note").is_not_null()
    is_manufacturing = pl.col("naics_code").str.contains(r"^3[123]")
    kind = pl.when(is_manufacturing).then(pl.lit("manufacturing")).otherwise(pl.lit("other"))
    return frame.with_columns(
        employment_note=pl.when(withheld)
        .then(pl.coalesce("employment_note", pl.lit(WITHHELD)))
        .otherwise(pl.col("employment_note")),
        employment_count=pl.when(~unknown).then(pl.col("employment_count")),
        payroll_annual_usd=pl.when(~unknown).then(pl.col("payroll_annual_usd")),
        year=pl.lit(year, dtype=pl.Int64),
        release=pl.lit(str(year)),
        release_date=pl.lit(str(year)),
        part=pl.concat_str(pl.lit(f"{year}-"), pl.col(area).str.head(2), pl.lit("-"), kind),
    )


def counts(name: str, frame: pl.DataFrame, places: str, jobs: str, pay: str) -> pl.DataFrame:
    """Return establishments, jobs and payroll; the file counts payroll in thousands of dollars."""
    return pl.DataFrame(
        [
            files.whole_numbers(frame, places, {}, file=name)[0].alias("establishments_count"),
            files.whole_numbers(frame, jobs, {}, file=name)[0].alias("employment_count"),
            files.numbers(frame, pay, {}, file=name, scale=1000)[0].alias("payroll_annual_usd"),
        ]
    )


def industries(name: str, frame: pl.DataFrame, column: str) -> pl.Series:
    """Return a column of industries as the tables write them."""
    return files.codes(
        frame, column, patterns.NAICS, file=name, example="3344//", heal=industry_code
    ).alias("naics_code")


def counties(name: str, frame: pl.DataFrame) -> pl.Series:
    """Return the column ``Fips`` as five digits."""
    return files.codes(
        frame, "Fips", patterns.COUNTY, file=name, example="04013", heal=files.county_text
    ).alias("county_fips")
