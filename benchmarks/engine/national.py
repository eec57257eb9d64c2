"""The whole country: demand and allocation with 200 draws on two processes, and growth by states.

Run: python -m benchmarks.engine.national [draws]

Manufacturing counts by county (four-digit NAICS) become jobs in every occupation; programs are
those linked to production, maintenance, building, engineering, computing and operations managers,
more than the thirty thousand of the goal.
States are reckoned one by one, as the site does; flows never cross a state's border.
"""

from __future__ import annotations

import os
import resource
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from time import perf_counter, process_time

import polars as pl

from benchmarks.engine import official
from keyway.engine import demand, gap, supply

LINKED = r"^(51|49|47|17|15-12|11-30|13-10)"
SMALLEST_JOBS = 0.0


@dataclass(frozen=True, slots=True)
class Cost:
    """What one state took.

    Attributes:
        state: postal code.
        cells, units, flows: sizes.
        seconds: processor seconds of demand, supply and allocation, without reading files.
        reading: processor seconds of reading files.
        gigabytes: peak of the process so far.
    """

    state: str
    cells: int
    units: int
    flows: int
    seconds: float
    reading: float
    gigabytes: float


def reckon(job: tuple[str, int]) -> Cost:
    """Reckon one state from the official files."""
    state, draws = job
    start = process_time()
    needs = official.demand_inputs(state)
    counts = needs.industry_jobs.filter(pl.col("naics_code").str.contains("^3[123]"))
    needs = replace(needs, industry_jobs=counts, state_openings=None)
    links = official.links().filter(pl.col("soc_code").str.contains(LINKED))
    programs = official.supply_inputs(state)
    linked = pl.col("cip_code").is_in(links["cip_code"].unique().to_list())
    programs = replace(programs, completions=programs.completions.filter(linked))
    read = process_time()
    settings = demand.DemandParameters(smallest_jobs=SMALLEST_JOBS)
    needed = demand.estimate(needs, settings, draws=draws, seed=1)
    offered = supply.estimate(programs, supply.SupplyParameters(), draws=draws, seed=1)
    found = gap.measure(needed, offered, links, gap.GapParameters(), seed=1)
    end = process_time()
    if not (found.placed.sum(0) == found.unit_placed.sum(0)).all():
        raise AssertionError(f"people were lost or counted twice in {state}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return Cost(
        state,
        len(needed.cells),
        len(offered.units),
        len(found.flow_unit),
        end - read,
        read - start,
        peak,
    )


def country(states: list[str], draws: int, processes: int = 2) -> tuple[list[Cost], float]:
    """Reckon states on so many processes, the largest first; return costs and wall-clock seconds."""
    start = perf_counter()
    # As in the site's worker; two processes on two cores have no use for more threads.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        costs = list(pool.map(reckon, [(state, draws) for state in states]))
    return costs, perf_counter() - start


def by_size() -> list[str]:
    """Return the states, those with most counties first."""
    size = {
        state: official.industry_jobs(state)["county_fips"].n_unique()
        for state in official.states()
    }
    return sorted(size, key=lambda state: (-size[state], state))


def main() -> None:
    """Print cost of the country, then how it grows from one to fifty states."""
    draws = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    costs, wall = country(by_size(), draws)
    total = sum(cost.seconds for cost in costs)
    peaks = sorted((cost.gigabytes for cost in costs), reverse=True)
    print(  # noqa: T201  a benchmark prints
        f"{len(costs)} states, {sum(c.cells for c in costs):,} cells, {sum(c.units for c in costs):,} "
        f"programs, {sum(c.flows for c in costs):,} flows, {draws} draws\n"
        f"processor seconds {total:.0f} + {sum(c.reading for c in costs):.0f} reading; on two "
        f"cores {total / 2:.0f}; wall clock {wall:.0f}; peak of one process {peaks[0]:.2f} GB"
    )
    order = sorted(costs, key=lambda cost: cost.state)
    for count in (1, 2, 5, 10, 25, 50):
        some = order[:count]
        print(  # noqa: T201
            f"{count:3d} states {sum(c.cells for c in some):9,} cells {sum(c.flows for c in some):9,} "
            f"flows {sum(c.seconds for c in some):7.1f} processor seconds"
        )


if __name__ == "__main__":
    main()
