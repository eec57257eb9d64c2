"""Invitations: a role at an organization, offered by e-mail, accepted once or withdrawn."""

from __future__ import annotations

import secrets
from datetime import timedelta
from smtplib import SMTPException
from typing import TYPE_CHECKING

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from keyway.errors import Refused
from keyway.partners import access, journal
from keyway.partners.access.walls import opened_for_system
from keyway.partners.actions.people import (
    RoleCannotBeHeld,
    give_role,
    permission_to_manage,
)
from keyway.partners.models import Contact, Invitation, Membership, Organization, Person
from keyway.partners.queries import people

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

VALID_DAYS = 14
_TOKEN_BYTES = 32  # 256 bits


class BelongsAlready(Refused):
    """The person has a role at the organization."""

    sentence = _(
        "This person belongs to %(organization)s already. You can change their role in the list "
        "of people."
    )


class InvitedAlready(Refused):
    """An invitation to this address waits for an answer."""

    sentence = _(
        "This address was invited to %(organization)s already and has not answered yet. You can "
        "send the invitation again from the list of people."
    )


class MailNotSent(Refused):
    """The mail server did not take the invitation."""

    sentence = _(
        "The mail could not be sent, so nobody was invited. Check the address, or try again in an "
        "hour."
    )


class InvitationNotOpen(Refused):
    """The invitation was accepted, withdrawn or has expired."""

    sentence = _(
        "This invitation cannot be accepted any more. Ask whoever invited you for another."
    )


class ForSomebodyElse(Refused):
    """The invitation was sent to another address than the one somebody signed in with."""

    sentence = _("This invitation was sent to another e-mail address. Sign out, and open it again.")


class SignInFirst(Refused):
    """The address has an account, which only its owner may use."""

    sentence = _("You have an account already. Sign in to accept the invitation.")


def invite_person(
    *,
    by: Person,
    organization: Organization,
    email: str,
    full_name: str,
    role: str,
    language: str,
    now: datetime,
    base: str,
) -> Invitation:
    """Offer somebody a role at an organization, by a mail in their language.

    Args:
        by: who invites.
        organization: where.
        email: to whom.
        full_name: how they are called; may be empty.
        role: code of a role that can be held there.
        language: of the mail.
        now: when; the invitation holds for two weeks.
        base: scheme and host of the site.

    Raises:
        NotPermitted: the person may not invite here.
        RoleCannotBeHeld: the role does not exist at this kind of organization.
        BelongsAlready: the address is a member's.
        InvitedAlready: an invitation waits.
        MailNotSent: the mail server did not take the mail, and nothing is kept.
    """
    access.require(by, permission_to_manage(organization), at=organization)
    if role not in {each.code for each in access.roles_for(organization)}:
        raise RoleCannotBeHeld(organization=organization.name)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    invitation = Invitation(
        organization=organization,
        email=email.strip(),
        full_name=full_name.strip(),
        role=role,
        language=language,
        token_digest=people.digest_of(token),
        invited_by=by,
        created_at=now,
        expires_at=now + timedelta(days=VALID_DAYS),
    )
    _keep(invitation, by)
    try:
        # After the records are kept, for a mail server may be slow and nobody else should wait.
        _send(invitation, base + _path(invitation, token))
    except MailNotSent:
        invitation.delete()
        raise
    return invitation


@transaction.atomic
def _keep(invitation: Invitation, by: Person) -> None:
    organization = invitation.organization
    held = Membership.objects.filter(
        organization=organization, person__email__iexact=invitation.email
    )
    if held.exists():
        raise BelongsAlready(organization=organization.name)
    open_ones = Invitation.objects.filter(
        organization=organization,
        email__iexact=invitation.email,
        accepted_at=None,
        revoked_at=None,
    )
    # One that has expired stands in nobody's way.
    open_ones.filter(expires_at__lte=invitation.created_at).update(revoked_at=invitation.created_at)
    try:
        with transaction.atomic():
            invitation.save()
    except IntegrityError as error:
        raise InvitedAlready(organization=organization.name) from error
    journal.record(
        "invitation.sent", by=by, at=organization, about=invitation, role=invitation.role
    )


def _path(invitation: Invitation, token: str) -> str:
    with translation.override(invitation.language):
        return reverse("invitation", args=[token])


