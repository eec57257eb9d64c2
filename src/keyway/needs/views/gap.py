"""The gap page: map, ranking, filters, comparison, and "what if"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from keyway.needs.queries import gaps
from keyway.needs.views.drawings import county_map, who_fills
from keyway.needs.views.frame import chosen_values, downloads, home_crumb, shared, with_book
from keyway.reference.parameters import gap_parameters
from keyway.reference.words import sentences
from keyway.render import bars, numbers

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from keyway.needs.queries.book import Book
    from keyway.reference.parameters import Parameter

PAGE = 25
_CHARTED = 10


def filters_of(request: HttpRequest, book: Book) -> dict[str, Any]:
    """Return the filters in the address, each with a value that the page knows.

    Raises:
        Http404: there is no such county.
    """
    county = request.GET.get("county", "")
    if county and county not in book.county_names:
        raise Http404(_("No county of %(state)s has this code.") % {"state": book.state.name})
    return {
        "county": county,
        "family": request.GET.get("family", "").replace("\x00", "")[:2],
        "q": request.GET.get("q", "").replace("\x00", "")[:100],
        "all": kind if (kind := request.GET.get("all", "")) in ("", "plants", "1") else "",
        "sort": request.GET.get("sort", "-unfilled"),
    }


def ranked(book: Book, chosen: dict[str, Any]) -> list[gaps.Line]:
    """Return the lines that the filters ask for."""
    lines = gaps.ranked(
        book,
        chosen["county"] or book.state.fips,
        everything=chosen["all"] == "1",
        taught=not chosen["all"],
        family=chosen["family"],
        search=chosen["q"],
        sort=chosen["sort"].lstrip("-"),
    )
    is_turned = chosen["sort"].startswith("-") == (chosen["sort"].lstrip("-") == "name")
    return lines[::-1] if is_turned else lines


@with_book
def gap(request: HttpRequest, book: Book) -> HttpResponse:
    """Show which occupations of a county or the state will stand empty."""
    chosen = filters_of(request, book)
    area = chosen["county"] or book.state.fips
    totals = gaps.totals(book, chosen["family"] or "linked")
    everything = gaps.totals(book)
    lines = ranked(book, chosen)
    page = Paginator(lines, PAGE).get_page(request.GET.get("page"))
    query = urlencode({name: value for name, value in chosen.items() if value})
    context = shared(
        request,
        book,
        total=totals.get(area),
        everything=everything.get(area),
        area_name=book.area_name(area),
        family_name=book.occupation_names.get(f"{chosen['family']}-0000", ""),
        title=headline(book, totals.get(area), area),
        map=county_map(
            book,
            {code: line.unfilled for code, line in totals.items() if code != book.state.fips},
            title=_("Openings for new entrants that no program fills, by county"),
            column=_("Unfilled a year"),
            hrefs={
                fips: f"?{urlencode({**_kept(chosen), 'county': fips})}"
                for fips in book.county_names
            },
            selected=chosen["county"],
        ),
        chart=who_fills(
            book,
            gaps.by_need(lines)[:_CHARTED],
            title=_("Who fills the openings for new entrants, the occupations with most of them"),
        ),
        page=page,
        columns=_columns(lines),
        rows=[_row(line) for line in page],
        fields=_fields(book, chosen),
        reset_href=reverse("needs:gap") if query != "sort=-unfilled" else "",
        chosen=chosen,
        downloads=downloads("gap", query),
        what_if=_what_if(request, book, chosen),
        crumbs=_crumbs(book, area),
        compare_href=reverse("needs:compare"),
    )
    return render(request, "needs/gap.html", context)


def headline(book: Book, total: gaps.Line | None, area: str) -> str:
    """Return what is found, as a sentence."""
    name = book.area_name(area)
    if total is None:
        return _("%(area)s: no manufacturing occupation is known here") % {"area": name}
    written = numbers.write(total.unfilled, _language(book))
    return _("%(area)s: %(range)s openings a year in manufacturing work that no program fills") % {
        "area": name,
        "range": written.interval or written.value,
    }


def _language(book: Book) -> numbers.Language:
    return "es" if book.language == "es" else "en"


def _kept(chosen: dict[str, Any]) -> dict[str, str]:
    """Return the filters that stay when a county is chosen."""
    return {name: value for name, value in chosen.items() if value and name != "county"}


def _crumbs(book: Book, area: str) -> list[dict[str, str]]:
    crumbs = [home_crumb(book), {"label": _("The gap"), "href": reverse("needs:gap")}]
    if area != book.state.fips:
        crumbs.append({"label": book.area_name(area), "href": ""})
    else:
        crumbs[-1]["href"] = ""
    return crumbs


def _columns(lines: list[gaps.Line]) -> list[dict[str, Any]]:
    scale = bars.common_scale([line.unfilled for line in lines])
    return [
        {"label": _("Occupation"), "key": "name"},
        {"label": _("Unfilled a year"), "key": "unfilled", "is_number": True, "scale": scale},
        {"label": _("Openings for new entrants"), "key": "need", "is_number": True},
        {"label": _("Filled by programs here"), "key": "placed", "is_number": True},
        {"label": _("All openings a year"), "key": "openings", "is_number": True},
        {"label": _("Median pay"), "key": "wage", "is_number": True},
        {"label": _("A crosswalk count says"), "key": "naive_supply", "is_number": True},
    ]


def _row(line: gaps.Line) -> dict[str, Any]:
    return {
        "label": line.name,
        "href": reverse("needs:occupation", args=[line.soc_code]),
        "hint": line.soc_code,
        "cells": [
            line.unfilled,
            line.need,
            line.placed,
            line.openings,
            line.wage,
            line.naive_supply,
        ],
    }


def _fields(book: Book, chosen: dict[str, Any]) -> list[dict[str, Any]]:
    counties = sorted(book.county_names.items(), key=lambda pair: pair[1])
    families = gaps.families(book, everything=chosen["all"] == "1")
    return [
        {
            "name": "county",
            "label": _("County"),
            "value": chosen["county"],
            "options": [
                {"value": "", "label": book.state.name},
                *({"value": fips, "label": name} for fips, name in counties),
            ],
        },
        {
            "name": "family",
            "label": _("Kind of work"),
            "value": chosen["family"],
            "options": [
                {"value": "", "label": _("All kinds")},
                *({"value": code, "label": name} for code, name in families),
            ],
        },
        {
            "name": "all",
            "label": _("Occupations"),
            "value": chosen["all"],
            "options": [
                {"value": "", "label": _("Made for by programs")},
                {"value": "plants", "label": _("And those that plants train for")},
                {"value": "1", "label": _("All with jobs in manufacturing")},
            ],
        },
        {"name": "q", "label": _("Name or code"), "value": chosen["q"]},
    ]


def _what_if(request: HttpRequest, book: Book, chosen: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the assumptions that a reader may turn, each with its choices as addresses."""
    current = chosen_values(request)
    kept = {name: value for name, value in chosen.items() if value and name != "sort"}
    return [
        {
            "title": book.title(parameter),
            "text": parameter.text_es if book.language == "es" else parameter.text_en,
            "choices": [
                {
                    "label": written(parameter, choice, book),
                    "href": "?" + urlencode({**kept, name: f"{choice:g}"}),
                    "is_current": choice == current.get(name, parameter.value),
                    "is_usual": choice == parameter.value,
                }
                for choice in parameter.choices
            ],
        }
        for name, parameter in gap_parameters().items()
        if parameter.is_open
    ]


