"""`keyway backup`: the whole site in one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from keyway.web.keeping.archive import back_up
from keyway.web.management.word import Word

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(Word):
    """Write the site to an archive."""

    help = "Write database, media and public data to one file, while the site may run."
    example = "keyway backup keyway-monday.tar"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare where to."""
        parser.add_argument(
            "file", type=Path, nargs="?", help="the archive; else named by the hour"
        )

    def carry_out(self, **options: Any) -> None:
        """Write the archive and tell what is in it."""
        now = timezone.now()
        target = options["file"] or Path(f"keyway-{now:%Y-%m-%d-%H%M}.tar")
        manifest = back_up(target.resolve(), settings.DATA_DIR, now.isoformat())
        size = sum(each["size"] for each in manifest["files"])
        self.say(f"Wrote {len(manifest['files'])} files, {size / 1e6:.1f} MB, to {target}.")
