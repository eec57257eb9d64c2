"""Counts by day: one bar a day on one scale from zero, and what was left out hatched above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from keyway.render import numbers, svg, vega
from keyway.render.drawing import Drawing, LegendItem, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORDS = {
    "en": "Most on one day: {most}, on {day}. In all: {total} from {first} to {last}.",
    "es": "Lo más en un día: {most}, el {day}. En total: {total}, del {first} al {last}.",
}
_NONE = {
    "en": "Nothing was counted on these days.",
    "es": "En estos días no se contó nada.",
}
WIDE, NARROW = 760, 360
TALL, HEAD, FOOT = 150, 24, 26
_THICKEST, _FILLED = 36, 0.72


def days(
    rows: Sequence[Row],
    *,
    title: str,
    of: tuple[str, str],
    language: numbers.Language = "en",
) -> Drawing:
    """Draw two counts of each day, one standing on the other; the first has the summary.

    Args:
        rows: one a day, without gaps, the earliest first; their figures are known.
        title: what is drawn.
        of: names of the two counts.
        language: language of the sentence and of the numbers.
    """
    plates = {
        size: _plate(rows, width, language) for size, width in (("wide", WIDE), ("narrow", NARROW))
    }
    summary = _sentence(rows, language)
    drawn = vega.picture(plates, title=title, summary=summary)
    legend = (LegendItem("is-open", of[0]), LegendItem("is-away", of[1]))
    return Drawing(drawn, title, summary, of, tuple(reversed(rows)), legend)


def _sentence(rows: Sequence[Row], language: numbers.Language) -> str:
    counts = [_count(row, 0) for row in rows]
    if not sum(counts):
        return _NONE[language]
    most = max(range(len(rows)), key=counts.__getitem__)
    return _WORDS[language].format(
        most=numbers.number(counts[most], language),
        day=rows[most].label,
        total=numbers.number(sum(counts), language),
        first=rows[0].label,
        last=rows[-1].label,
    )


def _plate(rows: Sequence[Row], width: int, language: numbers.Language) -> vega.Plate:
    """Draw one size: bars, what was left out above them, the ground, and the words."""
    top = max((_count(row, 0) + _count(row, 1) for row in rows), default=0.0) or 1.0
    slot = width / max(len(rows), 1)
    bars = [_bar(row, slot * (index + 0.5), top) for index, row in enumerate(rows)]
    thick = min(slot * _FILLED, _THICKEST)
    ground = [{"x": 0, "x2": width, "y": HEAD + TALL}]
    layers = [
        vega.layer(bars, _rule(vega.COPPER, thick), x="x", y="foot", y2="middle"),
        vega.layer(bars, _rule(vega.HATCH, thick), x="x", y="middle", y2="head"),
        vega.layer(ground, _rule(vega.EDGE, 1), x="x", x2="x2", y="y"),
    ]
    height = HEAD + TALL + FOOT
    spec = {"width": width, "height": height, "autosize": "none", "layer": layers}
    return vega.plate(spec, _words(rows, bars, width, language))


def _bar(row: Row, x: float, top: float) -> dict[str, Any]:
    ground = HEAD + TALL
    middle = ground - TALL * _count(row, 0) / top
    head = middle - TALL * _count(row, 1) / top
    return {"x": round(x, 1), "foot": ground, "middle": round(middle, 1), "head": round(head, 1)}


def _words(
    rows: Sequence[Row], bars: Sequence[dict[str, Any]], width: int, language: numbers.Language
) -> str:
    """Set the first and the last day below, and the highest number above its bar."""
    if not rows:
        return ""
    counts = [_count(row, 0) for row in rows]
    most = max(range(len(rows)), key=counts.__getitem__)
    below = HEAD + TALL + 18
    said = [svg.tag("text", svg.text(rows[0].label), class_="ch is-quiet", x=0, y=below)]
    if len(rows) > 1:
        last = svg.text(rows[-1].label)
        said.append(
            svg.tag("text", last, class_="ch is-quiet", x=width, y=below, text_anchor="end")
        )
    if counts[most]:
        number = svg.text(numbers.number(counts[most], language))
        place = {"x": min(max(bars[most]["x"], 16), width - 16), "y": bars[most]["head"] - 7}
        said.append(svg.tag("text", number, class_="ch", text_anchor="middle", **place))
    return "".join(said)


def _count(row: Row, which: int) -> float:
    return row.figures[which].value or 0.0


def _rule(color: str, thickness: float) -> vega.Spec:
    return {"type": "rule", "color": color, "strokeWidth": round(thickness, 1), "opacity": 1}
