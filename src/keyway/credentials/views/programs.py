"""Programs for everybody: the list, the list as a file, the panel on an institution's page."""

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
from keyway.credentials.queries.nearby import zip_in_state
from keyway.credentials.queries.programs import Wanted
from keyway.credentials.views.program import called
from keyway.errors import Refused
from keyway.partners.models import Organization
from keyway.partners.queries.directory import public_organizations, source_lines
from keyway.partners.queries.organizations import Panel, declare_own_page, declare_panel
from keyway.partners.views.frame import (
    as_file,
    crumbs,
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

    from keyway.credentials.queries.programs import Listed
    from keyway.reference.lookups.districts import Point
    from keyway.render.tables import Cell

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
    columns = (
        Column("program", _("Program")),
        Column("institution", _("Institution")),
        Column("city", _("City")),
        Column("county_fips", _("County code")),
        Column("level", _("Level")),
        Column("family", _("Kind of work")),
        Column("cip_code", _("Program code")),
        Column("credentials_count", _("Credentials it teaches toward")),
        Column("seats_open", _("Seats still open")),
        Column("tuition_usd", _("Cost to the student, in dollars")),
        Column("tuition_date", _("cost as of")),
        Column("next_start_date", _("Next start")),
        Column("miles", _("Miles"), _("As the crow flies, from the ZIP area that was asked for.")),
        Column("evidence", _("How well it is known")),
        Column("url", _("Address")),
    )
    table = Table(_("Programs"), columns, [_row(each) for each in listed], list_origin(rows))
    return as_file(table, form, "keyway-programs")


def _row(line: Listed) -> tuple[Cell, ...]:
    one, site = line.program, line.site
    return (
        one.name, one.organization.name, site.city if site else None,
        site.county_fips if site else None, one.get_level_display(), one.get_family_display(),
        one.cip_code, line.credentials, one.seats_open,
        float(one.tuition_usd) if one.tuition_usd is not None else None,
        str(one.tuition_date or ""), str(one.next_start_date or ""),
        round(line.miles, 1) if line.miles is not None else None, one.get_evidence_display(),
        one.url,
    )  # fmt: skip


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
