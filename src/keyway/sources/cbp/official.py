"""The Bureau's own files: text by year, and answers of its data API."""

from __future__ import annotations

from typing import Any

import polars as pl

from keyway.reference.releases import LeftOut
from keyway.reference.tables import patterns
from keyway.sources import files
from keyway.sources.cbp.rows import FLAGS, RENAME, YEAR, counts, industries, shaped

COLUMNS = ("fipstate", "fipscty", "lfo", "naics", "emp_nf", "emp", "ap", "est")
_official = files.has_columns("fipstate", "naics", "emp_nf", "emp", "ap", "est")


def _read_official(document: files.Document) -> list[files.Piece]:
    """Read cbp<YY>co.txt or cbp<YY>st.txt."""
    frame = files.open_table(document, header=_official, only=COLUMNS)
    frame = frame.rename({name: name.lower() for name in frame.columns})
    year = files.year_in(document, YEAR, remedy=RENAME)
    is_county = "fipscty" in frame.columns
    by_form = 0
    if "lfo" in frame.columns:
        whole = frame.filter(pl.col("lfo") == "-")
        by_form, frame = frame.height - whole.height, whole
    rows = counts(document.name, frame, "est", "emp", "ap").with_columns(
        industries(document.name, frame, "naics"),
        frame["emp_nf"].alias("noise_class"),
        files.codes(
            frame,
            "fipstate",
            patterns.STATE,
            file=document.name,
            example="04",
            heal=files.state_text,
        ).alias("state_fips"),
        employment_note=frame["emp_nf"].replace_strict(FLAGS, default=None, return_dtype=pl.String),
    )
    area, table = "state_fips", "cbp_state_industries"
    if is_county:
        county = files.codes(
            frame, "fipscty", r"\d{3}", file=document.name, example="013", heal=lambda t: t.zfill(3)
        )
        rows = rows.with_columns((pl.col("state_fips") + county).alias("county_fips"))
        area, table = "county_fips", "cbp_county_industries"
    note = (LeftOut("Rows by legal form of the firm.", by_form),) if by_form else ()
    return [files.Piece(table, shaped(rows, area, year), frame.height + by_form, note)]


def _is_api(document: files.Document, top: files.Top) -> bool:
    start = document.data[:400]
    return document.kind == "json" and b'"ESTAB"' in start and b'"NAICS20' in start


def _read_api(document: files.Document) -> list[files.Piece]:
    """Read an answer of the Census data API: a list of rows, the first of them the header."""
    value: Any = files.open_json(document)
    names = [str(name) for name in value[0]]
    frame = pl.DataFrame(
        {name: [row[i] for row in value[1:]] for i, name in enumerate(names)},
        schema=dict.fromkeys(names, pl.String),
    ).with_columns(pl.int_range(2, pl.len() + 2, dtype=pl.Int64).alias(files.ROW))
    needed = ["ESTAB", "EMP", "PAYANN", "state"]
    frame = files.require_columns(frame, needed, file=document.name)
    naics = files.column_like(frame, "NAICS20", file=document.name)
    year = files.year_in(document, YEAR, remedy="Save the answer under a name with the year.")
    if "YEAR" in frame.columns and frame.height:
        year = int(frame["YEAR"][0])
    rows = counts(document.name, frame, "ESTAB", "EMP", "PAYANN").with_columns(
        industries(document.name, frame, naics), state_fips=frame["state"]
    )
    if "county" not in frame.columns:
        return [files.Piece("cbp_state_industries", shaped(rows, "state_fips", year), frame.height)]
    rows = rows.with_columns(county_fips=frame["state"] + frame["county"])
    return [files.Piece("cbp_county_industries", shaped(rows, "county_fips", year), frame.height)]


LAYOUTS = (
    files.Layout(files.matching(_official, within=1), files.each(_read_official)),
    files.Layout(_is_api, files.each(_read_api)),
)
