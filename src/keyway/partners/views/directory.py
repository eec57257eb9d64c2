"""The public directory: search, filters, map, list and files; everything by its address."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keyway.partners.models import Organization
from keyway.partners.queries import directory as queries
from keyway.partners.queries import exports
from keyway.partners.queries.directory import Wanted
from keyway.partners.views.frame import as_file, crumbs, language, searched, state_shown, store
from keyway.reference.lookups import names, places
from keyway.render import maps
from keyway.render.figure import Figure, Origin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from keyway.partners.queries.directory import Listed
    from keyway.render.drawing import Drawing

PAGE = 25
_POINTS_AT_MOST = 80
_CACHED_SECONDS = 60
_CODE_LENGTH = 20
Kind = Organization.Kind

_FILTERS = ("kind", "county", "subsector", "upper", "lower", "congressional", "cted")


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Show the organizations that were asked for, where they are and how many there are."""
    wanted = wanted_of(request)
    found = queries.found(wanted)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    counties = names.counties(store(), state_shown().fips)
    origin = _origin(wanted)
    fields = _fields(wanted, counties)
    context = {
        "wanted": wanted,
        "state": state_shown(),
        "fields": [each for each in fields if each["name"] not in queries.CHAMBERS],
        "district_fields": [each for each in fields if each["name"] in queries.CHAMBERS],
        "has_district": bool(wanted.upper or wanted.lower or wanted.congressional),
        "search": wanted.q,
        "page": page,
        "lines": [_line(line, counties) for line in queries.listed(page)],
        "count": Figure(page.paginator.count, origin=origin),
        "kinds": _kinds(wanted, origin),
        "map": _map(wanted, counties, origin),
        "has_demo": page.paginator.count and found.filter(is_demo=True).exists(),
        "reset_href": reverse("partners:directory") if wanted.is_filtered else "",
        "downloads": _downloads(wanted),
        "crumbs": crumbs((_("Directory"), "")),
    }
    response = render(request, "partners/directory/directory.html", context)
    patch_cache_control(response, public=True, max_age=_CACHED_SECONDS)
    return response


@require_safe
def download(request: HttpRequest, form: str) -> HttpResponse:
    """Hand out what was asked for as a file, with its origin."""
    wanted = wanted_of(request)
    table = exports.directory_table(
        queries.listed(queries.found(wanted)),
        counties=names.counties(store(), state_shown().fips),
        origin=_origin(wanted),
    )
    return as_file(table, form, "keyway-directory")


def wanted_of(request: HttpRequest) -> Wanted:
    """Return what the address asks for; what is no code asks for nothing."""
    asked = {name: searched(request, name, _CODE_LENGTH) for name in _FILTERS}
    if asked["kind"] not in Kind.values:
        asked["kind"] = ""
    return Wanted(state_code=state_shown().code, q=searched(request, "q"), **asked)


def _origin(wanted: Wanted) -> Origin:
    return queries.origin(
        store(),
        queries.found(wanted),
        _("What has no source was entered by the organization itself or by the partnership."),
    )


def address(wanted: Wanted, **changed: str) -> str:
    """Return the directory's address for what is wanted, with changes."""
    asked = asdict(replace(wanted, **changed))
    query = urlencode({name: asked[name] for name in ("q", *_FILTERS) if asked[name]})
    return reverse("partners:directory") + (f"?{query}" if query else "")


def _line(line: Listed, counties: Mapping[str, str]) -> dict[str, Any]:
    one, site = line.organization, line.site
    county = counties.get(site.county_fips, "") if site else ""
    # A county is often called like its first town.
    where = [line.city, county if county != line.city else ""]
    facts = [grades(one), _("Charter school") if one.is_charter else ""]
    if one.parent is not None:
        facts.insert(0, one.parent.name)
    if one.naics_code:
        facts.insert(0, industry(one.naics_code))
    return {
        "organization": one,
        "kind": one.get_kind_display(),
        "where": ", ".join(filter(None, where)),
        "facts": [fact for fact in facts if fact],
        "districts": district_facts(site) if site else [],
    }


def grades(organization: Organization) -> str:
    """Return which grades a school teaches, in words; empty where it is not known."""
    low, high = organization.lowest_grade, organization.highest_grade
    if not low or not high or organization.kind not in (Kind.SCHOOL, Kind.DISTRICT):
        return ""
    said = {"PK": _("preschool"), "KG": _("kindergarten"), "AE": _("adults")}
    pair = {"low": said.get(low, low), "high": said.get(high, high)}
    return _("Grade %(low)s") % pair if low == high else _("Grades %(low)s to %(high)s") % pair


