"""`keyway messages`: keep the words of the pages translated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from keyway.errors import Refused
from keyway.web.keeping import messages
from keyway.web.management.word import Word

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class MessagesIncomplete(Refused):
    """Words that people read are not translated."""

    sentence = "%(count)s messages are not in order; `keyway messages extract` shows where."


class Command(Word):
    """Extract, compile or check the message files."""

    help = "Extract, compile or check the translations of the pages' words."
    example = "keyway messages check"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the deed."""
        parser.add_argument("deed", choices=("extract", "compile", "check"))

    def carry_out(self, **options: Any) -> None:
        """Do the deed and tell what it did.

        Raises:
            MessagesIncomplete: the check found faults; each is told on a line of its own.
        """
        if options["deed"] == "check":
            faults = messages.check()
            for line in faults:
                self.say(line)
            if faults:
                raise MessagesIncomplete(count=len(faults))
            self.say("Every message is translated.")
            return
        done = messages.write() if options["deed"] == "extract" else messages.compile_all()
        for path in done:
            self.say(f"wrote {path}")
        if not done:
            self.say("Nothing to do.")
