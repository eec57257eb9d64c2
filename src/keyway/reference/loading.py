"""Loading into the reference store: all parts of a reading, or none of them.

A load holds the lock, writes its files first and then the new catalog. Whatever a load that was
killed left behind is named by no catalog: unfinished files go with the next load, finished ones
with the next prune.
"""

from __future__ import annotations

import fcntl
import hashlib
import io
import json
import os
import re
import shutil
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from keyway.errors import Broken, Refused
from keyway.reference.contract import CONTRACTS, Contract, failing_rows
from keyway.reference.store import Entry, read_catalog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from keyway.reference.releases import Part, Reading, Source

# Names of the contract's rules, in words.
_RULES = {
    "nullability": "must not be empty",
    "regex": "is not a code of this kind",
    "min": "is below the smallest possible value",
    "max": "is above the largest possible value",
    "min_length": "must not be empty",
    "dtype": "is of another type",
    "primary_key": "stands in several rows",
}
_FOLDER_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*$")


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
class Change:
    """What a load did to one part: ``stored`` or ``unchanged``."""

    entry: Entry
    was_stored: bool


def load(root: Path, source: Source, reading: Reading, *, loaded_date: str) -> list[Change]:
    """Store all parts of a reading, or none of them.

    A part that is already stored with the same bytes stays as it is.

    Args:
        root: folder of the store that is written.
        source: where the reading comes from.
        reading: parts with exactly their contracts' columns.
        loaded_date: ISO date of this load.

    Raises:
        ContractBroken: a row breaks its table's contract.
        LoadRunning: another load is writing.
        DiskRefused: the disk is full or read-only.
        Broken: the source module handed over parts that no store can hold.
    """
    _check_parts(source, reading.parts)
    for part in reading.parts:
        _check_rows(source, part)
    try:
        root.mkdir(parents=True, exist_ok=True)
        with _locked(root), _clean_after_failure(root):
            held = read_catalog(root)
            known = {(e.table, e.part, e.release_date): e for e in held}
            changes = [
                _store_part(root, source, part, reading.files, loaded_date, known)
                for part in reading.parts
            ]
            _write_catalog(root, _merge(held, [c.entry for c in changes]))
    except OSError as error:
        raise DiskRefused(reason=error.strerror or str(error)) from error
    return changes


def _check_parts(source: Source, parts: tuple[Part, ...]) -> None:
    """Compare the parts as a whole with what a store can hold."""
    named: set[tuple[str, str, str]] = set()
    for part in parts:
        name = (part.table, part.part, part.release_date)
        if name in named:
            raise Broken(f"{source.key} gave {' '.join(name)} twice")
        named.add(name)
        if not (_FOLDER_NAME.match(part.part) and _FOLDER_NAME.match(part.release_date)):
            raise Broken(f"{source.key} named a part {part.part!r} of {part.release_date!r}")
        columns = list(CONTRACTS[part.table].columns)
        if part.frame.columns != columns:
            raise Broken(f"{source.key} gave {part.frame.columns} for {part.table}: {columns}")
    for table in sorted({part.table for part in parts}):
        newest = {
            p.part: p
            for p in sorted(parts, key=lambda p: p.release_date)
            if p.table == table and p.frame.height
        }
        key = list(CONTRACTS[table].key)
        keys = [p.frame.select(key) for p in newest.values()]
        if len(keys) > 1 and pl.concat(keys, how="vertical_relaxed").is_duplicated().any():
            raise Broken(f"{source.key} gave parts of {table} that share rows: {sorted(newest)}")


def _check_rows(source: Source, part: Part) -> None:
    contract: Contract = CONTRACTS[part.table]
    rules, examples = failing_rows(contract, part.frame)
    if not rules:
        return
    about = {rule.rpartition("|")[0] for rule in rules}
    shown = [name for name in contract.columns if name in contract.key or name in about]
    row = examples.row(0, named=True)
    raise ContractBroken(
        source=source.title,
        table=part.table,
        rows=max(rules.values()),
        rules="; ".join(sorted(_in_words(rule) for rule in rules)),
        example=", ".join(f"{name} {row[name]!r}" for name in shown),
    )


