"""County maps."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyway.render import maps, numbers
from keyway.render.figure import Figure
from keyway.render.maps import counties, projection

SVG = "{http://www.w3.org/2000/svg}"


def square(west: float, south: float, side: float = 1.0) -> list[list[float]]:
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north]]


GEOMETRY: dict[str, maps.CountyShape] = {
    "00001": {"name": "Cinder", "polygons": [square(-105, 38)]},
    "00003": {"name": "Flint & Iron", "polygons": [square(-104, 38)]},
    "00005": {"name": "Basin", "polygons": [square(-103, 38)]},
}
VALUES = {
    "00001": Figure(40.0, "a year", 30.0, 55.0),
    "00003": Figure(2340.0, "a year", 1900.0, 2800.0),
    "00005": Figure(None, "a year", reason="suppressed by the publisher"),
}


def drawn(**options):
    options = {"title": "Unfilled a year", "column": "Unfilled", **options}
    return maps.county_map(GEOMETRY, VALUES, **options)


def tree(drawing) -> ET.Element:
    return ET.fromstring(drawing.svg.replace("<svg", f'<svg xmlns="{SVG[1:-1]}"', 1))  # noqa: S314


def test_every_county_is_a_link_that_says_its_name_and_number():
    root = tree(drawn(hrefs={fips: f"/counties/{fips}/" for fips in GEOMETRY}))

    links = {link.get("href"): link.get("aria-label") for link in root.iter(f"{SVG}a")}

    assert links == {
        f"/counties/{fips}/": f"{shape['name']}: {numbers.write(VALUES[fips]).sentence}"
        for fips, shape in GEOMETRY.items()
    }


def test_an_unknown_county_is_hatched_and_never_colored():
    paths = {
        county.get("aria-label"): county.find(f"{SVG}path")
        for county in tree(drawn()).iter(f"{SVG}g")
        if county.get("class") == "county"
    }
    unknown = paths["Basin: suppressed by the publisher"]

    assert unknown.get("class") is None
    assert unknown.get("fill").startswith("url(#")


def test_sentence_and_table_tell_the_same_number():
    drawing = drawn()
    top = drawing.rows[0]

    assert top.label == "Flint & Iron"
    assert numbers.write(top.figures[0]).sentence in drawing.summary
    assert "2 of 3 counties" in drawing.summary
    assert drawing.rows[-1].figures[0].value is None


def test_nothing_in_the_drawing_needs_a_looser_policy():
    svg = drawn().svg

    assert "style=" not in svg
    assert "<script" not in svg
    assert " on" not in "".join(svg.split('"')[::2]).replace(" on-", "")


def test_names_are_escaped():
    assert "Flint &amp; Iron" in drawn().svg


def test_a_county_without_a_value_is_unknown():
    drawing = maps.county_map(GEOMETRY, {}, title="t", column="c")

    assert [row.figures[0].value for row in drawing.rows] == [None, None, None]
    assert drawing.summary == "No county has a published number."
    assert [item.classes for item in drawing.legend] == ["is-unknown"]


def test_the_key_is_in_spanish_when_the_page_is():
    labels = [item.label for item in drawn(language="es").legend]

    assert labels[0].startswith("hasta ")
    assert labels[-1] == "sin dato"


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=60))
def test_classes_follow_the_order_of_values(values):
    breaks = maps.class_breaks(values)

    steps = [maps.class_of(value, breaks) for value in sorted(values)]

    assert breaks == sorted(set(breaks))
    assert all(before <= after for before, after in itertools.pairwise(steps))
    assert all(0 <= step < counties.CLASSES for step in steps)


def test_areas_keep_their_proportions():
    south, north = square(-105, 31), square(-105, 48)
    project, _ = projection.albers([south, north], width=400)

    def area(ring):
        points = [project(point) for point in ring]
        pairs = itertools.pairwise([*points, points[0]])
        return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2

    # A degree of longitude shrinks with the cosine of the latitude; areas do as well.
    expected = 0.8526 / 0.6626  # cos 31.5° / cos 48.5°

    assert area(south) / area(north) == pytest.approx(expected, rel=0.01)


def test_a_state_across_the_date_line_stays_in_one_piece():
    rings = [square(-179, 52), square(178, 52)]
    project, height = projection.albers(rings, width=400)

    assert project((178, 52))[0] < project((-179, 52))[0]
    assert height < 400


def test_there_is_no_map_of_nothing():
    with pytest.raises(ValueError, match="no outline"):
        projection.albers([], width=400)


def test_a_few_counties_stand_out_among_many_zeros():
    breaks = maps.class_breaks([0.0] * 9 + [1.0] * 6)

    assert breaks == [1.0]
    assert maps.class_of(0.0, breaks) < maps.class_of(1.0, breaks)
