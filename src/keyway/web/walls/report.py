"""A walk in a database of its own, told in a few lines."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection
from django.test import override_settings
from django.test.utils import setup_test_environment, teardown_test_environment
from wagtail.models import Collection

from keyway.web.content.plant import plant_tree
from keyway.web.walls.walk import Report, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHOWN = 40


class _NoMigrations(dict[str, None]):
    """Says of every app that it has no migrations, so that tables are made as models tell."""

    def __contains__(self, label: object) -> bool:
        """Return True, for there are none of any app."""
        return True

    def __missing__(self, label: str) -> None:
        """Return that there is no module."""


def walk_apart(only: str = "") -> Report:
    """Walk in a temporary database and a temporary data folder; leave nothing behind.

    Args:
        only: only patterns whose route begins so; all when empty.
    """
    with (
        tempfile.TemporaryDirectory(prefix="keyway-walls-") as folder,
        override_settings(**_apart(Path(folder))),
    ):
        setup_test_environment(debug=False)
        before = str(connection.settings_dict["NAME"])
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            plant_tree()
            if Collection.get_first_root_node() is None:
                Collection.add_root(name="Root")
            return walk(only=only)
        finally:
            connection.creation.destroy_test_db(before, verbosity=0)
            teardown_test_environment()


def _apart(folder: Path) -> dict[str, object]:
    # PostgreSQL's walls are made by migrations; SQLite's tables are there faster without.
    fast = {"MIGRATION_MODULES": _NoMigrations()} if connection.vendor == "sqlite" else {}
    return {**fast, "DATA_DIR": folder, "MEDIA_ROOT": folder / "media"}


def told(report: Report) -> Iterator[str]:
    """Yield what to say about a walk."""
    for line in report.unlisted[:_SHOWN]:
        yield f"unlisted: {line}"
    for fault in report.wrong[:_SHOWN]:
        yield f"wrong: {fault}"
    if len(report.wrong) > _SHOWN:
        yield f"… and {len(report.wrong) - _SHOWN} more."
    yield (
        f"{report.patterns} patterns, {report.checks} checks, {report.seen} markers met by those who "
        f"may; {len(report.wrong)} wrong, {len(report.unlisted)} unlisted."
    )
