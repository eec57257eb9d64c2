"""What stands in the way: impossible limits, limits that bind, and choices that tie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from keyway.engine.rollout.program import cost_of, relax
from keyway.engine.rollout.values import DUST, Binding, ImpossiblePlan

if TYPE_CHECKING:
    from keyway.engine.rollout.values import Flags, Index, Problem, Rules, Solved

_DOLLARS = 100_000.0
_PERCENT = 0.01
_EXACT = 1e-6


def require_possible(problem: Problem, rules: Rules) -> None:
    """Let pass limits within which some program can be opened.

    Raises:
        ImpossiblePlan: none can; it names the limit and the smallest value that would do.
    """
    need = problem.need.mean(axis=0)
    reach = np.minimum(problem.capacity, problem.links @ need)
    useful = (reach > DUST) & (reach >= rules.least_filled * problem.capacity - DUST)
    if not useful.any():
        raise ImpossiblePlan(limit="need", smallest=None)
    where = problem.institution
    _require(useful, rules.programs[where] >= 1, "programs", np.ones(problem.choices))
    useful &= rules.programs[where] >= 1
    few = problem.instructors <= rules.instructors[where]
    _require(useful, few, "instructors", problem.instructors)
    useful &= few
    dollars = problem.cost + np.where(
        problem.kit >= 0, np.r_[problem.kit_cost, 0.0][problem.kit], 0.0
    )
    _require(useful, dollars <= rules.budget, "budget", dollars)
    useful &= dollars <= rules.budget
    if (
        rules.rural_share > 0
        and not (useful & (problem.links @ (need * problem.is_rural) > DUST)).any()
    ):
        raise ImpossiblePlan(limit="rural", smallest=0.0)


def _require(useful: Flags, allowed: Flags, limit: str, size: object) -> None:
    if not (useful & allowed).any():
        raise ImpossiblePlan(limit=limit, smallest=float(np.asarray(size)[useful].min()))


def binding(problem: Problem, rules: Rules, chosen: Index | None = None) -> tuple[Binding, ...]:
    """Return the limits that hold plans back, by the prices of the relaxed program.

    The prices tell what a little more of a limit brings, about; they are not a promise.
    """
    relaxed = relax(problem.expected(), rules, chosen)
    if relaxed is None:
        return ()
    prices = relaxed.prices
    rural = float(prices["rural"][0]) * relaxed.value if "rural" in prices else 0.0
    tenth = 0.1 * float(prices["jobs"] @ problem.need.mean(axis=0))
    found = (
        Binding("budget", float(prices["budget"][0]) * _DOLLARS, _DOLLARS),
        Binding("instructors", float(prices["instructors"].max(initial=0.0)), 1.0),
        Binding("programs", float(prices["programs"].max(initial=0.0)), 1.0),
        Binding("rural", rural * _PERCENT, _PERCENT),
        Binding("need", tenth, 0.1),
    )
    return tuple(each for each in found if each.price > 1e-4)


def ties(problem: Problem, rules: Rules, plan: Solved) -> dict[int, tuple[int, ...]]:
    """Return, by opened choice, the others that would do exactly as well in its place.

    They cost the same beside the rest of the plan, have the same capacity, and their institution
    has room. Either they reach the same openings with the same teaching; or, where no rural rule
    asks for a certain place, so many openings are within their reach in every scenario that all
    their graduates find one whatever the rest of the plan fills.
    """
    same = [_mark(problem, choice) for choice in range(problem.choices)]
    ample = _ample(problem, plan.opened) if rules.rural_share == 0 else np.zeros(len(same), bool)
    placed = dict(zip(plan.opened.tolist(), plan.placed.sum(axis=1), strict=True))
    closed = [each for each in range(problem.choices) if each not in placed]
    found: dict[int, tuple[int, ...]] = {}
    for choice, people in placed.items():
        is_full = abs(people - problem.capacity[choice]) < _EXACT
        alike = tuple(
            other
            for other in closed
            if abs(problem.capacity[other] - problem.capacity[choice]) < _EXACT
            and (same[other] == same[choice] or (is_full and ample[other]))
            and _fits(problem, rules, plan.opened, choice, other)
        )
        if alike:
            found[choice] = alike
    return found


def _ample(problem: Problem, opened: Index) -> Flags:
    """Return which choices could place everybody, even if the plan took what it can near them."""
    least = (problem.links @ problem.need.T).min(axis=1)
    shares = (problem.links @ problem.links[opened].T) > 0
    taken = np.asarray(shares @ problem.capacity[opened])
    return np.asarray(least - taken >= problem.capacity - DUST)


def _mark(problem: Problem, choice: int) -> tuple[object, ...]:
    links = problem.links
    reached = np.sort(links.indices[links.indptr[choice] : links.indptr[choice + 1]])
    return (
        int(problem.option[choice]),
        round(float(problem.capacity[choice]), 9),
        float(problem.instructors[choice]),
        reached.tobytes(),
    )


def _fits(problem: Problem, rules: Rules, opened: Index, choice: int, other: int) -> bool:
    """Return whether the plan keeps its cost and its limits with the other choice instead."""
    rest = opened[opened != choice]
    instead = np.append(rest, other)
    at = problem.institution[instead]
    hired = np.bincount(at, problem.instructors[instead], problem.institutions)
    count = np.bincount(at, minlength=problem.institutions)
    return (
        abs(cost_of(problem, instead) - cost_of(problem, opened)) < 0.005
        and bool((hired <= rules.instructors + 1e-9).all())
        and bool((count <= rules.programs + 1e-9).all())
    )
