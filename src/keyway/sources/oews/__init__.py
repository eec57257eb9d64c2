"""Occupational Employment and Wage Statistics: jobs and wages by area, and by industry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from keyway.reference.releases import FileRefused, Part, Reading, Source
from keyway.sources import files
from keyway.sources.oews import mirror, workbook

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = Source(
    key="oews",
    publisher="U.S. Bureau of Labor Statistics",
    title="Occupational Employment and Wage Statistics",
    licence="Public domain (United States Government work)",
    url="https://www.bls.gov/oes/tables.htm",
    tables=("oews_area_wages", "oews_industry_staffing"),
    cadence_months=12,
    lag_months=11,
    credit="U.S. Bureau of Labor Statistics, Occupational Employment and Wage Statistics",
    files="The yearly archives oesm<YY>nat, oesm<YY>st, oesm<YY>ma and oesm<YY>in4, or "
    "oesm<YY>all, as zip or as the workbooks inside.",
)

LAYOUTS = (workbook.LAYOUT, workbook.STATES_LAYOUT, workbook.INDUSTRIES_LAYOUT, *mirror.LAYOUTS)

# A part replaces the one before it, so a file with a few areas must not stand for all of them.
FEWEST_AREAS = {"states": 50, "nonmetro": 100, "metro": 300}


def recognizes(path: files.Origin) -> bool:
    """Return whether the file holds wage estimates, by its column names."""
    return files.recognizes(path, LAYOUTS)


def read(path: Path, progress: files.Progress | None = None) -> Reading:
    """Return the area and industry estimates of a file, folder or archive.

    Parts: ``national``, ``states``, ``nonmetro``, ``metro`` and ``industries``.

    Raises:
        FileRefused: the file is not one of the survey's, is damaged or is only a piece.
    """
    result = files.reading(path, LAYOUTS, title=SOURCE.title, progress=progress)
    for part in result.parts:
        _refuse_a_piece(path.name, part)
    return result


def _refuse_a_piece(name: str, part: Part) -> None:
    if part.table != "oews_area_wages":
        return
    areas = part.frame["area_code"].n_unique()
    fewest = FEWEST_AREAS.get(part.part, 1)
    if areas < fewest:
        raise FileRefused(
            file=name,
            problem=f"It holds {areas} of the areas of the part “{part.part}”; the survey "
            f"publishes {fewest} or more.",
            remedy="Load the whole file or folder of the survey, so that no area goes missing.",
        )
    if part.part == "national":
        _refuse_a_short_sum(name, part)


def _refuse_a_short_sum(name: str, part: Part) -> None:
    """Refuse a national file whose occupations fall short of its own total: rows are missing."""
    jobs = dict(part.frame.group_by("group_level").agg(pl.sum("employment_count")).rows())
    total, detailed = jobs.get("total"), jobs.get("detailed", 0)
    if total and detailed < 0.95 * total:
        raise FileRefused(
            file=name,
            problem=f"Its occupations add up to {detailed:,} of {total:,} jobs: rows are missing.",
            remedy="Download it again from the publisher.",
        )
