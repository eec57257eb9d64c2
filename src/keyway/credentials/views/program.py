"""One program for everybody: what is taught, toward what, at what cost, and how far students get."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keyway.credentials.models import Program
from keyway.credentials.queries import programs as queries
from keyway.credentials.queries import promises
from keyway.credentials.queries.funnel import protected
from keyway.credentials.queries.programs import STEPS
from keyway.credentials.views import linked
from keyway.credentials.views.funnel import step_names
from keyway.partners.queries.directory import source_lines
from keyway.partners.views.frame import (
    as_file,
    crumbs,
    keep_today,
    language,
    nothing_here,
    store,
    today,
)
from keyway.reference.lookups import names
from keyway.render.figure import Figure, Origin
from keyway.render.tables import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from keyway.credentials.models import Articulation, Offering
    from keyway.credentials.queries.programs import Counted


@require_safe
def program(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one program: what it teaches, toward what, who hires for it, how far students get."""
    found = queries.profile(store(), slug, language=language())
    if found is None:
        raise Http404(nothing_here())
    one = found.program
    counted = queries.counted(store(), one)
    context = {
        "program": one,
        "title": called(one),
        "lede": _lede(one),
        "facts": facts_of(one),
        "offerings": [_offering(each) for each in found.offerings],
        "promises": _promises(found.offerings),
        "leads_on": [_agreement(each) for each in found.leads_on],
        "counted_from": [_agreement(each) for each in found.counted_from],
        "jobs": [
            {"name": name, "href": elsewhere("needs:occupation", code)} for code, name in found.jobs
        ],
        "count_columns": count_columns(),
        "count_rows": [count_row(each) for each in counted],
        "origin": origin_of(one),
        "known": known(one),
        "becomes_href": _becomes(one),
        "downloads": [
            {
                "label": form.upper(),
                "href": reverse("credentials:program_download", args=[slug, form]),
            }
            for form in ("csv", "xlsx", "json")
        ],
        "crumbs": crumbs((_("Programs"), reverse("credentials:programs")), (called(one), "")),
        **linked.in_program(one),
    }
    return keep_today(render(request, "credentials/programs/program.html", context))


