"""The chain from county industry counts to places for new entrants, draw by draw."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from keyway.engine.demand import openings, raking, unsuppress
from keyway.engine.demand.prepare import State, prepare
from keyway.engine.demand.values import Demand, DemandInputs, DemandParameters
from keyway.engine.draws import Array, lognormal, snap, stream

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Draws reckoned before they are written away together.
BLOCK = 16


def estimate(
    inputs: DemandInputs, parameters: DemandParameters, *, draws: int, seed: int
) -> Demand:
    """Estimate jobs, openings and need of one state's counties, with uncertainty of the whole chain.

    Every draw repeats all steps: county counts with their noise, withheld cells filled under
    their totals, staffing with its spread, published totals with their error, rates, and the
    share of openings for new entrants. The order of the input rows does not matter.

    Args:
        inputs: public figures about one state.
        parameters: assumptions.
        draws: number of draws, at least 1.
        seed: same inputs and seed give identical bytes.

    Returns:
        Cells (occupation × county) with draws.
    """
    state = prepare(inputs, parameters)
    rates, unknown = openings.rates(inputs.rates, state.occupations)
    complete = np.asarray(np.isfinite(rates).all(axis=1))
    keep = (_jobs(state, parameters)[0] > parameters.smallest_jobs) & complete[None, :]
    occupation, county = np.nonzero(keep.T)
    jobs, made = _draws(state, parameters, occupation, county, draws, seed)
    yearly, need = np.empty_like(jobs), np.empty(jobs.shape)
    per_job = openings.per_job(rates, parameters, draws, seed)
    shares = openings.shares(len(state.occupations), parameters, draws, seed)
    edges = np.searchsorted(occupation, np.arange(len(state.occupations) + 1))
    for number, (start, end) in enumerate(pairwise(edges)):
        np.multiply(jobs[start:end], per_job[number], out=yearly[start:end])
        need[start:end] = snap(yearly[start:end] * shares[number])
    cells = pl.DataFrame(
        {
            "soc_code": np.array(state.occupations, dtype=str)[occupation],
            "county_fips": np.array(state.counties, dtype=str)[county],
        },
        schema={"soc_code": pl.String, "county_fips": pl.String},
    )
    check = openings.check(cells, yearly, inputs.state_openings)
    return Demand(cells, jobs, made, yearly, need, unknown, check)


def _draws(
    state: State,
    parameters: DemandParameters,
    occupation: NDArray[np.intp],
    county: NDArray[np.intp],
    draws: int,
    seed: int,
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return jobs and manufacturing jobs of the chosen cells, both cells × draws."""
    out = tuple(np.empty((len(occupation), draws), np.float32) for _ in range(2))
    place = county * len(state.occupations) + occupation
    # Blocks of draws are turned at once: writing one column at a time would miss the cache.
    for first in range(0, draws, BLOCK):
        block = range(first, min(first + BLOCK, draws))
        both = [_jobs(state, parameters, stream(seed, "demand", draw)) for draw in block]
        for number, target in enumerate(out):
            chosen = [tables[number].ravel().take(place) for tables in both]
            target[:, block.start : block.stop] = np.stack(chosen, axis=1)
    return out[0], out[1]


def _jobs(
    state: State, parameters: DemandParameters, rng: np.random.Generator | None = None
) -> tuple[Array, Array]:
    """Return jobs and manufacturing jobs, both counties × occupations: one draw, or without noise."""
    table = state.filled.jobs if rng is None else _counts(state.filled, parameters, rng)
    made = table[:, state.is_manufacturing] @ state.staffing[state.is_manufacturing]
    covered = made + table[:, ~state.is_manufacturing] @ state.staffing[~state.is_manufacturing]
    size = table.sum(1) / max(table.sum(), 1e-12)
    # Offices and farms that the counts leave out are spread over counties like all jobs.
    seeds = covered + size[:, None] * (covered.sum(0) * state.uncovered / (1 - state.uncovered))
    part = np.divide(made, seeds, out=made, where=seeds > 0)
    areas = state.areas
    if rng is not None:
        seeds *= _spread(seeds, parameters, rng)
        areas = [_noisy(area, rng) for area in areas]
    jobs = raking.rake(seeds, areas, sweeps=parameters.sweeps)
    part *= jobs
    return jobs, part


def _counts(
    filled: unsuppress.Filled, parameters: DemandParameters, rng: np.random.Generator
) -> Array:
    """Return county × industry jobs with noise; filled cells still add up to their totals."""
    table = filled.jobs * lognormal(rng, parameters.count_log_sd, filled.jobs.shape)
    # One or two establishments of unknown size: an expectation with a wide, skewed spread.
    start = filled.start * rng.gamma(1.5, 1 / 1.5, len(filled.start))
    table[filled.row, filled.column] = unsuppress.add_up(
        start, filled.families, filled.targets, sweeps=4
    )
    return table


def _spread(seeds: Array, parameters: DemandParameters, rng: np.random.Generator) -> Array:
    """Return factors by which local staffing differs from the nation's: state-wide and by county."""
    total = seeds.sum(0)
    wide = np.where(
        total > parameters.staffing_large_jobs,
        parameters.staffing_log_sd_large,
        parameters.staffing_log_sd_small,
    )
    # A county with a handful of jobs in an occupation may as well have none or twice as many.
    local = np.sqrt(parameters.county_log_sd**2 + 1 / (seeds + 1))
    return lognormal(rng, wide, total.shape)[None] * lognormal(rng, local, seeds.shape)


def _noisy(area: raking.Area, rng: np.random.Generator) -> raking.Area:
    """Return the area with its published jobs drawn within their error."""
    noise = np.exp(area.rse * rng.standard_normal(area.rse.shape))
    return raking.Area(area.counties, area.jobs * noise, area.pull, area.rse)
