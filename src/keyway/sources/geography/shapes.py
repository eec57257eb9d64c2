"""Reckoning with outlines: centers, and fewer points without tearing shared borders."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Point = tuple[float, float]
"""Longitude and latitude in degrees, WGS 84."""
Ring = list[Point]
"""A closed line; the last point repeats the first."""
Polygon = list[Ring]
"""An outer ring, then its holes."""


def center(polygons: Sequence[Polygon]) -> Point:
    """Return the center of area of an outline.

    Each ring is drawn on an equal-area (sinusoidal) sheet, its center and area are found by the
    trapezoids under its edges, and the rings are averaged by area, holes counting against it.
    Outlines that cross the 180th meridian are put together on one side first.
    """
    rings = [ring for polygon in polygons for ring in polygon]
    signs = [1.0 if i == 0 else -1.0 for polygon in polygons for i in range(len(polygon))]
    longitudes = [x for ring in rings for x, _ in ring]
    shift = 360.0 if max(longitudes) - min(longitudes) > 180 else 0.0
    middle = sum(x + shift * (x < 0) for x in longitudes) / len(longitudes)
    area = east = north = 0.0
    for sign, ring in zip(signs, rings, strict=True):
        flat = [((x + shift * (x < 0) - middle) * math.cos(math.radians(y)), y) for x, y in ring]
        weight, x, y = _ring_center(flat)
        area += sign * weight
        east += sign * weight * x
        north += sign * weight * y
    if area <= 0:
        # A shape drawn so small that it has no inside: the middle of its points.
        corners = [point for ring in rings for point in ring]
        return _middle(corners)
    latitude = north / area
    longitude = middle + east / area / math.cos(math.radians(latitude))
    return ((longitude + 180) % 360 - 180, latitude)


def _middle(points: Sequence[Point]) -> Point:
    """Return the mean of points."""
    return (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))


def _ring_center(ring: Sequence[Point]) -> tuple[float, float, float]:
    """Return a ring's area (never negative) and center on a flat sheet."""
    double = east = north = 0.0
    x0, y0 = ring[0]
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        # Measured from the first point, so that large coordinates do not eat the digits.
        cross = (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
        double += cross
        east += (ax + bx - 2 * x0) * cross
        north += (ay + by - 2 * y0) * cross
    if double == 0:
        return 0.0, x0, y0
    return abs(double) / 2, x0 + east / (3 * double), y0 + north / (3 * double)


def simplified(outlines: dict[str, list[Polygon]], tolerance: float) -> dict[str, list[Polygon]]:
    """Return outlines with fewer points; neighbors keep exactly the same border.

    Rings are cut where borders meet, each piece between two meeting points is thinned once
    (no point moves farther than the tolerance, in degrees) and used by both neighbors.
    """
    knots = _meeting_points(ring for polygons in outlines.values() for p in polygons for ring in p)
    known: dict[tuple[Point, ...], list[Point]] = {}
    return {
        name: [
            [_thin_ring(ring, knots, tolerance, known) for ring in polygon] for polygon in polygons
        ]
        for name, polygons in outlines.items()
    }


def _meeting_points(rings: Iterable[Ring]) -> set[Point]:
    """Return the points where more than two ways go on: borders begin and end there."""
    ways: dict[Point, set[Point]] = {}
    for ring in rings:
        for a, b in itertools.pairwise(ring):
            ways.setdefault(a, set()).add(b)
            ways.setdefault(b, set()).add(a)
    return {point for point, others in ways.items() if len(others) > 2}


def _thin_ring(
    ring: Ring, knots: set[Point], tolerance: float, known: dict[tuple[Point, ...], list[Point]]
) -> Ring:
    body = ring[:-1]
    cuts = [i for i, point in enumerate(body) if point in knots]
    if not cuts:
        # An island, or a hole with one neighbor: both start at the same two points.
        first = min(range(len(body)), key=body.__getitem__)
        far = max(range(len(body)), key=lambda i: (_gap(body[first], body[i]), body[i]))
        cuts = sorted({first, far})
    turned = body[cuts[0] :] + body[: cuts[0]]
    marks = [i - cuts[0] for i in cuts] + [len(body)]
    closed = [*turned, turned[0]]
    out: Ring = []
    for start, end in itertools.pairwise(marks):
        out.extend(_thin_once(closed[start : end + 1], tolerance, known)[:-1])
    out.append(out[0])
    # A ring needs three corners to have an inside.
    return out if len(out) >= 4 else ring


def _thin_once(
    line: Sequence[Point], tolerance: float, known: dict[tuple[Point, ...], list[Point]]
) -> list[Point]:
    forward = tuple(line)
    backward = forward[::-1]
    key = min(forward, backward)
    if key not in known:
        known[key] = _thin(key, tolerance)
    thin = known[key]
    return list(thin) if key == forward else thin[::-1]


def _thin(line: Sequence[Point], tolerance: float) -> list[Point]:
    """Keep the point farthest from the chord, again and again, while it is beyond tolerance."""
    keep = {0, len(line) - 1}
    stack = [(0, len(line) - 1)]
    while stack:
        start, end = stack.pop()
        worst, at = 0.0, 0
        for i in range(start + 1, end):
            away = _distance(line[i], line[start], line[end])
            if away > worst:
                worst, at = away, i
        if worst > tolerance:
            keep.add(at)
            stack += [(start, at), (at, end)]
    return [line[i] for i in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    """Return how far a point is from a piece of line, in degrees of latitude."""
    narrow = math.cos(math.radians(point[1]))
    px, py = (point[0] - start[0]) * narrow, point[1] - start[1]
    dx, dy = (end[0] - start[0]) * narrow, end[1] - start[1]
    length = dx * dx + dy * dy
    part = min(1.0, max(0.0, (px * dx + py * dy) / length)) if length else 0.0
    return math.hypot(px - part * dx, py - part * dy)


def _gap(a: Point, b: Point) -> float:
    return math.hypot((a[0] - b[0]) * math.cos(math.radians(a[1])), a[1] - b[1])
