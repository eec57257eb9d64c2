"""`keyway path`: ways from a grade and a ZIP code to work, in the terminal, with no server running."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from keyway.credentials.briefs import told
from keyway.credentials.briefs.ladders import ladders
from keyway.credentials.briefs.telling import telling
from keyway.credentials.models import Program
from keyway.credentials.queries import routes
from keyway.credentials.views.paths import missing_link
from keyway.errors import Refused
from keyway.reference import shelf
from keyway.reference.lookups import clocks, places
from keyway.web.management.commands.gap import is_database_ready
from keyway.web.management.word import Word

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class NoProgramsYet(Refused):
    """Nothing has been entered that a route could lead through."""

    sentence = (
        "There are no programs yet, so there is no way to tell. `keyway up` enters them when it "
        "starts for the first time."
    )


class NoRoute(Refused):
    """No route leads there; the sentence names the missing link."""

    sentence = "No way is known. %(missing)s"


class Command(Word):
    """Tell ways to work."""

    help = "Tell ways from a grade and a ZIP code to work in manufacturing, without a server."
    example = 'keyway path --zip 85201 --grade 10 --interest "machines"'

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--zip", required=True, help="five digits, in the site's state")
        parser.add_argument(
            "--grade",
            default="done",
            help="8 to 12, done (high school finished) or adult; usually done",
        )
        wish = parser.add_mutually_exclusive_group()
        wish.add_argument("--soc", default="", help="code of the work, such as 51-4041")
        wish.add_argument("--interest", default="", help="what they like, in English or Spanish")
        parser.add_argument("--format", choices=("table", "json"), default="table")

    def carry_out(self, **options: Any) -> None:
        """Find routes and print them.

        Raises:
            ZipNotHere, GradeUnknown, NoSuchJob, NothingLikeThat: an answer that cannot be used.
            NoProgramsYet: the database is empty.
            NoRoute: nothing leads there; in JSON the object says so instead.
        """
        store = shelf.take(settings.REFERENCE_DIR)
        state = places.state(store, settings.KEYWAY_STATE)
        question = routes.understood(
            store,
            state,
            grade=options["grade"],
            zip_code=options["zip"] or " ",
            soc=options["soc"],
            words=options["interest"],
        )
        if not (is_database_ready() and Program.objects.exists()):
            raise NoProgramsYet
        on = clocks.day_in(state.code, timezone.now())
        found = routes.find(store, state, question, on=on)
        by = telling(store, state, found, language="en", on=on)
        shown = ladders(by, found.chosen)
        missing = missing_link(found.broken) if found.broken else ""
        if options["format"] == "json":
            self._print(told.as_json(by, found, shown, missing))
        if missing:
            raise NoRoute(missing=missing)
        if options["format"] == "table":
            width = shutil.get_terminal_size().columns if self.stdout.isatty() else None
            self._print(told.as_text(shown, width=width))

    def _print(self, text: str) -> None:
        try:
            self.say(text)
        except BrokenPipeError:
            # Whoever read along has seen enough; Python must not complain when it ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
