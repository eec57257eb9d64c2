"""A small directory: two counties side by side, one school district, its schools, a CTED, a college."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from keyway.reference.loading import load
from keyway.reference.releases import Reading, Source
from keyway.reference.store import Store
from tests.factories.rows import part

if TYPE_CHECKING:
    from pathlib import Path

    from keyway.reference.releases import Part

WEST = [[-112, 33], [-112, 34], [-111, 34], [-111, 33], [-112, 33]]
EAST = [[-111, 33], [-111, 34], [-110, 34], [-110, 33], [-111, 33]]
REGULAR = "Regular public school district that is not a component of a supervisory union"

STATES = [{"state_fips": "04", "state_code": "AZ", "state_name": "Arizona"}]
COUNTIES = [
    {"county_fips": "04013", "state_fips": "04", "county_name": "Maricopa"},
    {"county_fips": "04007", "state_fips": "04", "county_name": "Gila"},
]
OUTLINES = [
    {"county_fips": "04013", "polygons_json": json.dumps([[WEST]])},
    {"county_fips": "04007", "polygons_json": json.dumps([[EAST]])},
]
ZIPS = [
    {"zip_code": "85201", "place_name": "Mesa", "longitude": -111.85, "latitude": 33.43},
    {"zip_code": "85501", "place_name": "Globe", "longitude": -110.79, "latitude": 33.39},
]
TOWNS = [
    {"state_fips": "04", "place_name": "Ajo", "longitude": -111.86, "latitude": 33.37},
    {"state_fips": "04", "place_name": "Mesa", "longitude": -111.83, "latitude": 33.42},
]
INDUSTRIES = [
    {
        "naics_code": "332",
        "edition_year": 2022,
        "industry_name": "Fabricated Metal Products",
        "digits_count": 3,
    },
    {
        "naics_code": "332710",
        "edition_year": 2022,
        "industry_name": "Machine Shops",
        "digits_count": 6,
    },
]
AGENCIES: list[dict[str, Any]] = [
    {
        "leaid": "0404970",
        "state_agency_code": "4235",
        "agency_name": "Mesa Unified District",
        "agency_type": REGULAR,
        "is_charter": False,
        "state_code": "AZ",
        "status": "Open",
        "street_address": "63 E Main St",
        "city_name": "Mesa",
        "zip_code": "85201",
        "phone": "4804720200",
        "website": "www.mpsaz.org",
        "lowest_grade": "PK",
        "highest_grade": "12",
    },
    {
        "leaid": "0409731",
        "state_agency_code": "409731",
        "agency_name": "East Valley Institute of Technology",
        "agency_type": "Specialized public school district",
        "is_charter": False,
        "state_code": "AZ",
        "status": "Open",
        "city_name": "Mesa",
        "zip_code": "85201",
    },
]
SCHOOLS: list[dict[str, Any]] = [
    {
        "ncessch": "040497000411",
        "state_school_code": "5489",
        "school_name": "Westwood High School",
        "leaid": "0404970",
        "state_code": "AZ",
        "status": "Open",
        "street_address": "945 W Rio Salado Pkwy",
        "city_name": "Mesa",
        "zip_code": "85201",
        "lowest_grade": "9",
        "highest_grade": "12",
    },
    {
        "ncessch": "040497000999",
        "school_name": "Peña Blanca Elementary",
        "leaid": "0404970",
        "state_code": "AZ",
        "status": "Open",
        "city_name": "Globe",
        "zip_code": "85501",
        "lowest_grade": "KG",
        "highest_grade": "6",
    },
]
OWN_SCHOOLS: list[dict[str, Any]] = [
    {
        "school_entity_id": "5489",
        "fiscal_year": 2025,
        "school_name": "Westwood High School",
        "lea_entity_id": "4235",
        "lea_name": "Mesa Unified District",
        "students_count": 3012,
        "cted_name": "EVIT",
        "office_city_name": "Mesa",
        "office_zip_code": "85201",
        "longitude": -111.85,
        "latitude": 33.43,
    },
    {
        "school_entity_id": "77777",
        "fiscal_year": 2025,
        "school_name": "Mesa Online Academy",
        "lea_entity_id": "4235",
        "lea_name": "Mesa Unified District",
        "students_note": "Ten or fewer students.",
        "office_city_name": "Mesa",
        "office_zip_code": "85201",
        "longitude": -111.85,
        "latitude": 33.43,
    },
]
CTEDS = [
    {
        "cted_name": "EVIT",
        "full_name": "East Valley Institute of Technology",
        "entity_id": "409731",
        "leaid": "0409731",
    }
]
COLLEGES = [
    {
        "unitid": "105154",
        "year": 2024,
        "institution_name": "Mesa Community College",
        "city_name": "Mesa",
        "state_code": "AZ",
        "county_fips": "04013",
        "is_active": True,
        "longitude": -111.87,
        "latitude": 33.39,
    }
]


def district(chamber: str, code: str, ring: list[list[int]]) -> dict[str, Any]:
    """Return one election district that is a square."""
    return {
        "chamber": chamber,
        "district_geoid": f"04{code.zfill(2 if chamber == 'congressional' else 3)}",
        "state_fips": "04",
        "district_code": code,
        "district_name": f"District {code}",
        "polygons_json": json.dumps([[ring]]),
    }


DISTRICTS = [
    district(chamber, code, ring)
    for chamber in ("upper", "lower")
    for code, ring in (("8", WEST), ("15", EAST))
] + [district("congressional", "4", WEST), district("congressional", "2", EAST)]


def lists(release: str = "2025", **changed: list[dict[str, Any]]) -> dict[str, Part]:
    """Return the parts of the small directory; rows of a table may be exchanged."""
    rows: dict[str, list[dict[str, Any]]] = {
        "states": STATES,
        "counties": COUNTIES,
        "county_outlines": OUTLINES,
        "zip_points": ZIPS,
        "place_points": TOWNS,
        "district_outlines": DISTRICTS,
        "naics_industries": INDUSTRIES,
        "ccd_agencies": AGENCIES,
        "ccd_schools": SCHOOLS,
        "ade_schools": OWN_SCHOOLS,
        "ade_cteds": CTEDS,
        "ipeds_institutions": COLLEGES,
        **changed,
    }
    parts = {"ccd_agencies": "04", "ccd_schools": "04", "ade_schools": "schools"}
    return {
        name: part(name, release, held, name=parts.get(name, "all")) for name, held in rows.items()
    }


def directory_store(folder: Path, release: str = "2025", **changed: list[dict[str, Any]]) -> Store:
    """Write the small directory into a folder and open it, without the starter data beneath."""
    parts = tuple(lists(release, **changed).values())
    for source in ("ccd", "geography"):
        own = tuple(each for each in parts if (source == "ccd") == each.table.startswith("ccd"))
        load(
            folder,
            Source(
                key=source,
                publisher="National Center for Education Statistics",
                title="Common Core of Data",
                licence="U.S. Government work, public domain in the United States",
                url="https://nces.ed.gov/ccd/",
                tables=tuple(sorted({each.table for each in own})),
                cadence_months=12,
            ),
            Reading(parts=own, rows_read=sum(each.frame.height for each in own)),
            loaded_date="2026-11-01",
        )
    return Store((folder,))
