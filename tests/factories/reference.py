"""A small reference store: three counties, nine occupations, five colleges.

Codes and names are the official ones; the counts are invented, small enough to check by hand.
Arizona is whole; Ohio has names only, so nothing can be reckoned for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from keyway.reference.contract import CONTRACTS
from keyway.reference.loading import load
from keyway.reference.releases import Part, Reading, Source
from keyway.reference.store import Store
from tests.factories import jobs, names, schools, work

if TYPE_CHECKING:
    from pathlib import Path

LOADED = "2026-11-01"
PUBLIC_DOMAIN = "U.S. Government work, public domain in the United States"
SOURCES = {
    "geography": ("U.S. Census Bureau", "States, counties and areas"),
    "soc": ("U.S. Bureau of Labor Statistics", "Standard Occupational Classification"),
    "naics": ("U.S. Census Bureau", "North American Industry Classification System"),
    "cip": ("National Center for Education Statistics", "Classification of Instructional Programs"),
    "cip_soc": ("National Center for Education Statistics", "CIP–SOC crosswalk"),
    "oews": ("U.S. Bureau of Labor Statistics", "Occupational Employment and Wage Statistics"),
    "projections": ("U.S. Bureau of Labor Statistics", "Employment Projections"),
    "state_projections": ("Projections Central", "State occupational projections"),
    "cbp": ("U.S. Census Bureau", "County Business Patterns"),
    "ipeds": ("National Center for Education Statistics", "IPEDS"),
    "onet": ("U.S. Department of Labor", "O*NET database"),
}


def small_parts() -> list[Part]:
    """Return every part of the small store."""
    return [*names.parts(), *jobs.parts(), *schools.parts(), *work.parts()]


def small_store(folder: Path) -> Store:
    """Write the small store into a folder and open it, without the starter data beneath."""
    for key in SOURCES:
        found = [part for part in small_parts() if CONTRACTS[part.table].source == key]
        store_parts(folder, key, *found)
    return Store((folder,))


def store_parts(folder: Path, key: str, *parts: Part) -> None:
    """Load parts of one source into the store in a folder."""
    publisher, title = SOURCES[key]
    source = Source(
        key=key,
        publisher=publisher,
        title=title,
        licence=PUBLIC_DOMAIN,
        url=f"https://example.org/{key}",
        tables=tuple(sorted({part.table for part in parts})),
        cadence_months=12,
        credit=f"{publisher}, {title}.",
    )
    rows = sum(part.frame.height for part in parts)
    load(folder, source, Reading(parts, rows), loaded_date=LOADED)


def more_machinists(folder: Path) -> None:
    """Load a newer release of the state's wages, in which machinists have doubled."""
    _machinists(folder, pl.col("employment_count") * 2)


def hidden_machinists(folder: Path) -> None:
    """Load a newer release of the state's wages, in which machinists are withheld."""
    _machinists(folder, pl.lit(None, dtype=pl.Int64))


def _machinists(folder: Path, count: pl.Expr) -> None:
    is_machinist = pl.col("soc_code") == "51-4041"
    frame = next(p.frame for p in jobs.parts() if p.part == "states").with_columns(
        employment_count=pl.when(is_machinist).then(count).otherwise("employment_count"),
        year=pl.lit(2026),
    )
    store_parts(folder, "oews", Part("oews_area_wages", "states", "May 2026", "2026-05", frame))
