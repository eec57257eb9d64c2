"""`keyway export`: the public registry of credentials in CTDL, for others to read."""

from __future__ import annotations

import gzip
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from keyway.credentials.queries import linked
from keyway.errors import Refused
from keyway.reference import shelf
from keyway.reference.lookups import clocks, places
from keyway.web.management.word import Word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import IO

    from django.core.management.base import CommandParser


class NotWritten(Refused):
    """The file cannot be written."""

    sentence = "The file %(file)s cannot be written: %(problem)s. Name another place after --out."


class Command(Word):
    """Write the registry."""

    help = "Write the public registry as CTDL; the same data gives the same bytes."
    example = "keyway export ctdl --gzip --out registry.jsonld.gz"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the form, where to, and whether packed."""
        parser.add_argument("form", choices=("ctdl",), help="ctdl: JSON-LD, a line for each thing")
        parser.add_argument("--out", type=Path, help="the file; else the standard output")
        parser.add_argument("--gzip", action="store_true", help="pack it")

    def carry_out(self, **options: Any) -> None:
        """Write line by line, so that a large registry needs no memory.

        Raises:
            NotWritten: the file cannot be written.
        """
        on = clocks.day_in(settings.KEYWAY_STATE, timezone.now())
        out = options["out"]
        try:
            # Read as a visitor reads: what the walls hide from the public is not in the file.
            with _opened(out) as raw, _packed(raw, is_packed=options["gzip"]) as file:
                count = _write(file, on)
        except BrokenPipeError:
            # Whoever reads has enough, as `head` has after its lines; there is nobody left to tell.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return
        except OSError as error:
            raise NotWritten(file=out or "-", problem=error.strerror or error) from error
        if out:
            self.say(f"Wrote {count} things to {out}.")


def _write(file: IO[bytes] | gzip.GzipFile, on: date) -> int:
    """Write the registry and return how many things it holds."""
    store = shelf.take(settings.REFERENCE_DIR)
    of = (store, places.state(store, settings.KEYWAY_STATE))
    told = linked.telling(settings.WAGTAILADMIN_BASE_URL, on, of=of)
    count = 0
    for text in linked.document(told):
        count += '"@type"' in text
        file.write(text.encode())
    return count


@contextmanager
def _opened(out: Path | None) -> Iterator[IO[bytes]]:
    """Open the file beside its place and move it there when it is whole."""
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    waiting = out.with_name(f".{out.name}.part")
    try:
        with waiting.open("wb") as file:
            yield file
        waiting.replace(out)
    finally:
        waiting.unlink(missing_ok=True)


@contextmanager
def _packed(raw: IO[bytes], *, is_packed: bool) -> Iterator[IO[bytes] | gzip.GzipFile]:
    if not is_packed:
        yield raw
        return
    # No name and no time within, so that the same registry gives the same bytes.
    with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as file:
        yield file
