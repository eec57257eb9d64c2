"""States, counties with their outlines and centers, and the areas of the wage survey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keyway.reference.releases import Reading, Source
from keyway.sources import files
from keyway.sources.geography import lists, outlines

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = Source(
    key="geography",
    publisher="U.S. Census Bureau",
    title="Counties, states and wage-survey areas",
    licence="Public domain (United States Government work)",
    url="https://www.census.gov/geographies/mapping-files/time-series/geo/cartographic-boundary.html",
    tables=("states", "counties", "county_outlines", "area_counties"),
    cadence_months=12,
    credit="U.S. Census Bureau, cartographic boundary files; U.S. Bureau of Labor Statistics, "
    "area definitions",
    files="cb_<year>_us_county_20m.zip, the list of states (state.txt) and "
    "area_definitions_m<year>.xlsx of the Bureau of Labor Statistics.",
)

LAYOUTS = (*outlines.LAYOUTS, *lists.LAYOUTS)


def recognizes(path: files.Origin) -> bool:
    """Return whether the file holds county outlines or one of the lists, by content."""
    return files.recognizes(path, LAYOUTS)


def read(path: Path, progress: files.Progress | None = None) -> Reading:
    """Return the places of a file, folder or archive.

    Parts: ``states``; one part a state for counties and their outlines; ``areas`` for the areas
    of the wage survey.

    Raises:
        FileRefused: the file is none of the layouts, or is damaged.
    """
    return files.reading(path, LAYOUTS, title="a list or outline of counties", progress=progress)
