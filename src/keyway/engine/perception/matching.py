"""Schools alike: for each reached school the nearest ones that are not, and how alike they are.

Nearness is asked before the survey goes out, and never of the answers whose change is looked at: who
seems low by chance rises by itself, so matching on them makes an effect where there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linear_sum_assignment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keyway.engine.draws import Array

MEASURES = ("index", "size", "share")
ALIKE = 0.25  # standard deviations apart from which two groups are not alike (WWC 5.0)
_BLIND = 2.0  # squared distance of two schools drawn blindly; what an unknown counts
_REGION = 0.5  # squared distance that another region adds
_FAR = 0.5  # mean squared distance of a known measure from which schools are not alike at all


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a school before it is asked.

    Attributes:
        name: stays the same over time.
        size: students; None is unknown.
        region: county or the like; empty is unknown.
        share: a share (0–1) that says what work its families know; None is unknown.
        index: of the image in an earlier survey, 0–100; None where nobody asked.
    """

    name: str
    size: float | None = None
    region: str = ""
    share: float | None = None
    index: float | None = None

    def values(self) -> tuple[float, ...]:
        """Return the measures in their order; NaN is unknown. Sizes count by their logarithm."""
        size = log(self.size) if self.size else None
        return tuple(
            float("nan") if each is None else float(each) for each in (self.index, size, self.share)
        )


@dataclass(frozen=True, slots=True)
class Balance:
    """How far the compared schools lie from the reached ones in one measure.

    Attributes:
        measure: "index", "size" or "share"; sizes are typical ones (the geometric mean).
        reached: mean of the reached schools; None is unknown, as below.
        pool: mean of all that could be chosen.
        chosen: mean of those chosen.
        before: standard deviations that all lie apart.
        after: standard deviations that the chosen lie apart.
        known: reached and chosen schools of which it is known.
    """

    measure: str
    reached: float | None
    pool: float | None
    chosen: float | None
    before: float | None
    after: float | None
    known: int

    @property
    def is_alike(self) -> bool | None:
        """Whether the chosen are near enough; None is unknown."""
        return None if self.after is None else abs(self.after) <= ALIKE


@dataclass(frozen=True, slots=True)
class Matched:
    """Reached schools with those chosen for each.

    Attributes:
        sets: a reached school, then the schools alike, the nearest first.
        balance: by measure.
        same_region: chosen schools that lie in the region of theirs.
        alone: reached schools that no other is like; they are compared with nobody.
    """

    sets: tuple[tuple[str, ...], ...]
    balance: tuple[Balance, ...]
    same_region: int
    alone: tuple[str, ...] = ()

    @property
    def chosen(self) -> int:
        """How many schools were chosen."""
        return sum(len(each) - 1 for each in self.sets)


def match(reached: Sequence[Profile], pool: Sequence[Profile], *, each: int = 1) -> Matched:
    """Choose for every reached school as many schools alike, so that all lie as near as can be.

    The sum of all distances is the least there is (an assignment problem, solved exactly). A school
    is chosen once. Where the pool is too small, every reached school gets fewer, and alike many;
    what lies too far away to be alike is left out.

    Args:
        reached: schools with the visit or series.
        pool: schools without, that can be asked.
        each: schools wanted for each.
    """
    ours = sorted(reached, key=lambda one: one.name)
    names = {one.name for one in ours}
    others = sorted((one for one in pool if one.name not in names), key=lambda one: one.name)
    each = min(each, len(others) // len(ours)) if ours else 0
    if not each:
        return Matched((), balance(ours, others, []), 0, tuple(one.name for one in ours))
    apart, gaps = distances(ours, others)
    rows, columns = linear_sum_assignment(np.repeat(apart, each, axis=0))
    found: list[list[int]] = [[] for _ in ours]
    for row, column in zip((rows // each).tolist(), columns.tolist(), strict=True):
        if gaps[row, column] <= _FAR:
            found[row].append(column)
    nearest = [sorted(some, key=lambda at: apart[row, at]) for row, some in enumerate(found)]
    kept = [(one, [others[at] for at in some]) for one, some in zip(ours, nearest, strict=True)]
    alike = [(one, some) for one, some in kept if some]
    return Matched(
        sets=tuple((one.name, *(other.name for other in some)) for one, some in alike),
        balance=balance(
            [one for one, _ in alike], others, [each for _, some in alike for each in some]
        ),
        same_region=sum(
            bool(one.region) and one.region == other.region for one, some in alike for other in some
        ),
        alone=tuple(one.name for one, some in kept if not some),
    )


def distances(ours: Sequence[Profile], others: Sequence[Profile]) -> tuple[Array, Array]:
    """Return squared distances, and how far schools lie apart in a known measure on average.

    A distance adds up every measure in its standard deviations, then the region. A measure that
    nobody is known by says nothing. One that is unknown of either school counts as if both had been
    drawn blindly.
    """
    mine, theirs = _table(ours), _table(others)
    shape = (len(ours), len(others))
    total, apart, known = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    for column, spread in enumerate(_spreads(np.vstack([mine, theirs]))):
        if spread > 0:
            gap = ((mine[:, column, None] - theirs[None, :, column]) / spread) ** 2
            total += np.where(np.isnan(gap), _BLIND, gap)
            apart += np.nan_to_num(gap)
            known += ~np.isnan(gap)
    regions = [
        [one.region == other.region and bool(one.region) for other in others] for one in ours
    ]
    total += _REGION * ~np.array(regions, dtype=bool)
    return total, apart / np.maximum(known, 1)


def balance(
    ours: Sequence[Profile], others: Sequence[Profile], chosen: Sequence[Profile]
) -> tuple[Balance, ...]:
    """Return, by measure, how far all other schools and the chosen ones lie from the reached."""
    tables = [_table(each) for each in (ours, others, chosen)]
    spreads = _spreads(np.vstack(tables[:2]))
    return tuple(
        _balance(name, [table[:, column] for table in tables], float(spreads[column]))
        for column, name in enumerate(MEASURES)
    )


def _balance(name: str, columns: Sequence[Array], spread: float) -> Balance:
    known = [column[~np.isnan(column)] for column in columns]
    reached, pool, chosen = (float(each.mean()) if len(each) else None for each in known)

    def apart(other: float | None) -> float | None:
        is_told = reached is not None and other is not None and spread > 0
        return (other - reached) / spread if is_told else None  # type: ignore[operator]

    def told(mean: float | None) -> float | None:
        return float(np.exp(mean)) if mean is not None and name == "size" else mean

    return Balance(
        name,
        told(reached),
        told(pool),
        told(chosen),
        apart(pool),
        apart(chosen),
        len(known[0]) + len(known[2]),
    )


def _table(schools: Sequence[Profile]) -> Array:
    return np.array([one.values() for one in schools], dtype=np.float64).reshape(-1, len(MEASURES))


def _spreads(table: Array) -> Array:
    """Return the standard deviation of each measure over the schools it is known of; 0 for none."""
    known = [column[~np.isnan(column)] for column in table.T]
    return np.array([each.std(ddof=1) if len(each) > 1 else 0.0 for each in known])
