"""What a route may be worth: a distribution, never one number.

    worth = −cost − base · time lost + Σ finish · related · (wage − base) / (1 + r)^(t + y)

Not everybody finishes and not everybody works in the trade, so the gain is what a person who
begins may expect; the wage is what new people earn, not what everybody in the job earns.
"""

from __future__ import annotations

from math import log

import numpy as np

from keyway.engine.draws import Array, stream
from keyway.engine.pathways.values import Offer, Share, Terms, Worth

# Half the width of a 90 percent interval of the normal distribution, in standard deviations.
_HALF = 1.645
_TENTHS = (0.10, 0.50, 0.90)


def weigh(
    offer: Offer, *, seed: int, name: str, terms: Terms | None = None, draws: int = 500
) -> Worth:
    """Return the worth of a route as a distribution.

    Args:
        offer: cost, time, wages and shares of the route.
        seed: start of the random numbers; with ``name`` it settles every draw.
        name: the route's name.
        terms: discount, horizon and working time lost.
        draws: how many.
    """
    by = terms or Terms()
    rng = stream(seed, "pathways", name)
    finish, related = _shares(rng, offer.finish, draws), _shares(rng, offer.related, draws)
    wage, base = rng.uniform(*offer.wage, draws), rng.uniform(*offer.base, draws)
    gain = finish * related * (wage - base)
    years = offer.months / 12.0
    spent = offer.cost + base * by.hours_lost * years
    whole = gain * _discounts(years, by.years, by.discount) - spent
    early = gain * _discounts(years, by.payback_years, by.discount) - spent
    low, middle, high = np.quantile(whole, _TENTHS)
    return Worth(float(low), float(middle), float(high), float((early >= 0).mean()))


def _discounts(start: float, years: int, rate: float) -> float:
    """Return what a dollar a year is worth today when it comes for ``years`` after ``start``."""
    return float(sum((1.0 + rate) ** -(start + year) for year in range(1, years + 1)))


def _shares(rng: np.random.Generator, share: Share, draws: int) -> Array:
    """Return draws of a share: normal on the scale of log odds, so that none leaves 0 to 1."""
    middle = _odds(share.value)
    width = (_odds(share.high) - _odds(share.low)) / (2 * _HALF)
    noise = middle + width * rng.standard_normal(draws)
    return np.asarray(1.0 / (1.0 + np.exp(-noise)), dtype=np.float64)


def _odds(value: float) -> float:
    inside = min(max(value, 1e-6), 1.0 - 1e-6)
    return log(inside / (1.0 - inside))
