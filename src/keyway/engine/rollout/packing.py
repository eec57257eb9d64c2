"""What each institution may open together, and the best that a budget can pay for at given worths.

Where the sets that an institution may open can be listed, the budget need not be priced: dollar by
dollar, institution by institution, the best sets are put together exactly. Nothing is lost to parts
of a program, which is where the relaxed program is weakest.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb, gcd
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from keyway.engine.draws import Array
    from keyway.engine.rollout.values import Flags, Index, Problem, Rules

_MOST_BUNDLES = 20_000
_MOST_STEPS = 100_000  # into which the budget is divided at most
_MOST_CELLS = 10_000_000
_LEAST = 1e-12


@dataclass(frozen=True, slots=True)
class Packing:
    """Every set of choices that an institution may open by itself: its bundles.

    Attributes:
        members: bundles × choices, 1 where the choice belongs to the bundle.
        steps: of each bundle, its cost in steps of money, rounded down.
        first: of each institution, its first bundle; one more at the end.
        room: the budget in steps, rounded down. Rounding down lets more pass, never less.
    """

    members: sp.csr_matrix
    steps: Index
    first: Index
    room: int

    @classmethod
    def of(cls, problem: Problem, rules: Rules, useful: Flags) -> Packing | None:
        """List the bundles of useful choices, or return None where they are too many."""
        most = np.floor(rules.programs + 1e-9).astype(int)
        here = [np.flatnonzero(useful & (problem.institution == i)) for i in range(len(most))]
        many = sum(
            comb(len(each), size)
            for each, count in zip(here, most, strict=True)
            for size in range(1, count + 1)
        )
        if many > _MOST_BUNDLES or not problem.institutions:
            return None
        listed = [list(_allowed(problem, rules, i, each)) for i, each in enumerate(here)]
        bundles = [bundle for each in listed for bundle in each]
        unit = _unit(problem, rules)
        steps = [int(np.floor(_dollars(problem, each) / unit + 1e-9)) for each in bundles]
        column = np.array([choice for each in bundles for choice in each], dtype=np.intp)
        row = np.repeat(np.arange(len(bundles)), [len(each) for each in bundles])
        shape = (len(bundles), problem.choices)
        return cls(
            sp.csr_matrix((np.ones(len(column)), (row, column)), shape=shape),
            np.array(steps, dtype=np.intp),
            np.cumsum([0] + [len(each) for each in listed]).astype(np.intp),
            int(np.floor(rules.budget / unit + 1e-9)),
        )

    def best(self, worth: Array) -> tuple[float, Index]:
        """Return the highest sum of worths within the budget, and the choices that reach it.

        Args:
            worth: of each choice, at least 0.
        """
        each = self.members @ worth
        tables = [np.zeros(self.room + 1)]
        kept = [self._unbeaten(each, i) for i in range(len(self.first) - 1)]
        for bundles in kept:
            tables.append(self._with(tables[-1], each, bundles))
        return float(tables[-1][-1]), self._read(tables, each, kept)

    def most_with(self, worth: Array) -> Array:
        """Return, of each choice, the highest sum of any packing that opens it; −inf for none."""
        each, count = self.members @ worth, len(self.first) - 1
        kept = [self._unbeaten(each, i) for i in range(count)]
        before, after = [np.zeros(self.room + 1)], [np.zeros(self.room + 1)]
        for i in range(count):
            before.append(self._with(before[-1], each, kept[i]))
            after.append(self._with(after[-1], each, kept[count - 1 - i]))
        most = np.full(len(each), -np.inf)
        for i in range(count):
            behind = after[count - 1 - i][::-1]
            for bundle in range(self.first[i], self.first[i + 1]):
                left = self.room + 1 - self.steps[bundle]
                if left > 0:
                    rest = before[i][:left] + behind[self.steps[bundle] :]
                    most[bundle] = each[bundle] + float(rest.max())
        found = np.full(self.members.shape[1], -np.inf)
        row = np.repeat(np.arange(len(each)), np.diff(self.members.indptr))
        np.maximum.at(found, self.members.indices, most[row])
        return found

    def _unbeaten(self, each: Array, institution: int) -> list[int]:
        """Return the bundles that no cheaper one of the institution equals in worth."""
        here = np.arange(self.first[institution], self.first[institution + 1])
        found, best = [], _LEAST
        for bundle in here[np.lexsort((-each[here], self.steps[here]))].tolist():
            if each[bundle] > best + _LEAST and self.steps[bundle] <= self.room:
                found.append(bundle)
                best = each[bundle]
        return found

    def _with(self, table: Array, each: Array, bundles: list[int]) -> Array:
        """Return the best sum by money, when an institution may add one of its bundles."""
        found = table.copy()
        for bundle in bundles:
            step = self.steps[bundle]
            np.maximum(found[step:], table[: len(table) - step] + each[bundle], out=found[step:])
        return found

    def _read(self, tables: list[Array], each: Array, kept: list[list[int]]) -> Index:
        """Walk the tables back and return the choices of the best sum."""
        money, found = self.room, [np.zeros(0, dtype=np.intp)]
        for i in range(len(kept) - 1, -1, -1):
            reached = tables[i + 1][money]
            if reached <= tables[i][money] + _LEAST:
                continue
            for bundle in kept[i]:
                left = money - self.steps[bundle]
                if left >= 0 and tables[i][left] + each[bundle] >= reached - 1e-9:
                    part = slice(self.members.indptr[bundle], self.members.indptr[bundle + 1])
                    found.append(self.members.indices[part])
                    money = left
                    break
        return np.sort(np.concatenate(found)).astype(np.intp)


def _allowed(
    problem: Problem, rules: Rules, institution: int, here: Index
) -> Iterator[tuple[int, ...]]:
    """Yield the sets that the institution's own limits allow."""
    most = int(np.floor(rules.programs[institution] + 1e-9))
    for size in range(1, min(most, len(here)) + 1):
        for each in combinations(here.tolist(), size):
            hired = problem.instructors[list(each)].sum()
            if hired <= rules.instructors[institution] + 1e-9:
                yield each


def _dollars(problem: Problem, bundle: tuple[int, ...]) -> float:
    kits = np.unique(problem.kit[list(bundle)])
    return float(problem.cost[list(bundle)].sum() + problem.kit_cost[kits[kits >= 0]].sum())


def _unit(problem: Problem, rules: Rules) -> float:
    """Return the step of money: one that all costs are made of, where it is not too small."""
    most = max(min(_MOST_STEPS, _MOST_CELLS // problem.institutions), 1)
    cents = np.round(100 * np.r_[problem.cost, problem.kit_cost])
    is_whole = np.allclose(cents, 100 * np.r_[problem.cost, problem.kit_cost], atol=1e-6)
    common = gcd(*cents.astype(np.int64).tolist()) / 100 if is_whole else 0.0
    return common if common and rules.budget / common <= most else rules.budget / most
