"""Tables out of documents: every cell text, every row with its number in the file."""

from __future__ import annotations

import csv
import io
from itertools import islice
from typing import TYPE_CHECKING

import polars as pl
from python_calamine import CalamineError, CalamineWorkbook

from keyway.files.letters import cell_text, separator_of
from keyway.reference.releases import FileRefused
from keyway.sources.files.containers import DOWNLOAD_AGAIN, Document, documents
from keyway.sources.files.headers import (
    ROW,
    HasColumns,
    HeaderFinder,
    header_at,
    plain,
    require_columns,
    unique_names,
)
from keyway.sources.files.text import TextForm, decode, text_table

if TYPE_CHECKING:
    from pathlib import Path

TOP_ROWS = 40


def open_table(
    origin: Path | Document,
    *,
    sheet: str | None = None,
    header: int | HeaderFinder = 0,
    separator: str | None = None,
    encoding: str | None = None,
    quoted: bool = True,
    only: tuple[str, ...] = (),
) -> pl.DataFrame:
    """Return a table with text columns, stripped; blank cells are null; ``ROW`` is added.

    Args:
        origin: a file, an archive holding one file, or a document.
        sheet: which sheet of a workbook; the first when not given.
        header: which row (from 0) holds the names, or a test that finds it near the top; columns
            asked for by ``has_columns`` get exactly those names.
        separator: of text files; found from the header when not given.
        encoding: of text files; UTF-8 or Windows-1252 found by itself when not given.
        quoted: whether quotation marks of text files wrap cells; where not, they are letters
            like any other.
        only: columns of a text file to keep, where it is large and few are needed; all when not
            given.

    Raises:
        FileRefused: no such sheet or header, or the file is damaged.
    """
    document = origin if isinstance(origin, Document) else _only(origin)
    form = TextForm(separator, encoding, quoted, only)
    frame = _opened(document, sheet, header, form)
    if isinstance(header, HasColumns):
        return require_columns(frame, header.names, file=document.name)
    return frame


def _opened(
    document: Document, sheet: str | None, header: int | HeaderFinder, form: TextForm
) -> pl.DataFrame:
    if document.kind == "workbook":
        return _framed(document.name, _sheet_rows(document, sheet), header)
    if document.kind == "parquet":
        return _parquet(document)
    if document.kind in {"json", "binary"}:
        raise FileRefused(
            file=document.name,
            problem="It is not a table of rows and columns.",
            remedy="Load the publisher's table instead.",
        )
    return text_table(document, header, form)


def top_rows(document: Document, count: int = 12) -> list[list[str]]:
    """Return the first rows of every sheet of a document, for telling what it is."""
    if not document.tops:
        document.tops.extend(_tops(document))
    return [row for sheet in document.tops for row in sheet[:count]]


def _tops(document: Document) -> list[list[list[str]]]:
    """Return the top of every sheet; text and columns count as one sheet."""
    if document.kind == "workbook":
        names = _workbook(document).sheet_names
        return [_sheet_rows(document, each, first=TOP_ROWS) for each in names]
    if document.kind == "parquet":
        return [[_parquet_columns(document)]]
    if document.kind in {"json", "binary"}:
        return [[]]
    text = decode(document.name, document.data[:65536], None, cut=True)
    lines = [line for line in text.splitlines()[: TOP_ROWS + 1] if line.strip()][:TOP_ROWS]
    return [list(csv.reader(lines, delimiter=separator_of(lines)))]


def sheet_names(document: Document) -> list[str]:
    """Return the names of a workbook's sheets; none for other documents."""
    return list(_workbook(document).sheet_names) if document.kind == "workbook" else []


def _only(path: Path) -> Document:
    found = list(islice(documents(path), 2))
    if len(found) != 1:
        raise FileRefused(
            file=path.name,
            problem="It holds several files." if found else "It holds no file.",
            remedy="Unpack it and load the one that is wanted.",
        )
    return found[0]


def _workbook(document: Document) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(document.data))
    except (CalamineError, OSError) as error:
        raise FileRefused(
            file=document.name, problem="The workbook is damaged.", remedy=DOWNLOAD_AGAIN
        ) from error


def _sheet_rows(
    document: Document, sheet: str | None, *, first: int | None = None
) -> list[list[str]]:
    book = _workbook(document)
    names = {plain(name): name for name in book.sheet_names}
    wanted = names.get(plain(sheet)) if sheet else next(iter(book.sheet_names), None)
    if wanted is None:
        raise FileRefused(
            file=document.name,
            problem=f"The workbook has no sheet “{sheet}”; it has {', '.join(names.values())}.",
            remedy=DOWNLOAD_AGAIN,
        )
    try:
        # Leading blank rows are kept so that row numbers agree with what Excel shows.
        rows = book.get_sheet_by_name(wanted).to_python(skip_empty_area=False, nrows=first)
    except (CalamineError, OSError) as error:
        raise FileRefused(
            file=document.name, problem="The workbook is damaged.", remedy=DOWNLOAD_AGAIN
        ) from error
    return [[cell_text(cell) for cell in row] for row in rows]


def _framed(name: str, rows: list[list[str]], header: int | HeaderFinder) -> pl.DataFrame:
    at = header_at(name, rows, header)
    names = unique_names(rows[at])
    body = [
        (number, row)
        for number, row in enumerate(rows[at + 1 :], start=at + 2)
        if any(row)  # wholly blank rows are layout
    ]
    columns = {
        column: pl.Series([row[i] if i < len(row) else "" for _, row in body], dtype=pl.String)
        for i, column in enumerate(names)
    }
    frame = pl.DataFrame(columns).with_columns(pl.all().replace({"": None}))
    return frame.with_columns(pl.Series(ROW, [number for number, _ in body], dtype=pl.Int64))


def _parquet_columns(document: Document) -> list[str]:
    try:
        return list(pl.read_parquet_schema(io.BytesIO(document.data)))
    except (pl.exceptions.PolarsError, OSError) as error:
        raise _damaged_parquet(document) from error


def _damaged_parquet(document: Document) -> FileRefused:
    return FileRefused(
        file=document.name, problem="The Parquet file is damaged.", remedy=DOWNLOAD_AGAIN
    )


def _parquet(document: Document) -> pl.DataFrame:
    try:
        frame = pl.read_parquet(io.BytesIO(document.data))
    except (pl.exceptions.PolarsError, OSError) as error:
        raise _damaged_parquet(document) from error
    text = frame.select(pl.all().cast(pl.String).str.strip_chars().replace({"": None}))
    return text.with_columns(pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias(ROW))
