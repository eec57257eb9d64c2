"""Figures over time: lines over years, one small chart for each, or one bar a day."""

from __future__ import annotations

import textwrap
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from keyway.render import numbers, svg, vega
from keyway.render.drawing import Drawing, LegendItem, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keyway.render.figure import Figure

_WORDS = {
    "en": {
        "years": "{name}: {first} in {start}, {last} in {end}.",
        "none": "None of these numbers is published.",
    },
    "es": {
        "years": "{name}: {first} en {start}, {last} en {end}.",
        "none": "Ninguna de estas cifras está publicada.",
    },
}

WIDE, NARROW = 760, 360
PANEL, GAP, HEAD, LINE = 132, 24, 24, 17


class Series(NamedTuple):
    """One line over years."""

    label: str
    years: tuple[int, ...]
    figures: tuple[Figure, ...]


def lines(series: Sequence[Series], *, title: str, language: numbers.Language = "en") -> Drawing:
    """Draw figures over years on one scale from zero; each line is named at its end.

    Args:
        series: lines with the same years; more than four are better drawn by ``multiples``.
        title: what is drawn.
        language: language of the sentence and of the numbers.
    """
    plates = {
        size: vega.plate(_chart(series, _box(width, 300 if width == WIDE else 260), language))
        for size, width in (("wide", WIDE), ("narrow", NARROW))
    }
    return _drawing(series, plates, title, language)


def multiples(
    series: Sequence[Series], *, title: str, language: numbers.Language = "en"
) -> Drawing:
    """Draw one small chart for each line, all on the same scale, so that shapes compare.

    Args:
        series: lines with the same years.
        title: what is drawn.
        language: language of the sentence and of the numbers.
    """
    plates = {
        "wide": _grid(series, WIDE, 3, language),
        "narrow": _grid(series, NARROW, 2, language),
    }
    return _drawing(series, plates, title, language)


def _drawing(
    series: Sequence[Series], plates: dict[str, vega.Plate], title: str, language: numbers.Language
) -> Drawing:
    summary = _sentence(series, language)
    heads = tuple(str(year) for year in series[0].years) if series else ()
    rows = tuple(Row(line.label, line.label, line.figures) for line in series)
    return Drawing(vega.picture(plates, title=title, summary=summary), title, summary, heads, rows)


def _sentence(series: Sequence[Series], language: numbers.Language) -> str:
    """Say where each line begins and ends."""
    told = []
    for line in series:
        known = [pair for pair in zip(line.years, line.figures, strict=True) if pair[1].is_known]
        if known:
            (start, first), (end, last) = known[0], known[-1]
            ends = {
                "first": numbers.write(first, language).value,
                "last": numbers.write(last, language).value,
            }
            told.append(
                _WORDS[language]["years"].format(name=line.label, start=start, end=end, **ends)
            )
    return " ".join(told) or _WORDS[language]["none"]


def _points(series: Sequence[Series]) -> list[dict[str, Any]]:
    """Return known points; a line breaks where a year is unknown."""
    points = []
    for index, line in enumerate(series):
        run = 0
        for year, figure in zip(line.years, line.figures, strict=True):
            if not figure.is_known:
                run += 1
                continue
            point = {"line": f"{index}.{run}", "year": year, "value": figure.value}
            points.append(point | {"low": figure.low, "high": figure.high})
    return points


def _ends(series: Sequence[Series], language: numbers.Language) -> list[dict[str, Any]]:
    ends = []
    for line in series:
        known = [pair for pair in zip(line.years, line.figures, strict=True) if pair[1].is_known]
        if known:
            year, figure = known[-1]
            said = numbers.write(figure, language).value
            ends.append({"line": line.label, "year": year, "value": figure.value, "said": said})
    return ends


