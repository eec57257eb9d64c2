"""An organization's sites and contacts: entered, changed, confirmed, removed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as _

from keyway.errors import Refused
from keyway.partners import access, journal
from keyway.partners.actions.organizations import index_words
from keyway.partners.actions.seeding import placed_in
from keyway.partners.models import Consent, Contact, Site
from keyway.reference.lookups import districts
from keyway.reference.lookups.places import UnknownState

if TYPE_CHECKING:
    from datetime import datetime

    from keyway.partners.models import Organization, Person
    from keyway.reference.store import Store

_EDIT = "partners.edit_organization"
# The wording a person agreed to when they let themselves be shown; a new wording has a new date.
PUBLIC_CONTACT_WORDING = "2026-11"


class NoPlaceFound(Refused):
    """Neither the ZIP code nor the town is on a map of ours."""

    sentence = _(
        "We could not find this place by its ZIP code or its town. Check both, or give the point: "
        "latitude and longitude as a map on your phone shows them."
    )


class PointOutside(Refused):
    """No county holds the point."""

    sentence = _(
        "This point lies in no county we know. Check that latitude comes first (such as 33.4) and "
        "longitude is negative (such as -111.9), or leave both empty and give the ZIP code."
    )


class OnlySite(Refused):
    """An organization keeps at least one site."""

    sentence = _("An organization keeps one site. Change this one instead of removing it.")


class AddressTaken(Refused):
    """The organization has a contact with this address."""

    sentence = _("A contact of this organization has this e-mail address already.")


class NotOneself(Refused):
    """Nobody agrees in another's name."""

    sentence = _("Only %(person)s can decide whether their name is shown to everybody.")


@dataclass(frozen=True, slots=True)
class Address:
    """What is typed about a place.

    Attributes:
        longitude: in degrees, with ``latitude``; None where no point is given.
    """

    name: str
    street: str
    city: str
    zip_code: str
    state_code: str
    latitude: float | None = None
    longitude: float | None = None


def find_place(store: Store, address: Address) -> dict[str, str | float]:
    """Return point, how it is known, county and districts of an address.

    A given point is taken as it is; else the center of the ZIP area; else that of the town.

    Raises:
        PointOutside: no county holds the point.
        NoPlaceFound: neither ZIP code nor town is known.
    """
    if address.longitude is not None and address.latitude is not None:
        found = districts.located(store, address.longitude, address.latitude)
        if found.county_fips is None:
            raise PointOutside
        precision = Site.Precision.EXACT
        longitude, latitude = address.longitude, address.latitude
    else:
        longitude, latitude, precision = _center(store, address)
        found = districts.located(store, longitude, latitude)
    return {
        "longitude": longitude,
        "latitude": latitude,
        "location_precision": precision.value,
        **placed_in(found),
    }


def _center(store: Store, address: Address) -> tuple[float, float, Site.Precision]:
    point = districts.zip_point(store, address.zip_code) if address.zip_code else None
    if point is not None:
        return point.longitude, point.latitude, Site.Precision.ZIP
    try:
        point = districts.place_point(store, address.state_code, address.city)
    except UnknownState:
        point = None
    if point is None:
        raise NoPlaceFound
    return point.longitude, point.latitude, Site.Precision.PLACE


@transaction.atomic
def keep_site(
    *,
    by: Person,
    organization: Organization,
    site: Site | None,
    address: Address,
    store: Store,
    now: datetime,
) -> Site:
    """Enter a site or change one; it counts as confirmed, and its districts follow its point.

    Args:
        by: who enters it.
        organization: whose site.
        site: the one to change; None for a new one.
        address: as typed.
        store: where points and districts are looked up.
        now: when.

    Raises:
        NotPermitted: the person may not change the organization.
        PointOutside: no county holds the point.
        NoPlaceFound: neither ZIP code nor town is known.
    """
    access.require(by, _EDIT, at=organization)
    place = find_place(store, address)
    is_first = not organization.sites.exists()
    kept = site or Site(organization=organization, is_main=is_first)
    for name in ("name", "street", "city", "zip_code", "state_code"):
        setattr(kept, name, getattr(address, name))
    for name, value in place.items():
        setattr(kept, name, value)
    kept.confirmed_at = now
    kept.save()
    index_words(organization)
    organization.save(update_fields=["search_text", "changed_at"])
    event = "site.changed" if site else "site.added"
    journal.record(event, by=by, at=organization, about=kept, county=kept.county_fips)
    return kept


