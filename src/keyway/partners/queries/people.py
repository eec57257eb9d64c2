"""Who belongs to an organization, who is invited, and in which roles."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db.models.functions import Lower

from keyway.partners.models import Invitation, Membership, Person
from keyway.partners.queries.walls import opened_for_system

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from keyway.partners.models import Organization
    from keyway.partners.queries.circles import Circle


def memberships(organization: Organization, *, within: Circle) -> QuerySet[Membership]:
    """Return an organization's people, by name."""
    rows = within.own(organization.memberships.select_related("person", "organization"))
    return rows.order_by(Lower("person__full_name"), "pk")


def membership(organization: Organization, number: int, *, within: Circle) -> Membership | None:
    """Return one person's membership of an organization of a circle, or None."""
    return memberships(organization, within=within).filter(pk=number).first()


def invitations(organization: Organization, *, within: Circle) -> QuerySet[Invitation]:
    """Return the invitations of an organization that wait for an answer, the newest first."""
    rows = within.own(organization.invitations.filter(accepted_at=None, revoked_at=None))
    return rows.select_related("invited_by", "organization").order_by("-created_at", "pk")


def invitation(organization: Organization, number: int, *, within: Circle) -> Invitation | None:
    """Return one invitation that waits for an answer, or None."""
    return invitations(organization, within=within).filter(pk=number).first()


def digest_of(token: str) -> str:
    """Return what is kept of an invitation's token."""
    return hashlib.sha256(token.encode()).hexdigest()


@opened_for_system("an invitation is looked at")
def offered(token: str) -> Invitation | None:
    """Return the invitation that a token opens, whatever became of it, or None."""
    rows = Invitation.objects.select_related("organization", "invited_by")
    return rows.filter(token_digest=digest_of(token)).first()


def standing(invitation: Invitation, now: datetime) -> str:
    """Return what became of an invitation: open, accepted, withdrawn, expired or closed."""
    if invitation.accepted_at is not None:
        return "accepted"
    if invitation.revoked_at is not None:
        return "withdrawn"
    if invitation.organization.status == invitation.organization.Status.CLOSED:
        return "closed"
    return "open" if invitation.expires_at > now else "expired"


def person_of(email: str) -> Person | None:
    """Return the person with an e-mail address, in whatever case it is written."""
    return Person.objects.filter(email__iexact=email).first()
