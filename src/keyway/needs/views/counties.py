"""Counties: the list, and one county's profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from keyway.needs.queries import gaps, industries, programs
from keyway.needs.views.drawings import county_map
from keyway.needs.views.frame import downloads, home_crumb, shared, with_book
from keyway.needs.views.gap import headline
from keyway.render import bars, maps

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from keyway.needs.queries.book import Book

_TOP = 12


@with_book
def index(request: HttpRequest, book: Book) -> HttpResponse:
    """List the counties with jobs, openings and gap."""
    totals = {code: t for code, t in gaps.totals(book, "linked").items() if code != book.state.fips}
    ordered = sorted(totals.values(), key=lambda line: -(line.unfilled.value or 0.0))
    scale = bars.common_scale([line.unfilled for line in ordered])
    context = shared(
        request,
        book,
        map=_map(book, totals, ""),
        columns=[
            {"label": _("County")},
            {"label": _("Unfilled a year"), "is_number": True, "scale": scale},
            {"label": _("Openings for new entrants"), "is_number": True},
            {"label": _("Filled by programs here"), "is_number": True},
            {"label": _("Jobs"), "is_number": True},
        ],
        rows=[
            {
                "label": line.area_name,
                "href": reverse("needs:county", args=[line.area_code]),
                "cells": [line.unfilled, line.need, line.placed, line.jobs],
            }
            for line in ordered
        ],
        missing=sorted(name for fips, name in book.county_names.items() if fips not in totals),
        downloads=downloads("counties"),
        crumbs=[home_crumb(book), {"label": _("Counties"), "href": ""}],
    )
    return render(request, "needs/counties.html", context)


@with_book
def county(request: HttpRequest, book: Book, county_fips: str) -> HttpResponse:
    """Show one county: what is missing, who makes things there, who teaches."""
    if county_fips not in book.county_names:
        raise Http404(_("No county of %(state)s has this code.") % {"state": book.state.name})
    totals = gaps.totals(book, "linked")
    lines = gaps.ranked(book, county_fips, taught=True)[:_TOP]
    here = [
        x.institution
        for x in programs.feeding_institutions(book)
        if x.institution.county_fips == county_fips
    ]
    plants = industries.of_county(book, county_fips)
    name = book.area_name(county_fips)
    context = shared(
        request,
        book,
        name=name,
        county_fips=county_fips,
        total=totals.get(county_fips),
        everything=gaps.totals(book).get(county_fips),
        title=headline(book, totals.get(county_fips), county_fips),
        map=_map(
            book,
            {code: t for code, t in totals.items() if code != book.state.fips},
            county_fips,
            [
                maps.Place(
                    x.name,
                    x.longitude,
                    x.latitude,
                    reverse("needs:institution", args=[x.unitid]),
                )
                for x in here
                if x.longitude is not None and x.latitude is not None
            ],
        ),
        ranks=[_rank(line) for line in lines],
        rank_scale=bars.common_scale([line.unfilled for line in lines]),
        industries_count=len(plants),
        industry_columns=[
            {"label": _("Industry")},
            {"label": _("Jobs"), "is_number": True},
            {"label": _("Establishments"), "is_number": True},
        ],
        industry_rows=[
            {"label": x.name, "hint": x.naics_code, "cells": [x.jobs, x.establishments]}
            for x in plants[:_TOP]
        ],
        institutions=here,
        gap_href=f"{reverse('needs:gap')}?county={county_fips}",
        compare_href=f"{reverse('needs:compare')}?a={county_fips}",
        downloads=downloads("gap", f"county={county_fips}"),
        plant_downloads=downloads("plants", f"county={county_fips}"),
        crumbs=[
            home_crumb(book),
            {"label": _("Counties"), "href": reverse("needs:counties")},
            {"label": name, "href": ""},
        ],
    )
    return render(request, "needs/county.html", context)


def _map(
    book: Book,
    totals: dict[str, gaps.Line],
    selected: str,
    points: list[maps.Place] | None = None,
) -> Any:
    return county_map(
        book,
        {code: line.unfilled for code, line in totals.items()},
        title=_("Openings for new entrants that no program fills, by county"),
        column=_("Unfilled a year"),
        hrefs={fips: reverse("needs:county", args=[fips]) for fips in book.county_names},
        selected=selected,
        points=points or [],
    )


def _rank(line: gaps.Line) -> dict[str, Any]:
    return {
        "label": line.name,
        "href": reverse("needs:occupation", args=[line.soc_code]),
        "hint": line.soc_code,
        "figure": line.unfilled,
    }
