"""Election districts and points: the Bureau's files, and copies that keep less."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest
import shapefile

from keyway.reference.releases import FileRefused
from keyway.sources import catalog
from keyway.sources.geography import districts, points
from tests.unit.sources.making import part, reasons, row, write_text, write_zip

if TYPE_CHECKING:
    from pathlib import Path

Ring = list[list[float]]
WEST: Ring = [[-112, 33], [-112, 34], [-111, 34], [-111, 33], [-112, 33]]
EAST: Ring = [[-111, 33], [-111, 34], [-110, 34], [-110, 33], [-111, 33]]


def shapes(stem: str, field: str, *found: tuple[str, str, str, Ring]) -> dict[str, bytes]:
    """A shapefile's members; each district is state, number, name and ring."""
    shp, shx, dbf = io.BytesIO(), io.BytesIO(), io.BytesIO()
    with shapefile.Writer(shp=shp, shx=shx, dbf=dbf, shapeType=shapefile.POLYGON) as writer:
        for name in ("STATEFP", field, "GEOID", "NAME", "NAMELSAD"):
            writer.field(name, "C", size=60)
        for state, number, name, ring in found:
            writer.poly([ring])
            writer.record(state, number, state + number, number, name)
    parts = (("shp", shp), ("shx", shx), ("dbf", dbf))
    return {f"{stem}.{end}": data.getvalue() for end, data in parts}


def test_the_upper_chambers_districts_are_read_from_the_bureaus_archive(tmp_path: Path) -> None:
    stem = "cb_2024_04_sldu_500k"
    members = shapes(
        stem,
        "SLDUST",
        ("04", "007", "State Legislative District 7", WEST),
        ("04", "ZZZ", "State Senate Districts not defined", EAST),
    )

    reading = districts.read(write_zip(tmp_path / f"{stem}.zip", members))

    found = part(reading, "district_outlines", "04-upper")
    assert (found.release, found.release_date) == ("maps as of 2024", "2024")
    seven = found.frame.row(0, named=True)
    assert (seven["district_geoid"], seven["district_code"]) == ("04007", "7")
    assert {tuple(each) for each in json.loads(seven["polygons_json"])[0][0]} == {
        tuple(each) for each in WEST
    }
    assert reasons(reading)["Areas that belong to no district, such as open water."] == 1


@pytest.mark.parametrize(
    ("stem", "field", "number", "chamber", "geoid", "code"),
    [
        ("cb_2024_04_sldl_500k", "SLDLST", "030", "lower", "04030", "30"),
        ("cb_2024_us_cd119_500k", "CD119FP", "09", "congressional", "0409", "9"),
        ("cb_2024_us_cd119_500k", "CD119FP", "00", "congressional", "0400", "0"),
        ("cb_2024_33_sldl_500k", "SLDLST", "CH1", "lower", "04CH1", "CH1"),
    ],
)
def test_each_chamber_is_told_by_the_name_of_its_number(
    tmp_path: Path, stem: str, field: str, number: str, chamber: str, geoid: str, code: str
) -> None:
    members = shapes(stem, field, ("04", number, f"District {number}", WEST))

    reading = districts.read(write_zip(tmp_path / f"{stem}.zip", members))

    found = part(reading, "district_outlines", f"04-{chamber}").frame
    assert found.select("district_geoid", "district_code").row(0) == (geoid, code)


def test_districts_of_all_states_make_a_part_each(tmp_path: Path) -> None:
    stem = "cb_2024_us_cd119_500k"
    members = shapes(
        stem, "CD119FP", ("04", "01", "District 1", WEST), ("39", "01", "District 1", EAST)
    )

    reading = districts.read(write_zip(tmp_path / f"{stem}.zip", members))

    assert {each.part for each in reading.parts} == {"04-congressional", "39-congressional"}


def test_an_archive_of_districts_belongs_to_no_other_source(tmp_path: Path) -> None:
    stem = "cb_2024_04_sldu_500k"
    path = write_zip(
        tmp_path / f"{stem}.zip", shapes(stem, "SLDUST", ("04", "001", "District 1", WEST))
    )

    assert catalog.guess(path) == ["districts"]


def test_a_file_that_does_not_tell_its_year_is_refused(tmp_path: Path) -> None:
    path = write_zip(
        tmp_path / "sldu.zip", shapes("x_sldu_", "SLDUST", ("04", "001", "District 1", WEST))
    )

    with pytest.raises(FileRefused, match="Keep the year in the file's name"):
        districts.read(path)


# --- copies in GeoJSON -----------------------------------------------------------------------------


