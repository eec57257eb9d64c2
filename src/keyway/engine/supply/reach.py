"""Which counties the completers of an institution can work in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import scipy.sparse as sp

if TYPE_CHECKING:
    from keyway.engine.draws import Array
    from keyway.engine.supply.values import SupplyParameters

EARTH_RADIUS_KM = 6371.0


def distance_km(
    longitude: Array, latitude: Array, to_longitude: Array, to_latitude: Array
) -> Array:
    """Return great-circle distances in kilometers, shape (from, to); degrees in."""
    east, north = np.radians(longitude)[:, None], np.radians(latitude)[:, None]
    to_east, to_north = np.radians(to_longitude)[None], np.radians(to_latitude)[None]
    half = (
        np.sin((north - to_north) / 2) ** 2
        + np.cos(north) * np.cos(to_north) * np.sin((east - to_east) / 2) ** 2
    )
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


def reach(
    institutions: pl.DataFrame, counties: pl.DataFrame, parameters: SupplyParameters
) -> sp.csr_matrix:
    """Return how readily each institution's completers take work in each county.

    The weight is exp(−km/β) measured beyond the typical way to work, so the own county weighs 1.
    National institutions send part of their graduates anywhere in the state; for online
    institutions distance says nothing. Jobs are not counted here: the allocation weighs by them.

    Args:
        institutions: see ``SupplyInputs``.
        counties: see ``SupplyInputs``.
        parameters: see ``SupplyParameters``.

    Returns:
        Weights 0–1, shape (institutions, counties). An institution without coordinates counts as
        standing in the middle of its county; without a county in the state, it reaches all alike.
    """
    home = (
        institutions["county_fips"].to_numpy()[:, None] == counties["county_fips"].to_numpy()[None]
    )
    there = counties.select("longitude", "latitude").cast(pl.Float64).to_numpy()
    here = institutions.select("longitude", "latitude").cast(pl.Float64).to_numpy().astype(float)
    lost = np.isnan(here).any(1)
    here[lost] = (home[lost] @ there) / np.maximum(home[lost].sum(1), 1)[:, None]
    km = distance_km(here[:, 0], here[:, 1], there[:, 0], there[:, 1])
    km = np.where(home, 0.0, np.maximum(km - parameters.within_county_km, 0.0))
    weight = np.exp(-km / parameters.commute_km)
    kind = institutions["reach"].to_numpy()
    nowhere = lost & ~home.any(1)
    mix = np.where(kind == "national", parameters.national_mix, 0.0)[:, None]
    weight = mix + (1 - mix) * weight
    weight[(kind == "online") | nowhere] = 1.0
    weight[weight < parameters.reach_floor] = 0.0
    return sp.csr_matrix(weight)
