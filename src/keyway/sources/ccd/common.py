"""What both directories share: school years, grades, addresses and the state's own numbers."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import polars as pl

from keyway.codes.fips import STATE_FIPS
from keyway.reference.releases import FileRefused
from keyway.sources import files
from keyway.sources.files.containers import DOWNLOAD_AGAIN
from keyway.sources.files.text import decode

# The publisher's marks for what it does not know or what does not apply.
NOTHING = ["", "M", "N", "-1", "-2", "-9", "†", "–", "‡", "Not reported", "Not applicable"]
ADDRESS_COLUMNS = ("LSTREET1", "LCITY", "LZIP", "PHONE", "WEBSITE")
NO_STATE = "Rows of areas without a postal abbreviation, such as the Bureau of Indian Education."
MARKS = dict.fromkeys(NOTHING, "Not reported.")
_MADE_ON = re.compile(r"_(\d{2})(\d{2})(\d{2})(?:\.|_|$)")
_KNOWN_STATES = list(STATE_FIPS)


def known(column: str) -> pl.Expr:
    """Return a column whose marks for "not known" are null."""
    text = pl.col(column).str.strip_chars()
    return pl.when(~text.is_in(NOTHING)).then(text)


def grade(column: str) -> pl.Expr:
    """Return grades written alike: "08" as 8, "PS" as PK; null where there are none."""
    text = known(column).str.to_uppercase().replace({"PS": "PK"})
    return text.str.replace(r"^0+(\d)", "$1")


def yes_or_no(column: str) -> pl.Expr:
    """Return whether a column says yes; null where it says neither yes nor no."""
    return (
        pl.col(column)
        .str.strip_chars()
        .str.to_lowercase()
        .replace_strict({"yes": True, "no": False}, default=None, return_dtype=pl.Boolean)
    )


def zip_code(column: str) -> pl.Expr:
    """Return the five digits of a ZIP code; "2138" is 02138, "85004-1234" is 85004."""
    digits = pl.col(column).str.extract(r"^\s*(\d{3,5})(?:\.0)?(?:-\d*)?\s*$", 1)
    return digits.str.zfill(5)


def state_number(column: str, state: str) -> pl.Expr:
    """Return the state's own number out of "AZ-4235" or, for a school, "AZ-4235-5678"."""
    prefix = pl.concat_str(pl.col(state), pl.lit("-"))
    text = known(column)
    own = pl.when(text.str.starts_with(prefix)).then(text.str.slice(3)).otherwise(text)
    return own.str.split("-").list.last()


def is_charter_agency(column: str) -> pl.Expr:
    """Return whether an agency runs charter schools alone; null where that is not told.

    The publisher writes CHRTIDEA and CHRTESEA for charters that stand alone, CHRTNOTLEA for those
    that do not, NOTCHR for other agencies; in words since 2016.
    """
    text = known(column).str.to_uppercase()
    return (
        pl.when(text.str.contains(r"^NOTCHR|^NOT A CHARTER|^NO$|^NA$"))
        .then(statement=False)
        .when(text.str.contains(r"^CHRT|^CHARTER|^YES$"))
        .then(statement=True)
    )


def address() -> tuple[pl.Expr, ...]:
    """Return where an office or school is and how it is reached, under the contract's names."""
    return (
        known("LSTREET1").alias("street_address"),
        known("LCITY").alias("city_name"),
        zip_code("LZIP").alias("zip_code"),
        known("PHONE").alias("phone"),
        known("WEBSITE").alias("website"),
    )


def opened(document: files.Document, header: files.HeaderFinder) -> pl.DataFrame:
    """Return a directory's rows, also where quotation marks stand alone inside cells.

    Raises:
        FileRefused: a row has more or fewer cells than there are columns.
    """
    if b'"' in document.data:
        document = replace(document, data=_requoted(document).encode())
    return files.open_table(document, header=header)


def _requoted(document: files.Document) -> str:
    """Return a text whose cells are wrapped by the rules; no cell of it spans two lines."""
    lines = decode(document.name, document.data, None).splitlines()
    width = len(next(csv.reader(lines[:1]), []))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for at, line in enumerate(lines, start=1):
        if line.strip():
            writer.writerow(_cells(line, width, document.name, at))
    return out.getvalue()


def _cells(line: str, width: int, name: str, row: int) -> list[str]:
    cells = next(csv.reader([line]))
    if len(cells) != width:
        # A mark that opens a cell and is never closed is a letter.
        cells = line.split(",")
    if len(cells) != width:
        raise FileRefused(
            file=name,
            problem=f"It has {len(cells)} cells where {width} columns are named.",
            remedy=DOWNLOAD_AGAIN,
            row=row,
        )
    return cells


def in_a_state() -> pl.Expr:
    """Return the test for rows of a state or territory that has a postal abbreviation."""
    return pl.col("ST").is_in(_KNOWN_STATES)


def sliced(rows: pl.DataFrame, document: files.Document, school_year: str) -> pl.DataFrame:
    """Return rows with their part, the state's digits, and the release."""
    return rows.with_columns(
        part=pl.col("state_code").replace_strict(STATE_FIPS, return_dtype=pl.String),
        release=pl.lit(f"school year {school_year}"),
        release_date=pl.lit(_released(document, school_year)),
    )


def school_year(frame: pl.DataFrame, name: str) -> str:
    """Return the one school year that the rows speak for, "2024-2025".

    Raises:
        FileRefused: they speak for several, or the year is no school year.
    """
    years = frame["SCHOOL_YEAR"].drop_nulls().unique().sort().to_list()
    if len(years) != 1 or not re.fullmatch(r"20\d{2}-20\d{2}", years[0]):
        raise FileRefused(
            file=name,
            problem=f"One school year is expected; it has {', '.join(years) or 'none'}.",
            remedy="Load one file for each year, as the publisher gives it.",
            column="SCHOOL_YEAR",
        )
    return str(years[0])


def _released(document: files.Document, school_year: str) -> str:
    """Return when a file was made: its name ends in month, day, year; else the year's first."""
    found = _MADE_ON.search(document.name)
    if found and 1 <= int(found[1]) <= 12:
        return f"20{found[3]}-{found[1]}-{found[2]}"
    return school_year[:4]
