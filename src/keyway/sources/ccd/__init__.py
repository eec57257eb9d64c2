"""Common Core of Data: every public school and school district of the nation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keyway.reference.releases import Reading, Source
from keyway.sources import files
from keyway.sources.ccd import agencies, schools

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = Source(
    key="ccd",
    publisher="National Center for Education Statistics",
    title="Common Core of Data, directories of districts and schools",
    licence="U.S. Government work, public domain in the United States",
    url="https://nces.ed.gov/ccd/files.asp",
    tables=("ccd_agencies", "ccd_schools"),
    cadence_months=12,
    files="ccd_lea_029_<yyyy>_w_<version>.zip and ccd_sch_029_<yyyy>_w_<version>.zip, as they come.",
)

LAYOUTS = (*agencies.LAYOUTS, *schools.LAYOUTS)


def recognizes(path: files.Origin) -> bool:
    """Return whether the file lists districts or schools as the publisher does, by content."""
    return files.recognizes(path, LAYOUTS)


def read(path: Path, progress: files.Progress | None = None) -> Reading:
    """Return agencies and schools, one part a state.

    Raises:
        FileRefused: the file is none of the layouts, does not tell its year, or is damaged.
    """
    return files.reading(
        path, LAYOUTS, title="a directory of districts or schools", progress=progress
    )
