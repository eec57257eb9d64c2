"""County maps as SVG: an equal-area drawing in which every county is a link.

A county is colored by class names (``ramp-0`` to ``ramp-5``), so the page's tokens decide the
colors in light, dark and print; an unknown value is hatched, never colored as a small one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from keyway.render import numbers, svg
from keyway.render.drawing import Drawing, LegendItem, Row
from keyway.render.figure import Figure
from keyway.render.maps import projection
from keyway.render.maps.labels import Label, Placed, place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

WIDTH = 480.0
CLASSES = 6
SMALL, LARGE = 13.0, 16.0  # letters on a wide screen and on a phone


class CountyShape(TypedDict):
    """A county's name and its outlines: rings of [longitude, latitude], the first ring outside."""

    name: str
    polygons: list[list[list[float]]]


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the map: an institution or a plant."""

    name: str
    longitude: float
    latitude: float
    href: str = ""


class _Frame(NamedTuple):
    """What every part of one map needs to know."""

    project: projection.Project
    values: Mapping[str, Figure]
    hrefs: Mapping[str, str]
    breaks: list[float]
    hatch: str
    selected: str
    language: numbers.Language


_WORDS = {
    "en": {
        "county": "County",
        "most": "{name} has the most: {figure}.",
        "all": " Numbers are known for all {all} counties.",
        "some": " {known} of {all} counties have a number; the others are not published.",
        "none": "No county has a published number.",
        "above": "{low} and more",
        "below": "up to {high}",
        "unknown": "not known",
    },
    "es": {
        "county": "Condado",
        "most": "{name} tiene la cifra más alta: {figure}.",
        "all": " Hay cifras para los {all} condados.",
        "some": " {known} de {all} condados tienen cifra; los demás no.",
        "none": "Ningún condado tiene una cifra publicada.",
        "above": "{low} o más",
        "below": "hasta {high}",
        "unknown": "sin dato",
    },
}


def county_map(
    geometry: Mapping[str, CountyShape],
    values: Mapping[str, Figure],
    *,
    title: str,
    column: str,
    hrefs: Mapping[str, str] | None = None,
    selected: str = "",
    places: Sequence[Place] = (),
    language: numbers.Language = "en",
) -> Drawing:
    """Draw counties colored by a figure.

    Args:
        geometry: outlines by county FIPS code.
        values: a figure by FIPS code; a county without one is unknown.
        title: what the map shows.
        column: head of the table's column of numbers.
        hrefs: where a county leads, by FIPS code.
        selected: FIPS code of the county to outline.
        places: points drawn on top.
        language: language of labels, sentence and key.

    Returns:
        The map with its key, sentence and table; rows are sorted, largest first, unknown last.
    """
    rings = [ring for shape in geometry.values() for ring in shape["polygons"]]
    project, height = projection.albers(rings, width=WIDTH)
    known = [figure.value for figure in values.values() if figure.value is not None]
    breaks = class_breaks(known)
    rows = _rows(geometry, values, hrefs or {})
    summary = _summary(rows, language)
    ids = svg.identity(title, summary, selected)
    frame = _Frame(project, values, hrefs or {}, breaks, f"{ids}h", selected, language)
    # The selected county comes last, so that no neighbor covers its outline.
    order = sorted(geometry, key=lambda fips: (fips == selected, fips))
    counties = [_county(fips, geometry[fips], frame) for fips in order]
    labels = [text for label in _wanted(geometry, frame) for text in _labels(label)]
    points = [_place(point, project) for point in places]
    drawing = svg.tag(
        "svg",
        svg.tag("title", svg.text(title), id=f"{ids}t"),
        svg.tag("desc", svg.text(summary), id=f"{ids}d"),
        _hatch(frame.hatch),
        *counties,
        *points,
        svg.tag("g", *labels, aria_hidden="true"),
        viewBox=f"0 0 {WIDTH:g} {height:.0f}",
        role="group",
        aria_labelledby=f"{ids}t",
        aria_describedby=f"{ids}d",
    )
    legend = _legend(breaks, known, values, geometry, language)
    return Drawing(drawing, title, summary, (column,), rows, legend)


def class_breaks(values: Sequence[float], classes: int = CLASSES) -> list[float]:
    """Return round limits between classes that hold about as many counties each.

    Values are cut at quantiles, because one metropolis dwarfs the rest in most states, and the
    cuts are rounded to one or two digits so that a key can be read. At most ``classes - 1``
    limits; fewer where values repeat.
    """
    ordered = sorted(values)
    if len(set(ordered)) < 2:
        return []
    parts = min(classes, len(set(ordered)))
    cuts = {_round_up(_quantile(ordered, part / parts)) for part in range(1, parts)}
    # Counts are not told apart below one; shares and other small numbers are.
    least = 1.0 if ordered[-1] > 5 else 0.0
    kept = sorted(cut for cut in cuts if max(ordered[0], least - 1e-9) < cut <= ordered[-1])
    # Where most values are alike, as with many zeros, the limit parts them from the rest.
    return kept or [min(value for value in ordered if value > ordered[0])]


def class_of(value: float, breaks: Sequence[float], classes: int = CLASSES) -> int:
    """Return the ramp step of a value; few classes are spread over the whole ramp."""
    index = sum(value >= cut for cut in breaks)
    if not breaks:
        return classes // 2
    return round(index * (classes - 1) / len(breaks))


def _quantile(ordered: Sequence[float], share: float) -> float:
    position = share * (len(ordered) - 1)
    below = math.floor(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)


def _round_up(value: float) -> float:
    """Round to one digit, or two where the first is a one: 137 becomes 140, 662 becomes 700."""
    if value <= 0:
        return math.floor(value)
    power = max(10.0 ** math.floor(math.log10(value)), 1e-9)
    step = power / 10 if value / power < 2 else power / 2 if value / power < 5 else power
    rounded = round(value / step) * step
    return max(rounded, 1.0) if value >= 0.5 else rounded


def _rows(
    geometry: Mapping[str, CountyShape], values: Mapping[str, Figure], hrefs: Mapping[str, str]
) -> tuple[Row, ...]:
    rows = [
        Row(fips, shape["name"], (values.get(fips, Figure(None)),), hrefs.get(fips, ""))
        for fips, shape in geometry.items()
    ]

    def order(row: Row) -> tuple[bool, float, str]:
        value = row.figures[0].value
        return value is None, -(value or 0.0), row.label

    return tuple(sorted(rows, key=order))


def _summary(rows: Sequence[Row], language: numbers.Language) -> str:
    words = _WORDS[language]
    known = [row for row in rows if row.figures[0].is_known]
    if not known:
        return words["none"]
    figure = numbers.write(known[0].figures[0], language).sentence
    text = words["most"].format(name=known[0].label, figure=figure)
    key = "all" if len(known) == len(rows) else "some"
    return text + words[key].format(known=len(known), all=len(rows))


def _county(fips: str, shape: CountyShape, frame: _Frame) -> str:
    figure = frame.values.get(fips, Figure(None))
    known = figure.value is not None
    path = svg.tag(
        "path",
        class_=f"ramp-{class_of(figure.value, frame.breaks)}" if figure.value is not None else None,
        fill=None if known else f"url(#{frame.hatch})",
        d="".join(_ring(ring, frame.project) for ring in shape["polygons"]),
        fill_rule="evenodd",
    )
    said = numbers.write(figure, frame.language).sentence
    title = svg.tag("title", svg.text(f"{shape['name']}: {said}"))
    classes = "county is-selected" if fips == frame.selected else "county"
    href = frame.hrefs.get(fips)
    if not href:
        return svg.tag(
            "g", title, path, class_=classes, role="img", aria_label=f"{shape['name']}: {said}"
        )
    return svg.tag(
        "a", title, path, class_=classes, href=href, aria_label=f"{shape['name']}: {said}"
    )


def _ring(ring: projection.Ring, project: projection.Project) -> str:
    """Write a ring as a path, leaving out points that fall on the one before."""
    steps: list[str] = []
    for point in ring:
        x, y = project(point)
        step = f"{x:.1f},{y:.1f}"
        if not steps or steps[-1] != step:
            steps.append(step)
    return "M" + "L".join(steps) + "Z"


def _hatch(name: str) -> str:
    ground = svg.tag("rect", class_="hatch-ground", width=7, height=7)
    line = svg.tag("path", class_="hatch-line", d="M0 0V7")
    pattern = svg.tag(
        "pattern",
        ground,
        line,
        id=name,
        width=7,
        height=7,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return svg.tag("defs", pattern)


def _wanted(geometry: Mapping[str, CountyShape], frame: _Frame) -> list[Label]:
    """Return the labels we would like; the placing says which fit."""
    wanted = []
    for fips, shape in geometry.items():
        figure = frame.values.get(fips, Figure(None))
        tone = "on-hatch"
        value = ""
        if figure.value is not None:
            step = class_of(figure.value, frame.breaks)
            tone = f"on-ramp-{step}"
            value = numbers.write(figure, frame.language).value
        outline = [frame.project(point) for point in max(shape["polygons"], key=len)]
        name = shape["name"].removesuffix(" County").removesuffix(" Parish")
        wanted.append(Label(name, value, tone, outline))
    return wanted


def _labels(label: Label) -> list[str]:
    """Draw a label for wide screens and for phones, once where both agree."""
    wide = place(label, SMALL, is_narrow=False)
    narrow = place(label, LARGE, is_narrow=True)
    if wide and narrow and wide.lines == narrow.lines:
        return [_label(narrow, "")]
    found = ((wide, " if-wide"), (narrow, " if-narrow"))
    return [_label(placed, classes) for placed, classes in found if placed]


def _label(placed: Placed, classes: str) -> str:
    label, (x, y), lines = placed
    spans = []
    for index, line in enumerate(lines):
        style = "v" if line == label.value else None
        dy = f"{0.35 - 0.6 * (len(lines) - 1):g}em" if not index else "1.05em"
        spans.append(svg.tag("tspan", svg.text(line), class_=style, x=round(x, 1), dy=dy))
    return svg.tag("text", *spans, class_=f"map-label {label.tone}{classes}", y=round(y, 1))


def _place(point: Place, project: projection.Project) -> str:
    x, y = project((point.longitude, point.latitude))
    circle = svg.tag("circle", class_="map-point", cx=x, cy=y, r=4)
    title = svg.tag("title", svg.text(point.name))
    if not point.href:
        return svg.tag("g", title, circle, role="img", aria_label=point.name)
    return svg.tag("a", title, circle, href=point.href, aria_label=point.name)


def _legend(
    breaks: Sequence[float],
    known: Sequence[float],
    values: Mapping[str, Figure],
    geometry: Mapping[str, CountyShape],
    language: numbers.Language,
) -> tuple[LegendItem, ...]:
    words = _WORDS[language]
    styles = {figure.style for figure in values.values()} or {"count"}
    style = styles.pop()

    def said(value: float) -> str:
        return numbers.write(Figure(value, style=style), language).value

    items = []
    if known and not breaks:
        items.append(LegendItem(f"ramp-{class_of(known[0], breaks)}", said(known[0])))
    for index in range(len(breaks) + 1 if breaks else 0):
        low = breaks[index - 1] if index else None
        high = breaks[index] if index < len(breaks) else None
        step = class_of(low if low is not None else breaks[0] - 1e9, breaks)
        items.append(LegendItem(f"ramp-{step}", _limits(low, high, said, words)))
    if any(not values.get(fips, Figure(None)).is_known for fips in geometry):
        items.append(LegendItem("is-unknown", words["unknown"]))
    return tuple(items)


def _limits(
    low: float | None, high: float | None, say: Callable[[float], str], words: Mapping[str, str]
) -> str:
    if low is None:
        return words["below"].format(high=say(high or 0.0))
    if high is None:
        return words["above"].format(low=say(low))
    return f"{say(low)}{numbers.EN_DASH}{say(high)}"
