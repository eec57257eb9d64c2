"""Charts as SVG: sorted ranges and parts of a whole, each with its sentence and table.

Rows carry their own labels and numbers, so there is no legend to look up and no grid to trace.
Everything is drawn twice, for a desk and for a phone.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, NamedTuple

from keyway.render import numbers, svg, vega
from keyway.render.drawing import Drawing, LegendItem, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keyway.render.figure import Figure


class _Size(NamedTuple):
    """Where the parts of a row stand, in units of the drawing."""

    width: int
    row: int
    left: int  # left end of the plot
    right: int
    below: int  # how far the bar stands below its label
    label: int  # room for the label
    value: int  # right edge of the value


WIDE = _Size(width=760, row=40, left=280, right=600, below=0, label=268, value=668)
NARROW = _Size(width=360, row=58, left=2, right=226, below=22, label=356, value=274)

LETTER = 0.5  # average width of a letter, as a share of its size

_TONES = {"met": vega.PATINA, "open": vega.COPPER, "away": vega.HATCH}

_WORDS = {
    "en": {
        "most": "Highest: {name}, {figure}.",
        "least": " Lowest: {name}, {figure}.",
        "unknown": " Not published: {count} of {all}.",
        "none": "None of these numbers is published.",
        "parts": "{name}: {parts}.",
    },
    "es": {
        "most": "La cifra más alta: {name}, {figure}.",
        "least": " La más baja: {name}, {figure}.",
        "unknown": " Sin publicar: {count} de {all}.",
        "none": "Ninguna de estas cifras está publicada.",
        "parts": "{name}: {parts}.",
    },
}


class Part(NamedTuple):
    """One part of a whole: its label, and "met" (patina), "open" (copper) or "away" (hatched)."""

    label: str
    tone: str


def ranges(
    rows: Sequence[Row],
    *,
    title: str,
    column: str,
    with_bars: bool = False,
    language: numbers.Language = "en",
) -> Drawing:
    """Draw a sorted list of figures with their intervals, largest first and unknown last.

    Args:
        rows: one figure each; the drawing sorts them.
        title: what is drawn.
        column: head of the table's column of numbers.
        with_bars: draws bars from zero, for amounts that add up; otherwise only the interval.
        language: language of the sentence and of the numbers.
    """
    ordered = _sorted(rows)
    summary = _range_sentence(ordered, language)
    plates = {
        name: _range_plate(ordered, size, with_bars, language)
        for name, size in (("wide", WIDE), ("narrow", NARROW))
    }
    drawing = vega.picture(plates, title=title, summary=summary)
    return Drawing(drawing, title, summary, (column,), tuple(ordered))


def parts(
    rows: Sequence[Row],
    *,
    title: str,
    of: Sequence[Part],
    language: numbers.Language = "en",
) -> Drawing:
    """Draw how each whole divides: placed and unfilled, or placed, unplaced and away.

    Args:
        rows: as many figures each as there are parts, in their order; unknown parts are hatched.
        title: what is drawn.
        of: the parts.
        language: language of the sentence and of the numbers.
    """
    first = rows[0] if rows else None
    said = ""
    if first:
        listed = ", ".join(
            f"{numbers.write(figure, language).value} {part.label.lower()}"
            for part, figure in zip(of, first.figures, strict=True)
        )
        said = _WORDS[language]["parts"].format(name=first.label, parts=listed)
    plates = {
        name: _parts_plate(rows, of, size, language)
        for name, size in (("wide", WIDE), ("narrow", NARROW))
    }
    legend = tuple(LegendItem(f"is-{part.tone}", part.label) for part in of)
    drawing = vega.picture(plates, title=title, summary=said)
    return Drawing(drawing, title, said, tuple(part.label for part in of), tuple(rows), legend)


def _sorted(rows: Sequence[Row]) -> list[Row]:
    def order(row: Row) -> tuple[bool, float, str]:
        value = row.figures[0].value
        return value is None, -(value or 0.0), row.label

    return sorted(rows, key=order)


def _range_sentence(rows: Sequence[Row], language: numbers.Language) -> str:
    say = _WORDS[language]
    known = [row for row in rows if row.figures[0].is_known]
    if not known:
        return say["none"]

    def told(key: str, row: Row) -> str:
        figure = numbers.write(row.figures[0], language).sentence
        return say[key].format(name=row.label, figure=figure)

    text = told("most", known[0])
    if len(known) > 1:
        text += told("least", known[-1])
    if len(known) < len(rows):
        text += say["unknown"].format(count=len(rows) - len(known), all=len(rows))
    return text


def _range_plate(
    rows: Sequence[Row], size: _Size, with_bars: bool, language: numbers.Language
) -> vega.Plate:
    end = max((_reach(row.figures[0]) for row in rows), default=0.0) or 1.0
    values = [_range_row(index, row, size, end, language) for index, row in enumerate(rows)]
    known = [value for value in values if value["middle"] is not None]
    spread = [value for value in known if value["low"] is not None]
    unknown = [value for value in values if value["middle"] is None]
    layers = [
        vega.layer(known, _rule(vega.LINE, 1), x="left", x2="right", y="bar"),
        vega.layer(
            unknown, {**_rule(vega.HATCH, 8), "strokeDash": [1, 5]}, x="left", x2="right", y="bar"
        ),
        vega.layer(known, _rule(vega.BAND, 12, 0.55), x="left", x2="middle", y="bar")
        if with_bars
        else None,
        vega.layer(spread, _rule(vega.BAND, 12, 0.28), x="low", x2="high", y="bar"),
        vega.layer(spread, _tick(vega.BAND, 12, 1.5), x="low", y="bar"),
        vega.layer(spread, _tick(vega.BAND, 12, 1.5), x="high", y="bar"),
        vega.layer(known, _tick(vega.COPPER, 20, 3), x="middle", y="bar"),
    ]
    spec = _chart([each for each in layers if each], size, len(rows))
    return vega.plate(spec, "".join(_words(value, size) for value in values))


def _range_row(
    index: int, row: Row, size: _Size, end: float, language: numbers.Language
) -> dict[str, Any]:
    figure = row.figures[0]
    said = numbers.write(figure, language)

    def place(value: float | None) -> float | None:
        return None if value is None else size.left + (size.right - size.left) * max(value, 0) / end

    y = size.row * (index + 0.5) - size.below / 2
    spread = figure.has_interval
    return {
        "label": row.label,
        "value": said.value if said.is_known else "",
        "interval": f"({said.interval})" if said.interval else "",
        "unknown": "" if said.is_known else said.value,
        "y": y,
        "bar": y + size.below,
        "left": size.left,
        "right": size.right,
        "middle": place(figure.value),
        "low": place(figure.low) if spread else None,
        "high": place(figure.high) if spread else None,
    }


def _words(value: dict[str, Any], size: _Size) -> str:
    """Set the words of a row: its name, its value and its interval."""
    beside = {"y": round(value["bar"] + 5, 1)}
    said = [_name(value["label"], value["y"], size)]
    if value["unknown"]:
        x = size.right + 14
        said.append(
            svg.tag("text", svg.text(value["unknown"]), class_="ch is-unknown", x=x, **beside)
        )
    if value["value"]:
        said.append(
            svg.tag("text", svg.text(value["value"]), class_="ch-value", x=size.value, **beside)
        )
    if value["interval"]:
        x = size.value + 6
        said.append(
            svg.tag("text", svg.text(value["interval"]), class_="ch is-quiet", x=x, **beside)
        )
    return "".join(said)


def _name(label: str, y: float, size: _Size) -> str:
    """Set a name in one line, or in two where the row is high enough."""
    letters = int(size.label / (14 * LETTER))
    lines = textwrap.wrap(label, letters, max_lines=1 if size.below else 2, placeholder="…")
    top = y + 5 - 8 * (len(lines) - 1)
    spans = [
        svg.tag("tspan", svg.text(line), x=0, y=round(top + 16 * index, 1))
        for index, line in enumerate(lines)
    ]
    return svg.tag("text", *spans, class_="ch")


def _parts_plate(
    rows: Sequence[Row], of: Sequence[Part], size: _Size, language: numbers.Language
) -> vega.Plate:
    totals = [sum(figure.value or 0.0 for figure in row.figures) for row in rows]
    unit = _span(size) / (max(totals, default=0.0) or 1.0)
    pieces: dict[str, list[dict[str, Any]]] = {part.tone: [] for part in of}
    words = []
    for index, row in enumerate(rows):
        y = size.row * (index + 0.5) - size.below / 2
        words.append(_name(row.label, y, size))
        x = float(size.left)
        for part, figure in zip(of, row.figures, strict=True):
            width = unit * (figure.value or 0.0)
            pieces[part.tone].append({"x": x, "x2": x + width, "bar": y + size.below})
            words.append(_inside(figure, part.tone, x + width / 2, y + size.below, width, language))
            x += width
    layers = [
        vega.layer(pieces[part.tone], _rule(_TONES[part.tone], 22), x="x", x2="x2", y="bar")
        for part in of
    ]
    return vega.plate(_chart(layers, size, len(rows)), "".join(words))


def _inside(
    figure: Figure, tone: str, x: float, y: float, width: float, language: numbers.Language
) -> str:
    """Set a number on its piece, where it fits; the table carries all of them."""
    said = numbers.write(figure, language).value
    if width < 9 * len(said) + 8:
        return ""
    place = {"x": round(x, 1), "y": round(y + 5, 1)}
    return svg.tag("text", svg.text(said), class_=f"ch-on is-{tone}", **place)


def _span(size: _Size) -> int:
    """Return the length of the longest bar of parts; no column of values stands beside it."""
    return size.width - size.left - 2


def _chart(layers: list[vega.Spec], size: _Size, rows: int) -> vega.Spec:
    return {
        "width": size.width,
        "height": max(size.row * rows, size.row),
        "autosize": "none",
        "layer": layers,
    }


def _rule(color: str, thickness: float, opacity: float = 1.0) -> vega.Spec:
    return {"type": "rule", "color": color, "strokeWidth": thickness, "opacity": opacity}


def _tick(color: str, length: float, thickness: float) -> vega.Spec:
    return {
        "type": "tick",
        "orient": "vertical",
        "color": color,
        "size": length,
        "thickness": thickness,
        "opacity": 1,
    }


def _reach(figure: Figure) -> float:
    return max(figure.value or 0.0, figure.high or 0.0)