@require_safe
def program_download(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Hand out a program's yearly counts as a file; what pages protect, files protect too."""
    one = queries.public_programs().filter(slug=slug).first()
    if one is None:
        raise Http404(nothing_here())
    labels = step_names()
    columns = (
        Column("cohort_year", _("Cohort"), _("Year in which the students graduated.")),
        Column("credential", _("Credential"), _("Empty: the source does not say which.")),
        Column("proof", _("What it rests on")),
        *(Column(f"{step}_count", labels[step]) for step in STEPS),
        Column("missing", _("Why counts are missing")),
    )
    rows = [
        (
            each.year,
            each.credential.name if each.credential else None,
            each.proof,
            *(each.figures[step].value for step in STEPS),
            " ".join(sorted({f.reason for f in each.figures.values() if f.reason})),
        )
        for each in queries.counted(store(), one)
    ]
    table = Table(
        _("Yearly counts: %(program)s") % {"program": called(one)}, columns, rows, origin_of(one)
    )
    return as_file(table, form, "keyway-program-counts")


def _lede(one: Program) -> str:
    said = {"level": one.get_level_display(), "institution": one.organization.name}
    if one.status == Program.Status.CLOSED:
        return _("%(institution)s does not offer it any more.") % said
    if one.status == Program.Status.PLANNED:
        return _("%(level)s, planned at %(institution)s.") % said
    return _("%(level)s at %(institution)s.") % said


def facts_of(one: Program) -> list[dict[str, Any]]:
    """Return a program's facts; what is unknown says so."""
    unknown = _("not told yet")
    length = []
    if one.months is not None:
        length.append(_("%(count)s months") % {"count": one.months})
    if one.hours is not None:
        length.append(_("%(count)s hours") % {"count": f"{one.hours:,}"})
    start = date_format(one.next_start_date, "DATE_FORMAT") if one.next_start_date else unknown
    if one.next_start_date and one.next_start_date < today():
        start = _("%(date)s, which is past") % {"date": start}
    pairs = [
        (_("Length"), ", ".join(length) or unknown),
        (_("Grades"), _grades(one) if one.level == Program.Level.SECONDARY else ""),
        (_("Cost to the student"), cost(one) or unknown),
        (_("Next start"), start),
        (_("Seats a year"), _whole(one.seats, unknown)),
        (_("Seats still open"), _whole(one.seats_open, unknown)),
        (_("Instructors"), _whole(one.instructors, unknown)),
        (_("Equipment"), ", ".join(one.equipment.splitlines()) or unknown),
        (_("Field of study"), _field(one)),
    ]
    return [{"term": term, "text": text} for term, text in pairs if text]


def _grades(one: Program) -> str:
    pair = {"low": one.lowest_grade, "high": one.highest_grade}
    if one.lowest_grade is None or one.highest_grade is None:
        return _("not told yet")
    return _("%(low)s to %(high)s") % pair


def _whole(value: int | None, unknown: str) -> str:
    return unknown if value is None else f"{value:,}"


def cost(one: Program) -> str:
    """Return what a program costs with the date of that; empty where it is not known."""
    if one.tuition_usd is None or one.tuition_date is None:
        return ""
    said = {
        "cost": f"${one.tuition_usd:,.2f}".removesuffix(".00"),
        "date": date_format(one.tuition_date, "DATE_FORMAT"),
    }
    text = _("free, as of %(date)s") if not one.tuition_usd else _("%(cost)s, as of %(date)s")
    return text % said


def _field(one: Program) -> str:
    if not one.cip_code:
        return ""
    name = names.programs(store(), language()).get(one.cip_code, "")
    said = {"code": one.cip_code, "name": name}
    text = (
        _("%(name)s (CIP %(code)s, assigned by us)")
        if one.cip_is_ours
        else _("%(name)s (CIP %(code)s)")
    )
    return text % said


def known(one: Program) -> str:
    """Return how well the entry is known, in one sentence."""
    said = {"how": one.get_evidence_display()}
    if one.confirmed_at is not None:
        said["date"] = date_format(one.confirmed_at, "DATE_FORMAT")
        return _("%(how)s; confirmed by the institution on %(date)s.") % said
    if one.seen_date is not None:
        said["date"] = date_format(one.seen_date, "DATE_FORMAT")
        return _("%(how)s, seen on %(date)s; the institution has not confirmed it.") % said
    return _("%(how)s; the institution has not confirmed it.") % said


def origin_of(one: Program) -> Origin:
    """Return where a program's entry comes from."""
    lines = source_lines(store(), [(one.source_key, one.source_release)]) if one.source_key else ()
    return Origin(sources=lines, method="directory", note=known(one))


def _offering(one: Offering) -> dict[str, Any]:
    exam = one.next_exam_date
    return {
        "name": one.credential.name,
        "issuer": one.credential.issuer.abbreviation or one.credential.issuer.name,
        "href": reverse("credentials:credential", args=[one.credential.slug]),
        "kind": one.credential.get_kind_display(),
        "evidence": one.get_evidence_display(),
        "is_sure": one.evidence in ("official", "institution"),
        "url": one.url if one.url.startswith(("https://", "http://")) else "",
        "seen": date_format(one.seen_date, "DATE_FORMAT") if one.seen_date else "",
        "next_exam": date_format(exam, "DATE_FORMAT") if exam and exam >= today() else "",
    }


def _promises(offerings: Iterable[Offering]) -> list[dict[str, Any]]:
    """Return who promises something for the credentials that are taught."""
    rows = promises.standing_promises(on=today()).filter(
        credential__in=[each.credential_id for each in offerings]
    )
    return [
        {
            "company": each.organization.name,
            "href": reverse("partners:organization", args=[each.organization.slug]),
            "deed": each.get_deed_display(),
            "credential": each.credential.name,
            "until": date_format(each.until_date, "DATE_FORMAT"),
            "is_demo": each.organization.is_demo,
        }
        for each in rows
    ]


def _agreement(one: Articulation) -> dict[str, Any]:
    return {
        "kind": one.get_kind_display(),
        "institution": one.organization.name,
        "from": _linked(one.from_program),
        "to": _linked(one.to_program),
        "credential": one.credential.name if one.credential else "",
        "credits": one.credits,
        "until": date_format(one.until_date, "DATE_FORMAT") if one.until_date else "",
        "is_over": bool(one.until_date and one.until_date < today()),
        "evidence": one.get_evidence_display(),
        "url": one.url if one.url.startswith(("https://", "http://")) else "",
    }


def _linked(one: Program | None) -> dict[str, str] | None:
    if one is None:
        return None
    said = {"program": called(one), "institution": one.organization.name}
    name = _("%(program)s, %(institution)s") % said
    return {"name": name, "href": reverse("credentials:program", args=[one.slug])}


def elsewhere(name: str, *args: str) -> str:
    """Return the address of a page of another room; empty where it is not there."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _becomes(one: Program) -> str:
    """Return where another room tells what becomes of a college program's completers."""
    is_counted = one.source_key == "ipeds" and one.award_level_code and one.cip_code
    if not is_counted or one.organization.official_scheme != "ipeds":
        return ""
    return elsewhere(
        "needs:program", one.organization.official_code, one.cip_code, one.award_level_code
    )


def count_columns() -> list[dict[str, Any]]:
    """Return the heads of a table of counts."""
    labels = step_names()
    return [
        {"label": _("Cohort")},
        {"label": _("What it rests on")},
        *({"label": labels[step], "is_number": True} for step in STEPS),
    ]


def count_row(line: Counted) -> dict[str, Any]:
    """Return the counts of a cohort as a row of a table."""
    return {
        "label": str(line.year),
        "hint": line.credential.name if line.credential else "",
        "cells": [line.proof, *(cell_of(line.figures[step]) for step in STEPS)],
    }


def called(one: Program) -> str:
    """Return a program's name in the reader's language, else in English."""
    return (one.name_es if language() == "es" else "") or one.name


def cell_of(figure: Figure) -> Figure | str:
    """Return a figure for a table, or the word where it is protected and not merely unknown."""
    return _("protected") if not figure.is_known and figure.reason == protected() else figure
