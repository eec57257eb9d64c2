"""IPEDS: colleges and universities (HD) and the awards they make (Completions, C_A)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keyway.reference.releases import FileRefused, LeftOut, Part, Reading, Source
from keyway.sources import files
from keyway.sources.ipeds import completions, directory

if TYPE_CHECKING:
    from pathlib import Path

    from keyway.sources.ipeds.common import Slice

SOURCE = Source(
    key="ipeds",
    publisher="National Center for Education Statistics",
    title="Integrated Postsecondary Education Data System",
    licence="U.S. Government work, public domain in the United States",
    url="https://nces.ed.gov/ipeds/datacenter/DataFiles.aspx",
    tables=("ipeds_institutions", "ipeds_program_completions"),
    cadence_months=12,
    files="HD2024.zip and C2024_A.zip, and the same of other years, as they come.",
)

__all__ = ["SOURCE", "read", "recognizes"]


def recognizes(path: files.Origin) -> bool:
    """Return whether a file has the columns of the directory or of completions."""
    return any(
        directory.is_directory(document) or completions.is_completions(document)
        for document in files.documents(path)
    )


def read(path: Path, progress: files.Progress | None = None) -> Reading:
    """Return institutions and first-major awards, one part a year.

    Where a year is there twice, the revised file (``_rv``) is taken. A file that does not cover
    the nation is left out beside complete ones, and refused alone.

    Args:
        path: a csv, zip or parquet file, or a folder of them.
        progress: told what is being read.

    Raises:
        FileRefused: nothing usable is there, the year cannot be told, or a file was cut or edited.
    """
    slices: list[Slice] = []
    for done, document in enumerate(files.documents(path)):
        if progress:
            progress(document.name, done, 0)
        if directory.is_directory(document):
            slices.append(directory.read(document))
        elif completions.is_completions(document):
            slices.append(completions.read(document))
    chosen = _choose(path, slices)
    return Reading(
        parts=tuple(part for each in chosen for part in each.parts),
        rows_read=sum(each.rows_read for each in slices),
        left_out=tuple(files.summed([*_left_out(chosen), *_not_chosen(slices, chosen)])),
        files=files.fingerprints(path),
    )


def _left_out(chosen: list[Slice]) -> list[LeftOut]:
    return [note for each in chosen for note in each.left_out]


def _not_chosen(slices: list[Slice], chosen: list[Slice]) -> list[LeftOut]:
    return [
        LeftOut(
            each.partial or "A revised file of the same year is there",
            each.rows_read,
            (each.file,),
        )
        for each in slices
        if each not in chosen
    ]


def _choose(path: Path, slices: list[Slice]) -> list[Slice]:
    """Return one slice a table and year, the revised one leading."""
    whole = [each for each in slices if not each.partial]
    if not whole:
        raise FileRefused(
            file=path.name,
            problem=slices[0].partial
            if slices
            else "It holds neither the directory of institutions (HD) nor completions (C_A).",
            remedy="Load the publisher's file of the whole nation, for example HD2024.zip or "
            "C2024_A.zip.",
        )
    chosen: dict[tuple[str, str], tuple[Part, Slice]] = {}
    for each in whole:
        part = each.parts[0]
        held = chosen.get((part.table, part.part))
        if held and held[0].release_date == part.release_date:
            raise FileRefused(
                file=path.name,
                problem=f"It holds two files of {part.release} for {part.table}: "
                f"{held[1].file} and {each.file}.",
                remedy="Keep one of them and load again.",
            )
        if not held or held[0].release_date < part.release_date:
            chosen[(part.table, part.part)] = (part, each)
    return [each for _, each in chosen.values()]
