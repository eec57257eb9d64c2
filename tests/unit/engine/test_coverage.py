"""How far places are from what is offered, and which part of the students is out of reach."""

from __future__ import annotations

import math

import numpy as np
import pytest

from keyway.engine.coverage import Places, nearest, out_of_reach
from keyway.engine.supply.reach import distance_km

MESA, GLOBE, YUMA = (-111.83, 33.42), (-110.79, 33.39), (-114.62, 32.69)
KM_A_MILE = 1.609344


def test_the_nearest_offer_is_found_with_its_distance() -> None:
    found = nearest(Places.of([MESA, YUMA]), Places.of([GLOBE, YUMA]))

    assert found.which.tolist() == [0, 1]
    assert found.miles[0] == pytest.approx(59.9, abs=0.5)
    assert found.miles[1] == 0.0


def test_distances_are_those_of_the_rest_of_the_house() -> None:
    draw = np.random.default_rng(1)
    east, north = draw.uniform(-115, -109, (2, 50)), draw.uniform(31, 37, (2, 50))

    found = nearest(Places(east[0], north[0]), Places(east[1], north[1]))

    every = distance_km(east[0], north[0], east[1], north[1])
    np.testing.assert_allclose(found.miles, every.min(axis=1) / KM_A_MILE, atol=1e-6)
    assert found.which.tolist() == every.argmin(axis=1).tolist()


def test_a_place_without_a_point_has_no_distance_and_an_offer_without_one_is_passed_over() -> None:
    found = nearest(Places.of([(None, None), MESA]), Places.of([(None, None), GLOBE]))

    assert math.isnan(found.miles[0])
    assert found.which.tolist() == [-1, 1]


def test_where_nobody_offers_it_no_distance_is_known() -> None:
    found = nearest(Places.of([MESA]), Places.of([]))

    assert math.isnan(found.miles[0])


def test_students_of_schools_without_a_place_are_neither_near_nor_far() -> None:
    share = out_of_reach(
        np.array([100.0, 300.0, 50.0, np.nan]), np.array([30.0, 31.0, np.nan, 5.0]), 30
    )

    assert (share.near, share.far, share.unknown) == (100, 300, 50)
    assert share.far_share == 0.75


def test_no_share_is_told_of_nobody() -> None:
    assert out_of_reach(np.array([np.nan]), np.array([3.0]), 30).far_share is None
