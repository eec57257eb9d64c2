"""Whether a visit or series moved the image: reached schools against schools that were not reached.

The school is the unit. Its students answer alike and share what happens in a year, so many students
of few schools are few observations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from keyway.engine.perception.finding import Reason
from keyway.engine.perception.lottery import (
    DRAWS,
    LEVEL,
    Lottery,
    assignments,
    interval,
    numbered,
    sizes,
    smallest_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from keyway.engine.draws import Array

LEAST_FOR_CHANCE = 3  # schools in either arm under which no p-value is given
_LEAST_FOR_INTERVAL = 2


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
    pre: Array,
    post: Array,
    treated: NDArray[np.bool_],
    *,
    sets: Sequence[object] | None = None,
    draws: int = DRAWS,
    seed: int = 0,
) -> Difference:
    """Compare how far schools moved that were reached and schools that were not.

    Every way in which the same number of schools could have been reached is tried (or ``draws`` of
    them), by the ratio of effect to error. The interval holds every constant effect that this test
    does not reject.

    Args:
        pre: one mean for each school before.
        post: the same schools' means later.
        treated: which were reached.
        sets: within which schools are compared: a start, or a reached school and those matched to
            it. Sets without both arms tell nothing and are left out. None compares all with all.
        draws: most assignments tried.
        seed: of the drawn assignments.
    """
    moved = np.asarray(post, dtype=np.float64) - np.asarray(pre, dtype=np.float64)
    reached = np.asarray(treated, dtype=bool)
    moved, reached, place = _comparable(moved, reached, sets)
    few = int(min(reached.sum(), (~reached).sum())) if len(moved) else 0
    if few == 0:
        return Difference(None, reason=Reason.NO_COMPARISON)
    lottery = Lottery(moved, reached, place, assignments(reached, place, draws=draws, seed=seed))
    effect = lottery.effect
    if few < _LEAST_FOR_INTERVAL:
        return Difference(effect, reason=Reason.FEW_SCHOOLS_REACHED)
    smallest = smallest_of(sizes(reached, place), draws=draws)
    if smallest > LEVEL:
        return Difference(effect, smallest_chance=smallest, reason=Reason.FEW_SCHOOLS)
    low, high = interval(lottery)
    if few < LEAST_FOR_CHANCE:
        return Difference(effect, low, high, None, smallest, Reason.FEW_SCHOOLS_REACHED)
    return Difference(effect, low, high, float(lottery.chances(np.zeros(1))[0]), smallest)


def smallest_chance(schools: int, reached: int, *, draws: int = DRAWS) -> float:
    """Return the smallest p-value that the test can give in one set."""
    return smallest_of(((schools, reached),), draws=draws)


def _comparable(
    moved: Array, reached: NDArray[np.bool_], sets: Sequence[object] | None
) -> tuple[Array, NDArray[np.bool_], NDArray[np.int64]]:
    """Return the schools of sets that hold both arms, with their sets by number."""
    place = numbered(sets if sets is not None else [""] * len(moved))
    if not len(moved):
        return moved, reached, place
    both = np.array([0 < r < n for n, r in sizes(reached, place)])
    kept = both[place]
    return moved[kept], reached[kept], numbered(place[kept].tolist())
