"""The two roles of a PostgreSQL database: its owner changes its shape, the application uses it.

Row-level security does not bind superusers and those with BYPASSRLS, and an owner can take it away;
so the site itself runs as a role that is none of these.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterator

# Tables that the application adds to and never changes.
APPEND_ONLY = ("partners_journalentry",)
# Tables that only a change of shape writes.
READ_ONLY = ("django_migrations",)


@contextmanager
def as_owner() -> Iterator[None]:
    """Let the block act as the database's owner, where the settings name one.

    The owner is bound by the walls as well; what it does to the shape concerns all rows, so they
    are open to it.
    """
    owner: dict[str, Any] | None = settings.DATABASE_OWNER
    if owner is None:
        yield
        return
    kept = dict(connection.settings_dict)
    options = {**owner["OPTIONS"], "options": "-c keyway.everywhere=owner"}
    connection.close()
    connection.settings_dict.update(USER=owner["USER"], PASSWORD=owner["PASSWORD"], OPTIONS=options)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(kept)


def let_application_in() -> None:
    """Grant the application what it needs of the owner's tables, where they are two."""
    if settings.DATABASE_OWNER is None:
        return
    role = str(connection.settings_dict["USER"])
    with as_owner(), connection.cursor() as cursor:
        for statement in grants(role):
            cursor.execute(statement)


def grants(role: str) -> Iterator[str]:
    """Yield the statements that let a role use the tables without owning them."""
    name = connection.ops.quote_name(role)
    yield f"GRANT USAGE ON SCHEMA public TO {name}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}"
    present = set(connection.introspection.table_names())
    for table in present.intersection(APPEND_ONLY):
        yield f"REVOKE UPDATE, DELETE ON {table} FROM {name}"
    for table in present.intersection(READ_ONLY):
        yield f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM {name}"


def standing_of_role() -> tuple[bool, str]:
    """Return whether the walls bind the role that the site runs as, and a sentence that says so."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls, EXISTS ("
            "  SELECT 1 FROM pg_class WHERE relname = 'partners_organization'"
            "  AND pg_has_role(current_user, relowner, 'MEMBER'))"
            "FROM pg_roles WHERE rolname = current_user"
        )
        name, is_superuser, bypasses, owns = cursor.fetchone()
    why = (
        "a superuser, whom row-level security does not bind"
        if is_superuser
        else "a role with BYPASSRLS, whom row-level security does not bind"
        if bypasses
        else "the owner of the tables, who could take row-level security away"
        if owns
        else ""
    )
    if not why:
        return True, f"Row-level security binds {name}, the role that the site runs as."
    return False, (
        f"The site runs as {name}, {why}. Give it a role of its own and name the owner in "
        "KEYWAY_DATABASE_OWNER_URL (docs/how-to/postgresql-role.md)."
    )
