"""`keyway restore`: back to the site in an archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection

from keyway.errors import Refused
from keyway.web.keeping.archive import restore
from keyway.web.keeping.prepare import hold, make_data_folder
from keyway.web.management.word import Word

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class WouldReplace(Refused):
    """A site stands where the archive would be put."""

    sentence = (
        "There is a site in the database %(name)s. Stop it, then say --replace to put the archive in its "
        "place; what is there now is lost unless you back it up first."
    )


class Command(Word):
    """Put the site in an archive in place."""

    help = "Put the site in an archive in place of the present one; a damaged archive is refused."
    example = "keyway restore keyway-monday.tar --replace"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare where from."""
        parser.add_argument("file", type=Path, help="an archive made by `keyway backup`")
        parser.add_argument("--replace", action="store_true", help="the present site may be lost")

    def carry_out(self, **options: Any) -> None:
        """Restore and tell what came back.

        Raises:
            WouldReplace: a site stands there and ``--replace`` was not said.
        """
        make_data_folder(settings.DATA_DIR)
        if not options["replace"] and connection.introspection.table_names():
            raise WouldReplace(name=connection.settings_dict["NAME"])
        with hold(settings.DATA_DIR, alone=True):
            manifest = restore(options["file"].resolve(), settings.DATA_DIR)
        self.say(f"The site of {manifest['made_at']} is back: {len(manifest['files'])} files.")
