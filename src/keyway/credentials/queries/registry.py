"""The registry: which credentials a reader asked for, and all that is told of one."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When
from django.db.models.functions import Lower

from keyway.credentials.models import (
    Attainment,
    Credential,
    CredentialCode,
    ExamSite,
    Offering,
    Program,
    Promise,
    Recognition,
)
from keyway.credentials.queries import funnel
from keyway.credentials.queries.promises import standing_promises
from keyway.credentials.queries.recognition import (
    STANDINGS,
    disagreements,
    public_claims,
    recognizing,
    standing,
    verified,
)
from keyway.partners.models import Organization
from keyway.partners.queries.naming import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django.db.models import QuerySet

    from keyway.credentials.queries.recognition import Disagreement, Standing

Kind = Credential.Kind
_CODE_LENGTH = 4
_LEVELS = Case(
    *(When(level=level, then=Value(place)) for place, level in enumerate(Credential.Level)),
    output_field=IntegerField(),
)
PRICES: Mapping[str, Q] = {
    "free": Q(price_low_usd=0),
    "100": Q(price_low_usd__lte=100),
    "300": Q(price_low_usd__lte=300),
    "more": Q(price_low_usd__gt=300),
    "unknown": Q(price_low_usd=None),
}
# What proves least comes last among what is asked for.
_LAST = Case(
    When(kind=Kind.NOT_CREDENTIAL, then=Value(1)), default=Value(0), output_field=IntegerField()
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asked the registry for; empty fields ask for everything.

    Attributes:
        on: the day on which claims and promises stand or not.
        state_code: where it is taught and hired for.
        q: words of a name, an abbreviation, an issuer or a code.
        family: a value of ``Credential.Family``.
        kind: a value of ``Credential.Kind``.
        level: a value of ``Credential.Level``.
        school: a value of ``Credential.InSchool``.
        recognized: a value of ``Recognition.Type``, or "any".
        checked: "1" counts only claims that stand as verified.
        taught: "1" asks for what an institution here teaches toward.
        hired: "1" asks for what an employer here promises something for.
        price: a key of ``PRICES``.
    """

    on: date
    state_code: str
    q: str = ""
    family: str = ""
    kind: str = ""
    level: str = ""
    school: str = ""
    recognized: str = ""
    checked: str = ""
    taught: str = ""
    hired: str = ""
    price: str = ""

    @property
    def asked(self) -> dict[str, str]:
        """What was asked for besides day and state, by the name of its field."""
        return {
            name: value
            for name, value in asdict(self).items()
            if value and name not in ("on", "state_code")
        }


@dataclass(frozen=True, slots=True)
class Listed:
    """One credential as the list tells it.

    Attributes:
        credential: which.
        claims: how many claims that recognize it stand how.
        institutions: how many institutions here teach toward it.
        employers: how many employers here promise something for it.
    """

    credential: Credential
    claims: Mapping[Standing, int]
    institutions: int
    employers: int


def public_credentials() -> QuerySet[Credential]:
    """Return the credentials that everybody may see."""
    return Credential.objects.filter(is_withdrawn=False)


def running_offerings(state_code: str) -> QuerySet[Offering]:
    """Return what institutions of a state teach toward credentials today."""
    return Offering.objects.filter(
        is_ended=False,
        program__status=Program.Status.OFFERED,
        organization__status=Organization.Status.APPROVED,
        organization__state_code=state_code,
    )


def promises_here(state_code: str, on: date) -> QuerySet[Promise]:
    """Return the promises of a state's employers that stand on a day."""
    return standing_promises(on=on).filter(organization__state_code=state_code)


def real_promises_here(state_code: str, on: date) -> QuerySet[Promise]:
    """Return those of employers that exist: what is made up is shown and marked, never counted."""
    return promises_here(state_code, on).filter(organization__is_demo=False)


def behind(rows: QuerySet[Offering] | QuerySet[Promise]) -> Counter[int]:
    """Return how many organizations stand behind each credential, by its number."""
    pairs = rows.order_by().values_list("credential_id", "organization_id").distinct()
    return Counter(credential for credential, _ in pairs)


