"""`keyway chores`: queues what comes again day by day and is due."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from keyway.web.keeping.chores import CHORES, queue_due
from keyway.web.management.word import Word


class Command(Word):
    """Queue the chores that are due."""

    help = "Queue what comes again every day and is due; `keyway up` does this once an hour."
    example = "keyway chores"

    def carry_out(self, **options: Any) -> None:
        """Queue, and say what was due."""
        due = queue_due(timezone.now())
        for chore in CHORES:
            self.say(f"{'Queued' if chore in due else 'Not due'}: {chore.sentence}")
