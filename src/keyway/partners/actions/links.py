"""No-login links: a busy person does one deed by one tap, once, without signing in.

A room declares a deed, makes a link for a contact and sends its address by mail:

    declare_deed(Deed(code="tour.answer", title=_("Can you host this tour?"), …))
    token = make_link(deed="tour.answer", contact=host, subject=visit.pk, days=14, now=now)
    address = reverse("link", args=[token])

The page behind the address shows who asks and what will happen; only the button there does it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from keyway.errors import Broken, Refused
from keyway.partners import access, journal
from keyway.partners.actions.work import post_to_staff
from keyway.partners.models import Link, WorkItem
from keyway.partners.queries import links

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

    from keyway.partners.models import Contact, Organization, Person

_TOKEN_BYTES = 32  # 256 bits
_LONGEST_DAYS = 90


class LinkClosed(Refused):
    """The link was used, has expired or was withdrawn, also between two taps."""

    sentence = _("This link cannot be used any more.")


class Unusable(Refused):
    """What was typed on the page of a link cannot be taken; nothing was changed.

    Attributes:
        errors: sentences by the name of the field.
    """

    sentence = _("Something you typed cannot be taken. Nothing was changed.")

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__()


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing the page shows: what it is and what we have."""

    term: StrOrPromise
    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """One thing the page asks for."""

    name: str
    label: StrOrPromise
    value: str = ""
    kind: str = "text"
    hint: StrOrPromise = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One button of the page and what is said after it."""

    code: str
    label: StrOrPromise
    thanks: StrOrPromise


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing a link can do.

    Attributes:
        code: ``noun.verb``; never changes, for links out there name it.
        title: what the page asks.
        lede: who asks what; ``%(organization)s`` is filled in.
        consequence: what the button does and does not do.
        answers: the buttons; the first is the usual one.
        carry_out: the action, called in the transaction that uses the link up, with the link, the
            answer's code, what was typed and the time.
        facts: what the page shows; when it changes under the reader's eyes, nothing is done.
        fields: what the page asks for; only these names reach ``carry_out``.
        facts_title: what the facts are about; where it is given, they are read before the fields.
    """

    code: str
    title: StrOrPromise
    lede: StrOrPromise
    consequence: StrOrPromise
    answers: tuple[Answer, ...]
    carry_out: Callable[[Link, str, Mapping[str, str], datetime], None]
    facts: Callable[[Link], Sequence[Fact]] = field(default=lambda _link: ())
    fields: Callable[[Link], Sequence[Field]] = field(default=lambda _link: ())
    facts_title: StrOrPromise = ""

    def answer(self, code: str) -> Answer | None:
        """Return the answer of this code, or None."""
        return next((each for each in self.answers if each.code == code), None)


DEEDS: dict[str, Deed] = {}


def declare_deed(deed: Deed) -> Deed:
    """Add a deed that links may do; a room does this when it is loaded.

    Raises:
        Broken: another deed has this code, or it has no answer.
    """
    if not deed.answers:
        raise Broken(f"the deed {deed.code} has no answer")
    if DEEDS.setdefault(deed.code, deed) is not deed:
        raise Broken(f"two deeds are called {deed.code}")
    return deed


Renewal = Callable[["Person", "Link", "datetime", str], None]
RENEWALS: dict[str, Renewal] = {}


def declare_renewal(code: str, renew: Renewal) -> None:
    """Say how a new link for a deed is made and sent, when staff say so on the board.

    Args:
        code: of the deed.
        renew: called with whoever says so, the closed link, the time and the site's address.
    """
    RENEWALS[code] = renew


def deed_of(link: Link) -> Deed:
    """Return what a link does.

    Raises:
        LinkClosed: its room is not installed any more.
    """
    if link.deed not in DEEDS:
        raise LinkClosed
    return DEEDS[link.deed]


def facts_digest(facts: Sequence[Fact]) -> str:
    """Return a digest of what a page shows, to tell whether it is still so."""
    joined = "\x1e".join(f"{each.term}\x1f{each.text}" for each in facts)
    return hashlib.sha256(joined.encode()).hexdigest()[:32]


