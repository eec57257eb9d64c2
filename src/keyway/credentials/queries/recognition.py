"""How a claim of recognition stands on a day, and which claims say two things at once.

What is kept says what somebody found. How it stands today follows from the dates: a claim past its
end is stale by itself, and so is a checked one whose evidence nobody has seen for a year.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from django.db.models import Q

from keyway.credentials.models import Recognition
from keyway.partners.models import Organization
from keyway.partners.queries.naming import folded
from keyway.reference.parameters import document

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

Standing = Literal["verified", "unverified", "stale", "refuted"]
# In the order in which a reader wants them.
STANDINGS: tuple[Standing, ...] = ("verified", "stale", "unverified", "refuted")
Status, Type, Place = Recognition.Status, Recognition.Type, Recognition.Place
_YES = ("", Place.LISTED)
_NO = (Place.REFUSED, Place.REMOVED)


def stale_after_days() -> int:
    """Return after how many days a checked claim without an end is stale."""
    return int(document("recognition")["claims"]["stale_after_days"]["value"])


def standing(recognition: Recognition, on: date) -> Standing:
    """Return how a claim stands on a day: verified, unverified, stale or refuted."""
    if recognition.status == Status.REFUTED:
        return "refuted"
    if recognition.expires_date is not None and recognition.expires_date < on:
        return "stale"
    if recognition.status == Status.UNVERIFIED:
        return "unverified"
    seen = recognition.seen_date
    is_old = seen is None or seen < on - timedelta(days=stale_after_days())
    return "stale" if recognition.expires_date is None and is_old else "verified"


def verified(on: date) -> Q:
    """Return the condition for claims that stand as verified on a day, as the database asks it."""
    seen_lately = Q(seen_date__gte=on - timedelta(days=stale_after_days()))
    in_time = Q(expires_date__gte=on) | (Q(expires_date=None) & seen_lately)
    return Q(status=Status.VERIFIED) & in_time


def stale(on: date) -> Q:
    """Return the condition for claims that are stale on a day, as the database asks it."""
    past_end = Q(expires_date__lt=on) & ~Q(status=Status.REFUTED)
    seen_long_ago = Q(seen_date__lt=on - timedelta(days=stale_after_days()))
    unseen = Q(status=Status.VERIFIED, expires_date=None) & (seen_long_ago | Q(seen_date=None))
    return past_end | unseen


def recognizes(claim: Recognition) -> bool:
    """Return whether a claim, if it holds, is recognition: not refuted, proposed or taken off."""
    return claim.status != Status.REFUTED and claim.place in _YES


def recognizing() -> QuerySet[Recognition]:
    """Return the public claims that are recognition if they hold."""
    return public_claims().filter(place__in=_YES).exclude(status=Status.REFUTED)


def public_claims() -> QuerySet[Recognition]:
    """Return the claims that everybody may see; those of an organization only while it is listed."""
    shown = Q(organization=None) | Q(organization__status=Organization.Status.APPROVED)
    return Recognition.objects.filter(shown)


# --- claims that disagree --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two claims about the same thing that cannot both hold."""

    says_so: Recognition
    says_not: Recognition

    @property
    def numbers(self) -> frozenset[int]:
        """Numbers of both claims."""
        return frozenset({self.says_so.pk, self.says_not.pk})


def disagreements(claims: Iterable[Recognition], on: date) -> list[Disagreement]:
    """Return the pairs among claims that cannot both hold on a day.

    One says that a body recognizes a credential, another that it does not: listed and taken off,
    verified and found not to hold. A year parts them; a claim without a year speaks of every year.
    A claim past its end speaks of the past and contradicts nothing.
    """
    about: dict[tuple[object, ...], list[Recognition]] = defaultdict(list)
    for claim in claims:
        if claim.expires_date is None or claim.expires_date >= on:
            about[_thing(claim)].append(claim)
    found = []
    for held in about.values():
        for one, other in combinations(held, 2):
            if _same_year(one, other) and _says(one) * _says(other) < 0:
                pair = (one, other) if _says(one) > 0 else (other, one)
                found.append(Disagreement(*pair))
    return found


def disagreeing(on: date) -> list[Disagreement]:
    """Return every pair of public claims that cannot both hold on a day."""
    rows = public_claims().filter(credential__is_withdrawn=False).select_related("credential")
    return disagreements(rows.order_by("pk"), on)


def _thing(claim: Recognition) -> tuple[object, ...]:
    """Return what a claim is about: a list of a state, or else whoever is said to recognize it."""
    who = claim.list_key or folded(claim.recognizer)
    return (claim.credential_id, claim.type, claim.state_code, who)


def _same_year(one: Recognition, other: Recognition) -> bool:
    return one.year is None or other.year is None or one.year == other.year


def _says(claim: Recognition) -> int:
    """Return 1 where a claim says that it is recognized, −1 where not, 0 where neither."""
    said = 1 if claim.place in _YES else -1 if claim.place in _NO else 0
    return -said if claim.status == Status.REFUTED else said


# --- what waits to be verified ------------------------------------------------------------------------

Reason = Literal["disagree", "needed", "stale", "rest"]
REASONS: tuple[Reason, ...] = ("disagree", "needed", "stale", "rest")


@dataclass(frozen=True, slots=True)
class Waiting:
    """One claim that waits for somebody to look at its evidence.

    Attributes:
        claim: which.
        standing: how it stands today.
        reason: why it comes where it comes: it disagrees with another, it is unchecked and its
            credential is taught or promised for here, it is out of date, or none of these.
        institutions: how many institutions here teach toward the credential.
        employers: how many employers here promise something for it.
    """

    claim: Recognition
    standing: Standing
    reason: Reason
    institutions: int
    employers: int

    @property
    def need(self) -> int:
        """How many rely on the credential here."""
        return self.institutions + self.employers


def queue(*, on: date, taught: Counter[int], promised: Counter[int]) -> list[Waiting]:
    """Return the claims to look at: those that disagree, then the most needed, the oldest first.

    Args:
        on: the day on which they stand or not.
        taught: how many institutions here teach toward each credential, by its number.
        promised: how many employers here promise something for each.
    """
    disputed = {number for pair in disagreeing(on) for number in pair.numbers}
    rows = public_claims().filter(credential__is_withdrawn=False)
    open_ = rows.filter(status=Recognition.Status.UNVERIFIED) | rows.filter(stale(on))
    claims = (open_ | rows.filter(pk__in=disputed)).select_related("credential__issuer")
    found = [
        Waiting(
            claim=each,
            standing=standing(each, on=on),
            reason=_reason(each, on, disputed, taught, promised),
            institutions=taught[each.credential_id],
            employers=promised[each.credential_id],
        )
        for each in claims
    ]
    return sorted(found, key=_order)


def _reason(
    claim: Recognition,
    on: date,
    disputed: set[int],
    taught: Counter[int],
    promised: Counter[int],
) -> Reason:
    if claim.pk in disputed:
        return "disagree"
    if standing(claim, on=on) == "stale":
        return "stale"
    is_needed = taught[claim.credential_id] or promised[claim.credential_id]
    return "needed" if is_needed else "rest"


def _order(each: Waiting) -> tuple[int, int, str, str, int]:
    seen = each.claim.seen_date.isoformat() if each.claim.seen_date else ""
    return (
        REASONS.index(each.reason),
        -each.need,
        seen,
        each.claim.credential.name.casefold(),
        each.claim.pk,
    )


def against(claim: Recognition, on: date) -> list[Disagreement]:
    """Return the claims that cannot hold together with one."""
    return [pair for pair in disagreeing(on) if claim.pk in pair.numbers]
