"""Election districts: the Bureau's shapefiles of legislatures and Congress, and GeoJSON copies."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from keyway.codes.fips import STATE_FIPS
from keyway.reference.releases import FileRefused, Reading, Source
from keyway.sources import files
from keyway.sources.geography import shapefiles

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

SOURCE = Source(
    key="districts",
    publisher="U.S. Census Bureau",
    title="Election districts of state legislatures and Congress",
    licence="Public domain (United States Government work)",
    url="https://www.census.gov/geographies/mapping-files/time-series/geo/cartographic-boundary.html",
    tables=("district_outlines",),
    cadence_months=24,
    credit="U.S. Census Bureau, cartographic boundary files",
    files="cb_<year>_<state>_sldu_500k.zip, cb_<year>_<state>_sldl_500k.zip and "
    "cb_<year>_us_cd<congress>_500k.zip.",
)

UPPER, LOWER, CONGRESS = "upper", "lower", "congressional"
DECIMALS = 5  # some meter
YEAR = r"(?:cb|tl)_(20\d{2})_|_(20\d{2})\.(?:geo)?json"
DATED = "Keep the year in the file's name, as in cb_2024_04_sldu_500k.zip."
# What stands in the place of a number where an area, such as a lake, elects nobody.
NOWHERE = ("ZZZ", "ZZ")
NOBODY = "Areas that belong to no district, such as open water."
_KNOWN = frozenset(STATE_FIPS.values())


@dataclass(frozen=True, slots=True)
class District:
    """One district as a file tells it."""

    chamber: str
    state_fips: str
    number: str
    name: str
    geometry: dict[str, Any]


def recognizes(path: files.Origin) -> bool:
    """Return whether the file holds election districts, by content."""
    return any(
        _is_geojson(each, []) or _is_of_shapefile(each, [])
        for each in files.documents(path)
        if not each.name.lower().endswith(".shp")
    )


def read(path: Path, progress: files.Progress | None = None) -> Reading:
    """Return the districts of a file, folder or archive, one part a state and chamber.

    Raises:
        FileRefused: the file holds no districts, does not tell its year, or is damaged.
    """
    return files.reading(path, LAYOUTS, title="an outline of election districts", progress=progress)


# --- the Bureau's shapefiles -----------------------------------------------------------------------


def _read_shapefiles(group: Sequence[files.Document]) -> list[files.Piece]:
    return [
        _piece(shp, [_of_record(shp.name, *record) for record in found])
        for shp, found in shapefiles.records(group)
    ]


def _of_record(name: str, facts: dict[str, Any], geometry: dict[str, Any]) -> District:
    field = next(key for key in facts if re.fullmatch(r"SLD[UL]ST|CD\d{2,3}FP", key))
    chamber = {"SLDUST": UPPER, "SLDLST": LOWER}.get(field, CONGRESS)
    told = str(facts.get("NAMELSAD") or facts.get("NAME") or "")
    if not told or geometry.get("type") not in {"Polygon", "MultiPolygon"}:
        raise _not_a_district(name, told)
    return District(chamber, str(facts["STATEFP"]), str(facts[field]), told, geometry)


def _not_a_district(name: str, what: str) -> FileRefused:
    return FileRefused(
        file=name,
        problem=f"The shape “{what}” is not an election district with a number and an area.",
        remedy="Load the Bureau's file of districts, for example cb_2024_04_sldu_500k.zip.",
    )


# --- copies in GeoJSON -----------------------------------------------------------------------------


def _read_geojson(document: files.Document) -> list[files.Piece]:
    value: Any = files.open_json(document)
    found = [
        district for feature in value["features"] for district in _of_feature(document, feature)
    ]
    return [_piece(document, found)]


def _of_feature(document: files.Document, feature: dict[str, Any]) -> Iterable[District]:
    """Yield a feature's district once for each chamber that it elects."""
    facts = feature["properties"]
    geometry = feature.get("geometry") or {}
    chambers = _chambers(facts)
    if not chambers or geometry.get("type") not in {"Polygon", "MultiPolygon"}:
        raise _not_a_district(document.name, str(facts.get("name") or feature.get("id")))
    for chamber in chambers:
        yield District(
            chamber, str(facts["geoid"])[:2], str(facts["district"]), str(facts["name"]), geometry
        )


def _chambers(facts: dict[str, Any]) -> list[str]:
    """Return which chambers a feature's identifiers of the Open Civic Data project name."""
    kinds = {"sldu": UPPER, "sldl": LOWER, "cd": CONGRESS}
    text = " ".join(str(value) for key, value in facts.items() if key.startswith("ocd"))
    return [chamber for kind, chamber in kinds.items() if f"/{kind}:" in text]


# --- to rows ---------------------------------------------------------------------------------------


def _piece(document: files.Document, found: Sequence[District]) -> files.Piece:
    year = str(files.year_in(document, YEAR, remedy=DATED))
    kept = [each for each in found if each.number not in NOWHERE and each.state_fips in _KNOWN]
    nobody = [each for each in found if each not in kept]
    rows = pl.DataFrame(
        {
            "chamber": [each.chamber for each in kept],
            "district_geoid": [_geoid(each) for each in kept],
            "state_fips": [each.state_fips for each in kept],
            "district_code": [each.number.lstrip("0") or "0" for each in kept],
            "district_name": [each.name for each in kept],
            "polygons_json": [_json(each.geometry) for each in kept],
        },
        schema_overrides=dict.fromkeys(("chamber", "state_fips"), pl.String),
    ).with_columns(
        part=pl.concat_str("state_fips", "chamber", separator="-"),
        release=pl.lit(f"maps as of {year}"),
        release_date=pl.lit(year),
    )
    dropped = pl.DataFrame({"name": [each.name for each in nobody]})
    note = files.left_out(NOBODY, dropped, "name")
    return files.Piece("district_outlines", rows, len(found), note)


def _geoid(district: District) -> str:
    width = 2 if district.chamber == CONGRESS else 3
    return district.state_fips + district.number.zfill(width)


def _json(geometry: dict[str, Any]) -> str:
    """Return polygons as text, neighbors' points rounded alike."""
    held = geometry["coordinates"]
    polygons = [held] if geometry["type"] == "Polygon" else held
    rounded = [
        [[[round(x, DECIMALS), round(y, DECIMALS)] for x, y, *_ in ring] for ring in polygon]
        for polygon in polygons
    ]
    return json.dumps(rounded, separators=(",", ":"))


def _is_geojson(document: files.Document, top: files.Top) -> bool:
    if document.kind != "json" or b'"FeatureCollection"' not in document.data[:1000]:
        return False
    features: Any = files.open_json(document).get("features") or [{}]
    facts = features[0].get("properties") or {}
    return {"district", "name", "geoid"} <= set(facts) and bool(_chambers(facts))


def _is_of_shapefile(document: files.Document, top: files.Top) -> bool:
    return shapefiles.is_part(document) and shapefiles.is_of_districts(document)


LAYOUTS = (
    files.Layout(_is_of_shapefile, _read_shapefiles, is_together=True),
    files.Layout(_is_geojson, files.each(_read_geojson)),
)
