"""Where nobody teaches it: distance from every school to the nearest place known to teach something."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from keyway.credentials.models import Credential
from keyway.credentials.queries import coverage as queries
from keyway.credentials.queries.coverage import BY, Wanted
from keyway.credentials.queries.nearby import zip_in_state
from keyway.errors import Refused
from keyway.partners.queries import directory
from keyway.partners.views.frame import (
    as_file,
    crumbs,
    language,
    say,
    searched,
    state_shown,
    store,
)
from keyway.reference.lookups import names, places
from keyway.render import maps
from keyway.render.figure import Figure, Origin
from keyway.render.tables import Column, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from keyway.credentials.queries.coverage import Coverage, Offer, School
    from keyway.engine.coverage import Share
    from keyway.render.drawing import Drawing

PAGE = 25
MILES = (30, 50)
_CACHED_SECONDS = 60
_CODE_LENGTH = 120
_POINTS_AT_MOST = 80
_NEAR_SHOWN = 8


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """Show who teaches what was asked for, and which schools are far from all of them."""
    wanted = wanted_of(request)
    found = queries.coverage(store(), wanted, state_shown().code)
    counties = names.counties(store(), state_shown().fips)
    subject = subject_of(wanted)
    origin = _origin()
    listed = [each for each in found.schools if wanted.county in ("", each.county_fips)]
    page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    here, refusal = _from_here(found, wanted)
    context = {
        "state": state_shown(),
        "wanted": wanted,
        "subject": subject,
        "title": headline(found, wanted, subject),
        "lede": _lede(found, wanted),
        "fields": _fields(wanted, counties, refusal),
        "stats": _stats(found, origin),
        "map": _map(found, wanted, counties, origin) if found.stated else None,
        "page": page,
        "columns": _columns(),
        "rows": [_row(each, counties, origin) for each in page],
        "offers": [_offer(each) for each in found.stated],
        "field_offers": [_offer(each) for each in found.field],
        "here": here,
        "zip": wanted.zip,
        "downloads": _downloads(wanted),
        "crumbs": crumbs(
            (_("Programs"), reverse("credentials:programs")), (_("Where nobody teaches it"), "")
        ),
    }
    response = render(request, "credentials/coverage/coverage.html", context)
    patch_cache_control(response, public=True, max_age=_CACHED_SECONDS)
    return response


@require_safe
def download(request: HttpRequest, form: str) -> HttpResponse:
    """Hand out every school with its distance as a file."""
    wanted = wanted_of(request)
    found = queries.coverage(store(), wanted, state_shown().code)
    columns = (
        Column("school", _("School")),
        Column("city", _("City")),
        Column("county_fips", _("County code")),
        Column("students_count", _("Students in grades 9 to 12"), _students_meaning()),
        Column("miles", _("Miles"), _("As the crow flies; empty where it is not known.")),
        Column("nearest", _("Nearest that is known to teach it")),
        Column("is_verified", _("Told by a source or the institution")),
    )
    rows = [
        (
            each.name,
            each.city,
            each.county_fips,
            each.students,
            round(each.miles, 1) if each.miles is not None else None,
            each.nearest.organization.name if each.nearest and each.miles is not None else None,
            each.nearest.is_sure if each.nearest and each.miles is not None else None,
        )
        for each in found.schools
        if wanted.county in ("", each.county_fips)
    ]
    title = _("Distance to %(subject)s") % {"subject": subject_of(wanted)}
    return as_file(Table(title, columns, rows, _origin()), form, "keyway-coverage")


def wanted_of(request: HttpRequest) -> Wanted:
    """Return what the address asks for; without a subject, the most frequent kind of work."""
    code = state_shown().code
    slug = searched(request, "credential", _CODE_LENGTH)
    known = Credential.objects.filter(slug=slug, is_withdrawn=False).exists() if slug else False
    soc, family = searched(request, "soc", 7), searched(request, "family", 12)
    miles = searched(request, "miles", 3)
    wanted = Wanted(
        credential=slug if known else "",
        soc=soc if soc in names.occupations(store(), language()) else "",
        family=family if family in Credential.Family.values else "",
        by=by if (by := searched(request, "by", 10)) in BY else "",
        miles=int(miles) if miles in map(str, MILES) else MILES[0],
        zip=searched(request, "zip", 10),
        county=searched(request, "county", 5),
    )
    if wanted.credential:
        return replace(wanted, soc="", family="")
    if wanted.soc:
        return replace(wanted, family="")
    first = queries.families(code) if not wanted.family else [wanted.family]
    return replace(wanted, family=first[0] if first else Credential.Family.MACHINING.value)


def subject_of(wanted: Wanted) -> str:
    """Return the name of what is asked for."""
    if wanted.credential:
        return Credential.objects.get(slug=wanted.credential).name
    if wanted.soc:
        return names.occupations(store(), language()).get(wanted.soc, wanted.soc)
    return str(Credential.Family(wanted.family).label)


def headline(found: Coverage, wanted: Wanted, subject: str) -> str:
    """Return what is found, in one sentence."""
    if not found.stated:
        return _("%(subject)s: nobody told us that it is taught here") % {"subject": subject}
    share = found.state.far_share
    if share is None:
        return _("%(subject)s: where it is taught") % {"subject": subject}
    said = {"subject": subject, "share": round(100 * share), "miles": wanted.miles}
    return (
        _("%(subject)s: %(share)s of 100 students go to school more than %(miles)s miles away")
        % said
    )


def _lede(found: Coverage, wanted: Wanted) -> str:
    count = len(found.stated)
    if not count:
        if found.field:
            return ngettext(
                "%(count)s institution has programs of the same field; whether they lead to it, "
                "nobody has said.",
                "%(count)s institutions have programs of the same field; whether they lead to it, "
                "nobody has said.",
                len(found.field),
            ) % {"count": len(found.field)}
        return _("That does not mean that nobody teaches it. It means that nobody has said so.")
    return ngettext(
        "%(count)s institution is known to teach it. Distances are as the crow flies; roads are "
        "longer.",
        "%(count)s institutions are known to teach it. Distances are as the crow flies; roads are "
        "longer.",
        count,
    ) % {"count": count}


def _origin() -> Origin:
    rows = directory.public_organizations().filter(state_code=state_shown().code, kind="school")
    told = directory.origin(store(), rows, "")
    return replace(told, method="coverage", note=_students_meaning())


def _students_meaning() -> str:
    return _(
        "Students of schools with grades 9 to 12, by the state's enrollment; a school that also "
        "teaches lower grades counts with its part of the grades. A technical district counts at "
        "its main site, for the state does not say which satellite teaches what."
    )


def _stats(found: Coverage, origin: Origin) -> list[dict[str, Any]]:
    told = found.state if found.stated else None
    students = _("students")
    none = _("Nobody is known to teach it.")
    return [
        {
            "label": _("Students farther away"),
            "figure": _share(told, origin) if told else _figure(None, none, origin),
        },
        {
            "label": _("How many that is"),
            "figure": _figure(told.far if told else None, none, origin, students),
        },
        {
            "label": _("Known to teach it"),
            "figure": Figure(len(found.stated), _("institutions"), origin=origin),
        },
        {
            "label": _("Students whose school has no known place"),
            "figure": _figure(told.unknown if told else None, none, origin, students),
        },
    ]


def _figure(value: float | None, reason: str, origin: Origin, unit: str = "") -> Figure:
    """Return a figure that says why only where it is unknown."""
    return Figure(value, unit, reason=reason if value is None else "", origin=origin)


def _share(share: Share, origin: Origin) -> Figure:
    reason = _("No school with students and a known place.")
    return replace(_figure(share.far_share, reason, origin), style="percent")


def _map(
    found: Coverage, wanted: Wanted, counties: Mapping[str, str], origin: Origin
) -> Drawing | None:
    """Draw which part of each county's students is out of reach, and who teaches it."""
    outlines = places.outlines(store(), state_shown().fips)
    if not outlines:
        return None
    geometry: dict[str, maps.CountyShape] = {
        fips: {"name": name, "polygons": [ring for polygon in outlines[fips] for ring in polygon]}
        for fips, name in counties.items()
        if fips in outlines
    }
    points = [
        maps.Place(
            each.organization.name,
            each.site.longitude,
            each.site.latitude,
            reverse("partners:organization", args=[each.organization.slug]),
        )
        for each in found.stated
        if each.site and each.site.longitude is not None and each.site.latitude is not None
    ]
    said = {"miles": wanted.miles}
    return maps.county_map(
        geometry,
        {fips: _share(found.counties[fips], origin) for fips in geometry if fips in found.counties},
        title=_("Students more than %(miles)s miles away, by county") % said,
        column=_("Farther than %(miles)s miles") % said,
        hrefs={fips: f"{_address(wanted, county=fips)}#schools" for fips in geometry},
        selected=wanted.county,
        places=points[:_POINTS_AT_MOST],
        language=language(),
    )


