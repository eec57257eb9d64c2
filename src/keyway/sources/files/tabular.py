"""Tables out of documents: every cell text, every row with its number in the file."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import polars as pl
from python_calamine import CalamineError, CalamineWorkbook

from keyway.reference.releases import FileRefused
from keyway.sources.files.containers import DOWNLOAD_AGAIN, Document, documents

if TYPE_CHECKING:
    from pathlib import Path

ROW = "_row"
"""Name of the column that holds the row's number as a spreadsheet would show it."""

HEADER_SEARCH_ROWS = 40
HeaderFinder = Callable[[list[str]], bool]


def plain(text: str) -> str:
    """Return a header in lower case with single spaces and plain hyphens, for comparing."""
    dashes = re.sub("[\u2010-\u2015\u2212]", "-", text)
    return " ".join(dashes.replace("\u00a0", " ").casefold().split())


def has_columns(*names: str) -> HeaderFinder:
    """Return a test whether a row holds all these names, letter case and dashes aside."""
    wanted = {plain(name) for name in names}

    def holds(cells: list[str]) -> bool:
        return wanted <= {plain(cell) for cell in cells}

    return holds


def open_table(
    origin: Path | Document,
    *,
    sheet: str | None = None,
    header: int | HeaderFinder = 0,
    separator: str | None = None,
    encoding: str | None = None,
    quoted: bool = True,
) -> pl.DataFrame:
    """Return a table with text columns, stripped; blank cells are null; ``ROW`` is added.

    Args:
        origin: a file, an archive holding one file, or a document.
        sheet: which sheet of a workbook; the first when not given.
        header: which row (from 0) holds the names, or a test that finds it near the top.
        separator: of text files; found from the header when not given.
        encoding: of text files; UTF-8 or Windows-1252 found by itself when not given.
        quoted: whether quotation marks of text files wrap cells; where not, they are letters
            like any other.

    Raises:
        FileRefused: no such sheet or header, or the file is damaged.
    """
    document = origin if isinstance(origin, Document) else _only(origin)
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
    return _text_table(document, header, separator, encoding, quoted=quoted)


def top_rows(document: Document, count: int = 12) -> list[list[str]]:
    """Return the first rows of every sheet of a document, for telling what it is."""
    if document.kind == "workbook":
        sheets = _workbook(document).sheet_names
        return [row for name in sheets for row in islice(_sheet_rows(document, name), count)]
    if document.kind == "parquet":
        return [list(pl.read_parquet_schema(io.BytesIO(document.data)))]
    if document.kind in {"json", "binary"}:
        return []
    text = _decode(document.name, document.data[:65536], None, cut=True)
    lines = [line for line in text.splitlines()[: count + 1] if line.strip()][:count]
    return list(csv.reader(lines, delimiter=_separator(lines)))


def sheet_names(document: Document) -> list[str]:
    """Return the names of a workbook's sheets; none for other documents."""
    return list(_workbook(document).sheet_names) if document.kind == "workbook" else []


def require_columns(frame: pl.DataFrame, names: Sequence[str], *, file: str) -> pl.DataFrame:
    """Return the frame with the wanted columns under exactly these names; others stay.

    Raises:
        FileRefused: columns are missing; the message names them and those that are new.
    """
    found = {plain(column): column for column in reversed(frame.columns)}
    missing = [name for name in names if plain(name) not in found]
    if missing:
        others = unexpected_columns(frame, names)
        seen = f" It has instead: {', '.join(others[:12])}." if others else ""
        raise FileRefused(
            file=file,
            problem=f"The columns {', '.join(missing)} are missing.{seen}",
            remedy="Check that this is the right file; " + _lower(DOWNLOAD_AGAIN),
        )
    return frame.rename({found[plain(n)]: n for n in names if found[plain(n)] != n})


def unexpected_columns(frame: pl.DataFrame, names: Iterable[str]) -> tuple[str, ...]:
    """Return the columns of the file that are not among the names."""
    known = {plain(name) for name in names} | {ROW}
    return tuple(column for column in frame.columns if plain(column) not in known)


def column_like(frame: pl.DataFrame, beginning: str, *, file: str) -> str:
    """Return the first column whose name begins so, letter case and dashes aside.

    Raises:
        FileRefused: no column does.
    """
    for column in frame.columns:
        if plain(column).startswith(plain(beginning)):
            return column
    raise FileRefused(
        file=file,
        problem=f"No column begins with “{beginning}”.",
        remedy="Check that this is the right file; " + _lower(DOWNLOAD_AGAIN),
    )


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


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


def _sheet_rows(document: Document, sheet: str | None) -> list[list[str]]:
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
        rows = book.get_sheet_by_name(wanted).to_python(skip_empty_area=False)
    except (CalamineError, OSError) as error:
        raise FileRefused(
            file=document.name, problem="The workbook is damaged.", remedy=DOWNLOAD_AGAIN
        ) from error
    return [[_text(cell) for cell in row] for row in rows]


