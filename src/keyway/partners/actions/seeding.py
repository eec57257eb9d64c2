"""Fill the directory from official lists, and renew what nobody has touched since."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from keyway.partners import journal
from keyway.partners.access.walls import opened_for_system
from keyway.partners.models import Organization, Site
from keyway.partners.queries.naming import search_text, slug_for
from keyway.reference.lookups import directory, districts, places

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from keyway.reference.store import Store

Row = dict[str, Any]
Key = tuple[str, str]

_BATCH = 400
_RENEWED = (
    "name", "search_text", "kind", "website", "phone", "is_charter", "lowest_grade",
    "highest_grade", "enrollment_count", "enrollment_note", "source_key", "source_release",
    "official_digest",
)  # fmt: skip
_PLACED = ("county_fips", "upper_district", "lower_district", "congressional_district")
_ADDRESS = ("street", "city", "zip_code", "longitude", "latitude", "location_precision")
_PRECISIONS = {
    "site": Site.Precision.EXACT,
    "zip": Site.Precision.ZIP,
    "place": Site.Precision.PLACE,
}


# The tables that the directory is filled from, and how; a new way of filling has a new number.
_TABLES = (
    "ade_cteds", "ade_schools", "ccd_agencies", "ccd_schools", "county_outlines",
    "district_outlines", "ipeds_institutions", "place_points", "zip_points",
)  # fmt: skip
_METHOD = "3"


@dataclass(frozen=True, slots=True)
class Seeded:
    """What filling the directory did.

    Attributes:
        added: organizations that were not there.
        renewed: organizations whose official facts changed.
        closed: organizations that the lists hold no longer and nobody has touched.
        kept: organizations left alone, because somebody confirmed or changed them.
    """

    added: int = 0
    renewed: int = 0
    closed: int = 0
    kept: int = 0

    @property
    def is_change(self) -> bool:
        """Whether anything was written."""
        return bool(self.added or self.renewed or self.closed)


def lists_fingerprint(store: Store, state_code: str) -> str:
    """Return a fingerprint of the lists that a state's directory is filled from."""
    held = [entry.sha256 for table in _TABLES for _, entry in store.current(table)]
    return hashlib.sha256("\n".join([_METHOD, state_code.upper(), *held]).encode()).hexdigest()


@opened_for_system("official lists fill the directory")
@transaction.atomic
def seed_directory(*, store: Store, state_code: str) -> Seeded:
    """Enter the organizations that official lists name, and renew those nobody has touched.

    An organization is known by its official code, so that a second run changes nothing. One that a
    person confirmed or changed is left as it is; its fingerprint tells.

    Args:
        store: the public tables.
        state_code: postal abbreviation.

    Raises:
        UnknownState: there is no such state.
    """
    code = places.state(store, state_code).code
    rows = _rows(store, code)
    held = _held(code)
    added = _add([row for key, row in rows.items() if key not in held])
    renewed, kept = _renew(rows, held)
    closed = _close(rows, held)
    _link(rows)
    relocate_sites(store=store, state_code=code)
    done = Seeded(len(added), renewed, closed, kept)
    if done.is_change:
        journal.record(
            "directory.seeded",
            by=None,
            at=None,
            state=code,
            added=done.added,
            renewed=done.renewed,
            closed=done.closed,
            kept=done.kept,
        )
    return done


def _rows(store: Store, state_code: str) -> dict[Key, Row]:
    """Return the official organizations as our fields, by scheme and code."""
    found = directory.organizations(store, state_code)
    rows: dict[Key, Row] = {}
    for raw in found.iter_rows(named=True):
        row = _row(raw)
        rows[row["official_scheme"], row["official_code"]] = row
    for row, held in zip(rows.values(), _located(store, rows.values()), strict=True):
        row.update(held)
    return rows


