"""What holds on SQLite holds on PostgreSQL, with every migration applied."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from keyway.web.keeping.debian import POSTGRESQL
from tests.postgresql import postgresql

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(
        not POSTGRESQL.found(), reason="no PostgreSQL; on Debian: apt-get install postgresql"
    ),
]


def test_every_room_keeps_its_promises_on_postgresql(
    tmp_path: Path, record_property: pytest.RecordProperty
) -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "tests/rooms",
        # The API asks what the rooms' own tests ask on both databases; its document is read when the
        # file is collected, so a mark is not enough.
        "--ignore=tests/rooms/web/test_api_fuzz.py",
        "-m",
        "not one_database",
        "--migrations",
        "-p",
        "no:cacheprovider",
    ]

    with postgresql() as address:
        environment = {**os.environ, "KEYWAY_DATABASE_URL": address, "KEYWAY_DATA": str(tmp_path)}
        for name in ("PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT", "PYTEST_CURRENT_TEST"):
            environment.pop(name, None)
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    said = done.stdout.splitlines()[-40:] + done.stderr.splitlines()[-20:]
    assert done.returncode == 0, "\n".join(said)
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed
    record_property("passed on PostgreSQL", int(passed.group(1)))


def _keyway(data: Path, address: str, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "KEYWAY_DATABASE_URL": address, "KEYWAY_DATA": str(data), **more}
    return subprocess.run(
        [sys.executable, "-m", "keyway.web.management.cli", *words],
        env=environment,
        capture_output=True,
        text=True,
    )


@pytest.mark.skipif(
    not shutil.which("pg_dump"), reason="no pg_dump; on Debian: apt-get install postgresql-client"
)
def test_a_backup_of_postgresql_brings_back_what_was_lost(tmp_path: Path) -> None:
    archive, data = tmp_path / "monday.tar", tmp_path / "data"
    data.mkdir()
    with postgresql() as address:
        for words in (("migrate", "partners", "-v0"), ("backup", str(archive))):
            done = _keyway(data, address, *words)
            assert done.returncode == 0, done.stderr
        with psycopg.connect(address, autocommit=True) as database:
            database.execute("DROP TABLE partners_person CASCADE")

        refused = _keyway(data, address, "restore", str(archive))
        restored = _keyway(data, address, "restore", str(archive), "--replace")

        assert refused.returncode == 1
        assert "say --replace" in refused.stderr
        assert restored.returncode == 0, restored.stderr
        with psycopg.connect(address) as database:
            assert database.execute("SELECT count(*) FROM partners_person").fetchone() == (0,)


ROLES = """
    CREATE ROLE keyway_owner LOGIN;
    CREATE ROLE keyway_site LOGIN;
    CREATE DATABASE site OWNER keyway_owner;
"""


@pytest.mark.skipif(
    not shutil.which("pg_dump"), reason="no pg_dump; on Debian: apt-get install postgresql-client"
)
def test_the_owner_makes_the_tables_and_the_site_only_uses_them(tmp_path: Path) -> None:
    archive, data = tmp_path / "monday.tar", tmp_path / "data"
    data.mkdir()
    with postgresql() as address:
        with psycopg.connect(address, autocommit=True) as database:
            for statement in ROLES.strip().split(";")[:-1]:
                database.execute(statement.encode())
        server = address.partition("@")[2].partition("/")[0]
        site = f"postgresql://keyway_site@{server}/site"
        owner = {"KEYWAY_DATABASE_OWNER_URL": f"postgresql://keyway_owner@{server}/site"}

        migrated = _keyway(data, site, "migrate", "--verbosity", "0", **owner)
        assert migrated.returncode == 0, migrated.stderr
        _propose_a_plant(site)
        told = _keyway(data, site, "check", **owner).stdout
        for words in (("backup", str(archive)), ("restore", str(archive), "--replace")):
            done = _keyway(data, site, *words, **owner)
            assert done.returncode == 0, done.stderr

        assert "ok  Row-level security binds keyway_site" in told
        assert _plants(site) == (0,)
        assert _plants(site, "a proof") == (1,)
        for deed in ("UPDATE partners_journalentry SET event = 'x'", "CREATE TABLE mine ()"):
            with psycopg.connect(site) as database, pytest.raises(psycopg.Error, match="denied"):
                database.execute(deed.encode())


def _propose_a_plant(site: str) -> None:
    with psycopg.connect(site) as database:
        database.execute("SET keyway.everywhere = 'a proof'")
        columns = database.execute(
            "SELECT column_name, data_type FROM information_schema.columns "
            "WHERE table_name = 'partners_organization' AND is_nullable = 'NO' "
            "AND column_name <> 'id'"
        ).fetchall()
        values = {name: _plain(kind) for name, kind in columns} | {"status": "'proposed'"}
        database.execute(
            f"INSERT INTO partners_organization ({', '.join(values)}) "  # noqa: S608
            f"VALUES ({', '.join(values.values())})".encode()
        )


def _plain(kind: str) -> str:
    return {"boolean": "false", "timestamp with time zone": "now()"}.get(kind, "''")


def _plants(site: str, why: str = "") -> tuple[int] | None:
    with psycopg.connect(site) as database:
        database.execute("SELECT set_config('keyway.everywhere', %s, false)", [why])
        return database.execute("SELECT count(*) FROM partners_organization").fetchone()
