"""Give completers to openings so that no person and no job is counted twice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from keyway.engine.draws import Array, snap

Index = NDArray[np.intp]

# Keeps the sum of rounded flows at or below its limit whatever the order of addition.
SAFETY = 1.0 - 1e-12


@dataclass(frozen=True, slots=True)
class Network:
    """Feasible flows, sorted by unit.

    Attributes:
        unit, cell: of each flow.
        column, start: the cells again and the first flow of each unit (length units + 1), in the
            narrow numbers that sparse products read fastest.
        flows: how many each unit has.
        units, cells: how many.
    """

    unit: Index
    cell: Index
    column: NDArray[np.int32]
    start: NDArray[np.int32]
    flows: Index
    units: int
    cells: int

    def table(self, values: Array) -> sp.csr_matrix:
        """Return values of the flows as a table of units and cells."""
        shape = (self.units, self.cells)
        return sp.csr_matrix((values, self.column, self.start), shape=shape, copy=False)

    def per_unit(self, values: Array) -> Array:
        """Return the sum of each unit's flows, added in the order of the cells."""
        return np.asarray(self.table(values) @ np.ones(self.cells))

    def per_cell(self, values: Array) -> Array:
        """Return the sum of each cell's flows, added in the order of the units."""
        return np.asarray(self.table(values).T @ np.ones(self.units))


def network(unit: Index, cell: Index, units: int, cells: int) -> Network:
    """Return the network of flows that are already sorted by unit."""
    flows = np.bincount(unit, minlength=units)
    start = np.concatenate([[0], np.cumsum(flows)]).astype(np.int32)
    return Network(unit, cell, cell.astype(np.int32), start, flows, units, cells)


def allocate(
    net: Network,
    prior: Array,
    stock: Array,
    need: Array,
    *,
    retry: float,
    sweeps: int,
    tolerance: float,
    accept: Array | None = None,
) -> tuple[Array, Array]:
    """Allocate people to openings.

    Each completer applies to linked jobs by ``prior``; each cell takes the share of its applicants
    that it has openings for; a refused completer tries again with probability ``retry``. In the
    limit, with q the prior and b the share accepted,

        flow = stock · q · b / ((1 − retry) + retry · Σ q b),   b = min(1, need / applicants).

    This is entropic transport with a sink per unit. Starting from b = 1 the rounds only lower b,
    so they converge; a last step holds both limits exactly.

    Args:
        net: feasible flows.
        prior: weight of each flow, at least 0; scaled here to sum to 1 per unit.
        stock: people per unit who look for related work, on the exact grid.
        need: openings per cell, on the exact grid.
        retry: 0–1, below 1.
        sweeps: most rounds.
        tolerance: largest change of b at which the rounds end.
        accept: shares accepted to start from, such as those of a similar problem.

    Returns:
        Flows on the exact grid, with unit sums ≤ stock and cell sums ≤ need, and the shares
        accepted.
    """
    share = _normalized(net, prior)
    matrix = net.table(share)
    back = matrix.T
    accept = np.ones(net.cells) if accept is None else accept
    for _ in range(sweeps):
        tries = stock / ((1 - retry) + retry * (matrix @ accept))
        load = back @ tries
        new = np.divide(need, load, out=np.ones(net.cells), where=load > need)
        moved = np.abs(new - accept).max(initial=0.0)
        accept = new
        if moved <= tolerance:
            break
    # Applicants never exceed a unit's people; lowering them keeps every cell within its need.
    hired = matrix @ accept
    limit = np.divide(stock, hired, out=np.zeros(net.units), where=hired > 0)
    tries = np.minimum(tries, limit) if sweeps else np.minimum(stock, limit)
    # In place and in the order of the formula: a state has a million flows.
    flow = np.repeat(tries, net.flows)
    flow *= share
    flow *= accept[net.cell]
    flow *= SAFETY
    return snap(flow), accept


def _normalized(net: Network, prior: Array) -> Array:
    """Return weights that sum to 1 per unit; a unit whose weights are all zero keeps zeros."""
    total = net.per_unit(prior)
    total[total <= 0] = 1.0
    share = np.repeat(total, net.flows)
    return np.divide(prior, share, out=share)
