"""The newsletter: asked for, confirmed by a link, ended by a link, taken along as a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from keyway.errors import Refused
from keyway.partners import access, journal
from keyway.partners.access.walls import opened_for_system
from keyway.partners.actions.link_mails import NotSent
from keyway.partners.actions.links import (
    Answer,
    Deed,
    Fact,
    LinkClosed,
    declare_deed,
    make_link,
)
from keyway.partners.models import Link
from keyway.partners.queries.organizations import partnership_that_runs_the_site
from keyway.promote.access import EXPORT_SUBSCRIBERS
from keyway.promote.models import Subscriber
from keyway.promote.queries import newsletter as queries

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.db.models import QuerySet

    from keyway.partners.models import Organization, Person
    from keyway.partners.queries.circles import Circle

CONFIRM = "newsletter.confirm"
# Names the words on the form; a new text gets a new name, so that consent says to what.
WORDING = "2026-11-23"
LINK_DAYS = 14
_PAUSE = timedelta(hours=12)

for _event, _words in {
    "newsletter.asked": _("Somebody asked for the newsletter of %(where)s."),
    "newsletter.confirmed": _("A reader confirmed the newsletter of %(where)s."),
    "newsletter.declined": _("Somebody did not want the newsletter of %(where)s after all."),
    "newsletter.ended": _("A reader ended the newsletter of %(where)s."),
    "subscribers.exported": _("%(who)s took the newsletter's addresses of %(where)s as a file."),
}.items():
    journal.declare_event(_event, _words)


class NobodyWrites(Refused):
    """No partnership runs the site yet."""

    sentence = gettext_noop("There is no newsletter here yet.")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for: an address, a language, as whom they read, and a county or none."""

    email: str
    language: str
    audience: str
    county_fips: str = ""


# --- asking ----------------------------------------------------------------------------------------


def ask_for_news(*, wish: Wish, now: datetime, base: str) -> None:
    """Send a letter with one link to whoever asks; nobody learns whether the address is known.

    Whoever reads the newsletter already gets a letter that says so. Asked again within twelve
    hours, no second letter goes out.

    Args:
        wish: what is asked for.
        now: when.
        base: scheme and host of the site.

    Raises:
        NobodyWrites: no partnership runs the site yet.
        NotSent: the mail server does not take the letter.
    """
    made = _keep_wish(wish, now)
    if made is None:
        return
    subscriber, token = made
    try:
        _letter(subscriber, token, base).send()
    except (OSError, SMTPException) as error:
        _forget_wish(subscriber, now)
        raise NotSent from error


@opened_for_system("somebody asks for the newsletter")
@transaction.atomic
def _keep_wish(wish: Wish, now: datetime) -> tuple[Subscriber, str] | None:
    """Keep what is asked for and make the link; None where a letter went out a while ago."""
    ours = partnership_that_runs_the_site()
    if ours is None:
        raise NobodyWrites
    rows = Subscriber.objects.filter(organization=ours, email=wish.email.lower())
    known = rows.select_for_update(of=("self",)).first()
    if known is not None and known.asked_at > now - _PAUSE:
        return None
    if known is not None and _reads(known):
        rows.update(asked_at=now)
        known.organization = ours
        return known, ""
    given = {
        "language": wish.language,
        "audience": wish.audience,
        "county_fips": wish.county_fips,
        "wording": WORDING,
        "asked_at": now,
        "confirmed_at": None,
        "ended_at": None,
    }
    subscriber, _made = Subscriber.objects.update_or_create(
        organization=ours, email=wish.email.lower(), defaults=given
    )
    subscriber.organization = ours
    _links_of(subscriber).update(revoked_at=now)
    token = make_link(
        deed=CONFIRM, organization=ours, subject=subscriber.pk, days=LINK_DAYS, now=now
    )
    journal.record("newsletter.asked", by=None, at=ours, about=subscriber)
    return subscriber, token


def _reads(subscriber: Subscriber) -> bool:
    return subscriber.confirmed_at is not None and subscriber.ended_at is None


def _links_of(subscriber: Subscriber) -> QuerySet[Link]:
    rows = Link.objects.filter(deed=CONFIRM, subject_number=subscriber.pk)
    return rows.filter(used_at=None, revoked_at=None)


@opened_for_system("somebody asks for the newsletter")
@transaction.atomic
def _forget_wish(subscriber: Subscriber, now: datetime) -> None:
    """Let somebody ask again at once whose letter the mail server did not take."""
    _links_of(subscriber).filter(created_at=now).delete()  # nobody has its token
    Subscriber.objects.filter(pk=subscriber.pk).update(asked_at=now - _PAUSE)


def _letter(subscriber: Subscriber, token: str, base: str) -> EmailMessage:
    """Return the letter with the link to confirm, or the one that says it comes already."""
    with translation.override(subscriber.language):
        title = gettext("Please confirm: our newsletter")
        if not token:
            title = gettext("You get our newsletter already")
        address = f"{base}{reverse('link', args=[token])}?in={subscriber.language}" if token else ""
        return _mail(subscriber, title, base, {"address": address, "days": LINK_DAYS})


