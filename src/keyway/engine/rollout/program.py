"""The mixed-integer program: which choices are opened, who is placed where.

Columns are, in this order: x (a choice is opened), z (a kit is bought), y (people placed, per
scenario and link). Rows keep seats to opened choices, fill every opening once, and hold the limits.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from keyway.engine.rollout.values import DUST, Problem, Rules, Solved

if TYPE_CHECKING:
    from keyway.engine.draws import Array
    from keyway.engine.rollout.values import Index

# Rows that tie every single flow to its choice sharpen the relaxation; beyond this many flows they
# cost more than they bring.
_TIED_FLOWS = 12_000
_LOOSE = 1e-4  # people a year by which a flow may exceed its tie


@dataclass(frozen=True, slots=True)
class Program:
    """Matrix form over a part of the choices.

    Attributes:
        chosen: the choices that may be opened, as numbers of the problem.
        matrix, upper: rows ≤ upper.
        gain: placements a year per column; ``cost`` dollars per column.
        most: upper limit of each column.
        whole: how many columns, from the first, are whole numbers.
        flow_choice, flow_job: of each y of one scenario; scenarios follow one another.
        scenarios: how many.
        rows: first row of each limit by name.
    """

    chosen: Index
    matrix: sp.csr_matrix
    upper: Array
    gain: Array
    cost: Array
    most: Array
    whole: int
    flow_choice: Index
    flow_job: Index
    scenarios: int
    rows: dict[str, slice]


class _Rows:
    """Collects rows of the matrix."""

    def __init__(self, columns: int) -> None:
        self.columns, self.count = columns, 0
        self.parts: list[sp.csr_matrix] = []
        self.upper: list[Array] = []
        self.named: dict[str, slice] = {}

    def add(
        self, name: str, row: Index | Array, column: Index | Array, value: Array, upper: Array
    ) -> None:
        """Add rows that are sums of ``value`` at (row, column) and at most ``upper``."""
        shape = (len(upper), self.columns)
        self.parts.append(sp.csr_matrix((value, (row, column)), shape=shape))
        self.upper.append(np.asarray(upper, dtype=np.float64))
        self.named[name] = slice(self.count, self.count + len(upper))
        self.count += len(upper)


def build(problem: Problem, rules: Rules, chosen: Index | None = None) -> Program:
    """Return the program over some of the choices, all where none are named."""
    chosen = np.arange(problem.choices) if chosen is None else np.asarray(chosen, dtype=np.intp)
    links = problem.links[chosen].tocoo()
    scenarios, jobs = problem.need.shape
    needed = problem.need[:, links.col]
    keep = needed.max(axis=0) > 0
    choice, job = links.row[keep].astype(np.intp), links.col[keep].astype(np.intp)
    kits, kit = _kits(problem, chosen)
    x, z, flows = len(chosen), len(kits), len(choice)
    rows = _Rows(x + z + scenarios * flows)
    at = x + z + np.arange(scenarios * flows)
    who = np.tile(choice, scenarios)
    draw = np.repeat(np.arange(scenarios), flows)
    one = np.ones(len(at))
    capacity = problem.capacity[chosen]
    _seats(rows, at, who, draw, capacity, scenarios)
    rows.add("jobs", draw * jobs + np.tile(job, scenarios), at, one, problem.need.ravel())
    most = np.minimum(problem.need[:, job], capacity[choice]).ravel()
    if len(at) <= _TIED_FLOWS:
        every = np.arange(len(at))
        rows.add("tied", np.r_[every, every], np.r_[at, who], np.r_[one, -most], np.zeros(len(at)))
    _limits(rows, problem, rules, chosen, kits, kit)
    share = one / scenarios
    if rules.least_filled > 0:
        floor = rules.least_filled * capacity
        rows.add("cohort", np.r_[np.arange(x), who], np.r_[np.arange(x), at],
                 np.r_[floor, -share], np.zeros(x))  # fmt: skip
    if rules.rural_share > 0:
        lack = rules.rural_share - np.tile(problem.is_rural[job], scenarios)
        rows.add("rural", np.zeros(len(at)), at, lack * share, np.zeros(1))
    return Program(
        chosen=chosen,
        matrix=sp.vstack(rows.parts, format="csr"),
        upper=np.concatenate(rows.upper),
        gain=np.r_[np.zeros(x + z), share],
        cost=np.r_[problem.cost[chosen], problem.kit_cost[kits], np.zeros(len(at))],
        most=np.r_[np.ones(x + z), most],
        whole=x + z,
        flow_choice=choice,
        flow_job=job,
        scenarios=scenarios,
        rows=rows.named,
    )


def _kits(problem: Problem, chosen: Index) -> tuple[Index, Index]:
    """Return the kits that some choice uses, and each choice's place among them, or −1."""
    used = problem.kit[chosen]
    kits = np.unique(used[used >= 0])
    place = np.searchsorted(kits, used)
    return kits, np.where(used >= 0, place, -1)


