"""B-hide: hide each state's production occupations in turn and see how well they are foretold.

Run: python -m benchmarks.engine.hidden
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import polars as pl

from benchmarks.engine import official
from keyway.engine import demand
from keyway.engine.demand.unsuppress import parents

GROUP = "51-"
SMALLEST = 50.0


@dataclass(frozen=True, slots=True)
class Score:
    """How far a method is off over all hidden cells of at least fifty jobs.

    Attributes:
        cells: cells compared.
        median_error: median of |estimate − published| / published.
        deviation: Σ |estimate − published| / Σ published.
        within_quarter: share of cells within ± 25 %.
        coverage: share of published figures inside the 90 % interval; None without interval.
    """

    cells: int
    median_error: float
    deviation: float
    within_quarter: float
    coverage: float | None


def score(guess: pl.DataFrame, published: pl.DataFrame) -> Score:
    """Compare a guess (area_code, soc_code, employment_count, log_sd) with what is published."""
    both = mostly_made(published).join(guess, on=["area_code", "soc_code"], suffix="_guess")
    both = both.filter(
        (pl.col("employment_count") >= SMALLEST) & pl.col("employment_count_guess").is_not_null()
    )
    true, ours = both["employment_count"].to_numpy(), both["employment_count_guess"].to_numpy()
    miss = np.abs(ours - true)
    coverage = None
    if "log_sd" in both.columns:
        inside = np.abs(np.log(np.maximum(ours, 1) / true)) < 1.645 * both["log_sd"].to_numpy()
        coverage = float(inside.mean())
    relative = miss / true
    return Score(
        len(both),
        float(np.median(relative)),
        float(miss.sum() / true.sum()),
        float((relative < 0.25).mean()),
        coverage,
    )


def mostly_made(frame: pl.DataFrame) -> pl.DataFrame:
    """Keep the production occupations with at least half of their national jobs in 31–33."""
    return frame.filter(pl.col("soc_code").is_in(_made()))


@cache
def _made() -> list[str]:
    table = official.staffing_table()
    sectors = table.filter(pl.col("naics_code").str.contains(r"^\d\d(-\d\d)?$"))
    made = pl.col("jobs").filter(pl.col("naics_code") == "31-33").sum() / pl.col("jobs").sum()
    half = sectors.group_by("soc_code").agg(share=made).filter(pl.col("share") >= 0.5)
    return sorted(code for code in half["soc_code"] if code.startswith(GROUP))


@cache
def synthetic(manufacturing_only: bool = False) -> pl.DataFrame:
    """Return area_code, soc_code, synthetic_count: county counts × national staffing, by state."""
    staffing = official.staffing_table().filter(pl.col("soc_code").str.starts_with(GROUP))
    codes = set(official.staffing_table()["naics_code"])
    parts = []
    for state, fips in official.states().items():
        jobs = (
            official.industry_jobs(state)
            .group_by("naics_code")
            .agg(pl.col("employment_count").sum())
        )
        if manufacturing_only:
            jobs = jobs.filter(pl.col("naics_code").str.contains("^3[123]"))
        source = [
            next((p for p in parents(code) if p in codes), None) for code in jobs["naics_code"]
        ]
        shares = jobs.with_columns(naics_code=pl.Series(source)).join(staffing, on="naics_code")
        parts.append(
            shares.group_by("soc_code")
            .agg(synthetic_count=(pl.col("employment_count") * pl.col("staffing_share")).sum())
            .with_columns(area_code=pl.lit(fips))
        )
    return pl.concat(parts)


@cache
def published(year: int) -> pl.DataFrame:
    """Return area_code, soc_code, employment_count, group_count of production occupations."""
    fips = official.states()
    if year == 2024:
        table = official.state_jobs_2024().with_columns(
            area_code=pl.col("state").replace_strict(fips, default=None)
        )
    else:
        table = pl.concat(
            official.area_jobs_2025("states_json", code).with_columns(area_code=pl.lit(code))
            for code in fips.values()
        )
    table = table.drop_nulls("area_code").select("area_code", "soc_code", "employment_count")
    detailed = table.filter(pl.col("soc_code").is_in(synthetic()["soc_code"].unique().to_list()))
    group = (
        official.state_jobs_2024()
        .filter(pl.col("soc_code") == GROUP + "0000")
        .select(
            area_code=pl.col("state").replace_strict(fips, default=None),
            group_count="employment_count",
        )
    )
    every = detailed.select("soc_code").unique().join(group.drop_nulls(), how="cross")
    return every.join(detailed, on=["area_code", "soc_code"], how="left")


def foretell(year: int, earlier: pl.DataFrame | None) -> pl.DataFrame:
    """Hide each state in turn and return what ``expect`` makes of it."""
    table = published(year).join(synthetic(), on=["area_code", "soc_code"], how="left")
    table = table.with_columns(pl.col("synthetic_count").fill_null(0.0))
    if earlier is None:
        table = table.with_columns(earlier_count=pl.lit(None, dtype=pl.Float64))
    else:
        table = table.join(earlier, on=["area_code", "soc_code"], how="left")
    parts = []
    for area in table["area_code"].unique().sort():
        hidden = pl.when(pl.col("area_code") != area).then("employment_count")
        guess = demand.expect(table.with_columns(employment_count=hidden))
        parts.append(guess.filter(pl.col("area_code") == area))
    return pl.concat(parts)


def projection_base() -> pl.DataFrame:
    """Return the base of each state's own projection, 2022, as an earlier figure."""
    table = official.projections().filter(pl.col("base") > 0)
    return table.select(area_code="fips", soc_code="soc_code", earlier_count="base").unique(
        ["area_code", "soc_code"], keep="first", maintain_order=True
    )


