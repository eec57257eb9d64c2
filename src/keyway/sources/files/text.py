"""Text files: encodings, separators, quotation marks and rows that stop in the middle."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import polars as pl

from keyway.files import letters
from keyway.files.faults import Unreadable
from keyway.files.letters import separator_of
from keyway.reference.releases import FileRefused
from keyway.sources.files.containers import DOWNLOAD_AGAIN, Document
from keyway.sources.files.headers import (
    HEADER_SEARCH_ROWS,
    ROW,
    HeaderFinder,
    header_at,
    plain,
    unique_names,
)


@dataclass(frozen=True, slots=True)
class TextForm:
    """How a text file is written; what is None is found out."""

    separator: str | None = None
    encoding: str | None = None
    quoted: bool = True
    only: tuple[str, ...] = ()


def decode(name: str, data: bytes, encoding: str | None, *, cut: bool = False) -> str:
    """Return text from bytes; with ``cut`` the last character may be cut in two.

    Raises:
        FileRefused: the bytes are no text.
    """
    try:
        return letters.decode(data, encoding, cut=cut)
    except Unreadable as fault:
        raise FileRefused(file=name, problem=fault.problem, remedy=DOWNLOAD_AGAIN) from fault


def text_table(document: Document, header: int | HeaderFinder, form: TextForm) -> pl.DataFrame:
    """Return a text file's rows below its header, every cell text, blank cells null.

    Raises:
        FileRefused: the encoding, the header or a row cannot be read.
    """
    data = _as_utf8(document, form.encoding)
    top = data[:262144].decode(errors="ignore").split("\n")[:HEADER_SEARCH_ROWS]
    mark = form.separator or separator_of([line for line in top if line.strip()])
    rows = list(csv.reader(top, delimiter=mark))
    at = header_at(document.name, rows, header)
    names = unique_names([cell.strip() for cell in rows[at]])
    _refuse_cut_off(document.name, data, len(names), mark, quoted=form.quoted)
    wanted = {plain(name) for name in form.only} if form.only else {plain(name) for name in names}
    kept = [name for name in names if plain(name) in wanted]
    return _parsed(document.name, data, names, kept, mark, at, quoted=form.quoted)


def _as_utf8(document: Document, encoding: str | None) -> bytes:
    """Return a text in UTF-8 without byte order mark and with line feeds alone.

    Most large files are so already and are not copied.
    """
    data = document.data.removeprefix(b"\xef\xbb\xbf")
    if encoding or data.startswith((b"\xff\xfe", b"\xfe\xff")) or not _is_utf8(data):
        data = decode(document.name, document.data, encoding).encode()
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _parsed(
    name: str, data: bytes, names: list[str], kept: list[str], mark: str, at: int, *, quoted: bool
) -> pl.DataFrame:
    start = 0
    for _ in range(at + 1):
        start = data.find(b"\n", start) + 1 or len(data)
    if not data[start:65536].strip() and not data[start:].strip():
        return pl.DataFrame(schema=dict.fromkeys(kept, pl.String)).with_columns(
            pl.lit(None, dtype=pl.Int64).alias(ROW)
        )
    try:
        frame = pl.read_csv(
            data,
            has_header=False,
            skip_lines=at + 1,
            schema=dict.fromkeys(names, pl.String),
            columns=[names.index(each) for each in kept],
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
    return cleaned.filter(pl.any_horizontal(pl.exclude(ROW).is_not_null())).select(*kept, ROW)


def _refuse_cut_off(name: str, data: bytes, width: int, mark: str, *, quoted: bool) -> None:
    """Refuse a file whose last row stops in the middle: the download was cut off."""
    if data.endswith(b"\n"):
        return
    last = data[data.rfind(b"\n") + 1 :].decode()
    cells = next(csv.reader(io.StringIO(last), delimiter=mark), []) if quoted else last.split(mark)
    if last.strip() and (len(cells) < width or (quoted and last.count('"') % 2)):
        raise FileRefused(
            file=name,
            problem=f"It ends in the middle of a row: {len(cells)} of {width} cells.",
            remedy=DOWNLOAD_AGAIN,
            row=data.count(b"\n") + 1,
        )
