"""Reached schools against others: effects, the same where nothing was done, and who was lost.

Schools are compared within one start. So schools whose turn comes in another term are stacked: each
start brings its own comparison, and no school that was reached before serves as one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from keyway.engine.perception.cells import LATER, Cells, Schools, answers_of, level, pairs
from keyway.engine.perception.effects import Difference, did
from keyway.engine.perception.finding import (
    LEAST_ANSWERS,
    Design,
    Effect,
    Lost,
    Measure,
    Placebo,
    Reason,
    Trial,
)
from keyway.engine.perception.lottery import numbered, sizes
from keyway.engine.perception.power import minimum_detectable
from keyway.engine.perception.values import Arm, Sat, Wave

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from keyway.engine.draws import Array

_FIRST = Wave.BEFORE
_LEAST_FOR_SPREAD = 2
Pair = tuple[Sat, Sat]


@dataclass(frozen=True, slots=True)
class _Compared:
    """Schools that can be compared.

    Attributes:
        arm: of those compared with.
        reached: the reached ones, before and later.
        others: those compared with.
        n: answers behind both arms.
    """

    arm: Arm
    reached: Sequence[Pair]
    others: Sequence[Pair]
    n: int

    @property
    def sets(self) -> list[object]:
        """Of every school, the reached ones first, the set within which it is compared."""
        is_in_sets = self.arm is Arm.MATCHED and all(each.set_number for each, _ in self.others)
        return [
            (each.cohort, each.set_number if is_in_sets else 0)
            for each, _ in (*self.reached, *self.others)
        ]

    @property
    def treated(self) -> NDArray[np.bool_]:
        """Which of them were reached."""
        return np.arange(len(self.reached) + len(self.others)) < len(self.reached)

    def means(self) -> tuple[Array, Array]:
        """Return every school's mean before and later."""
        first, later = (
            np.array([pair[at].mean for pair in (*self.reached, *self.others)]) for at in (0, 1)
        )
        return first, later

    def told(self, seed: int) -> Difference:
        """Return the difference of the arms' changes."""
        return did(*self.means(), self.treated, sets=self.sets, seed=seed)


def effects_of(shown: Cells, *, is_drawn: bool, seed: int) -> Iterable[Effect]:
    """Compare at each later time; reached schools without a comparison get a refusal."""
    for wave in LATER:
        if (Arm.REACHED, wave) not in shown:
            continue
        compared = _compared(shown, _FIRST, wave)
        if compared is not None:
            yield _effect(compared, wave, is_drawn=is_drawn, seed=seed)
            continue
        is_first = (Arm.REACHED, _FIRST) in shown
        reason = Reason.NO_COMPARISON if is_first else Reason.NOT_ASKED
        reached = len(_pairs(shown, Arm.REACHED, _FIRST, wave))
        yield Effect(wave, "", Measure(reason=reason), reached=reached)


def placebos_of(
    shown: Cells, aside: Cells, effects: Sequence[Effect], seed: int
) -> Iterable[Placebo]:
    """Compare where nothing was done: the year before, and grades that were not reached."""
    if not effects:
        return
    tried = [(Trial.EARLIER, Wave.BEFORE, _compared(shown, Wave.PRIOR, Wave.BEFORE))]
    tried += [(Trial.GRADE, wave, _compared(aside, _FIRST, wave)) for wave in LATER]
    for trial, wave, compared in tried:
        if compared is not None:
            points = _points(compared, compared.told(seed))
            yield Placebo(trial, wave, points, len(compared.reached), len(compared.others))


def losses_of(shown: Cells) -> Iterable[Lost]:
    """Tell, for each arm and later time, who answered before and not again."""
    waves = {wave for _, wave in shown}
    for arm in Arm:
        before = {key: each for key, each in shown.get((arm, _FIRST), {}).items() if key[0]}
        for wave in LATER:
            if before and wave in waves:
                yield _lost(arm, wave, before, shown.get((arm, wave), {}))


