"""North American Industry Classification System: industries of 2017 and 2022 and their links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from keyway.reference.releases import FileRefused, Reading, Source
from keyway.reference.tables import patterns
from keyway.sources import files

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = Source(
    key="naics",
    publisher="U.S. Census Bureau",
    title="North American Industry Classification System",
    licence="Public domain (United States Government work)",
    url="https://www.census.gov/naics/",
    tables=("naics_industries", "naics_edition_links"),
    cadence_months=60,
    credit="U.S. Census Bureau, NAICS",
    files="2-6 digit_2022_Codes.xlsx, 2-6 digit_2017_Codes.xlsx and 2017_to_2022_NAICS.xlsx.",
)

EDITIONS = (2017, 2022)
RENAME = "Give the file the Bureau's name back, for example 2-6 digit_2022_Codes.xlsx."
UNKNOWN_INDUSTRY = "Placeholders for an unknown industry, not part of the classification."

_copied_codes = files.has_columns("code", "title", "naics6d")
_copied_links = files.has_columns("naics2017", "naics2022")


def _bureau_codes(row: list[str]) -> bool:
    names = [files.plain(cell) for cell in row]
    has = any(re.fullmatch(r"20\d\d naics us code", name) for name in names)
    return has and any(re.fullmatch(r"20\d\d naics us title", name) for name in names)


def _bureau_links(row: list[str]) -> bool:
    text = files.plain(" ".join(row))
    return "2017 naics code" in text and "2022 naics code" in text


def recognizes(path: files.Origin) -> bool:
    """Return whether the file lists industries or links of editions."""
    return files.recognizes(path, LAYOUTS)


def read(path: Path, progress: files.Progress | None = None) -> Reading:
    """Return the industries and links of a file or folder.

    Parts: ``2017`` and ``2022`` for the editions, ``2017-2022`` for the links.

    Raises:
        FileRefused: the file is neither, or is damaged.
    """
    return files.reading(path, LAYOUTS, title=SOURCE.title, progress=progress)


def _read_bureau_codes(document: files.Document) -> list[files.Piece]:
    frame = files.open_table(document, header=_bureau_codes)
    code = next(c for c in frame.columns if re.search(r"naics us +code", files.plain(c)))
    title = next(c for c in frame.columns if re.search(r"naics us +title", files.plain(c)))
    found = re.search(r"20\d\d", code)
    if not found:
        raise FileRefused(file=document.name, problem="The edition is missing.", remedy=RENAME)
    return _industries(document.name, frame, code, title, int(found[0]))


def _read_copied_codes(document: files.Document) -> list[files.Piece]:
    frame = files.open_table(document, header=_copied_codes)
    edition = files.year_in(document, r"(2017|2022)", remedy=RENAME)
    return _industries(document.name, frame, "code", "title", edition)


def _industries(
    name: str, frame: pl.DataFrame, code: str, title: str, edition: int
) -> list[files.Piece]:
    # Footnotes and placeholders (99, 999999) are no industries.
    known = pl.col(code).is_not_null() & ~pl.col(code).str.contains(r"^99+$")
    rows = frame.filter(known & pl.col(title).is_not_null())
    codes = files.codes(rows, code, patterns.NAICS, file=name, example="3344")
    digits = pl.when(codes.str.contains("-")).then(2).otherwise(codes.str.len_chars())
    kept = rows.select(
        pl.lit(edition, dtype=pl.Int64).alias("edition_year"),
        codes.alias("naics_code"),
        # A trailing T marks titles shared by three countries; it is no part of the title.
        pl.col(title).str.replace(r"([a-z)])T$", "${1}").alias("industry_name"),
        digits.cast(pl.Int64).alias("digits_count"),
        pl.lit(str(edition)).alias("part"),
        pl.lit(str(edition)).alias("release"),
        pl.lit(str(edition)).alias("release_date"),
    )
    note = files.left_out(UNKNOWN_INDUSTRY, frame.filter(~known), code)
    return [files.Piece("naics_industries", kept, frame.height, note)]


def _read_bureau_links(document: files.Document) -> list[files.Piece]:
    frame = files.open_table(document, header=_bureau_links)
    old = files.column_like(frame, "2017 NAICS Code", file=document.name)
    new = files.column_like(frame, "2022 NAICS Code", file=document.name)
    return _links(document.name, frame, old, new)


def _read_copied_links(document: files.Document) -> list[files.Piece]:
    frame = files.open_table(document, header=_copied_links)
    return _links(document.name, frame, "naics2017", "naics2022")


def _links(name: str, frame: pl.DataFrame, old: str, new: str) -> list[files.Piece]:
    rows = frame.filter(pl.col(old).is_not_null() & pl.col(new).is_not_null())
    kept = pl.DataFrame(
        [
            files.codes(rows, old, r"\d{6}", file=name, example="334413").alias("naics_2017_code"),
            files.codes(rows, new, r"\d{6}", file=name, example="334413").alias("naics_2022_code"),
        ]
    ).with_columns(part=pl.lit("2017-2022"), release=pl.lit("2022"), release_date=pl.lit("2022"))
    return [files.Piece("naics_edition_links", kept, frame.height)]


LAYOUTS = (
    files.Layout(files.matching(_bureau_links), files.each(_read_bureau_links)),
    files.Layout(files.matching(_bureau_codes), files.each(_read_bureau_codes)),
    files.Layout(files.matching(_copied_links, within=1), files.each(_read_copied_links)),
    files.Layout(files.matching(_copied_codes, within=1), files.each(_read_copied_codes)),
)
