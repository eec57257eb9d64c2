"""One mail with one link: made, sent, and taken back where the mail server does not take it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from smtplib import SMTPException
from typing import TYPE_CHECKING, Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_noop as _

from keyway.errors import Refused
from keyway.partners.access.walls import opened_for_system
from keyway.partners.actions.links import make_link
from keyway.partners.models import Contact, Link, Organization

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from keyway.partners.models import Person

_PAUSE = timedelta(hours=12)


class NoAddress(Refused):
    """The contact has no e-mail address."""

    sentence = _("%(contact)s has no e-mail address yet. Enter one first.")


class NotSent(Refused):
    """The mail server does not take the mail."""

    sentence = _("The mail could not be sent. Check the address, or try again in an hour.")


class AskedToday(Refused):
    """The same person was asked the same a few hours ago."""

    sentence = _("%(contact)s was asked for this a few hours ago. Wait for an answer, or call.")


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail that brings one link.

    Attributes:
        contact: who gets it; it is written in their language.
        deed: what the link does.
        subject: number of the thing it is about.
        days: for how long the link can be used.
        template: of the text; gets ``contact``, ``organization``, ``asker``, ``address``, ``days``.
        title: returns the subject line, in the language that is in force when it is called.
        context: returns what else the template needs, in that language.
    """

    contact: Contact
    deed: str
    subject: int | None
    days: int
    template: str
    title: Callable[[], str]
    context: Callable[[], Mapping[str, Any]] = field(default=dict)


def send_letter(letter: Letter, *, now: datetime, base: str, by: Person | None = None) -> None:
    """Make the link and send the mail; where it cannot be sent, the link is gone again.

    An older link for the same thing is closed, so that one works at a time.

    Args:
        letter: what is sent.
        now: when.
        base: scheme and host of the site.
        by: who asks for it; None for a job.

    Raises:
        NoAddress: the contact has no address.
        AskedToday: the same link went out a few hours ago.
        NotSent: the mail server does not take it.
    """
    contact = letter.contact
    if not contact.email:
        raise NoAddress(contact=contact.full_name)
    # Committed before the mail goes out, so that whoever taps at once finds the link.
    token = _renewed(letter, now=now, by=by)
    try:
        _mail(letter, base + reverse("link", args=[token])).send()
    except (OSError, SMTPException) as error:
        _forget(letter, now)
        raise NotSent from error


@opened_for_system("contacts are asked for a promise or a letter")
@transaction.atomic
def _renewed(letter: Letter, *, now: datetime, by: Person | None) -> str:
    same = Link.objects.filter(
        contact=letter.contact, deed=letter.deed, subject_number=letter.subject
    )
    if same.filter(created_at__gt=now - _PAUSE, used_at=None, revoked_at=None).exists():
        raise AskedToday(contact=letter.contact.full_name)
    same.filter(used_at=None, revoked_at=None).update(revoked_at=now)
    return make_link(
        deed=letter.deed,
        contact=letter.contact,
        subject=letter.subject,
        days=letter.days,
        now=now,
        by=by,
    )


@opened_for_system("contacts are asked for a promise or a letter")
@transaction.atomic
def _forget(letter: Letter, now: datetime) -> None:
    made = Link.objects.filter(contact=letter.contact, deed=letter.deed, created_at=now)
    made.filter(subject_number=letter.subject, used_at=None).delete()  # nobody has its token


def _mail(letter: Letter, address: str) -> EmailMessage:
    """Return the mail in the contact's language."""
    contact = letter.contact
    with opened_for_system("contacts are asked for a promise or a letter"):
        asker = Organization.objects.filter(runs_site=True).first()
    with translation.override(contact.preferred_language):
        given = {
            "contact": contact,
            "organization": " ".join(contact.organization.name.split()),
            "asker": asker,
            "address": address,
            "days": letter.days,
            **letter.context(),
        }
        title = " ".join(letter.title().split())
        body = render_to_string(letter.template, given)
    headers = {"Auto-Submitted": "auto-generated", "Content-Language": contact.preferred_language}
    return EmailMessage(title, body, to=[contact.email], headers=headers)
