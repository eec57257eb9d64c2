"""The seals that migrations put on tables, for databases that tests make without migrations."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.db import connection

_journal: Any = import_module("keyway.partners.migrations.0003_journal_is_append_only")


def seal_journal() -> None:
    """Seal the journal as the migration does, and let a test's clean-up empty it all the same.

    A database that was made with migrations is sealed already.
    """
    if not _is_sealed():
        with connection.schema_editor() as editor:
            _journal.seal(None, editor)
    if connection.vendor == "sqlite":
        connection.ops.execute_sql_flush = _unsealed(connection.ops.execute_sql_flush)


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
