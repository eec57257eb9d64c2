"""What a reader can reckon about hidden counts from those that are shown and how they add up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

Key = Any  # whatever names a count; it must be hashable
_SWEEPS = 8
_SEED = 7
_CLOSE = 1e-6


class Sum(NamedTuple):
    """A total and the counts that make it up; readers know that they do."""

    total: Key
    parts: tuple[Key, ...]


class Within(NamedTuple):
    """A count of people who are all among those of another: who earned are among who attempted."""

    part: Key
    whole: Key


@dataclass(frozen=True, slots=True)
class Layout:
    """How counts that are published together hang together.

    Attributes:
        counts: every count, shown or not; None is unknown to us as well and adds to nothing.
        sums: totals with their parts.
        within: which counts are part of which.
    """

    counts: Mapping[Key, int | None]
    sums: Sequence[Sum] = field(default_factory=tuple)
    within: Sequence[Within] = field(default_factory=tuple)


def ranges(
    layout: Layout, hidden: Collection[Key], wanted: Collection[Key], *, enough: int
) -> dict[Key, int]:
    """Return how wide a range a reader is left with for each hidden count that is wanted.

    The reader knows every shown count, how they add up, which is part of which, and that counts
    are whole and not negative. Widths are exact up to ``enough``; beyond it the search stops, for
    a wider range is as good. Integer programs, each solved by HiGHS; points found for one count
    serve the others.

    Args:
        layout: all counts.
        hidden: those that are not shown.
        wanted: those whose range is asked for; all of them hidden.
        enough: width at which a range counts as wide.
    """
    found: dict[Key, int] = {}
    for together in _components(layout, hidden):
        asked = [key for key in wanted if key in together]
        if asked:
            system = _System.of(layout, together, reach=2 * enough)
            found |= _widths(system, asked, enough)
    return found


def _widths(system: _System, wanted: Sequence[Key], enough: int) -> dict[Key, int]:
    """Return the width of each range: first by sweeps that serve many, then one by one."""
    asked = np.array([system.place[key] for key in wanted])
    low, high = system.truth.copy(), system.truth.copy()

    def look(goal: np.ndarray) -> None:
        point = system.farthest(goal)
        np.minimum(low, point, out=low)
        np.maximum(high, point, out=high)

    signs = np.random.default_rng(_SEED)
    for _ in range(_SWEEPS):
        open_ = asked[high[asked] - low[asked] < enough]
        if len(open_) > 1:
            goal = np.zeros(len(system.truth))
            goal[open_] = signs.choice((-1.0, 1.0), len(open_))
            look(goal)
    for at in asked:
        for sign in (1.0, -1.0):
            if high[at] - low[at] < enough:
                goal = np.zeros(len(system.truth))
                goal[at] = sign
                look(goal)
    return {key: int(high[at] - low[at]) for key, at in zip(wanted, asked, strict=True)}


def _components(layout: Layout, hidden: Collection[Key]) -> list[set[Key]]:
    """Return the hidden counts in groups: what is reckoned about one group says nothing of another."""
    root = {key: key for key in hidden if layout.counts[key] is not None}

    def top(key: Key) -> Key:
        while root[key] != key:
            root[key] = root[root[key]]
            key = root[key]
        return key

    linked = [(total, *parts) for total, parts in layout.sums if layout.counts[total] is not None]
    for group in [*linked, *layout.within]:
        unseen = [key for key in group if key in root]
        for key in unseen[1:]:
            root[top(key)] = top(unseen[0])
    groups: dict[Key, set[Key]] = {}
    for key in root:
        groups.setdefault(top(key), set()).add(key)
    return list(groups.values())


@dataclass(frozen=True, slots=True)
class _System:
    """The hidden counts as unknowns of an integer program."""

    place: Mapping[Key, int]
    truth: np.ndarray
    bounds: Bounds
    constraints: list[LinearConstraint]

    @classmethod
    def of(cls, layout: Layout, hidden: Collection[Key], *, reach: int) -> _System:
        """Write down what a reader knows.

        Each unknown is searched no farther than ``reach`` from the truth: enough for any question
        asked here, and it keeps every program bounded.
        """
        keys = [key for key in layout.counts if key in hidden]
        place = {key: at for at, key in enumerate(keys)}
        truth = np.array([layout.counts[key] for key in keys], dtype=float)
        rows = [*_sums(layout, place), *_within(layout, place)]
        constraints = []
        if rows:
            matrix = sparse.lil_matrix((len(rows), len(keys)))
            for index, (terms, _, _) in enumerate(rows):
                for at, factor in terms.items():
                    matrix[index, at] = factor
            low, high = (np.array([row[side] for row in rows]) for side in (1, 2))
            constraints = [LinearConstraint(matrix.tocsr(), low, high)]
        return cls(place, truth, Bounds(np.maximum(truth - reach, 0.0), truth + reach), constraints)

    def farthest(self, goal: np.ndarray) -> np.ndarray:
        """Return the hidden counts, as far as a reader knows, where ``goal`` is largest.

        Most such programs have whole solutions by themselves; the others are solved in integers.
        """
        point = self._solved(goal, whole=False)
        is_whole = np.abs(point - np.round(point)).max() < _CLOSE
        return np.round(point if is_whole else self._solved(goal, whole=True))

    def _solved(self, goal: np.ndarray, *, whole: bool) -> np.ndarray:
        found = milp(
            -goal,
            integrality=np.full(len(self.truth), int(whole)),
            bounds=self.bounds,
            constraints=self.constraints,
        )
        # The truth itself is always possible, so a search that ends early finds at least that.
        return np.asarray(found.x if found.x is not None else self.truth)


_Row = tuple[dict[int, float], float, float]


def _sums(layout: Layout, place: Mapping[Key, int]) -> Iterator[_Row]:
    """Yield an equation for every sum with a hidden count; what is shown stands on the right."""
    for total, parts in layout.sums:
        terms: dict[int, float] = {}
        shown = 0.0
        for key, factor in [(total, -1.0), *((part, 1.0) for part in parts)]:
            value = layout.counts[key]
            if key in place:
                terms[place[key]] = terms.get(place[key], 0.0) + factor
            else:
                shown += factor * (value or 0)
        if terms and layout.counts[total] is not None:
            yield terms, -shown, -shown


def _within(layout: Layout, place: Mapping[Key, int]) -> Iterator[_Row]:
    """Yield an inequality for every part of a whole of which one at least is hidden."""
    for part, whole in layout.within:
        least, most = layout.counts[part], layout.counts[whole]
        if least is None or most is None or (part not in place and whole not in place):
            continue
        terms = {place[key]: factor for key, factor in ((whole, 1.0), (part, -1.0)) if key in place}
        shown = (0.0 if whole in place else most) - (0.0 if part in place else least)
        yield terms, -shown, np.inf
