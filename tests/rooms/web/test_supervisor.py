"""Processes start and end together; a port that is taken is never fought over."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from keyway.web.keeping import supervisor
from keyway.web.keeping.supervisor import (
    AddressUnusable,
    PortTaken,
    ServiceEnded,
    Supervisor,
    free_port,
    web_server,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.one_database

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)",
]


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which another program listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_the_next_free_port_is_taken_when_none_is_asked_for(taken: int) -> None:
    assert free_port("127.0.0.1", None, first=taken) > taken


def test_a_port_that_was_asked_for_and_is_taken_is_refused_in_a_sentence(taken: int) -> None:
    with pytest.raises(PortTaken, match=f"Port {taken} on 127.0.0.1 is taken"):
        free_port("127.0.0.1", taken)


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(AddressUnusable, match=r"192\.0\.2\.1 is no address of this machine"):
        free_port("192.0.2.1", None)


def test_a_name_that_does_not_exist_is_refused() -> None:
    with pytest.raises(AddressUnusable, match=r"nowhere\.invalid is no address"):
        free_port("nowhere.invalid", None)


def test_the_web_server_serves_wsgi_from_two_processes() -> None:
    command = " ".join(web_server("127.0.0.1", 8000))

    assert "--interface wsgi --workers 2 --blocking-threads 4" in command
    assert command.endswith("keyway.web.keeping.wsgi:application")


def test_stopping_ends_every_process() -> None:
    processes = Supervisor()
    processes.start("one", SLEEPER)
    processes.start("two", SLEEPER)
    started = list(processes.processes.values())

    processes.stop()

    assert all(process.poll() is not None for process in started)


def test_a_process_that_will_not_end_is_made_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "GRACE_SECONDS", 0.5)
    processes = Supervisor()
    processes.start("stubborn", STUBBORN)
    started = processes.processes["stubborn"]
    deadline = time.monotonic() + 20
    while not _is_deaf(started.pid) and time.monotonic() < deadline:
        time.sleep(0.02)

    processes.stop()

    assert started.returncode == -signal.SIGKILL


def _is_deaf(pid: int) -> bool:
    """Return whether a process has said that it does not hear SIGTERM."""
    status = Path(f"/proc/{pid}/status").read_text()
    ignored = next(line.split()[1] for line in status.splitlines() if line.startswith("SigIgn"))
    return bool(int(ignored, 16) >> (signal.SIGTERM - 1) & 1)


def test_a_process_that_ends_by_itself_is_told_with_its_code() -> None:
    processes = Supervisor()
    processes.start("worker", [sys.executable, "-c", "raise SystemExit(3)"])

    with pytest.raises(ServiceEnded, match="The worker ended with code 3"):
        processes.watch()


def test_a_wish_to_stop_ends_the_watch() -> None:
    processes = Supervisor()
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    processes.listen()
    processes.start("one", SLEEPER)
    try:
        os.kill(os.getpid(), signal.SIGTERM)
        processes.watch()
    finally:
        processes.stop()
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])

    assert processes.asked_to_stop


def test_a_site_that_never_answers_is_not_called_ready(taken: int) -> None:
    processes = Supervisor()
    begun = time.monotonic()

    assert processes.wait_until_answering("127.0.0.1", taken, seconds=0.1) is False
    assert time.monotonic() - begun < 10
