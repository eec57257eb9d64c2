"""No-login links as they stand: found by their token, open or not, and why not."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import TYPE_CHECKING

from keyway.partners.models import Link

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from keyway.partners.models import Contact
    from keyway.partners.queries.circles import Circle


class LinkState(StrEnum):
    """Whether a link can be used, or why it cannot."""

    OPEN = "open"
    USED = "used"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


def digest_of(token: str) -> str:
    """Return what is kept of a token: its SHA-256."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def by_token(token: str) -> Link | None:
    """Return the link whose token this is, or None; a cut or changed token is nobody's."""
    found = Link.objects.select_related("organization", "contact")
    return found.filter(token_digest=digest_of(token)).first()


def state_of(link: Link, *, now: datetime) -> LinkState:
    """Return whether a link can be used; that it was used says more than that it is old."""
    if link.used_at is not None:
        return LinkState.USED
    if link.revoked_at is not None:
        return LinkState.WITHDRAWN
    return LinkState.OPEN if link.expires_at > now else LinkState.EXPIRED


def open_links(*, now: datetime) -> QuerySet[Link]:
    """Return the links that can be used."""
    return Link.objects.filter(used_at=None, revoked_at=None, expires_at__gt=now)


def open_links_of(contact: Contact, *, now: datetime) -> QuerySet[Link]:
    """Return the links that a contact can use."""
    return open_links(now=now).filter(contact=contact)


def links_within(*, within: Circle) -> QuerySet[Link]:
    """Return the links of a circle's organizations."""
    return within.own(Link.objects.select_related("organization", "contact"))
