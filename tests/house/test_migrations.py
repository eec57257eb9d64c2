"""Migrations tell the same story as the models, forwards and backwards."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from django.apps import apps

from keyway.web.content.models import HomePage

if TYPE_CHECKING:
    from pathlib import Path

OWN_APPS = [app.label for app in apps.get_app_configs() if app.name.startswith("keyway.")]


def _keyway(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name[:7] != "KEYWAY_"}
    return subprocess.run(
        [sys.executable, "-m", "keyway.web.management.cli", *words],
        env={**environment, "KEYWAY_DATA": str(data)},
        capture_output=True,
        text=True,
    )


def _one_process(data: Path, *lines: str) -> subprocess.CompletedProcess[str]:
    """Carry out lines of Python one after the other, in a process of their own."""
    lines = (
        "import django, gc",
        "django.setup()",
        "gc.set_threshold(1_000_000, 1, 1)",
        "from django.core.management import call_command",
        *lines,
    )
    environment = {name: value for name, value in os.environ.items() if name[:7] != "KEYWAY_"}
    settings = {"KEYWAY_DATA": str(data), "DJANGO_SETTINGS_MODULE": "keyway.web.settings"}
    return subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        env={**environment, **settings},
        capture_output=True,
        text=True,
    )


def _shape(database: Path) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(database)) as opened:
        rows = opened.execute("SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
        return set(rows.fetchall())


# What is drawn by lot or by the clock.
BY_LOT = {"translation_key", "applied"}
# Rows that have a name, which is compared instead of their number.
NAMED = {
    "django_migrations": "SELECT id, app || '.' || name FROM django_migrations",
    "django_content_type": "SELECT id, app_label || '.' || model FROM django_content_type",
    "auth_permission": """
        SELECT auth_permission.id, app_label || '.' || model || '.' || codename
        FROM auth_permission JOIN django_content_type AS kind ON kind.id = content_type_id
    """,
}


def _all_that_is_kept(data: Path) -> tuple[set[tuple[str, ...]], dict[str, list[str]]]:
    """Return what a database is made of, and every row of it."""
    with closing(sqlite3.connect(data / "keyway.sqlite3")) as opened:
        names = {table: dict(opened.execute(query).fetchall()) for table, query in NAMED.items()}
        shape = set(opened.execute("SELECT type, name, sql FROM sqlite_master").fetchall())
        tables = [name for kind, name, _ in shape if kind == "table"]
        return shape, {table: _rows(opened, table, names) for table in tables}


def _rows(opened: sqlite3.Connection, table: str, names: dict[str, dict[int, str]]) -> list[str]:
    columns = [row[1] for row in opened.execute(f"PRAGMA table_info('{table}')")]
    keys = {row[3]: row[2] for row in opened.execute(f"PRAGMA foreign_key_list('{table}')")}
    told = [names.get(keys.get(each, table if each == "id" else ""), {}) for each in columns]
    return sorted(
        str(
            [
                name.get(value, value)
                for column, name, value in zip(columns, told, row, strict=True)
                if column not in BY_LOT
            ]
        )
        for row in opened.execute(f"SELECT * FROM '{table}'")  # noqa: S608
    )


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("migrated")
    done = _keyway(data, "migrate", "--verbosity", "0")
    assert done.returncode == 0, done.stderr
    return data


def test_no_model_has_changed_without_its_migration(tmp_path: Path) -> None:
    done = _keyway(tmp_path, "makemigrations", "--check", "--dry-run")

    assert done.returncode == 0, done.stdout


def test_migrations_make_a_table_for_every_model(migrated: Path) -> None:
    tables = {name for kind, name in _shape(migrated / "keyway.sqlite3") if kind == "table"}

    assert {model._meta.db_table for model in apps.get_models()} - tables == set()


def test_a_new_site_begins_with_what_all_migrations_make(migrated: Path, tmp_path: Path) -> None:
    begun = _one_process(
        tmp_path,
        "from django.utils import timezone",
        "from keyway.web.keeping.beginning import begin",
        "assert begin(timezone.now())",
        "assert not begin(timezone.now())",
        "call_command('migrate', verbosity=0)",
    )
    assert begun.returncode == 0, begun.stderr

    (shape, rows), (wanted, wanted_rows) = map(_all_that_is_kept, (tmp_path, migrated))

    assert shape == wanted
    assert {name for name in rows if rows[name] != wanted_rows[name]} == set()


def test_our_migrations_can_be_taken_back_and_made_again(migrated: Path) -> None:
    before = _shape(migrated / "keyway.sqlite3")

    own = [each for each in OWN_APPS if any(apps.get_app_config(each).get_models())]
    nothing_left = [(each, None) for each in own if each != "partners"]
    taken_back = _one_process(
        migrated,
        "from django.db import connection",
        "from django.db.migrations.executor import MigrationExecutor",
        f"MigrationExecutor(connection).migrate({nothing_left!r})",
    )
    assert taken_back.returncode == 0, taken_back.stderr
    between = _shape(migrated / "keyway.sqlite3")
    again = _keyway(migrated, "migrate", "--verbosity", "0")

    assert ("table", HomePage._meta.db_table) not in between
    assert again.returncode == 0, again.stderr
    assert _shape(migrated / "keyway.sqlite3") == before


def test_a_migrated_sqlite_file_keeps_its_journal_and_its_promises(migrated: Path) -> None:
    with closing(sqlite3.connect(migrated / "keyway.sqlite3")) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
