"""Ask contacts once a year, by one mail with three links, whether what is kept is still right."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django_tasks import task

from keyway.errors import Refused
from keyway.partners import access, journal
from keyway.partners.access.walls import opened_for_system
from keyway.partners.actions.confirming import CORRECT, LEAVE, facts_about
from keyway.partners.actions.links import make_link
from keyway.partners.actions.work import close_items, post_to_staff
from keyway.partners.models import Contact, Link, Organization
from keyway.partners.queries.freshness import (
    CONFIRM,
    MOST_MAILS_UNANSWERED,
    PAUSE_DAYS,
    silent,
    to_ask,
)

if TYPE_CHECKING:
    from datetime import datetime

    from keyway.partners.models import Person

LINK_DAYS = 30
MOST_A_RUN = 500  # a large import does not become a flood of mail; the rest follows the next day
_SUBJECT = "mail"
_log = logging.getLogger(__name__)


class AskedLately(Refused):
    """Somebody had their mail within the last 30 days, or is asked by another run right now."""

    sentence = gettext_noop("This contact was asked less than 30 days ago.")


class CannotBeAsked(Refused):
    """The contact has no address, or the mail server does not take the mail."""

    sentence = gettext_noop(
        "No mail could be sent to this contact. Check the address, or try again in an hour."
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What one run did.

    Attributes:
        sent: mails that went out.
        refused: addresses that the mail server does not take; each stands on the board.
        is_stopped: the mail server was not there; who was not asked yet is asked by the next run.
    """

    sent: int = 0
    refused: int = 0
    is_stopped: bool = False


@task
def ask_everybody() -> str:
    """Ask whoever is due, as of now; return what was done, for the record of the queue."""
    # Without a mail server, messages are only printed: fine on one's own machine, lost elsewhere.
    printed = settings.IS_PRODUCTION and settings.EMAIL_BACKEND.endswith("console.EmailBackend")
    asked = ask_to_confirm(
        now=timezone.now(), base=settings.WAGTAILADMIN_BASE_URL, is_reachable=not printed
    )
    return f"{asked.sent} sent, {asked.refused} refused" + (", stopped" if asked.is_stopped else "")


def ask_to_confirm(*, now: datetime, base: str, is_reachable: bool = True) -> Asked:
    """Ask every contact who is due, each by one mail; run twice, it asks nobody twice.

    Args:
        now: the time of the run.
        base: scheme and host of the site, for the links.
        is_reachable: whether there is a mail server; without one the board says so.
    """
    sent = refused = 0
    is_stopped = not is_reachable
    with opened_for_system("contacts are asked to confirm"):
        due = list(to_ask(now=now)[:MOST_A_RUN]) if is_reachable else []
    for contact in due:
        try:
            _ask(contact, now=now, base=base)
            sent += 1
        except AskedLately:
            continue
        except SMTPRecipientsRefused:
            refused += 1
        except (OSError, SMTPException):
            is_stopped = True
            break
    _tell_board(now, is_stopped=is_stopped)
    asked = Asked(sent, refused, is_stopped)
    if sent or refused or is_stopped:
        _record(asked)
    return asked


def _record(asked: Asked) -> None:
    journal.record(
        "contacts.asked",
        by=None,
        at=None,
        sent=asked.sent,
        refused=asked.refused,
        stopped=asked.is_stopped,
    )


def ask_again(*, by: Person, contact: Contact, now: datetime, base: str) -> None:
    """Send one contact new links because they asked for them, whenever the last mail was.

    Raises:
        NotPermitted: the person may not edit contacts here.
        CannotBeAsked: there is no address, or the mail server does not take the mail.
    """
    access.require(by, "partners.edit_contacts", at=contact.organization)
    if not contact.email:
        raise CannotBeAsked
    contact.refresh_from_db(fields=["asked_at"])
    try:
        _ask(contact, now=now, base=base, pause=timedelta(0))
    except (OSError, SMTPException, AskedLately) as error:
        raise CannotBeAsked from error
    journal.record("contact.asked", by=by, at=contact.organization, about=contact)


