"""The funnel: from a student's first course to a credential, where it leaks, sentence first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keyway.credentials.queries import funnel as queries
from keyway.credentials.queries.funnel import EVERY, FAMILY, FEW, STATE
from keyway.credentials.queries.programs import STEPS as COUNTED
from keyway.partners.views.frame import (
    as_file,
    crumbs,
    language,
    nothing_here,
    searched,
    state_shown,
    store,
)
from keyway.reference.lookups import registry
from keyway.render import charts, timelines
from keyway.render.drawing import Row
from keyway.render.figure import Figure
from keyway.render.tables import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import HttpRequest, HttpResponse

    from keyway.credentials.queries.funnel import Cohort
    from keyway.credentials.queries.programs import Counted
    from keyway.render.drawing import Drawing

_CACHED_SECONDS = 300
_DRAWN = ("enrolled", "concentrators", "attempted", "earned")
_CATEGORIES = 5


@require_safe
def funnel(request: HttpRequest) -> HttpResponse:
    """Show how far the state's students get, and where most of them are lost."""
    return _page(request, STATE)


@require_safe
def funnel_of(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how far the students of one district get."""
    return _page(request, _district(slug))


@require_safe
def download(request: HttpRequest, form: str, slug: str = "") -> HttpResponse:
    """Hand out every count that may be shown, of all cohorts, with its origin."""
    place = _district(slug) if slug else STATE
    return as_file(
        _table(queries.cohorts(store(), state_shown().code), place), form, "keyway-funnel"
    )


def _district(slug: str) -> str:
    """Return the short name of the district whose page has this address."""
    for name, organization in queries.organizations(store()).items():
        if organization.slug == slug:
            return name
    raise Http404(nothing_here())


def _page(request: HttpRequest, place: str) -> HttpResponse:
    every = queries.cohorts(store(), state_shown().code)
    asked = searched(request, "cohort", 4)
    year = int(asked) if asked.isdecimal() and int(asked) in every else max(every, default=0)
    cohort = every.get(year)
    if cohort is None or (place and place not in cohort.districts):
        context: dict[str, Any] = {"state": state_shown(), "crumbs": _crumbs(place)}
        response = render(request, "credentials/funnel/none.html", context)
    else:
        row = _row_asked(request, cohort, place)
        context = _context(every, cohort, row, place)
        response = render(request, "credentials/funnel/funnel.html", context)
    patch_cache_control(response, public=True, max_age=_CACHED_SECONDS)
    return response


def _row_asked(request: HttpRequest, cohort: Cohort, place: str) -> str:
    """Return the row that the address asks for: a program, or the family."""
    asked = searched(request, "program", 120)
    return asked if asked in _taught(cohort, place) else FAMILY


def _taught(cohort: Cohort, place: str) -> list[str]:
    """Return the programs of the family that the files tell of there."""
    step = queries.Cell
    return [
        name
        for name in cohort.programs
        if any(cohort.counts.get(step(each, name, place)) is not None for each in queries.STEPS)
    ]


def _context(every: Mapping[int, Cohort], cohort: Cohort, row: str, place: str) -> dict[str, Any]:
    names = _names()
    here = queries.organizations(store()).get(place)
    programs = _taught(cohort, place)
    return {
        "title": headline(cohort, row, place, names),
        "lede": leak(cohort, row, place),
        "state": state_shown(),
        "organization": here,
        "cohort": cohort,
        "fields": _fields(every, cohort, row, programs, names),
        "stats": _stats(cohort, row, place),
        "steps": _steps(cohort, row, place),
        "hired_reason": _hired_reason(),
        "who_sits": _who_sits(cohort, programs, place, names) if row == FAMILY else None,
        "over_years": _over_years(every, programs, place, names, row),
        "columns": _columns(),
        "rows": [_line(cohort, name, place, names) for name in programs],
        "total_row": _line(cohort, FAMILY, place, names),
        "district_columns": _columns(_("District")),
        "district_rows": [] if place else _districts(cohort, row),
        "placed": queries.placed(store(), cohort.year, place)[:_CATEGORIES],
        "downloads": _downloads(here.slug if here else ""),
        "crumbs": _crumbs(place),
    }


def _names() -> dict[str, str]:
    """Return what programs and groups of them are called in the reader's language."""
    rows = registry.load().fields_of_state(state_shown().code)
    said = {each.name: each.name_es if language() == "es" else each.name for each in rows}
    said[FAMILY] = _("Manufacturing programs")
    said[EVERY] = _("All programs")
    said[FEW] = _("All but the two largest programs")
    return said


def headline(cohort: Cohort, row: str, place: str, names: Mapping[str, str]) -> str:
    """Return what is found, in one sentence."""
    share = cohort.share("concentrators_attempted", "concentrators", row, place)
    if share.value is None:
        return _("%(program)s: how far students get") % {"program": names.get(row, row)}
    said = {"share": round(100 * share.value), "program": names.get(row, row)}
    if row == FAMILY:
        text = _("Of 100 students who concentrate in manufacturing, %(share)s take an exam")
    else:
        text = _("%(program)s: of 100 students who concentrate, %(share)s take an exam")
    return text % said


def leak(cohort: Cohort, row: str, place: str) -> str:
    """Return where more students are lost: before the exam or in it."""
    whole, sat = (
        cohort.value(step, row, place) for step in ("concentrators", "concentrators_attempted")
    )
    tried, earned = (cohort.value(step, row, place) for step in ("attempted", "earned"))
    if None in (whole, sat) or None in (tried, earned):
        return _("The numbers here are too small to show where most students are lost.")
    never, failed = (whole or 0) - (sat or 0), (tried or 0) - (earned or 0)
    least = queries.limits().threshold
    said = {"never": f"{never:,}", "failed": f"{failed:,}", "year": cohort.year}
    if max(never, failed) < least:
        return _("Few are lost between the last course and the credential, or too few to show.")
    if never > failed >= least:
        text = _(
            "The leak is the attempt, not the exam: in the cohort of %(year)s, %(never)s "
            "concentrators never took one; of all who did, %(failed)s did not pass."
        )
    elif never > failed:
        text = _(
            "The leak is the attempt, not the exam: in the cohort of %(year)s, %(never)s "
            "concentrators never took one; few of those who did failed."
        )
    else:
        text = _(
            "The leak is the exam: in the cohort of %(year)s, %(failed)s took one and did not pass; "
            "others never took one."
        )
    return text % said


def _stats(cohort: Cohort, row: str, place: str) -> list[dict[str, Any]]:
    """Return the figures that come first: what was earned, and the three shares."""
    told = [(_("Earned, all programs"), cohort.figure("earned", EVERY, place))]
    told.append((_("Earned, manufacturing programs"), cohort.figure("earned", FAMILY, place)))
    if row == FAMILY and not place:
        called = _names()
        pair = {"first": called[cohort.largest[0]], "second": called[cohort.largest[1]]}
        label = _("Earned outside %(first)s and %(second)s") % pair
        told.append((label, cohort.figure("earned", FEW, place)))
    elif row != FAMILY:
        told.append((_("Earned in this program"), cohort.figure("earned", row, place)))
    sat = cohort.share("concentrators_attempted", "concentrators", row, place)
    told.append((_("Concentrators who took an exam"), sat))
    told.append((_("Who took it and passed"), cohort.share("earned", "attempted", row, place)))
    return [{"label": label, "figure": figure} for label, figure in told]


def _hired_reason() -> str:
    return _("The state's files do not say who was hired for it.")


def _steps(cohort: Cohort, row: str, place: str) -> Drawing:
    """Draw the steps; who was hired is drawn as unknown."""
    labels = step_names()
    rows = [Row(step, labels[step], (cohort.figure(step, row, place),)) for step in _DRAWN]
    hired = Figure(None, _("students"), reason=_hired_reason(), origin=cohort.origin)
    rows.append(Row("hired", labels["hired"], (hired,)))
    title = _("From the first course to the job, cohort of %(year)s") % {"year": cohort.year}
    return charts.ranges(
        rows, title=title, column=_("Students"), with_bars=True, language=language()
    )


def step_names() -> dict[str, str]:
    """Return what the steps are called."""
    return {
        "enrolled": _("Enrolled"),
        "concentrators": _("Concentrators"),
        "completers": _("Completers"),
        "concentrators_attempted": _("Concentrators who took an exam"),
        "attempted": _("Took an exam"),
        "earned": _("Earned a credential"),
        "hired": _("Hired for it"),
    }


def _who_sits(
    cohort: Cohort, programs: list[str], place: str, names: Mapping[str, str]
) -> Drawing | None:
    """Draw, program by program, which part of the concentrators ever takes an exam."""
    rows = []
    for name in programs:
        share = cohort.share("concentrators_attempted", "concentrators", name, place)
        if share.value is not None:
            rows.append(Row(name, names.get(name, name), (share, _rest(share))))
    if not rows:
        return None
    rows.sort(key=lambda row: -(row.figures[0].value or 0))
    of = (charts.Part(_("took an exam"), "met"), charts.Part(_("never took one"), "open"))
    return charts.parts(
        rows, title=_("Which part of the concentrators takes an exam"), of=of, language=language()
    )


def _rest(share: Figure) -> Figure:
    return Figure(1 - (share.value or 0.0), style="percent", origin=share.origin)


def _over_years(
    every: Mapping[int, Cohort], programs: list[str], place: str, names: Mapping[str, str], row: str
) -> Drawing | None:
    """Draw earned credentials by program over the cohorts, on one scale each program alike."""
    years = tuple(sorted(every))
    series = []
    for name in [row] if row != FAMILY else programs:
        figures = tuple(
            every[year].share("concentrators_attempted", "concentrators", name, place)
            for year in years
        )
        if sum(figure.is_known for figure in figures) > 1:
            scaled = tuple(_in_percent(figure) for figure in figures)
            series.append(timelines.Series(names.get(name, name), years, scaled))
    if len(years) < 2 or not series:
        return None
    title = _("Of 100 concentrators, how many took an exam")
    return timelines.multiples(series, title=title, language=language())


def _in_percent(share: Figure) -> Figure:
    if share.value is None:
        return share
    unit = _("of 100 concentrators")
    return Figure(round(100 * share.value), unit, origin=share.origin)


def _columns(first: str = "") -> list[dict[str, Any]]:
    labels = step_names()
    return [
        {"label": first or _("Program")},
        *(
            {"label": labels[step], "is_number": True}
            for step in ("enrolled", "concentrators", "completers", "attempted", "earned")
        ),
        {"label": _("Of concentrators, took one"), "is_number": True},
        {"label": _("Of those who took one, passed"), "is_number": True},
    ]


def _line(cohort: Cohort, row: str, place: str, names: Mapping[str, str]) -> dict[str, Any]:
    here = queries.organizations(store()).get(place)
    base = (
        reverse("credentials:funnel_of", args=[here.slug])
        if here
        else reverse("credentials:funnel")
    )
    is_program = row not in (FAMILY, FEW, EVERY)
    return {
        "label": names.get(row, row),
        "href": f"{base}?{urlencode({'program': row})}" if is_program else "",
        "cells": _cells(cohort, row, place),
    }


def _cells(cohort: Cohort, row: str, place: str) -> list[Figure | str]:
    steps = ("enrolled", "concentrators", "completers", "attempted", "earned")
    figures = [cohort.figure(step, row, place) for step in steps]
    figures.append(cohort.share("concentrators_attempted", "concentrators", row, place))
    figures.append(cohort.share("earned", "attempted", row, place))
    return [cell_of(each) for each in figures]


def _districts(cohort: Cohort, row: str) -> list[dict[str, Any]]:
    """Return a line for each district, the one with most earners first."""
    called = queries.organizations(store())
    ordered = sorted(
        cohort.districts, key=lambda name: (-(cohort.value("earned", row, name) or 0), name)
    )
    return [
        {
            "label": called[name].name if name in called else name,
            "href": reverse("credentials:funnel_of", args=[called[name].slug])
            if name in called
            else "",
            "hint": name if name in called else "",
            "cells": _cells(cohort, row, name),
        }
        for name in ordered
    ]


def _fields(
    every: Mapping[int, Cohort],
    cohort: Cohort,
    row: str,
    programs: list[str],
    names: Mapping[str, str],
) -> list[dict[str, Any]]:
    years = [{"value": str(year), "label": str(year)} for year in sorted(every, reverse=True)]
    listed = sorted(programs, key=lambda name: names.get(name, name))
    return [
        {"name": "cohort", "label": _("Cohort"), "value": str(cohort.year), "options": years},
        {
            "name": "program",
            "label": _("Program"),
            "value": "" if row == FAMILY else row,
            "options": [
                {"value": "", "label": _("All manufacturing programs")},
                *({"value": name, "label": names.get(name, name)} for name in listed),
            ],
        },
    ]


def _downloads(slug: str) -> list[dict[str, str]]:
    name, args = ("funnel_of_download", [slug]) if slug else ("funnel_download", [])
    return [
        {"label": form.upper(), "href": reverse(f"credentials:{name}", args=[*args, form])}
        for form in ("csv", "xlsx", "json")
    ]


def _crumbs(place: str) -> list[dict[str, str]]:
    here = queries.organizations(store()).get(place)
    if here is None:
        return crumbs((_("Where students are lost"), ""))
    return crumbs((_("Where students are lost"), reverse("credentials:funnel")), (here.name, ""))


def _table(every: Mapping[int, Cohort], place: str) -> Table:
    """Return every count that may be shown: of all places, or of one."""
    labels = step_names()
    names = _names()
    columns = (
        Column("cohort_year", _("Cohort"), _("Year in which the students graduated.")),
        Column("cted_name", _("District"), _("Empty: all districts of the state together.")),
        Column("program_name", _("Program"), _("As the state names it, or a group of programs.")),
        *(Column(f"{step}_count", labels[step]) for step in queries.STEPS),
        Column("protected", _("Protected counts"), queries.protected()),
    )
    rows: list[tuple[str | int | None, ...]] = []
    for year, cohort in sorted(every.items()):
        for name in [place] if place else ("", *cohort.districts):
            groups = (FAMILY, EVERY) if name else (FEW, FAMILY, EVERY)
            for row in (*_taught(cohort, name), *groups):
                hidden = [
                    step for step in queries.STEPS if queries.Cell(step, row, name) in cohort.unseen
                ]
                values = (cohort.value(step, row, name) for step in queries.STEPS)
                label = names[row] if row in groups else row
                rows.append((year, name, label, *values, " ".join(hidden)))
    origin = (
        next(iter(every.values())).figure("earned", EVERY).origin if every else Figure(None).origin
    )
    return Table(_("From enrollment to credential, by cohort and program"), columns, rows, origin)


# --- counts of one program, as a table -------------------------------------------------------------


def count_columns() -> list[dict[str, Any]]:
    """Return the heads of a table of counts."""
    labels = step_names()
    return [
        {"label": _("Cohort")},
        {"label": _("What it rests on")},
        *({"label": labels[step], "is_number": True} for step in COUNTED),
    ]


def count_row(line: Counted) -> dict[str, Any]:
    """Return the counts of a cohort as a row of a table."""
    return {
        "label": f"{line.year} · {line.credential.name}" if line.credential else str(line.year),
        "cells": [line.proof, *(cell_of(line.figures[step]) for step in COUNTED)],
    }


def counts_of(counted: Iterable[Counted]) -> dict[str, Any]:
    """Return a program's yearly counts as a table, without the steps that no year tells."""
    columns, rows = count_columns(), [count_row(each) for each in counted]
    heads = list(zip(columns[1:], *(row["cells"] for row in rows), strict=True))
    shown = [head for head in heads if any(map(_tells, head[1:]))]
    for row, cells in zip(rows, zip(*(head[1:] for head in shown), strict=True), strict=True):
        row["cells"] = list(cells)
    return {"count_columns": [columns[0], *(head[0] for head in shown)], "count_rows": rows}


def _tells(cell: Figure | str) -> bool:
    return isinstance(cell, str) or cell.is_known


def cell_of(figure: Figure) -> Figure | str:
    """Return a figure for a table, or the word where it is protected and not merely unknown."""
    return (
        _("protected") if not figure.is_known and figure.reason == queries.protected() else figure
    )