def _address(wanted: Wanted, **changed: str) -> str:
    query = urlencode(replace(wanted, **changed).asked)  # type: ignore[arg-type]
    return f"{reverse('credentials:coverage')}?{query}"


def _columns() -> list[dict[str, Any]]:
    return [
        {"label": _("School")},
        {"label": _("Where")},
        {"label": _("Nearest that is known to teach it")},
        {"label": _("Miles"), "is_number": True},
        {"label": _("Students in grades 9 to 12"), "is_number": True},
    ]


def _row(school: School, counties: Mapping[str, str], origin: Origin) -> dict[str, Any]:
    county = counties.get(school.county_fips, "")
    where = [school.city, county if county != school.city else ""]
    offer = school.nearest if school.miles is not None else None
    near = ""
    if offer is not None:
        near = offer.organization.name
        if not offer.is_sure:
            near = _("%(name)s (not verified)") % {"name": near}
    return {
        "label": school.name,
        "href": reverse("partners:organization", args=[school.slug]),
        "cells": [
            ", ".join(filter(None, where)),
            near or "–",
            _figure(school.miles, _("The school's place is not known."), origin),
            _figure(school.students, _("Enrollment is not known."), origin),
        ],
    }


def _offer(offer: Offer) -> dict[str, Any]:
    return {
        "name": offer.organization.name,
        "href": reverse("partners:organization", args=[offer.organization.slug]),
        "kind": offer.organization.get_kind_display(),
        "city": offer.site.city if offer.site else "",
        "is_sure": offer.is_sure,
    }


