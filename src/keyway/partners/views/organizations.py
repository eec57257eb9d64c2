"""One organization's public page; later rooms hang their panels there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.cache import patch_cache_control
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keyway.partners.models import Organization, Site
from keyway.partners.queries import organizations
from keyway.partners.queries.directory import source_lines
from keyway.partners.views.directory import district_facts, grades, industry
from keyway.partners.views.frame import crumbs, nothing_here, state_shown, store
from keyway.reference.lookups import names
from keyway.render.figure import Figure, Origin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from keyway.partners.queries.organizations import PublicPage

Kind = Organization.Kind
_CACHED_SECONDS = 60


@require_safe
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what everybody may know of an organization; one that waits is not there."""
    found = organizations.public_page(slug)
    if found is None:
        raise Http404(nothing_here())
    one = found.organization
    counties = names.counties(store(), state_shown().fips)
    origin = origin_of(one)
    context = {
        "organization": one,
        "title": one.name,
        "lede": one.summary,
        "facts": _facts(found, origin),
        "origin": origin,
        "known": known_by(one),
        "sites": [place(site, counties) for site in found.sites],
        "parent": found.parent,
        "parts": found.parts,
        "parts_title": _parts_title(one),
        "partners": found.partners,
        "partners_title": _partners_title(one),
        "contacts": found.contacts,
        "panels": organizations.panels_of(one),
        "elsewhere": _elsewhere(one),
        "crumbs": crumbs((_("Directory"), reverse("partners:directory")), (one.name, "")),
    }
    response = render(request, "partners/organizations/organization.html", context)
    patch_cache_control(response, public=True, max_age=_CACHED_SECONDS)
    return response


def origin_of(one: Organization) -> Origin:
    """Return where an organization's facts come from."""
    official = [(one.source_key, one.source_release)] if one.source_key else []
    return Origin(sources=source_lines(store(), official), method="directory")


def known_by(one: Organization) -> str:
    """Return how well an organization's facts are known, in one sentence."""
    if one.confirmed_at is not None:
        return _("Confirmed by its own people on %(date)s.") % {
            "date": date_format(one.confirmed_at, "DATE_FORMAT")
        }
    if one.is_demo:
        return _("Made up to show how the site works.")
    if one.source_key:
        return _("From an official list; nobody there has confirmed it yet.")
    return _("Entered by the partnership; nobody there has confirmed it yet.")


def _facts(found: PublicPage, origin: Origin) -> list[dict[str, Any]]:
    one = found.organization
    facts: list[dict[str, Any]] = []
    if found.parent is not None:
        href = reverse("partners:organization", args=[found.parent.slug])
        facts.append({"term": _("Belongs to"), "text": found.parent.name, "href": href})
    if one.naics_code:
        facts.append({"term": _("Industry"), "text": industry(one.naics_code)})
    if said := grades(one):
        facts.append({"term": _("Teaches"), "text": said})
    if one.is_charter:
        facts.append({"term": _("Run as"), "text": _("Charter school")})
    if one.enrollment_count is not None or one.enrollment_note:
        students = Figure(
            one.enrollment_count, _("students"), reason=one.enrollment_note, origin=origin
        )
        facts.append({"term": _("Students"), "figure": students})
    if one.phone:
        facts.append(
            {"term": _("Telephone"), "text": one.phone, "href": f"tel:{_dialed(one.phone)}"}
        )
    if one.website:
        facts.append({"term": _("Website"), "text": _bare(one.website), "href": one.website})
    return facts


def _dialed(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isdigit() or sign == "+")


def _bare(website: str) -> str:
    return website.partition("://")[2].rstrip("/") or website


def place(site: Site, counties: Mapping[str, str]) -> dict[str, Any]:
    """Return a site in words: address, county, districts, and how well the point is known."""
    county = counties.get(site.county_fips, "")
    return {
        "site": site,
        "title": _title(site),
        "address": [line for line in (site.street, _town(site)) if line],
        "county": county,
        "county_href": _address("needs:county", site.county_fips) if county else "",
        "districts": district_facts(site),
        "precision": _precision(site),
        "is_nowhere": not site.county_fips,
    }


def _title(site: Site) -> str:
    """Return what a place is called; a school known only by its district's office says so."""
    if site.location_precision == Site.Precision.OFFICE:
        return site.name or _("Office of its district")
    return site.name or (_("Main site") if site.is_main else site.city)


def _town(site: Site) -> str:
    town = ", ".join(filter(None, (site.city, site.state_code)))
    return f"{town} {site.zip_code}".strip()


def _precision(site: Site) -> str:
    """Return what to think of county and districts, in one sentence."""
    zip_code = {"zip_code": site.zip_code}
    said = {
        Site.Precision.EXACT: _("By the point of the place itself."),
        Site.Precision.ZIP: _(
            "By the center of ZIP %(zip_code)s: near a border it may be the neighboring district."
        )
        % zip_code,
        Site.Precision.PLACE: _(
            "By the center of the town: near a border it may be the neighboring district."
        ),
        Site.Precision.OFFICE: _(
            "By the center of ZIP %(zip_code)s, where the district has its office. The school "
            "itself may be in another election district, in a large district far away."
        )
        % zip_code,
    }
    return said.get(Site.Precision(site.location_precision), "") if site.location_precision else ""


def _parts_title(one: Organization) -> str:
    return _("Its schools") if one.kind in (Kind.DISTRICT, Kind.CTED) else _("Its parts")


def _partners_title(one: Organization) -> str:
    if one.kind == Kind.CTED:
        return _("Satellite schools")
    if one.kind == Kind.SCHOOL:
        return _("Satellite of")
    return _("Works with")


def _elsewhere(one: Organization) -> list[dict[str, str]]:
    """Return pages of other rooms about the same organization; a room that is not there has none."""
    if one.kind != Kind.COLLEGE or one.official_scheme != "ipeds":
        return []
    href = _address("needs:institution", one.official_code)
    return [{"label": _("Its programs and whom they feed"), "href": href}] if href else []


def _address(name: str, code: str) -> str:
    try:
        return reverse(name, args=[code])
    except NoReverseMatch:
        return ""
