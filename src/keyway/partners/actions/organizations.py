"""An organization from the day somebody proposes it: taken in, changed, confirmed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext_lazy as _

from keyway.errors import Refused
from keyway.partners import access, journal
from keyway.partners.access.walls import opened_for_system
from keyway.partners.actions.invitations import (
    BelongsAlready,
    InvitedAlready,
    MailNotSent,
    invite_person,
)
from keyway.partners.actions.people import give_role
from keyway.partners.actions.work import close_items, declare_work, post_to_staff
from keyway.partners.models import Contact, Organization, Site
from keyway.partners.queries.naming import folded, free_slug, search_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from keyway.partners.models import Person

PROPOSED = "organization.proposed"
_APPROVE = "partners.approve_organization"
Status = Organization.Status
# What its own people and staff may change of an organization.
CHANGEABLE = ("name", "summary", "website", "phone", "naics_code")

declare_work(
    PROPOSED,
    _("%(organization)s asks to be in the directory."),
    _("Look and decide"),
    label=_("New organizations"),
)


class RunByAnother(Refused):
    """A partnership runs the site already."""

    sentence = gettext_noop(
        "%(organization)s runs this site. Its director invites you, or hands it over."
    )


class OnlyKeepers(Refused):
    """Only an administrator of the site says which partnership runs it."""

    sentence = gettext_noop(
        "Only an administrator of the site can name the partnership that runs it. Make one with "
        "`keyway createsuperuser`."
    )


class AlreadyDecided(Refused):
    """Somebody approved or declined the organization in the meantime."""

    sentence = gettext_noop(
        "This was decided already. Open the board again to see what still waits."
    )


@transaction.atomic
def found_partnership(
    *, by: Person, name: str, city: str, zip_code: str, state_code: str, now: datetime
) -> Organization:
    """Enter the partnership that runs the site; whoever does it becomes its director.

    Args:
        by: an administrator of the site.
        name: of the partnership.
        city: where its office is.
        zip_code: five digits.
        state_code: postal abbreviation of the state that is shown.
        now: when.

    Raises:
        OnlyKeepers: the person is no administrator of the site.
        RunByAnother: a partnership runs the site already.
    """
    if not by.is_superuser:
        raise OnlyKeepers
    organization = Organization.objects.filter(runs_site=True).first() or Organization(
        kind=Organization.Kind.PARTNERSHIP, status=Status.APPROVED, runs_site=True
    )
    if organization.pk and not organization.is_demo:
        raise RunByAnother(organization=organization.name)
    # One that ran the site for demonstration becomes the real one, with what was begun under it.
    organization.name, organization.slug = name, free_slug(name, city)
    organization.search_text = search_text(name, city, zip_code)
    organization.state_code, organization.is_demo = state_code, False
    organization.save()
    Site.objects.create(
        organization=organization, is_main=True, city=city, zip_code=zip_code, state_code=state_code
    )
    give_role(organization=organization, person=by, role="partnership_director", now=now)
    journal.record("partnership.founded", by=by, at=organization, about=organization)
    return organization


@opened_for_system("a visitor proposes an organization")
@transaction.atomic
def propose_organization(
    *,
    name: str,
    kind: str,
    state_code: str,
    city: str,
    zip_code: str,
    full_name: str,
    title: str,
    email: str,
    language: str,
    now: datetime,
) -> None:
    """Keep that somebody asks for an organization to be taken in; staff decide.

    Asked twice by the same person, it waits once. Nothing tells whether the organization is known.

    Args:
        name: of the organization.
        kind: a value of ``Organization.Kind``.
        state_code: postal abbreviation of the state that is shown.
        city: where it is.
        zip_code: five digits, or empty.
        full_name: who asks.
        title: their position there.
        email: where the answer goes.
        language: in which language.
        now: when.
    """
    text = search_text(name, city, zip_code)
    waiting = Organization.objects.filter(status=Status.PROPOSED, search_text=text)
    if waiting.filter(contacts__email__iexact=email).exists():
        return
    organization = Organization.objects.create(
        name=name,
        slug=free_slug(name, city),
        search_text=text,
        kind=kind,
        state_code=state_code,
    )
    Site.objects.create(
        organization=organization, is_main=True, city=city, zip_code=zip_code, state_code=state_code
    )
    Contact.objects.create(
        organization=organization,
        full_name=full_name,
        title=title,
        email=email,
        preferred_language=language,
    )
    post_to_staff(
        kind=PROPOSED,
        subject=_subject(organization),
        about=organization,
        address=_address(organization),
        now=now,
    )
    journal.record("organization.proposed", by=None, at=organization, about=organization, kind=kind)


def _subject(organization: Organization) -> str:
    return f"organization:{organization.pk}"


def _address(organization: Organization) -> str:
    """Return where staff decide, without a language: each reads the board in their own."""
    there = reverse("partners:proposal", args=[organization.slug])
    return there.removeprefix(f"/{get_language()}")


def approve_organization(
    *, by: Person, organization: Organization, now: datetime, base: str
) -> None:
    """Take a proposed organization into the directory and invite whoever asked for it.

    Args:
        by: staff of the partnership.
        organization: one that waits.
        now: when.
        base: scheme and host of the site, for the link in the invitation.

    Raises:
        NotPermitted: the person may not approve organizations.
        AlreadyDecided: a colleague was quicker.
        MailNotSent: the invitation could not be sent; the organization still waits.
    """
    access.require(by, _APPROVE, at=organization)
    _decide(organization, Status.APPROVED)
    organization.status = Status.APPROVED
    _invite_asker(by, organization, organization, now, base)
    _settle(organization, now)
    journal.record("organization.approved", by=by, at=organization, about=organization)


def approve_as_known(
    *, by: Person, organization: Organization, known: Organization, now: datetime, base: str
) -> None:
    """Say that a proposal is an organization we have, and invite whoever asked to that one.

    Raises:
        NotPermitted: the person may not approve organizations.
        AlreadyDecided: a colleague was quicker.
        MailNotSent: the invitation could not be sent; the proposal still waits.
    """
    access.require(by, _APPROVE, at=organization)
    access.require(by, _APPROVE, at=known)
    _decide(organization, Status.CLOSED)
    # Whoever asked may be there already, or be invited: then there is nothing more to do.
    with suppress(BelongsAlready, InvitedAlready):
        _invite_asker(by, organization, known, now, base)
    journal.record(
        "organization.recognized", by=by, at=known, about=organization, proposal=organization.pk
    )
    _settle(organization, now)
    organization.delete()


@transaction.atomic
def decline_organization(*, by: Person, organization: Organization, now: datetime) -> None:
    """Remove a proposal with the name and address of whoever asked.

    Raises:
        NotPermitted: the person may not approve organizations.
        AlreadyDecided: a colleague was quicker.
    """
    access.require(by, _APPROVE, at=organization)
    _decide(organization, Status.CLOSED)
    _settle(organization, now)
    journal.record("organization.declined", by=by, at=None, about=organization)
    organization.delete()


def _decide(organization: Organization, status: str) -> None:
    # One conditional update, so that two colleagues who decide at once cannot both succeed.
    waiting = Organization.objects.filter(pk=organization.pk, status=Status.PROPOSED)
    if not waiting.update(status=status):
        raise AlreadyDecided


def _settle(organization: Organization, now: datetime) -> None:
    close_items(kind=PROPOSED, subject=_subject(organization), now=now)


def _invite_asker(
    by: Person, proposal: Organization, to: Organization, now: datetime, base: str
) -> None:
    asker = proposal.contacts.exclude(email="").order_by("pk").first()
    if asker is None:
        return
    try:
        invite_person(
            by=by,
            organization=to,
            email=asker.email,
            full_name=asker.full_name,
            role="organization_admin",
            language=asker.preferred_language,
            now=now,
            base=base,
        )
    except MailNotSent:
        Organization.objects.filter(pk=proposal.pk).update(status=Status.PROPOSED)
        raise


@transaction.atomic
def change_organization(
    *, by: Person, organization: Organization, values: Mapping[str, str], now: datetime
) -> None:
    """Change an organization's facts; they count as confirmed, and lists no longer renew them.

    Args:
        by: who changes them.
        organization: whose facts.
        values: new values by the names in ``CHANGEABLE``.
        now: when.

    Raises:
        NotPermitted: the person may not change the organization.
    """
    access.require(by, "partners.edit_organization", at=organization)
    changed = [
        name for name in CHANGEABLE if values.get(name) not in (None, _of(organization, name))
    ]
    for name in changed:
        setattr(organization, name, values[name])
    organization.confirmed_at = now
    index_words(organization)
    organization.save(update_fields=[*changed, "confirmed_at", "search_text", "changed_at"])
    journal.record(
        "organization.changed",
        by=by,
        at=organization,
        about=organization,
        fields=":".join(changed),
    )


def _of(organization: Organization, name: str) -> str:
    return str(getattr(organization, name))


def index_words(organization: Organization) -> None:
    """Set the words by which an organization is found; the caller saves it."""
    site = organization.sites.order_by("-is_main", "pk").first()
    organization.search_text = search_text(
        organization.name,
        site.city if site else "",
        site.zip_code if site else "",
        organization.official_code,
        organization.naics_code,
        folded(organization.summary),
    )


@transaction.atomic
def confirm_organization(*, by: Person, organization: Organization, now: datetime) -> None:
    """Note that an organization's facts and sites are right as of now.

    Raises:
        NotPermitted: the person may not confirm facts here.
    """
    access.require(by, "partners.confirm_facts", at=organization)
    Organization.objects.filter(pk=organization.pk).update(confirmed_at=now)
    sites = Site.objects.filter(organization=organization).update(confirmed_at=now)
    journal.record(
        "organization.confirmed", by=by, at=organization, about=organization, sites=sites
    )
