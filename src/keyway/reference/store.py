"""The reference store: Parquet files by release, and one catalog that says which are in force.

    <root>/catalog.json          the only thing a reader trusts; replaced whole, last
    <root>/data/<table>/<part>/<release_date>-<digest>.parquet   never changed once written
    <root>/lock                  held while one load writes

A load writes its files first and then the new catalog, so a reader sees the store before or after
a load and never between. Whatever a broken load left behind is named by no catalog and is pruned.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

import keyway.reference.tables  # noqa: F401  fills the register
from keyway.errors import Broken, Refused
from keyway.reference.contract import CONTRACTS, Contract, failing_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from keyway.reference.releases import Part, Reading, Source

STARTER = Path(__file__).parent / "starter"


class LoadRunning(Refused):
    """Another load holds the store."""

    sentence = "Another load is running. Wait until it ends, then start this one again."


class ContractBroken(Refused):
    """Rows that do not keep their table's contract; nothing was stored."""

    sentence = (
        "%(source)s: %(rows)s rows do not fit table %(table)s (%(rules)s). For example %(example)s. "
        "Nothing was stored. Check that the file is the publisher's own, unchanged, and of the "
        "year you mean."
    )


class DiskRefused(Refused):
    """The disk would not take the files; nothing was stored."""

    sentence = "The disk refused the files (%(reason)s). Nothing was stored. Free some space and load again."


@dataclass(frozen=True, slots=True)
class Entry:
    """One stored part of a table: what it is and where it came from."""

    table: str
    part: str
    release: str
    release_date: str
    source: str
    publisher: str
    title: str
    licence: str
    credit: str
    url: str
    rows_count: int
    file: str  # relative to the store's root
    sha256: str
    loaded_date: str
    files: tuple[tuple[str, str], ...] = ()

    @property
    def order(self) -> tuple[str, str]:
        """Sorts releases of one part from old to new."""
        return (self.release_date, self.loaded_date)


@dataclass(frozen=True, slots=True)
class Change:
    """What a load did to one part: ``stored`` or ``unchanged``."""

    entry: Entry
    was_stored: bool