@transaction.atomic
def make_link(
    *,
    deed: str,
    days: int,
    now: datetime,
    contact: Contact | None = None,
    organization: Organization | None = None,
    subject: int | None = None,
    by: Person | None = None,
) -> str:
    """Return the token of a new link; it is told here once and cannot be read anywhere later.

    Args:
        deed: declared with ``declare_deed``.
        days: how long it is valid, 1 to 90.
        now: from when.
        contact: whose link it is; its page speaks the contact's language.
        organization: whose link it is when no contact has it.
        subject: number of the thing it is about.
        by: who makes it; None for a job.

    Raises:
        Broken: the deed is not declared, the days are out of range or nobody has the link.
    """
    at = contact.organization if contact is not None else organization
    if deed not in DEEDS or at is None or not 1 <= days <= _LONGEST_DAYS:
        raise Broken(f"a link needs a declared deed, somebody and 1 to 90 days: {deed}, {days}")
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    link = Link.objects.create(
        organization=at,
        contact=contact,
        deed=deed,
        subject_number=subject,
        language=contact.preferred_language if contact is not None else "en",
        token_digest=links.digest_of(token),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    journal.record("link.made", by=by, at=at, about=link, deed=deed, days=days)
    return token


@transaction.atomic
def use_link(
    *, link: Link, answer: str, values: Mapping[str, str], seen: str, now: datetime
) -> Answer:
    """Do the link's deed and use it up, both or neither.

    Args:
        link: found by its token.
        answer: code of the button.
        values: what was typed; names the deed does not ask for are left out.
        seen: digest of the facts that the page showed.
        now: when.

    Raises:
        LinkClosed: it cannot be used; or another tap was faster.
        FactsChanged: what the page showed is not so any more; nothing was done.
        Refused: the deed cannot be done so; the link stays open.
    """
    deed = deed_of(link)
    given = deed.answer(answer)
    if given is None:
        raise LinkClosed
    # One conditional update, so two taps at once do the deed once.
    taken = links.open_links(now=now).filter(pk=link.pk).update(used_at=now)
    if not taken:
        raise LinkClosed
    if facts_digest(deed.facts(link)) != seen:
        raise FactsChanged
    asked = {each.name for each in deed.fields(link)}
    kept = {name: value for name, value in values.items() if name in asked}
    journal.record(
        "link.used", by=None, at=link.organization, about=link, deed=deed.code, answer=answer
    )
    deed.carry_out(link, answer, kept, now)
    return given


class FactsChanged(Refused):
    """What the page showed was changed before the button was pressed."""

    sentence = _(
        "This was changed while you were reading, so nothing was done. "
        "Please look at it again below."
    )


@transaction.atomic
def revoke_link(*, link: Link, now: datetime, by: Person | None = None) -> None:
    """Withdraw a link, so that its page only says so.

    Args:
        link: one that is open.
        now: when.
        by: staff; None for the deed of another room that makes the link pointless.

    Raises:
        NotPermitted: the person may not change contacts here.
        LinkClosed: it was used or withdrawn already.
    """
    if by is not None:
        access.require(by, "partners.edit_contacts", at=link.organization)
    still = Link.objects.filter(pk=link.pk, used_at=None, revoked_at=None)
    if not still.update(revoked_at=now):
        raise LinkClosed
    journal.record("link.withdrawn", by=by, at=link.organization, about=link, deed=link.deed)


@transaction.atomic
def ask_for_new_link(*, link: Link, now: datetime) -> None:
    """Let staff know on the board that somebody stands before a closed link and wants another.

    Asked twice, it waits once.

    Raises:
        LinkOpen: the link can still be used.
    """
    if links.state_of(link, now=now) is links.LinkState.OPEN:
        raise LinkOpen
    subject = f"link:{link.pk}"
    if WorkItem.objects.filter(kind="link.asked", subject=subject, done_at=None).exists():
        return
    journal.record("link.asked", by=None, at=link.organization, about=link, deed=link.deed)
    post_to_staff(
        kind="link.asked",
        subject=subject,
        about=link.organization,
        address=reverse("staff_board"),
        now=now,
    )


class LinkOpen(Refused):
    """A new link is asked for though this one works."""

    sentence = _("This link can still be used. Open it again from your e-mail.")
