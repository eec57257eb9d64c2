"""Surveys: what is asked, of whom, when, who is compared, and what students are not asked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

import polars as pl
from django.db.models import Max, Q
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_noop as _

from keyway.credentials.queries.nearby import zip_in_state
from keyway.engine.perception import LEAST_ANSWERS, Matched, Profile, draw, match, ticket
from keyway.engine.perception.matching import balance
from keyway.engine.protected_topics import OFF_SUBJECT, Lists, Topic, find, prepare
from keyway.errors import Refused
from keyway.partners.models import Organization, Site
from keyway.promote.models import (
    PerceptionSurvey,
    Sitting,
    SittingResult,
    SurveyGroup,
    SurveyQuestion,
)
from keyway.reference.lookups import districts, jobs
from keyway.reference.perception.topics import groups, subject, titles, topics

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from keyway.partners.queries.circles import Circle
    from keyway.reference.lookups.places import State
    from keyway.reference.store import Store

__all__ = ["OFF_SUBJECT"]

Audience = PerceptionSurvey.Audience
Status = PerceptionSurvey.Status
Arm = SurveyGroup.Arm


class NoSuchSchool(Refused):
    """What was typed is neither a ZIP code nor a school's address."""

    sentence = _(
        "We know no school by this. Type the five digits of its ZIP code, or leave it empty."
    )


class SittingState(StrEnum):
    """Whether a sitting takes answers on a day."""

    EARLY = "early"
    OPEN = "open"
    CLOSED = "closed"


def surveys(*, within: Circle, organization: Organization) -> QuerySet[PerceptionSurvey]:
    """Return a partnership's surveys, the newest first."""
    rows = within.own(PerceptionSurvey.objects.all())
    return rows.filter(organization=organization).order_by("-pk")


def survey(*, within: Circle, organization: Organization, number: int) -> PerceptionSurvey | None:
    """Return one survey of a partnership, or None."""
    found = surveys(within=within, organization=organization)
    return found.select_related("organization", "approved_by").filter(pk=number).first()


def questions_of(one: PerceptionSurvey) -> list[SurveyQuestion]:
    """Return the questions of a survey in their order."""
    return list(SurveyQuestion.objects.filter(survey=one).order_by("order"))


def groups_of(one: PerceptionSurvey, *, within: Circle) -> QuerySet[SurveyGroup]:
    """Return who is asked in a survey, with their sittings, the oldest first."""
    rows = within.own(SurveyGroup.objects.filter(survey=one)).select_related("school")
    return rows.prefetch_related("sittings").order_by("pk")


def own_group(*, within: Circle, organization: Organization, number: int) -> SurveyGroup | None:
    """Return one group that a partnership asks, or None."""
    rows = within.own(SurveyGroup.objects.filter(organization=organization))
    return rows.select_related("survey__organization", "organization").filter(pk=number).first()


def question(*, within: Circle, organization: Organization, number: int) -> SurveyQuestion | None:
    """Return one question of a partnership's surveys, or None."""
    rows = within.own(SurveyQuestion.objects.filter(organization=organization))
    return rows.select_related("survey__organization").filter(pk=number).first()


def sittings(*, within: Circle, organization: Organization) -> QuerySet[Sitting]:
    """Return the sittings that a partnership keeps or that sit at a school, the newest first."""
    at = Q(organization=organization) | Q(group__school=organization)
    rows = Sitting.objects.filter(at).select_related("group__survey", "group__school")
    if not within.is_staff:
        held = within.organizations
        rows = rows.filter(Q(organization__in=held) | Q(group__school__in=held))
    # What teachers start by themselves in class is theirs alone.
    return rows.filter(group__result_digest="").order_by("-opens_date", "-pk")


def sitting(*, within: Circle, organization: Organization, number: int) -> Sitting | None:
    """Return one sitting that a partnership keeps or that sits at a school, or None."""
    found = sittings(within=within, organization=organization)
    return found.select_related("organization").filter(pk=number).first()


def by_code(code: str) -> Sitting | None:
    """Return the sitting that a short code opens, or None; capitals and blanks do not matter."""
    rows = Sitting.objects.select_related("group__survey", "organization")
    return rows.filter(code="".join(code.split()).lower()[:12]).first()


def state_of(one: Sitting, *, on: date) -> SittingState:
    """Return whether a sitting takes answers on a day."""
    if one.closed_at or on > one.closes_date or one.group.survey.status == Status.CLOSED:
        return SittingState.CLOSED
    if on < one.opens_date or one.group.survey.status != Status.OPEN:
        return SittingState.EARLY
    return SittingState.OPEN


def digest(token: str) -> str:
    """Return what is kept of the token of a private page of results."""
    return hashlib.sha256(token.encode()).hexdigest()


