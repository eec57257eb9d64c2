"""What a planned survey will be able to see, said before it goes out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import stdtrit

from keyway.engine.draws import stream
from keyway.engine.perception.effects import LEAST_FOR_CHANCE, did
from keyway.engine.perception.finding import Planned, Reason
from keyway.engine.perception.lottery import LEVEL, Sizes, smallest_of

POWER = 0.8  # chance to see an effect of that size
_LEAST_IN_ARM = 2
_MANY = 10  # schools in both arms from which Student's quantiles serve
_WORLDS = 100
_DRAWS = 499


@dataclass(frozen=True, slots=True)
class Spread:
    """How answers vary, as far as is known before anybody is asked.

    Attributes:
        student_sd: standard deviation of the index among students, in points.
        school_share: part (0–1) of that variance by which a school's change differs from others'.
    """

    student_sd: float = 20.0
    school_share: float = 0.10


def power(
    schools: int | None,
    reached: int | None,
    answers: int | None,
    spread: Spread | None = None,
    sets: Sizes = (),
) -> Planned:
    """Return the smallest true effect that the plan sees four times in five.

    Args:
        schools: that will take part.
        reached: of these, those that get the visit or series.
        answers: expected of each school at each time.
        spread: how answers vary.
        sets: within which schools are compared; none compares all with all.
    """
    if not schools or not reached or not answers:
        return Planned(schools, reached, answers, reason=Reason.NOT_PLANNED)
    if reached >= schools:
        return Planned(schools, reached, answers, reason=Reason.NO_COMPARISON)
    smallest = smallest_of(sets or ((schools, reached),))
    few = min(reached, schools - reached)
    if few < _LEAST_IN_ARM or smallest > LEVEL:
        reason = Reason.FEW_SCHOOLS_REACHED if few < _LEAST_IN_ARM else Reason.FEW_SCHOOLS
        return Planned(schools, reached, answers, smallest_chance=smallest, reason=reason)
    told = spread or Spread()
    variance = told.student_sd**2 * (told.school_share + 2 * (1 - told.school_share / 2) / answers)
    reason = Reason.FEW_SCHOOLS_REACHED if few < LEAST_FOR_CHANCE else Reason.NONE
    points = minimum_detectable(variance, reached, schools - reached, sets)
    return Planned(schools, reached, answers, points, smallest, reason)


def minimum_detectable(variance: float, reached: int, others: int, sets: Sizes = ()) -> float:
    """Return the effect that is seen four times in five, from the variance of schools' changes.

    Only for numbers of schools that allow an interval at all.
    """
    return float(variance**0.5 * _standard(sets or ((reached + others, reached),)))


@lru_cache(maxsize=256)
def _standard(sets: Sizes) -> float:
    """Return that effect in standard deviations of the schools' changes.

    Where an arm is small the test itself is run on made-up schools that nothing happened to: an
    effect of e would have been seen in those whose interval begins above minus e.
    """
    if min(sum(reached for _, reached in sets), sum(n - reached for n, reached in sets)) >= _MANY:
        return _by_quantiles(sets)
    rng = stream(0, "power", *(number for each in sets for number in (each[1], each[0] - each[1])))
    treated = np.concatenate([np.arange(schools) < reached for schools, reached in sets])
    place = [number for number, (schools, _) in enumerate(sets) for _ in range(schools)]
    ends: list[float] = []
    for run in range(_WORLDS):
        moved = rng.standard_normal(len(treated))
        told = did(np.zeros_like(moved), moved, treated, sets=place, draws=_DRAWS, seed=run)
        ends += [-each for each in (told.low,) if each is not None]
        ends += [each for each in (told.high,) if each is not None]
    return float(np.quantile(ends, POWER))


def _by_quantiles(sets: Sizes) -> float:
    """Return the same from Student's quantiles; sets count by how much each one tells."""
    schools, reached = np.array(sets, dtype=np.float64).T
    told = reached * (schools - reached) / schools
    is_spread_known = min(reached.min(), (schools - reached).min()) >= _LEAST_IN_ARM
    freedom = (schools - 2).sum() if is_spread_known else len(sets) - 1
    factor = float(stdtrit(freedom, 1 - LEVEL / 2)) + float(stdtrit(freedom, POWER))
    return float(factor / told.sum() ** 0.5)
