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


def _one_process(data: Path, labels: list[str]) -> subprocess.CompletedProcess[str]:
    """Take the migrations of some apps back, one app after the other, in a process of their own."""
    lines = ["import django", "from django.core.management import call_command", "django.setup()"]
    lines += [f"call_command('migrate', {label!r}, 'zero', verbosity=0)" for label in labels]
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


def test_our_migrations_can_be_taken_back_and_made_again(migrated: Path) -> None:
    before = _shape(migrated / "keyway.sqlite3")

    own = [each for each in OWN_APPS if any(apps.get_app_config(each).get_models())]
    taken_back = _one_process(migrated, [each for each in own if each != "partners"])
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
