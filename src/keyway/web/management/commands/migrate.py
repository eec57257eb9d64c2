"""`keyway migrate`: the database in its current shape, made by its owner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.commands.migrate import Command as DjangoMigrate

from keyway.web.keeping.role import as_owner, let_application_in
from keyway.web.management.word import Word

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(Word, DjangoMigrate):
    """Bring the database to the current shape."""

    help = "Bring the database to the current shape, as its owner, and let the site's role use it."
    example = "keyway migrate"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare Django's own options."""
        DjangoMigrate.add_arguments(self, parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate as the owner, then grant the site's role what it needs."""
        with as_owner():
            DjangoMigrate.handle(self, *args, **options)
        let_application_in()
