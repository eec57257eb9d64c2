"""Where names stand on a map: inside their county, where they fit, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

Point = tuple[float, float]

# Average width of a letter in the page's text face, as a share of its size.
LETTER = 0.56
LINE = 1.25


@dataclass(frozen=True, slots=True)
class Label:
    """A name and a number that would like a place inside ``outline``."""

    name: str
    value: str
    tone: str
    outline: Sequence[Point]


class Placed(NamedTuple):
    """A label with its place: the middle of its box, and the lines that fit there."""

    label: Label
    spot: Point
    lines: tuple[str, ...]


def place(label: Label, size: float, *, is_narrow: bool) -> Placed | None:
    """Find a place for a label, or None: the title and the table carry what does not fit.

    Args:
        label: what to place.
        size: size of its letters, in units of the drawing.
        is_narrow: on a phone the number matters more than the name, which a tap tells.
    """
    alone = label.value if is_narrow and label.value else label.name
    choices = [(label.name, label.value), (alone,)] if label.value else [(label.name,)]
    for lines in choices:
        width = max(len(line) for line in lines) * LETTER * size
        spot = _spot(label.outline, width, size * LINE * len(lines))
        if spot:
            return Placed(label, spot, lines)
    return None


def _spot(outline: Sequence[Point], width: float, height: float) -> Point | None:
    """Return the place with most room around the box, nearest the middle of the outline."""
    left, right = min(x for x, _ in outline), max(x for x, _ in outline)
    top, bottom = min(y for _, y in outline), max(y for _, y in outline)
    if right - left < width or bottom - top < height:
        return None
    middle = ((left + right) / 2, (top + bottom) / 2)
    spots = [
        (left + (right - left) * column / 14, top + (bottom - top) * row / 14)
        for column in range(1, 14)
        for row in range(1, 14)
    ]
    spots.sort(key=lambda spot: (spot[0] - middle[0]) ** 2 + (spot[1] - middle[1]) ** 2)
    for room in (2.2, 1.6, 1.3, 1.08):
        for spot in spots:
            if _holds(outline, spot, width * room, height * room):
                return spot
    return None


def _holds(outline: Sequence[Point], spot: Point, width: float, height: float) -> bool:
    """Whether a box around ``spot`` lies inside the outline, judged at fifteen points."""
    x, y = spot
    return all(
        _inside(outline, x + dx * width / 4, y + dy * height / 2)
        for dx in (-2, 2, -1, 1, 0)
        for dy in (-1, 1, 0)
    )


def _inside(outline: Sequence[Point], x: float, y: float) -> bool:
    """Whether a point is inside a ring, by counting the sides a ray crosses."""
    within = False
    previous = outline[-1]
    for current in outline:
        (x1, y1), (x2, y2) = previous, current
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            within = not within
        previous = current
    return within
