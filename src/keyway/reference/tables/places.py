"""Places: states, counties, election districts, survey areas, and points of ZIP areas and towns."""

import dataframely as dy

from keyway.reference.contract import code, number, table, words
from keyway.reference.tables import patterns


@table(
    source="geography", caution="Includes the District of Columbia and territories where listed."
)
class states(dy.Schema):
    """States with their FIPS code and postal abbreviation."""

    state_fips = code("State, two digits.", patterns.STATE, key=True)
    state_code = code("Postal abbreviation.", r"^[A-Z]{2}$")
    state_name = words("Name.")


@table(
    source="geography",
    caution="The center is the center of the outline, not of the people who live there.",
)
class counties(dy.Schema):
    """Counties and county equivalents with their center."""

    county_fips = code("County, five digits.", patterns.COUNTY, key=True)
    state_fips = code("State, two digits.", patterns.STATE)
    county_name = words("Name without the word County.")
    longitude = number("Center, WGS 84.", "degrees", nullable=True, low=-180, high=180)
    latitude = number("Center, WGS 84.", "degrees", nullable=True, low=-90, high=90)


@table(
    source="geography",
    caution="Simplified for small maps: a border may stand some 300 meters off, so an address that "
    "near to it may be told the county next door.",
)
class county_outlines(dy.Schema):
    """Outlines of counties for maps."""

    county_fips = code("County, five digits.", patterns.COUNTY, key=True)
    polygons_json = words(
        "JSON: list of polygons, each a list of rings, each a list of [longitude, latitude]."
    )


@table(
    source="geography",
    caution="Areas of the wage survey follow the metropolitan delineation of 2023.",
)
class area_counties(dy.Schema):
    """Counties of each metropolitan or nonmetropolitan wage-survey area."""

    area_code = code(
        "Area: five digits metropolitan, seven nonmetropolitan.", patterns.AREA, key=True
    )
    county_fips = code("County, five digits.", patterns.COUNTY, key=True)
    area_name = words("Name of the area.")


@table(
    source="districts",
    caution="Lines change after each census and by court order; the release says which maps these "
    "are. Reduced copies round corners, so an address at a border may be told the district next "
    "door.",
)
class district_outlines(dy.Schema):
    """Election districts of state legislatures and of Congress, with their outlines."""

    chamber = dy.Enum(
        ["upper", "lower", "congressional"],
        nullable=False,
        primary_key=True,
        metadata={"unit": "text", "text": "Chamber that the district elects."},
    )
    district_geoid = code(
        "State and district as the Census Bureau writes them.", r"^\d{2}[0-9A-Z]{2,3}$", key=True
    )
    state_fips = code("State, two digits.", patterns.STATE)
    district_code = code("District without leading zeros; 0 is a whole state.", r"^[0-9A-Z]{1,3}$")
    district_name = words("Name as published.")
    polygons_json = words(
        "JSON: list of polygons, each a list of rings, each a list of [longitude, latitude]."
    )


@table(
    source="points",
    caution="One point stands for a whole ZIP area, which may be larger than a county: what is "
    "found by it holds for the area, not for an address.",
)
class zip_points(dy.Schema):
    """A point inside each ZIP area of the Census Bureau (ZCTA)."""

    zip_code = code("ZIP area, five digits.", patterns.ZIP, key=True)
    place_name = words("Town of the post office, where told.", nullable=True)
    longitude = number("Point inside the area, WGS 84.", "degrees", low=-180, high=180)
    latitude = number("Point inside the area, WGS 84.", "degrees", low=-90, high=90)


@table(
    source="points",
    caution="One point stands for a whole town. A town that lies in two counties may stand twice.",
)
class place_points(dy.Schema):
    """A point inside each city, town and census-designated place."""

    state_fips = code("State, two digits.", patterns.STATE, key=True)
    place_name = words("Name without the word city or town.", key=True)
    longitude = dy.Float64(
        primary_key=True,
        min=-180,
        max=180,
        metadata={"unit": "degrees", "text": "Point inside the place, WGS 84."},
    )
    latitude = number("Point inside the place, WGS 84.", "degrees", low=-90, high=90)
    county_name = words("County, where told.", nullable=True)
