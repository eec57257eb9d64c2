"""`keyway migrate`: the database in its current shape, made by its owner."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.core.management.commands.migrate import Command as DjangoMigrate

from keyway.web.keeping import beginning
from keyway.web.keeping.role import as_owner, let_application_in
from keyway.web.management.word import Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.management.base import CommandParser

_OBJECTS_BETWEEN_COLLECTIONS = 1_000_000


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Let Python look for garbage seldom: every migration draws all models anew.

    It spares a third of the time of a first start, for some 200 MB while it lasts.
    """
    usual = gc.get_threshold()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 1, 1)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


class Command(Word, DjangoMigrate):
    """Bring the database to the current shape."""

    help = "Bring the database to the current shape, as its owner, and let the site's role use it."
    example = "keyway migrate"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare Django's own options and one of ours."""
        DjangoMigrate.add_arguments(self, parser)
        parser.add_argument(
            "--write-beginning",
            action="store_true",
            help="write down what an empty SQLite database has become, for new sites to begin with",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate as the owner, then grant the site's role what it needs."""
        with as_owner(), _seldom_collecting():
            DjangoMigrate.handle(self, *args, **options)
        let_application_in()
        if options.get("write_beginning"):
            beginning.write()
