"""From jobs to yearly openings, and the part of them that new entrants fill."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.special import betaincinv

from keyway.engine.draws import lognormal, stream

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from keyway.engine.demand.values import DemandParameters
    from keyway.engine.draws import Array

# Points at which the share for new entrants is worked out; between them it is interpolated.
GRID_POINTS = 65


def rates(frame: pl.DataFrame, occupations: list[str]) -> tuple[Array, pl.DataFrame]:
    """Return exit, transfer and growth per occupation (NaN unknown), and the unknown ones."""
    columns = ("exit_rate", "transfer_rate", "growth_rate_annual")
    wanted = pl.DataFrame({"soc_code": occupations}, schema={"soc_code": pl.String})
    joined = wanted.join(frame, on="soc_code", how="left", validate="1:1", maintain_order="left")
    rates = joined.select(pl.col(columns).cast(pl.Float64).fill_null(np.nan)).to_numpy()
    unknown = joined.filter(pl.any_horizontal(pl.col(columns).is_null())).select(
        "soc_code", reason=pl.lit("no separation or growth rate is published")
    )
    return rates, unknown


def per_job(
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


def shares(occupations: int, parameters: DemandParameters, draws: int, seed: int) -> Array:
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


def check(
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