def earlier_release() -> pl.DataFrame:
    """Return May 2024, as an earlier figure for May 2025."""
    return published(2024).select("area_code", "soc_code", earlier_count="employment_count")


def baselines() -> dict[str, pl.DataFrame]:
    """Return guesses of the plain methods; the two last use national and state totals."""
    true = published(2024)
    nation = official.staffing_table().filter(pl.col("naics_code").str.contains(r"^\d\d(-\d\d)?$"))
    nation = nation.group_by("soc_code").agg(nation=pl.col("jobs").sum())
    table = (
        true.select("area_code", "soc_code", "group_count")
        .join(synthetic(), on=["area_code", "soc_code"])
        .join(nation, on="soc_code")
        .with_columns(employment_count=pl.col("synthetic_count"))
    )
    by_nation = (
        pl.col("employment_count")
        * pl.col("nation")
        / pl.col("employment_count").sum().over("soc_code")
    )
    by_group = (
        pl.col("employment_count")
        * pl.col("group_count")
        / pl.col("employment_count").sum().over("area_code")
    )
    raked = table
    for _ in range(30):
        raked = raked.with_columns(employment_count=by_nation.fill_nan(0.0)).with_columns(
            employment_count=by_group
        )
    return {
        "synthetic staffing": table,
        "+ national total per occupation": table.with_columns(employment_count=by_nation),
        "+ state production total": raked,
    }


def whole_chain(states: tuple[str, ...], draws: int = 100) -> Score:
    """Hide a state's production occupations from the whole chain and score its own draws."""
    guesses = foretell(2024, projection_base())
    parts = []
    for state in states:
        fips = official.states()[state]
        inputs = official.demand_inputs(state)
        mine = guesses.filter(
            (pl.col("area_code") == fips) & pl.col("employment_count").is_not_null()
        )
        seen = inputs.published_jobs.filter(
            ~pl.col("soc_code").str.starts_with(GROUP) & (pl.col("area_code") == fips)
        )
        state_only = inputs.area_counties.filter(pl.col("area_code") == fips)
        given = replace(inputs, published_jobs=seen, expected_jobs=mine, area_counties=state_only)
        result = demand.estimate(given, demand.DemandParameters(), draws=draws, seed=1)
        total = result.cells.select("soc_code").with_columns(jobs=pl.Series(result.jobs))
        summed = total.group_by("soc_code").agg(
            pl.col("jobs")
            .arr.to_struct(fields=[str(n) for n in range(draws)])
            .struct.unnest()
            .sum()
        )
        matrix = summed.drop("soc_code").to_numpy()
        low, middle, high = np.quantile(matrix, (0.05, 0.5, 0.95), axis=1)
        parts.append(
            pl.DataFrame(
                {
                    "area_code": [fips] * len(summed), "soc_code": summed["soc_code"],
                    "employment_count": middle,
                    "log_sd": np.log(np.maximum(high, 1e-9) / np.maximum(low, 1e-9)) / 2 / 1.645,
                }
            )
        )  # fmt: skip
    return score(pl.concat(parts), published(2024))


def main() -> None:
    """Print the table of docs/reference/proofs.md."""
    lines = {name: score(guess, published(2024)) for name, guess in baselines().items()}
    lines["learned from other states"] = score(foretell(2024, None), published(2024))
    base = foretell(2024, projection_base())
    lines["+ state's projection base 2022"] = score(base, published(2024))
    lines["May 2025 from May 2024"] = score(foretell(2025, earlier_release()), published(2025))
    lines["whole chain, ten states"] = whole_chain(
        ("AZ", "OH", "TX", "MI", "NC", "OR", "CT", "IA", "NM", "GA")
    )
    for name, found in lines.items():
        coverage = "–" if found.coverage is None else f"{found.coverage:.3f}"
        print(  # noqa: T201  a benchmark prints
            f"{name:34s} {found.cells:5d} MdAPE {found.median_error:.3f} "
            f"deviation {found.deviation:.3f} ±25 % {found.within_quarter:.2f} coverage {coverage}"
        )


if __name__ == "__main__":
    main()
