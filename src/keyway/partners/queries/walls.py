"""The second wall: what PostgreSQL itself shows, for as long as a block lasts.

Every table that leads to an organization has row-level security. Which rows a transaction sees
follows from three values that live no longer than the transaction: who asks, the organizations of
their circle, and whether, and why, all organizations are open. Where nothing is set, no private row
is there. SQLite has no such wall; there the blocks do nothing.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection, transaction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from keyway.partners.queries.circles import Circle


@dataclass(frozen=True, slots=True)
class Opening:
    """What a transaction may see.

    Attributes:
        person_number: whose own memberships are seen; None for a visitor.
        organizations: numbers of the organizations whose private rows are seen.
        everywhere: why all organizations are seen; empty when they are not.
    """

    person_number: int | None = None
    organizations: frozenset[int] = frozenset()
    everywhere: str = ""


SHUT = Opening()


class _Standing(threading.local):
    """The opening in force on this thread's connection."""

    opening: Opening = SHUT


standing = _Standing()

_SET = """
    SELECT set_config('keyway.person', %s, true),
           set_config('keyway.organizations', %s, true),
           set_config('keyway.everywhere', %s, true)
"""


@contextmanager
def opened_for(circle: Circle) -> Iterator[None]:
    """Let the block see the private rows of a circle, in a transaction of its own."""
    with _opened(
        Opening(
            person_number=circle.person_number,
            organizations=circle.organizations,
            everywhere="staff" if circle.is_staff else "",
        )
    ):
        yield


@contextmanager
def opened_for_system(reason: str) -> Iterator[None]:
    """Let the block see every organization, in a transaction of its own.

    For what nobody's circle answers for: jobs, commands, no-login links, invitations, proposals.

    Args:
        reason: why, in a few words; the docs list them all.
    """
    if standing.opening.everywhere or connection.vendor != "postgresql":
        yield
        return
    with _opened(Opening(everywhere=reason)):
        yield


@contextmanager
def shut() -> Iterator[None]:
    """Let the block see no private row.

    Outside every other block nothing is open, so that there is nothing to do.
    """
    if standing.opening == SHUT:
        yield
        return
    with _opened(SHUT):
        yield


@contextmanager
def opened_to_find_circle(person_number: int) -> Iterator[None]:
    """Let the block see whatever tells to which organizations a person belongs."""
    if standing.opening.person_number == person_number:
        yield
        return
    with opened_for_system("finding the circle"):
        yield


@contextmanager
def _opened(opening: Opening) -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    before, is_outermost = standing.opening, not connection.in_atomic_block
    with transaction.atomic():
        _set(opening)
        try:
            yield
        finally:
            standing.opening = before
        # The end of a transaction, or going back to where the block began, forgets what was set.
        if not (is_outermost or connection.needs_rollback):
            _set(before)


def _set(opening: Opening) -> None:
    numbers = ",".join(map(str, sorted(opening.organizations)))
    person = "" if opening.person_number is None else str(opening.person_number)
    with connection.cursor() as cursor:
        cursor.execute(_SET, [person, numbers, opening.everywhere])
    standing.opening = opening