def found(wanted: Wanted) -> QuerySet[Credential]:
    """Return what was asked for: first what is hired for here, then what is taught here, by name."""
    rows = public_credentials()
    for word in folded(wanted.q).split():
        rows = rows.filter(Q(search_text__contains=word) | Q(pk__in=_coded(word)))
    given = {
        "family": wanted.family,
        "kind": wanted.kind,
        "level": wanted.level,
        "in_school": wanted.school,
    }
    rows = rows.filter(**{name: value for name, value in given.items() if value})
    if wanted.price:
        rows = rows.filter(PRICES[wanted.price])
    rows = _known_here(rows, wanted)
    promised = real_promises_here(wanted.state_code, wanted.on).filter(credential=OuterRef("pk"))
    taught = running_offerings(wanted.state_code).filter(credential=OuterRef("pk"))
    return (
        rows.select_related("issuer")
        .annotate(is_hired_for=Exists(promised), is_taught=Exists(taught))
        .order_by(
            *_begins_with(folded(wanted.q)),
            "-is_hired_for",
            "-is_taught",
            _LAST,
            Lower("name"),
            "pk",
        )
    )


def _coded(word: str) -> QuerySet[CredentialCode, int]:
    """Return the numbers of credentials with a code that begins with a word, such as 51-40."""
    rows = CredentialCode.objects.filter(code__startswith=word)
    # A word of few signs is part of a name, not a code.
    held = rows if len(word) >= _CODE_LENGTH else rows.none()
    return held.values("credential_id")  # type: ignore[return-value]


def _known_here(rows: QuerySet[Credential], wanted: Wanted) -> QuerySet[Credential]:
    """Return those that are recognized, taught and hired for as was asked."""
    if wanted.recognized or wanted.checked:
        rows = rows.filter(pk__in=_recognizing(wanted))
    if wanted.taught:
        rows = rows.filter(pk__in=running_offerings(wanted.state_code).values("credential_id"))
    if wanted.hired:
        promised = real_promises_here(wanted.state_code, wanted.on)
        rows = rows.filter(pk__in=promised.values("credential_id"))
    return rows


def _recognizing(wanted: Wanted) -> QuerySet[Credential, int]:
    """Return the numbers of credentials with a claim of the type asked for that nobody refuted."""
    claims = recognizing()
    if wanted.recognized not in ("", "any"):
        claims = claims.filter(type=wanted.recognized)
    if wanted.checked:
        claims = claims.filter(verified(wanted.on))
    return claims.values("credential_id")  # type: ignore[return-value]


def _begins_with(q: str) -> list[Case]:
    """Return an order in which names that begin with what was typed come first."""
    begins = When(search_text__startswith=q, then=Value(0))
    return [Case(begins, default=Value(1), output_field=IntegerField())] if q else []


def listed(credentials: Iterable[Credential], wanted: Wanted) -> list[Listed]:
    """Return credentials with what is known of each, in the order given, in three questions."""
    rows = list(credentials)
    numbers = [each.pk for each in rows]
    claims: dict[int, Counter[Standing]] = {number: Counter() for number in numbers}
    for claim in recognizing().filter(credential__in=numbers):
        claims[claim.credential_id][standing(claim, on=wanted.on)] += 1
    taught = behind(running_offerings(wanted.state_code).filter(credential__in=numbers))
    real = real_promises_here(wanted.state_code, wanted.on)
    hired = behind(real.filter(credential__in=numbers))
    return [
        Listed(
            credential=each,
            claims={name: claims[each.pk][name] for name in STANDINGS[:3]},
            institutions=taught[each.pk],
            employers=hired[each.pk],
        )
        for each in rows
    ]


def kind_counts(rows: QuerySet[Credential]) -> dict[str, int]:
    """Return how many credentials of each kind were found."""
    return dict(Counter(rows.order_by().values_list("kind", flat=True)))


# --- one credential --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Profile:
    """All that everybody may know of a credential.

    Attributes:
        credential: which.
        claims: who recognizes it, as each claim stands today; what holds best comes first.
        disagreements: claims that say two things at once.
        exam_sites: where its exam is taken.
        offerings: what institutions here teach toward it.
        promises: what employers here promise to whoever holds it.
        above: what it counts toward, the next first.
        parts: what counts toward it, in order.
        beside: other parts of what it counts toward, in order.
        replaces: credentials that it replaced.
    """

    credential: Credential
    claims: tuple[tuple[Recognition, Standing], ...]
    disagreements: tuple[Disagreement, ...]
    exam_sites: tuple[ExamSite, ...]
    offerings: tuple[Offering, ...]
    promises: tuple[Promise, ...]
    above: tuple[Credential, ...]
    parts: tuple[Credential, ...]
    beside: tuple[Credential, ...]
    replaces: tuple[Credential, ...]


