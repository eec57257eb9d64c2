"""The second wall, for the rooms above: opening it, and building it around a table.

A migration that makes a table with a path to an organization walls it in the same change::

    operations = [..., wall("needs_demandsurvey", "organization_id")]
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.migrations import RunPython

from keyway.partners.queries.walls import opened_for, opened_for_system, shut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

__all__ = ["MINE", "OF_APPROVED", "opened_for", "opened_for_system", "shut", "wall"]

# Values are read once per query, hence the parentheses of a query of their own.
_EVERYWHERE = "(SELECT current_setting('keyway.everywhere', true)) <> ''"
_CIRCLE = (
    "((SELECT string_to_array(current_setting('keyway.organizations', true), ',')::bigint[])"
    "::bigint[])"
)
_PERSON = "(SELECT nullif(current_setting('keyway.person', true), '')::bigint)"

# What is readable beyond the circle: a person's own rows, and rows of approved organizations.
MINE = f"person_id = {_PERSON}"
OF_APPROVED = (
    "EXISTS (SELECT 1 FROM partners_organization AS host "
    "WHERE host.id = {column} AND host.status = 'approved')"
)


def wall(table: str, *columns: str, readable: str = "", within: str = "") -> RunPython:
    """Return the operation that puts row-level security around a table, on PostgreSQL.

    Args:
        table: the table's name.
        *columns: columns that hold numbers of organizations; a row is seen and written by whoever
            has one of them in their circle.
        readable: condition under which others may read a row as well; empty for never.
        within: condition under which a row without such a column is in the circle; ``{circle}``
            stands for the circle's numbers.
    """
    own = [f"{column} = ANY {_CIRCLE}" for column in columns]
    own += [within.format(circle=_CIRCLE)] if within else []
    return RunPython(partial(_raise, table, tuple(own), readable), partial(_raze, table))


def statements(table: str, own: tuple[str, ...], readable: str) -> Iterator[str]:
    """Yield the statements that wall a table, whose rows are somebody's own under conditions."""
    within = " OR ".join([_EVERYWHERE, *own])
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    yield f"CREATE POLICY {table}_circle ON {table} USING ({within}) WITH CHECK ({within})"
    if readable:
        yield f"CREATE POLICY {table}_readable ON {table} FOR SELECT USING ({readable})"


def _raise(
    table: str,
    own: tuple[str, ...],
    readable: str,
    apps: Any,
    editor: BaseDatabaseSchemaEditor,
) -> None:
    if editor.connection.vendor == "postgresql":
        for statement in statements(table, own, readable):
            editor.execute(statement)


def _raze(table: str, apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor != "postgresql":
        return
    editor.execute(f"DROP POLICY IF EXISTS {table}_readable ON {table}")
    editor.execute(f"DROP POLICY {table}_circle ON {table}")
    editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
