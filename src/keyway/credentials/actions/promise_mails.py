"""Ask a contact for a promise; once a year, ask whether promises hold on; tell staff of the rest."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django_tasks import task

from keyway.credentials.actions.promise_links import RENEW, SIGN, today, told, written
from keyway.credentials.actions.promising import (
    ENDING,
    NotAnEmployer,
    NothingToPromise,
    Replaced,
)
from keyway.credentials.models import Credential, Promise
from keyway.credentials.queries.promises import ending_soon, renewable, rule, signers_contact
from keyway.errors import Refused
from keyway.partners import access, journal
from keyway.partners.access.walls import opened_for_system
from keyway.partners.actions.link_mails import (
    AskedToday,
    Letter,
    NoAddress,
    NotSent,
    send_letter,
)
from keyway.partners.actions.links import declare_renewal
from keyway.partners.actions.work import close_items, declare_work, post_to_staff
from keyway.partners.models import Organization, WorkItem

if TYPE_CHECKING:
    from datetime import date, datetime

    from keyway.partners.models import Contact, Link, Person

_log = logging.getLogger(__name__)

declare_work(
    ENDING,
    gettext_lazy(
        "A promise of %(organization)s on “%(credential)s” ends in %(days)d days and is not "
        "renewed."
    ),
    gettext_lazy("See the promise"),
    label=gettext_lazy("Promises that end"),
)
journal.declare_event(
    "promises.asked", gettext_lazy("Plants were asked whether promises that end hold on.")
)


class NothingToRenew(Refused):
    """There is nothing more that the link could do."""

    sentence = gettext_noop("Nothing waits for this person any more. Take it off the board.")


def ask_for_promise(
    *, by: Person, contact: Contact, credential: Credential, now: datetime, base: str
) -> None:
    """Send a contact a link to sign what a credential is worth at their plant.

    Args:
        by: staff, or whoever keeps the plant's contacts.
        contact: of a manufacturer.
        credential: what it is about.
        now: when.
        base: scheme and host of the site.

    Raises:
        NotPermitted: the person may not write to contacts here.
        NotAnEmployer: the contact is of no manufacturer.
        NothingToPromise: it is no credential.
        Replaced: it is not issued any more.
        Refused: the mail cannot be sent.
    """
    at = contact.organization
    access.require(by, "partners.edit_contacts", at=at)
    if at.kind != Organization.Kind.MANUFACTURER:
        raise NotAnEmployer(organization=at.name)
    if credential.kind == Credential.Kind.NOT_CREDENTIAL:
        raise NothingToPromise(credential=credential.name)
    if credential.is_withdrawn or credential.superseded_by_id is not None:
        raise Replaced(credential=credential.name)
    letter = Letter(
        contact=contact,
        deed=SIGN,
        subject=credential.pk,
        days=rule("link_days"),
        template="credentials/mails/promise_sign.txt",
        title=lambda: (
            _("Is “%(credential)s” worth something at your plant?")
            % {"credential": credential.name}
        ),
        context=lambda: {"credential": credential.name},
    )
    send_letter(letter, now=now, base=base, by=by)
    journal.record("promise.asked", by=by, at=at, about=credential)


def _send_again(by: Person, link: Link, now: datetime, base: str) -> None:
    """Send a new link to sign to whoever stood before a closed one."""
    credential = Credential.objects.filter(pk=link.subject_number or 0).first()
    if credential is None or link.contact is None:
        raise NothingToRenew
    ask_for_promise(by=by, contact=link.contact, credential=credential, now=now, base=base)


def _renew_again(by: Person, link: Link, now: datetime, base: str) -> None:
    """Send a new link to renew what ends soon to whoever stood before a closed one."""
    if link.contact is None:
        raise NothingToRenew
    access.require(by, "partners.edit_contacts", at=link.organization)
    due = list(renewable(link.organization, on=today(now)).select_related("credential"))
    if not due:
        raise NothingToRenew
    send_letter(_renewal(link.contact, due), now=now, base=base, by=by)


declare_renewal(SIGN, _send_again)
declare_renewal(RENEW, _renew_again)


@task
def look_after_promises() -> str:
    """Ask whoever's promises end soon, as of now; return what was done, for the queue's record."""
    printed = settings.IS_PRODUCTION and settings.EMAIL_BACKEND.endswith("console.EmailBackend")
    now, base = timezone.now(), settings.WAGTAILADMIN_BASE_URL
    sent = 0 if printed else ask_to_renew(now=now, base=base)
    return f"{sent} asked to renew, {tell_board(now=now)} on the board"


def ask_to_renew(*, now: datetime, base: str) -> int:
    """Write to whoever's promises end soon, one mail each; return how many went out.

    A promise is asked for once, so run twice it asks nobody twice. Where nobody of the plant has an
    address, or the mail does not go out, the board tells staff when the end is near.
    """
    sent = 0
    for contact in _to_ask(today(now)):
        claimed = _claim(contact, now)
        if not claimed:
            continue
        try:
            send_letter(_renewal(contact, claimed), now=now, base=base)
            sent += 1
        except AskedToday:
            continue
        except (NoAddress, NotSent):
            _give_back(claimed, now)
            _log.warning("a mail about promises that end could not be sent")
    if sent:
        journal.record("promises.asked", by=None, at=None, sent=sent)
    return sent


@opened_for_system("promises are renewed or end")
def _to_ask(on: date) -> list[Contact]:
    """Return one contact for each plant whose promises end soon, and for each who signed some."""
    due = ending_soon(on=on, days=rule("renewal_asked_days")).filter(renewal_asked_at=None)
    found: dict[int, Contact] = {}
    for promise in due.filter(organization__is_demo=False):
        contact = signers_contact(promise)
        if contact is not None:
            found.setdefault(contact.organization_id, contact)
    return list(found.values())


@opened_for_system("promises are renewed or end")
@transaction.atomic
def _claim(contact: Contact, now: datetime) -> list[Promise]:
    """Take a plant's promises for this run, so that no other run writes about them too."""
    due = renewable(contact.organization, on=today(now)).filter(renewal_asked_at=None)
    numbers = [each.pk for each in due]
    Promise.objects.filter(pk__in=numbers, renewal_asked_at=None).update(renewal_asked_at=now)
    known = Promise.objects.select_related("credential")
    return list(known.filter(pk__in=numbers, renewal_asked_at=now).order_by("until_date", "pk"))


