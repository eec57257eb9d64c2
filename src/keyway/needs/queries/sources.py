"""The releases of public tables that a finding rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from keyway.needs.models import GapFinding
from keyway.reference.contract import CONTRACTS
from keyway.reference.words import sentences

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from keyway.needs.queries.book import Book


@dataclass(frozen=True, slots=True)
class Release:
    """One release of one table, and what not to believe about it."""

    table: str
    publisher: str
    title: str
    release: str
    licence: str
    credit: str
    url: str
    date: str  # ISO date of loading
    caution: str


def releases_of(book: Book) -> list[Release]:
    """Return every release that went into the finding, by table."""
    return [
        Release(
            **row,
            caution=sentences.tell(CONTRACTS[row["table"]].caution, book.language)
            if row["table"] in CONTRACTS
            else "",
        )
        for row in book.finding.releases
    ]


def findings_of(state_fips: str) -> QuerySet[GapFinding]:
    """Return every finding that is kept for a state, the newest first."""
    return GapFinding.objects.filter(state_fips=state_fips).order_by("-computed_at", "-pk")
