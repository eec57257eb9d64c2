"""Files as publishers write them, small: workbooks, text and archives."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from keyway.reference.contract import CONTRACTS, failing_rows
from keyway.reference.releases import FileRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from keyway.reference.releases import LeftOut, Part, Reading

Cell = str | int | float | None


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> Path:
    """Write an Excel workbook; numbers stay numbers, as a spreadsheet keeps them."""
    book = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell is not None:
                    sheet.write(at, column, cell)
    book.close()
    return path


def text(
    path: Path,
    rows: Sequence[Sequence[Cell]],
    *,
    separator: str = ",",
    encoding: str = "utf-8",
    newline: str = "\n",
    quoted: bool = True,
) -> Path:
    """Write a text file; ``utf-8-sig`` begins it with a byte order mark."""
    path.write_bytes(
        text_bytes(rows, separator=separator, newline=newline, quoted=quoted).encode(encoding)
    )
    return path


def text_bytes(
    rows: Sequence[Sequence[Cell]],
    *,
    separator: str = ",",
    newline: str = "\n",
    quoted: bool = True,
) -> str:
    """Return rows as separated text."""
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if not quoted:
        return "".join(separator.join(row) + newline for row in cells)
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=newline).writerows(cells)
    return out.getvalue()


def archive(path: Path, members: Mapping[str, str | bytes]) -> Path:
    """Write a zip archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members.items():
            out.writestr(name, content)
    return path


def cut(path: Path, part: float = 0.5) -> Path:
    """Keep only the beginning of a file, as an interrupted download does."""
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    return path


def refusal(read: Callable[[Path], Reading], path: Path) -> str:
    """Return the sentence with which a file is refused."""
    with pytest.raises(FileRefused) as refused:
        read(path)
    return str(refused.value)


def part_of(reading: Reading, table: str, name: str | None = None) -> Part:
    """Return the only part of a table, or the one of that name, checked by its contract."""
    found = [part for part in reading.parts if part.table == table and name in (None, part.part)]
    assert len(found) == 1, [(part.table, part.part) for part in reading.parts]
    rules, rows = failing_rows(CONTRACTS[table], found[0].frame)
    assert not rules, rows
    return found[0]


def note_of(reading: Reading, beginning: str) -> LeftOut:
    """Return the note on rows not kept whose reason begins so."""
    found = [note for note in reading.left_out if note.reason.startswith(beginning)]
    assert len(found) == 1, [note.reason for note in reading.left_out]
    return found[0]
