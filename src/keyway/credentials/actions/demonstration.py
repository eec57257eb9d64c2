"""Promises of plants that are made up: they show how the pages work, and go when the plants go."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy

from keyway.credentials.actions.promise_links import today
from keyway.credentials.models import Credential, Promise
from keyway.credentials.queries.promises import last_day, standing_promises
from keyway.partners import journal
from keyway.partners.access.walls import opened_for_system
from keyway.partners.models import Organization

if TYPE_CHECKING:
    from datetime import datetime

Deed = Promise.Deed
# Name of the plant, key of the credential, what is promised, more an hour in dollars.
_PROMISES: tuple[tuple[str, str, str, str], ...] = (
    ("Demo Precision Machining", "nims-cnc-milling-operator", Deed.PAY_MORE, "1.50"),
    ("Demo Precision Machining", "nims-measurement", Deed.INTERVIEW, ""),
    ("Demo Aerostructures", "nims-cnc-milling-programming", Deed.INTERVIEW, ""),
    ("Demo Circuit Works", "ipc-a-610", Deed.PREFER, ""),
    ("Demo Composites", "acma-cct", Deed.HIRE, ""),
    ("Demo Castings", "aws-sense-1", Deed.INTERVIEW, ""),
    ("Demo Foods", "mssc-cpt", Deed.PREFER, ""),
)
journal.declare_event(
    "demonstration.promised", gettext_lazy("Plants for demonstration signed made-up promises.")
)


@opened_for_system("plants for demonstration come and go")
@transaction.atomic
def sign_for_demonstration(*, state_code: str, now: datetime) -> int:
    """Let the plants for demonstration promise something; return how many promises were signed.

    Nothing is signed where one of their promises stands already, or a credential is not there.
    """
    plants = {
        each.name: each
        for each in Organization.objects.filter(is_demo=True, state_code=state_code)
        if each.kind == Organization.Kind.MANUFACTURER
    }
    on = today(now)
    if not plants or standing_promises(on=on).filter(organization__in=plants.values()).exists():
        return 0
    known = Credential.objects.in_bulk([key for _, key, _, _ in _PROMISES], field_name="key")
    rows = [
        Promise(
            organization=plants[name],
            credential=known[key],
            deed=deed,
            extra_hourly_usd=Decimal(more) if more else None,
            from_date=on,
            until_date=last_day(on),
            signed_at=now,
        )
        for name, key, deed, more in _PROMISES
        if name in plants and key in known
    ]
    Promise.objects.bulk_create(rows)
    if rows:
        journal.record("demonstration.promised", by=None, at=None, promises=len(rows))
    return len(rows)