def _row(raw: Row) -> Row:
    precision = _PRECISIONS.get(raw["location_precision"] or "", "")
    if precision == Site.Precision.ZIP and raw["is_office_address"]:
        precision = Site.Precision.OFFICE
    row = {
        "official_scheme": raw["official_scheme"],
        "official_code": raw["official_code"],
        "kind": raw["kind"],
        "state_code": raw["state_code"],
        "parent": raw["parent_code"] or "",
        "cteds": tuple(raw["cted_codes"]),
        "name": raw["name"].strip()[:200],
        "website": (raw["website"] or "")[:300],
        "phone": (raw["phone"] or "")[:30],
        "is_charter": bool(raw["is_charter"]),
        "lowest_grade": raw["lowest_grade"] or "",
        "highest_grade": raw["highest_grade"] or "",
        "enrollment_count": raw["enrollment_count"],
        "enrollment_note": (raw["enrollment_note"] or "")[:200],
        "source_key": raw["source"] or "",
        "source_release": raw["release"] or "",
        "street": (raw["street"] or "")[:200],
        "city": (raw["city"] or "")[:100],
        "zip_code": raw["zip_code"] or "",
        "longitude": raw["longitude"],
        "latitude": raw["latitude"],
        "location_precision": precision,
    }
    row["search_text"] = search_text(
        row["name"], row["city"], row["zip_code"], row["official_code"], raw["state_own_code"] or ""
    )
    return row


