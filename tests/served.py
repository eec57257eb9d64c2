"""The site as a visitor meets it: `keyway up` in a process and a data folder of its own."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

from keyway.needs.models import GapFinding
from keyway.web.keeping.supervisor import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE_SECONDS = 400


@dataclass(frozen=True)
class Site:
    """A served site: its address without a last slash, its data folder, its process."""

    url: str
    data: Path
    process: subprocess.Popen[str]

    def health(self) -> dict[str, Any]:
        """Return what the site says about itself."""
        with urlopen(f"{self.url}/healthz", timeout=30) as answer:  # noqa: S310 — our own site
            told: dict[str, Any] = json.load(answer)
        return told

    def letters(self) -> list[str]:
        """Return the messages that the site has sent, oldest first."""
        files = sorted((self.data / "mail").glob("*.log"), key=lambda file: file.stat().st_mtime_ns)
        return [letter for file in files for letter in file.read_text("utf-8").split("-" * 79)]


@contextmanager
def serve(data: Path, *options: str, **environment: str) -> Iterator[Site]:
    """Serve the site until the block ends; its first finding is kept when the block begins."""
    port = free_port("127.0.0.1", None, first=20_000 + os.getpid() % 20_000)
    command = [sys.executable, "-m", "keyway.web.management.cli", "up", "--port", str(port)]
    given = {name: value for name, value in os.environ.items() if not name.startswith("KEYWAY_")}
    given |= {"KEYWAY_DATA": str(data), "PYTHONUNBUFFERED": "1"}
    given |= {"KEYWAY_EMAIL_URL": f"file://{data}/mail", **environment}
    words = (data / "words.txt").open("w+", encoding="utf-8")
    process = subprocess.Popen(
        [*command, *options], env=given, stdout=words, stderr=words, text=True
    )
    site = Site(f"http://127.0.0.1:{port}", data, process)
    try:
        _wait(site, words.name)
        yield site
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        words.close()


def _wait(site: Site, words: str) -> None:
    """Return when the site answers and the finding of its state is kept.

    The findings of other scenarios may still be reckoned.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if site.process.poll() is not None:
            break
        if _answers(site):
            if _findings(site):
                return
            assert site.health()["jobs_failed"] == 0, "a job failed"
        time.sleep(0.2)
    with open(words, encoding="utf-8") as file:  # noqa: PTH123 — the name of an open file
        raise AssertionError(f"The site did not come to rest. It said:\n{file.read()}")


def _answers(site: Site) -> bool:
    try:
        return bool(site.health()["ok"])
    except OSError:
        return False


def _findings(site: Site) -> int:
    with closing(sqlite3.connect(site.data / "keyway.sqlite3")) as database:
        row = database.execute(f"SELECT count(*) FROM {GapFinding._meta.db_table}").fetchone()  # noqa: S608
    return int(row[0])
