"""C-pool: the share of completers who stay, learned from follow-up of a few.

Run: python -m benchmarks.engine.leakage
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from keyway.engine.draws import stream
from keyway.engine.supply import SupplyParameters, pool
from keyway.engine.supply.pooling import Spread

INSTITUTIONS, FIELDS = 30, 20


@dataclass(frozen=True, slots=True)
class Score:
    """How well shares are recovered, for programs with and without follow-up.

    Attributes:
        rmse: root mean square error of the mean over the draws, programs with follow-up.
        coverage: how often the truth lies in the 90 % interval, programs with follow-up.
        width: mean width of that interval.
        raw_rmse: error of each program's own rate.
        wilson_width: mean width of each program's own (Wilson) interval.
        hidden_coverage, hidden_rmse: the same for programs without follow-up.
    """

    rmse: float
    coverage: float
    width: float
    raw_rmse: float
    wilson_width: float
    hidden_rmse: float
    hidden_coverage: float


def score(seeds: range, draws: int = 200) -> Score:
    """Recover shares in synthetic institutions × fields, one in five without follow-up."""
    found = [_one(seed, draws) for seed in seeds]
    return Score(*(float(value) for value in np.mean(found, axis=0)))


def _one(seed: int, draws: int) -> tuple[float, ...]:
    rng = stream(seed, "leakage")
    school, field = np.nonzero(rng.random((INSTITUTIONS, FIELDS)) < 0.7)
    level = -0.3 + 0.55 * rng.standard_normal(INSTITUTIONS)[school]
    level += 0.55 * rng.standard_normal(FIELDS)[field]
    level += rng.uniform(0.2, 0.35) * rng.standard_normal(len(school))
    true = 1 / (1 + np.exp(-level))
    followed = rng.poisson(rng.lognormal(np.log(22) - 0.5, 1.0, len(school)))
    followed = np.where(rng.random(len(school)) < 0.2, 0, followed)
    stayed = rng.binomial(followed, true)
    usual = SupplyParameters()
    spread = Spread(usual.common_sd, usual.institution_sd, usual.program_sd, usual.cell_sd)
    share = pool(
        stayed.astype(float), followed.astype(float), school, field,
        offset=np.full(len(school), -0.58), spread=spread, draws=draws, seed=seed,
    ).share  # fmt: skip
    miss = share.mean(1) - true
    low, high = np.quantile(share, (0.05, 0.95), axis=1)
    inside = (low <= true) & (true <= high)
    told = followed > 0
    n, rate = followed[told], stayed[told] / followed[told]
    z = 1.645
    wilson = 2 * z / (1 + z**2 / n) * np.sqrt(rate * (1 - rate) / n + z**2 / (4 * n**2))
    return (
        np.sqrt(np.mean(miss[told] ** 2)),
        inside[told].mean(),
        (high - low)[told].mean(),
        np.sqrt(np.mean((rate - true[told]) ** 2)),
        wilson.mean(),
        np.sqrt(np.mean(miss[~told] ** 2)),
        inside[~told].mean(),
    )


def main() -> None:
    """Print the line of docs/reference/proofs.md."""
    found = score(range(20))
    print(  # noqa: T201  a benchmark prints
        f"pooled RMSE {found.rmse:.3f} coverage {found.coverage:.3f} width {found.width:.2f}; "
        f"raw RMSE {found.raw_rmse:.3f} Wilson width {found.wilson_width:.2f}; without follow-up "
        f"RMSE {found.hidden_rmse:.3f} coverage {found.hidden_coverage:.3f}"
    )


if __name__ == "__main__":
    main()
