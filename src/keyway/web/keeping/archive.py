"""One file that holds a whole site, and the way back from it.

The archive is a tar file: ``manifest.json`` first, then ``database.sqlite3`` or ``database.pgdump``,
then ``media/…`` and ``reference/…``. The manifest names every file with its size and SHA-256, so that
a damaged archive is refused before anything is touched.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import connection

from keyway.errors import Refused
from keyway.web.keeping.role import as_owner, let_application_in

if TYPE_CHECKING:
    from collections.abc import Iterator

FORM = 1
FOLDERS = ("media", "reference")
MANIFEST = "manifest.json"
_CHUNK = 1024 * 1024


class ArchiveRefused(Refused):
    """A file is no archive of ours, or not a whole one."""

    sentence = "%(file)s cannot be restored: %(why)s. Nothing was changed."


class BackupFailed(Refused):
    """The archive could not be written."""

    sentence = "The backup could not be made: %(why)s."


def back_up(target: Path, data: Path, made_at: str) -> dict[str, Any]:
    """Write an archive of database, media and reference store to ``target``; return its manifest.

    Writers may go on meanwhile: SQLite is copied in one read transaction, PostgreSQL dumped in one.
    The archive appears whole or not at all.

    Raises:
        BackupFailed: the database cannot be copied or the disk is full.
    """
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as room:
            database = _copy_database(Path(room))
            files = [(database.name, database), *_files_below(data)]
            manifest = {
                "form": FORM,
                "made_at": made_at,
                "vendor": connection.vendor,
                "files": [_described(name, path) for name, path in files],
            }
            _write_tar(unfinished, manifest, files)
        unfinished.replace(target)
    except OSError as error:
        raise BackupFailed(why=error) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def _files_below(data: Path) -> Iterator[tuple[str, Path]]:
    for folder in FOLDERS:
        for path in sorted((data / folder).rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(data).as_posix(), path


def _described(name: str, path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"name": name, "size": path.stat().st_size, "sha256": digest}


def _write_tar(target: Path, manifest: dict[str, Any], files: list[tuple[str, Path]]) -> None:
    head = json.dumps(manifest, indent=1).encode()
    with target.open("wb") as raw:
        os.fchmod(raw.fileno(), 0o600)  # it holds whatever the database holds
        with tarfile.open(fileobj=raw, mode="w") as tar:
            entry = tarfile.TarInfo(MANIFEST)
            entry.size = len(head)
            tar.addfile(entry, io.BytesIO(head))
            for name, path in files:
                tar.add(path, arcname=name, recursive=False)
        raw.flush()
        os.fsync(raw.fileno())


def _copy_database(room: Path) -> Path:
    if connection.vendor == "sqlite":
        copy = room / "database.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        return copy
    dump = room / "database.pgdump"
    with as_owner():
        # The grants are this installation's own, made anew when the archive is restored.
        given = ("--format=custom", "--enable-row-security", "--no-acl", f"--file={dump}")
        _run_postgresql("pg_dump", *given)
    return dump


def _run_postgresql(program: str, *options: str) -> None:
    """Run one of PostgreSQL's programs against the configured database."""
    if shutil.which(program) is None:
        raise BackupFailed(
            why=f"{program} is not installed (on Debian: apt-get install postgresql-client)"
        )
    given = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    environment = {**os.environ, "PGDATABASE": str(given["NAME"])}
    environment |= {name: str(given[key]) for name, key in names.items() if given[key]}
    # An archive holds every organization's rows.
    environment["PGOPTIONS"] = "-c keyway.everywhere=archive"
    done = subprocess.run([program, *options], env=environment, capture_output=True, text=True)
    if done.returncode:
        raise BackupFailed(why=f"{program} said: {done.stderr.strip()}")


