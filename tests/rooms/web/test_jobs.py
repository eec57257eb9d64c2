"""No job is lost when its worker is killed, and none is taken from a worker that still does it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from keyway.web.keeping import jobs
from keyway.web.management.commands.check import jobs_told
from tests.factories.labor import break_down, leave_a_mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[3]
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def begun(*, ago: timedelta, lease: timedelta | None = None, workers: int = 1) -> DBTaskResult:
    """Return a job that a worker began before noon and holds until ``lease`` after noon."""
    job = DBTaskResult.objects.get(pk=leave_a_mark.enqueue("/nowhere", "mark").id)
    job.status = TaskResultStatus.RUNNING
    job.started_at = NOON - ago
    job.worker_ids = [f"worker {number}" for number in range(workers)]
    if lease is not None:
        job.run_after = NOON + lease
    job.save()
    return job


def status_of(job: DBTaskResult) -> str:
    """Return the status that the table holds now."""
    job.refresh_from_db()
    return job.status


# --- who holds a job -------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_job_whose_lease_has_run_out_is_queued_anew_and_due() -> None:
    job = begun(ago=10 * MINUTE, lease=-MINUTE)

    assert jobs.queue_anew(NOON) == 1
    assert status_of(job) == TaskResultStatus.READY
    assert list(DBTaskResult.objects.ready()) == [job]


@pytest.mark.django_db
def test_a_job_whose_worker_was_killed_before_its_first_beat_is_queued_anew() -> None:
    job = begun(ago=MINUTE)

    assert jobs.queue_anew(NOON) == 1
    assert status_of(job) == TaskResultStatus.READY


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ago", "lease"),
    [
        (60 * MINUTE, MINUTE),  # a long job, held
        (timedelta(seconds=3), None),  # just begun
        (timedelta(seconds=3), -60 * MINUTE),  # was meant for an hour ago, just begun
    ],
)
def test_a_job_that_a_worker_does_is_left_to_it(ago: timedelta, lease: timedelta | None) -> None:
    job = begun(ago=ago, lease=lease)

    assert jobs.queue_anew(NOON) == 0
    assert status_of(job) == TaskResultStatus.RUNNING


@pytest.mark.django_db
def test_a_worker_that_starts_takes_up_at_once_what_was_broken_off() -> None:
    job = begun(ago=10 * MINUTE, lease=-MINUTE)

    with jobs.pulse():
        assert status_of(job) == TaskResultStatus.READY


@pytest.mark.django_db
def test_a_beat_extends_the_lease_past_the_next_beats() -> None:
    job = begun(ago=10 * MINUTE, lease=timedelta(seconds=1))

    assert jobs.hold(str(job.pk), job.worker_ids, NOON)
    assert jobs.queue_anew(NOON + timedelta(seconds=6 * jobs.BEAT_SECONDS)) == 0


@pytest.mark.django_db
def test_a_worker_that_woke_late_does_not_hold_what_another_has_taken_up() -> None:
    job = begun(ago=10 * MINUTE, lease=-MINUTE, workers=2)

    assert not jobs.hold(str(job.pk), ["worker 0"], NOON)
    assert jobs.hold(str(job.pk), ["worker 0", "worker 1"], NOON)


@pytest.mark.django_db
def test_a_job_that_is_done_is_not_begun_again() -> None:
    job = begun(ago=10 * MINUTE, lease=-MINUTE)
    job.set_successful(None)

    assert jobs.queue_anew(NOON) == 0
    assert not jobs.hold(str(job.pk), job.worker_ids, NOON)


@pytest.mark.django_db
def test_a_job_that_kills_every_worker_fails_in_the_end_and_says_so() -> None:
    job = begun(ago=10 * MINUTE, lease=-MINUTE, workers=jobs.ATTEMPTS)

    assert jobs.queue_anew(NOON) == 0
    assert status_of(job) == TaskResultStatus.FAILED
    assert f"begun {jobs.ATTEMPTS} times" in job.traceback


# --- what the keeper is told -----------------------------------------------------------------------


@pytest.mark.django_db
def test_the_standing_tells_waiting_running_and_stuck_apart() -> None:
    leave_a_mark.enqueue("/nowhere", "waits")
    begun(ago=MINUTE, lease=MINUTE)
    begun(ago=10 * MINUTE, lease=-MINUTE)

    told = jobs.standing(NOON)

    assert (told.waiting, told.running, told.stuck) == (1, 1, 1)


@pytest.mark.django_db
def test_a_due_job_that_nobody_takes_is_stuck_and_one_for_tomorrow_is_not() -> None:
    now = timezone.now()
    leave_a_mark.enqueue("/nowhere", "due")
    leave_a_mark.using(run_after=now + timedelta(days=1)).enqueue("/nowhere", "tomorrow")

    assert jobs.standing(now).stuck == 0
    assert jobs.standing(now + timedelta(hours=1)).stuck == 1


@pytest.mark.django_db(transaction=True)
def test_a_failure_is_told_by_kind_until_the_same_job_succeeds() -> None:
    break_down.enqueue()
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)

    is_well, said = list(jobs_told())[-1]

    assert not is_well
    assert said.startswith("The job tests.factories.labor.break_down failed on 20")
    assert said.endswith("(RuntimeError).")
    again = DBTaskResult.objects.get(pk=break_down.enqueue().id)
    again.set_successful(None)
    assert jobs.standing(timezone.now()).failed == ()


# --- a worker that is really killed ----------------------------------------------------------------

QUEUE_ONE = """
import sys
import django
django.setup()
from django.db import connection
from django_tasks_db.models import DBTaskResult
from tests.factories.labor import dawdle_at_first
with connection.schema_editor() as editor:
    editor.create_model(DBTaskResult)