def _seats(
    rows: _Rows, at: Index, who: Index, draw: Index, capacity: Array, scenarios: int
) -> None:
    """Let nobody be placed from a choice that is not opened, and no more than its capacity."""
    x = len(capacity)
    every = np.arange(scenarios * x)
    rows.add(
        "seats",
        np.r_[draw * x + who, every],
        np.r_[at, np.tile(np.arange(x), scenarios)],
        np.r_[np.ones(len(at)), -np.tile(capacity, scenarios)],
        np.zeros(scenarios * x),
    )


def _limits(
    rows: _Rows, problem: Problem, rules: Rules, chosen: Index, kits: Index, kit: Index
) -> None:
    """Add budget, equipment, instructors and programs per institution."""
    x = len(chosen)
    every = np.arange(x)
    dollars = np.r_[problem.cost[chosen], problem.kit_cost[kits]]
    rows.add("budget", np.zeros(len(dollars)), np.arange(len(dollars)), dollars,
             np.array([rules.budget]))  # fmt: skip
    uses = np.flatnonzero(kit >= 0)
    if len(uses):
        count = np.arange(len(uses))
        rows.add("kits", np.r_[count, count], np.r_[uses, x + kit[uses]],
                 np.r_[np.ones(len(uses)), -np.ones(len(uses))], np.zeros(len(uses)))  # fmt: skip
    where = problem.institution[chosen]
    rows.add("instructors", where, every, problem.instructors[chosen], rules.instructors)
    rows.add("programs", where, every, np.ones(x), rules.programs)


def best(
    problem: Problem, rules: Rules, chosen: Index | None = None, *, gap: float, seconds: float
) -> Solved | None:
    """Return the plan with the most placements, or None where none was found in time.

    The bound holds over the chosen choices only.
    """
    program = build(problem, rules, chosen)
    return solve(problem, program, -program.gain, gap=gap, seconds=seconds)


def cheapest(
    problem: Problem,
    rules: Rules,
    chosen: Index | None,
    *,
    value: float,
    gap: float,
    seconds: float,
) -> Solved | None:
    """Return the plan that costs least among those of at least this value, or None."""
    program = build(problem, rules, chosen)
    return solve(
        problem,
        program,
        program.cost,
        gap=gap,
        seconds=seconds,
        rows=[(sp.csr_matrix(-program.gain), -value)],
    )


def robust(
    problem: Problem,
    rules: Rules,
    chosen: Index | None,
    *,
    worst: float,
    gap: float,
    seconds: float,
) -> Solved | None:
    """Return the plan with the highest mean over the worst share of the scenarios, or None."""
    program = build(problem, rules, chosen)
    scenarios, columns = program.scenarios, len(program.gain)
    flows = len(program.flow_choice)
    # level − placements in scenario s − shortfall in s ≤ 0; maximize level − mean shortfall/worst
    first = program.whole + np.arange(scenarios * flows)
    draw = np.repeat(np.arange(scenarios), flows)
    placed = sp.csr_matrix((-np.ones(len(first)), (draw, first)), shape=(scenarios, columns))
    extra = sp.hstack([np.ones((scenarios, 1)), -sp.identity(scenarios)])
    aim = np.r_[-1.0, np.full(scenarios, 1 / (worst * scenarios))]
    return solve(
        problem,
        program,
        np.zeros(columns),
        gap=gap,
        seconds=seconds,
        rows=[(sp.hstack([placed, extra], format="csr"), np.zeros(scenarios))],
        more=aim,
    )


def solve(
    problem: Problem,
    program: Program,
    aim: Array,
    *,
    gap: float,
    seconds: float,
    rows: list[tuple[sp.csr_matrix, Array | float]] | None = None,
    more: Array | None = None,
) -> Solved | None:
    """Minimize ``aim`` over the program and read the plan; None where none was found in time.

    Args:
        problem: what it is about.
        program: its matrix form.
        aim: per column.
        gap: relative gap at which the search may end.
        seconds: when it must end.
        rows: further rows and their upper limits.
        more: aims of further columns at the end, which are at least 0.
    """
    began = time.perf_counter()
    extra = 0 if more is None else len(more)
    matrix = sp.hstack([program.matrix, sp.csr_matrix((program.matrix.shape[0], extra))])
    parts, upper = [matrix], [program.upper]
    for row, limit in rows or []:
        parts.append(row)
        upper.append(np.atleast_1d(np.asarray(limit, dtype=np.float64)))
    integrality = np.zeros(len(aim) + extra)
    integrality[: program.whole] = 1
    result = milp(
        np.r_[aim, more] if more is not None else aim,
        constraints=LinearConstraint(
            sp.vstack(parts, format="csr"), -np.inf, np.concatenate(upper)
        ),
        integrality=integrality,
        bounds=Bounds(0, np.r_[program.most, np.full(extra, np.inf)]),
        options={"mip_rel_gap": gap, "time_limit": max(seconds, 0.1)},
    )
    spent = time.perf_counter() - began
    if result.x is None:
        return None
    return _read(problem, program, result.x, aim, more, result.mip_dual_bound, spent)


