"""Points of ZIP areas and towns: the Gazetteer of the Census Bureau, and copies of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from keyway.codes.fips import STATE_FIPS
from keyway.reference.releases import FileRefused, Reading, Source
from keyway.reference.tables import patterns
from keyway.sources import files

if TYPE_CHECKING:
    from pathlib import Path

    from keyway.reference.releases import LeftOut

SOURCE = Source(
    key="points",
    publisher="U.S. Census Bureau",
    title="Points of ZIP areas and towns",
    licence="Public domain (United States Government work)",
    url="https://www.census.gov/geographies/reference-files/time-series/geo/gazetteer-files.html",
    tables=("zip_points", "place_points"),
    cadence_months=12,
    credit="U.S. Census Bureau, Gazetteer files",
    files="<year>_Gaz_zcta_national.zip and <year>_Gaz_place_national.zip.",
)

# ZIP areas are those of the census of 2020 in every Gazetteer since; an undated copy is no newer.
UNDATED = "2020"
YEAR = re.compile(r"(20\d{2})_Gaz_", re.IGNORECASE)
COPY = re.compile(r"(?:^|[^a-z])([a-z]{2})_places", re.IGNORECASE)
KINDS_OF_PLACE = (
    r" (city and borough|city|town|village|borough|municipality|CDP|comunidad|zona urbana|"
    r"(?:consolidated|metropolitan|unified) government(?: \(balance\))?|\(balance\))$"
)

_zips = files.has_columns("GEOID", "INTPTLAT", "INTPTLONG", without=("USPS", "NAME"))
_places = files.has_columns("USPS", "GEOID", "NAME", "LSAD", "INTPTLAT", "INTPTLONG")
_copied_zips = files.has_columns("zcta", "latitude", "longitude")
_copied_places = files.has_columns("place", "county", "latitude", "longitude")


def recognizes(path: files.Origin) -> bool:
    """Return whether the file holds points of ZIP areas or towns, by content."""
    return files.recognizes(path, LAYOUTS)


def read(path: Path, progress: files.Progress | None = None) -> Reading:
    """Return points: ZIP areas in parts by their first two digits, towns in one part a state.

    Raises:
        FileRefused: the file is none of the layouts, or is damaged.
    """
    return files.reading(path, LAYOUTS, title="a list of ZIP areas or towns", progress=progress)


def _read_zips(document: files.Document) -> list[files.Piece]:
    frame = files.open_table(document, header=_zips)
    return _zip_pieces(document, frame, "GEOID", ("INTPTLONG", "INTPTLAT"), None)


def _read_copied_zips(document: files.Document) -> list[files.Piece]:
    frame = files.open_table(document, header=_copied_zips)
    town = "post_office_city" if "post_office_city" in frame.columns else None
    return _zip_pieces(document, frame, "zcta", ("longitude", "latitude"), town)


def _zip_pieces(
    document: files.Document,
    frame: pl.DataFrame,
    code: str,
    point: tuple[str, str],
    town: str | None,
) -> list[files.Piece]:
    name = document.name
    rows = frame.select(
        files.codes(frame, code, patterns.ZIP, file=name, example="85004", heal=files.county_text)
        .alias("zip_code"),
        (pl.col(town) if town else pl.lit(None, dtype=pl.String)).alias("place_name"),
        *_point(frame, point, name),
    )  # fmt: skip
    year = _year(document)
    # The first two digits name a part of a state, so no state's areas are torn apart.
    sliced = rows.with_columns(
        part=pl.col("zip_code").str.head(2), release=pl.lit(year), release_date=pl.lit(year)
    )
    return [files.Piece("zip_points", sliced, frame.height)]


def _read_places(document: files.Document) -> list[files.Piece]:
    frame = files.open_table(document, header=_places)
    known = pl.col("USPS").is_in(list(STATE_FIPS))
    kept = frame.filter(known)
    rows = kept.select(
        pl.col("USPS").replace_strict(STATE_FIPS, return_dtype=pl.String).alias("state_fips"),
        _names(kept, "NAME", document.name).str.replace(KINDS_OF_PLACE, "").alias("place_name"),
        pl.lit(None, dtype=pl.String).alias("county_name"),
        *_point(kept, ("INTPTLONG", "INTPTLAT"), document.name),
    )
    note = files.left_out("Not a state or territory.", frame.filter(~known), "USPS", "NAME")
    return [_place_piece(document, rows, frame.height, note)]


def _read_copied_places(document: files.Document) -> list[files.Piece]:
    """Read a copy of one state's towns; which state, its name begins with."""
    frame = files.open_table(document, header=_copied_places)
    match = COPY.search(document.name)
    if not match or match[1].upper() not in STATE_FIPS:
        raise FileRefused(
            file=document.name,
            problem="Neither its rows nor its name says which state the towns lie in.",
            remedy="Begin its name with the state's abbreviation, as in oh_places.csv.",
        )
    rows = frame.select(
        pl.lit(STATE_FIPS[match[1].upper()]).alias("state_fips"),
        _names(frame, "place", document.name).alias("place_name"),
        pl.col("county").alias("county_name"),
        *_point(frame, ("longitude", "latitude"), document.name),
    )
    return [_place_piece(document, rows, frame.height, ())]


def _place_piece(
    document: files.Document, rows: pl.DataFrame, rows_read: int, notes: tuple[LeftOut, ...]
) -> files.Piece:
    year = _year(document)
    sliced = rows.with_columns(
        part=pl.col("state_fips"), release=pl.lit(year), release_date=pl.lit(year)
    )
    return files.Piece("place_points", sliced, rows_read, notes)


def _point(frame: pl.DataFrame, columns: tuple[str, str], name: str) -> tuple[pl.Series, pl.Series]:
    longitude, latitude = columns
    return (
        files.numbers(frame, longitude, {}, file=name)[0].alias("longitude"),
        files.numbers(frame, latitude, {}, file=name)[0].alias("latitude"),
    )


def _names(frame: pl.DataFrame, column: str, file: str) -> pl.Series:
    return files.codes(frame, column, r"(?s).+", file=file, example="Franklin")


def _year(document: files.Document) -> str:
    found = YEAR.search(document.place or document.name)
    return found[1] if found else UNDATED


def _is_places(document: files.Document, top: files.Top) -> bool:
    # A plain test, not a layout's own: counties' lists lack one column of it and are no damaged
    # lists of towns.
    return any(_places(row) for row in top[:1])


LAYOUTS = (
    files.Layout(files.matching(_zips, within=1), files.each(_read_zips)),
    files.Layout(_is_places, files.each(_read_places)),
    files.Layout(files.matching(_copied_zips, within=1), files.each(_read_copied_zips)),
    files.Layout(files.matching(_copied_places, within=1), files.each(_read_copied_places)),
)
