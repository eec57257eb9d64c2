"""What every word of the command line has in common."""

from __future__ import annotations

from argparse import RawDescriptionHelpFormatter
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandParser


class Word(BaseCommand):
    """A command with an example in its help and refusals told in one plain sentence.

    Subclasses set ``help`` (one sentence), ``example`` (one line a person could type) and
    ``carry_out``, which returns nothing or raises ``Refused``.
    """

    example: ClassVar[str] = ""
    requires_system_checks = ()
    suppressed_base_arguments = {
        "--version",
        "--verbosity",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
        "--skip-checks",
    }

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Return the parser, which shows the example below the options."""
        kwargs.setdefault("formatter_class", RawDescriptionHelpFormatter)
        parser = super().create_parser("keyway", subcommand, **kwargs)
        parser.epilog = f"Example:\n  {self.example}"
        return parser

    def handle(self, *args: Any, **options: Any) -> None:
        """Carry the word out; a refusal passes through to the command line, which tells it."""
        self.carry_out(**options)

    def carry_out(self, **options: Any) -> None:
        """Do what the word says.

        Raises:
            Refused: it cannot be done.
        """
        raise NotImplementedError

    def say(self, sentence: str) -> None:
        """Write one line to the person at the terminal, at once."""
        self.stdout.write(sentence)
        self.stdout.flush()
