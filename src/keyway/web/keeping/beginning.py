"""The beginning of a new SQLite database, in one step.

Django draws every model anew for every migration; a new site would wait some twenty seconds for that.
``beginning.sql`` holds what all migrations leave behind, tables, seals and rows; migrations that were
written after it are applied on top of it as ever. A test holds the two ways against each other.
"""

from __future__ import annotations

import sqlite3
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

FILE = Path(__file__).with_name("beginning.sql")
_HEAD = (
    "-- What the migrations leave behind in an empty SQLite database. Written by\n"
    "-- `keyway migrate --write-beginning`, with KEYWAY_DATA set to an empty folder; not by hand.\n"
)


def begin(now: datetime) -> bool:
    """Give an empty SQLite database its first shape; return whether that was done.

    Nothing is done to a database that holds a table, nor where SQLite lacks what the tables need;
    the migrations make those.

    Args:
        now: when the migrations count as applied.
    """
    if connection.vendor != "sqlite" or connection.introspection.table_names():
        return False
    connection.ensure_connection()
    database: sqlite3.Connection = connection.connection
    try:
        database.executescript(f"BEGIN IMMEDIATE;\n{FILE.read_text(encoding='utf-8')}")
        database.execute("UPDATE django_migrations SET applied = ?", [now.isoformat(" ")])
        # A page's key across languages is drawn by lot for every site.
        for (page,) in database.execute("SELECT id FROM wagtailcore_page").fetchall():
            key = uuid.uuid4().hex
            database.execute(
                "UPDATE wagtailcore_page SET translation_key = ? WHERE id = ?", [key, page]
            )
        database.commit()
    except sqlite3.Error:
        database.rollback()
        return False
    return True


def write(path: Path = FILE) -> None:
    """Write down what the present database holds, which the migrations alone have made."""
    connection.ensure_connection()
    path.write_text(_HEAD + "".join(f"{each};\n" for each in _statements(connection.connection)))


def _statements(database: sqlite3.Connection) -> Iterator[str]:
    """Yield the statements that make the database: tables, their rows, then indexes and triggers."""
    query = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
    made = [row for row in _all(database, query) if not row[1].startswith("sqlite_")]
    virtual = [name for _kind, name, sql in made if sql.startswith("CREATE VIRTUAL TABLE")]
    # A virtual table makes the tables below it, and fills them from its own.
    below = {name for _, name, _ in made if any(name.startswith(f"{each}_") for each in virtual)}
    tables = [(name, sql) for kind, name, sql in made if kind == "table" and name not in below]
    yield from (sql for _, sql in tables)
    for name, _ in tables:
        yield from () if name in virtual else _rows(database, name)
    yield "DELETE FROM sqlite_sequence"
    yield from _rows(database, "sqlite_sequence")
    yield from (sql for kind, _, sql in made if kind in ("index", "trigger"))


def _rows(database: sqlite3.Connection, table: str) -> Iterator[str]:
    """Yield the statement that enters the rows of a table, where it has any."""
    columns = [name for _, name, *_ in _all(database, f'PRAGMA table_info("{table}")')]
    quoted = " || ',' || ".join(f'quote("{name}")' for name in columns)
    rows = [row for (row,) in _all(database, f'SELECT {quoted} FROM "{table}" ORDER BY rowid')]  # noqa: S608
    if rows:
        yield f'INSERT INTO "{table}" VALUES\n' + ",\n".join(f"({row})" for row in rows)


def _all(database: sqlite3.Connection, query: str) -> list[tuple[Any, ...]]:
    return database.execute(query).fetchall()
