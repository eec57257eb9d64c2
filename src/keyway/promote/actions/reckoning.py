"""Summing up: a sitting when it is closed, a survey when enough new answers have come."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django_tasks import task

from keyway.engine import perception
from keyway.engine.perception.reckoning import reckon
from keyway.engine.perception.values import Question, sat
from keyway.partners import journal
from keyway.partners.access.walls import opened_for_system
from keyway.promote.models import (
    PerceptionFinding,
    PerceptionSurvey,
    Response,
    Sitting,
    SittingResult,
)
from keyway.promote.queries.results import engine_questions, planned, sat_of, steps_of
from keyway.promote.queries.surveys import is_drawn, questions_of
from keyway.reference.lookups import clocks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from keyway.engine.perception.values import Sat

LEAST_NEW = perception.LEAST_ANSWERS
_SEED = 15117
_KEPT = f"{perception.METHOD} {perception.METHOD_VERSION}"

journal.declare_event(
    "sitting.closed", gettext_lazy("A sitting of a survey of %(where)s was closed.")
)
journal.declare_event(
    "survey.reckoned", gettext_lazy("A survey of %(where)s was reckoned from its closed sittings.")
)


@task
def look_after_surveys() -> str:
    """Close the sittings whose days are over, then reckon every survey anew that has enough new.

    Done twice, it finds nothing to do the second time.
    """
    now = timezone.now()
    closed = close_past_sittings(now=now, on=clocks.day_in(settings.KEYWAY_STATE, now))
    reckoned = sum(reckon_survey(number=number, now=now) for number in _surveys())
    return f"{closed} sittings closed, {reckoned} surveys reckoned"


@task
def reckon_later(number: int) -> bool:
    """Reckon one survey, after one of its sittings was closed."""
    return reckon_survey(number=number, now=timezone.now())


@opened_for_system("surveys are summed up")
def _surveys() -> list[int]:
    kept = PerceptionSurvey.objects.filter(status__in=("open", "closed"))
    return list(kept.order_by("pk").values_list("pk", flat=True))


@opened_for_system("surveys are summed up")
def close_past_sittings(*, now: datetime, on: date) -> int:
    """Close every sitting whose last day has passed; return how many.

    Their answers are summed up long before they are forgotten.
    """
    past = Q(closes_date__lt=on) | Q(group__survey__status="closed")
    waiting = Sitting.objects.filter(past, closed_at=None).select_related("group__survey")
    return sum(close_and_sum_up(each, now=now) for each in waiting.order_by("pk"))


@opened_for_system("surveys are summed up")
@transaction.atomic
def close_and_sum_up(sitting: Sitting, *, now: datetime) -> bool:
    """Close a sitting and keep its counts; return whether it was open.

    It is summed up once, from all its answers, and never again: two looks at a growing sum could be
    subtracted, and a sum made after answers were forgotten would be less than what was said.
    """
    if not Sitting.objects.filter(pk=sitting.pk, closed_at=None).update(closed_at=now):
        return False
    kept = Response.objects.filter(sitting=sitting).values_list("answers", flat=True)
    answers = [steps_of(each) for each in kept]
    asked = engine_questions(questions_of(sitting.group.survey))
    told = sat("", sitting.group.arm, sitting.wave, answers, asked)
    SittingResult.objects.update_or_create(
        sitting=sitting,
        defaults={
            "organization_id": sitting.organization_id,
            "answers_count": len(answers),
            "counts": _counts(told, len(answers)),
            "index_mean": told.mean if told.n else None,
            "index_variance": told.variance if told.n else None,
            "reckoned_at": now,
        },
    )
    journal.record("sitting.closed", by=None, at=sitting.organization, about=sitting)
    transaction.on_commit(lambda: reckon_later.enqueue(sitting.group.survey_id))
    return True


def _counts(told: Sat, answers: int) -> dict[str, Any]:
    """Return counts by question and step as they are kept, and how many answers have an index."""
    kept: dict[str, Any] = {str(number): list(steps) for number, steps in told.counts.items()}
    return {**kept, "scored": told.n} if answers else kept


@dataclass(frozen=True, slots=True)
class _Inputs:
    sats: Sequence[Sat]
    questions: Sequence[Question]
    planned: perception.Planned
    is_drawn: bool
    digest: str


@opened_for_system("surveys are summed up")
@transaction.atomic
def reckon_survey(*, number: int, now: datetime) -> bool:
    """Reckon a survey from its closed sittings; return whether a new finding was kept.

    It waits until ten more answers have come than the finding before had, so that two findings
    cannot be subtracted to learn what a few people said.
    """
    survey = PerceptionSurvey.objects.select_for_update().filter(pk=number).first()
    if survey is None:
        return False
    results = list(
        SittingResult.objects.filter(sitting__group__survey=survey)
        .select_related("sitting__group")
        .order_by("pk")
    )
    last = PerceptionFinding.objects.filter(survey=survey).order_by("-reckoned_at", "-pk").first()
    inputs = _inputs(survey, results)
    if last is not None and last.inputs_digest == inputs.digest:
        return False
    new = [each for each in results if last is None or each.reckoned_at > last.reckoned_at]
    if not new or (last is not None and sum(each.answers_count for each in new) < LEAST_NEW):
        return False
    finding = reckon(
        inputs.sats,
        inputs.questions,
        planned=inputs.planned,
        is_drawn=inputs.is_drawn,
        seed=_SEED,
    )
    PerceptionFinding.objects.create(
        organization_id=survey.organization_id,
        survey=survey,
        method=_KEPT,
        inputs_digest=inputs.digest,
        result=finding.to_json(),
        reckoned_at=now,
    )
    journal.record("survey.reckoned", by=None, at=survey.organization, about=survey)
    return True


def _inputs(survey: PerceptionSurvey, results: Sequence[SittingResult]) -> _Inputs:
    asked = engine_questions(questions_of(survey))
    answers = _answers(results)
    sats = [sat_of(each, answers.get(each.sitting_id, ())) for each in results]
    told = [[each.school, each.arm, each.wave, each.n, each.mean, each.variance] for each in sats]
    digest = hashlib.sha256(json.dumps([told, _KEPT]).encode()).hexdigest()
    return _Inputs(sats, asked, planned(survey), is_drawn(survey), digest)


def _answers(results: Sequence[SittingResult]) -> dict[int, list[dict[int, int]]]:
    """Return the answers that are still kept, by sitting: how far questions agree needs them."""
    kept: dict[int, list[dict[int, int]]] = {}
    rows = Response.objects.filter(sitting__in=[each.sitting_id for each in results])
    for sitting, given in rows.values_list("sitting_id", "answers"):
        kept.setdefault(sitting, []).append(steps_of(given))
    return kept
