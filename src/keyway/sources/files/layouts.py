"""A publisher's layouts: telling them apart by content, reading each, joining them into parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from keyway.reference.contract import CONTRACTS
from keyway.reference.releases import FileRefused, LeftOut, Part, Reading
from keyway.sources.files.cells import as_part
from keyway.sources.files.containers import (
    DOWNLOAD_AGAIN,
    Document,
    Origin,
    Progress,
    documents,
    fingerprints,
)
from keyway.sources.files.headers import HasColumns, HeaderFinder, unexpected_columns
from keyway.sources.files.tabular import top_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

Top = list[list[str]]
"""The first rows of every sheet of a document."""

NEAREST_FOLDERS = 3
"""How many names of a path may tell a year; folders further out mean something else."""

SOURCES_HINT = "`keyway sources` says which files to fetch."

SLICE = ("part", "release", "release_date")
"""Columns of a piece that say which part each row belongs to."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows read from one document, with the columns of ``SLICE`` beside the contract's.

    Attributes:
        table: which contract the rows are for.
        frame: the rows.
        rows_read: data rows seen.
        left_out: rows not kept, with reasons.
    """

    table: str
    frame: pl.DataFrame
    rows_read: int
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """One way in which a publisher, or a copy of its data, writes the file.

    Attributes:
        matches: whether a document is written so.
        read: reads the documents written so; one at a time unless ``is_together``.
        is_together: the documents hold columns of the same rows and are read as one.
    """

    matches: Callable[[Document, Top], bool]
    read: Callable[[Sequence[Document]], Sequence[Piece]]
    is_together: bool = False


def each(
    read: Callable[[Document], Sequence[Piece]],
) -> Callable[[Sequence[Document]], list[Piece]]:
    """Return a reader of documents from a reader of one."""

    def read_all(group: Sequence[Document]) -> list[Piece]:
        return [piece for document in group for piece in read(document)]

    return read_all


def recognizes(path: Origin, layouts: Sequence[Layout]) -> bool:
    """Return whether any document of the path has one of the layouts, whatever its name."""
    for document in documents(path):
        top = top_rows(document)
        if any(layout.matches(document, top) for layout in layouts):
            return True
    return False


def reading(
    path: Path, layouts: Sequence[Layout], *, title: str, progress: Progress | None = None
) -> Reading:
    """Return all that the documents of a path hold, joined into parts.

    Where two documents hold the same row, the layout named first wins.

    Args:
        path: a file, folder or archive.
        layouts: the layouts to look for, best first.
        title: what the file should have been, for the message when nothing fits.
        progress: told after each document.

    Raises:
        FileRefused: no document has any of the layouts, or one of them cannot be read.
    """
    ranked: list[tuple[int, Piece]] = []
    strangers: list[str] = []
    waiting: dict[int, list[Document]] = {}
    for done, document in enumerate(documents(path), start=1):
        top = top_rows(document)
        rank = next((i for i, layout in enumerate(layouts) if layout.matches(document, top)), None)
        if rank is None:
            _refuse_near_miss(document, top, layouts)
            strangers.append(document.name)
        elif layouts[rank].is_together:
            waiting.setdefault(rank, []).append(document)
        else:
            ranked.extend((rank, piece) for piece in _read(layouts[rank], [document]))
        if progress:
            progress(document.name, done, 0)
    for rank, group in waiting.items():
        ranked.extend((rank, piece) for piece in _read(layouts[rank], group))
    if not ranked:
        raise FileRefused(
            file=path.name,
            problem=f"This does not look like {title}.",
            remedy="Check that this is the right file; " + _lower(DOWNLOAD_AGAIN),
        )
    ranked.sort(key=lambda pair: pair[0])
    parts, doubles = _joined([piece for _, piece in ranked])
    notes = summed(note for _, piece in ranked for note in piece.left_out)
    if not parts:
        reason = " ".join(note.reason for note in notes) or "It has no rows."
        raise FileRefused(
            file=path.name,
            problem=f"Nothing in it can be kept. {reason}",
            remedy=SOURCES_HINT,
        )
    return Reading(
        parts=parts,
        rows_read=sum(piece.rows_read for _, piece in ranked),
        left_out=(*notes, *doubles, *_files_left_out(strangers)),
        files=fingerprints(path),
    )


@dataclass(frozen=True, slots=True)
class Matching:
    """A layout's test: one of the first rows, of any sheet, holds the header.

    Attributes:
        finder: the test of a row.
        within: how many rows of a text file may stand before it; notes about a file often repeat
            its header further down.
    """

    finder: HeaderFinder
    within: int = 12

    def __call__(self, document: Document, top: Top) -> bool:
        """Return whether the document has the header."""
        return any(self.finder([cell.strip() for cell in row]) for row in self._rows(document, top))

    def missing(self, document: Document, top: Top) -> tuple[str, ...]:
        """Return the columns that the most similar row lacks, if most of them are there."""
        if not isinstance(self.finder, HasColumns):
            return ()
        names = self.finder.names
        gaps = [self.finder.missing(row) for row in self._rows(document, top)]
        least = min(gaps, key=len, default=names)
        return least if len(names) > 2 and len(least) <= 0.4 * len(names) else ()

    def _rows(self, document: Document, top: Top) -> Top:
        return top if document.kind == "workbook" else top[: self.within]


def matching(finder: HeaderFinder, *, within: int = 12) -> Matching:
    """Return a layout's test: one of the first rows, of any sheet, holds the header."""
    return Matching(finder, within)


