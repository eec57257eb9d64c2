"""How much of a plan is at work in each year after the decision."""

from __future__ import annotations

from itertools import pairwise


def ramp(first: float, full: float, years: int) -> list[float]:
    """Return, of each year, the part of a full year's placements, 0–1.

    Nobody is placed before the first people complete; from then the part grows evenly until
    classes are full.

    Args:
        first: months from the decision to the first who complete.
        full: months to full size; not before the first complete.
        years: how many.
    """
    until = [_until(12.0 * year, first, max(full, first)) for year in range(years + 1)]
    return [(after - before) / 12 for before, after in pairwise(until)]


def _until(month: float, first: float, full: float) -> float:
    """Return the full-size months that are done by a month."""
    rising = min(max(month - first, 0.0), full - first)
    grown = rising**2 / (2 * (full - first)) if full > first else 0.0
    return grown + max(month - full, 0.0)
