"""Directory: the offices that run public schools, and the schools themselves."""

import dataframely as dy

from keyway.reference.contract import code, flag, note, number, table, whole, words
from keyway.reference.tables import patterns

_LOWEST = "Lowest grade: PK before kindergarten, KG, 1 to 13, UG ungraded, AE adults."
_HIGHEST = "Highest grade, as the lowest."


@table(
    source="ccd",
    caution="Names may be cut after 50 letters. A charter school's holder is an agency of its own. "
    "The address is the office, not the schools.",
)
class ccd_agencies(dy.Schema):
    """Local education agencies: school districts, charter holders and others that run schools."""

    leaid = code("Agency, seven digits of the nation's list.", patterns.LEAID, key=True)
    state_agency_code = words("The state's own number of the agency.", nullable=True)
    agency_name = words("Name.")
    agency_type = words("Kind of agency as published.", nullable=True)
    is_charter = flag("Runs charter schools only; null where not told.", nullable=True)
    street_address = words("Street of the office.", nullable=True)
    city_name = words("City of the office.", nullable=True)
    state_code = code("Postal abbreviation.", patterns.POSTAL)
    zip_code = code("ZIP code of the office.", patterns.ZIP, nullable=True)
    phone = words("Telephone of the office.", nullable=True)
    website = words("Web address.", nullable=True)
    status = words("Open, new, closed and so on, as published.", nullable=True)
    lowest_grade = code(_LOWEST, patterns.GRADE, nullable=True)
    highest_grade = code(_HIGHEST, patterns.GRADE, nullable=True)
    schools_count = whole("Schools in operation.", "schools", nullable=True)


@table(
    source="ccd",
    caution="The directory does not count students and has no coordinates. A school's place is its "
    "street address.",
)
class ccd_schools(dy.Schema):
    """Public schools of the nation."""

    ncessch = code("School, twelve digits of the nation's list.", patterns.NCESSCH, key=True)
    state_school_code = words("The state's own number of the school.", nullable=True)
    school_name = words("Name.")
    leaid = code("Agency that runs it.", patterns.LEAID)
    agency_name = words("Name of the agency.", nullable=True)
    school_type = words("Kind of school as published.", nullable=True)
    level = words("Level as published.", nullable=True)
    is_charter = flag("A charter school; null where not told.", nullable=True)
    street_address = words("Street.", nullable=True)
    city_name = words("City.", nullable=True)
    state_code = code("Postal abbreviation.", patterns.POSTAL)
    zip_code = code("ZIP code.", patterns.ZIP, nullable=True)
    phone = words("Telephone.", nullable=True)
    website = words("Web address.", nullable=True)
    status = words("Open, new, closed and so on, as published.", nullable=True)
    lowest_grade = code(_LOWEST, patterns.GRADE, nullable=True)
    highest_grade = code(_HIGHEST, patterns.GRADE, nullable=True)


@table(
    source="ade_schools",
    caution="No school's own address was at hand: city, ZIP code and coordinates are those of the "
    "district's or charter's office, and the point is the center of that office's ZIP area. In a "
    "large district the school may stand far away, in another county or election district.",
)
class ade_schools(dy.Schema):
    """Public schools of the state's own list: grades, enrollment, the CTED of a satellite."""

    school_entity_id = code("School, the state's number.", r"^\d+$", key=True)
    fiscal_year = whole("Fiscal year.", "year")
    school_name = words("Name.")
    lea_entity_id = code("District or charter, the state's number.", r"^\d+$")
    lea_name = words("Name of the district or charter.")
    is_charter = flag("A charter school; null where not told.", nullable=True)
    county_name = words(
        "County of the district as the list of the state's letter grades names it; null for schools "
        "without a grade. Of a charter it may be another than that of its address.",
        nullable=True,
    )
    lowest_grade = code(_LOWEST, patterns.GRADE, nullable=True)
    highest_grade = code(_HIGHEST, patterns.GRADE, nullable=True)
    students_count = whole("Students on October 1.", "students", nullable=True)
    students_note = note("students_count")
    cted_name = words("CTED whose satellite the school is, short name.", nullable=True)
    office_city_name = words("City of the district's office.", nullable=True)
    office_zip_code = code("ZIP code of the district's office.", patterns.ZIP, nullable=True)
    website = words("Web address of the district or charter.", nullable=True)
    longitude = number(
        "Center of the ZIP area of the district's office, WGS 84; not the school.",
        "degrees",
        nullable=True,
        low=-180,
        high=180,
    )
    latitude = number(
        "Center of the ZIP area of the district's office, WGS 84; not the school.",
        "degrees",
        nullable=True,
        low=-90,
        high=90,
    )


@table(
    source="ade_schools",
    caution="Links the short names of other tables to official numbers; the address is the office.",
)
class ade_cteds(dy.Schema):
    """Career and technical education districts (CTEDs) of the state, with their numbers."""

    cted_name = words("Short name, as in the achievement profiles.", key=True)
    full_name = words("Full name.")
    entity_id = code("The state's number.", r"^\d+$")
    leaid = code("Agency, seven digits of the nation's list.", patterns.LEAID)
    city_name = words("City of the office.", nullable=True)
    zip_code = code("ZIP code of the office.", patterns.ZIP, nullable=True)
    phone = words("Telephone of the office.", nullable=True)
    website = words("Web address.", nullable=True)
