"""Headers: finding the row of column names, and columns by name or beginning."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from keyway.reference.releases import FileRefused
from keyway.sources.files.containers import DOWNLOAD_AGAIN

if TYPE_CHECKING:
    import polars as pl

ROW = "_row"
"""Name of the column that holds the row's number as a spreadsheet would show it."""

HEADER_SEARCH_ROWS = 40
HeaderFinder = Callable[[list[str]], bool]


# Some tables have thousands of columns, and every source module compares all of them.
@lru_cache(maxsize=16_384)
def plain(text: str) -> str:
    """Return a header in lower case with single spaces and plain hyphens, for comparing."""
    dashes = re.sub("[\u2010-\u2015\u2212]", "-", text)
    return " ".join(dashes.replace("\u00a0", " ").casefold().split())


@dataclass(frozen=True, slots=True)
class HasColumns:
    """A test whether a row holds all these names, letter case and dashes aside."""

    names: tuple[str, ...]
    without: tuple[str, ...] = ()

    def __call__(self, cells: list[str]) -> bool:
        """Return whether the row holds all the names and none that it must be without."""
        if len(cells) < len(self.names):
            return False
        seen = set(map(plain, cells))
        wanted, unwanted = map(plain, self.names), map(plain, self.without)
        return seen.issuperset(wanted) and seen.isdisjoint(unwanted)

    def missing(self, cells: list[str]) -> tuple[str, ...]:
        """Return the names that the row lacks."""
        seen = {plain(cell) for cell in cells}
        return tuple(name for name in self.names if plain(name) not in seen)


def has_columns(*names: str, without: tuple[str, ...] = ()) -> HasColumns:
    """Return a test whether a row holds all these names, letter case and dashes aside.

    Args:
        names: columns that must be there.
        without: columns that must not: with them the file is in another, fuller layout.
    """
    return HasColumns(names, without)


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


def header_at(name: str, rows: Sequence[list[str]], header: int | HeaderFinder) -> int:
    """Return which row (from 0) holds the column names.

    Raises:
        FileRefused: none does.
    """
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


def unique_names(cells: Sequence[str]) -> list[str]:
    """Return column names, blank and repeated ones told apart by their number."""
    names: list[str] = []
    for i, cell in enumerate(cells):
        name = " ".join(cell.split()) or f"column {i + 1}"
        names.append(name if name not in names else f"{name} ({i + 1})")
    return names


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
