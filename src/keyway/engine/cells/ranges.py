"""What a reader can reckon about hidden counts from those that are shown and how they add up."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

Key = Hashable


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
    system = _System.of(layout, hidden, reach=2 * enough)
    low = system.truth.copy()
    high = system.truth.copy()
    asked = [system.place[key] for key in wanted]
    for at in asked:
        for sign in (1, -1):
            if high[at] - low[at] < enough:
                point = system.farthest(at, sign)
                np.minimum(low, point, out=low)
                np.maximum(high, point, out=high)
    return {key: int(high[at] - low[at]) for key, at in zip(wanted, asked, strict=True)}


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
        keys = [key for key in layout.counts if key in hidden and layout.counts[key] is not None]
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

    def farthest(self, at: int, sign: int) -> np.ndarray:
        """Return what the hidden counts may be where one of them is largest (1) or smallest (-1)."""
        goal = np.zeros(len(self.truth))
        goal[at] = -sign
        found = milp(
            goal,
            integrality=np.ones(len(self.truth)),
            bounds=self.bounds,
            constraints=self.constraints,
        )
        # The truth itself is always possible, so a search that ends early finds at least that.
        return np.round(found.x) if found.x is not None else self.truth


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
