"""Rows of a sheet as entries and listings, with where they lie; and the directory as listings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from keyway.codes.fips import STATE_FIPS
from keyway.engine import sheets
from keyway.engine.likeness import Listing
from keyway.intake.queries.imports import IMPORTED_KINDS
from keyway.partners.models import Organization
from keyway.reference.lookups import districts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.db.models import QuerySet

    from keyway.partners.models import ImportBatch
    from keyway.reference.store import Store


def state_words(store: Store) -> dict[str, str]:
    """Return the postal code of every state by its code and its name, in lower case."""
    names = store.read("states").iter_rows(named=True)
    return {
        **{code.lower(): code for code in STATE_FIPS},
        **{row["state_name"].casefold(): row["state_code"] for row in names},
    }


def fields_of(batch: ImportBatch) -> dict[int, sheets.Field]:
    """Return what each column of a batch holds; columns that are left out are absent."""
    return {
        column["column"]: sheets.Field(column["field"])
        for column in batch.mapping.get("columns", ())
        if column["field"]
    }


def entry_of(
    cells: Sequence[str],
    fields: Mapping[int, sheets.Field],
    *,
    states: Mapping[str, str],
    home_state: str,
    kind: str,
) -> sheets.Entry:
    """Return a row as an entry; a row that does not say its kind is of the batch's."""
    held = {field: cells[at] for at, field in fields.items() if at < len(cells)}
    entry = sheets.tidy(held, states=states, home_state=home_state, kinds=IMPORTED_KINDS)
    return entry if entry.kind else replace(entry, kind=kind)


def listing_of(key: str, entry: sheets.Entry) -> Listing:
    """Return an entry as the finder of duplicates takes it."""
    return Listing(
        key=key,
        name=entry.name,
        other_names=(f"{entry.name} {entry.site}",) if entry.site else (),
        street=entry.street,
        city=entry.city,
        zip_code=entry.zip_code,
        phone=entry.main_phone or entry.phone,
        website=entry.website,
        email=entry.email,
        longitude=entry.longitude,
        latitude=entry.latitude,
    )


def directory_listings() -> Iterator[Listing]:
    """Yield the directory as listings: an organization once for each of its sites."""
    organizations = Organization.objects.exclude(status=Organization.Status.CLOSED)
    rows: QuerySet[Organization, tuple[Any, ...]] = organizations.values_list(
        "pk", "name", "phone", "website", "sites__name", "sites__street", "sites__city",
        "sites__zip_code", "sites__longitude", "sites__latitude", "sites__location_precision",
    )  # fmt: skip
    for number, name, phone, website, site, *place in rows.iterator():
        street, city, zip_code, longitude, latitude, precision = place
        is_exact = precision == "exact"
        yield Listing(
            key=str(number),
            name=name,
            other_names=(f"{name} {site}",) if site else (),
            street=street or "",
            city=city or "",
            zip_code=zip_code or "",
            phone=phone,
            website=website,
            longitude=longitude if is_exact else None,
            latitude=latitude if is_exact else None,
        )


def unplaced_of(store: Store, entries: Sequence[sheets.Entry], home_state: str) -> list[bool]:
    """Return which rows name a place that no map of ours holds."""
    placed = points_of(store, entries, home_state)
    return [
        point is None and bool(entry.city or entry.zip_code or entry.longitude is not None)
        for point, entry in zip(placed, entries, strict=True)
    ]


def points_of(
    store: Store, entries: Sequence[sheets.Entry], home_state: str
) -> list[dict[str, Any] | None]:
    """Return point, precision, county and districts of each entry; None where no county holds it.

    A given point is taken as it is; else the center of the ZIP area; else that of the town.
    """
    zips = {
        row["zip_code"]: (row["longitude"], row["latitude"], "zip")
        for row in store.read("zip_points").iter_rows(named=True)
    }
    towns = _towns(store)
    found = [
        (entry.longitude, entry.latitude, "exact")
        if entry.longitude is not None and entry.latitude is not None
        else zips.get(entry.zip_code)
        or towns.get((entry.state or home_state, entry.city.casefold()))
        for entry in entries
    ]
    known = [point for point in found if point is not None]
    held = iter(districts.located_all(store, [p[0] for p in known], [p[1] for p in known]))
    return [_place(point, next(held)) if point is not None else None for point in found]


def _towns(store: Store) -> dict[tuple[str, str], tuple[float, float, str]]:
    codes = {fips: code for code, fips in STATE_FIPS.items()}
    towns: dict[tuple[str, str], tuple[float, float, str]] = {}
    for row in store.read("place_points").sort("county_name", "longitude").iter_rows(named=True):
        key = (codes.get(row["state_fips"], ""), row["place_name"].casefold())
        towns.setdefault(key, (row["longitude"], row["latitude"], "place"))
    return towns


def _place(point: tuple[Any, Any, str], held: districts.Located) -> dict[str, Any] | None:
    if held.county_fips is None:
        return None
    return {
        "longitude": point[0],
        "latitude": point[1],
        "location_precision": point[2],
        "county_fips": held.county_fips,
        "upper_district": held.upper or "",
        "lower_district": held.lower or "",
        "congressional_district": held.congressional or "",
    }
