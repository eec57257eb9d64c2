"""The reference store: Parquet files by release, and one catalog that says which are in force.

    <root>/catalog.json          the only thing a reader trusts; replaced whole, last
    <root>/data/<table>/<part>/<release_date>-<digest>.parquet   never changed once written
    <root>/lock                  held while one load writes

A load writes its files first and then the new catalog, so a reader sees the store before or after
a load and never between. Writing is in ``loading``; this module only reads.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

import keyway.reference.tables  # noqa: F401  fills the register
from keyway.errors import Broken, Refused
from keyway.reference.contract import CONTRACTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keyway.reference.contract import Contract

STARTER = Path(__file__).parent / "starter"


class ReleasePruned(Refused):
    """A file that the catalog named when it was read is gone."""

    sentence = (
        "Table %(table)s, part %(part)s: its file is gone, because older releases were pruned "
        "after this reader opened the store, or because the data folder was changed by hand. "
        "Try again; if it stays, load %(source)s again."
    )


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
    rows_start: int = 0  # first row, where the file holds several parts
    selection: str = ""  # what was chosen, where the part does not hold all that was published

    @property
    def order(self) -> tuple[str, str]:
        """Sorts releases of one part from old to new."""
        return (self.release_date, self.loaded_date)


class Store:
    """Read access to one or more catalogs, the later ones shadowed by the earlier.

    Args:
        roots: folders of stores, the one to trust first leading; loads write to the first.
    """

    def __init__(self, roots: Sequence[Path]) -> None:
        self.roots = tuple(roots)
        self._entries = {root: read_catalog(root) for root in self.roots}
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

        The first root that has a part at the newest release of that part wins. A selection (the
        starter data holds one state's rows) steps back behind a whole part of any release, or
        whoever loads an older release for another state would see none of it.
        """
        best: dict[str, tuple[Path, Entry]] = {}
        for root in self.roots:
            for entry in self._entries[root]:
                if entry.table != table:
                    continue
                held = best.get(entry.part)
                if held is None or _goes_before(entry, held[1], is_same_root=root == held[0]):
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
        opened: dict[Path, pl.DataFrame] = {}
        frames = [
            _rows(root, entry, opened)
            for root, entry in self.current(table)
            if parts is None or entry.part in parts
        ]
        if not frames:
            return contract.empty()
        return _with_columns(contract, pl.concat(frames, how="diagonal_relaxed"))

    def rows(self, root: Path, entry: Entry) -> pl.DataFrame:
        """Return the rows of one stored part, in force or not.

        Raises:
            ReleasePruned: its file was pruned after this store was opened.
        """
        return _with_columns(CONTRACTS[entry.table], _rows(root, entry, {}))

    def fingerprint(self, tables: Sequence[str]) -> str:
        """Return a digest of the releases in force of ``tables``."""
        lines = [
            f"{table}/{entry.part}/{entry.release_date}/{entry.sha256}"
            for table in sorted(tables)
            for _, entry in self.current(table)
        ]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _goes_before(entry: Entry, held: Entry, *, is_same_root: bool) -> bool:
    """Return whether ``entry`` is in force rather than ``held``, whose root is trusted no less."""
    if is_same_root:
        return entry.order > held.order
    if bool(entry.selection) != bool(held.selection):
        return bool(held.selection)
    return entry.release_date > held.release_date


def _rows(root: Path, entry: Entry, opened: dict[Path, pl.DataFrame]) -> pl.DataFrame:
    path = root / entry.file
    if path not in opened:
        try:
            opened[path] = pl.read_parquet(path)
        except FileNotFoundError as error:
            raise ReleasePruned(table=entry.table, part=entry.part, source=entry.source) from error
    return opened[path].slice(entry.rows_start, entry.rows_count)


def _with_columns(contract: Contract, rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows with the contract's columns; what was stored before a column existed lacks it.

    Raises:
        ColumnNotFoundError: a column is missing that must not be empty.
    """
    missing = {
        name: pl.lit(None, dtype=column.dtype)
        for name, column in contract.columns.items()
        if name not in rows.columns and column.nullable
    }
    return rows.with_columns(**missing).select(list(contract.columns))


def read_catalog(root: Path) -> list[Entry]:
    """Return what the catalog of one store names; nothing where there is none.

    Raises:
        Broken: the file is not a catalog.
    """
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
