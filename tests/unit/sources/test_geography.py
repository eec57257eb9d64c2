"""Places: outlines in four formats, centers by our own formula, lists of states and areas."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest
import shapefile

from keyway.reference.releases import FileRefused
from keyway.sources import geography
from tests.unit.sources.making import part, reasons, row, write_text, write_workbook, write_zip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Ring = list[list[float]]
WEST: Ring = [[-112, 33], [-112, 34], [-111, 34], [-111, 33], [-112, 33]]
EAST: Ring = [[-111, 33], [-111, 34], [-110, 34], [-110, 33], [-111, 33]]


def feature(fips: str, name: str, *rings: Ring) -> dict[str, Any]:
    geometry = {"type": "Polygon", "coordinates": list(rings)}
    return {"type": "Feature", "id": fips, "properties": {"name": name}, "geometry": geometry}


def geojson(path: Path, *features: dict[str, Any]) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_geojson_gives_counties_and_outlines_a_state(tmp_path: Path) -> None:
    path = geojson(
        tmp_path / "a.json", feature("04001", "Apache", EAST), feature("39035", "Cuyahoga", WEST)
    )

    reading = geography.read(path)

    apache = part(reading, "counties", "04").frame.row(0, named=True)
    assert (apache["county_fips"], apache["county_name"]) == ("04001", "Apache")
    assert (apache["longitude"], apache["latitude"]) == (
        pytest.approx(-110.5, abs=0.001),
        pytest.approx(33.5, abs=0.01),
    )
    outline = part(reading, "county_outlines", "39").frame["polygons_json"][0]
    ring = json.loads(outline)[0][0]
    assert {tuple(point) for point in ring} == {tuple(point) for point in WEST}
    assert ring[0] == ring[-1]


def test_a_hole_counts_against_the_center(tmp_path: Path) -> None:
    hole: Ring = [[-111.5, 33.4], [-111.1, 33.4], [-111.1, 33.6], [-111.5, 33.6], [-111.5, 33.4]]

    reading = geography.read(geojson(tmp_path / "a.json", feature("04001", "Apache", WEST, hole)))

    assert part(reading, "counties", "04").frame["longitude"][0] < -111.51


def test_an_outline_across_the_180th_meridian_has_its_center_there(tmp_path: Path) -> None:
    left: Ring = [[179, 52], [179, 53], [180, 53], [180, 52], [179, 52]]
    right: Ring = [[-180, 52], [-180, 53], [-177, 53], [-177, 52], [-180, 52]]
    both = feature("02016", "Aleutians West", left)
    both["geometry"] = {"type": "MultiPolygon", "coordinates": [[left], [right]]}

    center = part(geography.read(geojson(tmp_path / "a.json", both)), "counties", "02").frame

    assert center["longitude"][0] == pytest.approx(-179.0, abs=0.05)


def test_election_districts_are_not_taken_for_counties(tmp_path: Path) -> None:
    district = feature("LD1", "Legislative District 1", WEST)
    district["properties"]["geoid"] = "04001"

    assert not geography.recognizes(geojson(tmp_path / "a.json", district))


def test_a_shape_without_area_is_refused(tmp_path: Path) -> None:
    point = feature("04003", "Cochise", EAST)
    point["geometry"] = {"type": "Point", "coordinates": [-110, 31]}

    with pytest.raises(FileRefused, match="“04003” is not a county"):
        geography.read(geojson(tmp_path / "a.json", feature("04001", "Apache", EAST), point))


def test_counties_of_unknown_territories_are_left_out_and_named(tmp_path: Path) -> None:
    path = geojson(
        tmp_path / "a.json", feature("04001", "Apache", EAST), feature("74300", "Midway", WEST)
    )

    assert geography.read(path).left_out[0].examples == ("74300 Midway",)


# --- TopoJSON --------------------------------------------------------------------------------------


def topojson(path: Path) -> Path:
    """Two squares that share one border, as steps of a tenth of a degree."""
    value = {
        "type": "Topology",
        "transform": {"scale": [0.1, 0.1], "translate": [-112, 33]},
        "objects": {
            "counties": {
                "type": "GeometryCollection",
                "geometries": [
                    _square("04013", "Maricopa", [[0, 1]]),
                    _square("04021", "Pinal", [[-1, 2]]),
                ],
            }
        },
        "arcs": [
            [[10, 0], [0, 10]],
            [[10, 10], [-10, 0], [0, -10], [10, 0]],
            [[10, 0], [10, 0], [0, 10], [-10, 0]],
        ],
    }
    path.write_text(json.dumps(value))
    return path


def _square(fips: str, name: str, arcs: list[list[int]]) -> dict[str, Any]:
    return {"type": "Polygon", "arcs": arcs, "id": fips, "properties": {"name": name}}


def test_topojson_shares_borders(tmp_path: Path) -> None:
    frame = part(
        geography.read(topojson(tmp_path / "counties-10m.json")), "county_outlines", "04"
    ).frame

    shapes = [json.loads(each)[0][0] for each in frame["polygons_json"]]
    shared = [set(map(tuple, ring)) for ring in shapes]
    assert shared[0] & shared[1] == {(-111.0, 33.0), (-111.0, 34.0)}
    assert all(ring[0] == ring[-1] for ring in shapes)


def test_topojson_without_arcs_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"type": "Topology", "objects": {"counties": {"geometries": []}}}')

    with pytest.raises(FileRefused, match="not as expected"):
        geography.read(path)


# --- the Bureau's shapefile ------------------------------------------------------------------------


def shapes(
    fields: Sequence[str] = ("STATEFP", "COUNTYFP", "GEOID", "NAME", "STUSPS", "STATE_NAME"),
) -> dict[str, bytes]:
    shp, shx, dbf = io.BytesIO(), io.BytesIO(), io.BytesIO()
    facts = {
        "STATEFP": "04",
        "COUNTYFP": "013",
        "GEOID": "04013",
        "NAME": "Maricopa",
        "STUSPS": "AZ",
        "STATE_NAME": "Arizona",
    }
    with shapefile.Writer(shp=shp, shx=shx, dbf=dbf, shapeType=shapefile.POLYGON) as writer:
        for name in fields:
            writer.field(name, "C", size=40)
        writer.poly([WEST])
        writer.record(*[facts[name] for name in fields])
    stem = "cb_2023_us_county_20m"
    return {
        f"{stem}.{end}": data.getvalue() for end, data in (("shp", shp), ("shx", shx), ("dbf", dbf))
    }


def test_the_bureaus_archive_gives_counties_outlines_and_states(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "cb_2023_us_county_20m.zip", shapes() | {"x.prj": b"GEOGCS[]"})

    reading = geography.read(path)

    assert part(reading, "counties", "04").release == "2023"
    assert part(reading, "county_outlines", "04").frame.height == 1
    assert part(reading, "states", "states").frame.rows() == [("04", "AZ", "Arizona")]


def test_a_shapefile_without_its_attributes_is_refused(tmp_path: Path) -> None:
    members = {name: data for name, data in shapes().items() if name.endswith("shp")}

    with pytest.raises(FileRefused, match=r"needs its \.shp and its \.dbf"):
        geography.read(write_zip(tmp_path / "a.zip", members))


def test_a_shapefile_cut_off_is_refused(tmp_path: Path) -> None:
    members = {name: data[: len(data) - 60] for name, data in shapes().items()}

    with pytest.raises(FileRefused, match="damaged"):
        geography.read(write_zip(tmp_path / "a.zip", members))


# --- how old a list of counties is -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("fips", "state", "year"),
    [
        ("09110", "09", "2022"),
        ("02063", "02", "2019"),
        ("46102", "46", "2015"),
        ("04001", "04", "2010"),
    ],
)
def test_an_undated_file_is_dated_by_the_newest_county_it_knows(
    tmp_path: Path, fips: str, state: str, year: str
) -> None:
    reading = geography.read(geojson(tmp_path / "a.json", feature(fips, "County", WEST)))

    found = part(reading, "counties", state)
    assert (found.release, found.release_date) == (f"counties as of {year} or later", year)


# --- lists -----------------------------------------------------------------------------------------


def test_the_bureaus_list_of_states_is_read(tmp_path: Path) -> None:
    rows = [["STATE", "STUSAB", "STATE_NAME", "STATENS"], ["04", "AZ", "Arizona", "01779777"]]

    found = geography.read(write_text(tmp_path / "state.txt", rows, separator="|"))

    assert part(found, "states", "states").frame.rows() == [("04", "AZ", "Arizona")]


def test_a_copied_list_of_states_leaves_out_what_is_no_state(tmp_path: Path) -> None:
    header = ["state_fips", "state_abbreviation", "state", "region"]
    rows = [header, ["1", "AL", "Alabama", ""], ["0", "XX", "Unknown", ""]]

    reading = geography.read(write_text(tmp_path / "states.csv", rows))

    assert part(reading, "states", "states").frame["state_fips"].to_list() == ["01"]
    assert reasons(reading) == {"Not a state or territory.": 1}


def test_the_gazetteer_gives_names_without_county(tmp_path: Path) -> None:
    header = ["USPS", "GEOID", "ANSICODE", "NAME", "ALAND", "INTPTLAT", "INTPTLONG   "]
    rows = [
        header,
        ["AZ", "04013", "x", "Maricopa County", "1", "33.345", "-112.498  "],
        ["LA", "22001", "x", "Acadia Parish", "1", "30.29", "-92.41"],
        ["VA", "51600", "x", "Fairfax city", "1", "38.85", "-77.30"],
    ]
    path = write_text(tmp_path / "2023_Gaz_counties_national.txt", rows, separator="\t")

    reading = geography.read(path)

    maricopa = part(reading, "counties", "04")
    assert maricopa.release == "2023"
    assert maricopa.frame.row(0) == ("04013", "04", "Maricopa", -112.498, 33.345)
    assert part(reading, "counties", "22").frame["county_name"].to_list() == ["Acadia"]
    assert part(reading, "counties", "51").frame["county_name"].to_list() == ["Fairfax city"]


def test_a_list_without_centers_leaves_them_unknown(tmp_path: Path) -> None:
    rows = [["fips_code", "state_fips", "county_fips", "county_name"]]
    rows.append(["4.013", "4.0", "4013", "Maricopa"])

    reading = geography.read(write_text(tmp_path / "counties.csv", rows))

    assert part(reading, "counties", "04").frame.row(0) == ("04013", "04", "Maricopa", None, None)


AREAS = [
    "FIPS code",
    "State",
    "State abbreviation",
    "May 2025 MSA code",
    "May 2025 MSA name",
    "County code",
    "Township code",
    "County name (or Township name/county name)",
]


def test_area_definitions_link_areas_and_counties(tmp_path: Path) -> None:
    rows = [
        AREAS,
        ["04", "Arizona", "AZ", "38060", "Phoenix-Mesa-Chandler, AZ", "013", "000", "Maricopa"],
        ["04", "Arizona", "AZ", "38060", "Phoenix-Mesa-Chandler, AZ", "021", "000", "Pinal"],
        [4, "Arizona", "AZ", 400001, "Arizona nonmetropolitan area", 1, "000", "Apache"],
        ["25", "Massachusetts", "MA", "14460", "Boston", "009", "001", "Amesbury/Essex"],
        ["25", "Massachusetts", "MA", "14460", "Boston", "009", "002", "Andover/Essex"],
    ]
    path = write_workbook(tmp_path / "renamed.xlsx", {"areas": rows})

    found = part(geography.read(path), "area_counties", "areas")

    assert found.release == "May 2025"
    assert found.frame.select("area_code", "county_fips").rows() == [
        ("0400001", "04001"),
        ("14460", "25009"),
        ("38060", "04013"),
        ("38060", "04021"),
    ]
    assert row(found.frame, county_fips="04001")["area_name"] == "Arizona nonmetropolitan area"


def test_a_strange_area_names_its_place(tmp_path: Path) -> None:
    rows = [AREAS, ["04", "Arizona", "AZ", "Phoenix", "Phoenix", "013", "000", "Maricopa"]]

    with pytest.raises(FileRefused, match=r"row 2, column May 2025 MSA code\): “Phoenix”"):
        geography.read(write_workbook(tmp_path / "a.xlsx", {"areas": rows}))
