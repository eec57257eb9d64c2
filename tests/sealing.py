"""The seals that migrations put on tables, for databases that tests make without migrations."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.db import connection

_journal: Any = import_module("keyway.partners.migrations.0003_journal_is_append_only")


def seal_journal() -> None:
    """Seal the journal as the migration does, and let a test's clean-up empty it all the same."""
    with connection.schema_editor() as editor:
        _journal.seal(None, editor)
    if connection.vendor == "sqlite":
        connection.ops.execute_sql_flush = _unsealed(connection.ops.execute_sql_flush)


def _unsealed(flush: Any) -> Any:
    def unseal_and_flush(statements: list[str]) -> None:
        with connection.schema_editor() as editor:
            _journal.unseal(None, editor)
        flush(statements)
        with connection.schema_editor() as editor:
            _journal.seal(None, editor)

    return unseal_and_flush
