"""Blend the synthetic estimate with headcounts that employers declare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from keyway.engine.draws import stream

if TYPE_CHECKING:
    from keyway.engine.draws import Array

# Candidate values of the two spreads, as multiples of the assumed ones.
MULTIPLES = np.exp(np.linspace(np.log(0.4), np.log(2.2), 19))
# How sure the assumed spreads are, as a standard deviation of the logarithm.
SPREAD_LOG_SD = 0.5
# Expected jobs among the answers from which a cell helps to learn the spreads.
CLEAR_JOBS = 3.0


@dataclass(frozen=True, slots=True)
class Answers:
    """What employers declared, per county.

    Attributes:
        jobs: declared jobs, shape (counties, occupations); NaN where nobody answered.
        coverage: share (0–1) of the county's jobs that the answering employers have.
        firms: effective number of answering employers: (Σ jobs)² / Σ jobs².
    """

    jobs: Array
    coverage: Array
    firms: Array


@dataclass(frozen=True, slots=True)
class Blend:
    """Jobs after employers' answers.

    Attributes:
        jobs: median over the draws, shape (counties, occupations).
        draws: jobs in draws, shape (counties, occupations, draws).
    """

    jobs: Array
    draws: Array


@dataclass(frozen=True, slots=True)
class _Told:
    """The answered cells: surprise against the estimate and its known parts of variance."""

    surprise: Array
    count_variance: Array
    firms: Array


def blend(
    base: Array,
    answers: Answers,
    *,
    log_sd: float = 0.46,
    firm_log_sd: float = 0.6,
    bias_log_sd: float = 0.15,
    draws: int,
    seed: int,
) -> Blend:
    """Combine raked jobs with employers' declared headcounts, by how much is known of each.

    Declared jobs enter as a count: they are the answered part of the county, and they say how far
    the county's staffing lies from the estimate, which corrects the part that did not answer. How
    far counties and employers differ, and by how much employers overstate, is learned from the
    answers themselves and drawn anew in every draw, so the interval carries that uncertainty too.

    Args:
        base: raked jobs, shape (counties, occupations).
        answers: employers' answers.
        log_sd: assumed spread of a county's staffing around ``base``, on the logarithm.
        firm_log_sd: assumed spread of staffing between employers.
        bias_log_sd: how far employers may overstate or understate together.
        draws: number of draws.
        seed: same inputs and seed give identical bytes.

    Returns:
        The blend with draws.
    """
    rng = stream(seed, "blend")
    cover = np.clip(answers.coverage, 0.0, 1.0)[:, None]
    told = np.isfinite(answers.jobs) & (cover > 0)
    declared = np.where(told, answers.jobs, 0.0)
    cover = np.where(told, cover, 0.0)
    seen = cover * base
    firms = np.broadcast_to(np.maximum(answers.firms, 0.3)[:, None], base.shape)
    surprise = np.log((declared + 0.5) / (seen + 0.5))
    # A logarithm of very few people says little about spread; such cells learn from the others.
    clear = told & (seen >= CLEAR_JOBS)
    known = _Told(surprise[clear], 1 / (seen[clear] + 0.5), firms[clear])
    grid, weight = _spreads(known, log_sd, firm_log_sd, bias_log_sd)
    # Few large employers stand for many small ones: the effective number grows less than in step.
    rest = np.maximum(firms * ((1 - cover) / np.maximum(cover, 1e-3)) ** 0.6, 1.0)
    out = np.empty((*base.shape, draws))
    for draw in range(draws):
        county, between = grid[rng.choice(len(grid), p=weight)]
        bias = _bias(known, county, between, bias_log_sd, rng)
        noise = 1 / (seen + 0.5) + between**2 / firms
        trust = np.where(told, county**2 / (county**2 + noise), 0.0)
        left = np.sqrt((1 - trust) * county**2 + told * between**2 / rest)
        shift = trust * (surprise - bias) + left * rng.standard_normal(base.shape)
        # The part that did not answer, in whole people; the answered part is as declared.
        hidden = rng.poisson((1 - cover) * base * np.exp(shift))
        out[:, :, draw] = declared / np.exp(bias) + hidden
    return Blend(np.median(out, axis=-1), out)


def _spreads(
    told: _Told, log_sd: float, firm_log_sd: float, bias_log_sd: float
) -> tuple[Array, Array]:
    """Return candidate pairs (between counties, between employers) and how likely each is."""
    pairs = np.array(
        [(log_sd * county, firm_log_sd * firm) for county in MULTIPLES for firm in MULTIPLES]
    )
    prior = np.log(pairs / [log_sd, firm_log_sd]) / SPREAD_LOG_SD
    score = -np.square(prior).sum(1) / 2
    for number, (county, between) in enumerate(pairs):
        variance = county**2 + told.count_variance + between**2 / told.firms
        center, precision = _center(told, variance, bias_log_sd)
        miss = np.square(told.surprise - center) / variance
        score[number] -= (np.log(variance) + miss).sum() / 2
        score[number] -= np.square(center / bias_log_sd) / 2 + np.log(precision) / 2
    chance = np.exp(score - score.max())
    return pairs, chance / chance.sum()


def _center(told: _Told, variance: Array, bias_log_sd: float) -> tuple[float, float]:
    """Return the most likely common overstatement and its precision."""
    precision = float((1 / variance).sum() + 1 / bias_log_sd**2)
    return float((told.surprise / variance).sum() / precision), precision


def _bias(
    told: _Told, county: float, between: float, bias_log_sd: float, rng: np.random.Generator
) -> float:
    """Draw by how much employers overstate together, on the logarithm."""
    variance = county**2 + told.count_variance + between**2 / told.firms
    center, precision = _center(told, variance, bias_log_sd)
    return float(center + rng.standard_normal() / np.sqrt(precision))
