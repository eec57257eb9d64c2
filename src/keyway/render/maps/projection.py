"""Albers' equal-area conic projection, fitted to whatever is drawn.

Equal area, so that a county's weight to the eye is its size on the ground.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

Point = tuple[float, float]
Ring = Sequence[Sequence[float]]
Project = Callable[[Sequence[float]], Point]


def albers(rings: Iterable[Ring], *, width: float, margin: float = 8.0) -> tuple[Project, float]:
    """Fit the projection to ``rings`` of (longitude, latitude) in degrees.

    The two standard parallels stand a sixth of the latitudes inside the area, the usual choice
    for a state. Areas that cross the 180th meridian (Alaska) are kept in one piece.

    Args:
        rings: outlines of everything to be drawn.
        width: width of the drawing, in its own units.
        margin: free space on each side, in the same units.

    Returns:
        A function from (longitude, latitude) to (x, y), and the drawing's height.

    Raises:
        ValueError: there is nothing to draw.
    """
    points = [point for ring in rings for point in ring]
    if not points:
        raise ValueError("no outline to draw")
    turn = 360.0 if _crosses_dateline(points) else 0.0
    longitudes = [_turned(point[0], turn) for point in points]
    latitudes = [point[1] for point in points]
    cone = _cone(min(latitudes), max(latitudes), (min(longitudes) + max(longitudes)) / 2, turn)
    placed = [cone(point) for point in points]
    left, right = min(x for x, _ in placed), max(x for x, _ in placed)
    top, bottom = max(y for _, y in placed), min(y for _, y in placed)
    scale = (width - 2 * margin) / ((right - left) or 1.0)

    def project(point: Sequence[float]) -> Point:
        x, y = cone(point)
        return margin + (x - left) * scale, margin + (top - y) * scale

    return project, (top - bottom) * scale + 2 * margin


def _cone(south: float, north: float, meridian: float, turn: float) -> Project:
    """Return the unscaled projection between two latitudes, centered on ``meridian``."""
    inset = (north - south) / 6
    first, second = math.radians(south + inset), math.radians(north - inset)
    n = (math.sin(first) + math.sin(second)) / 2 or 1e-9
    c = math.cos(first) ** 2 + 2 * n * math.sin(first)

    def cone(point: Sequence[float]) -> Point:
        theta = n * math.radians(_turned(point[0], turn) - meridian)
        rho = math.sqrt(max(c - 2 * n * math.sin(math.radians(point[1])), 0.0)) / n
        return rho * math.sin(theta), -rho * math.cos(theta)

    return cone


def _crosses_dateline(points: Sequence[Sequence[float]]) -> bool:
    longitudes = [point[0] for point in points]
    return max(longitudes) - min(longitudes) > 180


def _turned(longitude: float, turn: float) -> float:
    return longitude + turn if turn and longitude < 0 else longitude
