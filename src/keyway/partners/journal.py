"""The journal: every deed is recorded in the transaction that does it.

A room says each of its deeds as a sentence with ``declare_event`` when it is loaded.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from keyway.errors import Broken
from keyway.partners.models import JournalEntry
from keyway.partners.queries.journal import declare_event
from keyway.partners.queries.walls import opened_for_system

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import Model

    from keyway.partners.models import Organization, Person

__all__ = ["declare_event", "record"]

Value = str | int | float | bool | None
_EVENT = re.compile(r"[a-z_]+\.[a-z_]+")
_CODE = re.compile(r"[\w.:+/-]{0,60}")


@opened_for_system("the journal takes every deed")
def record(
    event: str,
    *,
    by: Person | AnonymousUser | None,
    at: Organization | None,
    about: Model | None = None,
    **detail: Value,
) -> JournalEntry:
    """Record a deed; the database says when.

    Args:
        event: ``noun.past_participle``.
        by: who did it; None for a job or for whoever held a no-login link.
        at: the organization at which the permission was asked.
        about: the thing it was done to.
        **detail: codes, counts, dates as text. Words that people typed, addresses and secrets are
            refused, for an entry can never be taken back.

    Raises:
        Broken: the event or a detail has another form.
    """
    if not _EVENT.fullmatch(event):
        raise Broken(f"a deed is named noun.past_participle, not {event!r}")
    for name, value in detail.items():
        if isinstance(value, str) and not _CODE.fullmatch(value):
            raise Broken(f"the journal keeps codes, not words: {name} of {event}")
    return JournalEntry.objects.create(
        event=event,
        person_number=by.pk if by is not None else None,
        organization=at,
        about_kind=about._meta.label_lower if about is not None else "",
        about_number=about.pk if about is not None else None,
        detail=detail,
    )
