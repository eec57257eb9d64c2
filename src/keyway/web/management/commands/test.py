"""`keyway test`: run every test, with what they need."""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import REMAINDER
from typing import TYPE_CHECKING, Any

from django.conf import settings

from keyway.web.keeping.debian import CHROMIUM, POSTGRESQL, install_missing
from keyway.web.keeping.messages import compile_all
from keyway.web.management.word import Word

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(Word):
    """Run the tests."""

    help = "Run every test on both cores; install Chromium and PostgreSQL where that may be done."
    example = "keyway test tests/rooms -k health"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options; everything else goes to pytest as it is."""
        parser.add_argument("--long", action="store_true", help="also the proofs that take minutes")
        parser.add_argument("pytest", nargs=REMAINDER, help="what pytest understands")

    def run_from_argv(self, argv: list[str]) -> None:
        """Take the words apart ourselves, for pytest's options are not Django's."""
        given = argv[2:]
        if given and given[0] in ("-h", "--help"):
            super().run_from_argv(argv)
            return
        rest = [word for word in given if word != "--long"]
        self.carry_out(long="--long" in given, pytest=rest)

    def carry_out(self, **options: Any) -> None:
        """Install what is missing, run pytest and end with its exit code."""
        install_missing((CHROMIUM, POSTGRESQL), self.say)
        compile_all()
        command = [sys.executable, "-m", "pytest", "-rs", "--numprocesses=2"]
        if options["long"]:
            command.append("--long")
        environment = {**os.environ, "CHROMIUM": CHROMIUM.found()}
        done = subprocess.run(
            [*command, *options["pytest"]], cwd=settings.BASE_DIR, env=environment
        )
        raise SystemExit(done.returncode)
