"""Blend the synthetic estimate with headcounts that employers declare."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from keyway.engine.draws import Array, stream


@dataclass(frozen=True, slots=True)
class Blend:
    """Jobs after employers' answers.

    Attributes:
        jobs: posterior median, shape (counties, occupations).
        draws: posterior draws, shape (counties, occupations, draws).
        weight: weight of the employers' answers, 0–1, same shape as ``jobs``.
    """

    jobs: Array
    draws: Array
    weight: Array


def blend(
    base: Array,
    declared: Array,
    coverage: Array,
    firms: Array,
    *,
    log_sd: Array | float = 0.46,
    firm_log_sd: float = 0.6,
    bias_log_sd: float = 0.15,
    draws: int,
    seed: int,
) -> Blend:
    """Move raked jobs toward employers' declared headcounts, by how much is known of each.

    Answers enter as counts with their coverage, never as totals. The interval comes from a
    parametric bootstrap: staffing, answers and coverage are drawn anew and the blend repeated.

    Args:
        base: raked jobs, shape (counties, occupations).
        declared: jobs that answering employers declare, same shape; NaN where nobody answered.
        coverage: share (0–1) of the county's jobs that the answering employers have.
        firms: answering employers per county.
        log_sd: spread of the truth around ``base`` on the logarithm.
        firm_log_sd: spread of staffing between employers.
        bias_log_sd: uncertainty of the coverage, common to a county.
        draws: number of draws.
        seed: same inputs and seed give identical bytes.

    Returns:
        The blend with draws.
    """
    rng = stream(seed, "blend")
    told = np.isfinite(declared) & (coverage[:, None] > 0)
    count = np.where(told, declared, 0.0)
    variance = np.broadcast_to(np.square(log_sd), base.shape)
    noise = _answer_variance(base, coverage, firms, firm_log_sd)
    weight = np.where(told, variance / (variance + noise), 0.0)
    expected = np.maximum(coverage, 1e-3)[:, None] * base
    shift = np.where(told, np.log((count + 0.5) / (expected + 0.5)), 0.0)
    jobs = base * np.exp(weight * shift)
    left = np.sqrt((1 - weight) * variance)
    out = np.empty((*base.shape, draws))
    for draw in range(draws):
        bias = bias_log_sd * rng.standard_normal((len(base), 1)) * weight
        out[:, :, draw] = jobs * np.exp(left * rng.standard_normal(base.shape) + bias)
    return Blend(jobs, out, weight)


def _answer_variance(base: Array, coverage: Array, firms: Array, firm_log_sd: float) -> Array:
    """Return the variance of a declared count's logarithm: sampling and between employers."""
    seen = np.maximum(coverage, 1e-3)[:, None] * base
    return np.asarray(1 / (seen + 0.5) + (firm_log_sd**2 / np.maximum(firms, 0.3))[:, None])
