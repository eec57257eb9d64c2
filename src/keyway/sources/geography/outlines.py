"""Outlines of counties: the Bureau's shapefile, GeoJSON and TopoJSON."""

from __future__ import annotations

import json
import re
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import polars as pl

from keyway.codes.fips import STATE_FIPS
from keyway.reference.releases import FileRefused, LeftOut
from keyway.sources import files
from keyway.sources.geography import shapefiles
from keyway.sources.geography.shapes import Point, Polygon, Ring, center, simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TOLERANCE_DEGREES = 0.003  # some 300 m; a state on a page has a pixel of 600 m or more
DECIMALS = 4  # some 10 m
YEAR = r"cb_(20\d{2})_us_county|(20\d{2})_Gaz_counties"
# The list of counties changes now and then, so it tells how old an undated file is.
NEW_COUNTIES = {"09110": 2022, "02063": 2019, "46102": 2015}
NO_STATE = "Counties of a state or territory that has no postal abbreviation."

_KNOWN = frozenset(STATE_FIPS.values())

Feature = tuple[str, str, list[Polygon]]
"""Five digits, name and outline of a county."""


def _read_geojson(document: files.Document) -> list[files.Piece]:
    value: Any = files.open_json(document)
    found = [_geojson_feature(document.name, each) for each in value["features"]]
    return _pieces(document, found)


def _facts(feature: dict[str, Any]) -> dict[str, Any]:
    return {str(key).upper(): value for key, value in (feature.get("properties") or {}).items()}


def _fips(feature: dict[str, Any]) -> str:
    """Return the county's digits: "04013", also out of "0500000US04013"."""
    facts = _facts(feature)
    ids = (facts.get("GEOID"), feature.get("id"), facts.get("GEO_ID"), facts.get("FIPS"))
    found = next((str(each) for each in ids if each), "")
    return found.rpartition("US")[2].zfill(5) if found else ""


def _geojson_feature(name: str, feature: dict[str, Any]) -> Feature:
    facts = _facts(feature)
    fips = _fips(feature)
    title = str(facts.get("NAME") or facts.get("COUNTY_NAME") or "")
    geometry = feature.get("geometry") or {}
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in {"Polygon", "MultiPolygon"} or not title:
        raise _not_a_county(name, fips or title)
    polygons: list[Any] = [coordinates] if kind == "Polygon" else list(coordinates or [])
    return fips, title, [[_points(ring) for ring in each] for each in polygons]


def _points(ring: Iterable[Sequence[float]]) -> Ring:
    return [(float(each[0]), float(each[1])) for each in ring]


def _not_a_county(name: str, what: str) -> FileRefused:
    return FileRefused(
        file=name,
        problem=f"The shape “{what}” is not a county with five digits, a name and an area.",
        remedy="Load an outline file of counties, for example cb_2023_us_county_20m.zip.",
    )


def _read_topojson(document: files.Document) -> list[files.Piece]:
    """Read shared borders: each is stored once, as steps on a grid."""
    value: Any = files.open_json(document)
    transform = value.get("transform")
    arcs = [_arc(steps, transform) for steps in value["arcs"]]
    found = []
    for each in value["objects"]["counties"]["geometries"]:
        name = (each.get("properties") or {}).get("name", "")
        if each.get("type") not in {"Polygon", "MultiPolygon"} or not name:
            raise _not_a_county(document.name, str(each.get("id", "")))
        polygons = [each["arcs"]] if each["type"] == "Polygon" else each["arcs"]
        outline = [[_ring(arcs, numbers) for numbers in rings] for rings in polygons]
        found.append((str(each["id"]).zfill(5), str(name), outline))
    return _pieces(document, found)


def _arc(steps: Sequence[Sequence[float]], transform: dict[str, Any] | None) -> Ring:
    if transform is None:
        return _points(steps)
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    xs = accumulate(step[0] for step in steps)
    ys = accumulate(step[1] for step in steps)
    return [(x * sx + tx, y * sy + ty) for x, y in zip(xs, ys, strict=True)]


def _ring(arcs: Sequence[Ring], numbers: Sequence[int]) -> Ring:
    ring: Ring = []
    for number in numbers:
        # A negative number is an arc walked backward: -1 is the first.
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring


def _read_shapefile(group: Sequence[files.Document]) -> list[files.Piece]:
    """Read shapes and their attributes, which lie in two files of the same name."""
    return [piece for shp, records in shapefiles.records(group) for piece in _shapes(shp, records)]