@opened_for_system("promises are renewed or end")
def _give_back(claimed: list[Promise], now: datetime) -> None:
    rows = Promise.objects.filter(pk__in=[each.pk for each in claimed], renewal_asked_at=now)
    rows.update(renewal_asked_at=None)


def _renewal(contact: Contact, promises: list[Promise]) -> Letter:
    def lines() -> dict[str, list[str]]:
        shown = [
            _("%(promise)s, until %(day)s")
            % {"promise": told(each), "day": written(each.until_date)}
            for each in promises
        ]
        return {"lines": shown}

    return Letter(
        contact=contact,
        deed=RENEW,
        subject=None,
        days=rule("link_days"),
        template="credentials/mails/promise_renew.txt",
        title=lambda: (
            _("Do the promises of %(organization)s hold for another year?")
            % {"organization": contact.organization.name}
        ),
        context=lines,
    )


@opened_for_system("promises are renewed or end")
@transaction.atomic
def tell_board(*, now: datetime) -> int:
    """Let promises that end soon without renewal wait for staff; return how many wait."""
    on = today(now)
    waiting = list(
        ending_soon(on=on, days=rule("unrenewed_days")).filter(organization__is_demo=False)
    )
    for each in waiting:
        post_to_staff(
            kind=ENDING,
            subject=f"promise:{each.pk}",
            about=each.organization,
            address=reverse("credentials:own_promises", args=[each.organization.slug]),
            now=now,
            credential=each.credential.name.replace("@", " "),
            days=(each.until_date - on).days,
        )
    still = {f"promise:{each.pk}" for each in waiting}
    old = WorkItem.objects.filter(kind=ENDING, done_at=None).exclude(subject__in=still)
    for subject in list(old.values_list("subject", flat=True)):
        close_items(kind=ENDING, subject=subject, now=now)
    return len(waiting)
