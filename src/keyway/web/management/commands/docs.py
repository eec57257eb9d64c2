"""`keyway docs`: make the reference pages that come from the code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from keyway.errors import Refused
from keyway.web.management import generated
from keyway.web.management.word import Word

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class DocsStale(Refused):
    """Pages of the reference differ from the code."""

    sentence = "These pages differ from the code: %(pages)s. Run `keyway docs` and commit them."


class Command(Word):
    """Make or check the generated reference."""

    help = "Make the reference pages that come from the code, or check that they are current."
    example = "keyway docs --check"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--check", action="store_true", help="write nothing; fail if stale")

    def carry_out(self, **options: Any) -> None:
        """Write what differs, or refuse because something does.

        Raises:
            DocsStale: asked to check, and a page differs.
        """
        if options["check"]:
            if differing := generated.stale():
                raise DocsStale(pages=", ".join(str(path) for path in differing))
            self.say("The reference is current.")
            return
        for path in generated.write():
            self.say(f"wrote {path}")
