"""Synthetic counties full of employers, some of whom answer a survey: a test of the blend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from keyway.engine.demand import Answers, blend, raking
from keyway.engine.draws import stream

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Plants:
    """One synthetic state.

    Attributes:
        truth: jobs, shape (counties, occupations).
        base: raked synthetic jobs, same shape.
        answers: employers' answers.
        survey_alone: answers expanded by their coverage, same shape; NaN where nobody answered.
    """

    truth: NDArray[np.float64]
    base: NDArray[np.float64]
    answers: Answers
    survey_alone: NDArray[np.float64]


def make(coverage: float, overstate: float, seed: int, counties: int = 15) -> Plants:
    """Make employers with staffing of their own; large ones answer more readily.

    Args:
        coverage: share of jobs whose employers answer, 0–1.
        overstate: share by which they overstate, 0–0.25.
        seed: one world.
        counties: how many.
    """
    rng = stream(seed, "plants")
    occupations, areas = 30, 3
    nation = rng.dirichlet(np.full(occupations, 0.5)) + 0.002
    local = np.exp(0.5 * rng.standard_normal((counties, occupations)))
    truth, declared = np.zeros((counties, occupations)), np.full((counties, occupations), np.nan)
    size, share, firms = np.zeros(counties), np.zeros(counties), np.zeros(counties)
    for county in range(counties):
        jobs = rng.lognormal(3.5, 1.2, rng.integers(20, 90))
        staffing = (
            nation
            * local[county]
            * np.exp(0.5 * rng.standard_normal((len(jobs), occupations)) - 0.125)
        )
        count = rng.poisson(jobs[:, None] * staffing)
        truth[county], size[county] = count.sum(0), jobs.sum()
        order = np.argsort(-rng.gumbel(size=len(jobs)) - 0.5 * np.log(jobs))
        part = np.cumsum(jobs[order]) / jobs.sum()
        some = order[: int(np.searchsorted(part, coverage))]
        if len(some):
            declared[county] = count[some].sum(0) * (1 + overstate)
            share[county] = jobs[some].sum() / jobs.sum()
            firms[county] = jobs[some].sum() ** 2 / np.square(jobs[some]).sum()
    base = _base(truth, size, nation, areas, rng)
    expanded = declared / np.where(share > 0, share, np.nan)[:, None]
    return Plants(truth, base, Answers(declared, share, firms), expanded)


def _base(truth, size, nation, areas, rng):  # type: ignore[no-untyped-def]
    """Return staffing by size raked to noisy area totals, as the engine makes it."""
    counties = np.arange(len(truth))
    published = []
    for area in range(areas):
        rows = counties[counties % areas == area]
        total = truth[rows].sum(0)
        rse = np.clip(1 / np.sqrt(total + 1), 0.03, 0.3)
        seen = total * np.exp(rse * rng.standard_normal(len(total)))
        published.append(raking.Area(rows, seen, raking.pull(rse, 0.25), rse))
    rows = counties
    published.append(
        raking.Area(
            rows,
            np.full(truth.shape[1], np.nan),
            np.zeros(truth.shape[1]),
            np.zeros(truth.shape[1]),
        )
    )
    return raking.rake(size[:, None] * nation, published, sweeps=12)


@dataclass(frozen=True, slots=True)
class Score:
    """How the blend does at one coverage, over many synthetic states.

    Attributes:
        raked, blended, survey: Σ |estimate − truth| / Σ truth of the raked synthetic jobs, of the
            blend, and of the survey expanded alone.
        inside: share of cells with the truth in the 90 % interval.
        by_size: the same for cells under 20, 20–100 and over 100 jobs.
    """

    raked: float
    blended: float
    survey: float
    inside: float
    by_size: tuple[float, ...]


def score(coverage: float, overstate: float, seeds: range, draws: int = 200) -> Score:
    """Blend answers in synthetic states and compare with the truth."""
    lines = []
    for seed in seeds:
        state = make(coverage, overstate, seed)
        found = blend(state.base, state.answers, draws=draws, seed=seed)
        low, high = np.quantile(found.draws, (0.05, 0.95), axis=-1)
        inside = (low <= state.truth) & (state.truth <= high)
        size = np.digitize(state.base, (20, 100))
        deviation = [
            np.nansum(np.abs(guess - state.truth)) / state.truth.sum()
            for guess in (state.base, found.jobs, state.survey_alone)
        ]
        lines.append((*deviation, inside.mean(), *(inside[size == k].mean() for k in range(3))))
    raked, blended, survey, share, *rest = (float(value) for value in np.mean(lines, axis=0))
    return Score(raked, blended, survey, share, tuple(rest))


def main() -> None:
    """Print the table of docs/reference/proofs.md. Run: python -m benchmarks.engine.plants."""
    for overstate in (0.0, 0.1, 0.25):
        for coverage in (0.0, 0.05, 0.10, 0.25, 0.50):
            found = score(coverage, overstate, range(100, 120))
            sizes = " ".join(f"{value:.3f}" for value in found.by_size)
            print(  # noqa: T201  a benchmark prints
                f"overstated {overstate:.2f} answered {coverage:.2f} raked {found.raked:.3f} "
                f"blend {found.blended:.3f} survey {found.survey:.3f} inside {found.inside:.3f} "
                f"by size {sizes}"
            )


if __name__ == "__main__":
    main()
