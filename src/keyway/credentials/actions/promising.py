"""Promises: a manufacturer signs what a credential is worth there, withdraws it, renews it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from keyway.credentials.access import SIGN_PROMISE
from keyway.credentials.models import Credential, Promise
from keyway.credentials.queries.promises import last_day, rule
from keyway.errors import Refused
from keyway.partners import access, journal
from keyway.partners.actions.work import close_items
from keyway.partners.models import Organization

if TYPE_CHECKING:
    from datetime import date, datetime

    from keyway.partners.models import Contact, Person, Site

ENDING = "promise.ending"
_ONE_CENT = Decimal("0.01")
_A_DAY = timedelta(days=1)

for _event, _words in {
    "promise.signed": gettext_lazy("A promise of %(where)s was signed."),
    "promise.withdrawn": gettext_lazy("%(who)s withdrew a promise of %(where)s."),
    "promise.renewed": gettext_lazy("A promise of %(where)s was renewed."),
    "promise.declined": gettext_lazy("A contact of %(where)s did not sign a promise."),
    "promise.asked": gettext_lazy("%(who)s asked a contact of %(where)s for a promise."),
}.items():
    journal.declare_event(_event, _words)


class NotAnEmployer(Refused):
    """Only manufacturers promise."""

    sentence = _(
        "Only a manufacturer signs a promise. %(organization)s is entered as another kind."
    )


class NotOurs(Refused):
    """Whoever signs does not work there."""

    sentence = _(
        "Only somebody who works at %(organization)s signs for it. Send a contact there a link "
        "to sign instead."
    )


class NothingToPromise(Refused):
    """What is named proves no skill before a third party."""

    sentence = _(
        "“%(credential)s” is no credential, so nothing can be promised to whoever holds it. "
        "Choose what it leads to instead."
    )


class Replaced(Refused):
    """The credential is not given any more."""

    sentence = _("“%(credential)s” is not given any more. Promise on the one that replaced it.")


class SiteElsewhere(Refused):
    """The site is another organization's."""

    sentence = _("Choose one of your own sites, or leave it open for all of them.")


class EndsBeforeItBegins(Refused):
    """The dates are reversed."""

    sentence = _("The last day comes before the first. Exchange the two dates.")


class TooLong(Refused):
    """A promise holds for a year at most."""

    sentence = _(
        "A promise holds for at most %(months)s months and is then renewed. "
        "Choose a last day no later than %(last)s."
    )


class OverAlready(Refused):
    """The last day is past."""

    sentence = _("The last day of this promise is past. Choose a later one.")


class MoreNeedsPayMore(Refused):
    """Dollars are named with another promise."""

    sentence = _("Name more dollars an hour only with the promise to pay more.")


class MoreOutOfRange(Refused):
    """The dollars an hour make no sense."""

    sentence = _("More an hour is between 1 cent and %(most)s dollars. Leave it empty to not say.")


class PromisedAlready(Refused):
    """The same promise stands."""

    sentence = _(
        "%(organization)s has promised this for “%(credential)s” already. Renew or withdraw "
        "that promise, or choose another."
    )


class NotStanding(Refused):
    """The promise was withdrawn or renewed already."""

    sentence = _("This promise was withdrawn or renewed already. Sign a new one instead.")


@dataclass(frozen=True, slots=True)
class Terms:
    """What is promised.

    Attributes:
        deed: a value of ``Promise.Deed``.
        from_date: its first day.
        until_date: its last day.
        site: where; None for every site of the organization.
        extra_hourly_usd: more an hour; only with the promise to pay more.
        soc_code: for which job; empty for every job it leads to.
    """

    deed: str
    from_date: date
    until_date: date
    site: Site | None = None
    extra_hourly_usd: Decimal | None = None
    soc_code: str = ""


@transaction.atomic
def sign_promise(
    *,
    by: Person,
    organization: Organization,
    credential: Credential,
    terms: Terms,
    now: datetime,
    on: date,
) -> Promise:
    """Sign for one's own organization what a credential is worth there.

    Args:
        by: somebody with a role at the organization; nobody else signs for it.
        organization: the manufacturer.
        credential: what its holder has to have.
        terms: what is promised, where and until when.
        now: when it is signed.
        on: which day that is in the state.

    Raises:
        NotPermitted: the person may not sign promises here.
        NotOurs: the person has no role there.
        Refused: what is promised cannot be; each case has its own sentence.
    """
    access.require(by, SIGN_PROMISE, at=organization)
    _require_role(by, organization)
    promise = _kept(organization, credential, terms, now=now, on=on)
    Promise.objects.filter(pk=promise.pk).update(signed_by=by)
    journal.record(
        "promise.signed", by=by, at=organization, about=promise, deed=terms.deed, link=False
    )
    return promise


@transaction.atomic
def sign_by_contact(
    *, contact: Contact, credential: Credential, terms: Terms, now: datetime, on: date
) -> Promise:
    """Sign by a no-login link; whoever holds it signs as the contact it was sent to.

    Raises:
        Refused: what is promised cannot be; each case has its own sentence.
    """
    at = contact.organization
    promise = _kept(at, credential, terms, now=now, on=on)
    Promise.objects.filter(pk=promise.pk).update(signed_contact=contact)
    journal.record("promise.signed", by=None, at=at, about=promise, deed=terms.deed, link=True)
    return promise


