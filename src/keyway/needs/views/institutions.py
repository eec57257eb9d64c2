"""Colleges and schools: the list, one institution, one program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from keyway.needs.queries import gaps, programs
from keyway.needs.views.drawings import county_map, over_years
from keyway.needs.views.frame import downloads, home_crumb, shared, with_book
from keyway.reference import words
from keyway.render import bars
from keyway.render.figure import Figure

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from keyway.needs.queries.book import Book

_TOP = 15
PAGE = 25


@with_book
def index(request: HttpRequest, book: Book) -> HttpResponse:
    """List the institutions that teach toward manufacturing occupations."""
    search = request.GET.get("q", "").replace("\x00", "")[:100]
    rows = programs.feeding_institutions(book)
    wanted = search.casefold().split()
    rows = [
        row
        for row in rows
        if all(w in f"{row.institution.name} {row.institution.city}".casefold() for w in wanted)
    ]
    scale = bars.common_scale([row.placed for row in rows])
    context = shared(
        request,
        book,
        fields=[{"name": "q", "label": _("Name or city"), "value": search}],
        columns=[
            {"label": _("Institution")},
            {"label": _("City")},
            {"label": _("Programs"), "is_number": True},
            {
                "label": _("People a year into manufacturing occupations"),
                "is_number": True,
                "scale": scale,
            },
        ],
        rows=[
            {
                "label": row.institution.name,
                "href": reverse("needs:institution", args=[row.institution.unitid]),
                "cells": [
                    row.institution.city,
                    Figure(value=row.programs_count, origin=book.origin("gap")),
                    row.placed,
                ],
            }
            for row in rows
        ],
        count=len(rows),
        downloads=downloads("institutions"),
        crumbs=[home_crumb(book), {"label": _("Colleges and schools"), "href": ""}],
    )
    return render(request, "needs/institutions.html", context)


@with_book
def institution(request: HttpRequest, book: Book, unitid: str) -> HttpResponse:
    """Show one institution: its programs, whom they feed, how many find no place."""
    found = programs.institutions(book).get(unitid)
    if found is None:
        raise Http404(
            _("No institution of %(state)s has this number.") % {"state": book.state.name}
        )
    everything = request.GET.get("all") == "1"
    wanted = None if everything else gaps.listed(book)
    lines = programs.programs_of(book, unitid, wanted)
    page = Paginator(lines, PAGE).get_page(request.GET.get("page"))
    goals = programs.destinations_of(book, unitid, wanted)
    context = shared(
        request,
        book,
        institution=found,
        facts=_facts(book, found),
        trap=_trap(found),
        everything=everything,
        title=found.name,
        page=page,
        columns=_columns(list(page)),
        rows=[_row(line) for line in page],
        count=len(lines),
        ranks=[_rank(goal) for goal in goals[:_TOP]],
        rank_scale=bars.common_scale([goal.placed for goal in goals[:_TOP]]),
        downloads=downloads("programs", f"unitid={unitid}{'&all=1' if everything else ''}"),
        crumbs=[
            home_crumb(book),
            {"label": _("Colleges and schools"), "href": reverse("needs:institutions")},
            {"label": found.name, "href": ""},
        ],
    )
    return render(request, "needs/institution.html", context)


@with_book
def program(
    request: HttpRequest, book: Book, unitid: str, cip_code: str, award_level_code: str
) -> HttpResponse:
    """Show one program: who completes it, where they go, how many find no place."""
    found = programs.program(book, unitid, cip_code, award_level_code)
    if found is None:
        raise Http404(_("This program is not in the finding."))
    line, goals = found
    by_county = programs.by_county(book, goals)
    awards = programs.awards_by_year(book, unitid, cip_code, award_level_code)
    context = shared(
        request,
        book,
        line=line,
        institution=line.institution,
        trap=_trap(line.institution),
        title=f"{line.name}: {line.level_name}",
        scale=bars.common_scale([line.completers, line.placed, line.unplaced, line.left]),
        goals=goals,
        ranks=[_rank(goal) for goal in goals[:_TOP]],
        rank_scale=bars.common_scale([goal.placed for goal in goals[:_TOP]]),
        chart=over_years(book, _("Awards"), awards),
        years=[{"year": year, "figure": figure} for year, figure in sorted(awards.items())],
        map=county_map(
            book,
            by_county,
            title=_("Where completers of this program find related work, by county"),
            column=_("People a year"),
            hrefs={fips: reverse("needs:county", args=[fips]) for fips in book.county_names},
            selected=line.institution.county_fips or "",
        )
        if by_county
        else None,
        downloads=downloads(
            "destinations", f"unitid={unitid}&cip={cip_code}&level={award_level_code}"
        ),
        crumbs=[
            home_crumb(book),
            {"label": _("Colleges and schools"), "href": reverse("needs:institutions")},
            {
                "label": line.institution.name,
                "href": reverse("needs:institution", args=[unitid]),
            },
            {"label": line.name, "href": ""},
        ],
    )
    return render(request, "needs/program.html", context)


def _facts(book: Book, found: programs.Institution) -> list[dict[str, str]]:
    facts = [{"term": _("City"), "text": found.city}]
    if found.county_fips in book.county_names:
        facts.append(
            {
                "term": _("County"),
                "text": book.area_name(found.county_fips or ""),
                "href": reverse("needs:county", args=[found.county_fips]),
            }
        )
    if found.sector_code is not None:
        code = str(found.sector_code)
        facts.append({"term": _("Kind"), "text": words.name("sector", code, code, book.language)})
    return facts


def _trap(found: programs.Institution) -> str:
    """Return why an institution's awards must not be read as local graduates; usually nothing."""
    if found.reach == "online":
        return _(
            "Awards of this institution are booked at its address, but nearly all of the people "
            "who earn them study online and live in other states. A count by county would take "
            "them for local graduates; here most of them count as having left."
        )
    if found.reach == "national":
        return _(
            "This institution trains people from many states, and many of them go home "
            "afterwards. A count by county would take all of them for local graduates; here only "
            "a part of them looks for work in the state."
        )
    return ""


def _columns(lines: list[programs.ProgramLine]) -> list[dict[str, Any]]:
    scale = bars.common_scale([line.completers for line in lines])
    return [
        {"label": _("Program")},
        {"label": _("Award")},
        {"label": _("Complete a year"), "is_number": True, "scale": scale},
        {"label": _("Find related work here"), "is_number": True},
        {"label": _("Find no related job here"), "is_number": True},
        {"label": _("Study on, leave the state or the field"), "is_number": True},
    ]


def _row(line: programs.ProgramLine) -> dict[str, Any]:
    return {
        "label": line.name,
        "href": reverse(
            "needs:program", args=[line.institution.unitid, line.cip_code, line.award_level_code]
        ),
        "hint": line.cip_code,
        "cells": [line.level_name, line.completers, line.placed, line.unplaced, line.left],
    }


def _rank(goal: programs.Destination) -> dict[str, Any]:
    return {
        "label": goal.name,
        "href": reverse("needs:occupation", args=[goal.soc_code]),
        "hint": goal.soc_code,
        "figure": goal.placed,
    }
