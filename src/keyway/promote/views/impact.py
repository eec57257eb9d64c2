"""What moved: reach, requests, visits, programs and credentials on one page, by county and year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keyway.partners import access
from keyway.partners.views.frame import crumbs, language, searched, state_shown, store, today
from keyway.promote.queries import impact as queries
from keyway.reference.lookups import places
from keyway.render import numbers, timelines
from keyway.render.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from keyway.promote.queries.impact import Moved, Step
    from keyway.reference.lookups.places import County
    from keyway.render.drawing import Drawing

_CACHED_SECONDS = 300
_FIPS_LENGTH = 5

Told = list[tuple["Step", "Moved | None"]]


@require_safe
def impact(request: HttpRequest) -> HttpResponse:
    """Show every step that somebody records, and say which nobody records yet."""
    state = state_shown()
    counties = places.counties(store(), state.fips)
    asked = searched(request, "county", _FIPS_LENGTH)
    county = asked if asked in {each.fips for each in counties} else ""
    ask = queries.Ask(store(), state.code, county, access.circle_of(request.user), today())
    told: Told = [(step, step.tell(ask) if step.tell else None) for step in queries.steps()]
    context = {
        "title": _title(told, county),
        "lede": _(
            "From the first story to a credential in hand: what is counted, and what is not."
        ),
        "state": state,
        "fields": [_field(counties, county)],
        "steps": [_step(step, moved, county) for step, moved in told],
        "over_years": _over_years(told),
        "years": _years(told),
        "place_columns": _place_columns(told),
        "place_rows": _places(told, {each.fips: each.name for each in counties}),
        "crumbs": crumbs((_("What moved"), "")),
    }
    response = render(request, "promote/impact.html", context)
    if request.user.is_authenticated:
        patch_cache_control(response, private=True)
    else:
        patch_cache_control(response, public=True, max_age=_CACHED_SECONDS)
    return response


def _title(told: Told, county: str) -> str:
    """Return the newest end of the way, in one sentence."""
    ends = [(step.key, moved) for step, moved in told if moved is not None and moved.years]
    key, moved = ends[-1] if ends and not county else ("", queries.Moved())
    newest = moved.newest
    if key != "earned" or newest is None or newest.value is None:
        return _("What moved, and what nobody counts yet")
    said = {"year": max(moved.years), "count": numbers.number(newest.value)}
    text = _(
        "In the class of %(year)s, programs count %(count)s students with a manufacturing credential"
    )
    return text % said


def _field(counties: Sequence[County], county: str) -> dict[str, Any]:
    options = [{"value": each.fips, "label": each.name} for each in counties]
    return {
        "name": "county",
        "label": _("County"),
        "value": county,
        "options": [{"value": "", "label": _("Whole state")}, *options],
    }


def _step(step: Step, moved: Moved | None, county: str) -> dict[str, Any]:
    """Return a step as the page shows it: its newest number, or why there is none."""
    return {
        "label": step.label,
        "counts": step.counts,
        "figure": _newest(step, moved, county),
        "year": max(moved.years) if moved and moved.years else "",
        "note": moved.note if moved else "",
        "href": reverse(step.page) if step.page else "",
        "is_waiting": moved is None,
    }


def _newest(step: Step, moved: Moved | None, county: str) -> Figure:
    if moved is None:
        return Figure(None, reason=_("Not recorded yet."))
    if moved.newest is not None:
        return moved.newest
    if county and moved.places:
        return Figure(None, reason=_("See the places below: they are not added up."))
    if county:
        return Figure(None, reason=_("Not recorded by county."))
    if step.key == "reach":
        return Figure(None, reason=_("Nothing was opened yet."))
    return Figure(None, reason=_("The state publishes no such count here."))


def _over_years(told: Told) -> Drawing | None:
    """Draw the steps that are known in more than one year, one small chart each."""
    series = [
        timelines.Series(str(step.label), tuple(moved.years), tuple(moved.years.values()))
        for step, moved in told
        if moved and sum(each.is_known for each in moved.years.values()) > 1
    ]
    if not series:
        return None
    return timelines.multiples(series, title=_("Year by year"), language=language())


def _years(told: Told) -> dict[str, Any]:
    """Return the table of steps by year."""
    years = sorted({year for _each, moved in told if moved for year in moved.years})
    rows = [
        {
            "label": step.label,
            "href": "",
            "cells": [_cell(moved, year) for year in years],
        }
        for step, moved in told
    ]
    columns = [{"label": _("Step")}, *({"label": str(y), "is_number": True} for y in years)]
    return {"columns": columns, "rows": rows if years else []}


def _cell(moved: Moved | None, year: int) -> Figure | str:
    if moved is None:
        return _("not recorded yet")
    return moved.years.get(year, _("not recorded"))


def _place_columns(told: Told) -> list[dict[str, Any]]:
    shown = [step for step, moved in told if moved and moved.places]
    return [
        {"label": _("Place")},
        {"label": _("County")},
        *({"label": step.label, "is_number": True} for step in shown),
    ]


def _places(told: Told, counties: dict[str, str]) -> list[dict[str, Any]]:
    """Return a line for each district or campaign, by county; the newest year of each step."""
    shown = [moved for _each, moved in told if moved and moved.places]
    named: dict[tuple[str, str], list[Figure | str]] = {}
    for at, moved in enumerate(shown):
        for place in moved.places:
            cells = named.setdefault((place.county, place.name), ["–"] * len(shown))
            if place.years:
                cells[at] = place.years[max(place.years)]
    ordered = sorted(named, key=lambda key: (counties.get(key[0], "~"), key[1]))
    return [
        {
            "label": name,
            "href": "",
            "cells": [counties.get(county, _("not known")), *named[county, name]],
        }
        for county, name in ordered
    ]