def _refuse_near_miss(document: Document, top: Top, layouts: Sequence[Layout]) -> None:
    """Refuse a document that has most columns of a layout, naming those that it lacks."""
    for layout in layouts:
        missing = (
            layout.matches.missing(document, top) if isinstance(layout.matches, Matching) else ()
        )
        if missing:
            raise FileRefused(
                file=document.name,
                problem=f"The columns {', '.join(missing)} are missing.",
                remedy="Check that this is the right file; " + _lower(DOWNLOAD_AGAIN),
            )


def year_in(document: Document, pattern: str, *, remedy: str) -> int:
    """Return the year that a document's path tells; the innermost name counts first.

    Args:
        document: the document.
        pattern: a regular expression whose groups are two or four digits.
        remedy: how to name the file so that it tells its year.

    Raises:
        FileRefused: no part of the path tells the year.
    """
    folders = re.split(r"[/\\]", document.place)[-NEAREST_FOLDERS:]
    for name in [document.name, *reversed(folders)]:
        found = re.search(pattern, name, re.IGNORECASE)
        if found:
            digits = next(group for group in found.groups() if group)
            return int(digits) if len(digits) == 4 else 2000 + int(digits)
    raise FileRefused(
        file=document.name, problem="Neither the file nor its name says the year.", remedy=remedy
    )


def _read(layout: Layout, group: Sequence[Document]) -> Sequence[Piece]:
    try:
        return layout.read(group)
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        if group[0].kind != "json":
            raise
        raise FileRefused(
            file=group[0].name,
            problem=f"Its inside is not as expected ({type(error).__name__}: {error}).",
            remedy=DOWNLOAD_AGAIN,
        ) from error


def _joined(pieces: Sequence[Piece]) -> tuple[tuple[Part, ...], tuple[LeftOut, ...]]:
    parts: list[Part] = []
    doubles = 0
    full = [piece for piece in pieces if piece.frame.height]
    for table in dict.fromkeys(piece.table for piece in full):
        frames = [piece.frame for piece in full if piece.table == table]
        every = pl.concat(frames, how="diagonal_relaxed")
        once = every.unique([*SLICE, *CONTRACTS[table].key], keep="first", maintain_order=True)
        doubles += every.height - once.height
        for (part, release, date), rows in once.group_by(SLICE, maintain_order=True):
            parts.append(as_part(table, str(part), str(release), str(date), rows))
    note = LeftOut("The same row stands a second time, in this file or another.", doubles)
    return tuple(parts), (note,) if doubles else ()


def summed(notes: Iterable[LeftOut]) -> list[LeftOut]:
    """Return one note for each reason, with rows added up and up to five examples."""
    by_reason: dict[str, LeftOut] = {}
    for note in notes:
        before = by_reason.get(note.reason, LeftOut(note.reason, 0))
        by_reason[note.reason] = LeftOut(
            note.reason,
            before.rows_count + note.rows_count,
            (before.examples + note.examples)[:5],
        )
    return list(by_reason.values())


def new_columns(frame: pl.DataFrame, known: Iterable[str]) -> tuple[LeftOut, ...]:
    """Return a note on columns that the publisher has added since the module was written."""
    names = unexpected_columns(frame, known)
    return (LeftOut("Columns that are new in this file were not used.", 0, names),) if names else ()


def _files_left_out(names: Sequence[str]) -> tuple[LeftOut, ...]:
    if not names:
        return ()
    return (LeftOut("Files in other layouts were not read.", 0, tuple(names[:5])),)


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