class Store:
    """Read access to one or more catalogs, the later ones shadowed by the earlier.

    Args:
        roots: folders of stores, the one to trust first leading; loads write to the first.
    """

    def __init__(self, roots: Sequence[Path]) -> None:
        self.roots = tuple(roots)
        self._entries = {root: _read_catalog(root) for root in self.roots}
        self._frames: dict[tuple[str, tuple[str, ...] | None], pl.DataFrame] = {}

    @classmethod
    def at(cls, folder: Path) -> Store:
        """Return the store kept in ``folder``, with the starter data beneath it."""
        return cls((folder, STARTER))

    def entries(self) -> list[Entry]:
        """Return every stored part, all releases, in a fixed order."""
        found = [entry for entries in self._entries.values() for entry in entries]
        return sorted(found, key=lambda e: (e.source, e.table, e.part, *e.order))

    def current(self, table: str) -> list[tuple[Path, Entry]]:
        """Return the parts of ``table`` in force, each with the folder that holds it.

        The first root that has a part at the newest release of that part wins.
        """
        best: dict[str, tuple[Path, Entry]] = {}
        for root in self.roots:
            for entry in self._entries[root]:
                if entry.table != table:
                    continue
                held = best.get(entry.part)
                if held is None or (
                    entry.release_date > held[1].release_date
                    or (root == held[0] and entry.order > held[1].order)
                ):
                    best[entry.part] = (root, entry)
        return [best[part] for part in sorted(best)]

    def read(self, table: str, *, parts: Sequence[str] | None = None) -> pl.DataFrame:
        """Return the rows of ``table`` in force; no rows where nothing is loaded.

        Frames are kept: a store is a picture of one moment and never changes.

        Args:
            table: name of a contract.
            parts: only these parts, where given.

        Raises:
            Broken: there is no such contract.
        """
        key = (table, None if parts is None else tuple(sorted(parts)))
        if key not in self._frames:
            self._frames[key] = self._read(table, parts)
        return self._frames[key]

    def _read(self, table: str, parts: Sequence[str] | None) -> pl.DataFrame:
        contract = CONTRACTS.get(table)
        if contract is None:
            raise Broken(f"no contract is called {table}")
        frames = [
            pl.read_parquet(root / entry.file)
            for root, entry in self.current(table)
            if parts is None or entry.part in parts
        ]
        if not frames:
            return contract.empty()
        return pl.concat(frames, how="vertical_relaxed").select(list(contract.columns))

    def fingerprint(self, tables: Sequence[str]) -> str:
        """Return a digest of the releases in force of ``tables``."""
        lines = [
            f"{table}/{entry.part}/{entry.release_date}/{entry.sha256}"
            for table in sorted(tables)
            for _, entry in self.current(table)
        ]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _read_catalog(root: Path) -> list[Entry]:
    path = root / "catalog.json"
    if not path.exists():
        return []
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return [
            Entry(**{**row, "files": tuple((n, d) for n, d in row["files"])})
            for row in raw["entries"]
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise Broken(f"{path} is not a catalog: {error}") from error


def load(
    root: Path, source: Source, reading: Reading, *, loaded_date: str, check: bool = True
) -> list[Change]:
    """Store all parts of a reading, or none of them.

    Args:
        root: folder of the store that is written.
        source: where the reading comes from.
        reading: parts with exactly their contracts' columns.
        loaded_date: ISO date of this load.
        check: compare every row with its contract.

    Raises:
        ContractBroken: a row breaks its table's contract.
        LoadRunning: another load is writing.
        DiskRefused: the disk is full or read-only.
    """
    if check:
        for part in reading.parts:
            _check(source, part)
    try:
        root.mkdir(parents=True, exist_ok=True)
        with _locked(root):
            held = _read_catalog(root)
            changes = [
                _write_part(root, source, part, reading.files, loaded_date)
                for part in reading.parts
            ]
            _write_catalog(root, _merge(held, [c.entry for c in changes]))
    except OSError as error:
        raise DiskRefused(reason=error.strerror or str(error)) from error
    known = {e.sha256 for e in held}
    return [Change(c.entry, was_stored=c.entry.sha256 not in known) for c in changes]


def _check(source: Source, part: Part) -> None:
    contract: Contract = CONTRACTS[part.table]
    if list(part.frame.columns) != list(contract.columns):
        raise Broken(f"{source.key} gave {part.frame.columns} for {part.table}")
    rules, examples = failing_rows(contract, part.frame)
    if rules:
        raise ContractBroken(
            source=source.title,
            table=part.table,
            rows=max(rules.values()),
            rules=", ".join(sorted(rules)),
            example=examples.head(1).to_dicts(),
        )


def _write_part(
    root: Path, source: Source, part: Part, files: tuple[tuple[str, str], ...], loaded_date: str
) -> Change:
    contract = CONTRACTS[part.table]
    frame = part.frame.sort(contract.key)
    folder = root / "data" / part.table / part.part
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, suffix=".partial")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            frame.write_parquet(out, compression="zstd", compression_level=12, statistics=False)
            out.flush()
            os.fsync(out.fileno())
        digest = _digest(temporary)
        final = folder / f"{part.release_date}-{digest[:12]}.parquet"
        temporary.replace(final)
    finally:
        temporary.unlink(missing_ok=True)
    final.chmod(0o644)
    entry = Entry(
        table=part.table,
        part=part.part,
        release=part.release,
        release_date=part.release_date,
        source=source.key,
        publisher=source.publisher,
        title=source.title,
        licence=source.licence,
        credit=source.credit,
        url=source.url,
        rows_count=frame.height,
        file=str(final.relative_to(root)),
        sha256=digest,
        loaded_date=loaded_date,
        files=files,
    )
    return Change(entry, was_stored=True)


def _merge(held: list[Entry], new: list[Entry]) -> list[Entry]:
    replaced = {(e.table, e.part, e.release_date) for e in new}
    kept = [e for e in held if (e.table, e.part, e.release_date) not in replaced]
    return sorted(kept + new, key=lambda e: (e.table, e.part, *e.order))


def _write_catalog(root: Path, entries: list[Entry]) -> None:
    text = json.dumps({"entries": [asdict(e) for e in entries]}, indent=1, ensure_ascii=False)
    path = root / "catalog.json"
    temporary = path.with_suffix(".partial")
    with temporary.open("w", encoding="utf-8") as out:
        out.write(text + "\n")
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(path)
    folder = os.open(root, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def prune(root: Path) -> list[Entry]:
    """Remove older releases and leftovers; return what the catalog no longer names.

    Raises:
        LoadRunning: a load is writing.
    """
    with _locked(root):
        held = _read_catalog(root)
        newest: dict[tuple[str, str], Entry] = {}
        for entry in sorted(held, key=lambda e: e.order):
            newest[(entry.table, entry.part)] = entry
        kept = sorted(newest.values(), key=lambda e: (e.table, e.part))
        _write_catalog(root, kept)
        named = {root / e.file for e in kept}
        for path in sorted((root / "data").rglob("*.p*")):
            if path not in named:
                path.unlink()
        for folder in sorted((root / "data").rglob("*"), reverse=True):
            if folder.is_dir():
                with suppress(OSError):
                    folder.rmdir()
    return [e for e in held if e not in kept]


def free_bytes(root: Path) -> int:
    """Return the free space on the disk that holds ``root``, in bytes."""
    place = root
    while not place.exists():
        place = place.parent
    return shutil.disk_usage(place).free


def _digest(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    with (root / "lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LoadRunning from error
        yield
