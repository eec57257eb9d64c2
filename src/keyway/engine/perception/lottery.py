"""Every way in which schools could have been reached, and how far out the real one lies.

Schools stand in sets: the one set of a plain comparison, a reached school with those matched to it,
or the schools that wait together at one start. A way changes who was reached inside its set only.
"""

from __future__ import annotations

from itertools import combinations, product
from math import comb, prod
from typing import TYPE_CHECKING

import numpy as np

from keyway.engine.draws import Array, stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

DRAWS = 9999
LEVEL = 0.05
_LEAST_FOR_SPREAD = 2  # schools of an arm from which its own spread is known
_GRID = 40
_DOUBLINGS = 12
_HALVINGS = 14
_TIE = 1e-9

Sizes = tuple[tuple[int, int], ...]
"""Of each set: its schools, and those of them that are reached."""


def sizes(treated: NDArray[np.bool_], sets: NDArray[np.int64]) -> Sizes:
    """Return how large each set is, and how many of it are reached."""
    whole = np.bincount(sets)
    reached = np.bincount(sets[treated], minlength=len(whole))
    return tuple((int(n), int(r)) for n, r in zip(whole, reached, strict=True))


def smallest_of(held: Sizes, *, draws: int = DRAWS) -> float:
    """Return the smallest p-value that the test can give; where all arms are equal ways mirror."""
    ways = min(prod(comb(n, r) for n, r in held), draws + 1)
    is_mirrored = all(2 * r == n for n, r in held) and ways <= draws
    return min(1.0, (2 if is_mirrored else 1) / ways)


def assignments(
    treated: NDArray[np.bool_],
    sets: NDArray[np.int64],
    *,
    draws: int = DRAWS,
    seed: int = 0,
) -> NDArray[np.bool_]:
    """Return every way to reach as many schools of each set, or the real one and random others."""
    held = sizes(treated, sets)
    if prod(comb(n, r) for n, r in held) <= draws:
        return _every(held, sets)
    keys = stream(seed, "did").random((draws, len(treated)))
    drawn = np.zeros(keys.shape, dtype=bool)
    for number, (_, reached) in enumerate(held):
        places = np.flatnonzero(sets == number)
        drawn[:, places] = keys[:, places].argsort(axis=1) < reached
    return np.vstack([treated, drawn])


def _every(held: Sizes, sets: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return all ways, the ways of each set combined with those of every other."""
    places = [np.flatnonzero(sets == number) for number in range(len(held))]
    inside = [
        [where[list(chosen)] for chosen in combinations(range(len(where)), reached)]
        for where, (_, reached) in zip(places, held, strict=True)
    ]
    chosen = np.array([np.concatenate(each) for each in product(*inside)], dtype=np.int64)
    every = np.zeros((len(chosen), len(sets)), dtype=bool)
    np.put_along_axis(every, chosen, values=True, axis=1)
    return every


class Lottery:
    """The statistic of every way, for any assumed effect, from sums taken once.

    It is the squared ratio of the effect to its error. Where every set holds two schools of both
    arms the error is Welch's, set by set; where one school of a set was reached, how far the sets'
    own effects lie apart.
    """

    def __init__(
        self,
        moved: Array,
        reached: NDArray[np.bool_],
        sets: NDArray[np.int64],
        ways: NDArray[np.bool_],
    ) -> None:
        """Take the sums; the real assignment is compared with all."""
        held = np.array(sizes(reached, sets))
        self.of, self.others = held[:, 1], held[:, 0] - held[:, 1]
        self.member = np.eye(len(held))[sets]
        self.middle = moved - (self.member.T @ moved / held[:, 0])[sets]
        self.real = reached.astype(np.float64)
        weight = self.of * self.others / held[:, 0]
        self.weight = weight / weight.sum()
        self.is_spread_known = bool(min(self.of.min(), self.others.min()) >= _LEAST_FOR_SPREAD)
        self.spread = float(self.middle.std(ddof=1))
        self.sums = self._summed(ways.astype(np.float64))
        self.own = self._summed(self.real[None])
        self.effect = float(self._effects(moved @ (self.member * self.real[:, None]), moved))

    def _summed(self, ways: Array) -> Array:
        """Return, by way, kind of sum and set, what is summed over the schools reached."""
        columns = [self.middle, self.middle**2, self.middle * self.real, self.real]
        table = np.concatenate([each[:, None] * self.member for each in columns], axis=1)
        return np.asarray((ways @ table).reshape(len(ways), len(columns), -1))

    def _effects(self, inside: Array, every: Array) -> Array:
        """Return the mean over sets of how much more the schools reached moved."""
        outside = self.member.T @ every - inside
        return np.asarray((inside / self.of - outside / self.others) @ self.weight)

    def chances(self, effects: Array) -> Array:
        """Return, for each assumed effect, the share of ways as far out as the real one."""
        return np.array([self._chance(float(effect)) for effect in effects])

    def _chance(self, effect: float) -> float:
        real = self._squared_t(self.own, effect)[0]
        every = self._squared_t(self.sums, effect)
        return float(np.mean(every >= real * (1 - _TIE) - 1e-300))

    def _squared_t(self, sums: Array, effect: float) -> Array:
        """Return t², once the assumed effect is taken from the schools that were reached."""
        total, squares, cross, count = (sums[:, kind] for kind in range(4))
        inside = total - effect * count
        inside_squares = squares - effect * (2 * cross - effect * count)
        whole = self.middle - effect * self.real
        outside = self.member.T @ whole - inside
        apart = inside / self.of - outside / self.others
        mean = apart @ self.weight
        if self.is_spread_known:
            outside_squares = self.member.T @ whole**2 - inside_squares
            first = (inside_squares - inside**2 / self.of) / (self.of - 1) / self.of
            second = outside_squares - outside**2 / self.others
            error = (first + second / (self.others - 1) / self.others) @ self.weight**2
        else:
            error = (apart - mean[:, None]) ** 2 @ self.weight**2
        return np.asarray(mean**2 / np.maximum(error, 1e-12 * (1 + self.spread**2)))


def interval(lottery: Lottery) -> tuple[float | None, float | None]:
    """Return the outermost effects that the test does not reject."""
    schools = min(lottery.of.sum(), lottery.others.sum())
    step = 4 * max(lottery.spread, 1e-6) / float(schools) ** 0.5
    return _end(lottery, -step), _end(lottery, step)


def _end(lottery: Lottery, step: float) -> float | None:
    """Return one end: walk out until the test rejects, look back in, then halve."""
    effect = lottery.effect
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


def numbered(sets: Sequence[object]) -> NDArray[np.int64]:
    """Return sets by number, from nought, in the order of their names."""
    return np.asarray(np.unique([str(each) for each in sets], return_inverse=True)[1], np.int64)
