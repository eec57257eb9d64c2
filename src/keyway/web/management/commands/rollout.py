"""`keyway rollout`: which institution should open which program, in the terminal, without a server."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from keyway.credentials.models import Credential
from keyway.errors import Refused
from keyway.needs.actions import Request, reckon, store_finding
from keyway.needs.actions.rollout import (
    MOST_SECONDS,
    Asked,
    gather_from_records,
    lines_of,
    reckon_rollout,
    rows_of,
)
from keyway.needs.models import family_name
from keyway.needs.queries.book import latest_finding
from keyway.needs.views import telling
from keyway.reference import shelf
from keyway.reference.lookups import places
from keyway.web.management.commands.gap import is_database_ready, read_values
from keyway.web.management.terminal import write_table
from keyway.web.management.word import Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.management.base import CommandParser

    from keyway.needs.models import GapFinding
    from keyway.reference.lookups.places import State
    from keyway.reference.store import Store


class NothingEntered(Refused):
    """There are no institutions or credentials to plan with."""

    sentence = (
        "There are no institutions or credentials yet, so there is nothing to plan with. "
        "`keyway up` enters them when it starts for the first time."
    )


class Command(Word):
    """Plan a rollout."""

    help = "Tell which institution should add which program to fill most open jobs for a budget."
    example = "keyway rollout --budget 5000000 --rural-share 0.3 --format json"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--budget", type=_dollars, required=True, metavar="USD")
        parser.add_argument(
            "--rural-share",
            type=_share,
            default=0.0,
            metavar="S",
            help="least share of the filled jobs in rural counties, 0 to 1",
        )
        parser.add_argument(
            "--seconds", type=_seconds, default=20.0, metavar="N", help="to search, usually 20"
        )
        parser.add_argument("--format", choices=("table", "json"), default="table")
        parser.add_argument(
            "--set",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="what if an assumption stood at another value, such as rollout.seats=16",
        )

    def carry_out(self, **options: Any) -> None:
        """Find the plan and print it.

        Raises:
            NothingEntered: the database is empty.
            BudgetTooSmall, TooRural, NothingInReach …: nothing can be opened; says what would do.
            UnknownParameter, ParameterOutOfRange, SettingNotUnderstood: of --set.
        """
        store = shelf.take(settings.REFERENCE_DIR)
        state = places.state(store, settings.KEYWAY_STATE)
        asked = Asked(
            "terminal",
            options["budget"],
            options["rural_share"],
            values=read_values(options["set"]),
        )
        if not (is_database_ready() and Credential.objects.exists()):
            raise NothingEntered
        finding = latest_finding(state.fips) or self._reckoned(store, state)
        gathered = gather_from_records(store, state, rows_of(finding), asked, now=timezone.now())
        with _quiet_solver():
            found = reckon_rollout(gathered, seconds=options["seconds"])
        lines = lines_of(gathered, found.best, found.ties)
        told = telling.document(store, state, gathered, found, finding, lines)
        try:
            if options["format"] == "json":
                self.say(telling.as_json(told))
            else:
                self._print(told)
        except BrokenPipeError:
            # Whoever read along has seen enough; Python must not complain when it ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _reckoned(self, store: Store, state: State) -> GapFinding:
        if sys.stderr.isatty():
            self.stderr.write(f"Reckoning the gap of {state.name} …", self.style.NOTICE)
        return store_finding(
            reckoning=reckon(store, Request(state.fips)), computed_at=timezone.now()
        )

    def _print(self, told: dict[str, Any]) -> None:
        write_table(
            self.stdout,
            ("institution", "kind of work", "deed", "seats", "jobs a year", "cost"),
            [
                (
                    line["institution"],
                    family_name(line["family"]),
                    line["deed"],
                    f"{line['seats']:g}",
                    f"{line['value']:.1f}",
                    f"${line['cost_usd']:,.0f}",
                )
                for line in told["plan"]
            ],
        )
        width = shutil.get_terminal_size().columns
        for sentence in telling.sentences(told):
            self.say(sentence[: max(width, 200)])


@contextmanager
def _quiet_solver() -> Iterator[None]:
    """Keep what the solver says by itself off the answer, which another program may read."""
    sys.stdout.flush()
    try:
        kept = os.dup(1)
    except OSError:
        yield
        return
    away = os.open(os.devnull, os.O_WRONLY)
    os.dup2(away, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(away)


def _dollars(text: str) -> float:
    return _between(text.replace(",", "").removeprefix("$"), 0.01, 1e12)


def _share(text: str) -> float:
    return _between(text, 0.0, 1.0)


def _seconds(text: str) -> float:
    return _between(text, 0.5, MOST_SECONDS)


def _between(text: str, least: float, most: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not least <= value <= most:
        raise argparse.ArgumentTypeError(f"a number from {least:g} to {most:g}, not {text!r}")
    return value
