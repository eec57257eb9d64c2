"""Rows of a CSV file as typed values: each cell read as its field's type, or refused by its line."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal, InvalidOperation
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import polars as pl

from keyway.errors import Broken

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

Row = TypeVar("Row")

_TRUTH = {"yes": True, "no": False}


def rows(kind: type[Row], folders: Sequence[Path], file: str) -> tuple[Row, ...]:
    """Return the rows of ``file`` in each folder that has it, as values of ``kind``.

    A column is named like the field. Several values stand in one cell with semicolons; "yes" and
    "no" are truth; an empty cell is None, or an empty text where the field is a text.

    Args:
        kind: a dataclass.
        folders: where to look, the first one first.
        file: name of the file in each folder.

    Raises:
        Broken: a file lacks a column or has another, or a cell cannot be read.
    """
    return tuple(
        row for folder in folders if (folder / file).is_file() for row in _read(kind, folder / file)
    )


def _read(kind: type[Row], path: Path) -> list[Row]:
    frame = pl.read_csv(path, infer_schema=False)
    readers = _readers(kind)
    if set(frame.columns) != set(readers):
        odd = sorted(set(frame.columns) ^ set(readers))
        raise Broken(f"{path}: these columns are missing or unknown: {', '.join(odd)}")
    return [
        kind(
            **{
                name: _cell(readers[name], text or "", path, line, name)
                for name, text in row.items()
            }
        )
        for line, row in enumerate(frame.iter_rows(named=True), 2)
    ]


def _cell(read: Callable[[str], Any], text: str, path: Path, line: int, name: str) -> object:
    try:
        return read(text)
    except (ValueError, KeyError, InvalidOperation) as error:
        raise Broken(f"{path}, line {line}, {name}: “{text}” does not fit") from error


def _readers(kind: type[Any]) -> dict[str, Callable[[str], Any]]:
    hints = get_type_hints(kind)
    return {each.name: _reader(hints[each.name]) for each in fields(kind)}


def _reader(hint: Any) -> Callable[[str], Any]:
    if get_origin(hint) is UnionType:
        inner = _reader(next(each for each in get_args(hint) if each is not NoneType))
        return lambda text: inner(text) if text else None
    if get_origin(hint) is Literal:
        allowed = {each: each for each in get_args(hint)}
        return lambda text: allowed[text]
    if get_origin(hint) is tuple:
        return lambda text: tuple(part.strip() for part in text.split(";") if part.strip())
    readers: dict[Any, Callable[[str], Any]] = {
        bool: _TRUTH.__getitem__,
        date: date.fromisoformat,
        Decimal: Decimal,
        int: int,
        str: str,
    }
    return readers[hint]
