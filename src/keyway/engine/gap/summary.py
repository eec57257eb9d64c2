"""The rows that a finding keeps: intervals taken over summed draws, never summed intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import scipy.sparse as sp
from numpy.typing import NDArray

from keyway.engine.draws import quantiles

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from keyway.engine.demand.values import Demand
    from keyway.engine.gap.values import Gap

Draws = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Summary:
    """Frames of a finding; figures are per year, ``_p5``, ``_p50``, ``_p95`` over the draws.

    Attributes:
        rows: soc_code, area_code (county or two-digit state), jobs, openings, need, placed,
            unfilled and manufacturing_unfilled (the part by share of jobs in NAICS 31–33) with
            quantiles; manufacturing_share (median, 0–1); naive_supply (crosswalk sum, null where
            nothing is linked or all is withheld).
        programs: unitid, cip_code, award_level_code; completers, placed, unplaced, left.
        flows: unitid, cip_code, award_level_code, soc_code, county_fips, placed_mean; flows below
            ``smallest_flow`` are left out.
        program_occupations: the same summed over counties.
    """

    rows: pl.DataFrame
    programs: pl.DataFrame
    flows: pl.DataFrame
    program_occupations: pl.DataFrame


def summarize(
    gap: Gap,
    demand: Demand,
    *,
    naive_supply: pl.DataFrame | None = None,
    smallest_flow: float = 0.05,
) -> Summary:
    """Summarize a gap for keeping.

    Args:
        gap: the gap in draws.
        demand: the demand it was measured on.
        naive_supply: soc_code, area_code, awards_count: the crosswalk sum to set beside.
        smallest_flow: flows with fewer people a year (mean) are left out of ``flows``.

    Returns:
        The frames.
    """
    areas = pl.concat([gap.cells["county_fips"], gap.cells["county_fips"].str.slice(0, 2)])
    keys = pl.DataFrame({"soc_code": pl.concat([gap.cells["soc_code"]] * 2), "area_code": areas})
    rows = _grouped(keys, np.tile(np.arange(len(gap.cells)), 2), gap, demand)
    if naive_supply is None:
        rows = rows.with_columns(naive_supply=pl.lit(None, dtype=pl.Float64))
    else:
        beside = naive_supply.select(
            "soc_code", "area_code", naive_supply=pl.col("awards_count").cast(pl.Float64)
        )
        rows = rows.join(beside, on=["soc_code", "area_code"], how="left", maintain_order="left")
    flows, program_occupations = _flows(gap, smallest_flow)
    return Summary(rows, _programs(gap), flows, program_occupations)


def totals(gap: Gap, demand: Demand, soc_codes: Collection[str]) -> pl.DataFrame:
    """Return the figures of several occupations together, per county and for the state.

    Args:
        gap: the gap in draws.
        demand: the demand it was measured on.
        soc_codes: the occupations to add up.

    Returns:
        area_code and the figures of ``Summary.rows`` without naive_supply.
    """
    chosen = np.flatnonzero(gap.cells["soc_code"].is_in(list(soc_codes)).to_numpy())
    counties = gap.cells["county_fips"].gather(chosen)
    keys = pl.DataFrame({"area_code": pl.concat([counties, counties.str.slice(0, 2)])})
    return _grouped(keys, np.tile(chosen, 2), gap, demand)


def _grouped(keys: pl.DataFrame, cell: NDArray[np.intp], gap: Gap, demand: Demand) -> pl.DataFrame:
    """Sum the draws of the cells of each key, then take quantiles."""
    labels = keys.unique().sort(keys.columns)
    numbered = labels.with_row_index("group")
    group = keys.join(numbered, on=keys.columns, how="left", maintain_order="left")[
        "group"
    ].to_numpy()
    member = sp.csr_matrix((np.ones(len(cell)), (group, cell)), shape=(len(labels), len(gap.cells)))
    jobs, made = (
        member @ demand.jobs.astype(float),
        member @ demand.manufacturing_jobs.astype(float),
    )
    need, placed = member @ gap.need, member @ gap.placed
    share = np.divide(made, jobs, out=np.zeros_like(jobs), where=jobs > 0)
    part = np.divide(
        demand.manufacturing_jobs,
        demand.jobs,
        out=np.zeros_like(demand.jobs),
        where=demand.jobs > 0,
    )
    columns: dict[str, Draws] = {
        "jobs": jobs,
        "openings": member @ demand.openings.astype(float),
        "need": need,
        "placed": placed,
        "unfilled": need - placed,
        "manufacturing_unfilled": member @ ((gap.need - gap.placed) * part),
    }
    middle = np.median(share, axis=1) if len(share) else np.zeros(0)
    return labels.with_columns(
        **_intervals(columns), manufacturing_share=pl.Series(middle, dtype=pl.Float64)
    )


def _intervals(columns: Mapping[str, Draws]) -> dict[str, pl.Series]:
    """Return three columns per quantity."""
    out = {}
    for name, draws in columns.items():
        three = quantiles(draws) if len(draws) else (np.zeros(0),) * 3
        for mark, values in zip(("p5", "p50", "p95"), three, strict=True):
            out[f"{name}_{mark}"] = pl.Series(values, dtype=pl.Float64)
    return out


def _programs(gap: Gap) -> pl.DataFrame:
    columns: dict[str, Draws] = {
        "completers": gap.completers,
        "placed": gap.unit_placed,
        "unplaced": gap.unplaced,
        "left": gap.left,
    }
    return gap.units.with_columns(**_intervals(columns))


def _flows(gap: Gap, smallest: float) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return flows per program and cell, and per program and occupation."""
    units = gap.units[gap.flow_unit]
    cells = gap.cells[gap.flow_cell]
    every = pl.concat([units, cells], how="horizontal").with_columns(
        placed_mean=pl.Series(gap.flow_mean, dtype=pl.Float64),
    )
    keys = [*gap.units.columns, "soc_code"]
    together = every.group_by(keys).agg(pl.col("placed_mean").sum()).sort(keys)
    kept = pl.col("placed_mean") >= smallest
    return every.filter(kept), together.filter(kept)