def _mail(
    subscriber: Subscriber, title: str, base: str, context: Mapping[str, Any]
) -> EmailMessage:
    """Return a letter in the reader's language; each says how to end all of them."""
    end = end_address(subscriber, base)
    given = {"organization": subscriber.organization, "end_address": end, **context}
    body = render_to_string("promote/newsletter_mail.txt", given)
    headers = {
        "Auto-Submitted": "auto-generated",
        "Content-Language": subscriber.language,
        # One press in the mail program ends it (RFC 8058).
        "List-Unsubscribe": f"<{end}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return EmailMessage(title, body, to=[subscriber.email], headers=headers)


def end_address(subscriber: Subscriber, base: str) -> str:
    """Return the address by which a reader ends the newsletter, in their language."""
    with translation.override(subscriber.language):
        path = reverse("promote:end_newsletter", args=[queries.token_to_end(subscriber)])
    return base + path


# --- confirming ------------------------------------------------------------------------------------


def _confirm_facts(link: Link) -> list[Fact]:
    found = queries.subscriber(link.subject_number or 0)
    if found is None:
        return []
    languages = dict(settings.LANGUAGES)
    return [
        Fact(_("Who writes"), link.organization.name),
        Fact(_("To which address"), found.email),
        Fact(_("Language"), str(languages.get(found.language, found.language))),
        Fact(_("You read as"), str(found.get_audience_display())),
    ]


def _confirm(link: Link, answer: str, values: Mapping[str, str], now: datetime) -> None:
    del values
    found = queries.subscriber(link.subject_number or 0)
    if found is None:
        raise LinkClosed
    waits = Subscriber.objects.filter(pk=found.pk, confirmed_at=None, ended_at=None)
    if answer == "no":
        journal.record("newsletter.declined", by=None, at=link.organization, about=found)
        waits.delete()
        return
    if not waits.update(confirmed_at=now):
        raise LinkClosed
    journal.record("newsletter.confirmed", by=None, at=link.organization, about=found)


declare_deed(
    Deed(
        code=CONFIRM,
        title=_("Do you want our newsletter?"),
        lede=_("Somebody gave us this address for the newsletter of %(organization)s."),
        consequence=_(
            "One tap confirms it. You can end it on any day by the link in each letter. The "
            "address is used for nothing else, and you are not signed in."
        ),
        answers=(
            Answer("yes", _("Yes, send it to me"), _("Thank you. The next one comes to you.")),
            Answer("no", _("No, forget my address"), _("Done. Your address is not kept.")),
        ),
        carry_out=_confirm,
        facts=_confirm_facts,
        facts_title=_("What was asked for"),
    )
)


# --- ending ----------------------------------------------------------------------------------------


@transaction.atomic
def end_newsletter(*, subscriber: Subscriber, now: datetime) -> None:
    """End the newsletter for a reader; ended twice, it is ended once."""
    rows = Subscriber.objects.filter(pk=subscriber.pk, ended_at=None)
    if rows.update(ended_at=now):
        _links_of(subscriber).update(revoked_at=now)
        journal.record("newsletter.ended", by=None, at=subscriber.organization, about=subscriber)


def send_end_link(*, email: str, base: str) -> None:
    """Send whoever reads the newsletter the link that ends it; others get nothing and learn nothing.

    Raises:
        NotSent: the mail server does not take the letter.
    """
    with opened_for_system("somebody ends the newsletter"):
        rows = Subscriber.objects.select_related("organization").filter(email=email.lower())
        found = [each for each in rows.filter(ended_at=None) if _reads(each)]
    for each in found:
        try:
            with translation.override(each.language):
                title = gettext("How to end our newsletter")
                _mail(each, title, base, {"is_asked_to_end": True}).send()
        except (OSError, SMTPException) as error:
            raise NotSent from error


# --- taking it along -------------------------------------------------------------------------------


@transaction.atomic
def export_subscribers(
    *, by: Person, organization: Organization, within: Circle, chosen: Mapping[str, str]
) -> list[Subscriber]:
    """Return the readers of a segment for the tool that mails them; the journal says who took them.

    Args:
        by: staff, who has just proven who they are.
        organization: whose newsletter it is.
        within: the circle of whoever asks.
        chosen: language, audience and county_fips; what is empty is not asked for.

    Raises:
        NotPermitted: the person may not take addresses along here.
    """
    access.require(by, EXPORT_SUBSCRIBERS, at=organization)
    rows = list(queries.of_segment(queries.readers(organization, within=within), chosen))
    told: dict[str, Any] = {name: chosen.get(name, "") for name in queries.SEGMENTS}
    journal.record("subscribers.exported", by=by, at=organization, rows=len(rows), **told)
    return rows
