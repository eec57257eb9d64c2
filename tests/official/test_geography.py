"""Today's lists and outlines of places."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import polars as pl
import pytest

from keyway.reference.contract import CONTRACTS, failing_rows
from keyway.sources import geography

if TYPE_CHECKING:
    from pathlib import Path

    from keyway.reference.releases import Reading


def _table(reading: Reading, table: str) -> pl.DataFrame:
    for part in reading.parts:
        assert failing_rows(CONTRACTS[part.table], part.frame)[0] == {}, part.part
    return pl.concat(part.frame for part in reading.parts if part.table == table)


def test_the_lists_hold_all_states_and_counties(official: Path) -> None:
    reading = geography.read(official / "geography")

    states = _table(reading, "states")
    assert states.height == 56
    assert states.filter(pl.col("state_code") == "AZ").row(0) == ("04", "AZ", "Arizona")
    counties = _table(reading, "counties")
    assert counties.height == 3228
    assert counties.filter(pl.col("state_fips") == "04").height == 15
    assert {note.examples for note in reading.left_out if "other layouts" in note.reason} == {
        ("SOURCE.txt", "cbsa.csv", "csa.csv")
    }


def test_arizonas_outlines_are_read_and_districts_are_not(official: Path) -> None:
    reading = geography.read(official / "az_geography")

    counties = _table(reading, "counties")
    assert counties.height == 15
    outlines = _table(reading, "county_outlines")
    assert set(outlines["county_fips"]) == set(counties["county_fips"])
    skipped = next(note.examples for note in reading.left_out if "other layouts" in note.reason)
    assert "az_legislative_districts_2022.geojson" in skipped


@pytest.mark.parametrize(
    ("county", "longitude", "latitude"),
    # Interior points of the Bureau's list of counties, to within a few kilometers.
    [("04013", -112.49, 33.35), ("04019", -111.79, 32.10), ("04005", -111.77, 35.83)],
)
def test_our_centers_are_near_the_bureaus(
    official: Path, county: str, longitude: float, latitude: float
) -> None:
    counties = _table(geography.read(official / "az_geography"), "counties")

    found = counties.filter(pl.col("county_fips") == county).row(0, named=True)

    assert found["longitude"] == pytest.approx(longitude, abs=0.08)
    assert found["latitude"] == pytest.approx(latitude, abs=0.08)


def test_outlines_are_closed_and_lie_in_arizona(official: Path) -> None:
    outlines = _table(geography.read(official / "az_geography"), "county_outlines")

    for text in outlines["polygons_json"]:
        for ring in (ring for polygon in json.loads(text) for ring in polygon):
            assert ring[0] == ring[-1]
            assert all(-115 < x < -108.9 and 31.2 < y < 37.1 for x, y in ring)
