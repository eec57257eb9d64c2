"""Public copies of the product: one row a county, or one row a year for a state."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from keyway.codes.fips import STATE_FIPS
from keyway.reference.releases import FileRefused
from keyway.sources import files
from keyway.sources.cbp.rows import RENAME, YEAR, counties, counts, industries, shaped

if TYPE_CHECKING:
    from collections.abc import Sequence

_long = files.has_columns("Fips", "Naics", "Establishments", "Employees", "Payroll")


def _read_long(document: files.Document) -> list[files.Piece]:
    """Read a copy with one row a county and industry."""
    frame = files.open_table(document, header=_long)
    year = files.year_in(document, YEAR, remedy=RENAME)
    rows = counts(document.name, frame, "Establishments", "Employees", "Payroll").with_columns(
        industries(document.name, frame, "Naics"), counties(document.name, frame)
    )
    return [files.Piece("cbp_county_industries", shaped(rows, "county_fips", year), frame.height)]


def _read_wide(document: files.Document) -> list[files.Piece]:
    """Read a copy with one row a county and three columns an industry; blank = no such row."""
    frame = files.open_table(document)
    year = files.year_in(document, YEAR, remedy=RENAME)
    areas = counties(document.name, frame)
    codes = [name[4:] for name in frame.columns if name.startswith("Emp-")]
    cells = pl.concat(
        frame.select(
            areas,
            pl.col(files.ROW),
            pl.lit(code).alias("Naics"),
            pl.col(f"Est-{code}").alias("est"),
            pl.col(f"Emp-{code}").alias("emp"),
            pl.col(f"Pay-{code}").alias("ap"),
        )
        for code in codes
    ).filter(pl.any_horizontal(pl.col("est", "emp", "ap").is_not_null()))
    rows = counts(document.name, cells, "est", "emp", "ap").with_columns(
        industries(document.name, cells, "Naics"), cells["county_fips"]
    )
    return [files.Piece("cbp_county_industries", shaped(rows, "county_fips", year), cells.height)]


def _is_wide(document: files.Document, top: files.Top) -> bool:
    head = top[0] if top else []
    return head[:2] == ["Fips", "Name"] and any(re.match(r"Emp-\d", cell) for cell in head)


_STATE_NAME = re.compile(r"US-([A-Z]{2})-census-naics\d-(employees|establishments|payroll)", re.I)
_MEASURES = {"employees": "emp", "establishments": "est", "payroll": "ap"}


def _is_state_years(document: files.Document, top: files.Top) -> bool:
    head = top[0] if top else []
    return head[:1] == ["Year"] and len(head) > 1 and bool(re.fullmatch(r"N\d{2,6}", head[1]))


def _read_state_years(group: Sequence[files.Document]) -> list[files.Piece]:
    """Read state totals: one file a measure, one row a year, one column an industry."""
    cells = pl.concat([_melted(document) for document in group])
    wide = cells.pivot(
        "measure",
        index=["state_fips", "year", "Naics"],
        values="value",
        aggregate_function="first",
    )
    wide = wide.with_columns(
        pl.lit(None, dtype=pl.String).alias(name)
        for name in _MEASURES.values()
        if name not in wide.columns
    )
    pieces = []
    for (year,), rows in wide.group_by("year", maintain_order=True):
        shown = counts(group[0].name, rows, "est", "emp", "ap").with_columns(
            industries(group[0].name, rows, "Naics"), rows["state_fips"]
        )
        piece = shaped(shown, "state_fips", int(str(year)))
        pieces.append(files.Piece("cbp_state_industries", piece, rows.height))
    return pieces


def _melted(document: files.Document) -> pl.DataFrame:
    """Return a document's cells with their state and measure, which only its name tells."""
    found = _STATE_NAME.search(document.name)
    if not found or found[1].upper() not in STATE_FIPS:
        raise FileRefused(
            file=document.name,
            problem="Neither the file nor its name says the state and the measure.",
            remedy="Name it as it was, for example US-OH-census-naics4-employees.csv.",
        )
    frame = files.open_table(document)
    years = files.codes(frame, "Year", r"20\d{2}", file=document.name, example="2021")
    return (
        frame.with_columns(years)
        .unpivot(
            [name for name in frame.columns if re.fullmatch(r"N\d{2,6}", name)],
            index="Year",
            variable_name="Naics",
            value_name="value",
        )
        .drop_nulls("value")
        .select(
            pl.col("Year").alias("year"),
            pl.col("Naics").str.slice(1),
            "value",
            pl.lit(_MEASURES[found[2].lower()]).alias("measure"),
            pl.lit(STATE_FIPS[found[1].upper()]).alias("state_fips"),
        )
    )


LAYOUTS = (
    files.Layout(files.matching(_long, within=1), files.each(_read_long)),
    files.Layout(_is_wide, files.each(_read_wide)),
    files.Layout(_is_state_years, _read_state_years, is_together=True),
)
