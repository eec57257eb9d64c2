"""`keyway prune`: forget releases that newer ones have replaced."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from keyway.reference.loading import prune
from keyway.web.management.word import Word


class Command(Word):
    """Forget older releases."""

    help = "Remove releases that newer ones of the same part have replaced, and broken loads."
    example = "keyway prune"

    def carry_out(self, **options: Any) -> None:
        """Remove, and say what went."""
        gone = prune(settings.REFERENCE_DIR)
        for entry in gone:
            self.say(f"Forgot {entry.table}, {entry.part}, {entry.release}.")
        self.say(f"{len(gone)} older releases are gone; what is in force stays.")
