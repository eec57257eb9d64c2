"""Expect the jobs of cells that are withheld, and say how far off that may be.

What the other areas publish teaches two things: how well staffing by industry, and an earlier
figure of the same cell, foretell a published count; and how large their errors are. Nothing about
a withheld cell itself goes in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from keyway.errors import Broken

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from keyway.engine.draws import Array

# Jobs that part small cells from large ones; errors are learned within each class.
SIZES = (0.0, 150.0, 400.0, 1000.0, 3000.0, np.inf)
# Published cells below this are mostly rounding.
SMALLEST = 30.0
# Cells that a class needs before it is trusted to learn from.
FEWEST = 20
# Areas after which an occupation's own mean error counts half.
OWN_AREAS = 15.0
# Part of the group that follows the other areas' mix, so that no cell is expected at zero.
FLOOR = 0.05


def expect(cells: pl.DataFrame) -> pl.DataFrame:
    """Expect the withheld cells of a group of occupations from the published ones.

    Args:
        cells: one row per area and occupation of one group: area_code, soc_code,
            employment_count (published jobs, null where withheld), synthetic_count (jobs by
            industry staffing), earlier_count (an earlier figure of the cell, null where none),
            group_count (published jobs of the whole group in the area).

    Returns:
        area_code, soc_code, employment_count (median expected), log_sd (a 90 % interval is
        1.645 of it either way on the logarithm): one row per withheld cell, sorted.

    Raises:
        Broken: too few cells are published to learn from.
    """
    table = _scaled(cells.sort("area_code", "soc_code"))
    known, synthetic = _logs(table, "employment_count"), _logs(table, "scaled")
    earlier = _logs(table, "earlier_count")
    occupation = (table["soc_code"].rank("dense") - 1).to_numpy().astype(np.intp)
    usable = np.isfinite(known) & (known >= np.log(SMALLEST))
    if usable.sum() < FEWEST:
        raise Broken("Too few published cells to learn what withheld ones hold.")
    center, spread = _learn(known, synthetic, synthetic, usable, occupation)
    told = np.isfinite(earlier)
    if (usable & told).sum() >= FEWEST:
        better, closer = _learn(known, synthetic, earlier, usable & told, occupation)
        center, spread = np.where(told, better, center), np.where(told, closer, spread)
    return (
        table.with_columns(employment_count=pl.Series(np.exp(center)), log_sd=pl.Series(spread))
        .filter(pl.Series(~np.isfinite(known)))
        .select("area_code", "soc_code", "employment_count", "log_sd")
    )


def _logs(table: pl.DataFrame, column: str) -> Array:
    """Return the logarithm of a column; NaN where unknown or not positive."""
    values = table[column].cast(pl.Float64).fill_null(np.nan).to_numpy()
    return np.log(np.where(values > 0, values, np.nan))


def _scaled(cells: pl.DataFrame) -> pl.DataFrame:
    """Bring synthetic jobs to the level of each occupation elsewhere and of the area's group."""
    known = pl.col("employment_count").is_not_null() & (pl.col("synthetic_count") > 0)
    level = pl.col("employment_count").filter(known).sum() / pl.col("synthetic_count").filter(
        known
    ).sum().clip(lower_bound=1.0)
    share = pl.col("employment_count").sum().over("soc_code") / pl.col("employment_count").sum()
    lifted = pl.col("synthetic_count") * pl.col("level")
    to_group = pl.col("group_count") / pl.col("lifted").sum().over("area_code")
    floor = FLOOR * pl.col("share") * pl.col("group_count")
    return (
        cells.with_columns(level=level.over("soc_code").fill_nan(1.0), share=share)
        .with_columns(level=pl.when(pl.col("level") > 0).then("level").otherwise(1.0))
        .with_columns(lifted=lifted)
        .with_columns(scaled=((1 - FLOOR) * pl.col("lifted") * to_group + floor + 1.0))
    )


def _learn(
    known: Array,
    synthetic: Array,
    guide: Array,
    usable: NDArray[np.bool_],
    occupation: NDArray[np.intp],
) -> tuple[Array, Array]:
    """Return expectation and spread on the logarithm, led by ``guide`` away from ``synthetic``.

    Within a size class the weight of the guide is the one that misses published cells least. What
    an occupation misses on average elsewhere is corrected, the less the fewer areas show it.
    """
    size = np.digitize(np.exp(np.where(np.isfinite(guide), guide, synthetic)), SIZES[1:-1])
    center, spread = np.full_like(known, np.nan), np.full_like(known, np.nan)
    for number in range(len(SIZES) - 1):
        here = size == number
        taught = usable & here
        # A class with too few published cells learns from all.
        taught = taught if taught.sum() >= FEWEST else usable
        step = (guide - synthetic)[taught]
        weight = np.clip(step @ (known - synthetic)[taught] / max(step @ step, 1e-9), 0.0, 1.0)
        line = synthetic + weight * np.nan_to_num(guide - synthetic)
        shift = np.median((known - line)[taught])
        miss = np.abs((known - line)[taught] - shift)
        center = np.where(here, line + shift, center)
        spread = np.where(here, np.quantile(miss, 0.9) / 1.645, spread)
    rest = np.where(usable, np.clip(known - center, -1.0, 1.0), 0.0)
    count = np.bincount(occupation, usable)
    mean = np.bincount(occupation, rest) / (count + OWN_AREAS)
    return center + mean[occupation], spread
