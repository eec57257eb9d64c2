"""What staff decide about organizations beyond one yes: refuse with a reason, close, enter, several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from keyway.errors import Refused
from keyway.partners import access, journal
from keyway.partners.actions.organizations import (
    PROPOSED,
    approve_organization,
    change_organization,
    decline_organization,
)
from keyway.partners.actions.work import close_items
from keyway.partners.models import Organization
from keyway.partners.queries.naming import free_slug, search_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from keyway.partners.models import Person

_MAY = "partners.approve_organization"
Status = Organization.Status


class RefusalReason(TextChoices):
    """Why an organization is not taken into the directory."""

    DUPLICATE = "duplicate", _("It is in the directory already")
    UNVERIFIED = "unverified", _("We could not reach it or find that it exists")
    ELSEWHERE = "elsewhere", _("It has no site in this state")
    OTHER_FIELD = "other_field", _("It has nothing to do with manufacturing or its teaching")
    UNWANTED = "unwanted", _("It asked to be left out")


class RunsTheSite(Refused):
    """The partnership itself cannot be closed."""

    sentence = gettext_noop(
        "%(organization)s runs this site and cannot be closed. Let another partnership run it first."
    )


class AlreadyClosed(Refused):
    """The organization is closed."""

    sentence = gettext_noop("%(organization)s is closed already.")


class NotClosed(Refused):
    """Only a closed organization can be opened again."""

    sentence = gettext_noop("%(organization)s is not closed.")


class NoSuchReason(Refused):
    """A refusal names one of the reasons."""

    sentence = gettext_noop("Choose one of the reasons, so that whoever asked can be told why.")


@transaction.atomic
def refuse_organization(
    *, by: Person, organization: Organization, reason: str, now: datetime
) -> None:
    """Leave an organization that waits out of the directory, for one of the reasons.

    Raises:
        NotPermitted: the person may not.
        NoSuchReason: the reason is none of the list.
        AlreadyDecided: it does not wait.
    """
    if reason not in RefusalReason.values:
        raise NoSuchReason
    access.require(by, _MAY, at=organization)
    journal.record("organization.refused", by=by, at=None, about=organization, reason=reason)
    decline_organization(by=by, organization=organization, now=now)


@transaction.atomic
def close_organization(*, by: Person, organization: Organization, now: datetime) -> None:
    """Take an organization out of the directory; its records stay, its people see them no more.

    Raises:
        NotPermitted: the person may not.
        RunsTheSite: it is the partnership itself.
        AlreadyClosed: it is closed.
    """
    access.require(by, _MAY, at=organization)
    if organization.runs_site:
        raise RunsTheSite(organization=organization.name)
    open_ = Organization.objects.filter(pk=organization.pk).exclude(status=Status.CLOSED)
    if not open_.update(status=Status.CLOSED, changed_at=now):
        raise AlreadyClosed(organization=organization.name)
    organization.status = Status.CLOSED
    close_items(kind=PROPOSED, subject=f"organization:{organization.pk}", now=now)
    journal.record("organization.closed", by=by, at=organization, about=organization)


@transaction.atomic
def reopen_organization(*, by: Person, organization: Organization, now: datetime) -> None:
    """Take a closed organization into the directory again.

    Raises:
        NotPermitted: the person may not.
        NotClosed: it is not closed.
    """
    access.require(by, _MAY, at=organization)
    closed = Organization.objects.filter(pk=organization.pk, status=Status.CLOSED)
    if not closed.update(status=Status.APPROVED, changed_at=now):
        raise NotClosed(organization=organization.name)
    organization.status = Status.APPROVED
    journal.record("organization.reopened", by=by, at=organization, about=organization)


@transaction.atomic
def approve_organizations(
    *, by: Person, organizations: Iterable[Organization], now: datetime, base: str
) -> int:
    """Approve several, all or none; return how many.

    Raises:
        NotPermitted: the person may not at one of them.
        AlreadyDecided: one of them does not wait.
    """
    chosen = list(organizations)
    for each in chosen:
        approve_organization(by=by, organization=each, now=now, base=base)
    return len(chosen)


@transaction.atomic
def close_organizations(*, by: Person, organizations: Iterable[Organization], now: datetime) -> int:
    """Close several, all or none; return how many.

    Raises:
        NotPermitted: the person may not at one of them.
        RunsTheSite: one of them is the partnership itself.
        AlreadyClosed: one of them is closed.
    """
    chosen = list(organizations)
    for each in chosen:
        close_organization(by=by, organization=each, now=now)
    return len(chosen)


@transaction.atomic
def enter_organization(
    *,
    by: Person,
    at: Organization,
    kind: str,
    state_code: str,
    values: Mapping[str, str],
    now: datetime,
) -> Organization:
    """Enter an organization that staff know, into the directory at once.

    Args:
        by: staff of the partnership.
        at: the partnership.
        kind: a value of ``Organization.Kind``.
        state_code: postal abbreviation of its state.
        values: name, summary, website, phone, naics_code.
        now: when.

    Raises:
        NotPermitted: the person may not.
    """
    access.require(by, _MAY, at=at)
    name = values["name"]
    entered = Organization.objects.create(
        name=name,
        slug=free_slug(name, ""),
        search_text=search_text(name),
        kind=kind,
        state_code=state_code,
        status=Status.APPROVED,
    )
    journal.record("organization.entered", by=by, at=entered, about=entered, kind=kind)
    change_organization(by=by, organization=entered, values=values, now=now)
    return entered
