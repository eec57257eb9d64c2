"""Schools and colleges: institutions, completions, enrollment and CTE results."""

import dataframely as dy

from keyway.reference.contract import code, note, number, table, whole, words
from keyway.reference.tables import patterns


@table(
    source="ipeds",
    caution="The address is the main campus; online universities are booked where they have it.",
)
class ipeds_institutions(dy.Schema):
    """Colleges and universities, one row a year."""

    unitid = code("Institution.", patterns.UNITID, key=True)
    year = whole("Survey year.", "year", key=True)
    institution_name = words("Name.")
    street_address = words("Street of the main campus.", nullable=True)
    city_name = words("City.", nullable=True)
    state_code = code("Postal abbreviation.", r"^[A-Z]{2}$")
    zip_code = code("ZIP code, five digits.", patterns.ZIP, nullable=True)
    phone = words("Telephone of the institution, digits.", nullable=True)
    county_fips = code("County of the main campus.", patterns.COUNTY, nullable=True)
    longitude = number("Main campus.", "degrees", nullable=True, low=-180, high=180)
    latitude = number("Main campus.", "degrees", nullable=True, low=-90, high=90)
    sector_code = whole("IPEDS sector, 0–9 or 99.", "code", nullable=True)
    control = words("public, private nonprofit or private for-profit.", nullable=True)
    level = words("four-year, two-year or less than two-year.", nullable=True)
    is_active = dy.Bool(nullable=False, metadata={"unit": "yes/no", "text": "Open in that year."})
    website = words("Web address.", nullable=True)


@table(
    source="ipeds",
    caution="Awards, not people, booked to the campus of record, first majors. Totals (CIP 99) are left out.",
)
class ipeds_program_completions(dy.Schema):
    """Awards by institution, program and award level, July to June."""

    unitid = code("Institution.", patterns.UNITID, key=True)
    cip_code = code("Program, 6 digits.", patterns.CIP, key=True)
    award_level_code = code("Award level.", r"^\d{1,2}$", key=True)
    year = whole("Year in which the award year ended.", "year", key=True)
    awards_count = whole("Awards of first majors.", "awards", nullable=True)
    awards_note = note("awards_count")


@table(
    source="ade_enrollment",
    caution="Suppressed cells stand for ten or fewer or protect such a cell. Entity ids are the "
    "state's, not the nation's.",
)
class ade_school_enrollments(dy.Schema):
    """Students enrolled on October 1 by school and grade."""

    fiscal_year = whole("Fiscal year.", "year", key=True)
    school_entity_id = code("School.", r"^\d+$", key=True)
    grade = words("PS, KG, 1 to 12, or total.", key=True)
    school_name = words("Name of the school.")
    lea_entity_id = code("District or charter.", r"^\d+$")
    lea_name = words("Name of the district or charter.")
    students_count = whole("Students.", "students", nullable=True)
    students_note = note("students_count")


@table(
    source="ade_cted",
    caution="Students of a graduating cohort by program over their whole school career: never an "
    "annual number, and a student in two programs counts twice. Cells under ten are not for pages.",
)
class ade_cted_credentials(dy.Schema):
    """Industry credentials earned and attempted in career and technical education districts."""

    fiscal_year = whole("Fiscal year in which the cohort graduated.", "year", key=True)
    cted_name = words("District.", key=True)
    program_name = words("Program as the state names it.", key=True)
    measure = words("pass or attempt.", key=True)
    campus_scope = words("all or central.", key=True)
    numerator_count = whole("Earned (pass) or attempted (attempt).", "students", nullable=True)
    denominator_count = whole(
        "Attempted (pass) or concentrators (attempt).", "students", nullable=True
    )
    count_note = note("the count")


@table(
    source="ade_cted",
    caution="Program sums count a student once per program; the printed state rate counts once.",
)
class ade_cted_completions(dy.Schema):
    """Completers and enrollees of CTE programs by district."""

    fiscal_year = whole("Fiscal year in which the cohort graduated.", "year", key=True)
    cted_name = words("District.", key=True)
    program_name = words("Program as the state names it.", key=True)
    campus_scope = words("all or central.", key=True)
    completers_count = whole("Completed all courses.", "students", nullable=True)
    enrollees_count = whole("Enrolled.", "students", nullable=True)
    count_note = note("the count")


@table(source="ade_cted", caution="Concentrators after leaving; categories do not add up to all.")
class ade_cted_placements(dy.Schema):
    """What concentrators did after school, by district."""

    fiscal_year = whole("Fiscal year of the profile.", "year", key=True)
    cted_name = words("District.", key=True)
    category = words("Employment, education, military …", key=True)
    campus_scope = words("all or central.", key=True)
    students_count = whole("Students.", "students", nullable=True)
    share = number("Part of those followed.", "fraction", nullable=True, low=0, high=1)
    count_note = note("the count")


@table(source="ade_cted", caution="A campus is listed once a year; satellites are member schools.")
class ade_cted_campuses(dy.Schema):
    """Central and satellite campuses of career and technical education districts."""

    fiscal_year = whole("Fiscal year of the profile.", "year", key=True)
    cted_name = words("District.", key=True)
    campus_kind = words("central or satellite.", key=True)
    member_district_name = words("Member district; 'none' for central campuses.", key=True)
    campus_name = words("Campus or school.", key=True)