def restore(archive: Path, data: Path) -> dict[str, Any]:
    """Put the site in ``archive`` in place of the one in ``data``; return the manifest.

    Everything is unpacked and checked beside the data folder first; then folders and database are
    exchanged by renaming. Nothing may run on the data meanwhile.

    Raises:
        ArchiveRefused: the archive is damaged, of another kind or for another database.
        BackupFailed: PostgreSQL refused the dump.
    """
    data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data, prefix="restoring-") as unpacked:
        room = Path(unpacked)
        manifest = _unpack(archive, room)
        connection.close()
        if connection.vendor == "sqlite":
            _check_sqlite(archive, room / "database.sqlite3")
            _exchange_sqlite(room / "database.sqlite3", Path(str(connection.settings_dict["NAME"])))
        else:
            options = ["--clean", "--if-exists", "--single-transaction", "--no-owner"]
            name = str(connection.settings_dict["NAME"])
            dump = str(room / "database.pgdump")
            with as_owner():
                _run_postgresql("pg_restore", *options, f"--dbname={name}", dump)
            let_application_in()
        for folder in FOLDERS:
            _exchange(room / folder, data / folder, room / f"{folder}-before")
    return manifest


def _unpack(archive: Path, room: Path) -> dict[str, Any]:
    """Unpack an archive whose every file is the one in its manifest."""
    try:
        with tarfile.open(archive) as tar:
            manifest = _read_manifest(archive, tar)
            wanted = {each["name"]: each for each in manifest["files"]}
            for member in tar:
                if member.name != MANIFEST:
                    _unpack_one(archive, tar, member, wanted.pop(member.name, None), room)
    except (tarfile.TarError, OSError, EOFError) as error:
        raise ArchiveRefused(file=archive, why=f"it is not a whole archive ({error})") from error
    if wanted:
        raise ArchiveRefused(file=archive, why=f"{sorted(wanted)[0]} is missing in it")
    return manifest


def _read_manifest(archive: Path, tar: tarfile.TarFile) -> dict[str, Any]:
    first = tar.next()
    file = tar.extractfile(first) if first and first.name == MANIFEST else None
    if file is None:
        raise ArchiveRefused(file=archive, why="it was not made by `keyway backup`")
    try:
        manifest: dict[str, Any] = json.load(file)
    except ValueError as error:
        raise ArchiveRefused(file=archive, why="its manifest is damaged") from error
    if manifest.get("form") != FORM:
        raise ArchiveRefused(file=archive, why="a newer Keyway made it; use that one")
    if manifest["vendor"] != connection.vendor:
        raise ArchiveRefused(
            file=archive,
            why=f"it holds a {manifest['vendor']} database and this site runs on {connection.vendor}",
        )
    return manifest


def _unpack_one(
    archive: Path,
    tar: tarfile.TarFile,
    member: tarfile.TarInfo,
    wanted: dict[str, Any] | None,
    room: Path,
) -> None:
    target = (room / member.name).resolve()
    if wanted is None or not member.isfile() or room.resolve() not in target.parents:
        raise ArchiveRefused(file=archive, why=f"{member.name} does not belong in it")
    source = tar.extractfile(member)
    if source is None:
        raise ArchiveRefused(file=archive, why=f"{member.name} cannot be read")
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with target.open("wb") as file:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            file.write(chunk)
    if digest.hexdigest() != wanted["sha256"]:
        raise ArchiveRefused(file=archive, why=f"{member.name} in it is damaged")


def _check_sqlite(archive: Path, copy: Path) -> None:
    try:
        with closing(sqlite3.connect(copy)) as database:
            answer = database.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise ArchiveRefused(file=archive, why=f"its database cannot be read ({error})") from error
    if answer != "ok":
        raise ArchiveRefused(file=archive, why=f"its database is damaged ({answer})")


def _exchange_sqlite(copy: Path, place: Path) -> None:
    """Put a database file in place of another, whose journal goes with it."""
    for suffix in ("-wal", "-shm"):
        place.with_name(place.name + suffix).unlink(missing_ok=True)
    copy.replace(place)


def _exchange(new: Path, place: Path, before: Path) -> None:
    """Put a folder in place of another; a folder that the archive lacks is emptied."""
    new.mkdir(exist_ok=True)
    if place.exists():
        place.rename(before)
    new.rename(place)
