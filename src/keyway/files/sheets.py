"""One sheet of rows and columns, from a text file or a workbook, every cell text."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook

from keyway.files.archives import Bounds, is_workbook, refuse_entities, safe_members
from keyway.files.faults import Fault, Unreadable
from keyway.files.letters import cell_text, decode, separator_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_PAGES = (b"<!doctype", b"<html", b"<head", b"<?xml", b"<table")
_DIMENSION = re.compile(rb'<dimension\s+ref="[A-Z]+\d+:([A-Z]+)(\d+)"')


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a sheet may be.

    Attributes:
        file_bytes: of the file as it comes.
        unpacked_bytes: of a workbook's parts together.
        rows: below the headings.
        columns: side by side.
        cell_letters: in one cell.
    """

    file_bytes: int = 10_000_000
    unpacked_bytes: int = 100_000_000
    rows: int = 50_000
    columns: int = 60
    cell_letters: int = 5_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one sheet.

    Attributes:
        name: of the sheet within a workbook; empty for a text file.
        others: sheets of the workbook that were not read.
        rows: number of the row as a spreadsheet shows it, and its cells; blank rows are left out.
    """

    name: str
    others: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_sheet(data: bytes, *, wanted: str = "", limits: Limits | None = None) -> Sheet:
    """Read a sheet; what the file is called does not matter, only what it holds.

    Args:
        data: the file.
        wanted: which sheet of a workbook; the one with most rows when not given.
        limits: how large it may be.

    Raises:
        Unreadable: it is no sheet, damaged, hostile or too large.
    """
    bounds = limits or Limits()
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Unreadable(Fault.EMPTY, "The file is empty.")
    if len(data) > bounds.file_bytes:
        raise Unreadable(Fault.TOO_LARGE, f"The file has {len(data):,} bytes.")
    if data.startswith(b"PK"):
        return _workbook(data, wanted, bounds)
    _refuse_strangers(data)
    return Sheet("", (), tuple(_text_rows(data, bounds)))


def _refuse_strangers(data: bytes) -> None:
    head = data[:2048].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(_OLD_EXCEL):
        raise Unreadable(Fault.LOCKED, "It is an old Excel file or one locked by a password.")
    if head[:200].lower().startswith(_PAGES):
        raise Unreadable(Fault.WEB_PAGE, "It is a web page or a document, not a sheet.")
    if b"\0" in data and not data.startswith(_UTF16):
        raise Unreadable(Fault.NO_SHEET, "It is no table of rows and columns.")


# --- text files ------------------------------------------------------------------------------------


def _text_rows(data: bytes, limits: Limits) -> Iterator[tuple[int, tuple[str, ...]]]:
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    mark, said = _said_separator(text)
    # A cell may be as long as the whole file when a quotation mark is never closed.
    csv.field_size_limit(limits.file_bytes)
    reader = csv.reader(io.StringIO(text), delimiter=mark)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise Unreadable(Fault.DAMAGED, f"Its rows cannot be told apart ({error}).") from error
    yield from _checked(iter(list(enumerate(rows, start=1))[said:]), limits)


def _said_separator(text: str) -> tuple[str, bool]:
    """Return the separator, and whether the first line says which one ("sep=;")."""
    first = text[:8].split("\n", 1)[0].strip().lower()
    if first.startswith("sep=") and len(first) == 5:
        return first[4], True
    lines = [line for line in text[:65_536].split("\n") if line.strip()]
    return separator_of(lines), False


# --- workbooks -------------------------------------------------------------------------------------


def _workbook(data: bytes, wanted: str, limits: Limits) -> Sheet:
    _measure(data, limits)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = list(book.sheet_names)
        found = {name: _sheet_rows(book, name) for name in _asked(names, wanted)}
    except (CalamineError, OSError, ValueError, KeyError) as error:
        raise Unreadable(Fault.DAMAGED, "The workbook is damaged.") from error
    if not found:
        raise Unreadable(Fault.NO_SHEET, "The workbook has no such sheet.", wanted)
    name = max(found, key=lambda each: len(found[each]))
    others = tuple(each for each in names if each != name)
    return Sheet(name, others, tuple(_checked(iter(found[name]), limits)))


def _measure(data: bytes, limits: Limits) -> None:
    """Let pass a workbook whose parts are few, small, honest and plain.

    Raises:
        Unreadable: it is something else.
    """
    bounds = Bounds(unpacked=limits.unpacked_bytes, ratio=100, ratio_from=10_000_000)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = safe_members(data, archive, bounds)
            names = {each.filename for each in members}
            if not is_workbook(names):
                raise Unreadable(Fault.NO_SHEET, "It is an archive, not a workbook.")
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise Unreadable(Fault.MACROS, "The workbook holds macros.")
            refuse_entities(archive, members)
            _refuse_wide(archive, members, limits)
    except (
        zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError,
    ) as error:  # fmt: skip
        raise Unreadable(
            Fault.DAMAGED, "The workbook is damaged, locked by a password or ends too early."
        ) from error


def _refuse_wide(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuse a sheet that says itself that it is far too large, before it is taken into memory."""
    for each in members:
        if not each.filename.startswith("xl/worksheets/"):
            continue
        with archive.open(each) as stream:
            said = _DIMENSION.search(stream.read(4096))
        if said and int(said[2]) > 20 * limits.rows and _column(said[1]) > limits.columns:
            raise Unreadable(Fault.MANY_ROWS, "The sheet is said to be far too large.")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _asked(names: list[str], wanted: str) -> list[str]:
    if not wanted:
        return names
    plain = " ".join(wanted.casefold().split())
    return [name for name in names if " ".join(name.casefold().split()) == plain]


def _sheet_rows(book: CalamineWorkbook, name: str) -> list[tuple[int, list[str]]]:
    # Leading blank rows are kept so that row numbers agree with what Excel shows.
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    numbered = ((at, [cell_text(cell) for cell in row]) for at, row in enumerate(rows, start=1))
    return [(at, row) for at, row in numbered if any(row)]


# --- both ------------------------------------------------------------------------------------------


def _checked(
    rows: Iterator[tuple[int, list[str]]], limits: Limits
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield rows with clean cells, without blank ends; refuse what is too large.

    Raises:
        Unreadable: too many rows or columns, a cell too long, or nothing at all.
    """
    count = 0
    for number, row in rows:
        cells = [clean(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        count += 1
        if count > limits.rows + 1:
            raise Unreadable(Fault.MANY_ROWS, f"The sheet has more than {limits.rows:,} rows.")
        if len(cells) > limits.columns:
            raise Unreadable(Fault.MANY_COLUMNS, f"Row {number} has {len(cells):,} columns.")
        if max(map(len, cells)) > limits.cell_letters:
            raise Unreadable(Fault.LONG_CELL, f"A cell of row {number} is too long.", str(number))
        yield number, tuple(cells)
    if count == 0:
        raise Unreadable(Fault.NO_ROWS, "The sheet has no rows.")


def clean(text: str) -> str:
    """Return a cell on one line, without characters that cannot be seen."""
    seen = "".join(
        " " if letter in "\n\t\r\v\f\u2028\u2029" or letter == "\u00a0" else letter
        for letter in unicodedata.normalize("NFC", text)
        if letter in "\n\t\r\v\f" or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co")
    )
    return " ".join(seen.split())