dawdle_at_first.enqueue(*sys.argv[1:])
"""
WORK = """
import django
django.setup()
from keyway.web.keeping import jobs
from keyway.web.management.cli import main
jobs.BEAT_SECONDS, jobs.LEASE_SECONDS = .1, 1
main(["db_worker", "--no-startup-delay", "--interval", ".1"])
"""


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """A function that starts Python on a program; the queue, in a file, holds one job."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("KEYWAY_")}
    given |= {
        "KEYWAY_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "keyway.web.settings",
        "PYTHONPATH": str(ROOT),
    }
    started: list[subprocess.Popen[str]] = []

    def run(program: str, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", program, *words]
        started.append(subprocess.Popen(command, env=given, text=True))
        return started[-1]

    assert run(QUEUE_ONE, str(tmp_path), "begun").wait(60) == 0
    yield run
    for process in started:
        process.kill()
        process.wait(10)


def rows(folder: Path) -> list[tuple[Any, ...]]:
    """Return status and number of beginnings of each job in the file."""
    with closing(sqlite3.connect(folder / "keyway.sqlite3", timeout=20)) as database:
        table = DBTaskResult._meta.db_table
        return database.execute(
            f"SELECT status, json_array_length(worker_ids) FROM {table}"  # noqa: S608
        ).fetchall()


def wait_for(file: Path, lines: int) -> None:
    """Return when the file holds so many lines."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if file.is_file() and len(file.read_text().splitlines()) >= lines:
            return
        time.sleep(0.05)
    raise AssertionError(f"{file.name} never held {lines} lines")


def test_a_job_stays_with_its_worker_until_that_is_killed_and_then_another_does_it(
    start: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    busy = start(WORK)
    wait_for(tmp_path / "begun", 1)
    idle = start(WORK)
    time.sleep(6)  # it starts and waits for several leases
    before = rows(tmp_path)
    busy.send_signal(signal.SIGKILL)
    wait_for(tmp_path / "begun", 2)
    idle.terminate()
    idle.wait(20)

    assert before == [("RUNNING", 1)]
    assert rows(tmp_path) == [("SUCCESSFUL", 2)]