def _located(store: Store, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Return county and districts of each row's point; empty where none is known."""
    listed = list(rows)
    known = [row for row in listed if row["longitude"] is not None]
    found = districts.located_all(
        store, [row["longitude"] for row in known], [row["latitude"] for row in known]
    )
    held = iter(found)
    nowhere = dict.fromkeys(_PLACED, "")
    return [nowhere if row["longitude"] is None else placed_in(next(held)) for row in listed]


def placed_in(found: districts.Located) -> dict[str, str]:
    """Return a site's derived fields from what holds its point."""
    return {
        "county_fips": found.county_fips or "",
        "upper_district": found.upper or "",
        "lower_district": found.lower or "",
        "congressional_district": found.congressional or "",
    }


def _held(state_code: str) -> dict[Key, tuple[Organization, Site | None]]:
    """Return the organizations that came from official lists, each with its main site."""
    own = Organization.objects.filter(state_code=state_code).exclude(official_code="")
    sites = {
        site.organization_id: site
        for site in Site.objects.filter(is_main=True, organization__in=own.values("pk"))
    }
    return {(o.official_scheme, o.official_code): (o, sites.get(o.pk)) for o in own}


def _digest(row: Mapping[str, Any]) -> str:
    """Return the fingerprint of the facts that a person might change."""
    facts = [
        "" if row[name] is None else str(row[name])
        for name in (
            "name", "kind", "website", "phone", "is_charter", "lowest_grade", "highest_grade",
            "enrollment_count", "enrollment_note", *_ADDRESS,
        )
    ]  # fmt: skip
    return hashlib.sha256("\x1f".join(facts).encode()).hexdigest()


def _as_row(organization: Organization, site: Site | None) -> Row:
    """Return what is kept of an organization in the form of an official row."""
    of_site = {name: getattr(site, name) for name in _ADDRESS} if site else {}
    blank = {"longitude": None, "latitude": None}
    return {**dict.fromkeys(_ADDRESS, ""), **blank, **vars(organization), **of_site}


def _is_untouched(organization: Organization, site: Site | None) -> bool:
    is_confirmed = organization.confirmed_at or (site and site.confirmed_at)
    return not is_confirmed and _digest(_as_row(organization, site)) == organization.official_digest


def _add(rows: list[Row]) -> list[Organization]:
    taken = set(Organization.objects.values_list("slug", flat=True))
    fresh = []
    for row in rows:
        slug = slug_for(row["name"], row["city"], taken)
        taken.add(slug)
        given = {name: row[name] for name in _RENEWED if name in row}
        fresh.append(
            Organization(
                **given,
                slug=slug,
                status=Organization.Status.APPROVED,
                state_code=row["state_code"],
                official_scheme=row["official_scheme"],
                official_code=row["official_code"],
                official_digest=_digest(row),
            )
        )
    made = Organization.objects.bulk_create(fresh, batch_size=_BATCH)
    Site.objects.bulk_create(
        [_site(each, row) for each, row in zip(made, rows, strict=True)], batch_size=_BATCH
    )
    return made


def _site(organization: Organization, row: Row) -> Site:
    given = {name: row[name] for name in (*_ADDRESS, *_PLACED)}
    return Site(organization=organization, is_main=True, state_code=row["state_code"], **given)


def _renew(
    rows: Mapping[Key, Row], held: Mapping[Key, tuple[Organization, Site | None]]
) -> tuple[int, int]:
    """Bring untouched organizations to the facts of the lists; return how many, and how many not."""
    changed: list[Organization] = []
    moved: list[Site] = []
    kept = 0
    for key, row in rows.items():
        organization, site = held.get(key, (None, None))
        if organization is None or _is_as_told(organization, row):
            continue
        # What was closed stays closed, whatever the lists say: staff open it again.
        if organization.status == Organization.Status.CLOSED or not _is_untouched(
            organization, site
        ):
            kept += 1
            continue
        changed.append(_rewritten(organization, row))
        if site is not None:
            for name in (*_ADDRESS, *_PLACED):
                setattr(site, name, row[name])
            moved.append(site)
    Organization.objects.bulk_update(changed, _RENEWED, batch_size=_BATCH)
    Site.objects.bulk_update(moved, (*_ADDRESS, *_PLACED), batch_size=_BATCH)
    return len(changed), kept


def _is_as_told(organization: Organization, row: Row) -> bool:
    return (
        organization.official_digest == _digest(row)
        and organization.source_release == row["source_release"]
    )


def _rewritten(organization: Organization, row: Row) -> Organization:
    for name in _RENEWED:
        if name in row:
            setattr(organization, name, row[name])
    organization.official_digest = _digest(row)
    return organization


def _close(rows: Mapping[Key, Row], held: Mapping[Key, tuple[Organization, Site | None]]) -> int:
    """Close what the lists hold no longer, unless people touched it or belong to it."""
    schemes = {scheme for scheme, _ in rows}
    gone = [
        organization.pk
        for key, (organization, site) in held.items()
        if key not in rows
        and key[0] in schemes
        and organization.status == Organization.Status.APPROVED
        and _is_untouched(organization, site)
    ]
    return Organization.objects.filter(pk__in=gone, memberships=None).update(
        status=Organization.Status.CLOSED
    )


def _link(rows: Mapping[Key, Row]) -> None:
    """Let schools belong to their districts and work with their technical districts."""
    own = {
        (o.official_scheme, o.official_code): o
        for o in Organization.objects.filter(official_code__in=[code for _, code in rows]).only(
            "pk", "official_scheme", "official_code", "parent_id", "confirmed_at"
        )
    }
    moved, pairs = [], []
    for key, row in rows.items():
        child, parent = own.get(key), own.get(("nces", row["parent"]))
        if child is None:
            continue
        if parent is not None and child.parent_id is None:
            child.parent = parent
            moved.append(child)
        pairs += [(child, own["nces", code]) for code in row["cteds"] if ("nces", code) in own]
    Organization.objects.bulk_update(moved, ["parent"], batch_size=_BATCH)
    _pair(pairs)


def _pair(pairs: list[tuple[Organization, Organization]]) -> None:
    through = Organization.partners.through
    both = [(one.pk, two.pk) for one, two in pairs] + [(two.pk, one.pk) for one, two in pairs]
    held = set(
        through.objects.filter(from_organization__in={one for one, _ in both}).values_list(
            "from_organization_id", "to_organization_id"
        )
    )
    fresh = [
        through(from_organization_id=one, to_organization_id=two)
        for one, two in dict.fromkeys(both)
        if (one, two) not in held
    ]
    through.objects.bulk_create(fresh, batch_size=_BATCH, ignore_conflicts=True)


@opened_for_system("outlines place every site")
@transaction.atomic
def relocate_sites(*, store: Store, state_code: str) -> int:
    """Find county and districts of a state's sites anew, and return how many changed.

    Outlines change with a new map of districts; a site's county and districts follow its point.
    """
    sites = list(Site.objects.filter(organization__state_code=state_code))
    rows = [{"longitude": site.longitude, "latitude": site.latitude} for site in sites]
    changed = []
    for site, held in zip(sites, _located(store, rows), strict=True):
        if any(getattr(site, name) != value for name, value in held.items()):
            for name, value in held.items():
                setattr(site, name, value)
            changed.append(site)
    Site.objects.bulk_update(changed, _PLACED, batch_size=_BATCH)
    return len(changed)
