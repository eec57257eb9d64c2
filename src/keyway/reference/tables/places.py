"""Places: states, counties, the areas of wage surveys and their outlines."""

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
    caution="Simplified for small maps; never use it to decide where an address lies.",
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
