"""A PostgreSQL server of its own for the tests: made in a temporary folder, ended with the block."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from keyway.web.keeping.debian import POSTGRESQL
from keyway.web.keeping.supervisor import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

# Speed for safety, which a server that lives for minutes does not need; queries on tables of a few
# rows are not worth compiling.
FAST = (
    "-c fsync=off",
    "-c synchronous_commit=off",
    "-c full_page_writes=off",
    "-c wal_level=minimal -c max_wal_senders=0",
    "-c jit=off",
)


@contextmanager
def postgresql() -> Iterator[str]:
    """Yield the address of an empty database on a free port of this machine."""
    programs = Path(POSTGRESQL.found()).resolve().parent
    # Not below pytest's own folder, which only the one who runs the tests may enter.
    folder = Path(tempfile.mkdtemp(prefix="keyway-postgresql-"))
    data, log = folder / "cluster", folder / "server.log"
    port = free_port("127.0.0.1", None, first=40_000 + os.getpid() % 20_000)
    owner = _owner(folder)
    options = " ".join([*FAST, f"-p {port}", "-h 127.0.0.1", f"-k {folder}"])
    try:
        _run(
            owner,
            programs / "initdb",
            "--auth=trust",
            "--username=keyway",
            "-E",
            "UTF8",
            "-D",
            data,
        )
        _run(owner, programs / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start")
        try:
            yield f"postgresql://keyway@127.0.0.1:{port}/postgres"
        finally:
            _run(owner, programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)


def _owner(folder: Path) -> list[str]:
    """Return how a command is run as someone other than root, whom PostgreSQL refuses to serve."""
    if os.geteuid() != 0:
        return []
    name = next(each for each in ("postgres", "nobody") if _is_known(each))
    shutil.chown(folder, name)
    group = pwd.getpwnam(name).pw_gid
    return ["setpriv", f"--reuid={name}", f"--regid={group}", "--clear-groups"]


def _is_known(name: str) -> bool:
    return any(each.pw_name == name for each in pwd.getpwall())


def _run(owner: list[str], *command: str | Path) -> None:
    # The server that pg_ctl leaves behind would keep a pipe open for ever, hence a file.
    with tempfile.TemporaryFile("w+") as words:
        done = subprocess.run(
            [*owner, *map(str, command)],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=subprocess.STDOUT,
        )
        words.seek(0)
        assert done.returncode == 0, words.read()
