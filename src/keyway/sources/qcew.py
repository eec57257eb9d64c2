"""Quarterly Census of Employment and Wages: annual averages by county and industry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from keyway.reference.releases import FileRefused, LeftOut, Reading, Source
from keyway.reference.tables import patterns
from keyway.sources import files

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = Source(
    key="qcew",
    publisher="U.S. Bureau of Labor Statistics",
    title="Quarterly Census of Employment and Wages",
    licence="Public domain (United States Government work)",
    url="https://www.bls.gov/cew/downloadable-data-files.htm",
    tables=("qcew_county_industries",),
    cadence_months=12,
    lag_months=6,
    credit="U.S. Bureau of Labor Statistics, Quarterly Census of Employment and Wages",
    files="The annual averages: one file a county (<FIPS>.csv) or the single file of all areas.",
)

NEEDED = (
    "area_fips",
    "own_code",
    "industry_code",
    "agglvl_code",
    "size_code",
    "year",
    "qtr",
    "disclosure_code",
    "annual_avg_estabs",
    "annual_avg_emplvl",
    "total_annual_wages",
)
SUPPRESSED = "Not disclosed by the publisher (code N); the file shows 0."
# 70 all, 71 by owner, 72 domain, 73 supersector, 74 sector, 75–78 three to six digits.
COUNTY_LEVELS = ("70", "71", "74", "75", "76", "77", "78")
NOT_COUNTIES = "Areas other than counties, by size, or groups of industries outside NAICS."

_header = files.has_columns(*NEEDED)
_quarterly = files.has_columns("area_fips", "own_code", "month1_emplvl")


def recognizes(path: files.Origin) -> bool:
    """Return whether the file holds annual averages of the census."""
    return files.recognizes(path, LAYOUTS)


def read(path: Path, progress: files.Progress | None = None) -> Reading:
    """Return the county figures of a file or folder, one part a year and county.

    Raises:
        FileRefused: the file is not of the census, is quarterly or is damaged.
    """
    return files.reading(path, LAYOUTS, title=SOURCE.title, progress=progress)


def _read(document: files.Document) -> list[files.Piece]:
    frame = files.open_table(document, header=_header, only=NEEDED)
    name = document.name
    is_county = (
        pl.col("agglvl_code").is_in(COUNTY_LEVELS)
        & (pl.col("size_code") == "0")
        & (pl.col("qtr").str.to_uppercase() == "A")
        # Codes ending in 999 are places unknown or outside the state.
        & ~pl.col("area_fips").str.ends_with("999")
    )
    rows = frame.filter(is_county)
    if rows.is_empty():
        raise FileRefused(
            file=name,
            problem="No annual average of a county is in it.",
            remedy="Load the annual averages by area of the census.",
        )
    hidden = (rows["disclosure_code"] == "N").fill_null(value=False)
    jobs, _ = files.whole_numbers(rows, "annual_avg_emplvl", {}, file=name)
    pay, _ = files.numbers(rows, "total_annual_wages", {}, file=name)
    kept = pl.DataFrame(
        [
            files.codes(
                rows,
                "area_fips",
                patterns.COUNTY,
                file=name,
                example="04013",
                heal=files.county_text,
            ).alias("county_fips"),
            files.codes(rows, "industry_code", patterns.NAICS, file=name, example="3344").alias(
                "naics_code"
            ),
            files.codes(rows, "own_code", r"\d", file=name, example="5").alias("ownership_code"),
            files.codes(rows, "year", r"(19|20)\d{2}", file=name, example="2024").cast(pl.Int64),
            files.whole_numbers(rows, "annual_avg_estabs", {}, file=name)[0].alias(
                "establishments_count"
            ),
            jobs.alias("employment_count"),
            pay.alias("wages_total_usd"),
            hidden.alias("hidden"),
        ]
    ).with_columns(
        employment_count=pl.when(~pl.col("hidden")).then(pl.col("employment_count")),
        wages_total_usd=pl.when(~pl.col("hidden")).then(pl.col("wages_total_usd")),
        employment_note=pl.when(pl.col("hidden")).then(pl.lit(SUPPRESSED)),
        part=pl.concat_str("year", pl.lit("-"), "county_fips"),
        release=pl.col("year").cast(pl.String),
        release_date=pl.col("year").cast(pl.String),
    )
    others = frame.height - rows.height
    note = (LeftOut(NOT_COUNTIES, others),) if others else ()
    return [files.Piece("qcew_county_industries", kept, frame.height, note)]


def _refuse_quarterly(document: files.Document) -> list[files.Piece]:
    raise FileRefused(
        file=document.name,
        problem="It holds quarters, not annual averages.",
        remedy="Load the annual averages (their address has “/a/area/”, not a quarter).",
    )


LAYOUTS = (
    files.Layout(files.matching(_header, within=1), files.each(_read)),
    files.Layout(files.matching(_quarterly, within=1), files.each(_refuse_quarterly)),
)