def _ask(
    contact: Contact, *, now: datetime, base: str, pause: timedelta = timedelta(days=PAUSE_DAYS)
) -> None:
    """Claim the contact for this run, make the links, send the mail; undo both if it fails."""
    before = contact.asked_at
    # Committed before the mail goes out, so that no crash lets the mail be sent twice.
    with opened_for_system("contacts are asked to confirm"), transaction.atomic():
        free = Q(asked_at=None) | Q(asked_at__lte=now - pause)
        if not Contact.objects.filter(free, pk=contact.pk, asked_at=before).update(asked_at=now):
            raise AskedLately
        tokens = {
            deed: make_link(deed=deed, contact=contact, days=LINK_DAYS, now=now)
            for deed in (CONFIRM, CORRECT, LEAVE)
        }
    try:
        _mail(
            contact, {deed: base + reverse("link", args=[t]) for deed, t in tokens.items()}
        ).send()
    except SMTPRecipientsRefused:
        _give_up(contact, tokens, now)
        raise
    except (OSError, SMTPException):
        _take_back(contact, tokens, before, now)
        raise


def _mail(contact: Contact, addresses: dict[str, str]) -> EmailMessage:
    """Return the mail in the contact's language."""
    asker = Organization.objects.filter(runs_site=True).first()
    with translation.override(contact.preferred_language):
        organization = " ".join(contact.organization.name.split())
        subject = _("Is this still right? What the directory says about %(organization)s") % {
            "organization": organization
        }
        body = render_to_string(
            "partners/links/ask_mail.txt",
            {
                "contact": contact,
                "organization": organization,
                "asker": asker,
                "facts": facts_about(contact),
                "confirm_address": addresses[CONFIRM],
                "correct_address": addresses[CORRECT],
                "leave_address": addresses[LEAVE],
                "days": LINK_DAYS,
            },
        )
    headers = {"Auto-Submitted": "auto-generated", "Content-Language": contact.preferred_language}
    return EmailMessage(subject, body, to=[contact.email], headers=headers)


@opened_for_system("contacts are asked to confirm")
@transaction.atomic
def _give_up(contact: Contact, tokens: dict[str, str], now: datetime) -> None:
    """Keep and show that an address is refused; it is not tried again for a pause."""
    _withdraw(contact, tokens, now)
    post_to_staff(
        kind="mail.refused",
        subject=f"contact:{contact.pk}",
        about=contact.organization,
        address=reverse("partners_contact:edit", args=[contact.pk]),
        now=now,
    )
    journal.record("mail.refused", by=None, at=contact.organization, about=contact)


@opened_for_system("contacts are asked to confirm")
@transaction.atomic
def _take_back(
    contact: Contact, tokens: dict[str, str], before: datetime | None, now: datetime
) -> None:
    """Let the next run ask a contact whom no mail reached."""
    _withdraw(contact, tokens, now)
    Contact.objects.filter(pk=contact.pk, asked_at=now).update(asked_at=before)


def _withdraw(contact: Contact, tokens: dict[str, str], now: datetime) -> None:
    made = Link.objects.filter(contact=contact, deed__in=tokens, created_at=now, used_at=None)
    made.delete()  # nobody has their tokens, so nobody can miss them


@opened_for_system("contacts are asked to confirm")
@transaction.atomic
def _tell_board(now: datetime, *, is_stopped: bool) -> None:
    """Show on the board that mail does not go out, and who left three mails unanswered."""
    waiting = to_ask(now=now).count() if is_stopped else 0
    if waiting:
        post_to_staff(
            kind="mail.stopped",
            subject=_SUBJECT,
            address=reverse("partners_contact:index"),
            now=now,
            waiting=waiting,
        )
    else:
        close_items(kind="mail.stopped", subject=_SUBJECT, now=now)
    for contact in silent(now=now):
        post_to_staff(
            kind="contact.silent",
            subject=f"contact:{contact.pk}",
            about=contact.organization,
            address=reverse("partners_contact:edit", args=[contact.pk]),
            now=now,
            mails=MOST_MAILS_UNANSWERED,
        )
