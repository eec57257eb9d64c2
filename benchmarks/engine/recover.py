"""D-recover and the gap against simpler methods: accuracy and time in one run.

Run: python -m benchmarks.engine.recover
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from time import process_time
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from benchmarks.engine.worlds import Rules, World, make
from keyway.engine import gap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

NOISES, DISTANCES = (0.0, 0.5, 1.5), (40.0, 60.0)


@dataclass(frozen=True, slots=True)
class Found:
    """Error of one method in one region.

    Attributes:
        cells: Σ |estimated − true gap| / Σ demand over occupation × county.
        occupations: the same over occupations.
        seconds: processor seconds.
    """

    cells: float
    occupations: float
    seconds: float


def crosswalk_sum(world: World) -> Array:
    """Need less completers added over the crosswalk in pandas, at the campus' reach; as is usual."""
    units = pd.DataFrame(world.supply.units.to_dict(as_series=False)).assign(awards=world.awards)
    reach = pd.DataFrame(world.supply.reach.toarray(), columns=world.supply.counties)
    reach = reach.div(reach.sum(axis=1), axis=0)
    links = pd.DataFrame(world.links.to_dict(as_series=False))
    flows = pd.concat([units, reach], axis=1).merge(links, on="cip_code")
    people = flows[world.supply.counties].multiply(flows["awards"], axis=0)
    total = people.groupby(flows["soc_code"]).sum().stack().rename("people").reset_index()
    total.columns = ["soc_code", "county_fips", "people"]
    cells = pd.DataFrame(world.demand.cells.to_dict(as_series=False))
    supply = cells.merge(total, how="left").fillna({"people": 0.0})["people"].to_numpy()
    return world.true_need - supply


def equal_split(world: World) -> Array:
    """Need less each program's stock shared equally over its linked occupations."""
    split = gap.equal_split(world.supply, world.links, world.demand.cells)
    ours = world.demand.cells.join(
        split, on=["soc_code", "county_fips"], how="left", maintain_order="left"
    )
    return world.true_need - ours["people"].to_numpy()


def allocation(world: World) -> Array:
    """Return the median over the draws of Keyway's unfilled openings."""
    found = gap.measure(world.demand, world.supply, world.links, gap.GapParameters(), seed=1)
    return np.asarray(np.median(found.unfilled, axis=1))


METHODS: dict[str, Callable[[World], Array]] = {
    "crosswalk sum (pandas)": crosswalk_sum,
    "equal split + leakage": equal_split,
    "capped allocation": allocation,
}


def grid(jobs: str) -> list[Rules]:
    """Return the worlds of one supply of jobs: three noises of the shares × right and wrong km."""
    return [
        Rules(jobs=jobs, prior_noise=noise, believed_km=km)
        for noise, km in product(NOISES, DISTANCES)
    ]


def compare(rules: Iterable[Rules], seeds: range) -> dict[str, Found]:
    """Return every method's mean error and time over the regions."""
    errors: dict[str, list[Found]] = defaultdict(list)
    for rule, seed in product(rules, seeds):
        world = make(rule, seed)
        for name, method in METHODS.items():
            start = process_time()
            guess = method(world)
            seconds = process_time() - start
            miss = guess - world.true_unfilled
            by_occupation = miss.reshape(-1, rule.counties).sum(1)
            demand = world.true_need.sum()
            errors[name].append(
                Found(np.abs(miss).sum() / demand, np.abs(by_occupation).sum() / demand, seconds)
            )
    return {
        name: Found(
            float(np.mean([each.cells for each in some])),
            float(np.mean([each.occupations for each in some])),
            float(np.mean([each.seconds for each in some])),
        )
        for name, some in errors.items()
    }


def main() -> None:
    """Print the table of docs/reference/proofs.md: twenty regions per column."""
    for jobs in ("many", "balanced", "few"):
        for name, found in compare(grid(jobs), range(20)).items():
            print(  # noqa: T201  a benchmark prints
                f"{jobs:9s} {name:24s} cells {found.cells:6.3f} "
                f"occupations {found.occupations:6.3f} seconds {found.seconds:.4f}"
            )
    for jobs in ("many", "balanced", "few"):
        found = compare([Rules(jobs=jobs, knows_shares=False)], range(20))["capped allocation"]
        print(  # noqa: T201
            f"{jobs:9s} bare crosswalk, no shares  cells {found.cells:6.3f} "
            f"occupations {found.occupations:6.3f}"
        )


if __name__ == "__main__":
    main()
