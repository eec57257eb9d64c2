"""`keyway walls`: every address, as every kind of person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from keyway.web.management.word import Word
from keyway.web.walls.report import told, walk_apart

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(Word):
    """Walk every address as every kind of person."""

    help = (
        "Walk every address as every kind of person, in a database of its own, and tell patterns, "
        "checks, wrong and unlisted; 1 when any is wrong or unlisted."
    )
    example = "keyway walls"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what may be left out."""
        parser.add_argument("--only", default="", help="only routes that begin so: en/my/")

    def carry_out(self, **options: Any) -> None:
        """Walk and tell; end with 1 when anything is wrong or unlisted."""
        report = walk_apart(options["only"])
        for line in told(report):
            self.say(line)
        if not report.is_clean:
            raise SystemExit(1)
