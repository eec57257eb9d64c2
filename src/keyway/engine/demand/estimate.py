"""The chain from county industry counts to places for new entrants, draw by draw."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.special import betaincinv

from keyway.engine.demand import raking, unsuppress
from keyway.engine.demand.values import Demand, DemandInputs, DemandParameters
from keyway.engine.draws import Array, lognormal, snap, stream

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Draws reckoned before they are written away together.
BLOCK = 16
# Points at which the share for new entrants is worked out; between them it is interpolated.
GRID_POINTS = 65


@dataclass(frozen=True, slots=True)
class _State:
    """The inputs as arrays: counties and occupations in code order."""

    counties: list[str]
    occupations: list[str]
    filled: unsuppress.Filled
    staffing: Array
    is_manufacturing: NDArray[np.bool_]
    uncovered: Array
    areas: list[raking.Area]


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
    state = _prepare(inputs, parameters)
    rates, unknown = _rates(inputs.rates, state.occupations)
    complete = np.asarray(np.isfinite(rates).all(axis=1))
    keep = (_jobs(state, parameters)[0] > parameters.smallest_jobs) & complete[None, :]
    occupation, county = np.nonzero(keep.T)
    jobs, made = _draws(state, parameters, occupation, county, draws, seed)
    openings, need = np.empty_like(jobs), np.empty(jobs.shape)
    per_job = _openings_per_job(rates, parameters, draws, seed)
    shares = _shares(len(state.occupations), parameters, draws, seed)
    edges = np.searchsorted(occupation, np.arange(len(state.occupations) + 1))
    for number, (start, end) in enumerate(pairwise(edges)):
        np.multiply(jobs[start:end], per_job[number], out=openings[start:end])
        need[start:end] = snap(openings[start:end] * shares[number])
    cells = pl.DataFrame(
        {
            "soc_code": np.array(state.occupations, dtype=str)[occupation],
            "county_fips": np.array(state.counties, dtype=str)[county],
        },
        schema={"soc_code": pl.String, "county_fips": pl.String},
    )
    check = _check(cells, openings, inputs.state_openings)
    return Demand(cells, jobs, made, openings, need, unknown, check)


def _draws(
    state: _State,
    parameters: DemandParameters,
    occupation: NDArray[np.intp],
    county: NDArray[np.intp],
    draws: int,
    seed: int,
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return jobs and manufacturing jobs of the chosen cells, both cells × draws."""
    out = tuple(np.empty((len(occupation), draws), np.float32) for _ in range(2))
    # Blocks of draws are turned at once: writing one column at a time would miss the cache.
    for first in range(0, draws, BLOCK):
        block = range(first, min(first + BLOCK, draws))
        both = [_jobs(state, parameters, stream(seed, "demand", draw)) for draw in block]
        for number, target in enumerate(out):
            chosen = [tables[number][county, occupation] for tables in both]
            target[:, block.start : block.stop] = np.stack(chosen, axis=1)
    return out[0], out[1]


def _prepare(inputs: DemandInputs, parameters: DemandParameters) -> _State:
    """Sort the inputs into arrays."""
    counties = sorted(
        set(inputs.area_counties["county_fips"]) | set(inputs.industry_jobs["county_fips"])
    )
    filled = unsuppress.fill(
        inputs.industry_jobs, inputs.industry_totals, counties, sweeps=parameters.sweeps
    )
    occupations = sorted(
        set(inputs.staffing.drop_nulls("staffing_share")["soc_code"])
        | set(inputs.published_jobs.drop_nulls("employment_count")["soc_code"])
        | (set() if inputs.expected_jobs is None else set(inputs.expected_jobs["soc_code"]))
    )
    made = np.array([unsuppress.sector(code) == "31-33" for code in filled.industries], dtype=bool)
    uncovered = np.zeros(len(occupations))
    if inputs.uncovered is not None:
        share = dict(inputs.uncovered.select("soc_code", "uncovered_share").iter_rows())
        uncovered = np.array([share.get(code) or 0.0 for code in occupations])
    staffing = _staffing(inputs.staffing, filled.industries, occupations)
    areas = _areas(inputs, parameters, counties, occupations)
    return _State(
        counties, occupations, filled, staffing, made, np.minimum(uncovered, 0.999), areas
    )


def _staffing(frame: pl.DataFrame, industries: list[str], occupations: list[str]) -> Array:
    """Return shares per industry × occupation, from the nearest level that is published."""
    rows: dict[str, list[tuple[str, float]]] = {}
    for naics, soc, share in (
        frame.drop_nulls("staffing_share")
        .select("naics_code", "soc_code", "staffing_share")
        .iter_rows()
    ):
        rows.setdefault(naics, []).append((soc, share))
    column = {code: number for number, code in enumerate(occupations)}
    table = np.zeros((len(industries), len(occupations)))
    for number, naics in enumerate(industries):
        source = next((code for code in unsuppress.parents(naics) if code in rows), None)
        for soc, share in rows.get(source or "", []):
            table[number, column[soc]] = share
    return table


