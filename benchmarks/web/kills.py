"""Whether any job is lost or done in double when workers are killed in the midst of their work.

    .venv/bin/python -m benchmarks.web.kills [--jobs 200] [--kills 12]

Queues that many different reckonings of a small region in a database of its own (SQLite), lets a
worker do them with the leases of the real site, kills it with SIGKILL while a job runs, starts
another, and so on. At the end every job must be done, and every finding kept once and whole.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SMALL = """
import sys
from pathlib import Path
import django
django.setup()
from django.conf import settings
from keyway.reference import shelf, store
store.STARTER = shelf.STARTER = Path("/nonexistent")
"""
QUEUE = (
    SMALL
    + """
from django.apps import apps
from django.db import connection
from keyway.needs.actions.findings import reckon_gap
from tests.factories.reference import small_store
small_store(settings.REFERENCE_DIR)
with connection.schema_editor() as editor:
    for label in ("django_tasks_database", "needs"):
        for model in apps.get_app_config(label).get_models():
            editor.create_model(model)
for number in range(int(sys.argv[1])):
    reckon_gap.enqueue("04", {"demand.share_new_entrants": round(0.3 + number / 1000, 3)})
"""
)
WORK = (
    SMALL
    + """
import logging
logging.disable(logging.INFO)
from keyway.web.management.cli import main
main(["db_worker", "--no-startup-delay"])
"""
)
JUDGE = (
    SMALL
    + """
from keyway.needs.actions import Request, reckon
from keyway.needs.models import GapFinding
from keyway.reference.store import Store
region = Store((settings.REFERENCE_DIR,))
wrong = rows = 0
for finding in GapFinding.objects.all():
    undisturbed = reckon(region, Request("04", {"demand.share_new_entrants":
        finding.parameters["demand.share_new_entrants"]}))
    same = finding.content_digest == undisturbed.content_digest
    wrong += not (same and finding.rows.count() == undisturbed.rows.height)
print(f"{GapFinding.objects.count()} findings kept, {wrong} not as an undisturbed reckoning gives")
"""
)
JOBS = "django_tasks_database_dbtaskresult"


def python(folder: Path, program: str, *words: str) -> subprocess.Popen[bytes]:
    """Start Python on a program with a data folder of its own."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("KEYWAY_")}
    given |= {
        "KEYWAY_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "keyway.web.settings",
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.Popen([sys.executable, "-c", program, *words], env=given, cwd=ROOT)


def ask(folder: Path, query: str) -> list[tuple[Any, ...]]:
    """Return what the database answers."""
    with closing(sqlite3.connect(folder / "keyway.sqlite3", timeout=30)) as database:
        return database.execute(query).fetchall()


def count(folder: Path, status: str) -> int:
    """Return how many jobs have a status."""
    return int(ask(folder, f"SELECT count(*) FROM {JOBS} WHERE status = '{status}'")[0][0])  # noqa: S608


def kill_in_the_midst(folder: Path, worker: subprocess.Popen[bytes]) -> bool:
    """Kill the worker some time after it began a job; return whether that job was broken off."""
    before = count(folder, "SUCCESSFUL")
    while count(folder, "SUCCESSFUL") < before + 3:
        time.sleep(0.02)
    while not count(folder, "RUNNING"):
        time.sleep(0.002)
    time.sleep(random.uniform(0, 0.2))  # noqa: S311  when a power cut comes
    orphans = count(folder, "RUNNING")
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    return bool(orphans)


def main() -> None:
    """Queue, kill, wait for the end, judge."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--jobs", type=int, default=200)
    given.add_argument("--kills", type=int, default=12)
    asked = given.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        assert python(folder, QUEUE, str(asked.jobs)).wait() == 0
        began = time.monotonic()
        for _ in range(asked.kills):
            kill_in_the_midst(folder, python(folder, WORK))
        last = time.monotonic()
        left = asked.jobs - count(folder, "SUCCESSFUL")
        worker = python(folder, WORK)
        while count(folder, "READY") + count(folder, "RUNNING"):
            time.sleep(0.2)
        ended = time.monotonic()
        worker.terminate()
        worker.wait()
        report(folder, left, last - began, ended - last)
        python(folder, JUDGE).wait()


def report(folder: Path, left: int, killing: float, resting: float) -> None:
    """Print what became of the jobs."""
    begun = "json_array_length(worker_ids)"
    again = ask(folder, f"SELECT count(*), max({begun}) FROM {JOBS} WHERE {begun} > 1")[0]  # noqa: S608
    states = ask(folder, f"SELECT status, count(*) FROM {JOBS} GROUP BY status")  # noqa: S608
    sys.stdout.write(
        f"killing took {killing:.0f} s; {left} jobs were left then and took {resting:.0f} s\n"
        f"{again[0]} jobs were broken off and begun anew, the worst begun {again[1]} times\n"
        f"at the end: {dict(states)}\n"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    main()