def geojson(path: Path, *features: dict[str, Any]) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def feature(ring: Ring, **ocd: str) -> dict[str, Any]:
    facts = {"district": "3", "name": "Legislative District 3", "geoid": "04003", **ocd}
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": facts, "geometry": geometry}


def test_a_district_that_elects_both_chambers_stands_once_for_each(tmp_path: Path) -> None:
    both = feature(
        WEST,
        ocd_upper="ocd-division/country:us/state:az/sldu:3",
        ocd_lower="ocd-division/country:us/state:az/sldl:3",
    )

    reading = districts.read(geojson(tmp_path / "districts_2022.geojson", both))

    assert {each.part for each in reading.parts} == {"04-upper", "04-lower"}
    assert part(reading, "district_outlines", "04-lower").frame["district_code"].to_list() == ["3"]


def test_a_district_without_an_area_is_refused(tmp_path: Path) -> None:
    point = feature(WEST, ocd="ocd-division/country:us/state:az/cd:3")
    point["geometry"] = {"type": "Point", "coordinates": [-110, 31]}

    with pytest.raises(FileRefused, match="“Legislative District 3” is not an election district"):
        districts.read(geojson(tmp_path / "a_2022.geojson", point))


# --- points ----------------------------------------------------------------------------------------


def test_the_gazetteer_of_zip_areas_is_read(tmp_path: Path) -> None:
    header = ["GEOID", "ALAND", "AWATER", "ALAND_SQMI", "AWATER_SQMI", "INTPTLAT", "INTPTLONG   "]
    rows = [header, ["85004", "1", "0", "1", "0", "33.451609", "-112.069880 "]]
    path = write_text(tmp_path / "2024_Gaz_zcta_national.txt", rows, separator="\t")

    found = part(points.read(path), "zip_points", "85")

    assert found.release == "2024"
    assert found.frame.row(0) == ("85004", None, -112.06988, 33.451609)


def test_the_gazetteer_of_places_is_read_without_the_kind_of_place(tmp_path: Path) -> None:
    header = ["USPS", "GEOID", "ANSICODE", "NAME", "LSAD", "FUNCSTAT", "INTPTLAT", "INTPTLONG"]
    rows = [
        header,
        ["AZ", "0455000", "x", "Phoenix city", "25", "A", "33.57", "-112.09"],
        ["AZ", "0400870", "x", "Ajo CDP", "57", "S", "32.39", "-112.87"],
        ["OH", "3916000", "x", "Cleveland city", "25", "A", "41.47", "-81.67"],
    ]
    path = write_text(tmp_path / "2024_Gaz_place_national.txt", rows, separator="\t")

    reading = points.read(path)

    assert part(reading, "place_points", "04").frame["place_name"].to_list() == ["Ajo", "Phoenix"]
    assert catalog.guess(path) == ["points"]


def test_the_gazetteer_of_counties_is_not_taken_for_places(tmp_path: Path) -> None:
    header = ["USPS", "GEOID", "ANSICODE", "NAME", "ALAND", "INTPTLAT", "INTPTLONG"]
    rows = [header, ["AZ", "04013", "x", "Maricopa County", "1", "33.345", "-112.498"]]
    path = write_text(tmp_path / "2024_Gaz_counties_national.txt", rows, separator="\t")

    assert catalog.guess(path) == ["geography"]


def test_copies_of_points_keep_the_town_and_county(tmp_path: Path) -> None:
    zips = [
        ["zcta", "post_office_city", "latitude", "longitude"],
        ["44114", "Cleveland", "41.5", "-81.7"],
    ]
    towns = [["place", "county", "latitude", "longitude"], ["Sedona", "Yavapai", "34.8", "-111.7"]]
    towns += [["Sedona", "Coconino", "34.9", "-111.8"]]
    write_text(tmp_path / "in" / "zips.csv", zips)
    write_text(tmp_path / "in" / "az_places.csv", towns)

    reading = points.read(tmp_path / "in")

    assert part(reading, "zip_points", "44").frame["place_name"].to_list() == ["Cleveland"]
    sedona = part(reading, "place_points", "04").frame
    assert row(sedona, county_name="Coconino")["latitude"] == 34.9
    assert sedona.height == 2


def test_a_copy_of_towns_that_names_no_state_is_refused(tmp_path: Path) -> None:
    rows = [["place", "county", "latitude", "longitude"], ["Sedona", "Yavapai", "34.8", "-111.7"]]

    with pytest.raises(FileRefused, match="Begin its name with the state's abbreviation"):
        points.read(write_text(tmp_path / "places.csv", rows))
