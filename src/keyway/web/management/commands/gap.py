"""`keyway gap`: the gap of a state in the terminal, with no server running."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from keyway.errors import Refused
from keyway.needs.actions import Request, reckon, store_finding
from keyway.needs.actions.reckoning import DRAWS, METHOD_VERSIONS, SEED
from keyway.needs.models import GapFinding
from keyway.needs.queries import documents
from keyway.needs.views.terminal import rows_as_csv, table_text
from keyway.reference import shelf
from keyway.reference.lookups import jobs, places
from keyway.web.keeping.prepare import is_migrated
from keyway.web.management.word import Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.management.base import CommandParser

    from keyway.reference.lookups.places import State
    from keyway.reference.store import Store

_MOST_DRAWS = 5000


class SettingNotUnderstood(Refused):
    """What follows --set is no name with a number."""

    sentence = (
        "“%(given)s” is not understood after --set. Write a name, an equals sign and a number, "
        "such as demand.share_new_entrants=0.6; `keyway params` lists the names."
    )


class Command(Word):
    """Tell the gap."""

    help = "Tell which openings stand empty and which programs feed them, without a server."
    example = "keyway gap --county 04013 --format csv"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--state", help="postal code; else the state that the site shows")
        parser.add_argument("--county", default="", help="five digits or the name of a county")
        parser.add_argument("--soc", default="", help="code of one occupation, such as 51-4041")
        parser.add_argument("--format", choices=("table", "csv", "json"), default="table")
        parser.add_argument(
            "--all",
            action="store_true",
            help="table: also occupations that work mostly outside manufacturing",
        )
        parser.add_argument(
            "--set",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="what if a parameter stood at another value; may be given several times",
        )
        parser.add_argument("--draws", type=_draws, default=DRAWS, help=f"usually {DRAWS}")
        parser.add_argument("--seed", type=_seed, default=SEED, help="start of the random numbers")

    def carry_out(self, **options: Any) -> None:
        """Read or reckon the gap and print what was asked for.

        Raises:
            UnknownState, UnknownCounty, UnknownOccupation: a code that is none.
            UnknownParameter, ParameterOutOfRange, SettingNotUnderstood: of --set.
            DataMissing: nothing is loaded for the state.
        """
        store = shelf.take(settings.REFERENCE_DIR)
        state = places.state(store, options["state"] or settings.KEYWAY_STATE)
        county, soc = options["county"], options["soc"]
        request = Request(
            state.fips, read_values(options["set"]), draws=options["draws"], seed=options["seed"]
        )
        # What cannot be is refused before the long work begins.
        if county:
            county = documents.checked_county(store, state, county)
        if soc:
            in_plants = jobs.manufacturing_jobs(store)["soc_code"].to_list()
            soc = documents.checked_occupation(store, in_plants, soc)
        basis, contents = self._found(store, state, request)
        if soc:
            documents.checked_occupation(store, contents.occupations, soc)
        chosen = contents.chosen(county=county, soc=soc)
        try:
            self._print(options, store, basis, chosen)
        except BrokenPipeError:
            # Whoever read along has seen enough; Python must not complain when it ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _found(
        self, store: Store, state: State, request: Request
    ) -> tuple[documents.Basis, documents.Contents]:
        """Return the stored finding, or reckon it, and store it where it is the usual one."""
        fingerprint = request.fingerprint(store)
        has_database = is_database_ready()
        held = GapFinding.objects.filter(fingerprint=fingerprint).first() if has_database else None
        if held is not None:
            releases, digest = tuple(held.releases), held.content_digest
            contents = documents.Contents.of_finding(held)
        else:
            self._mention(f"Reckoning the gap of {state.name} with {request.draws} draws …")
            reckoning = reckon(store, request)
            releases, digest = reckoning.releases, reckoning.content_digest
            contents = documents.Contents.of_frames(
                reckoning.rows, reckoning.programs, reckoning.flows
            )
            if has_database and request == Request(state.fips):
                store_finding(reckoning=reckoning, computed_at=timezone.now())
        basis = documents.Basis(
            state=state,
            releases=releases,
            method_versions=METHOD_VERSIONS,
            parameters=request.parameters,
            seed=request.seed,
            draws=request.draws,
            fingerprint=fingerprint,
            content_digest=digest,
        )
        return basis, contents

    def _mention(self, sentence: str) -> None:
        """Write to the person, not into the answer; a pipe gets the answer only."""
        if sys.stderr.isatty():
            self.stderr.write(sentence, self.style.NOTICE)

    def _print(
        self,
        options: dict[str, Any],
        store: Store,
        basis: documents.Basis,
        chosen: documents.Contents,
    ) -> None:
        if options["format"] == "table":
            text = table_text(
                store,
                basis,
                chosen,
                everything=options["all"] or bool(options["soc"]),
                by_county=bool(options["soc"]) and not options["county"],
                width=shutil.get_terminal_size().columns if self.stdout.isatty() else None,
            )
        else:
            found = documents.document(store, basis, chosen)
            text = documents.as_json(found) if options["format"] == "json" else rows_as_csv(found)
        self.say(text)


def read_values(given: Sequence[str]) -> dict[str, float]:
    """Return parameters by name from ``name=value``.

    Raises:
        SettingNotUnderstood: one is written otherwise.
    """
    values: dict[str, float] = {}
    for each in given:
        name, equals, text = each.partition("=")
        try:
            values[name.strip()] = float(text)
        except ValueError as error:
            raise SettingNotUnderstood(given=each) from error
        if not (equals and name.strip()):
            raise SettingNotUnderstood(given=each)
    return values


def is_database_ready() -> bool:
    """Return whether there is a database of the current shape; never make one."""
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        is_in_memory = ":memory:" in name or "mode=memory" in name
        if not is_in_memory and not Path(name).is_file():
            return False
    return is_migrated()


def _draws(text: str) -> int:
    return _whole(text, 1, _MOST_DRAWS)


def _seed(text: str) -> int:
    return _whole(text, 0, 2**63 - 1)


def _whole(text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit() and least <= int(text[:20]) <= most):
        raise argparse.ArgumentTypeError(f"a whole number from {least} to {most}, not {text!r}")
    return int(text)