def _text(cell: object) -> str:
    """Return a workbook's cell as the text a person would see, whole numbers without a point."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return str(cell)


def _framed(name: str, rows: list[list[str]], header: int | HeaderFinder) -> pl.DataFrame:
    at = _header_at(name, rows, header)
    names = _unique(rows[at])
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


def _header_at(name: str, rows: Sequence[list[str]], header: int | HeaderFinder) -> int:
    if isinstance(header, int):
        if header < len(rows):
            return header
    else:
        for at, row in enumerate(rows[:HEADER_SEARCH_ROWS]):
            if header([cell.strip() for cell in row]):
                return at
    first = next((row for row in rows if any(row)), [])
    shown = ", ".join(cell for cell in first if cell)[:160]
    raise FileRefused(
        file=name,
        problem=f"The row with the expected column names is not there; it begins with “{shown}”.",
        remedy="Check that this is the right file; " + _lower(DOWNLOAD_AGAIN),
    )


def _unique(cells: Sequence[str]) -> list[str]:
    names: list[str] = []
    for i, cell in enumerate(cells):
        name = " ".join(cell.split()) or f"column {i + 1}"
        names.append(name if name not in names else f"{name} ({i + 1})")
    return names


def _parquet(document: Document) -> pl.DataFrame:
    try:
        frame = pl.read_parquet(io.BytesIO(document.data))
    except (pl.exceptions.PolarsError, OSError) as error:
        raise FileRefused(
            file=document.name, problem="The Parquet file is damaged.", remedy=DOWNLOAD_AGAIN
        ) from error
    text = frame.select(pl.all().cast(pl.String).str.strip_chars().replace({"": None}))
    return text.with_columns(pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias(ROW))


def _decode(name: str, data: bytes, encoding: str | None, *, cut: bool = False) -> str:
    guesses = [encoding] if encoding else ["utf-8-sig", "cp1252"]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        guesses = ["utf-16"]
    if cut and not encoding:
        # The last character may be cut in two.
        return data.decode(guesses[0], errors="ignore")
    for guess in guesses:
        try:
            return data.decode(guess)
        except UnicodeDecodeError:
            continue
    raise FileRefused(
        file=name,
        problem="The letters are in an unknown encoding, or the file is damaged.",
        remedy=DOWNLOAD_AGAIN,
    )


def _separator(lines: Sequence[str]) -> str:
    head = "\n".join(lines[:5])
    return max((",", "\t", "|", ";"), key=head.count)


def _text_table(
    document: Document,
    header: int | HeaderFinder,
    separator: str | None,
    encoding: str | None,
    *,
    quoted: bool,
) -> pl.DataFrame:
    text = _decode(document.name, document.data, encoding)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    top = text[:262144].split("\n")[:HEADER_SEARCH_ROWS]
    mark = separator or _separator([line for line in top if line.strip()])
    rows = list(csv.reader(top, delimiter=mark))
    at = _header_at(document.name, rows, header)
    names = _unique([cell.strip() for cell in rows[at]])
    _refuse_cut_off(document.name, text, len(names), mark, quoted=quoted)
    body = "\n".join(text.split("\n", at + 1)[at + 1 :])
    return _parsed(document.name, body, names, mark, at, quoted=quoted)


def _parsed(
    name: str, body: str, names: list[str], mark: str, at: int, *, quoted: bool
) -> pl.DataFrame:
    if not body.strip():
        return pl.DataFrame(schema=dict.fromkeys(names, pl.String)).with_columns(
            pl.lit(None, dtype=pl.Int64).alias(ROW)
        )
    try:
        frame = pl.read_csv(
            body.encode(),
            has_header=False,
            new_columns=names,
            schema=dict.fromkeys(names, pl.String),
            separator=mark,
            quote_char='"' if quoted else None,
            raise_if_empty=False,
            missing_columns="insert",
            row_index_name=ROW,
            row_index_offset=at + 2,
        )
    except (pl.exceptions.PolarsError, OSError) as error:
        reason = str(error).split("\n")[0][:160]
        raise FileRefused(
            file=name,
            problem=f"Its rows cannot be told apart ({reason}).",
            remedy=DOWNLOAD_AGAIN,
        ) from error
    cleaned = frame.with_columns(
        pl.col(ROW).cast(pl.Int64), pl.exclude(ROW).str.strip_chars().replace({"": None})
    )
    return cleaned.filter(pl.any_horizontal(pl.exclude(ROW).is_not_null())).select(*names, ROW)


def _refuse_cut_off(name: str, text: str, width: int, mark: str, *, quoted: bool) -> None:
    """Refuse a file whose last row stops in the middle: the download was cut off."""
    if text.endswith("\n"):
        return
    last = text.rsplit("\n", 1)[-1]
    cells = next(csv.reader(io.StringIO(last), delimiter=mark), []) if quoted else last.split(mark)
    if last.strip() and (len(cells) < width or (quoted and last.count('"') % 2)):
        raise FileRefused(
            file=name,
            problem=f"It ends in the middle of a row: {len(cells)} of {width} cells.",
            remedy=DOWNLOAD_AGAIN,
            row=text.count("\n") + 1,
        )
