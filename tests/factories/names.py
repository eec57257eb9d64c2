"""Places and code systems of the small store."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.factories.rows import part

if TYPE_CHECKING:
    from keyway.reference.releases import Part

STATES = {"04": ("AZ", "Arizona"), "39": ("OH", "Ohio")}
COUNTIES = {
    "04013": ("Maricopa", -112.49, 33.35),
    "04019": ("Pima", -111.79, 32.10),
    "04025": ("Yavapai", -112.55, 34.60),
    "39035": ("Cuyahoga", -81.66, 41.42),
}
AREAS = {
    "38060": ("Phoenix-Mesa-Chandler, AZ", "04013"),
    "46060": ("Tucson, AZ", "04019"),
    "39140": ("Prescott Valley-Prescott, AZ", "04025"),
}
OCCUPATIONS = {
    "13-0000": "Business and Financial Operations Occupations",
    "13-2011": "Accountants and Auditors",
    "17-0000": "Architecture and Engineering Occupations",
    "17-3026": "Industrial Engineering Technologists and Technicians",
    "49-0000": "Installation, Maintenance, and Repair Occupations",
    "49-9041": "Industrial Machinery Mechanics",
    "51-0000": "Production Occupations",
    "51-2028": "Electrical, Electronic, and Electromechanical Assemblers, Except Coil Winders",
    "51-4041": "Machinists",
    "51-4121": "Welders, Cutters, Solderers, and Brazers",
    "51-9141": "Semiconductor Processing Technicians",
    "51-9161": "Computer Numerically Controlled Tool Operators",
    "53-0000": "Transportation and Material Moving Occupations",
    "53-7062": "Laborers and Freight, Stock, and Material Movers, Hand",
}
PROGRAMS = {
    "15": "Engineering/Engineering-Related Technologies/Technicians.",
    "15.0613": "Manufacturing Engineering Technology/Technician.",
    "47": "Mechanic and Repair Technologies/Technicians.",
    "47.0303": "Industrial Mechanics and Maintenance Technology/Technician.",
    "48": "Precision Production.",
    "48.0501": "Machine Tool Technology/Machinist.",
    "48.0508": "Welding Technology/Welder.",
    "48.0510": "Computer Numerically Controlled (CNC) Machinist Technology/CNC Machinist.",
    "52": "Business, Management, Marketing, and Related Support Services.",
    "52.0301": "Accounting.",
}
LINKS = {
    "15.0613": ("17-3026",),
    "47.0303": ("49-9041",),
    "48.0501": ("51-4041", "51-9161"),
    "48.0508": ("51-4121",),
    "48.0510": ("51-4041", "51-9161"),
    "52.0301": ("13-2011",),
}
INDUSTRIES = {
    "31-33": "Manufacturing",
    "332": "Fabricated Metal Product Manufacturing",
    "3327": "Machine Shops; Turned Product; and Screw, Nut, and Bolt Manufacturing",
    "334": "Computer and Electronic Product Manufacturing",
    "3344": "Semiconductor and Other Electronic Component Manufacturing",
    "336": "Transportation Equipment Manufacturing",
    "3364": "Aerospace Product and Parts Manufacturing",
    "48-49": "Transportation and Warehousing",
    "4931": "Warehousing and Storage",
    "54": "Professional, Scientific, and Technical Services",
    "5412": "Accounting, Tax Preparation, Bookkeeping, and Payroll Services",
}


def detailed() -> list[str]:
    """Return the codes of the detailed occupations."""
    return [code for code in OCCUPATIONS if not code.endswith("-0000")]


def parts() -> list[Part]:
    """Return places, occupations, programs, their links and industries."""
    return [*_places(), *_codes()]


def _places() -> list[Part]:
    return [
        part(
            "states",
            "2020",
            (
                {"state_fips": fips, "state_code": code, "state_name": name}
                for fips, (code, name) in STATES.items()
            ),
        ),
        part(
            "counties",
            "2020",
            (
                {
                    "county_fips": fips,
                    "state_fips": fips[:2],
                    "county_name": name,
                    "longitude": east,
                    "latitude": north,
                }
                for fips, (name, east, north) in COUNTIES.items()
            ),
        ),
        part(
            "county_outlines",
            "2020",
            (
                {"county_fips": fips, "polygons_json": json.dumps([[_square(east, north)]])}
                for fips, (_, east, north) in COUNTIES.items()
            ),
        ),
        part(
            "area_counties",
            "2023",
            (
                {"area_code": area, "county_fips": county, "area_name": name}
                for area, (name, county) in AREAS.items()
            ),
        ),
    ]


def _square(east: float, north: float) -> list[list[float]]:
    corners = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5), (-0.5, -0.5)]
    return [[round(east + x, 2), round(north + y, 2)] for x, y in corners]


def _codes() -> list[Part]:
    return [
        part(
            "soc_occupations",
            "2018",
            (
                {
                    "soc_code": code,
                    "occupation_name": name,
                    "group_level": "major" if code.endswith("-0000") else "detailed",
                }
                for code, name in OCCUPATIONS.items()
            ),
        ),
        part(
            "cip_programs",
            "2020",
            ({"cip_code": code, "program_name": name} for code, name in PROGRAMS.items()),
        ),
        part(
            "cip_soc_links",
            "2020",
            ({"cip_code": cip, "soc_code": soc} for cip, socs in LINKS.items() for soc in socs),
        ),
        part(
            "naics_industries",
            "2022",
            (
                {
                    "edition_year": 2022,
                    "naics_code": code,
                    "industry_name": name,
                    "digits_count": 2 if "-" in code else len(code),
                }
                for code, name in INDUSTRIES.items()
            ),
        ),
    ]
