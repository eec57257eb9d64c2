import numpy as np
import pytest

from keyway.engine.supply import SupplyParameters
from keyway.engine.supply.reach import distance_km, reach
from tests.unit.engine.small import COPPER, frame, supply_inputs

SCHOOLS = ["unitid", "longitude", "latitude", "county_fips", "reach"]
PARAMETERS = SupplyParameters()


def weights(*schools):
    table = reach(frame(SCHOOLS, *schools), supply_inputs().counties, PARAMETERS)
    return table.toarray()


def test_phoenix_to_tucson_is_about_170_kilometers():
    km = distance_km(*(np.array([x]) for x in (-112.074, 33.448, -110.926, 32.222)))

    assert km[0, 0] == pytest.approx(173, abs=3)


def test_the_own_county_weighs_one_and_others_less_the_farther():
    weight = weights((1, -112.0, 33.4, COPPER, "local"))[0]

    assert weight[0] == 1
    # 27.8 km away, of which 15 are within any county: exp(−12.8 / 40).
    assert weight[1] == pytest.approx(np.exp(-12.85 / 40), rel=0.01)
    assert weight[2] == 0


def test_graduates_of_a_national_institution_look_statewide_too():
    weight = weights((1, -112.0, 33.4, COPPER, "national"))[0]

    assert weight[2] == pytest.approx(0.5, abs=0.01)


def test_for_an_online_school_distance_says_nothing():
    assert weights((1, -112.0, 33.4, COPPER, "online")).tolist() == [[1, 1, 1]]


def test_a_school_without_coordinates_stands_in_the_middle_of_its_county():
    lost, known = weights((1, None, None, COPPER, "local"), (2, -112.0, 33.4, COPPER, "local"))

    assert lost == pytest.approx(known)


def test_a_school_that_nobody_can_place_reaches_every_county_alike():
    assert weights((1, None, None, None, "local")).tolist() == [[1, 1, 1]]
