"""Surveys: what is asked, of whom, when, and what a question for students must not touch."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_noop as _

from keyway.credentials.queries.nearby import zip_in_state
from keyway.engine.protected_topics import OFF_SUBJECT, Lists, Topic, find, prepare
from keyway.errors import Refused
from keyway.partners.models import Organization
from keyway.promote.models import PerceptionSurvey, Sitting, SurveyGroup, SurveyQuestion
from keyway.reference.lookups import districts
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
