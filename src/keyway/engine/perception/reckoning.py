"""A whole finding from the sittings of a survey."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from keyway.engine.perception.cells import (
    LATER,
    Cells,
    Schools,
    answers_of,
    by_school,
    cells_of,
    enough,
    level,
    pairs,
)
from keyway.engine.perception.comparing import effects_of, losses_of, placebos_of
from keyway.engine.perception.finding import (
    EVERYBODY,
    Answered,
    Caution,
    Change,
    Design,
    Effect,
    Finding,
    Lost,
    Measure,
    Placebo,
    Planned,
    Reason,
    Standing,
)
from keyway.engine.perception.levels import change, drift, omega, share, share_of_schools
from keyway.engine.perception.values import (
    AGREES_FROM,
    Arm,
    Question,
    Sat,
    Wave,
    score,
    steps,
    together,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEAST_IN_SCHOOL = 3  # answers at one time under which a school has no mean worth the name
_LOST = 2 / 3
_UNEVEN = 0.10  # how much more of its answers one arm may lose before it is said


def reckon(
    sats: Iterable[Sat],
    questions: Sequence[Question],
    *,
    planned: Planned | None = None,
    is_drawn: bool = False,
    seed: int = 0,
) -> Finding:
    """Say what a survey found, and what it cannot say.

    An arm with fewer than ten answers at a time is left out of everything, sums included, so that
    no difference of two numbers tells of it.

    Args:
        sats: what each class or school answered at each time; classes of a school are added up.
        questions: of the survey.
        planned: what the plan could see.
        is_drawn: a lot decided who is reached and who waits.
        seed: of all draws.
    """
    every = by_school(sats)
    kept = [each for each in every if not each.school or each.n >= LEAST_IN_SCHOOL]
    cells = cells_of(each for each in kept if not each.is_placebo)
    shown = enough(cells)
    effects = tuple(effects_of(shown, is_drawn=is_drawn, seed=seed))
    aside = enough(cells_of(each for each in kept if each.is_placebo))
    placebos = tuple(placebos_of(shown, aside, effects, seed))
    losses = tuple(losses_of(shown))
    return Finding(
        standings=tuple(_standings(cells, shown)),
        answered=tuple(_answered(shown, questions)),
        changes=tuple(_changes(shown)),
        effects=effects,
        reliability=_reliability(shown, questions, seed),
        planned=planned or Planned(reason=Reason.NOT_PLANNED),
        cautions=(
            *_cautions(shown, is_any_left_out=len(kept) < len(every)),
            *_doubts(effects, placebos, losses),
        ),
        placebos=placebos,
        losses=losses,
    )


def _standings(cells: Cells, shown: Cells) -> Iterable[Standing]:
    for wave in Wave:
        arms = [cell for (_, when), cell in shown.items() if when is wave]
        if any(when is wave for _, when in cells):
            yield Standing(wave, EVERYBODY, level(arms))
    for arm, wave in cells:
        if (arm, wave) in shown:
            yield Standing(wave, arm, level([shown[arm, wave]]))
        else:
            yield Standing(wave, arm, Measure(reason=Reason.TOO_FEW_ANSWERS))


def _answered(shown: Cells, questions: Sequence[Question]) -> Iterable[Answered]:
    for question in questions:
        rows = {wave: _counts(shown, wave, question.number) for wave in Wave}
        is_reaction = not rows[Wave.BEFORE]
        for wave, counts in rows.items():
            if counts:
                told = _share(counts)
                yield Answered(question.number, question.key, wave, told, is_reaction)


def _counts(shown: Cells, wave: Wave, number: int) -> list[tuple[str, Sequence[int]]]:
    """Return how many of each school took each step of a question at one time."""
    return [
        (each.school, each.counts[number])
        for (_, when), cell in shown.items()
        for each in cell.values()
        if when is wave and any(each.counts.get(number, ()))
    ]


def _share(counts: Sequence[tuple[str, Sequence[int]]]) -> Measure:
    """Return the share that agrees; by school, unless somebody answered without one."""
    rows = [each for _, each in counts]
    if all(school for school, _ in counts):
        return share_of_schools(rows, AGREES_FROM)
    return share(np.array(rows).sum(axis=0).tolist(), AGREES_FROM)


def _changes(shown: Cells) -> Iterable[Change]:
    for arm in Arm:
        before = shown.get((arm, Wave.BEFORE))
        for wave in LATER:
            after = shown.get((arm, wave))
            if before and after:
                yield Change(wave, arm, _moved(before, after))


def _moved(before: Schools, after: Schools) -> Measure:
    n = answers_of(before) + answers_of(after)
    if any(not school for cell in (before, after) for school, _ in cell):
        first, second = together(list(before.values())), together(list(after.values()))
        return drift(
            (first.n, first.mean, first.variance), (second.n, second.mean, second.variance)
        )
    schools: dict[str, list[tuple[float, float]]] = {}
    for old, new in pairs(before, after):
        schools.setdefault(old.school, []).append((old.mean, new.mean))
    means = [np.mean(each, axis=0) for each in schools.values()]
    return change([each[0] for each in means], [each[1] for each in means], n)


def _reliability(shown: Cells, questions: Sequence[Question], seed: int) -> Measure:
    """Return omega of the first answers that are kept one by one: later ones are the same people."""
    for wave in Wave:
        people = [
            (each.school, answer)
            for (_, when), cell in shown.items()
            if when is wave
            for each in cell.values()
            for answer in each.answers
        ]
        if people:
            schools, answers = [school for school, _ in people], [answer for _, answer in people]
            is_scored = ~np.isnan(score(answers, questions))
            rows = steps(answers, questions)[is_scored]
            return omega(rows, np.asarray(schools)[is_scored].tolist(), seed=seed)
    return Measure(reason=Reason.FORGOTTEN if shown else Reason.TOO_FEW_ANSWERS)


def _cautions(shown: Cells, *, is_any_left_out: bool) -> Iterable[Caution]:
    if is_any_left_out:
        yield Caution.SMALL_SCHOOLS
    lost = (
        answers_of(cell) < _LOST * answers_of(shown[arm, Wave.BEFORE])
        for (arm, wave), cell in shown.items()
        if wave in LATER and (arm, Wave.BEFORE) in shown
    )
    if any(lost):
        yield Caution.LOST_MANY
    reached = _units(shown, Arm.REACHED)
    if reached & (_units(shown, Arm.WAITING) | _units(shown, Arm.MATCHED)):
        yield Caution.MIXED_SCHOOL


def _units(shown: Cells, arm: Arm) -> set[tuple[str, int]]:
    return {key for (each, _), cell in shown.items() if each is arm for key in cell if key[0]}


def _doubts(
    effects: Sequence[Effect], placebos: Sequence[Placebo], losses: Sequence[Lost]
) -> Iterable[Caution]:
    """Yield what speaks against taking a difference for an effect."""
    designs = {each.design for each in effects}
    if Design.MATCHED in designs:
        yield Caution.MATCHED
    if Design.WAITING in designs:
        yield Caution.NOT_DRAWN
    if any(_is_uneven(each, losses) for each in effects):
        yield Caution.LOST_UNEVENLY
    if any(each.has_moved for each in placebos):
        yield Caution.PLACEBO_MOVED


def _is_uneven(effect: Effect, losses: Sequence[Lost]) -> bool:
    """Return whether one arm of a comparison lost far more of its answers than the other."""
    again = {each.arm: each.share_again for each in losses if each.wave == effect.wave}
    ours, theirs = again.get(Arm.REACHED), again.get(effect.comparison)
    return ours is not None and theirs is not None and abs(ours - theirs) > _UNEVEN
