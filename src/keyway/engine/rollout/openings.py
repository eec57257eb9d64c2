"""Draws of openings from the interval that each of them is known by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from keyway.engine.draws import stream

if TYPE_CHECKING:
    from keyway.engine.draws import Array
    from keyway.engine.rollout.values import Index

_NORMAL_95 = 1.6448536269514722


def draw_openings(
    low: Array,
    middle: Array,
    high: Array,
    occupation: Index,
    *,
    common_share: float,
    draws: int,
    seed: int,
) -> Array:
    """Return openings a year in draws, one row per draw.

    Each opening follows a normal curve of two halves through its 5th, 50th and 95th percentile,
    cut at zero. Counties share part of the luck of their occupation.

    Args:
        low: 5th percentile, one per occupation and county.
        middle: 50th percentile.
        high: 95th percentile.
        occupation: of each, from 0.
        common_share: of the variance, the part that all counties of an occupation share, 0–1.
        draws: how many.
        seed: same seed, same draws.
    """
    rng = stream(seed, "rollout", "openings")
    together = rng.standard_normal((draws, int(occupation.max(initial=-1)) + 1))
    alone = rng.standard_normal((draws, len(middle)))
    luck = np.sqrt(common_share) * together[:, occupation] + np.sqrt(1 - common_share) * alone
    width = np.where(luck > 0, high - middle, middle - low) / _NORMAL_95
    return np.asarray(np.maximum(middle + luck * width, 0.0))
