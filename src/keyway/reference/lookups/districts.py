"""Where a point lies: its county and its election districts; and points of ZIP areas and towns."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np
import polars as pl
import shapely

from keyway.reference.lookups import places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keyway.reference.store import Store


# The fewest points of a closed ring: three corners and the first again.
CORNERS_AT_LEAST = 4


@dataclass(frozen=True, slots=True)
class Located:
    """What holds a point; None where no outline does.

    Attributes:
        county_fips: five digits.
        upper: district of the state's upper chamber, without leading zeros.
        lower: district of the state's lower chamber.
        congressional: district of the House of Representatives; "0" where a state has only one.
    """

    county_fips: str | None
    upper: str | None
    lower: str | None
    congressional: str | None


@dataclass(frozen=True, slots=True)
class Point:
    """A point that stands for an area, in degrees, WGS 84."""

    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class _Layer:
    """Outlines of one kind with their index, sorted by code."""

    tree: shapely.STRtree
    codes: tuple[str, ...]


_LAYERS: WeakKeyDictionary[Store, dict[str, _Layer]] = WeakKeyDictionary()
"""Outlines by store: a store never changes, so its outlines are drawn once."""


def located(store: Store, longitude: float, latitude: float) -> Located:
    """Return the county and districts that hold a point; None for each that no outline holds.

    A point on a border belongs to the district whose code comes first.
    """
    return located_all(store, [longitude], [latitude])[0]


def located_all(
    store: Store, longitudes: Sequence[float], latitudes: Sequence[float]
) -> list[Located]:
    """Return what ``located`` does for many points at once, in their order."""
    points = shapely.points(np.asarray(longitudes, float), np.asarray(latitudes, float))
    layers = _layers(store)
    found = [
        _holding(layers[name], points) for name in ("county", "upper", "lower", "congressional")
    ]
    return [Located(*row) for row in zip(*found, strict=True)]


def zip_point(store: Store, zip_code: str) -> Point | None:
    """Return the point of a ZIP area, by its first five digits; None where it is not known."""
    rows = store.read("zip_points").filter(pl.col("zip_code") == zip_code.strip()[:5])
    return _point(rows)


def place_point(store: Store, state: str, name: str) -> Point | None:
    """Return the point of a city or town; None where it is not known.

    Args:
        store: the public tables.
        state: postal abbreviation or FIPS code.
        name: the name, in any letter case. Where a town lies in two counties, the point first in
            the list of counties by name counts.

    Raises:
        UnknownState: there is no such state.
    """
    fips = places.state(store, state).fips
    rows = (
        store.read("place_points")
        .filter(
            pl.col("state_fips") == fips,
            pl.col("place_name").str.to_lowercase() == " ".join(name.lower().split()),
        )
        .sort("county_name", "longitude")
    )
    return _point(rows)


def _point(rows: pl.DataFrame) -> Point | None:
    if rows.is_empty():
        return None
    row = rows.row(0, named=True)
    return Point(row["longitude"], row["latitude"])


def _holding(layer: _Layer, points: Any) -> list[str | None]:
    """Return, for each point, the code of the outline that holds it."""
    found: list[str | None] = [None] * len(points)
    at, outlines = layer.tree.query(points, predicate="intersects")
    for point, outline in sorted(zip(at.tolist(), outlines.tolist(), strict=True), reverse=True):
        # Walked backward, so that the first code of a point on a border stays.
        found[point] = layer.codes[outline]
    return found


def _layers(store: Store) -> dict[str, _Layer]:
    if store not in _LAYERS:
        counties = store.read("county_outlines").select(
            code="county_fips", geoid="county_fips", polygons_json="polygons_json"
        )
        districts = store.read("district_outlines").rename(
            {"district_code": "code", "district_geoid": "geoid"}
        )
        _LAYERS[store] = {"county": _layer(counties)} | {
            chamber: _layer(districts.filter(pl.col("chamber") == chamber))
            for chamber in ("upper", "lower", "congressional")
        }
    return _LAYERS[store]


def _layer(rows: pl.DataFrame) -> _Layer:
    ordered = rows.sort("geoid")
    outlines = [_outline(json.loads(text)) for text in ordered["polygons_json"]]
    # Outlines that were thinned may touch themselves; their inside stays the same.
    return _Layer(shapely.STRtree(shapely.make_valid(outlines)), tuple(ordered["code"]))


def _outline(polygons: list[list[list[list[float]]]]) -> shapely.MultiPolygon:
    """Return an outline without the rings that thinning left without an inside."""
    whole = [
        [ring for ring in rings if len(ring) >= CORNERS_AT_LEAST]
        for rings in polygons
        if len(rings[0]) >= CORNERS_AT_LEAST
    ]
    return shapely.MultiPolygon([(rings[0], rings[1:]) for rings in whole])