def industry(naics_code: str) -> str:
    """Return the name of an industry, or of the closest one above it that has a name."""
    called = names.industries(store(), language())
    codes = [naics_code[:digits] for digits in range(len(naics_code), 1, -1)]
    return next((called[code] for code in codes if code in called), naics_code)


def district_facts(site: Any) -> list[str]:
    """Return in which election districts a site lies, in words."""
    upper, lower = site.upper_district, site.lower_district
    facts = []
    if upper and upper == lower:
        facts.append(_("Legislative district %(number)s") % {"number": upper})
    else:
        facts += [_("Senate district %(number)s") % {"number": upper}] if upper else []
        facts += [_("House district %(number)s") % {"number": lower}] if lower else []
    if site.congressional_district:
        number = {"number": site.congressional_district}
        facts.append(_("Congressional district %(number)s") % number)
    return facts


def _fields(wanted: Wanted, counties: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the filters for which the directory holds something to choose."""
    held = queries.districts(wanted.state_code)
    is_alike = held["upper"] == held["lower"]
    choices: list[tuple[str, str, str, dict[str, str]]] = [
        ("kind", _("Kind"), _("All kinds"), {str(k): str(v) for k, v in Kind.choices}),
        ("county", _("County"), _("All counties"), dict(counties)),
        (
            "upper",
            _("Legislative district") if is_alike else _("Senate district"),
            _("All districts"),
            {code: code for code in held["upper"]},
        ),
        (
            "lower",
            _("House district"),
            _("All districts"),
            {} if is_alike else {code: code for code in held["lower"]},
        ),
        (
            "congressional",
            _("Congressional district"),
            _("All districts"),
            {code: code for code in held["congressional"]},
        ),
    ]
    if wanted.kind == Kind.MANUFACTURER or wanted.subsector:
        codes = queries.subsectors(wanted.state_code)
        every = {code: industry(code) for code in codes}
        choices.insert(1, ("subsector", _("Sub-sector"), _("All sub-sectors"), every))
    is_about_schools = wanted.kind == Kind.SCHOOL or bool(wanted.cted)
    if is_about_schools and queries.has_satellites(wanted.state_code):
        only = {"1": _("Only satellites of a technical district")}
        choices.insert(1, ("cted", _("Technical education"), _("All schools"), only))
    asked = asdict(wanted)
    return [
        {
            "name": name,
            "label": label,
            "value": asked[name],
            "options": [
                {"value": "", "label": everything},
                *({"value": code, "label": text} for code, text in options.items()),
            ],
        }
        for name, label, everything, options in choices
        if options
    ]


def _kinds(wanted: Wanted, origin: Origin) -> list[dict[str, Any]]:
    """Return how many of each kind there are, each with the address that shows them alone."""
    counted = queries.kind_counts(replace(wanted, kind="", subsector="", cted=""))
    return [
        {
            "label": label,
            "figure": Figure(counted[value], origin=origin),
            "href": address(wanted, kind=str(value), subsector="", cted=""),
            "is_current": wanted.kind == value,
        }
        for value, label in Kind.choices
        if counted.get(value)
    ]


def _map(wanted: Wanted, counties: Mapping[str, str], origin: Origin) -> Drawing | None:
    """Draw how many organizations each county has; few are drawn as points as well."""
    outlines = places.outlines(store(), state_shown().fips)
    if not outlines:
        return None
    counted = queries.county_counts(wanted)
    unit = _("organizations")
    geometry: dict[str, maps.CountyShape] = {
        fips: {"name": name, "polygons": [ring for polygon in outlines[fips] for ring in polygon]}
        for fips, name in counties.items()
        if fips in outlines
    }
    shown = [
        maps.Place(
            organization.name,
            site.longitude,
            site.latitude,
            reverse("partners:organization", args=[organization.slug]),
        )
        for organization, site in queries.points(wanted, _POINTS_AT_MOST)
        if site.longitude is not None and site.latitude is not None
    ]
    return maps.county_map(
        geometry,
        {fips: Figure(counted.get(fips, 0), unit, origin=origin) for fips in geometry},
        title=_("Organizations by county"),
        column=_("Organizations"),
        hrefs={fips: address(wanted, county=fips) for fips in geometry},
        selected=wanted.county,
        places=shown,
        language=language(),
    )


def _downloads(wanted: Wanted) -> list[dict[str, str]]:
    query = address(wanted).partition("?")[2]
    return [
        {
            "label": form.upper(),
            "href": reverse("partners:download", args=[form]) + (f"?{query}" if query else ""),
        }
        for form in ("csv", "xlsx", "json")
    ]