def _from_here(found: Coverage, wanted: Wanted) -> tuple[list[dict[str, Any]], str]:
    """Return who teaches it near the ZIP area that was asked for, or why that is not known."""
    if not wanted.zip:
        return [], ""
    try:
        point = zip_in_state(store(), state_shown(), wanted.zip)
    except Refused as refusal:
        return [], say(refusal)
    near = queries.from_point(found, point)[:_NEAR_SHOWN]
    return [{**_offer(offer), "miles": miles} for offer, miles in near], ""


def _fields(wanted: Wanted, counties: Mapping[str, str], refusal: str) -> list[dict[str, Any]]:
    code = state_shown().code
    called = names.occupations(store(), language())
    occupations = sorted(
        ((soc, called[soc]) for soc in queries.occupations(store(), code) if soc in called),
        key=lambda pair: pair[1],
    )
    kinds = [(key, str(Credential.Family(key).label)) for key in queries.families(code)]
    choices = [
        ("family", _("Kind of work"), _("Choose one"), kinds),
        ("credential", _("or a credential"), _("Choose one"), queries.subjects(code)),
        ("soc", _("or an occupation"), _("Choose one"), occupations),
        (
            "by",
            _("Taught by"),
            _("All institutions"),
            [("school", _("High schools and districts")), ("college", _("Colleges"))],
        ),
        ("county", _("County"), _("All counties"), list(counties.items())),
    ]
    asked = wanted.asked
    fields: list[dict[str, Any]] = [
        {
            "name": name,
            "label": label,
            "value": asked.get(name, ""),
            "options": [
                {"value": "", "label": everything},
                *({"value": value, "label": text} for value, text in options),
            ],
        }
        for name, label, everything, options in choices
    ]
    limits = [
        {"value": str(miles), "label": _("%(miles)s miles") % {"miles": miles}} for miles in MILES
    ]
    far = {"name": "miles", "label": _("Far is more than"), "value": str(wanted.miles)}
    zip_field = {"name": "zip", "label": _("Your ZIP code"), "value": wanted.zip, "error": refusal}
    return [*fields, {**far, "options": limits}, zip_field]


def _downloads(wanted: Wanted) -> list[dict[str, str]]:
    query = urlencode(wanted.asked)
    return [
        {
            "label": form.upper(),
            "href": f"{reverse('credentials:coverage_download', args=[form])}?{query}",
        }
        for form in ("csv", "xlsx", "json")
    ]
