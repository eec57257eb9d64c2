"""Promises by no-login links: a contact signs by one tap, and renews by one tap a year later."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import formats, translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from keyway.credentials.actions.promising import Terms, renew_promise, sign_by_contact
from keyway.credentials.models import Credential, Promise
from keyway.credentials.queries.promises import last_day, renewable
from keyway.errors import Refused
from keyway.partners import journal
from keyway.partners.actions.links import (
    Answer,
    Deed,
    Fact,
    Field,
    LinkClosed,
    Unusable,
    declare_deed,
)
from keyway.reference.lookups import clocks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from keyway.partners.models import Link

SIGN = "promise.sign"
RENEW = "promise.renew"
_MORE = "extra_hourly_usd"
_TICK = "promise-"
# A number as people write dollars: "1e30" is none, and would be more than can be rounded.
_DOLLARS = re.compile(r"\d{1,6}(\.\d{1,2})?|\.\d{1,2}", re.ASCII)


def today(now: datetime) -> date:
    """Return which day it is in the state whose directory is kept."""
    return clocks.day_in(settings.KEYWAY_STATE, now)


def written(day: date) -> str:
    """Return a day as it is written in the reader's language."""
    return formats.date_format(day, "DATE_FORMAT")


def summary(credential: Credential) -> str:
    """Return in one sentence what a credential proves, in the reader's language if there is one."""
    is_spanish = (translation.get_language() or "en").startswith("es")
    return credential.summary_es if is_spanish and credential.summary_es else credential.summary_en


def told(promise: Promise) -> str:
    """Return a promise in one line: what is promised for which credential."""
    if promise.extra_hourly_usd is None:
        return _("%(deed)s: %(credential)s") % {
            "deed": promise.get_deed_display(),
            "credential": promise.credential.name,
        }
    return _("%(deed)s, $%(more)s more an hour: %(credential)s") % {
        "deed": promise.get_deed_display(),
        "more": promise.extra_hourly_usd,
        "credential": promise.credential.name,
    }


class NothingTicked(Refused):
    """Nothing is ticked."""

    sentence = gettext_noop("Tick at least one promise, or let all of them end.")


# --- signing ---------------------------------------------------------------------------------------


def _credential(link: Link) -> Credential | None:
    known = Credential.objects.select_related("issuer")
    return known.filter(pk=link.subject_number or 0, is_withdrawn=False).first()


def _sign_facts(link: Link) -> list[Fact]:
    credential = _credential(link)
    if credential is None:
        return [Fact(_("Credential"), str(_("It is no longer in the registry.")))]
    on = today(link.created_at)
    rows = [
        Fact(_("Credential"), credential.name),
        Fact(_("Given by"), credential.issuer.name),
        Fact(_("What it is"), str(credential.get_kind_display())),
        Fact(_("What it shows"), summary(credential)),
        Fact(_("Who promises"), link.organization.name),
        Fact(_("Until"), written(last_day(on))),
        Fact(
            _("Who sees it"),
            str(_("Everybody: the name of the company, the promise and the day it ends.")),
        ),
    ]
    return [each for each in rows if each.text]


def _sign_fields(link: Link) -> list[Field]:
    return [
        Field(
            _MORE,
            _("Dollars more an hour"),
            hint=_("Only for “We pay more”. You may leave it empty."),
        )
    ]


def _dollars(typed: str) -> Decimal | None:
    text = typed.strip().removeprefix("$").replace(",", ".").strip()
    if not text:
        return None
    if not _DOLLARS.fullmatch(text):
        raise Unusable({_MORE: str(_("Write the dollars as a number, such as 1.50."))})
    return Decimal(text)


def _sign(link: Link, answer: str, values: Mapping[str, str], now: datetime) -> None:
    contact, credential = link.contact, _credential(link)
    if contact is None or credential is None:
        raise LinkClosed
    if answer == "no":
        journal.record("promise.declined", by=None, at=link.organization, about=credential)
        return
    more = _dollars(values.get(_MORE, ""))
    if more is not None and answer != Promise.Deed.PAY_MORE:
        raise Unusable(
            {_MORE: str(_("This goes only with “We pay more”. Empty it, or choose that."))}
        )
    on = today(now)
    terms = Terms(answer, on, min(last_day(on), last_day(today(link.created_at))), None, more)
    sign_by_contact(contact=contact, credential=credential, terms=terms, now=now, on=on)


_THANKS = _("Thank you. Your promise is signed and is on the public page now.")

declare_deed(
    Deed(
        code=SIGN,
        title=_("What is this credential worth at your plant?"),
        lede=_(
            "Students ask which companies want this credential. If %(organization)s wants it, "
            "say so here, and they see your name."
        ),
        consequence=_(
            "One tap signs for your company. The promise holds for a year at most, ends by itself, "
            "and you can withdraw it on any day. It binds nobody to hire a certain person, and you "
            "are not signed in."
        ),
        answers=(
            Answer("interview", _("We interview whoever holds it"), _THANKS),
            Answer("prefer", _("We prefer whoever holds it"), _THANKS),
            Answer("pay_more", _("We pay more to whoever holds it"), _THANKS),
            Answer("hire", _("We hire whoever holds it when a place is open"), _THANKS),
            Answer("no", _("We promise nothing"), _("Thank you for telling us. Nothing is shown.")),
        ),
        carry_out=_sign,
        facts=_sign_facts,
        facts_title=_("What you would sign"),
        fields=_sign_fields,
    )
)


# --- renewing --------------------------------------------------------------------------------------


def _to_renew(link: Link) -> list[Promise]:
    return list(renewable(link.organization, on=today(link.created_at)))


def _renew_facts(link: Link) -> list[Fact]:
    return [
        Fact(_("Ends on %(day)s") % {"day": written(each.until_date)}, told(each))
        for each in _to_renew(link)
    ]


def _renew_fields(link: Link) -> list[Field]:
    return [
        Field(f"{_TICK}{each.pk}", told(each), value="yes", kind="checkbox")
        for each in _to_renew(link)
    ]


def _renew(link: Link, answer: str, values: Mapping[str, str], now: datetime) -> None:
    if link.contact is None:
        raise LinkClosed
    if answer == "end":
        journal.record("promise.declined", by=None, at=link.organization, about=link)
        return
    chosen = [each for each in _to_renew(link) if values.get(f"{_TICK}{each.pk}")]
    if not chosen:
        raise NothingTicked
    with transaction.atomic():
        for each in chosen:
            renew_promise(promise=each, contact=link.contact, now=now, on=today(now))


declare_deed(
    Deed(
        code=RENEW,
        title=_("Do your promises hold for another year?"),
        lede=_("These promises of %(organization)s end soon. Students still read them."),
        consequence=_(
            "One tap renews what is ticked, for a year at most. What you do not renew ends by "
            "itself on its day. You are not signed in."
        ),
        answers=(
            Answer(
                "renew",
                _("Renew what is ticked"),
                _("Thank you. What you ticked holds for another year."),
            ),
            Answer(
                "end",
                _("Let all of them end"),
                _("Thank you. Each promise ends on its day, and nobody has to do anything."),
            ),
        ),
        carry_out=_renew,
        facts=_renew_facts,
        facts_title=_("What ends soon"),
        fields=_renew_fields,
    )
)
