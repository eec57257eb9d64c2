"""A proven bound for large problems: price every limit, and let each choice decide by itself.

For prices λ ≥ 0 of openings, μ of dollars, ν of instructors, π of programs and θ of the rural rule,

    bound = Σ λ·need + μ·budget + Σ ν·instructors + Σ π·programs
            + Σ over choices of max(0, best filling at these prices − what the choice costs)

is at least as high as every plan, whatever the prices; the subgradient only makes it tight.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import scipy.sparse as sp

    from keyway.engine.draws import Array
    from keyway.engine.rollout.values import Flags, Index, Problem, Rules

_PATIENCE = 12  # steps without a better bound after which steps are halved


@dataclass(frozen=True, slots=True)
class Prices:
    """Placements a year that one unit of each limit is worth."""

    jobs: Array
    budget: float
    instructors: Array
    programs: Array
    rural: float


@dataclass(frozen=True, slots=True)
class Priced:
    """What a set of prices proves.

    Attributes:
        bound: no plan places more.
        profit: of each choice, its placements less what it costs, both at these prices.
        slack: of each limit, what the choices that pay leave over (a subgradient).
    """

    bound: float
    profit: Array
    slack: Prices


@dataclass(frozen=True, slots=True)
class Priceable:
    """A problem with one scenario, laid out for repeated pricing.

    Attributes:
        by_job: the links by opening.
        uses: choices that need shared equipment.
    """

    problem: Problem
    rules: Rules
    need: Array
    by_job: sp.csc_matrix
    uses: Index

    @classmethod
    def of(cls, problem: Problem, rules: Rules) -> Priceable:
        """Lay out the mean of a problem's scenarios; its bound holds for their mean as well."""
        return cls(
            problem,
            rules,
            problem.need.mean(axis=0),
            problem.links.tocsc(),
            np.flatnonzero(problem.kit >= 0),
        )

    def price(self, prices: Prices) -> Priced:
        """Return what these prices prove."""
        problem, rules = self.problem, self.rules
        worth = 1 + prices.rural * (problem.is_rural - rules.rural_share)
        gain = np.maximum(worth - prices.jobs, 0.0)
        row, job, filled = self.filling(gain)
        placed = np.bincount(row, gain[job] * filled, problem.choices)
        profit = (
            placed
            - prices.budget * problem.cost
            - prices.instructors[problem.institution] * problem.instructors
            - prices.programs[problem.institution]
        )
        profit, bought = self._equipped(profit, prices.budget)
        pays = profit > 0
        bound = (
            prices.jobs @ self.need
            + prices.budget * rules.budget
            + prices.instructors @ rules.instructors
            + prices.programs @ rules.programs
            + profit[pays].sum()
            - prices.budget * bought
        )
        return Priced(float(bound), profit, self._slack(pays, bought, row, job, filled))

    def _equipped(self, profit: Array, dollar: float) -> tuple[Array, float]:
        """Let equipment be bought where the choices that share it earn its cost together.

        Returns:
            Of each choice its profit, or, where its equipment does not pay, what opening it all the
            same would lose; and the dollars spent on equipment that pays.
        """
        problem = self.problem
        kit, alone = problem.kit[self.uses], profit[self.uses]
        together = np.bincount(kit, np.maximum(alone, 0.0), len(problem.kit_cost))
        lost = together - dollar * problem.kit_cost
        is_bought = lost > 0
        result = profit.copy()
        result[self.uses] = np.where(is_bought[kit], alone, lost[kit] + np.minimum(alone, 0.0))
        return result, float(problem.kit_cost[is_bought].sum())

    def filling(self, gain: Array) -> tuple[Index, Index, Array]:
        """Fill each choice's capacity with its dearest openings: choice, opening, people."""
        order = np.argsort(-gain, kind="stable")
        # Turning columns that are sorted by gain into rows leaves each row sorted by gain.
        rows = self.by_job[:, order].tocsr()
        job = order[rows.indices]
        row = np.repeat(np.arange(self.problem.choices), np.diff(rows.indptr))
        capacity = self.problem.capacity[row]
        amount = np.minimum(self.need[job], capacity) * (gain[job] > 0)
        before = np.cumsum(amount) - amount
        before -= np.r_[before, 0.0][rows.indptr[:-1]][row]
        return row, job, np.clip(capacity - before, 0.0, amount)

    def _slack(self, pays: Flags, bought: float, row: Index, job: Index, filled: Array) -> Prices:
        problem, rules = self.problem, self.rules
        used = np.bincount(job, filled * pays[row], len(self.need))
        where = problem.institution[pays]
        return Prices(
            self.need - used,
            rules.budget - float(problem.cost[pays].sum()) - bought,
            rules.instructors - np.bincount(where, problem.instructors[pays], problem.institutions),
            rules.programs - np.bincount(where, minlength=problem.institutions),
            float(used @ (problem.is_rural - rules.rural_share)),
        )


