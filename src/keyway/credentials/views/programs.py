"""Programs for everybody: the list, one program, and the panel on an institution's page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from keyway.credentials.actions.programs import TEACHING
from keyway.credentials.models import Credential, Program
from keyway.credentials.queries import programs as queries
from keyway.credentials.queries import promises
from keyway.credentials.queries.nearby import zip_in_state
from keyway.credentials.queries.programs import STEPS, Wanted
from keyway.credentials.views import linked
from keyway.credentials.views.facts import address as there
from keyway.credentials.views.facts import link
from keyway.credentials.views.funnel import counts_of, step_names
from keyway.errors import Refused
from keyway.partners.models import Organization
from keyway.partners.queries.directory import public_organizations, source_lines
from keyway.partners.queries.organizations import Panel, declare_own_page, declare_panel
from keyway.partners.views.frame import (
    as_file,
    crumbs,
    keep_today,
    language,
    nothing_here,
    say,
    searched,
    state_shown,
    store,
    today,
)
from keyway.reference.lookups import names
from keyway.render.figure import Figure, Origin
from keyway.render.tables import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import HttpRequest, HttpResponse

    from keyway.credentials.models import Articulation, Offering
    from keyway.credentials.queries.programs import Listed
    from keyway.reference.lookups.districts import Point

PAGE = 25
MILES = (10, 25, 50, 100)
_CACHED_SECONDS = 60
_CODE_LENGTH = 120
_PANEL = 12
_FILTERS = ("level", "family", "county", "credential", "kind", "zip", "miles")
_KINDS = (Organization.Kind.SCHOOL, Organization.Kind.CTED, Organization.Kind.COLLEGE)

_HERE = frozenset(kind.value for kind in TEACHING if kind != Organization.Kind.MANUFACTURER)
declare_panel(Panel(gettext_lazy("Programs"), "credentials:programs_panel", _HERE))
declare_own_page(Panel(gettext_lazy("Programs"), "credentials:own_programs", _HERE))


# --- the list --------------------------------------------------------------------------------------


@require_safe
def programs(request: HttpRequest) -> HttpResponse:
    """Show the programs that were asked for, the nearest first where a ZIP code was named."""
    wanted, point, refusal = asked_of(request)
    rows = queries.found(wanted)
    page = Paginator(_ordered(rows, wanted, point), PAGE).get_page(request.GET.get("page"))
    counties = names.counties(store(), state_shown().fips)
    lines = [line_of(each, counties) for each in _listed(page, point)]
    context = {
        "state": state_shown(),
        "search": wanted.q,
        "fields": _fields(wanted, counties, refusal),
        "page": page,
        "lines": lines,
        "count": Figure(page.paginator.count, origin=list_origin(rows)),
        "levels": _levels(wanted),
        "reset_href": reverse("credentials:programs") if wanted.asked else "",
        "downloads": _downloads(wanted),
        "crumbs": crumbs((_("Programs"), "")),
    }
    response = render(request, "credentials/programs/programs.html", context)
    patch_cache_control(response, public=True, max_age=_CACHED_SECONDS)
    return response


@require_safe
def download(request: HttpRequest, form: str) -> HttpResponse:
    """Hand out the programs that were asked for as a file, with their origin."""
    wanted, point, _refusal = asked_of(request)
    rows = queries.found(wanted)
    listed = _listed(_ordered(rows, wanted, point), point)
    return as_file(queries.table(listed, list_origin(rows)), form, "keyway-programs")


def asked_of(request: HttpRequest) -> tuple[Wanted, Point | None, str]:
    """Return what the address asks for, the point of its ZIP code, and why that is unknown."""
    asked = {name: searched(request, name, _CODE_LENGTH) for name in _FILTERS}
    if asked["level"] not in Program.Level.values:
        asked["level"] = ""
    if asked["family"] not in Credential.Family.values:
        asked["family"] = ""
    if asked["kind"] not in Organization.Kind.values:
        asked["kind"] = ""
    if asked["miles"] not in map(str, MILES):
        asked["miles"] = ""
    wanted = Wanted(state_code=state_shown().code, q=searched(request, "q"), **asked)
    if not wanted.zip:
        return wanted, None, ""
    try:
        return wanted, zip_in_state(store(), state_shown(), wanted.zip), ""
    except Refused as refusal:
        return wanted, None, say(refusal)


def _ordered(rows: Any, wanted: Wanted, point: Point | None) -> Any:
    """Return programs in the order asked for: numbers by distance, or the query itself."""
    if point is None:
        return rows
    most = float(wanted.miles) if wanted.miles else None
    return queries.by_distance(rows, point, most)


def _listed(page: Iterable[Any], point: Point | None) -> list[Listed]:
    rows = list(page)
    if point is not None:
        there = queries.public_programs().in_bulk(rows)
        rows = [there[number] for number in rows if number in there]
    return queries.listed(rows, point)


def list_origin(rows: Any) -> Origin:
    """Return where the programs come from: official lists, and the institutions themselves."""
    named = set(rows.order_by().values_list("source_key", "source_release").distinct())
    official = {pair for pair in named if pair[0]}
    note = _("What has no source was entered by the institution itself or comes from a cited page.")
    return Origin(sources=source_lines(store(), official), method="directory", note=note)


def line_of(line: Listed, counties: Mapping[str, str]) -> dict[str, Any]:
    """Return a program as lists show it."""
    one, site = line.program, line.site
    county = counties.get(site.county_fips, "") if site else ""
    city = site.city if site else ""
    facts = [one.get_level_display()]
    facts += [one.get_family_display()] if one.family else []
    if one.status == Program.Status.PLANNED:
        facts.append(one.get_status_display())
    return {
        "program": one,
        "name": called(one),
        "href": reverse("credentials:program", args=[one.slug]),
        "where": ", ".join(filter(None, [city, county if county != city else ""])),
        "facts": facts,
        "credentials": line.credentials,
        "miles": line.miles,
        "next_start": date_format(one.next_start_date, "DATE_FORMAT")
        if one.next_start_date and one.next_start_date >= today()
        else "",
        "is_unsure": one.evidence == "unverified",
    }


def address(wanted: Wanted, **changed: str) -> str:
    """Return the list's address for what is wanted, with changes."""
    query = urlencode(replace(wanted, **changed).asked)
    return reverse("credentials:programs") + (f"?{query}" if query else "")