def by_token(token: str) -> SurveyGroup | None:
    """Return the group whose private page of results a token opens, or None."""
    asked = digest(token)
    rows = SurveyGroup.objects.select_related("survey", "school", "organization")
    found = rows.filter(result_digest=asked).first()
    return found if found and constant_time_compare(found.result_digest, asked) else None


def check_survey(partnership: Organization) -> PerceptionSurvey | None:
    """Return the open three-question check of a partnership, or None."""
    rows = PerceptionSurvey.objects.filter(organization=partnership, status=Status.OPEN)
    return rows.filter(kind=PerceptionSurvey.Kind.CHECK).order_by("pk").first()


def has_check(partnership: Organization) -> bool:
    """Return whether a partnership has, or had, a three-question check."""
    kind = PerceptionSurvey.Kind.CHECK
    return PerceptionSurvey.objects.filter(organization=partnership, kind=kind).exists()


def schools(state_code: str) -> QuerySet[Organization]:
    """Return the schools and colleges of the directory, by name."""
    kinds = Organization.Kind
    return Organization.objects.filter(
        kind__in=(kinds.SCHOOL, kinds.CTED, kinds.COLLEGE, kinds.DISTRICT),
        status=Organization.Status.APPROVED,
        state_code=state_code,
    ).order_by("name", "pk")


def place_of(typed: str, store: Store, state: State) -> tuple[Organization | None, str]:
    """Return the school and the county that a teacher names; neither where nothing was typed.

    Args:
        typed: a ZIP code, or the last part of a school's address in the directory.
        store: the public tables.
        state: whose directory is shown.

    Raises:
        ZipNotHere: a ZIP code that is not in the state.
        NoSuchSchool: there is no such school.
    """
    word = typed.strip().rstrip("/").rsplit("/", 1)[-1].lower()
    if not word:
        return None, ""
    if word[:5].isdigit():
        point = zip_in_state(store, state, word)
        return None, districts.located(store, point.longitude, point.latitude).county_fips or ""
    school = schools(state.code).filter(slug=word[:220]).first()
    if school is None:
        raise NoSuchSchool
    site = school.sites.order_by("-is_main", "pk").first()
    return school, site.county_fips if site else ""


