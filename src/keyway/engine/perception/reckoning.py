"""A whole finding from the sittings of a survey."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from keyway.engine.perception.effects import did
from keyway.engine.perception.finding import (
    EVERYBODY,
    LEAST_ANSWERS,
    Answered,
    Caution,
    Change,
    Effect,
    Finding,
    Measure,
    Planned,
    Reason,
    Standing,
)
from keyway.engine.perception.levels import (
    change,
    drift,
    index,
    omega,
    pooled,
    share,
    share_of_schools,
)
from keyway.engine.perception.power import minimum_detectable
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

LEAST_IN_SCHOOL = 3  # answers at one time under which a school has no mean worth the name
_LOST = 2 / 3
_FIRST = Wave.BEFORE
_LATER = (Wave.AFTER, Wave.LATER)

Schools = Mapping[str, Sat]
Cells = Mapping[tuple[Arm, Wave], Schools]


def reckon(
    sats: Iterable[Sat],
    questions: Sequence[Question],
    *,
    planned: Planned | None = None,
    seed: int = 0,
) -> Finding:
    """Say what a survey found, and what it cannot say.

    An arm with fewer than ten answers at a time is left out of everything, sums included, so that
    no difference of two numbers tells of it.

    Args:
        sats: what each class or school answered at each time; classes of a school are added up.
        questions: of the survey.
        planned: what the plan could see.
        seed: of all draws.
    """
    every = _by_school(sats)
    kept = [each for each in every if not each.school or each.n >= LEAST_IN_SCHOOL]
    cells = _cells(kept)
    shown = {place: cell for place, cell in cells.items() if _answers(cell) >= LEAST_ANSWERS}
    effects = tuple(_effects(shown, seed))
    return Finding(
        standings=tuple(_standings(cells, shown)),
        answered=tuple(_answered(shown, questions)),
        changes=tuple(_changes(shown)),
        effects=effects,
        reliability=_reliability(shown, questions, seed),
        planned=planned or Planned(reason=Reason.NOT_PLANNED),
        cautions=tuple(_cautions(shown, effects, is_any_left_out=len(kept) < len(every))),
    )


def _by_school(sats: Iterable[Sat]) -> list[Sat]:
    """Return one sum for each school, arm and time; those that nobody answered are absent."""
    parts: dict[tuple[str, Arm, Wave], list[Sat]] = defaultdict(list)
    for each in sats:
        if each.n:
            parts[each.school, each.arm, each.wave].append(each)
    return [together(parts[place]) for place in sorted(parts)]


def _cells(sats: Iterable[Sat]) -> dict[tuple[Arm, Wave], dict[str, Sat]]:
    cells: dict[tuple[Arm, Wave], dict[str, Sat]] = defaultdict(dict)
    for each in sats:
        cells[each.arm, each.wave][each.school] = each
    return {(arm, wave): cells[arm, wave] for arm in Arm for wave in Wave if (arm, wave) in cells}


def _answers(cell: Schools) -> int:
    return sum(each.n for each in cell.values())


def _means(cell: Schools, schools: Iterable[str]) -> list[float]:
    return [cell[school].mean for school in schools]


def _standings(cells: Cells, shown: Cells) -> Iterable[Standing]:
    for wave in Wave:
        arms = [cell for (_, when), cell in shown.items() if when is wave]
        if any(when is wave for _, when in cells):
            yield Standing(wave, EVERYBODY, _level(arms))
    for arm, wave in cells:
        if (arm, wave) in shown:
            yield Standing(wave, arm, _level([shown[arm, wave]]))
        else:
            yield Standing(wave, arm, Measure(reason=Reason.TOO_FEW_ANSWERS))


def _level(cells: Sequence[Schools]) -> Measure:
    """Return the index of several arms; by school, unless somebody answered without one."""
    n = sum(map(_answers, cells))
    people = [each for cell in cells for each in cell.values()]
    if any(not each.school for each in people):
        all_of_them = together(people)
        return pooled(n, all_of_them.mean, all_of_them.variance)
    return index([each.mean for each in people], n)


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
        for wave in _LATER:
            after = shown.get((arm, wave))
            if before and after:
                yield Change(wave, arm, _moved(before, after))


def _moved(before: Schools, after: Schools) -> Measure:
    n = _answers(before) + _answers(after)
    if "" in before or "" in after:
        first, second = together(list(before.values())), together(list(after.values()))
        return drift(
            (first.n, first.mean, first.variance), (second.n, second.mean, second.variance)
        )
    both = sorted(before.keys() & after.keys())
    return change(_means(before, both), _means(after, both), n)


def _effects(shown: Cells, seed: int) -> Iterable[Effect]:
    """Compare at each later time; reached schools without a comparison get a refusal."""
    for wave in _LATER:
        if (Arm.REACHED, wave) not in shown:
            continue
        reached = _pairs(shown, Arm.REACHED, wave)
        waiting, matched = _pairs(shown, Arm.WAITING, wave), _pairs(shown, Arm.MATCHED, wave)
        arm = Arm.WAITING if len(waiting) > 1 or not matched else Arm.MATCHED
        others = waiting if arm is Arm.WAITING else matched
        if reached and others:
            yield _effect(shown, wave, arm, reached, others, seed)
        else:
            is_first = (Arm.REACHED, Wave.BEFORE) in shown
            reason = Reason.NO_COMPARISON if is_first else Reason.NOT_ASKED
            yield Effect(wave, "", Measure(reason=reason), reached=len(reached))


def _pairs(shown: Cells, arm: Arm, wave: Wave) -> list[tuple[Sat, Sat]]:
    """Return the schools of an arm that were asked before and at a later time."""
    before, after = shown.get((arm, Wave.BEFORE), {}), shown.get((arm, wave), {})
    return [(before[key], after[key]) for key in sorted(before.keys() & after.keys()) if key]


def _effect(
    shown: Cells,
    wave: Wave,
    arm: Arm,
    reached: Sequence[tuple[Sat, Sat]],
    others: Sequence[tuple[Sat, Sat]],
    seed: int,
) -> Effect:
    every = [*reached, *others]
    pre, post = (np.array([pair[at].mean for pair in every]) for at in (0, 1))
    treated = np.arange(len(every)) < len(reached)
    told = did(pre, post, treated, seed=seed)
    n = sum(_answers(shown[each, when]) for each in (Arm.REACHED, arm) for when in (_FIRST, wave))
    points = Measure(told.effect, told.low, told.high, n, len(every), told.reason)
    usual = (post - pre)[~treated]
    seen = None
    if told.reason is Reason.NONE:
        seen = minimum_detectable(float(usual.var(ddof=1)), len(reached), len(others))
    return Effect(
        wave, arm, points, len(reached), len(others), told.chance, told.smallest_chance, seen
    )


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


def _cautions(
    shown: Cells, effects: Sequence[Effect], *, is_any_left_out: bool
) -> Iterable[Caution]:
    if is_any_left_out:
        yield Caution.SMALL_SCHOOLS
    lost = (
        _answers(cell) < _LOST * _answers(shown[arm, Wave.BEFORE])
        for (arm, wave), cell in shown.items()
        if wave is not Wave.BEFORE and (arm, Wave.BEFORE) in shown
    )
    if any(lost):
        yield Caution.LOST_MANY
    if any(effect.comparison == Arm.MATCHED for effect in effects):
        yield Caution.MATCHED
    reached = _names(shown, Arm.REACHED)
    if reached & (_names(shown, Arm.WAITING) | _names(shown, Arm.MATCHED)):
        yield Caution.MIXED_SCHOOL


def _names(shown: Cells, arm: Arm) -> set[str]:
    return {key for (each, _), cell in shown.items() if each is arm for key in cell if key}
