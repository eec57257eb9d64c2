"""County Business Patterns: establishments, jobs and payroll by county or state and industry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keyway.reference.releases import Reading, Source
from keyway.sources import files
from keyway.sources.cbp import copies, official

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = Source(
    key="cbp",
    publisher="U.S. Census Bureau",
    title="County Business Patterns",
    licence="Public domain (United States Government work)",
    url="https://www.census.gov/programs-surveys/cbp/data/datasets.html",
    tables=("cbp_county_industries", "cbp_state_industries"),
    cadence_months=12,
    lag_months=18,
    credit="U.S. Census Bureau, County Business Patterns",
    files="cbp<YY>co.zip for counties and cbp<YY>st.zip for states, or their text files.",
)

LAYOUTS = (*official.LAYOUTS, *copies.LAYOUTS)


def recognizes(path: files.Origin) -> bool:
    """Return whether the file holds County Business Patterns, by its column names."""
    return files.recognizes(path, LAYOUTS)


def read(path: Path, progress: files.Progress | None = None) -> Reading:
    """Return the county and state figures of a file, folder or archive.

    Parts: for each year and state ``<year>-<state>-manufacturing`` and ``<year>-<state>-other``,
    so that a year that is known for manufacturing alone can stand beside an older full one.

    Raises:
        FileRefused: the file is not one of the product's, is damaged or does not tell its year.
    """
    return files.reading(path, LAYOUTS, title=SOURCE.title, progress=progress)
