"""The page of components: each one in every state, in both languages, light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keyway.render import bars, charts, icons, maps, timelines
from keyway.render.drawing import Row
from keyway.render.figure import Figure, Origin, SourceLine
from keyway.web.frame.tags import language

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from keyway.render.drawing import Drawing


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Show every component with invented numbers, so that their states can be looked at."""
    figures = _figures()
    measured = [figure for figure in figures.values() if figure.style == "count"]
    context = {
        "figures": figures,
        "scale": bars.common_scale(measured),
        "map": _map(),
        "charts": _charts(figures),
        "icons": sorted(icons.PATHS),
        **_words(figures),
        "columns": _columns(),
        "rows": _rows(figures),
        "fields": _fields(),
        "pages": Paginator(range(120), 25).page(2),
        "crumbs": [{"label": "Keyway", "href": "../"}, {"label": _("Components"), "href": ""}],
        "navigation": _navigation(),
    }
    return render(request, "components/gallery.html", context)


def _origin() -> Origin:
    source = SourceLine(
        publisher=_("Example bureau"),
        title=_("Example survey of employers"),
        release=_("May 2025"),
        licence=_("Public domain"),
        retrieved_date="2026-11-01",
    )
    return Origin(
        sources=(source,),
        method="gap",
        method_version="1.0",
        computed_date="2026-11-20",
        interval=_("5th to 95th percentile of 200 draws"),
        assumptions=(_("Half of the openings go to new entrants"),),
        note=_("The numbers on this page are invented to show the components."),
        data_url="?",
    )


def _figures() -> dict[str, Figure]:
    """Return one figure per state a figure can be in."""
    origin, unit = _origin(), _("openings a year")
    published = Origin(sources=origin.sources, method="published", note=origin.note)
    return {
        "known": Figure(61_230, _("dollars a year, median"), origin=published, style="usd"),
        "interval": Figure(338.2, unit, 263.0, 418.0, origin=origin),
        "wide": Figure(42.0, unit, 3.0, 160.0, origin=origin),
        "unknown": Figure(
            None, unit, reason=_("The publisher suppresses this cell."), origin=published
        ),
        "zero": Figure(0.0, unit, 0.0, 4.0, origin=origin),
        "tiny": Figure(0.3, unit, 0.0, 2.0, origin=origin),
        "large": Figure(
            1_234_567.0, _("jobs in a state with a long name, all industries"), origin=published
        ),
        "share": Figure(
            0.412, _("of graduates placed"), 0.38, 0.44, origin=origin, style="percent"
        ),
    }


def _map() -> Any:
    """Draw an invented state of nine counties."""
    names = ("Alder", "Basin", "Cinder", "Dry Fork", "Elk", "Flint", "Granite", "Hollow", "Iron")
    geometry: dict[str, maps.CountyShape] = {}
    values = {}
    for index, name in enumerate(names):
        west, south = -104.0 + index % 3 * (1.2 + index % 2 / 4), 39.0 - index // 3 * 1.1
        ring = [[west, south], [west + 1.3, south], [west + 1.3, south + 1.1], [west, south + 1.1]]
        geometry[f"{index:05}"] = {"name": name, "polygons": [ring]}
        value = None if index in (3, 7) else 12.0 * 2.1**index
        low, high = (None, None) if value is None else (value * 0.8, value * 1.3)
        values[f"{index:05}"] = Figure(value, _("openings a year"), low, high, origin=_origin())
    return maps.county_map(
        geometry,
        values,
        title=_("Openings a year by county, invented"),
        column=_("Openings a year"),
        hrefs=dict.fromkeys(geometry, "#map"),
        selected="00004",
        language=language(),
    )


def _charts(figures: dict[str, Figure]) -> list[Drawing]:
    """Draw one chart of each kind."""
    known, wide, unknown = figures["interval"], figures["wide"], figures["unknown"]
    names = (
        _("Machinists"),
        _("Welders, cutters, solderers and brazers"),
        _("Tool and die makers"),
    )
    rows = [
        Row(name, name, (each,)) for name, each in zip(names, (known, wide, unknown), strict=True)
    ]
    halves = [Row(name, name, (wide, known)) for name in names[:2]]
    years = (2022, 2024, 2026, 2028)
    lines = [
        timelines.Series(
            name,
            years,
            tuple(
                Figure(v + 90.0 * n, low=v * 0.9, high=v * 1.3 + 90 * n)
                for v in (300.0, 340.0, 320.0, 380.0)
            ),
        )
        for n, name in enumerate(names)
    ]
    of = (charts.Part(_("Filled by graduates"), "met"), charts.Part(_("Unfilled"), "open"))
    said, unit = language(), _("Openings a year")
    return [
        charts.ranges(rows, title=unit, column=unit, language=said),
        charts.ranges(rows, title=unit, column=unit, with_bars=True, language=said),
        charts.parts(halves, title=_("Who fills the openings"), of=of, language=said),
        timelines.lines(lines[:2], title=_("Jobs over the years"), language=said),
        timelines.multiples(lines, title=_("Jobs over the years"), language=said),
    ]


def _words(figures: dict[str, Figure]) -> dict[str, Any]:
    """Return what the parts made of words show."""
    audiences = (
        ("students", _("Students"), _("What a job pays and who teaches it.")),
        ("manufacturers", _("Manufacturers"), _("Say once what you need.")),
        ("officials", _("Public officials"), _("Every number with its source.")),
    )
    pair = [figures["interval"], figures["wide"]]
    return {
        "doors": [
            {"icon": icon, "title": title, "text": text, "action": _("Come in")}
            for icon, title, text in audiences
        ],
        "facts": [
            {"term": _("Usual education"), "text": _("High school diploma")},
            {"term": _("Openings a year"), "figure": figures["interval"]},
            {"term": _("Median pay"), "figure": figures["unknown"]},
        ],
        "sides": [{"title": "Alder"}, {"title": "Basin"}],
        "measures": [{"label": _("Unfilled a year"), "figures": pair, "scale": 450.0}],
        "downloads": [{"label": form, "href": "#table"} for form in ("CSV", "XLSX", "JSON")],
    }


def _columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Occupation"), "key": "name"},
        {"label": _("Openings a year"), "key": "openings", "is_number": True},
        {"label": _("Unfilled a year"), "key": "unfilled", "is_number": True, "scale": 450.0},
        {"label": _("Median pay"), "is_number": True},
    ]


def _rows(figures: dict[str, Figure]) -> list[dict[str, Any]]:
    names = (
        _("Machinists"),
        _("Welders, cutters, solderers and brazers"),
        _("Tool and die makers"),
    )
    kinds = (("interval", "wide"), ("wide", "zero"), ("unknown", "unknown"))
    return [
        {
            "label": name,
            "href": "#table",
            "hint": code,
            "cells": [figures[one], figures[two], figures["known"]],
        }
        for name, code, (one, two) in zip(
            names, ("51-4041", "51-4121", "51-4111"), kinds, strict=True
        )
    ]


def _fields() -> list[dict[str, Any]]:
    counties = [{"value": "", "label": _("All counties")}, {"value": "1", "label": "Alder"}]
    return [
        {"name": "county", "label": _("County"), "value": "", "options": counties},
        {"name": "q", "label": _("Occupation"), "value": "", "hint": _("A job title or a code")},
    ]


def _navigation() -> list[dict[str, Any]]:
    labels = (_("The gap"), _("Occupations"), _("Counties"), _("Methods"), _("Data"))
    return [
        {"label": label, "href": "#", "is_current": not index} for index, label in enumerate(labels)
    ]