def _areas(
    inputs: DemandInputs, parameters: DemandParameters, counties: list[str], occupations: list[str]
) -> list[raking.Area]:
    """Return the published areas, the widest last."""
    place = {code: number for number, code in enumerate(counties)}
    column = {code: number for number, code in enumerate(occupations)}
    members = dict(
        inputs.area_counties.group_by("area_code")
        .agg(pl.col("county_fips").unique().sort())
        .iter_rows()
    )
    areas = []
    for area_code in sorted(members, key=lambda code: (len(members[code]), code)):
        jobs, rse = np.full(len(occupations), np.nan), np.full(len(occupations), np.nan)
        expected = np.zeros(len(occupations), dtype=bool)
        for soc, count, error, is_expected in _published(inputs, area_code).iter_rows():
            jobs[column[soc]] = count
            rse[column[soc]] = parameters.unknown_rse if error is None else error
            expected[column[soc]] = is_expected
        rows = np.array([place[code] for code in members[area_code]], dtype=np.intp)
        # An expectation has weighed staffing already; it replaces the synthetic figure.
        pull = np.where(expected, 1.0, np.nan_to_num(raking.pull(rse, parameters.rse_scale)))
        areas.append(raking.Area(rows, jobs, pull, np.nan_to_num(rse)))
    if not areas or len(areas[-1].counties) < len(counties):
        nothing = np.zeros(len(occupations))
        areas.append(raking.Area(np.arange(len(counties)), nothing * np.nan, nothing, nothing))
    return areas


def _published(inputs: DemandInputs, area_code: str) -> pl.DataFrame:
    """Return soc_code, jobs, error, is_expected of one area; expectations fill what is withheld."""
    columns = ("soc_code", "employment_count", "employment_rse", "is_expected")
    here = inputs.published_jobs.filter(pl.col("area_code") == area_code)
    here = here.drop_nulls("employment_count").with_columns(is_expected=False).select(columns)
    if inputs.expected_jobs is None:
        return here
    expected = (
        inputs.expected_jobs.filter(pl.col("area_code") == area_code)
        .rename({"log_sd": "employment_rse"})
        .with_columns(is_expected=True)
        .select(columns)
        .join(here, on="soc_code", how="anti")
    )
    return pl.concat([here, expected], how="vertical_relaxed").sort("soc_code")


def _jobs(
    state: _State, parameters: DemandParameters, rng: np.random.Generator | None = None
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


def _rates(frame: pl.DataFrame, occupations: list[str]) -> tuple[Array, pl.DataFrame]:
    """Return exit, transfer and growth per occupation (NaN unknown), and the unknown ones."""
    columns = ("exit_rate", "transfer_rate", "growth_rate_annual")
    wanted = pl.DataFrame({"soc_code": occupations}, schema={"soc_code": pl.String})
    joined = wanted.join(frame, on="soc_code", how="left", validate="1:1", maintain_order="left")
    rates = joined.select(pl.col(columns).cast(pl.Float64).fill_null(np.nan)).to_numpy()
    unknown = joined.filter(pl.any_horizontal(pl.col(columns).is_null())).select(
        "soc_code", reason=pl.lit("no separation or growth rate is published")
    )
    return rates, unknown


def _openings_per_job(
    rates: Array, parameters: DemandParameters, draws: int, seed: int
) -> NDArray[np.float32]:
    """Return yearly openings per present job: people who leave, plus growth; never below zero."""
    rng = stream(seed, "rates")
    shape = (len(rates), draws)
    leaving = rates[:, :1] * lognormal(rng, parameters.rate_log_sd, shape)
    leaving += rates[:, 1:2] * lognormal(rng, parameters.rate_log_sd, shape)
    growth = rates[:, 2:] + parameters.growth_sd * rng.standard_normal(shape)
    after = (1 + growth) ** parameters.horizon_years
    yearly = (1 + after) / 2 * leaving + (after - 1) / parameters.horizon_years
    return np.asarray(np.maximum(yearly, 0.0), dtype=np.float32)


def _shares(occupations: int, parameters: DemandParameters, draws: int, seed: int) -> Array:
    """Return the share of openings for new entrants: a common draw and one per occupation.

    Quantiles of fixed random numbers, so a higher mean raises every draw.
    """
    rng = stream(seed, "new entrants")
    mean, certainty, spread = (
        parameters.share_new_entrants,
        parameters.share_certainty,
        parameters.share_spread,
    )
    if not 0 < mean < 1:
        return np.full((occupations, draws), mean)
    common = betaincinv(mean * certainty, (1 - mean) * certainty, rng.random(draws))
    common = np.clip(common, 1e-3, 1 - 1e-3)[:, None]
    # The quantile function of each draw on a grid; occupations read it by interpolation.
    grid = np.linspace(0, 1, GRID_POINTS)
    curve = betaincinv(common * spread, (1 - common) * spread, grid[None])
    level = rng.random((occupations, draws))
    return np.column_stack([np.interp(level[:, d], grid, curve[d]) for d in range(draws)])


def _check(
    cells: pl.DataFrame, openings: NDArray[np.float32], published: pl.DataFrame | None
) -> pl.DataFrame:
    """Set the state's own projected openings beside ours."""
    schema = {
        "soc_code": pl.String,
        "openings": pl.Float64,
        "published_openings": pl.Float64,
        "ratio": pl.Float64,
    }
    if published is None:
        return pl.DataFrame(schema=schema)
    ours = cells.select("soc_code").with_columns(
        openings=pl.Series(np.median(openings, axis=1) if len(cells) else [], dtype=pl.Float64)
    )
    return (
        ours.group_by("soc_code")
        .agg(pl.col("openings").sum())
        .join(published.select("soc_code", published_openings="openings_count"), on="soc_code")
        .with_columns(pl.col("published_openings").cast(pl.Float64))
        .with_columns(ratio=pl.col("openings") / pl.col("published_openings"))
        .sort("soc_code")
    )
