"""`keyway check`: the health of settings and data in plain words."""

from __future__ import annotations

import shutil
import sqlite3
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.checks import run_checks
from django.core.management.commands.check import Command as DjangoCheck
from django.db import DatabaseError, connection
from django.utils import timezone

from keyway.web.content.models import HomePage
from keyway.web.keeping.jobs import standing
from keyway.web.keeping.prepare import is_migrated
from keyway.web.keeping.role import standing_of_role
from keyway.web.management.word import Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.management.base import CommandParser

LITTLE_SPACE_BYTES = 2 * 1024**3
FAILURES_TOLD = 5


class Command(Word, DjangoCheck):
    """Tell what is in order and what is not."""

    help = "Tell in plain words whether settings, database, pages, queue and disk are in order."
    example = "keyway check"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare Django's own options beside ours."""
        DjangoCheck.add_arguments(self, parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Run Django's checks when asked for one of them, else our own."""
        asked = ("deploy", "tags", "list_tags", "databases")
        if args or any(options.get(name) for name in asked):
            DjangoCheck.handle(self, *args, **options)
            return
        super().handle(*args, **options)

    def carry_out(self, **options: Any) -> None:
        """Tell each finding on a line; the last line says how many need a hand."""
        wrong = 0
        for is_well, line in [*_settings(), *_database(), *_disk()]:
            wrong += not is_well
            self.say(f"{'ok ' if is_well else '!! '} {line}")
        self.say("All is in order." if not wrong else f"{wrong} of these need a hand.")
        if wrong:
            raise SystemExit(1)


def _settings() -> Iterator[tuple[bool, str]]:
    mode = "production" if settings.IS_PRODUCTION else "local"
    yield True, f"The site runs in {mode} mode and shows {settings.KEYWAY_STATE}."
    yield True, f"It answers to {', '.join(settings.ALLOWED_HOSTS)}."
    found = run_checks(include_deployment_checks=settings.IS_PRODUCTION)
    problems = [each for each in found if not each.is_silenced()]
    for each in problems:
        yield False, f"Settings: {each.msg} ({each.id})"
    if not problems:
        yield True, "The settings fit together."


def _database() -> Iterator[tuple[bool, str]]:
    name = settings.DATABASES["default"]["NAME"]
    try:
        migrated = is_migrated()
    except DatabaseError as error:
        yield False, f"The database {name} does not answer: {error}"
        return
    if not migrated:
        yield False, f"The database {name} is not in the current shape; run `keyway migrate`."
        return
    yield True, f"The database {name} answers and has the current shape."
    yield _sqlite_is_whole(str(name)) if connection.vendor == "sqlite" else standing_of_role()
    homes = HomePage.objects.live().count()
    yield homes >= 2, f"{homes} home pages are published (English and Spanish make two)."
    yield from jobs_told()


def jobs_told() -> Iterator[tuple[bool, str]]:
    """Tell how the queue stands and which jobs failed; what they said may be nobody's to read."""
    jobs = standing(timezone.now())
    yield True, f"Jobs: {jobs.waiting} wait, {jobs.running} run."
    if jobs.stuck:
        yield (
            False,
            f"{jobs.stuck} jobs are stuck; `keyway up` or `keyway db_worker` takes them up.",
        )
    for job in jobs.failed[-FAILURES_TOLD:]:
        kind = job.exception_class_path.rpartition(".")[2]
        yield False, f"The job {job.task_path} failed on {job.finished_at:%Y-%m-%d %H:%M} ({kind})."
    if more := len(jobs.failed[:-FAILURES_TOLD]):
        yield False, f"{more} jobs before these failed too."


def _sqlite_is_whole(name: str) -> tuple[bool, str]:
    with sqlite3.connect(f"file:{name}?mode=ro", uri=True) as database:
        answer = database.execute("PRAGMA quick_check").fetchone()[0]
    return answer == "ok", f"The database file is whole ({answer})."


def _disk() -> Iterator[tuple[bool, str]]:
    if not settings.DATA_DIR.is_dir():
        yield False, f"The data folder {settings.DATA_DIR} is missing; `keyway up` makes it."
        return
    free = shutil.disk_usage(settings.DATA_DIR).free
    yield (
        free > LITTLE_SPACE_BYTES,
        f"{free / 1024**3:.1f} GB are free for the data folder {settings.DATA_DIR}.",
    )
