"""What an import would write, reckoned from its decided rows before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from keyway.intake.queries.entries import entry_of, fields_of, points_of, state_words
from keyway.partners.models import Contact, ImportRow, Organization, Site
from keyway.partners.queries.naming import folded, search_text, slug_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import Model

    from keyway.engine.sheets import Entry
    from keyway.partners.models import ImportBatch
    from keyway.reference.store import Store

_PART = 400


@dataclass
class Plan:
    """What an import would write: records to make, records to change.

    Attributes:
        entries: by row number.
        places: point, county and districts by row number.
        by_row: the organization that a row became or was added to.
        held: organizations, sites and contacts that are there already, by number.
        made: records to be made, in order, with the row that asks for each.
        before: values of changed records as they were, by record.
    """

    batch: ImportBatch
    entries: dict[int, Entry] = field(default_factory=dict)
    places: dict[int, dict[str, Any] | None] = field(default_factory=dict)
    by_row: dict[int, Organization] = field(default_factory=dict)
    held: dict[int, Organization] = field(default_factory=dict)
    sites: dict[int, list[Site]] = field(default_factory=dict)
    contacts: dict[int, list[Contact]] = field(default_factory=dict)
    slugs: set[str] = field(default_factory=set)
    made: list[tuple[int, Model]] = field(default_factory=list)
    changed: dict[int, tuple[int, Model, dict[str, Any]]] = field(default_factory=dict)


def prepared(
    batch: ImportBatch, rows: Sequence[ImportRow], *, store: Store, home_state: str
) -> Plan:
    """Return a plan with every row read and placed; nothing of the directory is looked at yet.

    Args:
        batch: whose rows.
        rows: the decided ones.
        store: where points and districts are looked up.
        home_state: postal code of rows that name no state.
    """
    plan = Plan(batch)
    fields, states = fields_of(plan.batch), state_words(store)
    for row in rows:
        plan.entries[row.number] = entry_of(
            row.cells, fields, states=states, home_state=home_state, kind=plan.batch.kind
        )
    found = points_of(store, list(plan.entries.values()), home_state)
    plan.places = dict(zip(plan.entries, found, strict=True))
    return plan


def completed(plan: Plan, rows: Sequence[ImportRow]) -> Plan:
    """Return the plan with all that its rows would make and change in the directory as it is."""
    _load(plan, rows)
    for row in rows:
        _take(plan, row)
    return plan


def _load(plan: Plan, rows: Sequence[ImportRow]) -> None:
    """Take the organizations that rows are the same as, with their sites and contacts."""
    numbers = {row.same_as_id for row in rows if row.same_as_id}
    for start in range(0, len(numbers), _PART):
        part = sorted(numbers)[start : start + _PART]
        plan.held.update(Organization.objects.in_bulk(part))
        for site in Site.objects.filter(organization__in=part).order_by("pk"):
            plan.sites.setdefault(site.organization_id, []).append(site)
        for contact in Contact.objects.filter(organization__in=part).order_by("pk"):
            plan.contacts.setdefault(contact.organization_id, []).append(contact)
    plan.slugs = set(Organization.objects.values_list("slug", flat=True))


def _take(plan: Plan, row: ImportRow) -> None:
    """Take one row: its organization, its site, its contact."""
    entry = plan.entries[row.number]
    organization = _same(plan, row) or _new(plan, row.number, entry)
    plan.by_row[row.number] = organization
    blanks = {
        "website": entry.website,
        "phone": entry.main_phone,
        "naics_code": entry.naics,
        "subsector": entry.subsector,
    }
    if entry.naics and not organization.naics_code:
        words = search_text(organization.search_text, entry.naics)
        _set(plan, row.number, organization, {"search_text": words})
    _fill(plan, row.number, organization, blanks)
    _take_site(plan, row.number, organization, entry)
    _take_contact(plan, row.number, organization, entry)


def _same(plan: Plan, row: ImportRow) -> Organization | None:
    """Return the organization that a row was said to be the same as, ours or the sheet's."""
    if row.decision != ImportRow.Decision.SAME:
        return None
    if row.same_as_id is not None:
        return plan.held.get(row.same_as_id)
    chosen = next((each["row"] for each in row.candidates if each.get("chosen")), 0)
    return plan.by_row.get(chosen)


def _new(plan: Plan, number: int, entry: Entry) -> Organization:
    slug = slug_for(entry.name, entry.city, plan.slugs)
    plan.slugs.add(slug)
    organization = Organization(
        name=entry.name,
        slug=slug,
        search_text=search_text(entry.name, entry.city, entry.zip_code, entry.naics),
        kind=entry.kind,
        status=Organization.Status.APPROVED,
        state_code=entry.state,
    )
    plan.made.append((number, organization))
    return organization


def _fill(plan: Plan, number: int, record: Model, values: dict[str, str]) -> None:
    """Fill what a record has not; what it has is never overwritten."""
    blank = {name: value for name, value in values.items() if value and not getattr(record, name)}
    if blank:
        _set(plan, number, record, blank)


def _set(plan: Plan, number: int, record: Model, values: dict[str, str]) -> None:
    """Set values of a record; of one that is there already, keep what they were."""
    if record.pk is not None:
        _, _, before = plan.changed.setdefault(id(record), (number, record, {}))
        before.update({name: before.get(name, getattr(record, name)) for name in values})
    for name, value in values.items():
        setattr(record, name, value)


def _take_site(plan: Plan, number: int, organization: Organization, entry: Entry) -> None:
    if not (entry.street or entry.city or entry.zip_code or entry.longitude is not None):
        return
    sites = plan.sites.setdefault(_key(organization), [])
    if any(_is_at(site, entry) for site in sites):
        return
    site = Site(
        organization=organization,
        name=entry.site,
        is_main=not sites,
        street=entry.street,
        city=entry.city,
        state_code=entry.state,
        zip_code=entry.zip_code,
        **(plan.places[number] or {}),
    )
    sites.append(site)
    plan.made.append((number, site))


def _key(organization: Organization) -> int:
    """Return what an organization is known by before it has a number of its own."""
    return organization.pk or -id(organization)


def _is_at(site: Site, entry: Entry) -> bool:
    """Return whether a site is where a row says; a row without a street tells no second site."""
    if entry.street and site.street and folded(entry.street) != folded(site.street):
        return False
    if entry.zip_code and site.zip_code:
        return entry.zip_code == site.zip_code
    return not entry.city or not site.city or folded(entry.city) == folded(site.city)


def _take_contact(plan: Plan, number: int, organization: Organization, entry: Entry) -> None:
    if not entry.contact:
        return
    contacts = plan.contacts.setdefault(_key(organization), [])
    known = _known(contacts, entry)
    if known is not None:
        values = {"title": entry.title, "phone": entry.phone}
        if not known.email:
            values["email"] = entry.email
        _fill(plan, number, known, values)
        return
    contact = Contact(
        organization=organization,
        full_name=entry.contact,
        title=entry.title,
        email=entry.email,
        phone=entry.phone,
    )
    contacts.append(contact)
    plan.made.append((number, contact))


def _known(contacts: Iterable[Contact], entry: Entry) -> Contact | None:
    """Return the contact with a row's address, or else the only one of its name."""
    email, name = entry.email.casefold(), folded(entry.contact)
    by_email = next((c for c in contacts if email and c.email.casefold() == email), None)
    by_name = next(
        (c for c in contacts if folded(c.full_name) == name and not (email and c.email)), None
    )
    return by_email or by_name
