"""Made-up nations for the planner: colleges and counties on a map, skewed sizes, scarce jobs."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from keyway.engine.rollout import Problem, Rules


def world(
    institutions: int,
    options: int,
    occupations: int,
    counties: int,
    *,
    scarce: float = 1.0,
    rural_share: float = 0.0,
    seed: int = 1,
) -> tuple[Problem, Rules]:
    """Return a nation of a size.

    Args:
        institutions: how many, each somewhere near a county's middle.
        options: kinds of work, each leading to one to five occupations.
        occupations: how many.
        counties: how many, of skewed sizes.
        scarce: openings are multiplied by this; below 1 programs compete for them.
        rural_share: of placements, in the smaller half of the counties.
        seed: same seed, same nation.
    """
    rng = np.random.default_rng(seed)
    home = rng.random((counties, 2))
    campus = home[rng.integers(0, counties, institutions)]
    campus = campus + rng.normal(0, 0.02, campus.shape)
    away = np.sqrt(((campus[:, None] - home[None]) ** 2).sum(-1))
    reach = away < np.sqrt(10 / counties / np.pi)
    reach[np.arange(institutions), away.argmin(1)] = True
    teaches = np.zeros((options, occupations))
    for option in range(options):
        teaches[option, rng.choice(occupations, rng.integers(1, 6), replace=False)] = 1.0
    size = rng.lognormal(0, 1.2, counties)
    need = rng.lognormal(0, 1, (occupations, counties)) * size / size.mean() * 2 * scarce
    need[rng.random(need.shape) < 0.3] = 0.0
    option = np.tile(np.arange(options), institutions)
    where = np.repeat(np.arange(institutions), options)
    shops = np.where(rng.random(options) < 0.5, rng.integers(0, 4, options), -1)
    kit = np.where(shops[option] >= 0, where * 4 + shops[option], -1)
    cost = rng.uniform(1e5, 5e5, options)[option] * rng.uniform(0.8, 1.2, institutions)[where]
    problem = Problem(
        institution=where,
        option=option,
        popularity=rng.integers(0, 50, options).astype(float),
        capacity=rng.integers(8, 25, options)[option] * rng.uniform(0.5, 0.8, institutions)[where],
        cost=cost,
        instructors=np.ones(len(option)),
        kit=kit,
        kit_cost=rng.uniform(5e4, 3e5, institutions * 4),
        links=sp.vstack(
            [sp.csr_matrix(np.kron(teaches, reach[place])) for place in range(institutions)],
            format="csr",
        ),
        need=need.reshape(1, -1),
        is_rural=np.tile(size < np.median(size), occupations),
        institutions=institutions,
    )
    few = np.full(institutions, 4.0)
    # About two programs an institution can be paid for.
    return problem, Rules(2 * institutions * float(cost.mean()), few, few, rural_share)
