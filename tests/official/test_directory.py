"""Today's lists of schools, CTEDs and colleges, and today's districts, with the counts known."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import polars as pl
import pytest

from keyway.reference.contract import CONTRACTS, failing_rows
from keyway.reference.loading import load
from keyway.reference.lookups import directory, districts
from keyway.reference.store import STARTER, Store
from keyway.sources import catalog
from tests.factories.sheets import part_of

if TYPE_CHECKING:
    from pathlib import Path

    from keyway.reference.releases import Reading

FOLDERS = (
    ("ccd", "az_schools"),
    ("ade_schools", "az_schools"),
    ("ade_schools", "az_colleges_cte"),
    ("districts", "az_geography"),
    ("points", "az_geography"),
    ("ipeds", "ipeds/hd2024.csv"),
)


def found(official: Path, key: str, place: str) -> Reading:
    path = official / place
    if not path.exists():
        pytest.skip(f"{place} is not among the official files")
    return catalog.read(key, path)


@pytest.fixture(scope="module")
def whole(official: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with the files of the directory loaded, and the starter's counties beneath."""
    root = tmp_path_factory.mktemp("directory")
    for key, place in FOLDERS:
        load(
            root, catalog.SOURCES[key].source, found(official, key, place), loaded_date="2026-11-22"
        )
    return Store([root, STARTER])


@pytest.mark.parametrize(
    ("key", "place", "table", "part", "rows"),
    [
        ("ccd", "az_schools", "ccd_agencies", "04", 726),
        ("ade_schools", "az_schools", "ade_schools", "schools", 2_063),
        ("ade_schools", "az_colleges_cte", "ade_cteds", "cteds", 14),
        ("districts", "az_geography", "district_outlines", "04-upper", 30),
        ("districts", "az_geography", "district_outlines", "04-lower", 30),
        ("districts", "az_geography", "district_outlines", "04-congressional", 9),
        ("points", "az_geography", "zip_points", "85", 313),
        ("points", "az_geography", "zip_points", "86", 104),
        ("points", "az_geography", "place_points", "04", 266),
    ],
)
def test_every_row_of_the_lists_is_kept(
    official: Path, key: str, place: str, table: str, part: str, rows: int
) -> None:
    frame = part_of(found(official, key, place), table, part).frame

    assert frame.height == rows
    assert failing_rows(CONTRACTS[table], frame)[0] == {}


def test_the_states_110_institutions_have_a_street_and_a_telephone(whole: Store) -> None:
    rows = whole.read("ipeds_institutions").filter(state_code="AZ", year=2024)

    assert rows.height == 110
    assert rows["street_address"].null_count() == 0
    assert rows["zip_code"].null_count() == 0
    assert rows["phone"].null_count() <= 3


def test_enrollment_of_the_schools_is_that_of_the_publishers_own_file(
    official: Path, whole: Store
) -> None:
    own = catalog.read(
        "ade_enrollment", official / "ade_enrollment/Oct1Enrollment2025_publish.xlsx"
    )
    totals = part_of(own, "ade_school_enrollments", "2025").frame.filter(grade="total")

    both = whole.read("ade_schools").join(totals, on="school_entity_id", how="full")

    assert both.height == 2_063
    assert both["students_count"].eq_missing(both["students_count_right"]).all()
    assert both["students_note"].eq_missing(both["students_note_right"]).all()
    assert both["students_count"].null_count() == 33


def test_every_school_but_two_belongs_to_a_listed_agency(whole: Store) -> None:
    schools = directory.organizations(whole, "AZ").filter(kind="school")

    # The state counts its students in two schools across the border; no list of offices has them.
    assert schools["parent_code"].null_count() == 2


def test_every_cted_that_a_satellite_names_is_among_the_fourteen(whole: Store) -> None:
    named = set(whole.read("ade_schools")["cted_name"].drop_nulls())

    assert named == set(whole.read("ade_cteds")["cted_name"])
    assert whole.read("ade_schools")["cted_name"].drop_nulls().len() == 234


def test_no_organization_of_the_state_stands_twice(whole: Store) -> None:
    frame = directory.organizations(whole, "AZ")

    assert not frame.select("official_scheme", "official_code").is_duplicated().any()
    assert dict(frame["kind"].value_counts().rows()) == {
        "district": 646,
        "agency": 26,
        "cted": 14,
        "school": 2_063,
        "college": 107,
    }


def test_the_point_of_every_zip_area_lies_in_the_districts_that_its_list_prints(
    official: Path, whole: Store
) -> None:
    with (official / "az_geography" / "az_zcta_centroids.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    told = districts.located_all(
        whole, [float(row["longitude"]) for row in rows], [float(row["latitude"]) for row in rows]
    )

    for chamber, printed in (
        ("upper", "legislative_district_at_centroid"),
        ("lower", "legislative_district_at_centroid"),
        ("congressional", "congressional_district_at_centroid"),
    ):
        agreeing = sum(
            (getattr(each, chamber) or "") == row[printed]
            for each, row in zip(told, rows, strict=True)
        )
        assert agreeing == 417, chamber


def test_the_county_of_every_zip_area_but_two_is_the_one_its_list_prints(
    official: Path, whole: Store
) -> None:
    with (official / "az_geography" / "az_zcta_centroids.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = dict(whole.read("counties").select("county_fips", "county_name").rows())

    told = districts.located_all(
        whole, [float(row["longitude"]) for row in rows], [float(row["latitude"]) for row in rows]
    )

    # One point lies across the state's border; the other at a border that we thinned.
    strange = {
        row["zcta"]
        for each, row in zip(told, rows, strict=True)
        if names.get(each.county_fips or "") != row["county"]
    }
    assert strange == {"85339", "86515"}


def test_every_place_that_is_told_has_a_county_or_says_that_it_has_no_point(whole: Store) -> None:
    frame = directory.organizations(whole, "AZ")
    known = frame.filter(pl.col("longitude").is_not_null())

    told = districts.located_all(whole, known["longitude"].to_list(), known["latitude"].to_list())

    assert frame["longitude"].null_count() == frame["location_precision"].null_count() == 3
    assert sum(each.county_fips is None for each in told) == 0