def _shapes(shp: files.Document, records: Sequence[shapefiles.Record]) -> list[files.Piece]:
    found = [
        _geojson_feature(shp.name, {"properties": facts, "geometry": geometry})
        for facts, geometry in records
    ]
    pieces = _pieces(shp, found)
    if records and {"STATEFP", "STUSPS", "STATE_NAME"} <= set(records[0][0]):
        pieces.append(_states(shp, [facts for facts, _ in records]))
    return pieces


def _states(document: files.Document, facts: Sequence[dict[str, Any]]) -> files.Piece:
    rows = pl.DataFrame(
        {
            "state_fips": [str(each["STATEFP"]) for each in facts],
            "state_code": [str(each["STUSPS"]) for each in facts],
            "state_name": [str(each["STATE_NAME"]) for each in facts],
        }
    ).unique(maintain_order=True)
    counties = {f"{each['STATEFP']}{each['COUNTYFP']}" for each in facts}
    release, date = counties_release(document, counties)
    return files.Piece("states", _sliced(rows, pl.lit("states"), release, date), rows.height)


def _pieces(document: files.Document, found: Sequence[Feature]) -> list[files.Piece]:
    """Return counties and outlines, thinned, of the states that have an abbreviation."""
    for fips, title, _ in found:
        if not re.fullmatch(r"\d{5}", fips):
            raise _not_a_county(document.name, f"{fips} {title}")
    kept = [each for each in found if each[0][:2] in _KNOWN]
    dropped = [each for each in found if each not in kept]
    if not kept:
        raise _not_a_county(document.name, found[0][1] if found else "")
    thin = simplified({fips: outline for fips, _, outline in kept}, TOLERANCE_DEGREES)
    centers = [center(outline) for _, _, outline in kept]
    release, date = counties_release(document, {fips for fips, _, _ in found})
    counties = pl.DataFrame(
        {
            "county_fips": [fips for fips, _, _ in kept],
            "county_name": [title for _, title, _ in kept],
            "longitude": [round(x, DECIMALS) for x, _ in centers],
            "latitude": [round(y, DECIMALS) for _, y in centers],
            "polygons_json": [_json(thin[fips]) for fips, _, _ in kept],
        }
    ).with_columns(state_fips=pl.col("county_fips").str.head(2))
    rows = _sliced(counties, pl.col("state_fips"), release, date)
    note = (
        (LeftOut(NO_STATE, len(dropped), tuple(f"{f} {n}" for f, n, _ in dropped[:5])),)
        if dropped
        else ()
    )
    return [
        files.Piece("counties", rows, len(found), note),
        files.Piece("county_outlines", rows, 0),
    ]


def counties_release(document: files.Document, fips: set[str]) -> tuple[str, str]:
    """Return the release of a list of counties and its date.

    The year is told by the path, else by the last change of the list that the file knows of.
    """
    found = re.search(YEAR, document.place or document.name, re.IGNORECASE)
    if found:
        year_named = found[1] or found[2]
        return year_named, year_named
    year = max((year for code, year in NEW_COUNTIES.items() if code in fips), default=2010)
    return f"counties as of {year} or later", str(year)


def _sliced(rows: pl.DataFrame, part: pl.Expr, release: str, date: str) -> pl.DataFrame:
    return rows.with_columns(part=part, release=pl.lit(release), release_date=pl.lit(date))


def _json(polygons: Sequence[Polygon]) -> str:
    rounded = [[[_rounded(point) for point in ring] for ring in polygon] for polygon in polygons]
    return json.dumps(rounded, separators=(",", ":"))


def _rounded(point: Point) -> list[float]:
    return [round(point[0], DECIMALS), round(point[1], DECIMALS)]


def _is_geojson(document: files.Document, top: files.Top) -> bool:
    if document.kind != "json" or b'"FeatureCollection"' not in document.data[:1000]:
        return False
    features: Any = files.open_json(document).get("features") or [{}]
    facts, fips = _facts(features[0]), _fips(features[0])
    # Election districts have five digits too, but their names end in a number.
    is_district = re.search(r"\d$", str(facts.get("NAME") or ""))
    return bool(re.fullmatch(r"\d{5}", fips)) and fips[:2] in _KNOWN and not is_district


def _is_topojson(document: files.Document, top: files.Top) -> bool:
    return (
        document.kind == "json"
        and b'"Topology"' in document.data[:1000]
        and b'"counties"' in document.data
    )


def _is_shapefile(document: files.Document, top: files.Top) -> bool:
    return shapefiles.is_part(document) and not shapefiles.is_of_districts(document)


LAYOUTS = (
    files.Layout(_is_shapefile, _read_shapefile, is_together=True),
    files.Layout(_is_topojson, files.each(_read_topojson)),
    files.Layout(_is_geojson, files.each(_read_geojson)),
)
