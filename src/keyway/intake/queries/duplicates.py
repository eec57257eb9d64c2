"""Organizations of the directory that may be one, and what each holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models.functions import Lower

from keyway.engine import likeness
from keyway.intake.queries.entries import directory_listings
from keyway.partners.models import Organization
from keyway.partners.queries.naming import folded

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from keyway.engine.likeness import Likeness
    from keyway.partners.queries.circles import Circle

_MOST = 20


def _open(within: Circle) -> QuerySet[Organization]:
    rows = Organization.objects.exclude(status=Organization.Status.CLOSED)
    return within.own(rows, by="pk")


def organization(slug: str, *, within: Circle) -> Organization | None:
    """Return an organization that is not closed, by the address of its page, or None."""
    return _open(within).filter(slug=slug).first() if slug else None


def search(text: str, *, within: Circle) -> list[Organization]:
    """Return organizations whose words hold all words of a text, by name."""
    found = _open(within)
    for word in folded(text).split():
        found = found.filter(search_text__contains=word)
    return list(found.prefetch_related("sites").order_by(Lower("name"))[:_MOST])


def near(kept: Organization, *, within: Circle) -> list[tuple[Organization, Likeness]]:
    """Return the organizations most like one, best first."""
    listings = list(directory_listings())
    own = [each for each in listings if each.key == str(kept.pk)]
    others = [each for each in listings if each.key != str(kept.pk)]
    best: dict[int, Likeness] = {}
    for found in likeness.find(own[:1], others).values():
        for each in found:
            best.setdefault(int(each.right), each)
    named = _open(within).prefetch_related("sites").in_bulk(best)
    return [(named[number], each) for number, each in best.items() if number in named]


def compared(kept: Organization, gone: Organization) -> Likeness:
    """Return how alike two organizations are, words counted over the whole directory."""
    listings = list(directory_listings())
    first = {each.key: each for each in reversed(listings)}
    return likeness.compare(first[str(kept.pk)], first[str(gone.pk)], listings)


@dataclass(frozen=True, slots=True)
class Holdings:
    """What an organization has that a merge moves."""

    sites: tuple[str, ...]
    contacts: int
    members: int
    parts: int
    official: str


def holdings(organization: Organization) -> Holdings:
    """Return what an organization has that a merge moves."""
    sites = organization.sites.order_by("-is_main", "pk")
    return Holdings(
        sites=tuple(
            ", ".join(filter(None, (site.name, site.street, site.city, site.zip_code)))
            for site in sites
        ),
        contacts=organization.contacts.count(),
        members=organization.memberships.count(),
        parts=organization.parts.count(),
        official=f"{organization.official_scheme} {organization.official_code}".strip(),
    )
