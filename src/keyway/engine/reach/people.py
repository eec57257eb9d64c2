"""How many people openings stand for, with what is not known about it.

An opening is one browser on one day. One person opens on several days and devices, one screen is
read by several people, and a few programs pass for people. None of this can be seen without
watching people, so it is believed, dated and written beside every result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from keyway.engine.draws import Array, quantiles, stream

if TYPE_CHECKING:
    from collections.abc import Sequence

DRAWS = 2000
_SEED = 20261123
_FIFTH = 1.6449  # standard deviations between the middle and the 5th or 95th percentile


@dataclass(frozen=True, slots=True)
class Believed:
    """A share or a ratio that is believed: its middle, and its 5th and 95th percentile."""

    value: float
    low: float
    high: float
    minimum: float = 0.0
    maximum: float = 1.0


@dataclass(frozen=True, slots=True)
class Doubts:
    """What stands between openings and people.

    Attributes:
        programs: share of openings that are programs which pass for people.
        forgetful: share of openings by browsers that keep nothing, counted already that day.
        other_device: share of openings by people who opened on another device as well.
        came_back: share of openings after the busiest day by people who had opened before.
        readers: people who read at one opening, one or more.
    """

    programs: Believed
    forgetful: Believed
    other_device: Believed
    came_back: Believed
    readers: Believed


@dataclass(frozen=True, slots=True)
class Reached:
    """A result in three numbers: the middle, and the 5th and 95th percentile of the draws."""

    value: float
    low: float
    high: float


def people(opens_by_day: Sequence[int], doubts: Doubts) -> Reached:
    """Return how many people were reached.

    On the busiest day nobody is counted for coming back, so that day stands whole; what came on the
    other days is partly the same people.

    Args:
        opens_by_day: openings of each day, over all links that are looked at together.
        doubts: what is believed.
    """
    total = sum(opens_by_day)
    if not total:
        return Reached(0.0, 0.0, 0.0)
    busiest = max(opens_by_day)
    again = _draws("came_back", doubts.came_back)
    browsers = busiest + (total - busiest) * (1 - again)
    kept = np.ones(DRAWS)
    for name in ("programs", "forgetful", "other_device"):
        kept *= 1 - _draws(name, getattr(doubts, name))
    low, middle, high = quantiles(browsers * kept * _draws("readers", doubts.readers))
    return Reached(float(middle), float(low), float(high))


def cost_per_person(spent: float, reached: Reached) -> Reached | None:
    """Return what one reached person cost; None where nobody was reached.

    Args:
        spent: in dollars.
        reached: how many people.
    """
    if reached.low <= 0:
        return None
    return Reached(spent / reached.value, spent / reached.high, spent / reached.low)


def _draws(name: str, believed: Believed) -> Array:
    """Return draws of a number whose two sides may be of different width."""
    noise = stream(_SEED, "reach", name).standard_normal(DRAWS)
    up, down = believed.high - believed.value, believed.value - believed.low
    found = believed.value + np.where(noise > 0, up, down) * noise / _FIFTH
    return np.clip(found, believed.minimum, believed.maximum)
