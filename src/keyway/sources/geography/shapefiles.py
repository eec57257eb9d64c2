"""The Bureau's shapefiles: shapes and their attributes lie in two files of the same name."""

from __future__ import annotations

import io
import re
import struct
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import shapefile

from keyway.reference.releases import FileRefused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from keyway.sources import files

Record = tuple[dict[str, Any], dict[str, Any]]
"""Attributes and geometry, as GeoJSON writes them."""

# Attributes that only districts have: their number in the upper and lower chamber and in Congress.
_DISTRICT_FIELD = re.compile(rb"SLD[UL]ST|CD\d{2,3}FP")
_DISTRICT_NAME = re.compile(r"(?i)_(sld[ul]|cd\d{2,3})(_|\.)")
_HEADER_BYTES = 4096


def is_part(document: files.Document) -> bool:
    """Return whether a document holds shapes or their attributes."""
    return document.kind == "binary" and document.name.lower().endswith((".shp", ".dbf"))


def is_of_districts(document: files.Document) -> bool:
    """Return whether a part of a shapefile is one of election districts.

    The attributes tell by their names; the shapes, which hold nothing else, by the file's name.
    """
    if document.name.lower().endswith(".dbf"):
        return _DISTRICT_FIELD.search(document.data[:_HEADER_BYTES]) is not None
    return _DISTRICT_NAME.search(document.name) is not None


def records(group: Sequence[files.Document]) -> Iterator[tuple[files.Document, list[Record]]]:
    """Yield the shapes of every shapefile in the group, with the document that holds them.

    Raises:
        FileRefused: one of the two files is missing, or they are damaged.
    """
    by_stem: dict[str, dict[str, files.Document]] = {}
    for each in group:
        path = PurePath(each.place or each.name)
        by_stem.setdefault(str(path.with_suffix("")), {})[path.suffix.lower()] = each
    for stem, pair in by_stem.items():
        if {".shp", ".dbf"} > set(pair):
            raise FileRefused(
                file=PurePath(stem).name,
                problem="A shapefile needs its .shp and its .dbf side by side.",
                remedy="Load the zip archive as the Bureau publishes it.",
            )
        yield pair[".shp"], _records(pair[".shp"], pair[".dbf"])


def _records(shp: files.Document, dbf: files.Document) -> list[Record]:
    _refuse_cut_off(shp, dbf)
    try:
        reader = shapefile.Reader(
            shp=io.BytesIO(shp.data), dbf=io.BytesIO(dbf.data), encoding="utf-8"
        )
        return [
            (each.record.as_dict(), each.shape.__geo_interface__)
            for each in reader.iterShapeRecords()
        ]
    except (shapefile.ShapefileException, struct.error, ValueError, IndexError, OSError) as error:
        raise _damaged(shp) from error


def _refuse_cut_off(shp: files.Document, dbf: files.Document) -> None:
    """Refuse shapes or attributes shorter than their own headers say."""
    words = int.from_bytes(shp.data[24:28], "big")
    rows = int.from_bytes(dbf.data[4:8], "little")
    head = int.from_bytes(dbf.data[8:10], "little")
    width = int.from_bytes(dbf.data[10:12], "little")
    if len(shp.data) != 2 * words or len(dbf.data) < head + rows * width:
        raise _damaged(shp)


def _damaged(shp: files.Document) -> FileRefused:
    return FileRefused(
        file=shp.name,
        problem="The shapefile is damaged or ends too early.",
        remedy="Download it again from the publisher.",
    )
