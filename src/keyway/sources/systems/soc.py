"""SOC 2018: occupations and groups with definitions, and titles that belong to one occupation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from keyway.reference.releases import FileRefused, Part, Reading, Source
from keyway.reference.tables import patterns
from keyway.sources import files
from keyway.sources.files.cells import RESAVED
from keyway.sources.files.containers import DOWNLOAD_AGAIN

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = Source(
    key="soc",
    publisher="Bureau of Labor Statistics for the Office of Management and Budget",
    title="Standard Occupational Classification, 2018",
    licence="U.S. Government work, public domain in the United States",
    url="https://www.bls.gov/soc/2018/",
    tables=("soc_occupations", "soc_direct_match_titles"),
    cadence_months=120,
    files="soc_2018_definitions.xlsx and soc_2018_direct_match_title_file.xlsx.",
)

DEFINITIONS = ("SOC Group", "SOC Code", "SOC Title", "SOC Definition")
TITLES = ("2018 SOC Code", "2018 SOC Title", "2018 SOC Direct Match Title", "Illustrative Example")
LEVELS = ("major", "minor", "broad", "detailed")
# Major groups of the edition of 2018; a list with fewer was cut off.
MAJOR_GROUPS = 23
RELEASE = ("2018", "SOC 2018", "2018")


def recognizes(path: files.Origin) -> bool:
    """Return whether a file has the columns of the definitions or of the direct-match titles."""
    return any(
        _has(DEFINITIONS, document) or _has(TITLES, document) for document in files.documents(path)
    )


def read(path: Path, progress: files.Progress | None = None) -> Reading:
    """Return occupations with definitions, direct-match titles, or both.

    Args:
        path: one of the two workbooks, or a folder or archive with either or both.
        progress: told what is being read.

    Raises:
        FileRefused: neither workbook is there, or a row does not hold what it should.
    """
    parts: list[Part] = []
    rows_read, repeated = 0, pl.DataFrame()
    for document in files.documents(path):
        if progress:
            progress(document.name, len(parts), 2)
        if _has(DEFINITIONS, document):
            frame = _occupations(document)
            parts.append(files.as_part("soc_occupations", *RELEASE, frame))
            rows_read += frame.height
        elif _has(TITLES, document):
            frame, repeated = _titles(document)
            parts.append(files.as_part("soc_direct_match_titles", *RELEASE, frame))
            rows_read += frame.height + repeated.height
    if not parts or len({part.table for part in parts}) < len(parts):
        raise FileRefused(
            file=path.name,
            problem="It holds neither the definitions nor the direct-match titles of SOC 2018."
            if not parts
            else "It holds the same list more than once.",
            remedy="Load soc_2018_definitions.xlsx or soc_2018_direct_match_title_file.xlsx from "
            "the Bureau of Labor Statistics.",
        )
    return Reading(
        parts=tuple(parts),
        rows_read=rows_read,
        left_out=files.left_out(
            "Titles that the list repeats for the same occupation",
            repeated,
            "soc_code",
            "job_title",
        ),
        files=files.fingerprints(path),
    )


def level_of(code: str) -> str:
    """Return the level that the zeros at the end of a SOC code stand for."""
    if code.endswith("-0000"):
        return "major"
    if code.endswith("00"):
        return "minor"
    return "broad" if code.endswith("0") else "detailed"


def _has(columns: tuple[str, ...], document: files.Document) -> bool:
    return any(files.has_columns(*columns)(row) for row in files.top_rows(document, 15))


def _occupations(document: files.Document) -> pl.DataFrame:
    name = document.name
    rows = files.require_columns(
        files.open_table(document, header=files.has_columns(*DEFINITIONS)), DEFINITIONS, file=name
    )
    rows = rows.with_columns(
        files.codes(rows, "SOC Code", patterns.SOC, file=name, example="11-1011"),
        level=pl.col("SOC Group").str.to_lowercase(),
        by_code=pl.col("SOC Code").map_elements(level_of, return_dtype=pl.String),
    )
    wrong = rows.filter(
        ~pl.col("level").is_in(LEVELS).fill_null(value=False)
        | (pl.col("level") != pl.col("by_code"))
    )
    if not wrong.is_empty():
        raise FileRefused(
            file=name,
            problem=f"{wrong['SOC Code'][0]} is called “{wrong['SOC Group'][0]}”, where its code "
            f"says {wrong['by_code'][0]}.",
            remedy=RESAVED,
            row=wrong[files.ROW][0],
            column="SOC Group",
        )
    majors = rows.filter(pl.col("level") == "major").height
    if majors < MAJOR_GROUPS:
        raise FileRefused(
            file=name,
            problem=f"It has {majors} of {MAJOR_GROUPS} major groups, so it was cut off or is of "
            "another edition.",
            remedy=DOWNLOAD_AGAIN,
        )
    return rows.select(
        soc_code="SOC Code",
        occupation_name="SOC Title",
        group_level="level",
        definition="SOC Definition",
    )


def _titles(document: files.Document) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the titles, and rows that repeat a title of the same occupation."""
    name = document.name
    rows = files.require_columns(
        files.open_table(document, header=files.has_columns(*TITLES)), TITLES, file=name
    )
    shaped = rows.select(
        files.codes(rows, "2018 SOC Code", patterns.SOC, file=name, example="11-1011").alias(
            "soc_code"
        ),
        job_title="2018 SOC Direct Match Title",
        is_illustrative=pl.col("Illustrative Example").str.to_lowercase().eq("x").fill_null(False),
    )
    # The list has a few titles twice, once as an example; the example stays.
    ordered = shaped.sort("is_illustrative", descending=True, maintain_order=True)
    key = ["soc_code", "job_title"]
    is_first = ordered.select(pl.struct(key).is_first_distinct()).to_series()
    return ordered.filter(is_first), ordered.filter(~is_first)
