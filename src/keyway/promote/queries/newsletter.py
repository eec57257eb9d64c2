"""Who reads the newsletter: adults who asked for it and confirmed their address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core import signing
from django.db.models import Count

from keyway.promote.models import Subscriber

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from keyway.partners.models import Organization
    from keyway.partners.queries.circles import Circle

_SALT = "keyway.promote.newsletter"
SEGMENTS = ("language", "audience", "county_fips")


@dataclass(frozen=True, slots=True)
class Segment:
    """How many readers there are of one language and audience."""

    language: str
    audience: str
    count: int


def readers(organization: Organization, *, within: Circle) -> QuerySet[Subscriber]:
    """Return who gets the newsletter of an organization of a circle, by address."""
    rows = within.own(Subscriber.objects.filter(organization=organization))
    return rows.filter(confirmed_at__isnull=False, ended_at=None).order_by("email")


def of_segment(rows: QuerySet[Subscriber], chosen: Mapping[str, str]) -> QuerySet[Subscriber]:
    """Return the readers of a segment; what is empty is not asked for."""
    asked = {name: chosen[name] for name in SEGMENTS if chosen.get(name)}
    return rows.filter(**asked)


def segments(rows: QuerySet[Subscriber]) -> list[Segment]:
    """Return how many readers there are by language and audience."""
    counted = rows.order_by().values("language", "audience").annotate(count=Count("pk"))
    return [
        Segment(row["language"], row["audience"], row["count"])
        for row in counted.order_by("language", "audience")
    ]


def subscriber(number: int) -> Subscriber | None:
    """Return a subscriber with the partnership that writes, or None."""
    return Subscriber.objects.select_related("organization").filter(pk=number).first()


def token_to_end(subscriber: Subscriber) -> str:
    """Return what stands in the address by which somebody ends the newsletter, at any time.

    It ends with nobody's help, so it does not expire, and it can do nothing else.
    """
    return signing.Signer(salt=_SALT).sign(str(subscriber.pk))


def by_token_to_end(token: str) -> Subscriber | None:
    """Return whose address to end it this is; None for a changed token or a forgotten reader."""
    try:
        number = signing.Signer(salt=_SALT).unsign(token)
    except signing.BadSignature:
        return None
    return subscriber(int(number))
