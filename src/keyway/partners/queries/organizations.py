"""One organization: its public page, and its own people's pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models.functions import Lower
from django.urls import reverse

from keyway.partners.models import Contact, Organization, Site
from keyway.partners.queries.directory import public_organizations

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django_stubs_ext import StrOrPromise

    from keyway.partners.queries.circles import Circle


@dataclass(frozen=True, slots=True)
class Panel:
    """Something another room shows on an organization's page, loaded from its own address.

    Attributes:
        title: what it is called; a plain link where no script runs.
        url_name: address that takes the organization's slug and answers with the panel alone.
        kinds: kinds of organizations that have it; every kind where empty.
    """

    title: StrOrPromise
    url_name: str
    kinds: frozenset[str] = frozenset()


PANELS: dict[str, Panel] = {}


def declare_panel(panel: Panel) -> Panel:
    """Add a panel to the pages of organizations; a room above does this when it is loaded."""
    return PANELS.setdefault(panel.url_name, panel)


def panels_of(organization: Organization) -> list[dict[str, str]]:
    """Return the panels of an organization's page: title and address."""
    return [
        {"title": str(panel.title), "href": reverse(panel.url_name, args=[organization.slug])}
        for panel in PANELS.values()
        if not panel.kinds or organization.kind in panel.kinds
    ]


OWN_PAGES: dict[str, Panel] = {}


def declare_own_page(page: Panel) -> Panel:
    """Add a link to the pages of one's own organization; a room above does this when it is loaded.

    Its address takes the organization's slug and decides itself who may see it.
    """
    return OWN_PAGES.setdefault(page.url_name, page)


def own_pages_of(organization: Organization) -> list[dict[str, str]]:
    """Return what other rooms keep for an organization's own people: title and address."""
    return [
        {"title": str(page.title), "href": reverse(page.url_name, args=[organization.slug])}
        for page in OWN_PAGES.values()
        if not page.kinds or organization.kind in page.kinds
    ]


@dataclass(frozen=True, slots=True)
class PublicPage:
    """What everybody may see of an organization.

    Attributes:
        organization: one that is approved.
        sites: its places, the main one first.
        contacts: people who agreed to be shown.
        parent: what it belongs to, if that is public too.
        parts: what belongs to it: the schools of a district.
        partners: whom it works with: satellites of a technical district, or the other way round.
    """

    organization: Organization
    sites: tuple[Site, ...]
    contacts: tuple[Contact, ...]
    parent: Organization | None
    parts: tuple[Organization, ...]
    partners: tuple[Organization, ...]


def public_page(slug: str) -> PublicPage | None:
    """Return the public page of an organization, or None where the public sees none."""
    organization = public_organizations().select_related("parent").filter(slug=slug).first()
    if organization is None:
        return None
    visible = public_organizations().order_by(Lower("name"))
    parent = organization.parent
    is_shown = parent is not None and parent.status == Organization.Status.APPROVED
    return PublicPage(
        organization=organization,
        sites=tuple(sites_of(organization)),
        contacts=tuple(public_contacts(organization)),
        parent=parent if is_shown else None,
        parts=tuple(visible.filter(parent=organization)),
        partners=tuple(visible.filter(pk__in=organization.partners.values("pk"))),
    )


def sites_of(organization: Organization) -> QuerySet[Site]:
    """Return an organization's sites, the main one first."""
    return organization.sites.order_by("-is_main", "name", "city", "pk")


def public_contacts(organization: Organization) -> QuerySet[Contact]:
    """Return the contacts who are shown to everybody; none is without a standing consent."""
    return organization.contacts.filter(is_public=True).order_by(Lower("full_name"))


def own_organizations(*, within: Circle) -> QuerySet[Organization]:
    """Return the organizations at which somebody holds a role, by name."""
    return Organization.objects.filter(pk__in=within.roles).order_by(Lower("name"))


def own_organization(slug: str, *, within: Circle) -> Organization | None:
    """Return an organization of a circle; None for a foreign one, as for one that is not there."""
    rows = within.own(Organization.objects.filter(slug=slug), by="pk")
    return rows.select_related("parent").first()


def own_site(organization: Organization, number: int, *, within: Circle) -> Site | None:
    """Return a site of an organization of a circle, or None."""
    return within.own(organization.sites.filter(pk=number)).first()


def own_contacts(organization: Organization, *, within: Circle) -> QuerySet[Contact]:
    """Return an organization's contacts, by name."""
    return within.own(organization.contacts.all()).order_by(Lower("full_name"))


def own_contact(organization: Organization, number: int, *, within: Circle) -> Contact | None:
    """Return a contact of an organization of a circle, or None."""
    return own_contacts(organization, within=within).filter(pk=number).first()


def proposals(*, within: Circle) -> QuerySet[Organization]:
    """Return the organizations that wait for approval, the oldest first; for staff alone."""
    rows = Organization.objects.filter(status=Organization.Status.PROPOSED)
    return (rows if within.is_staff else rows.none()).order_by("created_at", "pk")


def is_founded() -> bool:
    """Return whether a real partnership runs the site, not one for demonstration."""
    return Organization.objects.filter(runs_site=True, is_demo=False).exists()


def partnership_that_runs_the_site() -> Organization | None:
    """Return the partnership whose staff keep the directory; None on a new site."""
    return Organization.objects.filter(runs_site=True).first()
