"""What the analysis of a survey is given: questions, and how a school answered at one time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from keyway.engine.draws import Array

STEPS = 5  # of every scale; yes is the last, no the first
AGREES_FROM = 4  # the lowest step that counts as agreeing
ANSWERED_SHARE = 2 / 3  # of the index questions, or an answer has no index

Steps = Mapping[int, int]
"""One anonymous answer: the number of a question, and the step from 1 to 5."""


class Arm(StrEnum):
    """What a school is in the comparison."""

    REACHED = "reached"
    WAITING = "waiting"
    MATCHED = "matched"
    NONE = "none"


class Wave(StrEnum):
    """When a school was asked."""

    PRIOR = "prior"  # a year before: nothing was done between then and before
    BEFORE = "before"
    AFTER = "after"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes:
        number: the number that answers use.
        key: in our list of questions; empty for its own words.
        is_reversed: agreeing is the worse image.
        is_in_index: counts in the index; what is asked after an event alone never does.
    """

    number: int
    key: str = ""
    is_reversed: bool = False
    is_in_index: bool = True


@dataclass(frozen=True, slots=True)
class Sat:
    """How one school answered at one time; its classes are added up before.

    Attributes:
        school: any name that stays the same over time; empty where each answer stands for itself.
        arm: of the comparison.
        wave: when.
        n: answers that have an index.
        mean: of the index, 0–100.
        variance: of the index within the school, with ``n - 1``; 0 where ``n`` is 1.
        counts: by question, answers at each of the five steps.
        answers: one by one, while they are kept.
        cohort: the start at which the arm was given; schools are compared within one start.
        set_number: of a reached school and those matched to it; 0 is none.
        is_placebo: a grade of the school that the visit did not reach.
    """

    school: str
    arm: Arm
    wave: Wave
    n: int
    mean: float
    variance: float
    counts: Mapping[int, Sequence[int]]
    answers: tuple[Steps, ...] = field(default=(), repr=False)
    cohort: int = 1
    set_number: int = 0
    is_placebo: bool = False


def sat(
    school: str,
    arm: str,
    wave: str,
    answers: Sequence[Steps],
    questions: Sequence[Question],
) -> Sat:
    """Sum up one sitting from its answers."""
    scores = score(answers, questions)
    scores = scores[~np.isnan(scores)]
    counts = {
        question.number: tuple(
            sum(answer.get(question.number) == step for answer in answers)
            for step in range(1, STEPS + 1)
        )
        for question in questions
    }
    return Sat(
        school=school,
        arm=Arm(arm),
        wave=Wave(wave),
        n=len(scores),
        mean=float(scores.mean()) if len(scores) else 0.0,
        variance=float(scores.var(ddof=1)) if len(scores) > 1 else 0.0,
        counts=counts,
        answers=tuple(answers),
    )


def together(parts: Sequence[Sat]) -> Sat:
    """Add up what one school's classes answered at one time."""
    first, n = parts[0], sum(part.n for part in parts)
    mean = sum(part.n * part.mean for part in parts) / max(n, 1)
    squares = sum(
        max(part.n - 1, 0) * part.variance + part.n * (part.mean - mean) ** 2 for part in parts
    )
    numbers = {number for part in parts for number in part.counts}
    counts = {
        number: tuple(
            sum(part.counts[number][step] for part in parts if number in part.counts)
            for step in range(STEPS)
        )
        for number in sorted(numbers)
    }
    answers = tuple(answer for part in parts for answer in part.answers)
    variance = squares / (n - 1) if n > 1 else 0.0
    return replace(first, n=n, mean=mean, variance=variance, counts=counts, answers=answers)


def score(answers: Sequence[Steps], questions: Sequence[Question]) -> Array:
    """Return each answer's index, 0 to 100; NaN where too few of its questions were answered."""
    table = steps(answers, questions)
    if not table.shape[1]:
        return np.full(len(answers), np.nan)
    known = ~np.isnan(table)
    enough = known.mean(axis=1) >= ANSWERED_SHARE - 1e-9
    total = np.where(known, table, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    return np.where(enough, (total - 1) * 100 / (STEPS - 1), np.nan)


def steps(answers: Sequence[Steps], questions: Sequence[Question]) -> Array:
    """Return the index questions' steps as a table, higher the better; NaN where unanswered."""
    asked = [question for question in questions if question.is_in_index]
    table = np.full((len(answers), len(asked)), np.nan)
    for row, answer in enumerate(answers):
        for column, question in enumerate(asked):
            step = answer.get(question.number)
            if step is not None:
                table[row, column] = STEPS + 1 - step if question.is_reversed else step
    return table