def _read(
    problem: Problem,
    program: Program,
    found: Array,
    aim: Array,
    more: Array | None,
    dual: float | None,
    seconds: float,
) -> Solved:
    """Return the solver's answer as a plan; what places nobody is not opened."""
    columns, flows = len(program.gain), len(program.flow_choice)
    value = float(program.gain @ found[:columns])
    placed = found[program.whole : columns].reshape(program.scenarios, flows).mean(axis=0)
    per_choice = np.bincount(program.flow_choice, placed, len(program.chosen))
    here = np.flatnonzero((found[: len(program.chosen)] > 0.5) & (per_choice > DUST))
    table = sp.csr_matrix(
        (placed, (program.flow_choice, program.flow_job)),
        shape=(len(program.chosen), problem.links.shape[1]),
    )
    bound = value if dual is None else -float(dual)
    is_value = more is None and np.array_equal(aim, -program.gain)
    return Solved(
        opened=program.chosen[here],
        placed=np.asarray(table[here].todense()),
        value=value,
        bound=max(bound, value) if is_value else value,
        cost=cost_of(problem, program.chosen[here]),
        seconds=seconds,
    )


def cost_of(problem: Problem, opened: Index) -> float:
    """Return what a set of choices costs, each kit paid once."""
    kits = np.unique(problem.kit[opened])
    return float(problem.cost[opened].sum() + problem.kit_cost[kits[kits >= 0]].sum())


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The program without whole numbers, with the prices of its rows.

    Attributes:
        value: placements a year; no plan over the chosen choices has more.
        prices: by name of the limit, placements a year per unit of each row's limit.
        opened: how far each choice is opened, 0–1.
    """

    value: float
    prices: dict[str, Array]
    opened: Array


def relax(
    problem: Problem,
    rules: Rules,
    chosen: Index | None = None,
    *,
    rounds: int = 0,
    seconds: float = np.inf,
) -> Relaxed | None:
    """Return the solution without whole numbers, or None where the solver gives none.

    Args:
        problem: choices and openings.
        rules: the limits.
        chosen: the choices to look at, all where none are named.
        rounds: how often flows that exceed their choice's part of an opening are tied to it, and
            all is solved anew. Tying all of them at once would take far longer.
        seconds: when to end; with a solution already, that one is returned.
    """
    began, solved = time.perf_counter(), None
    program = build(problem, rules, chosen)
    limits = np.c_[np.zeros(len(program.most)), program.most]
    matrix, upper = program.matrix, program.upper
    for left in range(rounds, -1, -1):
        spent = time.perf_counter() - began
        result = linprog(
            -program.gain, A_ub=matrix, b_ub=upper, bounds=limits, method="highs",
            options={"time_limit": max(seconds - spent, 0.1)},
        )  # fmt: skip
        if result.status != 0:
            break
        solved = result
        tied = _untied(program, result.x) if left and "tied" not in program.rows else None
        if tied is None:
            break
        matrix = sp.vstack([matrix, tied], format="csr")
        upper = np.r_[upper, np.zeros(tied.shape[0])]
    if solved is None:
        return None
    marginal = -np.asarray(solved.ineqlin.marginals)
    prices = {name: np.maximum(marginal[part], 0.0) for name, part in program.rows.items()}
    return Relaxed(-float(solved.fun), prices, solved.x[: len(program.chosen)])


def _untied(program: Program, found: Array) -> sp.csr_matrix | None:
    """Return rows for flows larger than their choice's part of the opening, or None."""
    who = np.tile(program.flow_choice, program.scenarios)
    most = program.most[program.whole :]
    loose = np.flatnonzero(found[program.whole :] > most * found[who] + _LOOSE)
    if not len(loose):
        return None
    row = np.arange(len(loose))
    return sp.csr_matrix(
        (
            np.r_[np.ones(len(loose)), -most[loose]],
            (np.r_[row, row], np.r_[program.whole + loose, who[loose]]),
        ),
        shape=(len(loose), len(found)),
    )
