"""County outlines from a TopoJSON file, simplified arc by arc so that shared borders stay shared."""

from __future__ import annotations

import heapq
import itertools
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from keyway.reference.releases import FileRefused

if TYPE_CHECKING:
    from pathlib import Path

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]


_DATE_LINE_SIDE = 165.0  # degrees east; Alaska's islands begin at 172, Guam ends at 146


@dataclass(frozen=True, slots=True)
class Outline:
    """One county as drawn.

    Attributes:
        fips: five digits.
        name: as the file calls it.
        center: longitude and latitude of the center of the full outline, in degrees.
        polygons: simplified; each a closed outer ring and its holes, in degrees; islands beyond the
            date line lie west of -180 so that the county is drawn in one piece.
    """

    fips: str
    name: str
    center: Point
    polygons: list[Polygon]


def read_outlines(
    path: Path, *, coarse_degrees2: float, fine_degrees2: float, fine_states: tuple[str, ...]
) -> list[Outline]:
    """Return the outlines of every county in a TopoJSON file, ordered by code.

    A border is simplified by leaving out the points that span the smallest triangles
    (Visvalingam's order). It is done once for each border, whichever counties share it.

    Args:
        path: TopoJSON with an object ``counties`` whose ids are FIPS codes.
        coarse_degrees2: triangles below this area, in square degrees, are flattened.
        fine_degrees2: the same for borders of ``fine_states``.
        fine_states: two-digit codes of states drawn more finely.

    Raises:
        FileRefused: the file is not such a TopoJSON file.
    """
    topology = _topology(path)
    full = _decoded(topology)
    shapes = [_shape(geometry) for geometry in topology["objects"]["counties"]["geometries"]]
    fine = {
        _index(arc)
        for fips, _, rings in shapes
        if fips[:2] in fine_states
        for polygon in rings
        for ring in polygon
        for arc in ring
    }
    light = [
        simplified(arc, fine_degrees2 if number in fine else coarse_degrees2)
        for number, arc in enumerate(full)
    ]
    outlines = [
        Outline(
            fips=fips,
            name=name,
            center=center(_stitched(polygons, full)),
            polygons=_drawable(_stitched(polygons, light), coarse_degrees2),
        )
        for fips, name, polygons in shapes
    ]
    return sorted(outlines, key=lambda outline: outline.fips)


def simplified(arc: Ring, least_degrees2: float) -> Ring:
    """Return an arc without the points whose triangle is smaller than ``least_degrees2``.

    Its two ends stay, and a closed arc keeps at least a triangle.
    """
    last = len(arc) - 1
    before, after = list(range(-1, last)), list(range(1, last + 2))
    heap = [(_triangle(arc[i - 1], arc[i], arc[i + 1]), i) for i in range(1, last)]
    size = {i: area for area, i in heap}
    heapq.heapify(heap)
    left = len(arc)
    least = 4 if arc[0] == arc[-1] else 2
    while heap and left > least:
        area, i = heapq.heappop(heap)
        if size.get(i) != area:
            continue
        if area >= least_degrees2:
            break
        del size[i]
        left -= 1
        low, high = before[i], after[i]
        after[low], before[high] = high, low
        for j in (low, high):
            if 0 < j < last:
                # A neighbor is never dropped before a point that was smaller than it.
                size[j] = max(area, _triangle(arc[before[j]], arc[j], arc[after[j]]))
                heapq.heappush(heap, (size[j], j))
    return [point for i, point in enumerate(arc) if i in (0, last) or i in size]


def center(polygons: list[Polygon]) -> Point:
    """Return the center of area of a county, its holes left out, in degrees."""
    total = across = up = 0.0
    for polygon in polygons:
        for number, ring in enumerate(polygon):
            area, x, y = _moments(ring)
            weight = abs(area) if number == 0 else -abs(area)
            total, across, up = total + weight, across + weight * x, up + weight * y
    if total <= 0:
        # An atoll may be smaller than the file's own grid: its first point is as good as any.
        return polygons[0][0][0]
    return (round(across / total, 3), round(up / total, 3))


def _topology(path: Path) -> dict[str, Any]:
    wrong = FileRefused(
        file=path.name,
        problem="This is not a TopoJSON file of counties.",
        remedy="Give counties-10m.json of the us-atlas package.",
    )
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        geometries = found["objects"]["counties"]["geometries"]
        if found["type"] != "Topology" or not geometries or not found["transform"]["scale"]:
            raise wrong
    except (ValueError, KeyError, TypeError) as error:
        raise wrong from error
    return found


def _decoded(topology: dict[str, Any]) -> list[Ring]:
    (width, height), (left, bottom) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            longitude = x * width + left
            # The Aleutian Islands cross the date line; a map draws them in one piece.
            longitude -= 360 if longitude > _DATE_LINE_SIDE else 0
            arc.append((round(longitude, 3), round(y * height + bottom, 3)))
        arcs.append(arc)
    return arcs


def _shape(geometry: dict[str, Any]) -> tuple[str, str, list[list[list[int]]]]:
    arcs = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return str(geometry["id"]).zfill(5), str(geometry["properties"]["name"]), arcs


def _index(arc: int) -> int:
    return arc if arc >= 0 else ~arc


def _stitched(polygons: list[list[list[int]]], arcs: list[Ring]) -> list[Polygon]:
    return [[_ring(ring, arcs) for ring in polygon] for polygon in polygons]


def _ring(numbers: list[int], arcs: list[Ring]) -> Ring:
    ring: Ring = []
    for number in numbers:
        arc = arcs[_index(number)] if number >= 0 else arcs[_index(number)][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring


def _drawable(polygons: list[Polygon], least_degrees2: float) -> list[Polygon]:
    """Leave out holes and islands too small to see; the largest island always stays."""
    largest = max(polygons, key=lambda polygon: abs(_moments(polygon[0])[0]))
    kept = []
    for polygon in polygons:
        rings = [
            ring for ring in polygon if len(ring) > 3 and abs(_moments(ring)[0]) >= least_degrees2
        ]
        if polygon is largest and not rings:
            rings = polygon[:1]
        if rings and (polygon is largest or rings[0] is polygon[0]):
            kept.append(rings)
    return kept


def _triangle(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def _moments(ring: Ring) -> tuple[float, float, float]:
    """Return the signed area of a ring and the coordinates of its center."""
    # Reckoned from the first point, so that small islands far from the origin keep their digits.
    x0, y0 = ring[0]
    area = x_sum = y_sum = 0.0
    for (xa, ya), (xb, yb) in itertools.pairwise(ring):
        cross = (xa - x0) * (yb - y0) - (xb - x0) * (ya - y0)
        area += cross
        x_sum += (xa + xb - 2 * x0) * cross
        y_sum += (ya + yb - 2 * y0) * cross
    if area == 0:
        return 0.0, x0, y0
    return area / 2, x0 + x_sum / (3 * area), y0 + y_sum / (3 * area)