def _send(invitation: Invitation, address: str) -> None:
    """Send the mail in the language of the invitation.

    Raises:
        MailNotSent: the mail server did not take it.
    """
    by = invitation.invited_by
    with translation.override(invitation.language):
        organization = " ".join(invitation.organization.name.split())
        body = render_to_string(
            "partners/invitations/mail.txt",
            {
                "invitation": invitation,
                "organization": organization,
                "inviter": by.full_name if by else "",
                "role": access.role(invitation.role),
                "address": address,
                "days": VALID_DAYS,
            },
        )
        subject = gettext("You are invited to %(organization)s on Keyway") % {
            "organization": organization
        }
    headers = {"Auto-Submitted": "auto-generated", "Content-Language": invitation.language}
    try:
        EmailMessage(subject, body, to=[invitation.email], headers=headers).send()
    except (OSError, SMTPException) as error:
        raise MailNotSent from error


def resend_invitation(*, by: Person, invitation: Invitation, now: datetime, base: str) -> None:
    """Send an invitation again with a new link; the old link ends.

    Raises:
        NotPermitted: the person may not invite here.
        InvitationNotOpen: it was accepted or withdrawn in the meantime.
        MailNotSent: the mail server did not take the mail.
    """
    organization = invitation.organization
    access.require(by, permission_to_manage(organization), at=organization)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    with transaction.atomic():
        changed = _waiting(invitation).update(
            token_digest=people.digest_of(token),
            created_at=now,
            expires_at=now + timedelta(days=VALID_DAYS),
        )
        if not changed:
            raise InvitationNotOpen
        journal.record("invitation.resent", by=by, at=organization, about=invitation)
    _send(invitation, base + _path(invitation, token))


@transaction.atomic
def withdraw_invitation(*, by: Person, invitation: Invitation, now: datetime) -> None:
    """Take an invitation back; its link says so from now on.

    Raises:
        NotPermitted: the person may not invite here.
        InvitationNotOpen: it was accepted or withdrawn in the meantime.
    """
    organization = invitation.organization
    access.require(by, permission_to_manage(organization), at=organization)
    if not _waiting(invitation).update(revoked_at=now):
        raise InvitationNotOpen
    journal.record("invitation.withdrawn", by=by, at=organization, about=invitation)


def _waiting(invitation: Invitation) -> QuerySet[Invitation]:
    return Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)


@opened_for_system("an invitation is accepted")
@transaction.atomic
def accept_as_new(
    *, token: str, full_name: str, password: str, language: str, now: datetime
) -> Person:
    """Make an account for whoever holds an invitation's link, with the role that is offered.

    Args:
        token: of the link.
        full_name: the name they go by.
        password: already checked; empty for signing in by a code sent by e-mail.
        language: in which they read.
        now: when.

    Raises:
        InvitationNotOpen: it was used, withdrawn or has expired.
        SignInFirst: the address has an account.
    """
    invitation = _claim(token, now)
    if people.person_of(invitation.email) is not None:
        raise SignInFirst
    person = Person.objects.create_user(
        invitation.email, password or None, full_name=full_name, preferred_language=language
    )
    _join(invitation, person, now)
    return person


@opened_for_system("an invitation is accepted")
@transaction.atomic
def accept_as_known(*, by: Person, token: str, now: datetime) -> Organization:
    """Give somebody who is signed in the role that an invitation offers.

    Raises:
        InvitationNotOpen: it was used, withdrawn or has expired.
        ForSomebodyElse: it was sent to another address.
    """
    invitation = _claim(token, now)
    if invitation.email.casefold() != by.email.casefold():
        raise ForSomebodyElse
    _join(invitation, by, now)
    return invitation.organization


def _claim(token: str, now: datetime) -> Invitation:
    """Mark an invitation as accepted, so that two taps at once make one membership."""
    invitation = people.offered(token)
    if invitation is None or people.standing(invitation, now) != "open":
        raise InvitationNotOpen
    if not _waiting(invitation).filter(expires_at__gt=now).update(accepted_at=now):
        raise InvitationNotOpen
    return invitation


def _join(invitation: Invitation, person: Person, now: datetime) -> None:
    organization = invitation.organization
    give_role(organization=organization, person=person, role=invitation.role, now=now)
    contact = organization.contacts.filter(email__iexact=person.email).first()
    if contact is None:
        Contact.objects.create(
            organization=organization,
            person=person,
            full_name=person.full_name,
            email=person.email,
            preferred_language=person.preferred_language,
        )
    else:
        contact.person = person
        contact.save(update_fields=["person", "changed_at"])
    journal.record(
        "invitation.accepted", by=person, at=organization, about=invitation, role=invitation.role
    )