def _scales(series: Sequence[Series], reach: float | None = None) -> tuple[vega.Spec, vega.Spec]:
    """Return the channels of years and of values, from zero."""
    years = sorted({year for line in series for year in line.years})
    domain = [years[0], years[-1]] if years else [0, 1]
    x = {
        "field": "year",
        "type": "quantitative",
        "scale": {"domain": domain, "nice": False},
        "axis": {
            "format": "d",
            "values": years,
            "title": None,
            "grid": False,
            "labelOverlap": True,
        },
    }
    y = {
        "field": "value",
        "type": "quantitative",
        # Rounded to the ticks that are shown, so that no line ends above the last of them.
        "scale": {"zero": True, "nice": 4} if reach is None else {"domain": [0, reach]},
        "axis": {"title": None, "domain": False, "ticks": False, "tickCount": 4, "labelPadding": 8},
    }
    return x, y


def _marks(points: list[dict[str, Any]], x: vega.Spec, y: vega.Spec) -> list[vega.Spec]:
    """Return the layers of bands and lines."""
    detail = {"field": "line", "type": "nominal"}
    spread = [point for point in points if point["low"] is not None and point["high"] is not None]
    band = {"type": "area", "color": vega.BAND, "opacity": 0.22, "clip": True}
    stroke = {"type": "line", "color": vega.COPPER, "strokeWidth": 2.5, "clip": True}
    runs = Counter(point["line"] for point in points)
    alone = [point for point in points if runs[point["line"]] == 1]
    dot = {"type": "point", "filled": True, "color": vega.COPPER, "size": 30, "opacity": 1}
    return [
        vega.layer(alone, dot, x=x, y=y),
        vega.layer(spread, band, x=x, y={**y, "field": "low"}, y2={"field": "high"}, detail=detail),
        vega.layer(points, stroke, x=x, y=y, detail=detail),
    ]


def _chart(series: Sequence[Series], box: vega.Spec, language: numbers.Language) -> vega.Spec:
    x, y = _scales(series)
    ends = _ends(series, language)
    dot = {"type": "point", "filled": True, "color": vega.COPPER, "size": 44, "opacity": 1}
    name = {"type": "text", "align": "left", "dx": 12, "fontWeight": "bold"}
    value = {**name, "dy": 17, "fontWeight": "normal", "color": vega.QUIET}
    layers = [
        *_marks(_points(series), x, y),
        vega.layer(ends, dot, x=x, y=y),
        vega.layer(ends, name, x=x, y=y, text={"field": "line", "type": "nominal"}),
        vega.layer(ends, value, x=x, y=y, text={"field": "said", "type": "nominal"}),
    ]
    return {**box, "layer": layers}


def _box(width: float, height: float) -> vega.Spec:
    return {"width": width, "height": height, "autosize": {"type": "fit", "contains": "padding"}}


