"""Where names stand on a map: inside their county, where they fit, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]

# Average width of a letter in the page's text face, as a share of its size.
LETTER = 0.56
SMALL, LARGE = 13.0, 17.0


@dataclass(slots=True)
class Label:
    """A name and a number that would like a place inside ``outline``."""

    name: str
    value: str
    tone: str
    outline: Sequence[Point]
    weight: float
    x: float = 0.0
    y: float = 0.0
    with_value: bool = True
    fits_narrow: bool = False


def place(labels: Sequence[Label]) -> list[Label]:
    """Return the labels that fit, with their places; the rest are left to titles and table.

    A label that fits at the larger size used on phones is marked; the others are shown only on
    wide screens.
    """
    placed = []
    for label in labels:
        for lines in (2, 1) if label.value else (1,):
            found = _spot(label.outline, _width(label, lines, SMALL), SMALL * 1.25 * lines)
            if found:
                label.x, label.y = found[0], found[1] + (SMALL * 0.35 if lines == 1 else -1.0)
                label.with_value = lines == 2
                width, height = _width(label, lines, LARGE), LARGE * 1.25 * lines
                label.fits_narrow = _holds(label.outline, found, width, height)
                placed.append(label)
                break
    return placed


def _width(label: Label, lines: int, size: float) -> float:
    longest = max(len(label.name), len(label.value) if lines == 2 else 0)
    return longest * LETTER * size


def _spot(outline: Sequence[Point], width: float, height: float) -> Point | None:
    """Return the place nearest the middle of the outline whose box lies inside it."""
    left, right = min(x for x, _ in outline), max(x for x, _ in outline)
    top, bottom = min(y for _, y in outline), max(y for _, y in outline)
    if right - left < width or bottom - top < height:
        return None
    middle = ((left + right) / 2, (top + bottom) / 2)
    spots = [
        (left + (right - left) * column / 12, top + (bottom - top) * row / 12)
        for column in range(1, 12)
        for row in range(1, 12)
    ]
    spots.sort(key=lambda spot: (spot[0] - middle[0]) ** 2 + (spot[1] - middle[1]) ** 2)
    for spot in [middle, *spots]:
        if _holds(outline, spot, width + 4, height):
            return spot
    return None


def _holds(outline: Sequence[Point], spot: Point, width: float, height: float) -> bool:
    """Whether a box around ``spot`` lies inside the outline, judged at nine points."""
    x, y = spot
    return all(
        _inside(outline, x + dx * width / 2, y + dy * height / 2)
        for dx in (-1, 0, 1)
        for dy in (-1, 0, 1)
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
