"""What a sitting or a survey says, from counts that a job kept; never from fewer than ten answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from keyway.engine.perception import (
    LEAST_ANSWERS,
    Finding,
    Measure,
    Planned,
    Reason,
    Spread,
    power,
)
from keyway.engine.perception.levels import share
from keyway.engine.perception.values import AGREES_FROM, STEPS, Arm, Question, Sat, Wave
from keyway.promote.models import PerceptionFinding, Response, SittingResult, SurveyGroup
from keyway.reference.parameters import parameters_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from keyway.engine.perception.lottery import Sizes
    from keyway.promote.models import PerceptionSurvey, Sitting, SurveyQuestion


@dataclass(frozen=True, slots=True)
class Line:
    """How one question was answered.

    Attributes:
        question: what was asked.
        agree: share of the two upper steps, or of yes; unknown with a reason.
    """

    question: SurveyQuestion
    agree: Measure


@dataclass(frozen=True, slots=True)
class SittingShown:
    """What may be seen of a closed sitting.

    Attributes:
        answers: how many answered; None under ten.
        lines: each question; empty under ten answers.
        reckoned_at: when it was summed up.
    """

    answers: int | None
    lines: tuple[Line, ...]
    reckoned_at: datetime

    @property
    def has_enough(self) -> bool:
        """Whether there are ten answers."""
        return self.answers is not None


@dataclass(frozen=True, slots=True)
class Kept:
    """A finding as it is kept.

    Attributes:
        finding: what the survey says.
        method: and version.
        reckoned_at: when.
    """

    finding: Finding
    method: str
    reckoned_at: datetime


def count_so_far(sitting: Sitting) -> int:
    """Return how many answers a sitting has, for whoever runs it; a public page never says it."""
    return Response.objects.filter(sitting=sitting).count()


def shown(sitting: Sitting, questions: Sequence[SurveyQuestion]) -> SittingShown | None:
    """Return what may be seen of a sitting; None before it is closed and summed up."""
    result = SittingResult.objects.filter(sitting=sitting).first()
    if result is None:
        return None
    if result.answers_count < LEAST_ANSWERS:
        return SittingShown(None, (), result.reckoned_at)
    lines = tuple(Line(each, _share(result.counts.get(str(each.order), ()))) for each in questions)
    return SittingShown(result.answers_count, lines, result.reckoned_at)


def _share(counts: Sequence[int]) -> Measure:
    if sum(counts) < LEAST_ANSWERS:
        return Measure(reason=Reason.TOO_FEW_ANSWERS)
    return share(list(counts), AGREES_FROM)


def latest_finding(survey: PerceptionSurvey) -> Kept | None:
    """Return what a survey says by its newest finding; None before there is one."""
    rows = PerceptionFinding.objects.filter(survey=survey).order_by("-reckoned_at", "-pk")
    kept = rows.first()
    if kept is None:
        return None
    return Kept(Finding.from_json(kept.result), kept.method, kept.reckoned_at)


def planned(survey: PerceptionSurvey, sets: Sizes = ()) -> Planned:
    """Return what a survey as planned will be able to see, by the dated assumptions.

    Once schools have their arms, these count, and no longer what was planned; ``sets`` stand for
    schools alike that are not asked yet.
    """
    known = parameters_of("perception")
    spread = Spread(known["perception.student_sd"].value, known["perception.school_share"].value)
    held = sets or _held(survey)
    if not held:
        schools, reached = survey.planned_groups, survey.planned_treated
        return power(schools, reached, survey.planned_answers, spread)
    schools, reached = (sum(each[at] for each in held) for at in (0, 1))
    several = held if len(held) > 1 else ()
    return power(schools, reached, survey.planned_answers, spread, several)


def _held(survey: PerceptionSurvey) -> Sizes:
    """Return the schools of each set that can be compared, and those of them that are reached."""
    rows = SurveyGroup.objects.filter(survey=survey, school__isnull=False, is_placebo=False)
    kept = set(rows.values_list("cohort", "set_number", "arm", "school"))
    has_waiting = any(arm == Arm.WAITING for _, _, arm, _ in kept)
    other = Arm.WAITING if has_waiting else Arm.MATCHED
    sets: dict[tuple[int, int], list[set[int]]] = {}
    for cohort, number, arm, school in kept:
        if arm in {Arm.REACHED, other}:
            place = sets.setdefault((cohort, 0 if has_waiting else number or 0), [set(), set()])
            place[arm == Arm.REACHED].add(school)
    both = [each for _, each in sorted(sets.items()) if all(each)]
    return tuple((len(others | reached), len(reached)) for others, reached in both)


def engine_questions(questions: Sequence[SurveyQuestion]) -> list[Question]:
    """Return questions as the engine takes them."""
    return [
        Question(each.order, each.key, each.is_reversed, each.is_in_index) for each in questions
    ]


def steps_of(kept: object) -> dict[int, int]:
    """Return the steps of an answer as the engine takes them; what is none of ours is left out."""
    rows = kept.items() if isinstance(kept, dict) else ()
    return {
        int(number): step
        for number, step in rows
        if str(number).isdecimal() and step in range(1, STEPS + 1)
    }


def sat_of(result: SittingResult, answers: Sequence[Mapping[int, int]] = ()) -> Sat:
    """Return how a group answered at one time, as the engine takes it.

    A class without a school stands for itself; whoever takes a public link answers for themselves.
    """
    group = result.sitting.group
    name = f"school {group.school_id}" if group.school_id else f"group {group.pk}"
    is_class = group.school_id is not None or group.grade is not None
    return Sat(
        school=name if is_class else "",
        arm=Arm(group.arm),
        wave=Wave(result.sitting.wave),
        n=int(result.counts.get("scored", 0)),
        mean=result.index_mean or 0.0,
        variance=result.index_variance or 0.0,
        counts={
            int(number): tuple(steps)
            for number, steps in result.counts.items()
            if number != "scored"
        },
        answers=tuple(answers),
        cohort=group.cohort,
        set_number=group.set_number or 0,
        is_placebo=group.is_placebo,
    )
