"""The nearest place that offers something, in a straight line, for many places at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Array = npt.NDArray[np.float64]

EARTH_RADIUS_KM = 6371.0
KM_A_MILE = 1.609344
_CHUNK = 512


@dataclass(frozen=True, slots=True)
class Places:
    """Points on the earth.

    Attributes:
        longitude: degrees; NaN where the point is not known.
        latitude: degrees; NaN where the point is not known.
    """

    longitude: Array
    latitude: Array

    @classmethod
    def of(cls, points: Sequence[tuple[float | None, float | None]]) -> Places:
        """Return places from pairs of longitude and latitude; None is not known."""
        rows = [[np.nan if each is None else each for each in pair] for pair in points]
        grid = np.array(rows, dtype=np.float64).reshape(-1, 2)
        return cls(grid[:, 0], grid[:, 1])


@dataclass(frozen=True, slots=True)
class Nearest:
    """What is nearest to each place.

    Attributes:
        which: position of the nearest; -1 where none is known.
        miles: how far; NaN where the place or every offer has no known point.
    """

    which: npt.NDArray[np.int64]
    miles: Array


def nearest(places: Places, offers: Places) -> Nearest:
    """Return the nearest offer to each place, and how many miles away it is.

    Great circles on a sphere, which is half a percent off at most. Chords between unit vectors grow
    with the distance, so the nearest is found without an arc sine for every pair.
    """
    count = len(places.longitude)
    which = np.full(count, -1, dtype=np.int64)
    miles = np.full(count, np.nan)
    there = np.flatnonzero(~np.isnan(offers.longitude) & ~np.isnan(offers.latitude))
    here = np.flatnonzero(~np.isnan(places.longitude) & ~np.isnan(places.latitude))
    if not len(there) or not len(here):
        return Nearest(which, miles)
    ends = _vectors(offers.longitude[there], offers.latitude[there])
    starts = _vectors(places.longitude[here], places.latitude[here])
    for begin in range(0, len(here), _CHUNK):
        cosines = starts[begin : begin + _CHUNK] @ ends.T
        best = cosines.argmax(axis=1)
        rows = here[begin : begin + _CHUNK]
        which[rows] = there[best]
        chord = np.linalg.norm(starts[begin : begin + _CHUNK] - ends[best], axis=1)
        miles[rows] = 2 * EARTH_RADIUS_KM / KM_A_MILE * np.arcsin(np.clip(chord / 2, 0, 1))
    return Nearest(which, miles)


def _vectors(longitude: Array, latitude: Array) -> Array:
    east, north = np.radians(longitude), np.radians(latitude)
    return np.stack(
        [np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=1
    )