def _in_words(rule: str) -> str:
    """Return a contract's rule, such as ``soc_code|regex``, as people say it."""
    column, _, kind = rule.rpartition("|")
    return f"{column or 'the key'} {_RULES.get(kind, kind)}"


def _store_part(
    root: Path,
    source: Source,
    part: Part,
    files: tuple[tuple[str, str], ...],
    loaded_date: str,
    known: dict[tuple[str, str, str], Entry],
) -> Change:
    contract = CONTRACTS[part.table]
    frame = contract.schema.cast(part.frame).sort(contract.key)
    packed = io.BytesIO()
    frame.write_parquet(packed, compression="zstd", compression_level=12, statistics=False)
    digest = hashlib.sha256(packed.getvalue()).hexdigest()
    held = known.get((part.table, part.part, part.release_date))
    if held and held.sha256 == digest and (root / held.file).exists():
        return Change(held, was_stored=False)
    final = root / "data" / part.table / part.part / f"{part.release_date}-{digest[:12]}.parquet"
    _write_file(final, packed.getvalue())
    entry = Entry(
        table=part.table,
        part=part.part,
        release=part.release,
        release_date=part.release_date,
        source=source.key,
        publisher=source.publisher,
        title=source.title,
        licence=source.licence,
        # The licence names the release itself, without our remark on the copy.
        credit=source.credit.replace("{release}", part.release.split(" (")[0]),
        url=source.url,
        rows_count=frame.height,
        file=str(final.relative_to(root)),
        sha256=digest,
        loaded_date=loaded_date,
        files=files,
    )
    return Change(entry, was_stored=True)


def _write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, and make sure that it outlives a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".partial")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _merge(held: list[Entry], new: list[Entry]) -> list[Entry]:
    replaced = {(e.table, e.part, e.release_date) for e in new}
    kept = [e for e in held if (e.table, e.part, e.release_date) not in replaced]
    return sorted(kept + new, key=lambda e: (e.table, e.part, *e.order))


def _write_catalog(root: Path, entries: list[Entry]) -> None:
    text = json.dumps({"entries": [asdict(e) for e in entries]}, indent=1, ensure_ascii=False)
    _write_file(root / "catalog.json", (text + "\n").encode())


def prune(root: Path) -> list[Entry]:
    """Remove older releases and leftovers; return what the catalog no longer names.

    Raises:
        LoadRunning: a load is writing.
        DiskRefused: the disk is read-only.
    """
    if not root.exists():
        return []
    try:
        with _locked(root):
            held = read_catalog(root)
            newest = {(e.table, e.part): e for e in sorted(held, key=lambda e: e.order)}
            kept = _merge(list(newest.values()), [])
            if kept != held:
                _write_catalog(root, kept)
            _sweep(root, kept)
    except OSError as error:
        raise DiskRefused(reason=error.strerror or str(error)) from error
    return [e for e in held if e not in kept]


def _sweep(root: Path, kept: list[Entry]) -> None:
    """Remove every file that no entry names, and folders left empty."""
    named = {root / e.file for e in kept}
    for path in sorted((root / "data").rglob("*"), reverse=True):
        if path.is_dir():
            with suppress(OSError):  # not empty: it holds files that are kept
                path.rmdir()
        elif path not in named:
            path.unlink()


def free_bytes(root: Path) -> int:
    """Return the free space on the disk that holds ``root``, in bytes."""
    place = root
    while not place.exists():
        place = place.parent
    return shutil.disk_usage(place).free


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    with (root / "lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LoadRunning from error
        yield


@contextmanager
def _clean_after_failure(root: Path) -> Iterator[None]:
    """Remove unfinished files of earlier loads first, and what this one wrote if it fails."""
    for path in (*root.glob("*.partial"), *(root / "data").rglob("*.partial")):
        path.unlink(missing_ok=True)
    before = set((root / "data").rglob("*.parquet"))
    try:
        yield
    except BaseException:
        named = {root / e.file for e in read_catalog(root)}
        for path in set((root / "data").rglob("*.parquet")) - before - named:
            path.unlink(missing_ok=True)
        raise
