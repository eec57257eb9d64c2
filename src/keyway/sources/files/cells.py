"""Cells: numbers with the publisher's marks, codes with their zeros, rows for the store."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

import keyway.reference.tables  # noqa: F401  (fills the register of contracts)
from keyway.reference.contract import CONTRACTS
from keyway.reference.releases import FileRefused, LeftOut, Part
from keyway.sources.files.headers import ROW

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

BLANK = "The publisher left the cell blank."
RESAVED = (
    "If the file was opened and re-saved in a spreadsheet, codes may have become dates or numbers; "
    "download it again from the publisher and load it as it comes."
)
_DATE_LIKE = re.compile(
    r"^(\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4}|[A-Za-z]{3}-\d{2,4}|\d{1,2}-[A-Za-z]{3})"
)


def numbers(
    frame: pl.DataFrame, column: str, marks: Mapping[str, str], *, file: str, scale: float = 1.0
) -> tuple[pl.Series, pl.Series]:
    """Return a column's numbers and, where there is none, why.

    Args:
        frame: a table as ``open_table`` returns it.
        column: which column.
        marks: the publisher's marks for what is not published, with their meaning in plain words;
            the key "" says what a blank cell means.
        file: for messages.
        scale: multiplied in, for example 1000 where the file counts thousands.

    Raises:
        FileRefused: a cell is neither a number nor a known mark; row and column are named.
    """
    text = frame[column].cast(pl.String).str.strip_chars()
    reasons = {mark: reason for mark, reason in marks.items() if mark}
    known = text.is_in(list(reasons)) | text.is_null() | (text == "")
    cleaned = text.str.replace_all(r"[,$\s\x{00a0}]", "").str.strip_suffix("%")
    values = pl.select(pl.when(~known).then(cleaned.cast(pl.Float64, strict=False))).to_series()
    wrong = ~known & (values.is_null() | ~values.is_finite())
    if wrong.any():
        at = int(wrong.arg_max() or 0)
        raise FileRefused(
            file=file,
            problem=f"“{text[at]}” is not a number"
            + (f" or one of the marks {' '.join(reasons)}." if reasons else "."),
            remedy=_advice(str(text[at])),
            row=_row(frame, at),
            column=column,
        )
    notes = text.fill_null("").replace_strict(
        {**reasons, "": marks.get("", BLANK)}, default=None, return_dtype=pl.String
    )
    return (values * scale).alias(column), notes.alias(f"{column} note")


def whole_numbers(
    frame: pl.DataFrame, column: str, marks: Mapping[str, str], *, file: str, scale: int = 1
) -> tuple[pl.Series, pl.Series]:
    """Return a column's whole numbers and reasons, as ``numbers`` does.

    Raises:
        FileRefused: a cell is not a whole number or a known mark, or is below zero.
    """
    values, notes = numbers(frame, column, marks, file=file, scale=scale)
    wrong = (values.is_not_null() & ((values != values.round()) | (values < 0))).fill_null(
        value=False
    )
    if wrong.any():
        at = int(wrong.arg_max() or 0)
        raise FileRefused(
            file=file,
            problem=f"“{frame[column][at]}” is not a count.",
            remedy=_advice(str(frame[column][at])),
            row=_row(frame, at),
            column=column,
        )
    return values.cast(pl.Int64), notes


def codes(
    frame: pl.DataFrame,
    column: str,
    pattern: str,
    *,
    file: str,
    example: str,
    heal: Callable[[str], str] | None = None,
) -> pl.Series:
    """Return a column of codes, each checked by its pattern.

    Args:
        frame: a table as ``open_table`` returns it.
        column: which column.
        pattern: a regular expression that every code must match whole.
        file: for messages.
        example: a code as it should look.
        heal: puts right what software does to codes ("4013.0" to "04013").

    Raises:
        FileRefused: a code is missing or does not look like one; row and column are named.
    """
    text = frame[column].cast(pl.String).str.strip_chars().fill_null("")
    healed = {each: (heal(each) if heal and each else each) for each in text.unique().to_list()}
    compiled = re.compile(pattern)
    wrong = [each for each, code in healed.items() if not compiled.fullmatch(code)]
    if wrong:
        at = int(text.is_in(wrong).arg_max() or 0)
        shown = f"“{text[at]}” is not a code" if text[at] else "The code is missing; it should be"
        raise FileRefused(
            file=file,
            problem=f"{shown} like {example}.",
            remedy=_advice(text[at]),
            row=_row(frame, at),
            column=column,
        )
    return text.replace_strict(healed, return_dtype=pl.String).alias(column)


def county_text(text: str) -> str:
    """Return a county's five digits from "4013", "4013.0" or "04013"; other text unchanged."""
    return _padded(text, 5)


def state_text(text: str) -> str:
    """Return a state's two digits from "4", "4.0" or "04"; other text unchanged."""
    return _padded(text, 2)


def cip_text(text: str) -> str:
    """Return a six-digit program code from "1", "1.0", "1.0101" or "01.0101"; else unchanged."""
    match = re.fullmatch(r'(?:=?")?(\d{1,2})(?:\.(\d{0,4}))?"?', text)
    if not match:
        return text
    return f"{match[1]:0>2}.{(match[2] or ''):0<4}"


def left_out(reason: str, rows: pl.DataFrame, *shown: str) -> tuple[LeftOut, ...]:
    """Return a note on rows not kept, with up to five examples; none when no row was left out.

    Args:
        reason: why, in a plain sentence.
        rows: the rows that were not kept.
        shown: columns that make up an example.
    """
    if rows.is_empty():
        return ()
    text = pl.concat_str([pl.col(name) for name in shown], separator=" ", ignore_nulls=True)
    examples = rows.head(5).select(text).to_series().to_list() if shown else []
    return (LeftOut(reason, rows.height, tuple(examples)),)


def as_part(table: str, part: str, release: str, release_date: str, frame: pl.DataFrame) -> Part:
    """Return a part whose frame has exactly the contract's columns, in order, sorted by key.

    Columns of the contract that the frame lacks become unknown; other columns are dropped.
    """
    contract = CONTRACTS[table]
    shaped = frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(column.dtype).alias(name)
        for name, column in contract.columns.items()
    )
    return Part(table, part, release, release_date, shaped.sort(contract.key))


def _padded(text: str, width: int) -> str:
    match = re.fullmatch(r'(?:=?")?(\d+)(?:\.0*)?"?', text)
    return match[1].zfill(width) if match else text


def _row(frame: pl.DataFrame, at: int) -> int | None:
    return int(frame[ROW][at]) if ROW in frame.columns else None


def _advice(value: str) -> str:
    if _DATE_LIKE.match(value):
        return "It looks like a date. " + RESAVED
    return RESAVED
