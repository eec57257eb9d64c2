"""Jobs: employment, wages, projections and establishments."""

import dataframely as dy

from keyway.reference.contract import code, note, number, table, whole, words
from keyway.reference.tables import patterns


@table(
    source="oews",
    caution="Areas are survey areas, not school districts. Employment is rounded to ten and leaves "
    "out the self-employed. Two years must not be compared as a trend.",
)
class oews_area_wages(dy.Schema):
    """Employment and wages by area and occupation, May estimates."""

    area_code = code(
        "US, state FIPS, metropolitan or nonmetropolitan area.", patterns.AREA, key=True
    )
    soc_code = code("Occupation or group.", patterns.SOC, key=True)
    year = whole("Reference year (May).", "year", key=True)
    group_level = words("total, major, minor, broad or detailed.")
    employment_count = whole("Jobs, rounded to ten.", "jobs", nullable=True)
    employment_note = note("employment_count")
    employment_rse = number("Relative standard error.", "fraction", nullable=True, low=0)
    wage_hourly_median_usd = number("Median hourly wage.", "USD an hour", nullable=True, low=0)
    wage_annual_mean_usd = number("Mean annual wage.", "USD a year", nullable=True, low=0)
    wage_annual_p10_usd = number("10th percentile.", "USD a year", nullable=True, low=0)
    wage_annual_p25_usd = number("25th percentile.", "USD a year", nullable=True, low=0)
    wage_annual_median_usd = number("Median annual wage.", "USD a year", nullable=True, low=0)
    wage_annual_p75_usd = number("75th percentile.", "USD a year", nullable=True, low=0)
    wage_annual_p90_usd = number("90th percentile.", "USD a year", nullable=True, low=0)
    wage_note = note("the wage")


@table(
    source="oews",
    caution="The nation's pattern: one state's plants may be staffed quite differently. Codes such "
    "as 3320A1 merge several industries.",
)
class oews_industry_staffing(dy.Schema):
    """Jobs of each occupation in each industry, United States, May estimates."""

    naics_code = code("Industry as the survey writes it.", patterns.NAICS, key=True)
    soc_code = code("Detailed occupation.", patterns.SOC, key=True)
    year = whole("Reference year (May).", "year", key=True)
    employment_count = whole("Jobs, rounded to ten.", "jobs", nullable=True)
    employment_note = note("employment_count")
    staffing_share = number(
        "Part of the industry's published jobs that are in the occupation.",
        "fraction",
        nullable=True,
        low=0,
        high=1,
    )
    wage_annual_mean_usd = number("Mean annual wage.", "USD a year", nullable=True, low=0)


@table(
    source="projections",
    caution="Ten-year projections of the nation; growth says little about one county. Codes are "
    "matrix codes, not all of them SOC codes.",
)
class ep_occupation_projections(dy.Schema):
    """National employment projections with separation rates, by matrix occupation."""

    matrix_code = code("Matrix occupation.", patterns.SOC, key=True)
    base_year = whole("First year of the projection.", "year", key=True)
    projected_year = whole("Last year of the projection.", "year")
    occupation_name = words("Title in the matrix.")
    is_detailed = dy.Bool(
        nullable=False, metadata={"unit": "yes/no", "text": "A line item, not a summary."}
    )
    employment_base_count = number("Jobs in the base year.", "jobs", nullable=True, low=0)
    employment_projected_count = number("Jobs in the projected year.", "jobs", nullable=True, low=0)
    exit_rate = number("Leave the labor force, a year.", "fraction", nullable=True, low=0, high=1)
    transfer_rate = number("Change occupation, a year.", "fraction", nullable=True, low=0, high=1)
    openings_count = number("Openings, annual average.", "openings a year", nullable=True)
    typical_education = words("Education typical for entry.", nullable=True)
    related_experience = words("Experience in a related occupation.", nullable=True)
    job_training = words("Training on the job.", nullable=True)
    wage_annual_median_usd = number("Median annual wage.", "USD a year", nullable=True, low=0)
    wage_note = note("the wage")


@table(source="projections", caution="One matrix occupation may hold several SOC occupations.")
class ep_matrix_links(dy.Schema):
    """Matrix occupations and the detailed O*NET-SOC occupations in them."""

    matrix_code = code("Matrix occupation.", patterns.SOC, key=True)
    onet_soc_code = code("O*NET-SOC occupation of 2019.", patterns.ONET_SOC, key=True)


@table(
    source="state_projections",
    caution="Each state makes its own; the openings use national separation rates.",
)
class state_occupation_projections(dy.Schema):
    """Ten-year occupational projections of the states."""

    area_code = code("US or state FIPS.", patterns.AREA, key=True)
    soc_code = code("Occupation as the state codes it.", patterns.SOC, key=True)
    base_year = whole("First year of the projection.", "year", key=True)
    projected_year = whole("Last year of the projection.", "year")
    employment_base_count = whole("Jobs in the base year.", "jobs", nullable=True)
    employment_projected_count = whole("Jobs in the projected year.", "jobs", nullable=True)
    openings_count = whole("Openings, annual average.", "openings a year", nullable=True)


@table(
    source="cbp",
    caution="A lower bound: cells with fewer than three establishments are left out, noise is "
    "added, government and farms are not covered. 2023 still uses NAICS 2017.",
)
class cbp_county_industries(dy.Schema):
    """Establishments, jobs and payroll by county and industry, pay period of March 12."""

    county_fips = code("County, five digits.", patterns.COUNTY, key=True)
    naics_code = code(
        "Industry; 2 to 6 digits, 31-33 for manufacturing, 00 for all.", patterns.NAICS, key=True
    )
    year = whole("Reference year.", "year", key=True)
    establishments_count = whole("Establishments.", "establishments", nullable=True)
    employment_count = whole("Jobs.", "jobs", nullable=True)
    employment_note = note("employment_count")
    payroll_annual_usd = number("Annual payroll.", "USD a year", nullable=True, low=0)
    noise_class = words("G, H or J: size of the noise added.", nullable=True)


@table(
    source="cbp",
    caution="State totals hold what county cells leave out.",
)
class cbp_state_industries(dy.Schema):
    """Establishments, jobs and payroll by state and industry, pay period of March 12."""

    state_fips = code("State, two digits.", patterns.STATE, key=True)
    naics_code = code(
        "Industry; 2 to 6 digits, 31-33 for manufacturing, 00 for all.", patterns.NAICS, key=True
    )
    year = whole("Reference year.", "year", key=True)
    establishments_count = whole("Establishments.", "establishments", nullable=True)
    employment_count = whole("Jobs.", "jobs", nullable=True)
    employment_note = note("employment_count")
    payroll_annual_usd = number("Annual payroll.", "USD a year", nullable=True, low=0)


@table(
    source="qcew",
    caution="Suppressed cells are written as 0 with disclosure code N by the publisher; here they "
    "are null. Covers jobs under unemployment insurance.",
)
class qcew_county_industries(dy.Schema):
    """Quarterly census of employment: annual averages by county, industry and ownership."""

    county_fips = code("County, five digits.", patterns.COUNTY, key=True)
    naics_code = code("Industry; 10 for all.", patterns.NAICS, key=True)
    ownership_code = code("0 all, 1–3 government, 5 private.", r"^\d$", key=True)
    year = whole("Reference year.", "year", key=True)
    establishments_count = whole("Establishments, annual average.", "establishments", nullable=True)
    employment_count = whole("Jobs, annual average.", "jobs", nullable=True)
    employment_note = note("employment_count")
    wages_total_usd = number("Wages paid in the year.", "USD a year", nullable=True, low=0)