def _lost(arm: Arm, wave: Wave, before: Schools, after: Schools) -> Lost:
    stayed = {key: each for key, each in before.items() if key in after}
    left = {key: each for key, each in before.items() if key not in after}
    again = answers_of(after)
    # Either both are told or none: from one and the whole the other could be reckoned.
    is_told = all(answers_of(each) >= LEAST_ANSWERS for each in (stayed, left))
    hidden = Measure(reason=Reason.TOO_FEW_ANSWERS)
    return Lost(
        wave=wave,
        arm=arm,
        schools=len(before),
        schools_again=len(stayed),
        answers=answers_of(before),
        answers_again=again if again >= LEAST_ANSWERS else None,
        stayed=level([stayed]) if is_told else hidden,
        left=level([left]) if is_told else hidden,
        gone=tuple(sorted({school for school, _ in left})),
    )


def _compared(shown: Cells, first: Wave, wave: Wave) -> _Compared | None:
    """Return the reached schools and those they are compared with; None where there are none."""
    reached = _pairs(shown, Arm.REACHED, first, wave)
    found = {
        arm: _within(shown, arm, reached, _pairs(shown, arm, first, wave), (first, wave))
        for arm in (Arm.WAITING, Arm.MATCHED)
    }
    waiting, matched = found[Arm.WAITING], found[Arm.MATCHED]
    told = waiting if len(waiting.others) > 1 or not matched.others else matched
    return told if told.reached and told.others else None


def _within(
    shown: Cells,
    arm: Arm,
    reached: Sequence[Pair],
    others: Sequence[Pair],
    waves: tuple[Wave, Wave],
) -> _Compared:
    """Return the schools of sets that hold both arms."""
    places = [(each, when) for each in (Arm.REACHED, arm) for when in waves]
    n = sum(answers_of(shown.get(place, {})) for place in places)
    every = _Compared(arm, reached, others, n)
    sets, many = every.sets, len(reached)
    both = set(sets[:many]) & set(sets[many:])
    kept = [each in both for each in sets]
    return _Compared(
        arm,
        [pair for pair, is_kept in zip(reached, kept[:many], strict=True) if is_kept],
        [pair for pair, is_kept in zip(others, kept[many:], strict=True) if is_kept],
        n,
    )


def _pairs(shown: Cells, arm: Arm, first: Wave, wave: Wave) -> list[Pair]:
    """Return the schools of an arm that were asked at both times."""
    return pairs(shown.get((arm, first), {}), shown.get((arm, wave), {}))


def _points(compared: _Compared, told: Difference) -> Measure:
    schools = len(compared.reached) + len(compared.others)
    return Measure(told.effect, told.low, told.high, compared.n, schools, told.reason)


def _effect(compared: _Compared, wave: Wave, *, is_drawn: bool, seed: int) -> Effect:
    told, reached, others = compared.told(seed), len(compared.reached), len(compared.others)
    place = numbered(compared.sets)
    held = sizes(compared.treated, place)
    seen = None
    if told.reason is Reason.NONE:
        sets = held if len(held) > 1 else ()
        seen = minimum_detectable(_usual(compared, place), reached, others, sets)
    return Effect(
        wave,
        compared.arm,
        _points(compared, told),
        reached,
        others,
        told.chance,
        told.smallest_chance,
        seen,
        _design(compared.arm, is_drawn=is_drawn),
        len(held),
    )


def _usual(compared: _Compared, place: NDArray[np.int64]) -> float:
    """Return the variance of the changes of schools that nothing was done in, within sets."""
    first, later = compared.means()
    others = ~compared.treated
    moved, where = (later - first)[others], place[others]
    many = np.bincount(where)
    if many.min() < _LEAST_FOR_SPREAD:
        return float(moved.var(ddof=1))
    apart = moved - (np.bincount(where, moved) / many)[where]
    return float((apart**2).sum() / (len(moved) - len(many)))


def _design(arm: Arm, *, is_drawn: bool) -> Design:
    if arm is Arm.MATCHED:
        return Design.MATCHED
    return Design.LOT if is_drawn else Design.WAITING
