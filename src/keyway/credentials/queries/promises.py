"""Employers' promises as they stand on a day: a promise past its last day is nowhere."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import Lower

from keyway.credentials.models import Promise
from keyway.credentials.queries.nearby import miles, sites_by_organization
from keyway.partners.models import Contact, Organization
from keyway.reference.parameters import document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from keyway.partners.models import Site
    from keyway.partners.queries.circles import Circle
    from keyway.reference.lookups.districts import Point


def rule(name: str) -> int:
    """Return one number of the rules of promises, by its name in ``parameters/promises.toml``."""
    return int(document("promises")["promises"][name]["value"])


def last_day(from_date: date, months: int = 0) -> date:
    """Return the last day of a promise from a day on, as long as one may be at most.

    Args:
        from_date: its first day.
        months: for how long; as long as may be where 0.
    """
    whole = from_date.month - 1 + (months or rule("longest_months"))
    year, month = from_date.year + whole // 12, whole % 12 + 1
    day = min(from_date.day, calendar.monthrange(year, month)[1])
    return date(year, month, day) - timedelta(days=1)


# --- what everybody sees ---------------------------------------------------------------------------


def standing_promises(*, on: date) -> QuerySet[Promise]:
    """Return the promises that stand on a day, of organizations that everybody may see."""
    return (
        Promise.objects.filter(
            organization__status=Organization.Status.APPROVED,
            credential__is_withdrawn=False,
            from_date__lte=on,
            until_date__gte=on,
            revoked_at=None,
        )
        .select_related("organization", "site", "credential", "credential__issuer")
        .order_by("organization__is_demo", Lower("organization__name"), "pk")
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which promises a reader asked for; empty fields ask for all.

    Attributes:
        state_code: postal abbreviation of the state that is shown.
        credential: the end of the address of a credential's page.
        family: a value of ``Credential.Family``.
        county: five digits.
        deed: a value of ``Promise.Deed``.
        within: miles around ``point``; 0 is no limit.
    """

    state_code: str
    credential: str = ""
    family: str = ""
    county: str = ""
    deed: str = ""
    point: Point | None = None
    within: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A promise with the place where it holds.

    Attributes:
        promise: one that stands.
        site: its own, or the one that stands for its organization; None where none is known.
        miles: in a straight line from where the reader asked; None where nobody asked.
    """

    promise: Promise
    site: Site | None
    miles: float | None = None


def found(wanted: Wanted, *, on: date) -> list[Shown]:
    """Return the promises asked for, the nearest first where a place was named."""
    rows = standing_promises(on=on).filter(organization__state_code=wanted.state_code)
    asked = {
        "credential__slug": wanted.credential,
        "credential__family": wanted.family,
        "deed": wanted.deed,
    }
    rows = rows.filter(**{name: value for name, value in asked.items() if value})
    shown = placed(rows, point=wanted.point)
    if wanted.county:
        shown = [each for each in shown if each.site and each.site.county_fips == wanted.county]
    if wanted.point is not None:
        shown.sort(key=lambda each: (each.promise.organization.is_demo, _far(each)))
    if wanted.point is not None and wanted.within:
        shown = [each for each in shown if _far(each) <= wanted.within]
    return shown


def placed(promises: Iterable[Promise], *, point: Point | None = None) -> list[Shown]:
    """Return promises with where they hold, and how far that is from a point."""
    rows = list(promises)
    main = sites_by_organization({each.organization_id for each in rows})
    shown = []
    for each in rows:
        site = each.site or main.get(each.organization_id)
        far = None
        if point is not None and site and site.longitude is not None and site.latitude is not None:
            far = miles(point, site.longitude, site.latitude)
        shown.append(Shown(each, site, far))
    return shown


def _far(shown: Shown) -> float:
    return float("inf") if shown.miles is None else shown.miles


# --- what an organization's own people and staff see -----------------------------------------------


def own_promises(organization: Organization, *, within: Circle) -> QuerySet[Promise]:
    """Return all promises an organization ever signed, the latest first."""
    rows = within.own(Promise.objects.filter(organization=organization))
    known = ("organization", "site", "credential", "signed_by", "signed_contact", "renewed_by")
    return rows.select_related(*known).order_by("-until_date", "-pk")


def state_of(promise: Promise, *, on: date) -> str:
    """Return how a promise stands on a day: standing, coming, lapsed or withdrawn."""
    if promise.revoked_at is not None:
        return "withdrawn"
    if promise.until_date < on:
        return "lapsed"
    return "coming" if promise.from_date > on else "standing"


def ending_soon(*, on: date, days: int) -> QuerySet[Promise]:
    """Return the standing promises that end within so many days and are not renewed."""
    is_renewed = Q(renewed_by__isnull=False, renewed_by__revoked_at=None)
    return (
        standing_promises(on=on)
        .filter(until_date__lte=on + timedelta(days=days))
        .exclude(is_renewed)
        .order_by("until_date", "pk")
    )


def renewable(organization: Organization, *, on: date) -> QuerySet[Promise]:
    """Return an organization's promises that a letter asks to renew now."""
    soon = ending_soon(on=on, days=rule("renewal_asked_days"))
    return soon.filter(organization=organization)


def signers_contact(promise: Promise) -> Contact | None:
    """Return whom to ask about a promise: who signed it, else whoever of the plant has an address."""
    reachable = Contact.objects.filter(organization_id=promise.organization_id).exclude(email="")
    signed = Q(pk=promise.signed_contact_id or 0) | Q(person_id=promise.signed_by_id or 0)
    return reachable.filter(signed).first() or reachable.order_by("pk").first()
