"""A point is told what holds it, and nothing where nothing does."""

import json
import time

import numpy as np
import pytest

from keyway.reference.loading import load
from keyway.reference.lookups import districts
from keyway.reference.lookups.districts import Located, Point
from keyway.reference.store import STARTER, Store
from tests.factories.rows import part
from tests.unit.reference.releases import SOURCE, reading

WEST = [[-112, 33], [-112, 34], [-111, 34], [-111, 33], [-112, 33]]
EAST = [[-111, 33], [-111, 34], [-110, 34], [-110, 33], [-111, 33]]
HOLE = [[-111.6, 33.4], [-111.4, 33.4], [-111.4, 33.6], [-111.6, 33.6], [-111.6, 33.4]]
NOWHERE = Located(None, None, None, None)


def district(chamber, code, *polygons):
    return {
        "chamber": chamber,
        "district_geoid": f"04{code.zfill(2 if chamber == 'congressional' else 3)}",
        "state_fips": "04",
        "district_code": code,
        "district_name": f"District {code}",
        "polygons_json": json.dumps(list(polygons)),
    }


@pytest.fixture
def store(tmp_path):
    """Two counties side by side; the western district has a hole with a district of its own."""
    counties = [
        {"county_fips": "04013", "polygons_json": json.dumps([[WEST]])},
        {"county_fips": "04007", "polygons_json": json.dumps([[EAST]])},
    ]
    found = [
        district("upper", "1", [WEST, HOLE]),
        district("upper", "2", [HOLE]),
        district("upper", "3", [EAST]),
        district("lower", "4", [WEST], [EAST]),
        district("congressional", "0", [WEST]),
    ]
    zips = [
        {"zip_code": "85004", "place_name": "Phoenix", "longitude": -112.07, "latitude": 33.45},
    ]
    towns = [
        {
            "state_fips": "04",
            "place_name": "Sedona",
            "county_name": county,
            "longitude": x,
            "latitude": 34.8,
        }
        for county, x in (("Yavapai", -111.75), ("Coconino", -111.76))
    ]
    states = [{"state_fips": "04", "state_code": "AZ", "state_name": "Arizona"}]
    parts = [
        part("county_outlines", "2020", counties),
        part("district_outlines", "2022", found),
        part("zip_points", "2020", zips),
        part("place_points", "2020", towns),
        part("states", "2020", states),
    ]
    load(tmp_path, SOURCE, reading(*parts), loaded_date="2026-01-01")
    return Store([tmp_path])


def test_a_point_is_told_its_county_and_districts(store):
    assert districts.located(store, -111.9, 33.1) == Located("04013", "1", "4", "0")
    assert districts.located(store, -110.5, 33.5) == Located("04007", "3", "4", None)


def test_a_hole_belongs_to_what_fills_it(store):
    assert districts.located(store, -111.5, 33.5).upper == "2"


def test_a_point_on_a_border_belongs_to_the_first_code(store):
    assert districts.located(store, -111.0, 33.5).upper == "1"
    assert districts.located(store, -111.6, 33.5).upper == "1"


def test_a_point_outside_every_outline_has_no_neighbors_district(store):
    assert districts.located(store, -112.0001, 33.5) == NOWHERE
    assert districts.located(store, 0.0, 0.0) == NOWHERE


def test_a_point_without_numbers_lies_nowhere(store):
    assert districts.located(store, float("nan"), 33.5) == NOWHERE


def test_a_store_without_outlines_knows_nothing(tmp_path):
    assert districts.located(Store([tmp_path]), -111.9, 33.1) == NOWHERE


def test_no_points_are_no_places(store):
    assert districts.located_all(store, [], []) == []


def test_a_ring_that_thinning_left_without_an_inside_holds_nothing(tmp_path):
    flat = [[-111.5, 33.2], [-111.4, 33.2], [-111.5, 33.2]]
    rows = [district("upper", "1", [WEST, flat]), district("upper", "2", [flat, HOLE])]
    load(
        tmp_path, SOURCE, reading(part("district_outlines", "2022", rows)), loaded_date="2026-01-01"
    )

    assert districts.located(Store([tmp_path]), -111.5, 33.5).upper == "1"


def test_ten_thousand_points_agree_with_one_at_a_time_and_take_little_time(store):
    random = np.random.default_rng(7)
    longitudes, latitudes = (
        random.uniform(-112.5, -109.5, 10_000),
        random.uniform(32.5, 34.5, 10_000),
    )

    begun = time.perf_counter()
    found = districts.located_all(store, longitudes, latitudes)
    taken = time.perf_counter() - begun

    assert taken < 10
    for i in range(0, 10_000, 397):
        assert found[i] == districts.located(store, longitudes[i], latitudes[i])
        x, y = longitudes[i], latitudes[i]
        is_inside = -112 <= x <= -110 and 33 <= y <= 34
        assert found[i].lower == ("4" if is_inside else None)


def test_a_zip_code_is_found_by_its_first_five_digits(store):
    assert districts.zip_point(store, "85004-1234") == Point(-112.07, 33.45)
    assert districts.zip_point(store, "99999") is None


def test_a_town_is_found_in_any_letter_case_and_one_in_two_counties_by_the_first(store):
    assert districts.place_point(store, "az", "SEDONA ") == Point(-111.76, 34.8)
    assert districts.place_point(store, "AZ", "Springfield") is None


def test_the_shipped_outlines_hold_the_capitol():
    found = districts.located(Store([STARTER]), -112.0968, 33.4482)

    assert found.county_fips == "04013"
    assert found.upper == found.lower is not None
    assert found.congressional is not None
