"""From a Vega-Lite specification to SVG that a strict page accepts.

Colors are the names of the page's own tokens (``var(--copper)``), so one drawing serves light,
dark and print; fonts are left to the style sheet; nothing carries a style attribute.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any, NamedTuple

import vl_convert

from keyway.render import svg

Spec = dict[str, Any]

INK, QUIET, LINE, EDGE = "var(--ink)", "var(--quiet)", "var(--line)", "var(--edge)"
COPPER, BAND, HATCH, PAPER = "var(--copper)", "var(--copper-bright)", "var(--hatch)", "var(--paper)"
PATINA, MET = "var(--patina)", "var(--patina-bright)"

# What Vega writes for canvases and screen readers; the root's title and description say it once.
_NOISE = re.compile(
    r' (?:style|font-family|role|aria-[a-z]+|pointer-events|stroke-miterlimit|xmlns:xlink|version)="[^"]*"'
)
_EMPTY = re.compile(r'<path class="(?:background|foreground)"[^>]*/>|<g[^>]*></g>')
_LONG = re.compile(r"(\d+\.\d)\d{2,}")

_CONFIG: Spec = {
    "background": None,
    "padding": 0,
    "view": {"stroke": None},
    # Arial's widths are close to those of the page's faces; the style sheet sets the face itself.
    "font": "Liberation Sans, Arial, sans-serif",
    "text": {"fontSize": 14, "color": INK, "baseline": "middle"},
    "axis": {
        "domainColor": EDGE,
        "tickColor": EDGE,
        "gridColor": LINE,
        "labelColor": QUIET,
        "labelFontSize": 13,
        "titleColor": QUIET,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
    },
}


class Plate(NamedTuple):
    """One size of a chart: its view box, what Vega drew, and the words set over it."""

    view: str
    marks: str
    words: str = ""


def picture(plates: dict[str, Plate], *, title: str, summary: str) -> str:
    """Draw one chart in several sizes; the style sheet shows the one that suits the screen.

    Args:
        plates: the drawing by size: "wide" and "narrow".
        title: the chart's name, read aloud first.
        summary: what is found, in one sentence.

    Returns:
        One ``<svg role="img">`` per size.
    """
    return "".join(_framed(drawn, size, title, summary) for size, drawn in plates.items())


def plate(spec: Spec, words: str = "") -> Plate:
    """Draw a specification and set ``words`` over it."""
    view, marks = _drawn(json.dumps({"config": _CONFIG, **spec}, sort_keys=True))
    return Plate(view, marks, words)


def _framed(drawn: Plate, size: str, title: str, summary: str) -> str:
    """Put one drawing in its frame, with its name and its sentence."""
    ids = svg.identity(size, title, summary, drawn.view, drawn.words)
    return svg.tag(
        "svg",
        svg.tag("title", svg.text(title), id=f"{ids}t"),
        svg.tag("desc", svg.text(summary), id=f"{ids}d"),
        drawn.marks,
        drawn.words,
        class_=size,
        viewBox=drawn.view,
        role="img",
        aria_labelledby=f"{ids}t",
        aria_describedby=f"{ids}d",
    )


@lru_cache(maxsize=1024)
def _drawn(spec: str) -> tuple[str, str]:
    """Return the view box and the marks of a specification; equal ones are drawn once."""
    raw = vl_convert.vegalite_to_svg(spec)
    view = re.search(r'viewBox="([^"]*)"', raw)
    inner = _LONG.sub(r"\1", _NOISE.sub("", raw[raw.index(">") + 1 : raw.rindex("</svg>")]))
    while (cleaner := _EMPTY.sub("", inner)) != inner:
        inner = cleaner
    return view.group(1) if view else "", inner


def layer(values: list[dict[str, Any]], mark: Spec, **encoding: Any) -> Spec:
    """Return one layer; a bare string in ``encoding`` is a field in the drawing's own units."""
    channels = {
        name: {"field": channel, "type": "quantitative", "scale": None, "axis": None}
        if isinstance(channel, str)
        else channel
        for name, channel in encoding.items()
    }
    return {"data": {"values": values}, "mark": mark, "encoding": channels}