@transaction.atomic
def confirm_site(*, by: Person, site: Site, now: datetime) -> None:
    """Note that a site is right as of now.

    Raises:
        NotPermitted: the person may not confirm facts here.
    """
    access.require(by, "partners.confirm_facts", at=site.organization)
    Site.objects.filter(pk=site.pk).update(confirmed_at=now)
    journal.record("site.confirmed", by=by, at=site.organization, about=site)


@transaction.atomic
def remove_site(*, by: Person, site: Site) -> None:
    """Remove a site; when it was the main one, the oldest of the others takes its place.

    Raises:
        NotPermitted: the person may not change the organization.
        OnlySite: there is no other.
    """
    organization = site.organization
    access.require(by, _EDIT, at=organization)
    others = organization.sites.select_for_update().exclude(pk=site.pk).order_by("pk")
    if not others.exists():
        raise OnlySite
    journal.record("site.removed", by=by, at=organization, about=site)
    was_main = site.is_main
    site.delete()
    if was_main:
        Site.objects.filter(pk=others.values_list("pk", flat=True)[0]).update(is_main=True)


@transaction.atomic
def keep_contact(
    *,
    by: Person,
    organization: Organization,
    contact: Contact | None,
    values: dict[str, str],
    now: datetime,
) -> Contact:
    """Enter a contact or change one; it counts as confirmed.

    Args:
        by: who enters it.
        organization: whose contact.
        contact: the one to change; None for a new one.
        values: full_name, title, email, phone, preferred_language.
        now: when.

    Raises:
        NotPermitted: the person may not change contacts here.
        AddressTaken: another contact of the organization has the address.
    """
    access.require(by, "partners.edit_contacts", at=organization)
    kept = contact or Contact(organization=organization)
    for name, value in values.items():
        setattr(kept, name, value)
    kept.confirmed_at = now
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError as error:
        raise AddressTaken from error
    event = "contact.changed" if contact else "contact.added"
    journal.record(event, by=by, at=organization, about=kept)
    return kept


@transaction.atomic
def remove_contact(*, by: Person, contact: Contact) -> None:
    """Remove a contact from an organization.

    Raises:
        NotPermitted: the person may not change contacts here.
    """
    organization = contact.organization
    access.require(by, "partners.edit_contacts", at=organization)
    journal.record("contact.removed", by=by, at=organization, about=contact)
    contact.delete()


@transaction.atomic
def show_publicly(
    *, by: Person, contact: Contact, is_shown: bool, language: str, now: datetime
) -> None:
    """Let a person show their own name and business address to everybody, or stop it.

    Args:
        by: the person themselves.
        contact: their own entry.
        is_shown: whether they agree.
        language: of the wording they read.
        now: when.

    Raises:
        NotOneself: it is another person's entry.
    """
    if contact.person_id != by.pk:
        raise NotOneself(person=contact.full_name)
    purpose = Consent.Purpose.PUBLIC_CONTACT
    standing = Consent.objects.filter(contact=contact, purpose=purpose, withdrawn_at=None)
    if is_shown and not standing.exists():
        Consent.objects.create(
            organization=contact.organization,
            contact=contact,
            purpose=purpose,
            wording=PUBLIC_CONTACT_WORDING,
            language=language,
            given_at=now,
        )
    if not is_shown:
        standing.update(withdrawn_at=now)
    Contact.objects.filter(pk=contact.pk).update(is_public=is_shown)
    event = "consent.given" if is_shown else "consent.withdrawn"
    journal.record(event, by=by, at=contact.organization, about=contact, purpose=purpose.value)