# --- who is compared with whom ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot that was drawn.

    Attributes:
        cohort: the start.
        seed: what every ticket was made from.
        tickets: each school's name in the lot and its ticket, the lowest first.
        reached: how many of the lowest were drawn.
    """

    cohort: int
    seed: str
    tickets: tuple[tuple[str, str], ...]
    reached: int


def lots_of(one: PerceptionSurvey) -> list[Lot]:
    """Return the lots of a survey, drawn again from what was kept of them."""
    return [
        Lot(
            each["cohort"],
            each["seed"],
            tuple(sorted((ticket(each["seed"], name), name) for name in each["schools"])),
            each["reached"],
        )
        for each in one.lots
    ]


def name_in_lot(school: int) -> str:
    """Return what a school is called in a lot and in a finding."""
    return f"school {school}"


def school_names(one: PerceptionSurvey) -> dict[str, str]:
    """Return the schools of a survey by what lots and findings call them."""
    rows = SurveyGroup.objects.filter(survey=one, school__isnull=False)
    return {
        name_in_lot(number): name for number, name in rows.values_list("school", "school__name")
    }


def names_of(one: PerceptionSurvey, found: Matched | None) -> dict[str, str]:
    """Return the schools of a survey, and those found alike, by what lots and findings call them."""
    names = school_names(one)
    if found:
        others = {int(name.rpartition(" ")[2]) for each in found.sets for name in each}
        rows = Organization.objects.filter(pk__in=others)
        names |= {name_in_lot(number): name for number, name in rows.values_list("pk", "name")}
    return names


def newest_start(one: PerceptionSurvey) -> int:
    """Return the newest start of a survey; the first is 1."""
    kept = SurveyGroup.objects.filter(survey=one).aggregate(newest=Max("cohort"))
    return int(kept["newest"] or 1)


def start(one: PerceptionSurvey, cohort: int, *arms: str) -> QuerySet[SurveyGroup]:
    """Return the groups of schools at one start; of certain arms, or of all."""
    rows = SurveyGroup.objects.filter(survey=one, cohort=cohort, school__isnull=False)
    return (rows.filter(arm__in=arms) if arms else rows).order_by("pk")


def is_drawn(one: PerceptionSurvey) -> bool:
    """Return whether lots decided, at every start, who was reached and who waits."""
    drawn = {
        (each["cohort"], name): name in draw(each["schools"], each["reached"], seed=each["seed"])
        for each in one.lots
        for name in each["schools"]
    }
    rows = SurveyGroup.objects.filter(survey=one, arm__in=(Arm.REACHED, Arm.WAITING))
    kept = {
        (cohort, name_in_lot(school) if school else ""): arm == Arm.REACHED
        for cohort, school, arm in rows.values_list("cohort", "school", "arm")
    }
    return bool(kept) and all(drawn.get(place) == arm for place, arm in kept.items())


def alike(one: PerceptionSurvey, *, each: int, store: Store, state: State) -> Matched:
    """Return, for every reached school, as many of the directory that are most like it.

    Nearness is by students, county, the county's share of jobs in manufacturing, and the index of
    an earlier survey where there is one; never by the answers of this survey.
    """
    reached, pool = _compared(one, store, state)
    return match(reached, pool, each=each)


def chosen_alike(one: PerceptionSurvey, *, store: Store, state: State) -> Matched:
    """Return the sets that were kept, with how alike they are."""
    rows = SurveyGroup.objects.filter(survey=one, set_number__isnull=False).order_by("pk")
    sets: dict[int, list[int]] = {}
    arms = (Arm.REACHED, Arm.MATCHED)
    for arm in arms:
        for number, school in rows.filter(arm=arm).values_list("set_number", "school"):
            if school and school not in sets.setdefault(number or 0, []):
                sets[number or 0].append(school)
    reached, pool = _compared(one, store, state)
    chosen = [school for each in sets.values() for school in each[1:]]
    matched = _profiles(Organization.objects.filter(pk__in=chosen), one, store, state)
    named = tuple(tuple(map(name_in_lot, sets[number])) for number in sorted(sets))
    regions = {each.name: each.region for each in (*reached, *matched)}
    same = sum(
        bool(regions.get(each[0])) and regions.get(each[0]) == regions.get(other)
        for each in named
        for other in each[1:]
    )
    return Matched(named, balance(reached, [*pool, *matched], matched), same)


def _compared(
    one: PerceptionSurvey, store: Store, state: State
) -> tuple[list[Profile], list[Profile]]:
    """Return the reached schools of the first start, and those that could be compared with them."""
    asked = SurveyGroup.objects.filter(survey=one, school__isnull=False)
    reached = asked.filter(arm=Arm.REACHED, cohort=1).values("school")
    ours = Organization.objects.filter(pk__in=reached)
    kinds = ours.values_list("kind", "highest_grade", "is_demo")
    alike_in_kind = Q(pk__in=())
    for kind, grade, is_demo in set(kinds):
        alike_in_kind |= Q(kind=kind, highest_grade=grade, is_demo=is_demo)
    others = schools(state.code).filter(alike_in_kind).exclude(pk__in=asked.values("school"))
    return _profiles(ours, one, store, state), _profiles(others, one, store, state)


def _profiles(
    rows: QuerySet[Organization], one: PerceptionSurvey, store: Store, state: State
) -> list[Profile]:
    """Return what is known of schools before they are asked."""
    kept = list(rows.values_list("pk", "enrollment_count"))
    numbers = [number for number, _size in kept]
    sites = Site.objects.filter(organization__in=rows.values("pk")).order_by("is_main", "-pk")
    counties = dict(sites.values_list("organization", "county_fips"))
    earlier = SittingResult.objects.filter(
        organization=one.organization,
        sitting__group__school__in=numbers,
        answers_count__gte=LEAST_ANSWERS,
        index_mean__isnull=False,
    ).exclude(sitting__group__survey=one)
    told = earlier.order_by("reckoned_at").values_list("sitting__group__school", "index_mean")
    known, shares = dict(told), _shares(store, state)
    return [
        Profile(
            name_in_lot(number),
            size,
            counties.get(number, ""),
            shares.get(counties.get(number, "")),
            known.get(number),
        )
        for number, size in kept
    ]


def _shares(store: Store, state: State) -> dict[str, float]:
    """Return which share of each county's published jobs is in manufacturing."""
    rows = jobs.industry_jobs(store, state.fips).drop_nulls("employment_count")
    is_made = pl.col("naics_code").str.slice(0, 2).is_in(["31", "32", "33"])
    # Manufacturing is published by its industries, everything else by whole sectors.
    rows = rows.filter(is_made == (pl.col("naics_code").str.len_chars() == 4))
    made = pl.col("employment_count").filter(is_made).sum()
    told = rows.group_by("county_fips").agg(share=made / pl.col("employment_count").sum())
    return {county: float(share) for county, share in told.iter_rows() if share is not None}


# --- what students are not asked -------------------------------------------------------------------


def touched(text_en: str, text_es: str) -> list[str]:
    """Return keys of the protected topics that a question touches in either language.

    ``OFF_SUBJECT`` stands for a question that no list can judge.
    """
    found = [
        each.topic
        for language, text in (("en", text_en), ("es", text_es))
        for each in find(text, language, _lists())
    ]
    return list(dict.fromkeys(found))


def topic_names(keys: list[str], language: str) -> list[str]:
    """Return what protected topics are called; what no list can judge has no name."""
    called = titles(language)
    return [called[key] for key in keys if key in called]


@cache
def _lists() -> Lists:
    known = [Topic(each.key, each.patterns, each.unless) for each in topics()]
    return prepare(known, groups(), subject())
