"""From a file, folder or archive that a person gives to a store that holds what it says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from keyway.errors import Refused
from keyway.reference import loading
from keyway.reference.contract import CONTRACTS
from keyway.reference.releases import FileRefused
from keyway.sources import catalog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from keyway.reference.loading import Change
    from keyway.reference.releases import Reading, Source

    Progress = Callable[[str, int, int], None]

AUTO = "auto"


class WrongRelease(Refused):
    """The file speaks for another time than the person means; nothing was stored."""

    sentence = (
        "%(file)s holds %(found)s, not %(wanted)s. Nothing was stored. Fetch the file of the "
        "release you mean, or load this one without --release."
    )


class NobodysFile(Refused):
    """No source module knows the file."""

    sentence = (
        "%(file)s is no file that Keyway knows. `keyway sources` lists the sources and which "
        "files they read."
    )


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one load read and stored."""

    name: str
    source: Source
    reading: Reading
    changes: tuple[Change, ...]

    @property
    def rows_kept(self) -> int:
        """Rows in all parts, stored now or before."""
        return sum(part.frame.height for part in self.reading.parts)


@dataclass(frozen=True, slots=True)
class Turned:
    """A file that was refused, and the sentence that says why."""

    name: str
    key: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """Cells of one column that the publisher does not tell."""

    table: str
    column: str
    reason: str
    cells_count: int


def take_in(
    root: Path,
    key: str,
    path: Path,
    *,
    release: str,
    loaded_date: str,
    progress: Progress,
) -> Loaded:
    """Read a file, folder or archive of one source and store it.

    Args:
        root: folder of the store.
        key: which source.
        path: what to read.
        release: the release that the person means, or "" for whichever it is.
        loaded_date: ISO date.
        progress: told what is being read.

    Raises:
        FileRefused: it cannot be read or belongs to another source.
        WrongRelease: it holds another release than the one meant.
        ContractBroken, LoadRunning, DiskRefused: as ``loading.load`` says.
    """
    reading = catalog.read(key, path, progress)
    if release:
        _check_release(path, reading, release)
    source = catalog.SOURCES[key].source
    changes = loading.load(root, source, reading, loaded_date=loaded_date)
    return Loaded(path.name, source, reading, tuple(changes))


def take_in_all(
    root: Path,
    path: Path,
    *,
    release: str,
    loaded_date: str,
    progress: Progress,
    is_one: bool = False,
) -> Iterator[Loaded | Turned]:
    """Read every file below a path by the source that its content tells, and store each.

    A folder is read as one where a source can, else file by file; a folder of folders is read
    entry by entry unless ``is_one``. What is refused does not stop the others.

    Raises:
        NobodysFile: no source knows any of the files.
        LoadRunning, DiskRefused: as ``loading.load`` says; what was stored before stays.
    """
    known = False
    for place in [path] if is_one else _places(path):
        try:
            keys = catalog.guess(place)
        except FileRefused as refusal:
            known = True
            yield Turned(place.name, "", str(refusal))
            continue
        for key in keys:
            known = True
            yield from _take_in_parted(
                root, key, place, release=release, loaded_date=loaded_date, progress=progress
            )
    if not known:
        raise NobodysFile(file=path.name)


def _places(path: Path) -> list[Path]:
    """Return what is read as one: a file, a folder of files, or each entry of a folder of folders."""
    if not path.is_dir() or not any(each.is_dir() for each in path.iterdir()):
        return [path]
    return sorted(each for each in path.iterdir() if not each.name.startswith("."))


def _take_in_parted(
    root: Path, key: str, place: Path, *, release: str, loaded_date: str, progress: Progress
) -> Iterator[Loaded | Turned]:
    files = sorted(each for each in place.rglob("*") if each.is_file()) if place.is_dir() else []
    refusals = []
    for each in [place, *files]:
        if each is not place and not catalog.SOURCES[key].recognizes(each):
            continue
        try:
            yield take_in(
                root, key, each, release=release, loaded_date=loaded_date, progress=progress
            )
        except (FileRefused, WrongRelease, loading.ContractBroken) as refusal:
            refusals.append(Turned(each.name, key, str(refusal)))
        else:
            if each is place:
                return
    # The folder's own refusal says nothing that those of its files do not.
    yield from refusals[1:] or refusals


def _check_release(path: Path, reading: Reading, wanted: str) -> None:
    found = {part.release: part.release_date for part in reading.parts}
    if not any(
        wanted.casefold() == release.casefold() or date.startswith(wanted)
        for release, date in found.items()
    ):
        raise WrongRelease(file=path.name, found=", ".join(sorted(found)), wanted=wanted)


def hidden_cells(reading: Reading) -> list[Hidden]:
    """Return how many cells of which column are unknown, by the publisher's reason."""
    found: Counter[tuple[str, str, str]] = Counter()
    for part in reading.parts:
        for name in CONTRACTS[part.table].columns:
            if not name.endswith("_note"):
                continue
            reasons = part.frame.get_column(name).drop_nulls().value_counts()
            for reason, count in reasons.iter_rows():
                found[part.table, name.removesuffix("_note"), str(reason)] += count
    return [Hidden(*key, cells_count=count) for key, count in sorted(found.items())]


def table_rows(changes: tuple[Change, ...]) -> pl.DataFrame:
    """Return what was stored by table and release: parts, rows, and how many were stored now."""
    return (
        pl.DataFrame(
            [
                {
                    "table": change.entry.table,
                    "release": change.entry.release,
                    "part": change.entry.part,
                    "rows": change.entry.rows_count,
                    "stored": change.was_stored,
                }
                for change in changes
            ],
            schema={
                "table": pl.String,
                "release": pl.String,
                "part": pl.String,
                "rows": pl.Int64,
                "stored": pl.Boolean,
            },
        )
        .group_by("table", "release", maintain_order=True)
        .agg(pl.len().alias("parts"), pl.col("part").first(), pl.sum("rows"), pl.sum("stored"))
        .sort("table", "release")
    )
