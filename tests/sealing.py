"""The seals that migrations put on tables, for databases that tests make without migrations."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.db import connection
from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.signals import connection_created

from keyway.partners.queries.walls import Opening, standing
from keyway.web.keeping.role import grants

ROLE = "keyway_application"
# Around a test all organizations are open; what it asks for by a client opens its own circle.
AROUND = Opening(everywhere="a test")

_journal: Any = import_module("keyway.partners.migrations.0003_journal_is_append_only")


def seal_journal() -> None:
    """Seal the journal as the migration does, and let a test's clean-up empty it all the same.

    A database that was made with migrations is sealed already.
    """
    if not _is_sealed():
        with connection.schema_editor() as editor:
            _journal.seal(None, editor)
    if connection.vendor == "sqlite":
        operations: Any = connection.ops
        operations.execute_sql_flush = _unsealed(operations.execute_sql_flush)


def _is_sealed() -> bool:
    table, name = (
        ("sqlite_master", "name") if connection.vendor == "sqlite" else ("pg_trigger", "tgname")
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {name} LIKE 'journal_refuses_%'")  # noqa: S608
        return bool(cursor.fetchone()[0])


def _unsealed(flush: Any) -> Any:
    def unseal_and_flush(statements: list[str]) -> None:
        with connection.schema_editor() as editor:
            _journal.unseal(None, editor)
        flush(statements)
        with connection.schema_editor() as editor:
            _journal.seal(None, editor)

    return unseal_and_flush


def take_role() -> None:
    """Run tests on PostgreSQL as a role that owns nothing, which row-level security binds."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {ROLE}")
        for statement in grants(ROLE):
            cursor.execute(statement)
    _dress(connection=connection)
    connection_created.connect(_dress)
    operations: Any = connection.ops
    operations.execute_sql_flush = _undressed(operations.execute_sql_flush)


def _dress(connection: Any, **more: Any) -> None:
    if connection.alias != NO_DB_ALIAS:
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {ROLE}")
            cursor.execute("SELECT set_config('keyway.everywhere', %s, false)", [AROUND.everywhere])
        standing.opening = AROUND


def _undressed(flush: Any) -> Any:
    def flush_as_owner(statements: list[str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
        flush(statements)
        _dress(connection=connection)

    return flush_as_owner
