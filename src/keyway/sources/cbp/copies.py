"""Public copies of the product: one row a county, or one row a county and industry."""

from __future__ import annotations

import re

import polars as pl

from keyway.reference.releases import LeftOut
from keyway.sources import files
from keyway.sources.cbp.rows import RENAME, YEAR, counties, counts, industries, shaped

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


NOT_STATE_TOTALS = (
    "Sums of the county rows by the maker of the copy, not the Bureau's state totals: they leave "
    "out what the counties leave out."
)


def _is_state_years(document: files.Document, top: files.Top) -> bool:
    head = top[0] if top else []
    return head[:1] == ["Year"] and len(head) > 1 and bool(re.fullmatch(r"N\d{2,6}", head[1]))


def _leave_out_state_years(document: files.Document) -> list[files.Piece]:
    """Count rows of state sums without keeping them.

    All 5,250 cells of the files seen equal the sum of the county cells. As totals they would say
    that nothing is missing in the counties, which is false.
    """
    frame = files.open_table(document)
    note = LeftOut(NOT_STATE_TOTALS, frame.height, (document.name,))
    return [files.Piece("cbp_state_industries", pl.DataFrame(), frame.height, (note,))]


LAYOUTS = (
    files.Layout(files.matching(_long, within=1), files.each(_read_long)),
    files.Layout(_is_wide, files.each(_read_wide)),
    files.Layout(_is_state_years, files.each(_leave_out_state_years)),
)
