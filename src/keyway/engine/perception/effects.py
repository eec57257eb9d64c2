"""Whether a visit or series moved the image: reached schools against schools that were not reached.

The school is the unit. Its students answer alike and share what happens in a year, so many students
of few schools are few observations.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

import numpy as np

from keyway.engine.draws import Array, stream
from keyway.engine.perception.finding import Reason

if TYPE_CHECKING:
    from numpy.typing import NDArray

DRAWS = 9999
LEVEL = 0.05
LEAST_FOR_CHANCE = 3  # schools in either arm under which no p-value is given
_LEAST_FOR_INTERVAL = 2
_GRID = 40
_DOUBLINGS = 12
_HALVINGS = 14
_TIE = 1e-9


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference-in-differences.

    Attributes:
        effect: mean change of the reached schools less mean change of the others.
        low: smallest true effect that the data do not contradict at 5 %; None where there is none.
        high: the largest.
        chance: randomization p of no effect; None where it must not be given.
        smallest_chance: the smallest that so few schools could give.
        reason: why interval or chance are missing.
    """

    effect: float | None
    low: float | None = None
    high: float | None = None
    chance: float | None = None
    smallest_chance: float | None = None
    reason: Reason = Reason.NONE


def did(
    pre: Array, post: Array, treated: NDArray[np.bool_], *, draws: int = DRAWS, seed: int = 0
) -> Difference:
    """Compare how far schools moved that were reached and schools that were not.

    Every way in which the same number of schools could have been reached is tried (or ``draws`` of
    them), with Welch's t. The interval holds every constant effect that this test does not reject.

    Args:
        pre: one mean for each school before.
        post: the same schools' means later.
        treated: which were reached.
        draws: most assignments tried.
        seed: of the drawn assignments.
    """
    moved = np.asarray(post, dtype=np.float64) - np.asarray(pre, dtype=np.float64)
    reached = np.asarray(treated, dtype=bool)
    few = int(min(reached.sum(), (~reached).sum()))
    if few == 0:
        return Difference(None, reason=Reason.NO_COMPARISON)
    effect = float(moved[reached].mean() - moved[~reached].mean())
    if few < _LEAST_FOR_INTERVAL:
        return Difference(effect, reason=Reason.FEW_SCHOOLS_REACHED)
    lottery = _Lottery(moved, reached, assignments(reached, draws=draws, seed=seed))
    smallest = smallest_chance(len(moved), int(reached.sum()), draws=draws)
    if smallest > LEVEL:
        return Difference(effect, smallest_chance=smallest, reason=Reason.FEW_SCHOOLS)
    low, high = _interval(lottery, effect)
    if few < LEAST_FOR_CHANCE:
        return Difference(effect, low, high, None, smallest, Reason.FEW_SCHOOLS_REACHED)
    return Difference(effect, low, high, float(lottery.chances(np.zeros(1))[0]), smallest)


def smallest_chance(schools: int, reached: int, *, draws: int = DRAWS) -> float:
    """Return the smallest p-value that the test can give; equal arms have a mirror image."""
    ways = min(comb(schools, reached), draws + 1)
    return min(1.0, (2 if 2 * reached == schools and ways <= draws else 1) / ways)


def assignments(
    treated: NDArray[np.bool_], *, draws: int = DRAWS, seed: int = 0
) -> NDArray[np.bool_]:
    """Return every way to reach as many schools, or the real one and random others."""
    schools, reached = len(treated), int(treated.sum())
    if comb(schools, reached) <= draws:
        chosen = np.array(list(combinations(range(schools), reached)))
        every = np.zeros((len(chosen), schools), dtype=bool)
        np.put_along_axis(every, chosen, values=True, axis=1)
        return every
    order = stream(seed, "did").random((draws, schools)).argsort(axis=1)
    return np.vstack([treated, order < reached])


class _Lottery:
    """Welch's t of every assignment, for any assumed effect, from sums taken once."""

    def __init__(self, moved: Array, reached: NDArray[np.bool_], ways: NDArray[np.bool_]) -> None:
        """Take the sums; the real assignment is compared with all."""
        middle = moved - moved.mean()
        real, every = reached.astype(np.float64), ways.astype(np.float64)
        self.of = int(reached.sum())
        self.others = len(moved) - self.of
        self.middle, self.real = middle, real
        self.sums = every @ np.column_stack([middle, middle**2, middle * real, real])
        self.own = real @ np.column_stack([middle, middle**2, middle * real, real])
        self.spread = float(moved.std(ddof=1))

    def chances(self, effects: Array) -> Array:
        """Return, for each assumed effect, the share of assignments as far out as the real one."""
        return np.array([self._chance(float(effect)) for effect in effects])

    def _chance(self, effect: float) -> float:
        real = self._squared_t(self.own[None], effect)[0]
        every = self._squared_t(self.sums, effect)
        return float(np.mean(every >= real * (1 - _TIE) - 1e-300))

    def _squared_t(self, sums: Array, effect: float) -> Array:
        """Return t², once the assumed effect is taken from the schools that were reached."""
        total, squares, cross, count = sums.T
        inside = total - effect * count
        inside_squares = squares - effect * (2 * cross - effect * count)
        whole = self.middle - effect * self.real
        outside = whole.sum() - inside
        outside_squares = (whole**2).sum() - inside_squares
        first = (inside_squares - inside**2 / self.of) / (self.of - 1) / self.of
        second = (outside_squares - outside**2 / self.others) / (self.others - 1) / self.others
        error = np.maximum(first + second, 1e-12 * (1 + self.spread**2))
        return np.asarray((inside / self.of - outside / self.others) ** 2 / error)


def _interval(lottery: _Lottery, effect: float) -> tuple[float | None, float | None]:
    """Return the outermost effects that the test does not reject."""
    step = 4 * max(lottery.spread, 1e-6) / min(lottery.of, lottery.others) ** 0.5
    return _end(lottery, effect, -step), _end(lottery, effect, step)


def _end(lottery: _Lottery, effect: float, step: float) -> float | None:
    """Return one end: walk out until the test rejects, look back in, then halve."""
    for _ in range(_DOUBLINGS):
        if lottery.chances(np.array([effect + step]))[0] <= LEVEL:
            break
        step *= 2
    else:
        return None
    places = effect + step * np.linspace(0, 1, _GRID + 1)
    last = int(np.flatnonzero(lottery.chances(places) > LEVEL).max(initial=0))
    inside, out = float(places[last]), float(places[last + 1])
    for _ in range(_HALVINGS):
        middle = (inside + out) / 2
        if lottery.chances(np.array([middle]))[0] > LEVEL:
            inside = middle
        else:
            out = middle
    return out
