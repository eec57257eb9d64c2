"""What a source module hands over: parts of tables, each of one release, and what was refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from keyway.errors import Refused

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher's product that fills tables."""

    key: str  # "oews"; the word after `keyway load`
    publisher: str
    title: str
    licence: str
    url: str  # where a person finds the files
    tables: tuple[str, ...]
    cadence_months: int  # how often the publisher renews it; 0 = decades
    credit: str = ""  # the line that the licence asks for; {release} becomes the release
    files: str = ""  # which files to fetch, in one sentence
    lag_months: int = 0  # from the time that a release speaks for until it is published


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one table that are replaced together.

    Attributes:
        table: name of the contract.
        part: which slice of the table ("national", "2021-04"); parts never share a row.
        release: as people say it ("May 2025").
        release_date: sortable, "2025-05".
        frame: rows with exactly the contract's columns.
    """

    table: str
    part: str
    release: str
    release_date: str
    frame: pl.DataFrame


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows of the file that were not kept, and why."""

    reason: str
    rows_count: int
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one file or folder.

    Attributes:
        parts: what to store.
        rows_read: data rows seen in the files.
        left_out: rows not kept on purpose (totals, footnotes, unknown codes), with reasons.
        files: name and SHA-256 of each file read.
    """

    parts: tuple[Part, ...]
    rows_read: int
    left_out: tuple[LeftOut, ...] = ()
    files: tuple[tuple[str, str], ...] = field(default_factory=tuple)


class FileRefused(Refused):
    """A file that cannot be loaded; nothing was changed."""

    sentence = "%(file)s: %(problem)s %(remedy)s"

    def __init__(
        self, *, file: str, problem: str, remedy: str, row: int | None = None, column: str = ""
    ) -> None:
        place = ", ".join(
            text
            for text in (f"row {row}" if row else "", f"column {column}" if column else "")
            if text
        )
        super().__init__(
            file=f"{file} ({place})" if place else file, problem=problem, remedy=remedy
        )
