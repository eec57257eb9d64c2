"""Colleges and their awards in the small store; the counts are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.factories.rows import part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from keyway.reference.releases import Part

# unit id: name, city, county, longitude, latitude, sector, control, level
INSTITUTIONS = {
    "104717": ("Grand Canyon University", "Phoenix", "04013", -112.13, 33.51, 2, "private", 4),
    "105154": ("Mesa Community College", "Mesa", "04013", -111.87, 33.39, 4, "public", 2),
    "105525": ("Pima Community College", "Tucson", "04019", -110.97, 32.23, 4, "public", 2),
    "106041": (
        "Universal Technical Institute of Arizona Inc", "Avondale", "04013",
        -112.32, 33.45, 6, "private", 2,
    ),
    "106148": ("Yavapai College", "Prescott", "04025", -112.45, 34.55, 4, "public", 2),
}  # fmt: skip
CONTROL = {"public": "public", "private": "private for-profit"}
LEVEL = {2: "two-year", 4: "four-year"}
# unit id, program, award level: awards of 2022, 2023 and 2024
AWARDS: dict[tuple[str, str, str], tuple[int | None, ...]] = {
    ("104717", "52.0301", "5"): (900, 950, 980),
    ("105154", "15.0613", "3"): (22, 25, 27),
    ("105154", "47.0303", "2"): (30, 28, 35),
    ("105154", "48.0501", "2"): (60, 55, 64),
    ("105154", "48.0508", "2"): (120, 130, 124),
    ("105154", "52.0301", "3"): (80, 85, 90),
    ("105525", "48.0501", "3"): (18, 20, 17),
    ("105525", "48.0508", "2"): (70, 66, 75),
    ("105525", "48.0510", "2"): (12, 15, None),
    ("106041", "48.0508", "2"): (250, 260, 240),
    ("106148", "47.0303", "2"): (9, 12, 11),
    ("106148", "48.0508", "2"): (14, 10, 16),
}


def parts() -> list[Part]:
    """Return institutions and their completions, a part a year."""
    years = (2022, 2023, 2024)
    awards = [
        part("ipeds_program_completions", str(year), _awards(at, year), name=str(year))
        for at, year in enumerate(years)
    ]
    return [part("ipeds_institutions", "2024", _institutions(), name="2024"), *awards]


def _institutions() -> Iterator[dict[str, Any]]:
    for unitid, (name, city, county, east, north, sector, control, years) in INSTITUTIONS.items():
        yield {
            "unitid": unitid,
            "year": 2024,
            "institution_name": name,
            "city_name": city,
            "state_code": "AZ",
            "county_fips": county,
            "longitude": east,
            "latitude": north,
            "sector_code": sector,
            "control": CONTROL[control],
            "level": LEVEL[years],
            "is_active": True,
            "website": f"https://{unitid}.example.edu",
        }


def _awards(at: int, year: int) -> Iterator[dict[str, Any]]:
    for (unitid, cip, level), counts in AWARDS.items():
        yield {
            "unitid": unitid,
            "cip_code": cip,
            "award_level_code": level,
            "year": year,
            "awards_count": counts[at],
            "awards_note": None if counts[at] is not None else "not reported",
        }
