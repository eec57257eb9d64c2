"""How many of those who took an exam passed it, and how far the usual share may lie from that."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

_Z = 1.6448536269514722  # 5 of 100 lie above, 5 below


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of people, with the range in which the usual share lies 90 times of 100."""

    share: float
    low: float
    high: float


def passing(earned: int, attempted: int) -> Rate:
    """Return the share that passed, with Wilson's interval; people pass one by one.

    Args:
        earned: how many passed.
        attempted: how many took the exam, at least one and no fewer than passed.
    """
    share = earned / attempted
    squared = _Z * _Z / attempted
    center = (share + squared / 2) / (1 + squared)
    half = sqrt(squared * share * (1 - share) + squared * squared / 4) / (1 + squared)
    return Rate(share, max(center - half, 0.0), min(center + half, 1.0))
