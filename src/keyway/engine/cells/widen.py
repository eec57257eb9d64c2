"""Which further counts to hide so that one small count may be any of enough numbers, at least cost."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

if TYPE_CHECKING:
    from collections.abc import Collection

    from keyway.engine.cells.ranges import Key, Layout

_HIDDEN_COST = 1e-4  # of moving what is hidden already: next to nothing, but no needless detours
_KEPT_COST = 1e4
_MOVED = 1e-6
_REACH = 4


class Widener:
    """Finds another table that a reader could believe, in which a small count is larger.

    Whatever must move for that, and is shown, has to be hidden. Moving a count costs more the
    larger it is, and counts to keep cost most. A linear program, solved by HiGHS, finds the
    cheapest such table.
    """

    def __init__(self, layout: Layout, keep: Collection[Key], width: int) -> None:
        # A zero stays: readers often know that something is not taught there at all.
        self.keys = [key for key, value in layout.counts.items() if value]
        self.place = {key: at for at, key in enumerate(self.keys)}
        self.width = width
        self.truth = np.array([layout.counts[key] or 0 for key in self.keys], dtype=float)
        self.cost = np.array(
            [
                (1 + math.log1p(layout.counts[key] or 0)) * (_KEPT_COST if key in keep else 1)
                for key in self.keys
            ]
        )
        self.constraints = self._constraints(layout)

    def _constraints(self, layout: Layout) -> list[LinearConstraint]:
        """Write down how the moves of counts hang together: columns are moves up, then down."""
        rows: list[tuple[dict[int, float], float, float]] = []
        for total, parts in layout.sums:
            if layout.counts[total] is not None:
                terms = {self.place[part]: 1.0 for part in parts if part in self.place}
                if total in self.place:
                    terms[self.place[total]] = -1.0
                rows.append((terms, 0.0, 0.0))
        for part, whole in layout.within:
            least, most = layout.counts[part], layout.counts[whole]
            if least is not None and most is not None:
                pairs = ((whole, 1.0), (part, -1.0))
                terms = {self.place[key]: by for key, by in pairs if key in self.place}
                rows.append((terms, float(least - most), np.inf))
        rows = [row for row in rows if row[0]]
        if not rows:
            return []
        matrix = sparse.lil_matrix((len(rows), len(self.keys)))
        for index, (terms, _, _) in enumerate(rows):
            for at, factor in terms.items():
                matrix[index, at] = factor
        both = sparse.hstack([matrix, -matrix]).tocsc()
        low, high = (np.array([row[side] for row in rows]) for side in (1, 2))
        return [LinearConstraint(both, low, high)]

    def beside(self, key: Key, chosen: Collection[Key]) -> set[Key]:
        """Return which shown counts to hide beside a small one; none where it is wide enough."""
        at = self.place.get(key)
        if at is None or not self.constraints:
            return set()
        upward, more = self._table(at, self.width, chosen)
        down = min(self.truth[at], self.width - 1)
        if upward < _KEPT_COST or not down:
            return more
        # A little larger and a little smaller may be had where much larger is not.
        larger = self._table(at, self.width - down, chosen)
        smaller = self._table(at, -down, chosen)
        return larger[1] | smaller[1] if larger[0] + smaller[0] < upward else more

    def _table(self, at: int, by: float, chosen: Collection[Key]) -> tuple[float, set[Key]]:
        """Return what it costs that a count moves ``by``, and the shown counts that move with it."""
        size = len(self.keys)
        cost = self.cost.copy()
        cost[[self.place[other] for other in chosen if other in self.place]] = _HIDDEN_COST
        reach = float(_REACH * self.width)
        low = np.zeros(2 * size)
        high = np.concatenate([np.full(size, reach), np.minimum(self.truth, reach)])
        low[at] = high[at] = max(by, 0.0)
        low[size + at] = high[size + at] = max(-by, 0.0)
        found = milp(
            np.concatenate([cost, cost]), bounds=Bounds(low, high), constraints=self.constraints
        )
        if found.x is None:
            return math.inf, set()
        moved = np.abs(found.x[:size] - found.x[size:]) > _MOVED
        keys = {self.keys[index] for index in np.flatnonzero(moved)}
        return float(found.fun), keys - set(chosen)
