"""Small files in the publishers' layouts, made for one test."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING, Any

import polars as pl
import xlsxwriter

from keyway.reference.contract import CONTRACTS, failing_rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from keyway.reference.releases import Part, Reading

Rows = "Sequence[Sequence[Any]]"


def text_of(rows: Rows, separator: str = ",") -> str:
    """Rows as delimited text with line feeds."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
    return out.getvalue()


def write_text(path: Path, rows: Rows, separator: str = ",", encoding: str = "utf-8") -> Path:
    """Write rows as delimited text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text_of(rows, separator).encode(encoding))
    return path


def write_workbook(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """Write a workbook; numbers stay numbers, dates dates, None blank."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(i, j, cell)
                    elif cell is not None:
                        sheet.write(i, j, cell)
    return path


def write_zip(path: Path, members: Mapping[str, bytes | str]) -> Path:
    """Write a zip archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def part(reading: Reading, table: str, name: str) -> Part:
    """The one part of this table and name, which must satisfy its contract."""
    found = [each for each in reading.parts if (each.table, each.part) == (table, name)]
    assert len(found) == 1, [(each.table, each.part) for each in reading.parts]
    broken, examples = failing_rows(CONTRACTS[table], found[0].frame)
    assert broken == {}, examples
    return found[0]


def row(frame: pl.DataFrame, **wanted: Any) -> dict[str, Any]:
    """The one row with these values."""
    found = frame.filter([pl.col(name) == value for name, value in wanted.items()])
    assert found.height == 1, found
    return found.row(0, named=True)


def reasons(reading: Reading) -> dict[str, int]:
    """Why rows were left out, with their count."""
    return {note.reason: note.rows_count for note in reading.left_out}
