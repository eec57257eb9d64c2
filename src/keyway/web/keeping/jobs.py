"""Jobs that a worker broke off are found and queued anew; a lease tells who still does one.

The queue's table marks a job as running and forgets it when its worker is killed or the power goes.
So a worker extends, every few seconds, the lease of the job that it does. A running job is not
waited for by anybody, so its ``run_after`` holds the end of the lease; once that is past, the job is
due again. A job may therefore be done twice, never lost: what it does must bear that.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, connection
from django.db.models import Q
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks.signals import task_finished, task_started
from django_tasks_db.models import DBTaskResult, get_date_max

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

BEAT_SECONDS = 5
LEASE_SECONDS = 40  # eight beats: a database that is busy for half a minute costs nobody a job
ATTEMPTS = 5
LONG_WAIT = timedelta(minutes=15)
BROKEN_OFF = "keyway.web.keeping.jobs.BrokenOff"
_SENTENCE = (
    "The job was begun {attempts} times and its worker was killed each time, so it is not tried "
    "again. Does it need more memory than there is?"
)

_log = logging.getLogger("keyway.jobs")


@dataclass(frozen=True, slots=True)
class Standing:
    """How the queue stands.

    Attributes:
        waiting: jobs not begun, those for later among them.
        running: jobs that a worker does now.
        stuck: jobs begun that no worker holds, and jobs due for a quarter of an hour that none took.
        failed: jobs that failed and that no later job of the same kind and arguments made good.
    """

    waiting: int
    running: int
    stuck: int
    failed: tuple[DBTaskResult[..., Any], ...]


def standing(now: datetime) -> Standing:
    """Return how the queue stands."""
    jobs = DBTaskResult.objects
    left = broken_off(now).count()
    due = Q(run_after=get_date_max(), enqueued_at__lt=now - LONG_WAIT)
    late = due | Q(run_after__lt=now - LONG_WAIT)
    return Standing(
        waiting=jobs.filter(status=TaskResultStatus.READY).count(),
        running=jobs.running().count() - left,
        stuck=left + jobs.filter(late, status=TaskResultStatus.READY).count(),
        failed=_failures(),
    )


def _failures() -> tuple[DBTaskResult[..., Any], ...]:
    failed = DBTaskResult.objects.failed().order_by("finished_at")
    return tuple(job for job in failed if not _is_made_good(job))


def _is_made_good(job: DBTaskResult[..., Any]) -> bool:
    same = DBTaskResult.objects.successful().filter(task_path=job.task_path)
    return same.filter(args_kwargs=job.args_kwargs, finished_at__gt=job.finished_at).exists()


def broken_off(now: datetime) -> QuerySet[DBTaskResult[..., Any]]:
    """Return the jobs that were begun and that no worker holds any longer.

    A job that has just been begun has no lease yet; its beginning counts instead.
    """
    unheld = Q(run_after__lt=now) | Q(run_after=get_date_max())
    begun = now - timedelta(seconds=LEASE_SECONDS)
    return DBTaskResult.objects.running().filter(unheld, started_at__lt=begun)


def hold(job_id: str, workers: list[str], now: datetime) -> bool:
    """Extend the lease of a job; return False when it is no longer this worker's.

    Args:
        job_id: which job.
        workers: those who have begun it, this worker last.
        now: when.
    """
    mine = DBTaskResult.objects.running().filter(pk=job_id, worker_ids=workers)
    return bool(mine.update(run_after=now + timedelta(seconds=LEASE_SECONDS)))


def queue_anew(now: datetime) -> int:
    """Queue every job that was broken off, at once due; return how many.

    One that was broken off five times fails instead, lest it kill its workers for ever.
    """
    queued = 0
    for job in broken_off(now):
        # Asked again in the change itself, so that two workers cannot both take it up.
        still = broken_off(now).filter(pk=job.pk)
        if len(job.worker_ids) >= ATTEMPTS:
            still.update(
                status=TaskResultStatus.FAILED,
                finished_at=now,
                exception_class_path=BROKEN_OFF,
                traceback=_SENTENCE.format(attempts=len(job.worker_ids)),
            )
        elif still.update(status=TaskResultStatus.READY, run_after=now):
            queued += 1
            _log.warning("A job was broken off and is queued anew: %s", job.task_path)
    return queued


class Pulse(Thread):
    """Holds the job that this worker does and queues anew what other workers broke off."""

    def __init__(self) -> None:
        super().__init__(name="pulse", daemon=True)
        self._held: tuple[str, list[str]] | None = None
        self._over = Event()

    def take(self, *, task_result: Any, **_: object) -> None:
        """Hold a job from the next beat on."""
        self._held = task_result.id, list(task_result.worker_ids)

    def let_go(self, **_: object) -> None:
        """Hold nothing any longer."""
        self._held = None

    def run(self) -> None:
        """Beat until told to end."""
        while not self._over.wait(BEAT_SECONDS):
            self._beat()
        connection.close()

    def _beat(self) -> None:
        held = self._held
        try:
            if held is not None:
                hold(*held, timezone.now())
            queue_anew(timezone.now())
        except DatabaseError as error:
            # The next beat tries again with a new connection; a lease outlasts several.
            _log.warning("The pulse of the worker skipped a beat: %s", error)
            connection.close()

    def end(self) -> None:
        """Beat no more."""
        self._over.set()
        self.join()


@contextmanager
def pulse() -> Iterator[None]:
    """Queue anew what was broken off before, then hold each job while the block's worker does it."""
    queue_anew(timezone.now())
    beating = Pulse()
    task_started.connect(beating.take)
    task_finished.connect(beating.let_go)
    beating.start()
    try:
        yield
    finally:
        task_started.disconnect(beating.take)
        task_finished.disconnect(beating.let_go)
        beating.end()
