"""`keyway walls`: every address, as every kind of person."""

from __future__ import annotations

from typing import Any

from keyway.web.management.word import Word
from keyway.web.walls.report import told, walk_apart


class Command(Word):
    """Walk every address as every kind of person."""

    help = (
        "Walk every address as every kind of person, in a database of its own, and tell patterns, "
        "checks, wrong and unlisted; 1 when any is wrong or unlisted."
    )
    example = "keyway walls"

    def carry_out(self, **options: Any) -> None:
        """Walk and tell; end with 1 when anything is wrong or unlisted."""
        report = walk_apart()
        for line in told(report):
            self.say(line)
        if not report.is_clean:
            raise SystemExit(1)