def profile(slug: str, *, state_code: str, on: date) -> Profile | None:
    """Return what is known of a credential on a day; None where everybody sees none."""
    rows = public_credentials().select_related("issuer", "superseded_by", "checked_by")
    one = rows.filter(slug=slug).first()
    if one is None:
        return None
    claims = list(public_claims().filter(credential=one).select_related("organization"))
    above = _above(one)
    return Profile(
        credential=one,
        claims=_in_order(claims, state_code, on),
        disagreements=tuple(disagreements(claims, on)),
        exam_sites=tuple(_exam_sites(one)),
        offerings=tuple(
            running_offerings(state_code)
            .filter(credential=one)
            .select_related("organization", "program")
            .order_by(Lower("organization__name"), Lower("program__name"), "pk")
        ),
        promises=tuple(
            promises_here(state_code, on)
            .filter(credential=one)
            .select_related("organization", "site")
            .order_by(Lower("organization__name"), "until_date", "pk")
        ),
        above=above,
        parts=tuple(_parts(one)),
        beside=tuple(_parts(above[0]).exclude(pk=one.pk)) if above else (),
        replaces=tuple(public_credentials().filter(superseded_by=one).order_by(Lower("name"))),
    )


def _in_order(
    claims: Iterable[Recognition], state_code: str, on: date
) -> tuple[tuple[Recognition, Standing], ...]:
    """Return claims with how they stand: what holds best, then what is of here, by type and year."""
    types = list(Recognition.Type)
    pairs = [(each, standing(each, on=on)) for each in claims]
    return tuple(
        sorted(
            pairs,
            key=lambda pair: (
                STANDINGS.index(pair[1]),
                pair[0].state_code not in ("", state_code),
                types.index(Recognition.Type(pair[0].type)),
                -(pair[0].year or 0),
                folded(pair[0].recognizer),
                pair[0].pk,
            ),
        )
    )


def _exam_sites(one: Credential) -> QuerySet[ExamSite]:
    listed_ = Q(organization=None) | Q(organization__status=Organization.Status.APPROVED)
    return one.exam_sites.filter(listed_).select_related("organization").order_by("city", "pk")


def _parts(one: Credential) -> QuerySet[Credential]:
    rows = public_credentials().filter(stack_parent=one)
    return rows.order_by(F("stack_order").asc(nulls_last=True), Lower("name"), "pk")


def _above(one: Credential) -> tuple[Credential, ...]:
    """Return what a credential counts toward, and what that counts toward; each at most once."""
    chain: list[Credential] = []
    met, at = {one.pk}, one.stack_parent
    while at is not None and at.pk not in met and not at.is_withdrawn:
        chain.append(at)
        met.add(at.pk)
        at = at.stack_parent
    return tuple(chain)


def earned(one: Credential) -> dict[int, int | None]:
    """Return how many earned a credential by cohort, the latest first; None where it is protected.

    Each program's page shows its own count unless it is small, or so few did not pass that they
    would be told. The sum is shown only where it tells nothing of those that are hidden.
    """
    rows = Attainment.objects.filter(
        credential=one, organization__status=Organization.Status.APPROVED
    ).exclude(earned_count=None)
    counts: dict[int, list[tuple[int, int]]] = {}
    for year, count, tried in rows.values_list("cohort_year", "earned_count", "attempted_count"):
        failed = (tried or 0) - (count or 0)
        counts.setdefault(year, []).append((count or 0, max(failed, 0)))
    least = funnel.limits().threshold
    return {year: _summed(counts[year], least) for year in sorted(counts, reverse=True)}


def _summed(pairs: list[tuple[int, int]], least: int) -> int | None:
    """Return a sum of counts, or None where it would narrow what a reader knows of a hidden one.

    A hidden count may be anything from one to ``least - 1``; beside a sum of all hidden ones it
    still must.
    """
    total = sum(count for count, _failed in pairs)
    small = [count for count, _failed in pairs if 0 < count < least]
    if any(count >= least and 0 < failed < least for count, failed in pairs):
        return None
    others = len(small) - 1
    is_open = others + least - 1 <= sum(small) <= others * (least - 1) + 1
    return None if (small and not is_open) or 0 < total < least else total


def is_counted_without_name(one: Credential, state_code: str) -> bool:
    """Return whether programs that teach toward it report credentials without saying which."""
    programs = running_offerings(state_code).filter(credential=one).values("program_id")
    rows = Attainment.objects.filter(program__in=programs, credential=None)
    return rows.exclude(earned_count=None, attempted_count=None).exists()


def leading_to(*soc_codes: str) -> QuerySet[Credential]:
    """Return the credentials that lead to any of some occupations, by level and name."""
    codes = CredentialCode.objects.filter(scheme=CredentialCode.Scheme.SOC, code__in=soc_codes)
    rows = public_credentials().filter(pk__in=codes.values("credential_id"))
    rows = rows.exclude(kind=Kind.NOT_CREDENTIAL).filter(superseded_by=None)
    return rows.select_related("issuer").order_by(_LEVELS, Lower("name"), "pk")
