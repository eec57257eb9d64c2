"""CIP 2020: what programs of study are called, from the publisher's code list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from keyway.reference.releases import FileRefused, Reading, Source
from keyway.reference.tables import patterns
from keyway.sources import files
from keyway.sources.files.cells import RESAVED
from keyway.sources.files.containers import DOWNLOAD_AGAIN

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = Source(
    key="cip",
    publisher="National Center for Education Statistics",
    title="Classification of Instructional Programs, 2020",
    licence="U.S. Government work, public domain in the United States",
    url="https://nces.ed.gov/ipeds/cipcode/resources.aspx?y=56",
    tables=("cip_programs",),
    cadence_months=120,
    files="CIPCode2020.csv from “CIP 2020 resources”, as it comes.",
)

COLUMNS = ("CIPFamily", "CIPCode", "Action", "CIPTitle", "CIPDefinition")
# Rows of these kinds say where a code of the edition of 2010 went; they are no codes of 2020.
GONE = {
    "Moved from": "Codes of 2010 that moved to another code in 2020",
    "Deleted": "Codes of 2010 that the edition of 2020 dropped",
}
# The interdisciplinary family 30.7x (data science) and family 61 (medical residencies) came in
# 2020; without the second, the list is an older edition.
FAMILY_OF_2020 = "61"


def recognizes(path: files.Origin) -> bool:
    """Return whether the file has the columns of the CIP 2020 code list."""
    return any(
        files.has_columns(*COLUMNS)(row)
        for document in files.documents(path)
        for row in files.top_rows(document, 2)
    )


def read(path: Path, progress: files.Progress | None = None) -> Reading:
    """Return families, groups and programs of CIP 2020.

    Args:
        path: the code list, or an archive or folder that holds it.
        progress: told what is being read.

    Raises:
        FileRefused: the file is not the list of 2020 or a code lost its zeros.
    """
    document = _code_list(path)
    if progress:
        progress(document.name, 0, 1)
    raw = files.require_columns(
        files.open_table(document, separator=","), COLUMNS, file=document.name
    )
    rows = raw.with_columns(
        files.codes(
            raw,
            "CIPCode",
            patterns.CIP,
            file=document.name,
            example="01, 01.01 or 01.0101",
            heal=unguarded,
        )
    )
    _check_edition(rows, document.name)
    _check_titles(rows, document.name)
    kept = rows.filter(~pl.col("Action").is_in(list(GONE)).fill_null(value=False))
    gone = [
        note
        for action, reason in GONE.items()
        for note in files.left_out(reason, rows.filter(pl.col("Action") == action), "CIPCode")
    ]
    frame = kept.select(
        cip_code="CIPCode",
        program_name=pl.col("CIPTitle").str.strip_suffix("."),
        definition="CIPDefinition",
    )
    return Reading(
        parts=(files.as_part("cip_programs", "2020", "CIP 2020", "2020", frame),),
        rows_read=rows.height,
        left_out=tuple(gone),
        files=files.fingerprints(path),
    )


def unguarded(code: str) -> str:
    """Return a code without the ="…" that keeps spreadsheets from changing it."""
    return re.sub(r'^=?"?(.*?)"?$', r"\1", code)


def _code_list(path: Path) -> files.Document:
    for document in files.documents(path):
        if any(files.has_columns(*COLUMNS)(row) for row in files.top_rows(document, 2)):
            return document
    raise FileRefused(
        file=path.name,
        problem=f"No file with the columns {', '.join(COLUMNS)} is there.",
        remedy="Load CIPCode2020.csv as the National Center for Education Statistics serves it.",
    )


def _check_edition(rows: pl.DataFrame, name: str) -> None:
    codes = rows["CIPCode"]
    if FAMILY_OF_2020 not in codes:
        raise FileRefused(
            file=name,
            problem=f"Family {FAMILY_OF_2020} is not in it, so it is an older edition than 2020 "
            "or the list is cut off.",
            remedy="Load CIPCode2020.csv whole.",
        )
    again = rows.filter(codes.is_duplicated())
    if not again.is_empty():
        raise FileRefused(
            file=name,
            problem=f"Code {again['CIPCode'][0]} stands in it more than once.",
            remedy=RESAVED,
            row=again[files.ROW][1],
            column="CIPCode",
        )


def _check_titles(rows: pl.DataFrame, name: str) -> None:
    empty = rows.filter(pl.col("CIPTitle").is_null())
    if not empty.is_empty():
        raise FileRefused(
            file=name,
            problem=f"Code {empty['CIPCode'][0]} has no title.",
            remedy=DOWNLOAD_AGAIN,
            row=empty[files.ROW][0],
            column="CIPTitle",
        )
