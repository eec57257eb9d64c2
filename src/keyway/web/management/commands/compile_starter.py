"""`keyway compile_starter`: make the data that Keyway ships from the official files."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from keyway.reference.loading import load
from keyway.reference.store import STARTER, Store
from keyway.sources import catalog
from keyway.web.management import intake
from keyway.web.management.starter import compile_starter
from keyway.web.management.terminal import progress_bar, write_table
from keyway.web.management.word import Word

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

    from keyway.web.management.intake import Progress

_PACKAGER = "by way of us-atlas (ISC licence, © 2013–2019 Michael Bostock)"


class Command(Word):
    """Make the starter data."""

    help = (
        "Select the starter data from a folder of official files, one folder for each source. "
        "The same files, states and date give the same bytes."
    )
    example = (
        "keyway compile_starter ~/official --states AZ --dated 2026-11-22 "
        "--boundaries cb_2017_us_county/counties-10m.json"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument("--states", nargs="+", default=["AZ"], help="postal abbreviations")
        parser.add_argument(
            "--dated", type=date.fromisoformat, required=True, help="date of the compilation"
        )
        parser.add_argument(
            "--boundaries",
            type=Path,
            help="counties-10m.json of the us-atlas package, in a folder named cb_<year>_us_county "
            "for the edition it was made from, where no file of the Census Bureau is at hand",
        )
        parser.add_argument(
            "--without", nargs="*", default=[], help="names of folders to pass over"
        )
        parser.add_argument("--into", type=Path, default=STARTER, help="where it is written")

    def carry_out(self, **options: Any) -> None:
        """Load everything into a store of its own, select, write, and list what was written."""
        dated = options["dated"].isoformat()
        with tempfile.TemporaryDirectory() as folder, progress_bar() as progress:
            root = Path(folder)
            for place in sorted(options["folder"].iterdir()):
                if place.is_dir() and place.name not in options["without"]:
                    self._take_in(root, place, dated, progress)
            if options["boundaries"]:
                _take_in_boundaries(root, options["boundaries"], dated, progress)
            entries = compile_starter(
                Store([root]),
                options["into"],
                postal=tuple(code.upper() for code in options["states"]),
                dated=dated,
            )
        files = {entry.file: entry.table for entry in entries}
        write_table(
            self.stdout,
            ("table", "rows", "bytes"),
            [
                (
                    table,
                    sum(entry.rows_count for entry in entries if entry.table == table),
                    (options["into"] / file).stat().st_size,
                )
                for file, table in sorted(files.items())
            ],
        )

    def _take_in(self, root: Path, place: Path, dated: str, progress: Progress) -> None:
        try:
            found = list(
                intake.take_in_all(
                    root, place, release="", loaded_date=dated, progress=progress, is_one=True
                )
            )
        except intake.NobodysFile:
            self.say(f"{place.name}: nothing that Keyway reads.")
            return
        for each in found:
            if isinstance(each, intake.Turned):
                self.say(f"{place.name}: {each.sentence}")
            else:
                self.say(f"{place.name}: {each.source.title}, {each.rows_kept:,} rows")


def _take_in_boundaries(root: Path, path: Path, dated: str, progress: Progress) -> None:
    """Load the boundaries under a credit line that also names who packaged them."""
    reading = catalog.read("geography", path, progress)
    census = catalog.SOURCES["geography"].source
    source = replace(census, credit=f"{census.publisher}, cartographic boundaries, {_PACKAGER}")
    load(root, source, reading, loaded_date=dated)
