"""`keyway db_worker`: does the jobs that wait in the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django_tasks_db.management.commands.db_worker import Command as Worker

from keyway.web.keeping.jobs import pulse
from keyway.web.management.word import Word

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(Word, Worker):
    """Do jobs until stopped, each held by a lease, and take up what others broke off."""

    help = "Do the jobs that wait in the queue until stopped; `keyway up` starts this by itself."
    example = "keyway db_worker --batch"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the worker's own options."""
        Worker.add_arguments(self, parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Work with a pulse beside."""
        with pulse():
            Worker.handle(self, **options)