def tighten(laid: Priceable, start: Prices, *, steps: int, reached: float) -> tuple[Prices, Priced]:
    """Lower the bound by steps along the subgradient; return the best prices and their proof.

    Args:
        laid: the problem.
        start: prices to begin with.
        steps: how many.
        reached: value of a plan that is known; steps aim at it.
    """
    prices, told = start, laid.price(start)
    best, best_prices, stale, stride = told, start, 0, 1.0
    for _ in range(steps):
        prices = _moved(laid, prices, told, reached, stride)
        told = laid.price(prices)
        stale += 1
        if told.bound < best.bound:
            best, best_prices, stale = told, prices, 0
        if stale >= _PATIENCE:
            prices, told, stride, stale = best_prices, best, stride / 2, 0
        if best.bound - reached <= 1e-6 * best.bound:
            break
    return best_prices, best


def _moved(laid: Priceable, prices: Prices, told: Priced, reached: float, stride: float) -> Prices:
    """Move prices against the slack, each limit scaled by its own size."""
    rules, slack = laid.rules, told.slack
    people = max(float(laid.problem.capacity.mean()), 1e-9)
    value = max(told.bound, 1e-9)
    job_scale = 1 / np.maximum(laid.need, 1e-9)
    budget_scale = value / max(rules.budget, 1e-9) ** 2
    hire_scale = people / np.maximum(rules.instructors, 1e-9)
    open_scale = people / np.maximum(rules.programs, 1e-9)
    rural_scale = 1 / value
    norm = (
        job_scale @ slack.jobs**2
        + budget_scale * slack.budget**2
        + hire_scale @ slack.instructors**2
        + open_scale @ slack.programs**2
        + rural_scale * slack.rural**2
    )
    step = stride * max(told.bound - reached, 1e-9) / max(float(norm), 1e-12)
    is_ruled = rules.rural_share > 0
    return replace(
        prices,
        jobs=np.clip(prices.jobs - step * job_scale * slack.jobs, 0.0, None),
        budget=max(prices.budget - step * budget_scale * slack.budget, 0.0),
        instructors=np.clip(prices.instructors - step * hire_scale * slack.instructors, 0, None),
        programs=np.clip(prices.programs - step * open_scale * slack.programs, 0, None),
        rural=max(prices.rural - step * rural_scale * slack.rural, 0.0) if is_ruled else 0.0,
    )


def first_prices(laid: Priceable) -> Prices:
    """Return prices to begin with: a dollar is worth what the budget buys at the middle choice."""
    problem, rules = laid.problem, laid.rules
    at_no_price = Prices(
        np.zeros(len(laid.need)), 0.0, np.zeros(problem.institutions),
        np.zeros(problem.institutions), 0.0,
    )  # fmt: skip
    rate = laid.price(at_no_price).profit / np.maximum(problem.cost, 1e-9)
    order = np.argsort(-rate)
    last = int(np.searchsorted(np.cumsum(problem.cost[order]), rules.budget))
    dollar = float(rate[order[min(last, len(order) - 1)]])
    return replace(at_no_price, budget=max(dollar, 0.0))
