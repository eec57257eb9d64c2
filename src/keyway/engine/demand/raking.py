"""Bring occupation × county jobs to the totals that are published for areas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from keyway.engine.draws import Array


@dataclass(frozen=True, slots=True)
class Area:
    """Published jobs of one area.

    Attributes:
        counties: row numbers of its counties.
        jobs: published jobs per occupation, NaN where not published.
        pull: weight of each published figure, 0–1.
        rse: relative standard error per occupation, as a fraction.
    """

    counties: NDArray[np.intp]
    jobs: Array
    pull: Array
    rse: Array


def pull(rse: Array, scale: float) -> Array:
    """Return how far a published total draws the estimate: 1 when exact, ½ at ``scale``."""
    return np.asarray(1.0 / (1.0 + np.square(rse / scale)))


def rake(seed: Array, areas: list[Area], *, sweeps: int) -> Array:
    """Scale a county × occupation table to the published totals, keeping counties' sizes.

    The totals aimed at are set once: published figures mixed with the table's own by their pull.
    Counties keep their share of all jobs as far as the occupations' totals allow; the occupations
    come last, so their totals hold.

    Args:
        seed: jobs, shape (counties, occupations).
        areas: areas without a county in common, then the state with all of them.
        sweeps: passes.

    Returns:
        Jobs, same shape.
    """
    table, size = _seeded(seed, areas)
    if not areas or not table.size:
        return table
    *parts, state = areas
    table *= _level(table, state)
    whole = _aim(table, state)
    table *= _factor(table.sum(0), whole)
    aims = [_aim(table, part) for part in parts]
    rest, free = _rest(table.shape, whole, parts, aims)
    for _ in range(sweeps):
        now = table.sum(1)
        table *= np.divide(size * now.sum(), now, out=np.ones_like(now), where=now > 0)[:, None]
        for part, aim in zip(parts, aims, strict=True):
            factor = _factor(table[part.counties].sum(0), aim)
            table[part.counties] *= np.where(np.isfinite(part.jobs), factor, 1.0)
        np.multiply(table, _factor((table * free).sum(0), rest), out=table, where=free)
        table *= _factor(table.sum(0), whole)
    return table


def _rest(
    shape: tuple[int, ...], whole: Array, parts: list[Area], aims: list[Array]
) -> tuple[Array, NDArray[np.bool_]]:
    """Return what the state's totals leave to the counties without a figure of their own.

    Where the parts claim the whole total or more, nothing is left over and all are scaled.
    """
    free = np.ones(shape, dtype=bool)
    rest = whole.copy()
    for part, aim in zip(parts, aims, strict=True):
        told = np.isfinite(part.jobs)
        rest -= np.where(told, aim, 0.0)
        free[np.ix_(part.counties, np.flatnonzero(told))] = False
    return np.maximum(rest, 0.02 * whole), free


def _seeded(seed: Array, areas: list[Area]) -> tuple[Array, Array]:
    """Give a start to occupations that are published but that no counted industry employs."""
    total = seed.sum(1)
    size = total / max(total.sum(), 1e-12)
    table = seed.copy()
    for area in areas:
        missing = np.isfinite(area.jobs) & (table[area.counties].sum(0) <= 0)
        if missing.any():
            weight = size[area.counties] / max(size[area.counties].sum(), 1e-12)
            table[np.ix_(area.counties, np.flatnonzero(missing))] = (
                weight[:, None] * area.jobs[missing]
            )
    return table, size


def _level(table: Array, state: Area) -> float:
    """Return by how much the counts fall short overall: the middle ratio, weighted by jobs.

    What is not published is lifted with the rest, and a noisy total is mixed with a figure of the
    same level rather than with one that lacks the jobs nobody counted.
    """
    own = table.sum(0)
    told = np.isfinite(state.jobs) & (own > 0) & (state.jobs > 0)
    if not told.any():
        return 1.0
    ratio, weight = state.jobs[told] / own[told], state.jobs[told] * state.pull[told]
    order = np.argsort(ratio, kind="stable")
    half = np.searchsorted(np.cumsum(weight[order]), weight.sum() / 2)
    return float(ratio[order][min(half, len(order) - 1)])


def _aim(table: Array, area: Area) -> Array:
    """Mix the published total with the table's own on the scale of logarithms."""
    own = np.maximum(table[area.counties].sum(0), 1e-9)
    published = np.where(np.isfinite(area.jobs), np.maximum(area.jobs, 1e-9), own)
    return np.asarray(own * (published / own) ** area.pull)


def _factor(own: Array, aim: Array) -> Array:
    return np.asarray(np.divide(aim, own, out=np.ones_like(own), where=own > 0))