def _grid(
    series: Sequence[Series], width: int, columns: int, language: numbers.Language
) -> vega.Plate:
    """Lay small charts out in columns; their names and last values are set above them."""
    reach = max((_reach(figure) for line in series for figure in line.figures), default=1.0) or 1.0
    across = round((width - GAP * (columns - 1)) / columns, 1)
    names = [_lines(line.label, across) for line in series]
    head = HEAD + LINE * (max(map(len, names), default=1) - 1)
    down = PANEL + head + GAP
    parts = []
    for index, line in enumerate(series):
        left, top = (across + GAP) * (index % columns), down * (index // columns)
        ends = _ends([line], language)
        said = ends[0]["said"] if ends else numbers.word("unknown", language)
        panel = vega.plate(_panel(line, across, reach))
        size = {"x": left, "y": float(top + head), "width": across, "height": PANEL}
        parts += [
            svg.tag("text", svg.text(name), class_="ch", x=left, y=top + 16 + LINE * row)
            for row, name in enumerate(names[index])
        ]
        parts += [
            svg.tag("text", svg.text(said), class_="ch-value", x=left + across, y=top + 16),
            svg.tag("svg", panel.marks, viewBox=panel.view, **size),
        ]
    height = max(down * -(-len(series) // columns) - GAP + 2, PANEL)
    return vega.Plate(f"0 0 {width} {height}", "".join(parts))


def _lines(label: str, across: float) -> list[str]:
    """Break a name in two, the first clear of the value beside it; the table has it whole."""
    first, *rest = textwrap.wrap(label, int((across - 56) / 7)) or [""]
    second = textwrap.shorten(" ".join(rest), int(across / 7), placeholder="…")
    return [first, second] if second else [first]


def _panel(line: Series, across: float, reach: float) -> vega.Spec:
    x, y = _scales([line], reach)
    x["axis"] = y["axis"] = None
    zero = {"mark": {"type": "rule", "color": vega.EDGE}, "encoding": {"y": {"datum": 0}}}
    layers = [*_marks(_points([line]), x, y), {"data": {"values": [{}]}, **zero}]
    return {"width": across, "height": PANEL, "autosize": "none", "layer": layers}


def _reach(figure: Figure) -> float:
    return max(figure.value or 0.0, figure.high or 0.0)


# --- by day --------------------------------------------------------------------------------------

_DAY_WORDS = {
    "en": "Most on one day: {most}, on {day}. In all: {total} from {first} to {last}.",
    "es": "Lo más en un día: {most}, el {day}. En total: {total}, del {first} al {last}.",
}
_NO_DAYS = {
    "en": "Nothing was counted on these days.",
    "es": "En estos días no se contó nada.",
}
TALL, DAYS_HEAD, FOOT = 150, 24, 26
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
        size: _plate_of_days(rows, width, language)
        for size, width in (("wide", WIDE), ("narrow", NARROW))
    }
    summary = _sentence_of_days(rows, language)
    drawn = vega.picture(plates, title=title, summary=summary)
    legend = (LegendItem("is-open", of[0]), LegendItem("is-away", of[1]))
    return Drawing(drawn, title, summary, of, tuple(reversed(rows)), legend)


def _sentence_of_days(rows: Sequence[Row], language: numbers.Language) -> str:
    counts = [_count(row, 0) for row in rows]
    if not sum(counts):
        return _NO_DAYS[language]
    most = max(range(len(rows)), key=counts.__getitem__)
    return _DAY_WORDS[language].format(
        most=numbers.number(counts[most], language),
        day=rows[most].label,
        total=numbers.number(sum(counts), language),
        first=rows[0].label,
        last=rows[-1].label,
    )


def _plate_of_days(rows: Sequence[Row], width: int, language: numbers.Language) -> vega.Plate:
    """Draw one size: bars, what was left out above them, the ground, and the words."""
    top = max((_count(row, 0) + _count(row, 1) for row in rows), default=0.0) or 1.0
    slot = width / max(len(rows), 1)
    bars = [_bar_of_day(row, slot * (index + 0.5), top) for index, row in enumerate(rows)]
    thick = min(slot * _FILLED, _THICKEST)
    ground = [{"x": 0, "x2": width, "y": DAYS_HEAD + TALL}]
    layers = [
        vega.layer(bars, _rule(vega.COPPER, thick), x="x", y="foot", y2="middle"),
        vega.layer(bars, _rule(vega.HATCH, thick), x="x", y="middle", y2="head"),
        vega.layer(ground, _rule(vega.EDGE, 1), x="x", x2="x2", y="y"),
    ]
    height = DAYS_HEAD + TALL + FOOT
    spec = {"width": width, "height": height, "autosize": "none", "layer": layers}
    return vega.plate(spec, _words_of_days(rows, bars, width, language))


def _bar_of_day(row: Row, x: float, top: float) -> dict[str, Any]:
    ground = DAYS_HEAD + TALL
    middle = ground - TALL * _count(row, 0) / top
    head = middle - TALL * _count(row, 1) / top
    return {"x": round(x, 1), "foot": ground, "middle": round(middle, 1), "head": round(head, 1)}


def _words_of_days(
    rows: Sequence[Row], bars: Sequence[dict[str, Any]], width: int, language: numbers.Language
) -> str:
    """Set the first and the last day below, and the highest number above its bar."""
    if not rows:
        return ""
    counts = [_count(row, 0) for row in rows]
    most = max(range(len(rows)), key=counts.__getitem__)
    below = DAYS_HEAD + TALL + 18
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
