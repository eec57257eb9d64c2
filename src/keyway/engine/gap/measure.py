"""The gap between programs and openings, draw by draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from keyway.engine.draws import Array, stream
from keyway.engine.gap.allocation import Network, allocate, network
from keyway.engine.gap.values import AWARD_STEP, EDUCATION_STEP, Gap, GapParameters
from keyway.errors import Broken

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from keyway.engine.demand.values import Demand
    from keyway.engine.supply.values import Supply


@dataclass(frozen=True, slots=True)
class _Feasible:
    """Feasible flows with what does not change between draws; ``cell`` numbers the net's cells.

    ``reach`` holds each distance's weight once, and ``at`` which of them a flow has.
    """

    net: Network
    cell: NDArray[np.intp]
    weight: Array
    reach: Array
    at: NDArray[np.intp]
    link: NDArray[np.intp]
    links: int


def measure(
    demand: Demand, supply: Supply, links: pl.DataFrame, parameters: GapParameters, *, seed: int
) -> Gap:
    """Measure the gap: who is placed where, which openings stay empty, who stays unplaced.

    A completer may take a job in any occupation linked to the program, in any county within
    reach, weighted by the fit of the award, by distance and by openings. How completers divide
    between linked occupations is not published, so it is drawn anew in every draw.

    Args:
        demand: openings for new entrants, in draws.
        supply: people who look for work, in as many draws.
        links: cip_code, soc_code; optional ``weight`` (null: 1) and ``typical_education`` (the
            occupation's usual entry, as the Bureau of Labor Statistics words it; null: no fit).
        parameters: assumptions.
        seed: same inputs and seed give identical bytes.

    Returns:
        The gap in draws.

    Raises:
        Broken: demand and supply hold different numbers of draws.
    """
    draws = demand.need.shape[1]
    if supply.stock.shape[1] != draws:
        raise Broken("Demand and supply must hold the same number of draws.")
    feasible = _feasible(demand, supply, links, parameters)
    at_cells, unit_placed, flow_mean = _played(feasible, demand, supply, parameters, seed)
    placed = np.zeros(demand.need.shape)
    placed[feasible.cell] = at_cells
    return Gap(
        demand.cells,
        supply.units,
        demand.need,
        placed,
        supply.completers,
        unit_placed,
        supply.left,
        feasible.net.unit,
        feasible.cell[feasible.net.cell],
        flow_mean,
    )


def _played(
    feasible: _Feasible, demand: Demand, supply: Supply, parameters: GapParameters, seed: int
) -> tuple[Array, Array, Array]:
    """Allocate in every draw; return people per cell and draw, per unit and draw, mean per flow."""
    net, draws = feasible.net, demand.need.shape[1]
    # Draws are turned to lie one after the other: reading down a column would miss the cache.
    needed, stock = demand.need.T.take(feasible.cell, axis=1), np.ascontiguousarray(supply.stock.T)
    at_cells, unit_placed = np.empty((draws, net.cells)), np.empty((draws, net.units))
    total, accept = np.zeros(len(net.unit)), None
    for draw in range(draws):
        prior, retry = _prior(feasible, needed[draw], parameters, draw, seed)
        flow, share = allocate(
            net,
            prior,
            stock[draw],
            needed[draw],
            retry=retry,
            sweeps=parameters.sweeps,
            tolerance=parameters.tolerance,
            accept=accept,
        )
        # Later draws start where the first one ended: the same answer in fewer rounds.
        accept = share if accept is None else accept
        at_cells[draw], unit_placed[draw] = net.per_cell(flow), net.per_unit(flow)
        total += flow
    return at_cells.T, np.ascontiguousarray(unit_placed.T), total / draws


def _feasible(
    demand: Demand, supply: Supply, links: pl.DataFrame, parameters: GapParameters
) -> _Feasible:
    """List every unit × cell that a link and the reach allow, in a fixed order."""
    units = supply.units.with_row_index("unit")
    cells = demand.cells.with_row_index("cell")
    place = pl.DataFrame(
        {"county_fips": supply.counties, "county": range(len(supply.counties))},
        schema={"county_fips": pl.String, "county": pl.Int64},
    )
    pairs = _weighted(units, links, parameters)
    flows = pairs.join(cells.join(place, on="county_fips", how="inner"), on="soc_code").sort(
        "unit", "cell"
    )
    unit, cell = flows["unit"].to_numpy(), flows["cell"].to_numpy()
    reach = np.asarray(supply.reach.todense())[unit, flows["county"].to_numpy()]
    keep = (reach > 0) & (flows["weight"].to_numpy() > 0)
    unit, cell = unit[keep].astype(np.intp), cell[keep].astype(np.intp)
    # Most cells have no program; they need not take part.
    reached, short = np.unique(cell, return_inverse=True)
    distances, at = np.unique(reach[keep], return_inverse=True)
    return _Feasible(
        network(unit, short, len(units), len(reached)),
        reached,
        flows["weight"].to_numpy()[keep],
        distances.astype(np.float64),
        at,
        flows["link"].to_numpy()[keep].astype(np.intp),
        pairs["link"].n_unique(),
    )


def _weighted(units: pl.DataFrame, links: pl.DataFrame, parameters: GapParameters) -> pl.DataFrame:
    """Return unit, soc_code, weight and the number of its link (program field, level, occupation)."""
    for column, kind in (("weight", pl.Float64), ("typical_education", pl.String)):
        if column not in links.columns:
            links = links.with_columns(pl.lit(None, dtype=kind).alias(column))
    links = links.unique(["cip_code", "soc_code"], keep="first", maintain_order=False)
    asked = pl.col("typical_education").str.to_lowercase()
    step = pl.coalesce(
        pl.when(asked.str.starts_with(name)).then(pl.lit(value))
        for name, value in EDUCATION_STEP.items()
    )
    award = pl.col("award_level_code").replace_strict(
        AWARD_STEP, default=None, return_dtype=pl.Float64
    )
    fit = (
        -parameters.under_step * (step - award).clip(lower_bound=0)
        - parameters.over_step * (award - step).clip(lower_bound=0)
    ).exp()
    return (
        units.join(links, on="cip_code")
        .with_columns(weight=pl.col("weight").fill_null(1.0) * fit.fill_null(1.0))
        .with_columns(link=pl.struct("cip_code", "award_level_code", "soc_code").rank("dense") - 1)
        .select("unit", "soc_code", "weight", "link")
    )


def _prior(
    feasible: _Feasible, need: Array, parameters: GapParameters, draw: int, seed: int
) -> tuple[Array, float]:
    """Return one draw of the weights of the flows and of the retry share."""
    rng = stream(seed, "gap", draw)
    certainty = parameters.link_certainty
    noise = rng.gamma(certainty, 1 / certainty, feasible.links)
    # reach = exp(−km/β): another β is a power of it.
    power = np.exp(parameters.commute_log_sd * rng.standard_normal())
    prior = (feasible.reach**power).take(feasible.at)
    prior *= feasible.weight
    prior *= noise[feasible.link]
    logit = np.log(parameters.retry_share / (1 - parameters.retry_share))
    retry = 1 / (1 + np.exp(-(logit + parameters.retry_sd * rng.standard_normal())))
    prior *= need[feasible.net.cell]
    return prior, float(retry)