@transaction.atomic
def revoke_promise(*, by: Person, promise: Promise, now: datetime) -> None:
    """Withdraw a promise and what renews it; no page, list or file shows it from now on.

    Raises:
        NotPermitted: the person may not sign promises here.
        NotStanding: it was withdrawn already.
    """
    access.require(by, SIGN_PROMISE, at=promise.organization)
    open_rows = Promise.objects.filter(revoked_at=None)
    if not open_rows.filter(pk=promise.pk).update(revoked_at=now):
        raise NotStanding
    open_rows.filter(renews=promise.pk, from_date__gt=promise.until_date).update(revoked_at=now)
    close_items(kind=ENDING, subject=f"promise:{promise.pk}", now=now)
    journal.record("promise.withdrawn", by=by, at=promise.organization, about=promise)


@transaction.atomic
def renew_promise(
    *,
    promise: Promise,
    now: datetime,
    on: date,
    by: Person | None = None,
    contact: Contact | None = None,
) -> Promise:
    """Let a promise hold on, for as long again as may be, from the day after its last.

    Args:
        promise: one that is neither withdrawn nor renewed; it may have lapsed.
        now: when.
        on: which day that is in the state.
        by: somebody with a role there; None for a no-login link.
        contact: whose link it is, where it is one.

    Raises:
        NotPermitted: the person may not sign promises here.
        NotOurs: the person has no role there.
        NotStanding: it was withdrawn or renewed already.
        Refused: it cannot be promised any more.
    """
    at = promise.organization
    if by is not None:
        access.require(by, SIGN_PROMISE, at=at)
        _require_role(by, at)
    locked = Promise.objects.select_for_update().filter(pk=promise.pk, revoked_at=None)
    if not locked.exists() or Promise.objects.filter(renews=promise.pk, revoked_at=None).exists():
        raise NotStanding
    from_date = max(on, promise.until_date + _A_DAY)
    terms = Terms(
        deed=promise.deed,
        from_date=from_date,
        until_date=last_day(from_date),
        site=promise.site,
        extra_hourly_usd=promise.extra_hourly_usd,
        soc_code=promise.soc_code,
    )
    Promise.objects.filter(renews=promise.pk).update(renews=None)  # one that was withdrawn
    fresh = _kept(at, promise.credential, terms, now=now, on=on)
    Promise.objects.filter(pk=fresh.pk).update(signed_by=by, signed_contact=contact, renews=promise)
    close_items(kind=ENDING, subject=f"promise:{promise.pk}", now=now)
    journal.record("promise.renewed", by=by, at=at, about=fresh, link=by is None)
    return fresh


def _require_role(by: Person, organization: Organization) -> None:
    """Let pass who belongs there; the partnership's staff sign for nobody."""
    roles = access.circle_of(by).roles
    if organization.pk not in roles and (organization.parent_id or 0) not in roles:
        raise NotOurs(organization=organization.name)


def _kept(
    organization: Organization, credential: Credential, terms: Terms, *, now: datetime, on: date
) -> Promise:
    """Keep a promise that holds water.

    The organization is locked, so that two taps at once do not promise the same twice.
    """
    Organization.objects.select_for_update().get(pk=organization.pk)
    _check_who_and_what(organization, credential, terms)
    _check_dates(terms, on)
    _check_pay(terms)
    same = Promise.objects.filter(
        organization=organization,
        credential=credential,
        deed=terms.deed,
        site=terms.site,
        soc_code=terms.soc_code,
        revoked_at=None,
        until_date__gte=terms.from_date,
        from_date__lte=terms.until_date,
    )
    if same.exists():
        raise PromisedAlready(organization=organization.name, credential=credential.name)
    return Promise.objects.create(
        organization=organization,
        site=terms.site,
        credential=credential,
        deed=terms.deed,
        soc_code=terms.soc_code,
        extra_hourly_usd=terms.extra_hourly_usd,
        from_date=terms.from_date,
        until_date=terms.until_date,
        signed_at=now,
    )


def _check_who_and_what(organization: Organization, credential: Credential, terms: Terms) -> None:
    if organization.kind != Organization.Kind.MANUFACTURER:
        raise NotAnEmployer(organization=organization.name)
    if credential.kind == Credential.Kind.NOT_CREDENTIAL:
        raise NothingToPromise(credential=credential.name)
    if credential.is_withdrawn or credential.superseded_by_id is not None:
        raise Replaced(credential=credential.name)
    if terms.site is not None and terms.site.organization_id != organization.pk:
        raise SiteElsewhere


def _check_dates(terms: Terms, on: date) -> None:
    if terms.until_date < terms.from_date:
        raise EndsBeforeItBegins
    if terms.until_date > last_day(terms.from_date):
        last = last_day(terms.from_date)
        raise TooLong(months=rule("longest_months"), last=last.isoformat())
    if terms.until_date < on:
        raise OverAlready


def _check_pay(terms: Terms) -> None:
    more, most = terms.extra_hourly_usd, rule("most_extra_hourly_usd")
    if more is None:
        return
    if terms.deed != Promise.Deed.PAY_MORE:
        raise MoreNeedsPayMore
    if not _ONE_CENT <= more <= most:
        raise MoreOutOfRange(most=most)
