"""`keyway people`: hand out, erase and forget what is kept about people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from keyway.web.management.contact_sheets import carry_out_import, declare_import
from keyway.web.management.terminal import write_table
from keyway.web.management.word import Word
from keyway.web.privacy.erasing import erase
from keyway.web.privacy.exporting import as_json, as_text, everything_about
from keyway.web.privacy.retaining import apply_retention

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.core.management.base import CommandParser


class Command(Word):
    """Look after what is kept about people. Each deed has a method that declares its arguments."""

    help = "Import contact sheets; hand out, erase or forget what is kept about people."
    example = "keyway people export maria@example.org --to maria.json"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare each deed with what it needs."""
        deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
        export = deeds.add_parser("export", help="hand out everything about somebody")
        export.add_argument("email", metavar="EMAIL")
        export.add_argument(
            "--to", type=Path, metavar="FILE", help="write JSON here and plain text beside it"
        )
        gone = deeds.add_parser("erase", help="erase everything about somebody")
        gone.add_argument("email", metavar="EMAIL")
        declare_import(deeds.add_parser("import", help="bring a contact sheet into the directory"))
        deeds.add_parser("forget", help="forget what is past its days, as the data map says")

    def carry_out(self, **options: Any) -> None:
        """Do the deed."""
        deeds: dict[str, Callable[[dict[str, Any]], None]] = {
            "export": self._export,
            "erase": self._erase,
            "forget": self._forget,
            "import": self._import,
        }
        deeds[options["deed"]](options)

    def _export(self, options: dict[str, Any]) -> None:
        everything = everything_about(options["email"], by=None, now=timezone.now())
        if options["to"] is None:
            self.say(as_json(everything))
            return
        path = options["to"].expanduser()
        beside = path.with_suffix(".txt")
        for each, text in ((path, as_json(everything)), (beside, as_text(everything))):
            # Only whoever asked may read what is handed out.
            each.touch(mode=0o600)
            each.chmod(0o600)
            each.write_text(text, encoding="utf-8")
        self.say(f"Wrote {path} and {beside}. Hand them over, then delete them.")

    def _erase(self, options: dict[str, Any]) -> None:
        erased = erase(options["email"], by=None)
        write_table(
            self.stdout,
            ("kept in", "rows", ""),
            [
                *((model, count, "gone") for model, count in erased.deleted.items()),
                *((model, count, "emptied") for model, count in erased.cleared.items()),
                *((model, count, "forgets whom") for model, count in erased.unlinked.items()),
                *((model, count, "stays") for model, (count, _) in erased.kept.items()),
            ],
        )
        for _, reason in erased.kept.values():
            self.say(reason.en)
        self.say("Backups made before today still hold the person until they are replaced.")

    def _import(self, options: dict[str, Any]) -> None:
        carry_out_import(self, options, now=timezone.now())

    def _forget(self, options: dict[str, Any]) -> None:
        gone = apply_retention(now=timezone.now())
        if gone:
            write_table(self.stdout, ("kept in", "rows forgotten"), list(gone.items()))
        self.say(f"{sum(gone.values())} rows were past their days.")
