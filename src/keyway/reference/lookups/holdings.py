"""What a store holds of each source, how old it is, and whether newer data should exist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from keyway.reference.store import STARTER

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from keyway.reference.releases import Source
    from keyway.reference.store import Entry, Store


@dataclass(frozen=True, slots=True)
class Holding:
    """One table of one source as it stands.

    Attributes:
        source: what fills the table.
        table: its name.
        release: newest release in force; empty where nothing is loaded.
        older_releases: how many other releases are kept.
        parts_count: parts in force.
        rows_count: rows in force.
        kept_in: "loaded", "starter", "both" or "missing".
        age_months: months since the newest release, None where nothing is loaded.
        newer_since: month ("2026-09") since which a newer release should exist; empty where none
            should, or where nothing is loaded.
    """

    source: Source
    table: str
    release: str
    older_releases: int
    parts_count: int
    rows_count: int
    kept_in: str
    age_months: int | None
    newer_since: str


def holdings(store: Store, sources: Iterable[Source], *, today: date) -> list[Holding]:
    """Return what the store holds of every table of every source, sources by key."""
    entries = store.entries()
    return [
        _holding(store, source, table, [e for e in entries if e.table == table], today)
        for source in sorted(sources, key=lambda source: source.key)
        for table in source.tables
    ]


def _holding(
    store: Store, source: Source, table: str, entries: list[Entry], today: date
) -> Holding:
    current = store.current(table)
    if not current:
        return Holding(source, table, "", 0, 0, 0, "missing", None, "")
    newest = max((entry for _, entry in current), key=lambda entry: entry.order)
    others = {entry.release for entry in entries} - {newest.release}
    places = {"starter" if root == STARTER else "loaded" for root, _ in current}
    now = today.year * 12 + today.month - 1
    due = expected_month(source, newest.release_date)
    return Holding(
        source=source,
        table=table,
        release=newest.release,
        older_releases=len(others),
        parts_count=len(current),
        rows_count=sum(entry.rows_count for _, entry in current),
        kept_in="both" if len(places) > 1 else places.pop(),
        age_months=max(0, now - _month(newest.release_date)),
        newer_since=f"{due // 12}-{due % 12 + 1:02}" if due is not None and due <= now else "",
    )


def expected_month(source: Source, release_date: str) -> int | None:
    """Return the month in which the release after ``release_date`` should be out.

    Months are counted from January of year 0. None where the source is not renewed by a calendar.
    """
    if source.cadence_months == 0:
        return None
    return _month(release_date) + source.cadence_months + source.lag_months


def _month(release_date: str) -> int:
    """Return the month that a release speaks for; a whole year ends in December."""
    year, _, rest = release_date.partition("-")
    return int(year) * 12 + (int(rest[:2]) - 1 if rest else 11)
