"""From awards to the people who look for related work in the region, draw by draw."""

from __future__ import annotations

import numpy as np
import polars as pl

from keyway.engine.draws import Array, lognormal, snap, stream
from keyway.engine.supply.pooling import Spread, pool
from keyway.engine.supply.reach import reach
from keyway.engine.supply.values import (
    LEVEL_OF_AWARD,
    Supply,
    SupplyInputs,
    SupplyParameters,
)

UNIT = ("unitid", "cip_code", "award_level_code")


def estimate(
    inputs: SupplyInputs, parameters: SupplyParameters, *, draws: int, seed: int
) -> Supply:
    """Estimate completers, those who leave, and those who look for related work in the region.

    Awards become people (a person may take two awards); people who study on, leave the region or
    leave the field are "left"; the rest is "stock". The share who stay is pooled over institutions
    and fields where follow-up exists and drawn from the assumptions where it does not.

    Args:
        inputs: public figures about one state's institutions.
        parameters: assumptions.
        draws: number of draws, at least 1.
        seed: same inputs and seed give identical bytes.

    Returns:
        Programs with draws, and their reach over the counties.
    """
    yearly, unknown = _yearly(inputs.completions, parameters.years)
    schools = inputs.institutions.unique("unitid").sort("unitid")
    counties = inputs.counties.unique("county_fips").sort("county_fips")
    known = yearly.join(schools.select("unitid", "reach"), on="unitid", how="inner").sort(UNIT)
    homeless = yearly.join(schools, on="unitid", how="anti").select(
        *UNIT, reason=pl.lit("the institution is not in the directory")
    )
    people = _people(known, parameters, draws, seed)
    staying = _staying(known, inputs.follow_up, parameters, draws, seed)
    completers = snap(people)
    stock = snap(completers * staying)
    number = {code: place for place, code in enumerate(schools["unitid"])}
    row = np.array([number[code] for code in known["unitid"]], dtype=np.intp)
    weights = reach(schools, counties, parameters)[row]
    return Supply(
        known.select(UNIT),
        completers,
        completers - stock,
        stock,
        weights,
        counties["county_fips"].to_list(),
        pl.concat([unknown, homeless]).sort(UNIT),
    )


def _yearly(completions: pl.DataFrame, years: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return mean awards per unit over the latest years, and the units without a known count.

    A unit that reports nothing in a year in which its institution reports awarded none that year.
    A withheld count is skipped, never taken as zero.
    """
    usable = completions.filter(
        pl.col("award_level_code").is_in(list(LEVEL_OF_AWARD))
        & ~pl.col("cip_code").str.starts_with("99")
    )
    kept = completions["year"].unique().sort(descending=True).head(years).to_list()
    recent = usable.filter(pl.col("year").is_in(kept))
    reported = recent.group_by("unitid").agg(n_years=pl.col("year").n_unique())
    yearly = (
        recent.group_by(*UNIT, "year")
        # One withheld part makes the year's total unknown.
        .agg(
            awards=pl.when(pl.col("awards_count").is_null().any())
            .then(None)
            .otherwise(pl.col("awards_count").sum())
        )
        .group_by(UNIT)
        .agg(
            pl.col("awards").sum(),
            hidden=pl.col("awards").is_null().sum(),
            is_unknown=pl.col("awards").is_null().all(),
        )
        .join(reported, on="unitid")
        .with_columns(n_years=pl.col("n_years") - pl.col("hidden"))
        .with_columns(mean_awards=pl.col("awards") / pl.col("n_years"))
        .sort(UNIT)
    )
    unknown = yearly.filter("is_unknown").select(*UNIT, reason=pl.lit("the count is withheld"))
    return yearly.filter(~pl.col("is_unknown") & (pl.col("mean_awards") > 0)), unknown


def _levels(units: pl.DataFrame) -> list[str]:
    return [LEVEL_OF_AWARD[code] for code in units["award_level_code"]]


def _people(units: pl.DataFrame, parameters: SupplyParameters, draws: int, seed: int) -> Array:
    """Return people per year: mean awards with their noise, less awards of the same person."""
    rng = stream(seed, "people")
    shape = (len(units), draws)
    awards = units["mean_awards"].to_numpy()
    years = units["n_years"].to_numpy()
    # Two sources of noise: programs grow and shrink, and few graduates vary by chance.
    log_sd = np.sqrt(parameters.yearly_log_sd**2 * (1 + 1 / years) + 1 / (awards * years + 1))
    mean = np.array([parameters.duplicate_share[level] for level in _levels(units)])
    common = rng.standard_normal((1, draws)) * parameters.duplicate_sd
    duplicate = np.clip(mean[:, None] * (1 + common / 0.2), 0.0, 0.9)
    return np.asarray(awards[:, None] * lognormal(rng, log_sd[:, None], shape) * (1 - duplicate))


def _staying(
    units: pl.DataFrame,
    follow_up: pl.DataFrame | None,
    parameters: SupplyParameters,
    draws: int,
    seed: int,
) -> Array:
    """Return the share of completers who look for related work in the region."""
    evidence = _evidence(units, follow_up)
    assumed = _assumed(evidence, parameters)
    pooled = pool(
        evidence["stayed_count"].to_numpy().astype(float),
        evidence["completers_count"].to_numpy().astype(float),
        (evidence["unitid"].rank("dense") - 1).to_numpy().astype(np.intp),
        (evidence["cip_code"].str.slice(0, 5).rank("dense") - 1).to_numpy().astype(np.intp),
        offset=np.log(assumed / (1 - assumed)),
        spread=Spread(
            parameters.common_sd,
            parameters.institution_sd,
            parameters.program_sd,
            parameters.cell_sd,
        ),
        draws=draws,
        seed=seed,
    ).share
    untold = ((evidence["reach"] == "online") & (evidence["completers_count"] == 0)).to_numpy()
    shift = parameters.online_sd * stream(seed, "online").standard_normal(draws)
    odds = pooled[untold] / (1 - pooled[untold]) * np.exp(shift)
    pooled[untold] = odds / (1 + odds)
    return pooled


def _evidence(units: pl.DataFrame, follow_up: pl.DataFrame | None) -> pl.DataFrame:
    """Return per unit how many completers were followed up and stayed; 0 where nobody was."""
    evidence = units.select(*UNIT, "reach")
    if follow_up is None:
        return evidence.with_columns(completers_count=pl.lit(0.0), stayed_count=pl.lit(0.0))
    told = follow_up.drop_nulls(["completers_count", "stayed_count"])
    totals = told.group_by(UNIT).agg(pl.col("completers_count", "stayed_count").sum())
    joined = evidence.join(totals, on=UNIT, how="left", maintain_order="left")
    return joined.with_columns(pl.col("completers_count", "stayed_count").fill_null(0))


def _assumed(units: pl.DataFrame, parameters: SupplyParameters) -> Array:
    """Return the assumed share who look for related work in the region, per unit."""
    stay = [
        (1 - parameters.continue_share[level])
        * (1 - parameters.leave_field_share[level])
        * (1 - parameters.leave_region_share[kind])
        for level, kind in zip(_levels(units), units["reach"], strict=True)
    ]
    return np.asarray(np.clip(stay, 1e-4, 1 - 1e-4))
