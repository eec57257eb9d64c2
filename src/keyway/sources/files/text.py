"""Text files: encodings, separators, quotation marks and rows that stop in the middle."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from keyway.reference.releases import FileRefused
from keyway.sources.files.containers import DOWNLOAD_AGAIN, Document
from keyway.sources.files.headers import (
    HEADER_SEARCH_ROWS,
    ROW,
    HeaderFinder,
    header_at,
    unique_names,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class TextForm:
    """How a text file is written; what is None is found out."""

    separator: str | None = None
    encoding: str | None = None
    quoted: bool = True


def decode(name: str, data: bytes, encoding: str | None, *, cut: bool = False) -> str:
    """Return text from bytes; with ``cut`` the last character may be cut in two.

    Raises:
        FileRefused: the bytes are no text.
    """
    guesses = [encoding] if encoding else ["utf-8-sig", "cp1252"]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        guesses = ["utf-16"]
    if cut and not encoding:
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


def separator_of(lines: Sequence[str]) -> str:
    """Return the separator that the first lines hold most of."""
    head = "\n".join(lines[:5])
    return max((",", "\t", "|", ";"), key=head.count)


def text_table(document: Document, header: int | HeaderFinder, form: TextForm) -> pl.DataFrame:
    """Return a text file's rows below its header, every cell text, blank cells null.

    Raises:
        FileRefused: the encoding, the header or a row cannot be read.
    """
    text = decode(document.name, document.data, form.encoding)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    top = text[:262144].split("\n")[:HEADER_SEARCH_ROWS]
    mark = form.separator or separator_of([line for line in top if line.strip()])
    rows = list(csv.reader(top, delimiter=mark))
    at = header_at(document.name, rows, header)
    names = unique_names([cell.strip() for cell in rows[at]])
    _refuse_cut_off(document.name, text, len(names), mark, quoted=form.quoted)
    body = "\n".join(text.split("\n", at + 1)[at + 1 :])
    return _parsed(document.name, body, names, mark, at, quoted=form.quoted)


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
