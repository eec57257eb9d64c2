"""Whole synthetic states: from employers and classrooms to a true gap, and what is published.

Everything that the engine assumes to vary does vary here, by as much as its parameters say; the
job search itself is played out person by person, which is not how the engine allocates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from benchmarks.engine.worlds import search
from keyway.engine import demand, gap, supply
from keyway.engine.draws import stream

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

COUNTIES, OCCUPATIONS, INDUSTRIES, SCHOOLS, FIELDS = 9, 36, 14, 10, 18
DEMAND, SUPPLY, GAP = demand.DemandParameters(), supply.SupplyParameters(), gap.GapParameters()
CODES = [f"51-{1001 + number}" for number in range(OCCUPATIONS)]
PLACES = [f"99{2 * number + 1:03d}" for number in range(COUNTIES)]
NAICS = [f"{3110 + 10 * number + 1}" for number in range(INDUSTRIES)]
SLACK = 0.5
KM_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class State:
    """One synthetic state: what is published and what is true.

    Attributes:
        needs, programs: inputs of the engine.
        links: crosswalk without weights.
        true_need, true_unfilled: per occupation × county, shape (occupations, counties).
    """

    needs: demand.DemandInputs
    programs: supply.SupplyInputs
    links: pl.DataFrame
    true_need: Array
    true_unfilled: Array


def make(seed: int) -> State:
    """Make a state, play out a year of its job search, and publish what agencies publish."""
    rng = stream(seed, "whole state")
    needs, need = _employers(rng)
    place = rng.random((COUNTIES, 2)) * 2.2
    counties = pl.DataFrame(
        {
            "county_fips": PLACES, "longitude": place[:, 0] - 90, "latitude": place[:, 1],
            "jobs": np.ones(COUNTIES),
        }
    )  # fmt: skip
    campus = rng.permutation(SCHOOLS) % COUNTIES
    unit = [(s, f) for s in range(SCHOOLS) for f in sorted(rng.choice(FIELDS, 6, replace=False))]
    awards, seekers = _classrooms(unit, rng)
    schools = pl.DataFrame(
        {
            "unitid": range(SCHOOLS), "longitude": place[campus, 0] - 90,
            "latitude": place[campus, 1], "county_fips": [PLACES[c] for c in campus],
            "reach": ["local"] * SCHOOLS,
        }
    )  # fmt: skip
    linked = [
        np.sort(rng.choice(OCCUPATIONS, rng.integers(1, 6), replace=False)) for _ in range(FIELDS)
    ]
    share = [rng.gamma(GAP.link_certainty, 1.0, len(some)) for some in linked]
    km = np.linalg.norm(place[campus][:, None] - place[None], axis=-1) * KM_PER_DEGREE
    km = np.where(
        campus[:, None] == np.arange(COUNTIES), 0.0, np.maximum(km - SUPPLY.within_county_km, 0.0)
    )
    true_km = SUPPLY.commute_km * np.exp(-GAP.commute_log_sd * rng.standard_normal())
    odds = GAP.retry_share / (1 - GAP.retry_share) * np.exp(GAP.retry_sd * rng.standard_normal())
    left, _ = search(
        unit, linked, share, km, need, np.round(need), seekers, (true_km, odds / (1 + odds)), rng
    )
    links = pl.DataFrame(
        [(f"{48 + f}.0100", CODES[o]) for f, some in enumerate(linked) for o in some],
        schema=["cip_code", "soc_code"], orient="row",
    )  # fmt: skip
    return State(needs, supply.SupplyInputs(awards, schools, counties), links, np.round(need), left)


def _employers(rng: np.random.Generator) -> tuple[demand.DemandInputs, Array]:
    """Return what is published about jobs, and the true yearly need per occupation × county."""
    firms = rng.poisson(rng.lognormal(1.6, 1.0, (COUNTIES, INDUSTRIES)))
    size = rng.lognormal(3.6, 0.7, INDUSTRIES)
    jobs = firms * size * rng.lognormal(0, 0.3, firms.shape)
    nation = rng.dirichlet(np.full(OCCUPATIONS, 0.25), INDUSTRIES)
    seeds = jobs @ nation
    wide = np.where(
        seeds.sum(0) > DEMAND.staffing_large_jobs,
        DEMAND.staffing_log_sd_large,
        DEMAND.staffing_log_sd_small,
    )
    local = np.sqrt(DEMAND.county_log_sd**2 + 1 / (seeds + 1))
    true = seeds * np.exp(wide * rng.standard_normal(OCCUPATIONS) - wide**2 / 2)
    true *= np.exp(local * rng.standard_normal(seeds.shape) - local**2 / 2)
    rates = np.column_stack(
        [
            rng.uniform(0.03, 0.06, OCCUPATIONS),
            rng.uniform(0.05, 0.09, OCCUPATIONS),
            rng.normal(0.005, 0.01, OCCUPATIONS),
        ]
    )
    need = true.T * _true_share(rates, rng)[:, None]
    seen = jobs * np.exp(DEMAND.count_log_sd * rng.standard_normal(jobs.shape))
    cells = [
        (PLACES[c], NAICS[n], int(firms[c, n]), float(seen[c, n]))
        for c in range(COUNTIES)
        for n in range(INDUSTRIES)
        if firms[c, n] >= 3
    ]
    rse = np.clip(1.5 / np.sqrt(true.sum(0) + 1), 0.03, 0.4)
    published = true.sum(0) * np.exp(rse * rng.standard_normal(OCCUPATIONS))
    hidden = rng.random(OCCUPATIONS) < 0.15
    inputs = demand.DemandInputs(
        industry_jobs=pl.DataFrame(
            cells, orient="row",
            schema=["county_fips", "naics_code", "establishments_count", "employment_count"],
        ),
        industry_totals=pl.DataFrame({"naics_code": NAICS, "employment_count": jobs.sum(0)}),
        staffing=pl.DataFrame(
            {
                "naics_code": np.repeat(NAICS, OCCUPATIONS), "soc_code": CODES * INDUSTRIES,
                "staffing_share": nation.ravel(),
            }
        ),
        published_jobs=pl.DataFrame(
            {
                "area_code": ["99"] * OCCUPATIONS, "soc_code": CODES,
                "employment_count": [None if h else p for h, p in zip(hidden, published, strict=True)],
                "employment_rse": rse,
            }
        ),
        area_counties=pl.DataFrame({"area_code": ["99"] * COUNTIES, "county_fips": PLACES}),
        rates=pl.DataFrame(
            {"soc_code": CODES, "exit_rate": rates[:, 0], "transfer_rate": rates[:, 1], "growth_rate_annual": rates[:, 2]}
        ),
    )  # fmt: skip
    return inputs, need


def _true_share(rates: Array, rng: np.random.Generator) -> Array:
    """Return the true need per job: rates off by their error, and a share for new entrants."""
    noise = np.exp(DEMAND.rate_log_sd * rng.standard_normal((OCCUPATIONS, 2)))
    growth = rates[:, 2] + DEMAND.growth_sd * rng.standard_normal(OCCUPATIONS)
    after = (1 + growth) ** DEMAND.horizon_years
    openings = (1 + after) / 2 * (rates[:, :2] * noise).sum(1) + (after - 1) / DEMAND.horizon_years
    mean, certainty, spread = DEMAND.share_new_entrants, DEMAND.share_certainty, DEMAND.share_spread
    common = rng.beta(mean * certainty, (1 - mean) * certainty)
    own = rng.beta(common * spread, (1 - common) * spread, OCCUPATIONS)
    return np.maximum(openings, 0.0) * own


def _classrooms(
    unit: list[tuple[int, int]], rng: np.random.Generator
) -> tuple[pl.DataFrame, NDArray[np.int64]]:
    """Return awards of three years, and how many people look for work in the fourth."""
    base = rng.lognormal(3.4, 0.8, len(unit))
    yearly = np.exp(SUPPLY.yearly_log_sd * rng.standard_normal((len(unit), 4)))
    awards = rng.poisson(base[:, None] * yearly)
    rows = [
        (s, f"{48 + f}.0100", 3, 2021 + year, float(awards[number, year]))
        for number, (s, f) in enumerate(unit)
        for year in range(3)
    ]
    frame = pl.DataFrame(
        rows,
        schema=["unitid", "cip_code", "award_level_code", "year", "awards_count"],
        orient="row",
    )
    school, field = np.array(unit).T
    mean = (
        (1 - SUPPLY.continue_share["associate"])
        * (1 - SUPPLY.leave_field_share["associate"])
        * (1 - SUPPLY.leave_region_share["local"])
    )
    level = np.log(mean / (1 - mean)) + SUPPLY.common_sd * rng.standard_normal()
    level = level + SUPPLY.institution_sd * rng.standard_normal(SCHOOLS)[school]
    level += SUPPLY.program_sd * rng.standard_normal(FIELDS)[field]
    level += SUPPLY.cell_sd * rng.standard_normal(len(unit))
    duplicate = SUPPLY.duplicate_share["associate"] * (
        1 + SUPPLY.duplicate_sd * rng.standard_normal() / 0.2
    )
    people = rng.binomial(awards[:, 3], 1 - np.clip(duplicate, 0, 0.9))
    return frame, rng.binomial(people, 1 / (1 + np.exp(-level)))


@dataclass(frozen=True, slots=True)
class Covered:
    """How often the truth lies inside the published 90 % interval.

    Attributes:
        cells: share of occupation × county cells with at least ``smallest`` openings.
        occupations: share of the state's occupations.
        count: number of cells.
    """

    cells: float
    occupations: float
    count: int


def covered(states: range, *, draws: int = 200, smallest: float = 5.0) -> Covered:
    """Run the engine on synthetic states and count how often the true gap is inside."""
    inside: list[bool] = []
    whole: list[bool] = []
    for seed in states:
        state = make(seed)
        needed = demand.estimate(state.needs, DEMAND, draws=draws, seed=seed)
        offered = supply.estimate(state.programs, SUPPLY, draws=draws, seed=seed)
        found = gap.summarize(
            gap.measure(needed, offered, state.links, GAP, seed=seed), needed
        ).rows
        truth = pl.DataFrame(
            {
                "soc_code": np.repeat(CODES, COUNTIES), "area_code": PLACES * OCCUPATIONS,
                "need": state.true_need.ravel(), "true": state.true_unfilled.ravel(),
            }
        )  # fmt: skip
        total = (
            truth.group_by("soc_code")
            .agg(pl.col("need", "true").sum())
            .with_columns(area_code=pl.lit("99"))
        )
        for table, into in ((truth, inside), (total.select(truth.columns), whole)):
            both = table.filter(pl.col("need") >= smallest).join(
                found, on=["soc_code", "area_code"]
            )
            # Vacancies are whole; half a vacancy either way is the same published figure.
            hit = (both["true"] >= both["unfilled_p5"] - SLACK) & (
                both["true"] <= both["unfilled_p95"] + 0.5
            )
            into.extend(hit.to_list())
    return Covered(float(np.mean(inside)), float(np.mean(whole)), len(inside))


def main() -> None:
    """Print the line of docs/reference/proofs.md. Run: python -m benchmarks.engine.wholes."""
    for smallest in (2.0, 5.0, 10.0):
        found = covered(range(200, 240), smallest=smallest)
        print(  # noqa: T201  a benchmark prints
            f"cells of {smallest:.0f} openings and more: {found.count} cells, inside "
            f"{found.cells:.3f}; occupations of the state inside {found.occupations:.3f}"
        )


if __name__ == "__main__":
    main()