def written(parameter: Parameter, value: float, book: Book) -> str:
    """Return a parameter's value as people read it."""
    if parameter.unit.startswith("share"):
        return f"{value * 100:.0f}{numbers.NBSP if book.language == 'es' else ''}%"
    return f"{value:g}{numbers.NBSP}{sentences.tell(parameter.unit, book.language)}"


@with_book
def compare(request: HttpRequest, book: Book) -> HttpResponse:
    """Set two areas side by side on the same scales."""
    areas = [book.state.fips, *sorted(book.county_names, key=lambda fips: book.county_names[fips])]
    totals = gaps.totals(book, "linked")
    largest = sorted(
        (code for code in totals if code != book.state.fips),
        key=lambda code: -(totals[code].unfilled.value or 0.0),
    )
    usual = [*largest, *areas][:2]
    pair = [
        wanted if (wanted := request.GET.get(name, "")) in areas else usual[at]
        for at, name in enumerate(("a", "b"))
    ]
    both = [totals.get(code) for code in pair]
    options = [{"value": code, "label": book.area_name(code)} for code in areas]
    context = shared(
        request,
        book,
        sides=[{"title": book.area_name(code), "href": _area_href(book, code)} for code in pair],
        measures=_measures(both),
        ranks=[
            {
                "title": book.area_name(code),
                "lines": [_rank(line) for line in gaps.ranked(book, code, taught=True)[:10]],
            }
            for code in pair
        ],
        scale=bars.common_scale(
            [line.unfilled for code in pair for line in gaps.ranked(book, code, taught=True)[:10]]
        ),
        fields=[
            {"name": "a", "label": _("First area"), "value": pair[0], "options": options},
            {"name": "b", "label": _("Second area"), "value": pair[1], "options": options},
        ],
        title=_("%(first)s and %(second)s side by side")
        % {"first": book.area_name(pair[0]), "second": book.area_name(pair[1])},
        crumbs=[
            home_crumb(book),
            {"label": _("The gap"), "href": reverse("needs:gap")},
            {"label": _("Compare"), "href": ""},
        ],
    )
    return render(request, "needs/compare.html", context)


def _area_href(book: Book, code: str) -> str:
    if code == book.state.fips:
        return reverse("needs:gap")
    return reverse("needs:county", args=[code])


def _measures(both: list[gaps.Line | None]) -> list[dict[str, Any]]:
    known = [line for line in both if line is not None]
    if len(known) < len(both):
        return []
    parts = (
        ("unfilled", _("Openings that no program fills"), ""),
        ("need", _("Openings for new entrants"), ""),
        ("placed", _("Filled by completers of programs here"), "patina"),
        ("openings", _("All openings a year"), ""),
        ("jobs", _("Jobs now"), ""),
    )
    return [
        {
            "label": label,
            "figures": [getattr(line, name) for line in known],
            "scale": bars.common_scale([getattr(line, name) for line in known]),
            "tone": tone,
        }
        for name, label, tone in parts
    ]


def _rank(line: gaps.Line) -> dict[str, Any]:
    return {
        "label": line.name,
        "href": reverse("needs:occupation", args=[line.soc_code]),
        "hint": line.soc_code,
        "figure": line.unfilled,
    }
