"""`keyway load`: read a publisher's file and store what it says."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from keyway.credentials.actions.counting import reckon_funnel
from keyway.errors import Refused
from keyway.needs import actions
from keyway.reference.lookups.places import UnknownState
from keyway.sources import catalog
from keyway.web.keeping.prepare import fill_directory, is_migrated
from keyway.web.management import fetching, intake
from keyway.web.management.terminal import progress_bar, write_table
from keyway.web.management.word import Word

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

    from keyway.web.management.intake import Loaded, Progress, Turned

# Lists of organizations, and the points and outlines that place them.
_OF_THE_DIRECTORY = {"ccd", "ade_schools", "ipeds", "points", "districts", "geography"}


class SomeRefused(Refused):
    """Several files were given, and not all could be stored."""

    sentence = "%(refused)s of %(all)s were refused, for the reasons above; the others are stored."


class Command(Word):
    """Load public data."""

    help = (
        "Read a publisher's file, a folder or archive of them, or an address, and store what it "
        "says: all of it or nothing. The source may be “auto”: the content tells."
    )
    example = "keyway load oews oesm25nat.zip\n  keyway load auto ~/Downloads/official"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("source", choices=[*catalog.SOURCES, intake.AUTO], metavar="SOURCE")
        parser.add_argument("place", metavar="FILE|FOLDER|URL")
        parser.add_argument(
            "--release",
            default="",
            help="refuse the file unless it holds this release, such as “May 2025” or 2023",
        )

    def carry_out(self, **options: Any) -> None:
        """Fetch if need be, read, store, report, and queue what changed."""
        with tempfile.TemporaryDirectory() as folder, progress_bar() as progress:
            path = self._path(options["place"], Path(folder), progress)
            done = list(self._take_in(options, path, progress))
        loaded = [each for each in done if isinstance(each, intake.Loaded)]
        refused = [each for each in done if isinstance(each, intake.Turned)]
        for each in loaded:
            self._report(each)
        for refusal in refused:
            self.stderr.write(f"Refused: {refusal.sentence}")
        if any(change.was_stored for each in loaded for change in each.changes):
            self._refresh_findings()
            self._refresh_directory({each.name for each in loaded})
            if is_migrated():
                reckon_funnel.enqueue()
        if refused:
            raise SomeRefused(refused=len(refused), all=len(done))

    def _path(self, place: str, folder: Path, progress: Progress) -> Path:
        if not fetching.is_address(place):
            return Path(place).expanduser()
        return fetching.fetch(place, folder, limits=fetching.Limits(), progress=progress)

    def _take_in(
        self, options: dict[str, Any], path: Path, progress: Progress
    ) -> list[Loaded | Turned]:
        today = timezone.localdate().isoformat()
        root, release = settings.REFERENCE_DIR, options["release"]
        if options["source"] == intake.AUTO:
            return list(
                intake.take_in_all(
                    root, path, release=release, loaded_date=today, progress=progress
                )
            )
        return [
            intake.take_in(
                root,
                options["source"],
                path,
                release=release,
                loaded_date=today,
                progress=progress,
            )
        ]

    def _report(self, loaded: Loaded) -> None:
        files = len(loaded.reading.files)
        self.say(f"{loaded.source.title}, {loaded.source.publisher} ({loaded.name})")
        self.say(
            f"Read {loaded.reading.rows_read:,} rows from {files:,} file{'s' * (files != 1)}; "
            f"keep {loaded.rows_kept:,} rows."
        )
        write_table(
            self.stdout,
            ("table", "release", "part", "rows", ""),
            [
                (
                    row["table"],
                    row["release"],
                    row["part"] if row["parts"] == 1 else f"{row['parts']} parts",
                    row["rows"],
                    _what_happened(row["stored"], row["parts"]),
                )
                for row in intake.table_rows(loaded.changes).iter_rows(named=True)
            ],
        )
        hidden = intake.hidden_cells(loaded.reading)
        if hidden:
            self.say("Kept as unknown, with the reason:")
            for cell in hidden:
                self.say(f"  {cell.cells_count:>9,}  {cell.table}, {cell.column}: {cell.reason}")
        if loaded.reading.left_out:
            self.say("Left out:")
            for left in loaded.reading.left_out:
                self.say(f"  {left.rows_count:>9,}  {left.reason}{_examples(left.examples)}")
        self.say("")

    def _refresh_findings(self) -> None:
        if not is_migrated():
            self.say("The findings are reckoned when the site starts: `keyway up`.")
            return
        try:
            queued = actions.refresh_findings(state_code=settings.KEYWAY_STATE)
        except UnknownState as refusal:
            self.say(f"No findings were queued: {refusal}")
            return
        self.say(
            f"Queued {queued} reckonings; the worker of `keyway up` makes them."
            if queued
            else "No finding depends on what changed."
        )

    def _refresh_directory(self, sources: set[str]) -> None:
        """Bring the directory to what was loaded; what somebody confirmed or changed stays."""
        if is_migrated() and sources & _OF_THE_DIRECTORY:
            fill_directory(self.say)


def _what_happened(stored: int, parts: int) -> str:
    if stored == 0:
        return "unchanged"
    return "stored" if stored == parts else f"{stored} stored, others unchanged"


def _examples(examples: tuple[str, ...]) -> str:
    """Return codes in brackets; all of them, since none is dropped in silence."""
    return f" ({', '.join(examples)})" if examples else ""
