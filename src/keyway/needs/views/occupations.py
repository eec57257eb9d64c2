"""Occupations: the list, and one occupation with its work, pay, gap, programs and skills."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from keyway.needs.queries import gaps, occupations, programs
from keyway.needs.views.drawings import county_map
from keyway.needs.views.frame import downloads, home_crumb, shared, with_book
from keyway.render import bars, numbers

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from keyway.needs.queries.book import Book

_PROGRAMS = 15


@with_book
def index(request: HttpRequest, book: Book) -> HttpResponse:
    """List the occupations by kind of work."""
    everything = request.GET.get("all") == "1"
    search = request.GET.get("q", "").replace("\x00", "")[:100]
    lines = gaps.ranked(book, book.state.fips, everything=everything, search=search, sort="name")
    groups = [
        {"code": code, "name": name, "lines": [x for x in lines if x.soc_code[:2] == code]}
        for code, name in gaps.families(book, everything=everything)
    ]
    context = shared(
        request,
        book,
        groups=[group for group in groups if group["lines"]],
        count=len(lines),
        fields=[
            {"name": "q", "label": _("Name or code"), "value": search},
            {
                "name": "all",
                "label": _("Occupations"),
                "value": "1" if everything else "",
                "options": [
                    {"value": "", "label": _("Mostly in manufacturing")},
                    {"value": "1", "label": _("All with jobs in manufacturing")},
                ],
            },
        ],
        crumbs=[home_crumb(book), {"label": _("Occupations"), "href": ""}],
    )
    return render(request, "needs/occupations.html", context)


@with_book
def occupation(request: HttpRequest, book: Book, soc_code: str) -> HttpResponse:
    """Show one occupation: the work, the pay, the gap, who teaches it, what it asks for."""
    profile = occupations.profile(book, soc_code)
    if profile is None:
        raise Http404(_("No occupation has this code."))
    line = gaps.one(book, soc_code, book.state.fips)
    counties = gaps.counties_of(book, soc_code)
    feeders = programs.feeding(book, soc_code, book.state.fips)
    context = shared(
        request,
        book,
        profile=profile,
        line=line,
        title=profile.name,
        finding_sentence=_sentence(book, line),
        counties=counties,
        county_scale=bars.common_scale([each.unfilled for each in counties]),
        county_ranks=[
            {
                "label": each.area_name,
                "href": reverse("needs:county", args=[each.area_code]),
                "figure": each.unfilled,
            }
            for each in counties
        ],
        map=county_map(
            book,
            {each.area_code: each.unfilled for each in counties},
            title=_("%(name)s: openings that no program fills, by county") % {"name": profile.name},
            column=_("Unfilled a year"),
            hrefs={fips: reverse("needs:county", args=[fips]) for fips in book.county_names},
        )
        if counties
        else None,
        feeders=feeders[:_PROGRAMS],
        feeders_count=len(feeders),
        program_columns=program_columns(feeders[:_PROGRAMS]),
        program_rows=[program_row(each) for each in feeders[:_PROGRAMS]],
        pay_columns=_pay_columns(),
        pay_rows=[_pay_row(each) for each in profile.pay],
        rating_scale=5.0,
        downloads=downloads("occupation", f"soc={soc_code}"),
        pay_downloads=downloads("pay", f"soc={soc_code}"),
        skill_downloads=downloads("skills", f"soc={soc_code}"),
        technology_downloads=downloads("technologies", f"soc={soc_code}"),
        program_downloads=downloads("feeding", f"soc={soc_code}"),
        crumbs=[
            home_crumb(book),
            {"label": _("Occupations"), "href": reverse("needs:occupations")},
            {"label": profile.name, "href": ""},
        ],
    )
    return render(request, "needs/occupation.html", context)


def _sentence(book: Book, line: gaps.Line | None) -> str:
    """Return what is found about an occupation in one sentence."""
    if line is None:
        return ""
    language: numbers.Language = "es" if book.language == "es" else "en"
    unfilled = numbers.write(line.unfilled, language)
    need = numbers.write(line.need, language)
    return _(
        "%(name)s in %(state)s: of %(need)s openings a year for new entrants, %(range)s find "
        "nobody from a program here."
    ) % {
        "name": line.name,
        "state": book.state.name,
        "need": need.value,
        "range": unfilled.interval or unfilled.value,
    }


def program_columns(lines: list[programs.ProgramLine]) -> list[dict[str, Any]]:
    """Return the columns of a table of programs that feed one place."""
    here = [line.placed_here for line in lines if line.placed_here is not None]
    return [
        {"label": _("Program")},
        {"label": _("Institution")},
        {"label": _("Award")},
        {"label": _("Come here a year"), "is_number": True, "scale": bars.common_scale(here)},
        {"label": _("Complete a year"), "is_number": True},
        {"label": _("Find no related job here"), "is_number": True},
    ]


def program_row(line: programs.ProgramLine) -> dict[str, Any]:
    """Return a program as a row of that table."""
    return {
        "label": line.name,
        "href": reverse(
            "needs:program",
            args=[line.institution.unitid, line.cip_code, line.award_level_code],
        ),
        "hint": line.cip_code,
        "cells": [
            line.institution.name,
            line.level_name,
            line.placed_here,
            line.completers,
            line.unplaced,
        ],
    }


def _pay_columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Where")},
        {"label": _("Median an hour"), "is_number": True},
        {"label": _("Lowest tenth, a year"), "is_number": True},
        {"label": _("Median, a year"), "is_number": True},
        {"label": _("Highest tenth, a year"), "is_number": True},
        {"label": _("Jobs"), "is_number": True},
    ]


def _pay_row(pay: occupations.Pay) -> dict[str, Any]:
    return {
        "label": pay.area_name,
        "hint": str(pay.year),
        "cells": [pay.hourly, pay.p10, pay.median, pay.p90, pay.jobs],
    }
