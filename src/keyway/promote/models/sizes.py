"""In which sizes pictures are drawn for each place of a page, and how heavy each may be at most.

Students and parents read on phones, and what their first view weighs is bounded. So no photograph,
however full of detail, may weigh more than its place allows: it loses quality first, then size.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from wagtail.images.image_operations import FilterOperation

# The best and the worst quality of each format; what does not fit at its worst is drawn smaller.
_BEST = {"avif": 52, "webp": 58}
_WORST = {"avif": 22, "webp": 18}
_STEPS = 3  # how closely the best quality that fits is looked for
_SMALLER = 0.8


@dataclass(frozen=True, slots=True)
class Place:
    """A place for pictures.

    Attributes:
        drawings: how each is cut and the KiB it may weigh, the smallest first.
        widths: how wide it stands, in the words of ``sizes``. On a phone fewer dots than its screen
            has: the page arrives sooner.
        is_first: it is in the first view; others are asked for when they come near.
    """

    drawings: tuple[tuple[str, int], ...]
    widths: str
    is_first: bool = False

    def specs(self) -> dict[str, int]:
        """Return how the drawings are made in AVIF and how wide they are meant to be.

        A browser chooses by the width that was meant: one that had to be drawn smaller stands for
        it, or the browser would take the next heavier one.
        """
        return {_spec(cut, "avif", most): _width(cut) for cut, most in self.drawings}

    def fallback(self) -> str:
        """Return how the one drawing is made for browsers that know no AVIF."""
        return _spec(self.drawings[0][0], "webp", self.drawings[-1][1])


def _spec(cut: str, form: str, most: int) -> str:
    return f"{cut}|format-{form}|{form}quality-{_BEST[form]}|within-{most}"


def _width(cut: str) -> int:
    return int(cut.split("-")[1].split("x")[0])


PLACES = {
    "hero": Place(
        (("fill-480x360", 10), ("fill-720x540", 11), ("fill-1080x810", 13)),
        "(min-width: 60rem) 48vw, 60vw",
        is_first=True,
    ),
    "lead": Place(
        (("fill-480x320", 8), ("fill-720x480", 11)), "(min-width: 60rem) 44rem, 60vw", is_first=True
    ),
    "shelf": Place(
        (("fill-240x160", 2), ("fill-360x240", 3)),
        "(min-width: 60rem) 22rem, (min-width: 40rem) 46vw, 30vw",
    ),
    "body": Place(
        (("width-480", 6), ("width-720", 7), ("width-1080", 7)), "(min-width: 60rem) 42rem, 60vw"
    ),
    "door": Place((("fill-480x270", 8), ("fill-960x540", 14)), "(min-width: 60rem) 60rem, 60vw"),
}


class WithinOperation(FilterOperation):  # type: ignore[misc]
    """``within-12``: a drawing of 12 KiB at most; said after the format and its best quality."""

    def construct(self, kib: str) -> None:
        """Take the KiB that it may weigh."""
        self.most = int(kib) * 1024

    def run(self, willow: Any, image: Any, env: dict[str, Any]) -> Any:
        """Return the picture so large that it fits, and choose the best quality that fits."""
        form = env["output-format"]
        best = env[f"{form}-quality"]
        while (quality := _quality_within(willow, form, self.most, best)) is None:
            width, height = willow.get_size()
            willow = willow.resize((round(width * _SMALLER), round(height * _SMALLER)))
        env[f"{form}-quality"] = quality
        return willow


def _quality_within(willow: Any, form: str, most: int, best: int) -> int | None:
    """Return the best quality at which a drawing weighs so many bytes at most; None at none."""
    worst = min(_WORST[form], best)
    if _weight(willow, form, best) <= most:
        return best
    if _weight(willow, form, worst) > most and min(willow.get_size()) > 1 / (1 - _SMALLER):
        return None
    for _step in range(_STEPS):
        middle = (best + worst) // 2
        if _weight(willow, form, middle) <= most:
            worst = middle
        else:
            best = middle
    return worst


def _weight(willow: Any, form: str, quality: int) -> int:
    held = BytesIO()
    getattr(willow, f"save_as_{form}")(held, quality=quality)
    return held.tell()
