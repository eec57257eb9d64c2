"""Synthetic counties full of employers, some of whom answer a survey: a test of the blend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from keyway.engine.demand import Answers, raking
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
