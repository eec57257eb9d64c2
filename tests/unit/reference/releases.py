"""Small releases to store: the states table in parts, as tests need them."""

import polars as pl

from keyway.reference.contract import CONTRACTS
from keyway.reference.releases import Part, Reading, Source

SOURCE = Source(
    key="geography",
    publisher="U.S. Census Bureau",
    title="States and counties",
    licence="U.S. Government work, public domain in the United States",
    url="https://www.census.gov/",
    tables=("states", "counties"),
    cadence_months=12,
)
CODES = {"04": "AZ", "35": "NM", "39": "OH", "48": "TX"}


def states_part(fips="04", *, name="Arizona", release="2020", part=None):
    """One state as a part of its own, called ``name`` in this release."""
    frame = pl.DataFrame({"state_fips": [fips], "state_code": [CODES[fips]], "state_name": [name]})
    return Part("states", part or fips, f"Edition {release}", release, frame)


def counties_part(count=3, *, release="2020", part="04"):
    """So many counties of Arizona in one part."""
    frame = pl.DataFrame(
        {
            "county_fips": [f"04{number:03}" for number in range(count)],
            "state_fips": ["04"] * count,
            "county_name": [f"County {number}" for number in range(count)],
            "longitude": [-112.0] * count,
            "latitude": [None] * count,
        },
        schema_overrides={"latitude": pl.Float64},
    )
    return Part("counties", part, f"Edition {release}", release, frame)


def wages_part(jobs, *, note=None, release="2025-05", part="04"):
    """Machinists' jobs in Arizona; ``None`` where the publisher hides them."""
    empty = CONTRACTS["oews_area_wages"].empty()
    row = pl.DataFrame(
        {
            "area_code": ["04"],
            "soc_code": ["51-4041"],
            "year": [int(release[:4])],
            "group_level": ["detailed"],
            "employment_count": [jobs],
            "employment_note": [note],
        },
        schema_overrides={"employment_count": pl.Int64, "employment_note": pl.String},
    )
    frame = pl.concat([empty, row], how="diagonal_relaxed")
    return Part("oews_area_wages", part, f"May {release[:4]}", release, frame)


def reading(*parts):
    """A reading that holds these parts."""
    rows = sum(part.frame.height for part in parts)
    return Reading(parts=tuple(parts), rows_read=rows, files=(("states.csv", "0" * 64),))
