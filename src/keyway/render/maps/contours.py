"""The illustration of the house: open country in contour lines that settle around a keyed hub.

Far from the hub the lines are hills; near it they take the shape of a machined bore with its
keyway. Everything is computed from a few numbers, so the drawing belongs to no place in particular.
"""

from __future__ import annotations

import itertools
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from keyway.render import svg

Field = npt.NDArray[np.float64]
Line = list[tuple[float, float]]

# The field reaches past the sheet, so that lines run out over its edge.
WIDTH, HEIGHT, CELL, EDGE = 560, 480, 7, 28
HUB = (320.0, 236.0)
BORE, RIM, KEY = 46.0, 92.0, (13.0, 68.0)
LEVELS = 25


@lru_cache(maxsize=1)
def illustration() -> str:
    """Draw the illustration: contour lines, the hub, and the center lines of a working drawing."""
    lines = []
    for index, level in enumerate(np.linspace(0.08, 2.6, LEVELS)):
        path = "".join(_path(line) for line in contours(_field(), float(level)))
        # Every fourth line is heavier, as on a survey sheet.
        classes = "contour is-index" if index % 4 == 0 else "contour"
        lines.append(svg.tag("path", class_=classes, d=path))
    return svg.tag(
        "svg",
        *lines,
        svg.tag("path", class_="art-hub", d=_hub(), fill_rule="evenodd"),
        *_center_lines(),
        _key(),
        class_="art",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        aria_hidden="true",
        focusable="false",
    )


def contours(field: Field, level: float) -> list[Line]:
    """Return the lines on which ``field`` equals ``level``, by marching squares.

    Args:
        field: heights at the corners of a grid of ``CELL`` wide cells, rows downward.
        level: the height to follow.

    Returns:
        Open or closed lines of (x, y), joined from one crossing per cell side.
    """
    above = field >= level
    links: dict[tuple[int, int, int], list[tuple[int, int, int]]] = {}
    corners = above[:-1, :-1].astype(int) + above[:-1, 1:] + above[1:, :-1] + above[1:, 1:]
    for row, column in np.argwhere((corners > 0) & (corners < 4)).tolist():
        for one, other in _crossings(above, row, column):
            links.setdefault(one, []).append(other)
            links.setdefault(other, []).append(one)
    return [[_point(field, level, side) for side in line] for line in _joined(links)]


def _field() -> Field:
    """Return heights: distance from the keyed hub near it, rolling hills away from it."""
    y, x = np.mgrid[-EDGE : HEIGHT + EDGE : CELL, -EDGE : WIDTH + EDGE : CELL].astype(float)
    dx, dy = x - HUB[0], y - HUB[1]
    rim = np.hypot(dx, dy) - RIM
    hills = (
        0.42 * np.sin(x / 61 + 0.9) * np.cos(y / 73 - 0.4)
        + 0.30 * np.sin((x + 1.7 * y) / 87 + 2.1)
        + 0.16 * np.cos((2.1 * x - y) / 49)
    )
    near = np.exp(-((np.clip(rim, 0, None) / 95) ** 2))
    height: Field = rim / 120 + hills * (1 - near) * 1.4
    return height


def _crossings(
    above: npt.NDArray[np.bool_], row: int, column: int
) -> list[tuple[tuple[int, int, int], tuple[int, int, int]]]:
    """Return pairs of cell sides that a line joins; a side is (row, column, 0 across or 1 down)."""
    corners = above[row : row + 2, column : column + 2]
    top, left = (row, column, 0), (row, column, 1)
    bottom, right = (row + 1, column, 0), (row, column + 1, 1)
    crossed = [
        side
        for side, is_crossed in (
            (top, corners[0, 0] != corners[0, 1]),
            (right, corners[0, 1] != corners[1, 1]),
            (bottom, corners[1, 0] != corners[1, 1]),
            (left, corners[0, 0] != corners[1, 0]),
        )
        if is_crossed
    ]
    return [(crossed[i], crossed[i + 1]) for i in range(0, len(crossed), 2)]


