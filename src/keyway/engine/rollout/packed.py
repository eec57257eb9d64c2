"""A bound and plans from packing: openings are priced in every scenario, money is packed exactly.

For prices λ ≥ 0 of the openings of each scenario and θ ≥ 0 of the rural rule,

    bound = mean of Σ λ·need + the best packing of the choices at their mean filling at these prices

is at least as high as every plan. Each packing is a plan too: its value is what it really places.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from keyway.engine.rollout import program
from keyway.engine.rollout.filling import filled
from keyway.engine.rollout.packing import Packing
from keyway.engine.rollout.pricing import Priceable
from keyway.engine.rollout.values import DUST

if TYPE_CHECKING:
    from keyway.engine.draws import Array
    from keyway.engine.rollout.values import Flags, Index, Problem, Rules, Solved

_ROUNDS = 60
_PATIENCE = 8  # rounds without a better bound after which steps are halved
_NEAR = 0.99  # steps aim no lower than this share of the bound
_MOST_FLOWS = 60_000  # flows beyond which prices do not begin at those of the relaxed program


@dataclass(frozen=True, slots=True)
class Drawn:
    """Prices of the openings in each scenario, and of the rural rule."""

    jobs: Array
    rural: float


@dataclass(frozen=True, slots=True)
class Packed:
    """What packing found.

    Attributes:
        best: the best plan known, with the lowest bound.
        liked: choices that some packing opened.
        most_with: of each choice, no plan that opens it has a higher value.
        prices: those of the lowest bound.
    """

    best: Solved
    liked: Index
    most_with: Array
    prices: Drawn


@dataclass(frozen=True, slots=True)
class _Told:
    """What one set of prices says: the bound, worths, the packing and what it leaves over."""

    bound: float
    worth: Array
    opened: Index
    slack: Drawn


class _Round:
    """The problem laid out for repeated packing."""

    def __init__(self, problem: Problem, rules: Rules, packing: Packing) -> None:
        self.problem, self.rules, self.packing = problem, rules, packing
        self.each = [Priceable.of(problem.with_need(need), rules) for need in problem.need]
        self.lift = problem.is_rural - rules.rural_share

    def ask(self, prices: Drawn) -> _Told:
        """Return what these prices prove, and the packing they lead to."""
        worth, fillings = np.zeros(self.problem.choices), []
        for laid, jobs in zip(self.each, prices.jobs, strict=True):
            gain = np.maximum(1 + prices.rural * self.lift - jobs, 0.0)
            row, job, people = laid.filling(gain)
            worth += np.bincount(row, gain[job] * people, len(worth)) / len(self.each)
            fillings.append((row, job, people))
        packed, opened = self.packing.best(worth)
        bound = packed + float((prices.jobs * self.problem.need).sum()) / len(self.each)
        return _Told(bound, worth, opened, self._slack(opened, fillings))

    def _slack(self, opened: Index, fillings: list[tuple[Index, Index, Array]]) -> Drawn:
        """Return what the packing leaves of each opening and of the rural rule (a subgradient)."""
        is_open = np.zeros(self.problem.choices)
        is_open[opened] = 1.0
        count = self.problem.links.shape[1]
        used = np.array(
            [np.bincount(job, people * is_open[row], count) for row, job, people in fillings]
        )
        return Drawn(self.problem.need - used, float((used @ self.lift).mean()))

    def moved(self, prices: Drawn, told: _Told, reached: float, stride: float) -> Drawn:
        """Move prices against what is left over, each opening scaled by its size."""
        scale = 1 / np.maximum(self.problem.need, 1.0)
        counts = (prices.jobs > 0) | (told.slack.jobs < 0)
        norm = float((scale * told.slack.jobs**2 * counts).sum()) / len(self.each)
        rural = told.slack.rural if self.rules.rural_share > 0 else 0.0
        norm += rural**2 / max(told.bound, 1e-9)
        aim = max(reached, _NEAR * told.bound)
        step = stride * max(told.bound - aim, 1e-3) / max(norm, 1e-9)
        return Drawn(
            np.maximum(prices.jobs - step * scale * told.slack.jobs, 0.0),
            max(prices.rural - step * rural / max(told.bound, 1e-9), 0.0),
        )


def pack(
    problem: Problem,
    rules: Rules,
    known: Solved,
    start: Drawn | Array,
    *,
    gap: float,
    seconds: float,
) -> Packed | None:
    """Return the bound and the best plan that packing finds, or None where there are too many sets.

    Args:
        problem: choices and openings with all scenarios.
        rules: the limits.
        known: a plan with a bound, to improve on.
        start: prices to begin with; of the mean openings only, where there are no others yet.
        gap: proven relative gap at which the search ends.
        seconds: when it ends.
    """
    packing = Packing.of(problem, rules, useful(problem, rules))
    if packing is None:
        return None
    began, laid = time.perf_counter(), _Round(problem, rules, packing)
    prices = start if isinstance(start, Drawn) else _first(problem, rules, start)
    told, best = laid.ask(prices), known
    low, low_prices, stale, stride = told, prices, 0, 1.0
    seen: dict[bytes, Index] = {}
    for _ in range(_ROUNDS):
        if told.opened.tobytes() not in seen:
            seen[told.opened.tobytes()] = told.opened
            best = _better(problem, rules, told, best)
        best = replace(best, bound=max(min(best.bound, low.bound), best.value))
        if best.gap <= gap or time.perf_counter() - began > seconds:
            break
        if stale >= _PATIENCE:
            prices, told, stride, stale = low_prices, low, stride / 2, 0
        prices = laid.moved(prices, told, best.value, stride)
        told = laid.ask(prices)
        is_lower = told.bound < low.bound - 1e-9
        low, low_prices, stale = (told, prices, 0) if is_lower else (low, low_prices, stale + 1)
    liked = np.unique(np.concatenate([best.opened, *seen.values()]))
    rest = low.bound - float(packing.best(low.worth)[0])
    return Packed(best, liked, rest + packing.most_with(low.worth), low_prices)


def _first(problem: Problem, rules: Rules, jobs: Array) -> Drawn:
    """Return the prices of the relaxed program, or, where it is large, those given for the mean."""
    scenarios = len(problem.need)
    if problem.links.nnz * scenarios <= _MOST_FLOWS:
        relaxed = program.relax(problem, rules)
        if relaxed is not None:
            rural = relaxed.prices.get("rural", np.zeros(1))
            each = relaxed.prices["jobs"].reshape(scenarios, -1)
            return Drawn(each * scenarios, float(rural[0]))
    return Drawn(np.tile(jobs, (scenarios, 1)), 0.0)


def useful(problem: Problem, rules: Rules) -> Flags:
    """Return the choices whose reach could fill the least part of their graduates."""
    need = problem.need.mean(axis=0)
    reach = np.minimum(problem.capacity, problem.links @ need)
    return np.asarray((reach > DUST) & (reach >= rules.least_filled * problem.capacity - DUST))


def _better(problem: Problem, rules: Rules, told: _Told, best: Solved) -> Solved:
    """Return the packing as a plan, where it keeps all limits and places more than the best."""
    opened = told.opened
    while program.cost_of(problem, opened) > rules.budget + 1e-6:
        opened = opened[opened != opened[np.argmin(told.worth[opened])]]
    found = filled(problem, rules, opened, best.bound)
    few = found.placed.sum(axis=1) < rules.least_filled * problem.capacity[opened] - DUST
    if few.any():
        found = filled(problem, rules, opened[~few], best.bound)
        left = found.placed.sum(axis=1) / problem.capacity[opened[~few]]
        if (left < rules.least_filled - DUST).any():
            return best
    return found if found.value > best.value else best