def _levels(wanted: Wanted) -> list[dict[str, Any]]:
    rows = queries.found(replace(wanted, level=""))
    counted = queries.level_counts(rows)
    origin = list_origin(rows)
    return [
        {
            "label": label,
            "figure": Figure(counted[value], origin=origin),
            "href": address(wanted, level="" if wanted.level == value else str(value)),
            "is_current": wanted.level == value,
        }
        for value, label in Program.Level.choices
        if counted.get(value)
    ]


def _fields(wanted: Wanted, counties: Mapping[str, str], refusal: str) -> list[dict[str, Any]]:
    taught = Credential.objects.filter(offerings__is_ended=False, is_withdrawn=False).distinct()
    credentials = {each.slug: each.name for each in taught.order_by("name")}
    kinds = {str(kind): str(kind.label) for kind in _KINDS}
    choices: list[tuple[str, str, str, Mapping[str, str]]] = [
        ("family", _("Kind of work"), _("All kinds"), _said(Credential.Family.choices)),
        ("county", _("County"), _("All counties"), counties),
        ("credential", _("Credential"), _("Any"), credentials),
        ("kind", _("Taught by"), _("All institutions"), kinds),
    ]
    asked = wanted.asked
    fields: list[dict[str, Any]] = [
        {
            "name": name,
            "label": label,
            "value": asked.get(name, ""),
            "options": [
                {"value": "", "label": everything},
                *({"value": value, "label": text} for value, text in options.items()),
            ],
        }
        for name, label, everything, options in choices
    ]
    zip_field = {"name": "zip", "label": _("ZIP code"), "value": wanted.zip, "error": refusal}
    reach = [{"value": "", "label": _("Any distance")}]
    reach += [
        {"value": str(miles), "label": _("%(miles)s miles") % {"miles": miles}} for miles in MILES
    ]
    miles_field = {"name": "miles", "label": _("Within"), "value": wanted.miles, "options": reach}
    return [*fields, zip_field, miles_field]