def _joined(
    links: dict[tuple[int, int, int], list[tuple[int, int, int]]],
) -> list[list[tuple[int, int, int]]]:
    """Join pairs of sides into lines, open ones first."""
    lines = []
    left = {side: list(others) for side, others in links.items()}
    for start in sorted(left, key=lambda side: (len(links[side]), side)):
        line = [start]
        while left.get(line[-1]):
            following = left[line[-1]].pop()
            left[following].remove(line[-1])
            line.append(following)
        if len(line) > 3:
            lines.append(line)
    return lines


def _point(field: Field, level: float, side: tuple[int, int, int]) -> tuple[float, float]:
    """Return where on a cell side the field passes ``level``."""
    row, column, is_down = side
    here = field[row, column]
    there = field[row + 1, column] if is_down else field[row, column + 1]
    share = float((level - here) / (there - here))
    if is_down:
        return column * CELL - EDGE, (row + share) * CELL - EDGE
    return (column + share) * CELL - EDGE, row * CELL - EDGE


def _path(line: Line) -> str:
    """Write a line as smooth curves through the middles of its steps, in whole units."""
    points = [*line[:-1:3], line[-1]]
    if len(points) < 3:
        return ""
    if line[0] == line[-1]:
        # A closed line starts and ends between two steps, so that no corner shows.
        middle = ((points[0][0] + points[1][0]) / 2, (points[0][1] + points[1][1]) / 2)
        points = [middle, *points[1:], points[1]]
    x, y = round(points[0][0]), round(points[0][1])
    path = f"M{x} {y}"
    for (cx, cy), (nx, ny) in itertools.pairwise(points):
        ex, ey = round((cx + nx) / 2), round((cy + ny) / 2)
        path += f"q{round(cx) - x} {round(cy) - y} {ex - x} {ey - y}"
        x, y = ex, ey
    return path


def _hub() -> str:
    """Return the hub: a disc, less its bore and keyway, and the keyed shaft inside it."""
    x, y = HUB
    half, top = KEY
    edge = (BORE**2 - half**2) ** 0.5
    disc = f"M{x - RIM:g} {y:g}a{RIM:g} {RIM:g} 0 1 0 {2 * RIM:g} 0a{RIM:g} {RIM:g} 0 1 0 {-2 * RIM:g} 0z"
    bore = (
        f"M{x - half:g} {y - top:g}h{2 * half:g}V{y - edge:.1f}"
        f"A{BORE:g} {BORE:g} 0 1 1 {x - half:g} {y - edge:.1f}z"
    )
    return disc + bore


def _key() -> str:
    """Return the key, drawn above its slot as in an exploded view."""
    half, top = KEY
    y = HUB[1] - RIM - 62
    size = {"width": 2 * half, "height": top - BORE + 14, "x": HUB[0] - half, "y": y}
    return svg.tag("rect", class_="art-key", **size)


def _center_lines() -> list[str]:
    """Return the dash-dot axes of a drawing, and the dimension line across the rim."""
    x, y = HUB
    reach = RIM + 40
    rise = RIM + 84
    below = y + RIM + 58
    axes = f"M{x - reach:g} {y:g}H{x + reach:g}M{x:g} {y - rise:g}V{y + reach - 8:g}"
    size = (
        f"M{x - RIM:g} {y + 8:g}V{below + 8:g}M{x + RIM:g} {y + 8:g}V{below + 8:g}"
        f"M{x - RIM:g} {below:g}H{x + RIM:g}"
        f"M{x - RIM + 10:g} {below - 4:g}l-10 4l10 4M{x + RIM - 10:g} {below - 4:g}l10 4l-10 4"
    )
    return [
        svg.tag("path", class_="art-axis", d=axes, stroke_dasharray="18 4 3 4"),
        svg.tag("path", class_="art-size", d=size),
    ]
