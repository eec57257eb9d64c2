"""The most people a given set of programs can place, each opening filled once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp
from scipy.optimize import linprog

from keyway.engine.rollout.program import cost_of
from keyway.engine.rollout.values import DUST, Problem, Rules, Scored, Solved

if TYPE_CHECKING:
    from keyway.engine.draws import Array
    from keyway.engine.rollout.values import Index


def filled(
    problem: Problem, rules: Rules, opened: Index, bound: float = np.inf, began: float | None = None
) -> Solved:
    """Return a set of choices with its best filling under the mean of the scenarios' fillings."""
    began = time.perf_counter() if began is None else began
    each = [_fill(problem, rules, opened, need) for need in problem.need]
    placed = np.mean(each, axis=0) if each else np.zeros((0, problem.links.shape[1]))
    value = float(placed.sum())
    return Solved(
        opened=opened,
        placed=placed,
        value=value,
        bound=max(bound, value),
        cost=cost_of(problem, opened),
        seconds=time.perf_counter() - began,
    )


def score(problem: Problem, rules: Rules, opened: Index, draws: Array, bound: float) -> Scored:
    """Return a plan under draws that it was not fitted to.

    Args:
        problem: choices and openings; its own scenarios are not used.
        rules: the rural rule is kept in every draw.
        opened: the plan.
        draws: one row per draw.
        bound: what no plan exceeds in the mean over these draws.
    """
    values = np.array([_fill(problem, rules, opened, need).sum() for need in draws])
    lost = (bound - float(values.mean())) / bound if bound > DUST else 0.0
    return Scored(values, max(lost, 0.0))


def _fill(problem: Problem, rules: Rules, opened: Index, need: Array) -> Array:
    """Return placements of each opened choice in each opening for one scenario."""
    links = problem.links[opened].tocoo()
    keep = need[links.col] > 0
    who, job = links.row[keep], links.col[keep]
    shape = (len(opened), len(need))
    if not len(who):
        return np.zeros(shape)
    jobs, place = np.unique(job, return_inverse=True)
    every, one = np.arange(len(who)), np.ones(len(who))
    parts = [
        sp.csr_matrix((one, (who, every)), shape=(len(opened), len(who))),
        sp.csr_matrix((one, (place, every)), shape=(len(jobs), len(who))),
    ]
    upper = [problem.capacity[opened], need[jobs]]
    if rules.rural_share > 0:
        parts.append(sp.csr_matrix(rules.rural_share - problem.is_rural[job].astype(np.float64)))
        upper.append(np.zeros(1))
    result = linprog(
        -one, A_ub=sp.vstack(parts, format="csr"), b_ub=np.concatenate(upper), method="highs"
    )
    found = np.zeros(len(who)) if result.x is None else result.x
    return np.asarray(sp.csr_matrix((found, (who, job)), shape=shape).todense())
