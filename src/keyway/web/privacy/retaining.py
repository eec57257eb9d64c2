"""Forgetting in time: what is past its days goes, as the data map says."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from keyway.partners import journal
from keyway.partners.access.walls import opened_for_system
from keyway.partners.models import Person
from keyway.web.privacy.datamap import data_map
from keyway.web.privacy.erasing import OnlyAdministrator, delete_rows, erase, erase_rows
from keyway.web.privacy.finding import leaning_on

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model, QuerySet

    from keyway.web.privacy.datamap import Expiry


@task
def forget_in_time() -> str:
    """Forget what is past its days as of now; return what was done, for the record of the queue."""
    gone = apply_retention(now=timezone.now())
    return ", ".join(f"{model} {count}" for model, count in gone.items()) or "nothing"


@opened_for_system("forgetting what is past its days")
def apply_retention(*, now: datetime) -> dict[str, int]:
    """Forget every row that is past its days; return how many, by model.

    Run twice, it finds nothing the second time. A person who was not seen for so long, belongs to
    no organization and is nobody's contact is erased as if they had asked for it.

    Args:
        now: the time of the run.
    """
    gone: dict[str, int] = {}
    # What leans on other rows goes first, and with them in any case.
    for entry, model in reversed(list(data_map().here())):
        for expiry in entry.expire:
            with transaction.atomic():
                count = _forget(model, expiry, now)
            if count:
                gone[entry.model] = gone.get(entry.model, 0) + count
    if gone:
        journal.record("retention.applied", by=None, at=None, rows=sum(gone.values()))
    return gone


def _forget(model: type[Model], expiry: Expiry, now: datetime) -> int:
    rows = past_its_days(model, expiry, now)
    if model is Person:
        return sum(_erased(email) for email in rows.values_list("email", flat=True))
    if not expiry.clear:
        keys = frozenset(rows.values_list("pk", flat=True))
        if keys:
            erase_rows(leaning_on(model, keys))
            delete_rows(model, keys)
        return len(keys)
    held = Q(*[Q(**{f"{name}__isnull": False}) for name in expiry.clear], _connector=Q.OR)
    return int(rows.filter(held).update(**dict.fromkeys(expiry.clear)))


def _erased(email: str) -> int:
    try:
        erase(email, by=None)
    except OnlyAdministrator:
        return 0
    return 1


def past_its_days(model: type[Model], expiry: Expiry, now: datetime) -> QuerySet[Any]:
    """Return the rows that are past their days."""
    limit = now - timedelta(days=expiry.days)
    came = Q(*[Q(**{f"{name}__isnull": False}) for name in expiry.since], _connector=Q.OR)
    rows = model._base_manager.filter(came, **expiry.where)
    for name in expiry.since:
        rows = rows.filter(Q(**{f"{name}__lt": limit}) | Q(**{f"{name}__isnull": True}))
    return rows