def _said(choices: Iterable[tuple[Any, Any]]) -> dict[str, str]:
    return {str(value): str(label) for value, label in choices}


def _downloads(wanted: Wanted) -> list[dict[str, str]]:
    query = address(wanted).partition("?")[2]
    tail = f"?{query}" if query else ""
    return [
        {
            "label": form.upper(),
            "href": reverse("credentials:programs_download", args=[form]) + tail,
        }
        for form in ("csv", "xlsx", "json")
    ]


# --- one program -----------------------------------------------------------------------------------


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
            {"name": name, "href": there("needs:occupation", code)} for code, name in found.jobs
        ],
        **counts_of(counted),
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
    """Return a program's facts; what is unknown is named in one line at the end."""
    length = []
    if one.months is not None:
        length.append(_("%(count)s months") % {"count": one.months})
    if one.hours is not None:
        length.append(_("%(count)s hours") % {"count": f"{one.hours:,}"})
    start = date_format(one.next_start_date, "DATE_FORMAT") if one.next_start_date else ""
    if one.next_start_date and one.next_start_date < today():
        start = _("%(date)s, which is past") % {"date": start}
    pairs = [
        (_("Length"), ", ".join(length)),
        *([(_("Grades"), _grades(one))] if one.level == Program.Level.SECONDARY else []),
        (_("Cost to the student"), cost(one)),
        (_("Next start"), start),
        (_("Seats a year"), _whole(one.seats)),
        (_("Seats still open"), _whole(one.seats_open)),
        (_("Instructors"), _whole(one.instructors)),
        (_("Equipment"), ", ".join(one.equipment.splitlines())),
        (_("Field of study"), _field(one)),
    ]
    facts = [{"term": term, "text": text} for term, text in pairs if text]
    unknown = [term for term, text in pairs if not text]
    return [*facts, *([{"term": _("Not known yet"), "text": _listing(unknown)}] if unknown else [])]


def _listing(terms: list[str]) -> str:
    """Return labels one after the other, as a sentence begins."""
    first, *rest = terms
    return ", ".join([first, *(term[:1].lower() + term[1:] for term in rest)])


def _grades(one: Program) -> str:
    pair = {"low": one.lowest_grade, "high": one.highest_grade}
    return "" if None in pair.values() else _("%(low)s to %(high)s") % pair


def _whole(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


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
        "url": link(one.url),
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
        "url": link(one.url),
    }


def _linked(one: Program | None) -> dict[str, str] | None:
    if one is None:
        return None
    said = {"program": called(one), "institution": one.organization.name}
    name = _("%(program)s, %(institution)s") % said
    return {"name": name, "href": reverse("credentials:program", args=[one.slug])}


def _becomes(one: Program) -> str:
    """Return where another room tells what becomes of a college program's completers."""
    is_counted = one.source_key == "ipeds" and one.award_level_code and one.cip_code
    if not is_counted or one.organization.official_scheme != "ipeds":
        return ""
    return there(
        "needs:program", one.organization.official_code, one.cip_code, one.award_level_code
    )


def called(one: Program) -> str:
    """Return a program's name in the reader's language, else in English."""
    return (one.name_es if language() == "es" else "") or one.name


# --- panel of an institution's page ----------------------------------------------------------------


@require_safe
def panel(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what an institution teaches; part of its page in the directory."""
    organization = public_organizations().filter(slug=slug).first()
    if organization is None:
        raise Http404(nothing_here())
    rows = queries.public_programs().filter(organization=organization)
    rows = rows.exclude(status=Program.Status.CLOSED).order_by("level", "name")
    lines = [line_of(each, {}) for each in queries.listed(rows[:_PANEL])]
    context = {
        "organization": organization,
        "lines": lines,
        "count": rows.count(),
        "all_href": f"{reverse('credentials:programs')}?{urlencode({'q': organization.name})}",
    }
    response = render(request, "credentials/programs/_panel.html", context)
    patch_cache_control(response, public=True, max_age=_CACHED_SECONDS)
    return response
