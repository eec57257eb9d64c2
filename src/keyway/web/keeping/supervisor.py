"""Runs the web server and the worker together and ends them together."""

from __future__ import annotations

import ctypes
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING

from keyway.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import FrameType

GRACE_SECONDS = 10
PORTS_TRIED = 20
_PR_SET_PDEATHSIG = 1


class PortTaken(Refused):
    """Another program listens where the site was asked to."""

    sentence = (
        "Port %(port)s on %(host)s is taken by another program. "
        "Choose another with --port, or leave --port out to take the next free one."
    )


class AddressUnusable(Refused):
    """The host to listen on is not one of this machine's addresses."""

    sentence = "%(host)s is no address of this machine: %(why)s. Use 127.0.0.1 or 0.0.0.0."


class ServiceEnded(Refused):
    """The web server or the worker ended by itself."""

    sentence = (
        "The %(name)s ended with code %(code)s, so everything was stopped. Its words are above."
    )


def free_port(host: str, asked: int | None, *, first: int = 8000) -> int:
    """Return the port asked for, or the first free one from ``first`` on.

    Raises:
        PortTaken: the one asked for, or all of those tried, are in use.
        AddressUnusable: the host is not this machine.
    """
    candidates = [asked] if asked is not None else range(first, first + PORTS_TRIED)
    for port in candidates:
        if _is_free(host, port):
            return port
    raise PortTaken(host=host, port=asked or f"{first} to {first + PORTS_TRIED - 1}")


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            return False
        except OSError as error:
            if isinstance(error, socket.gaierror) or error.errno == 99:
                raise AddressUnusable(host=host, why=error.strerror) from error
            return False
    return True


def web_server(host: str, port: int) -> list[str]:
    """Return the command of the web server: two processes of four threads."""
    options = ["--interface", "wsgi", "--workers", "2", "--blocking-threads", "4", "--no-ws"]
    options += ["--host", host, "--port", str(port), "--log-level", "warning"]
    options += ["--respawn-failed-workers"]
    return [sys.executable, "-m", "granian", *options, "keyway.web.keeping.wsgi:application"]


def worker() -> list[str]:
    """Return the command of the worker, which looks for jobs once a second.

    It gives way to the web server, so that a reckoning does not slow the pages.
    """
    return [
        *(["nice", "-n", "10"] if shutil.which("nice") else []),
        sys.executable,
        "-m",
        "keyway.web.management.cli",
        "db_worker",
        "--no-reload",
        "--verbosity",
        "0",
        "--no-startup-delay",
    ]


def _die_with_parent() -> None:
    """Ask Linux to end this process when the supervisor is killed outright."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Supervisor:
    """The processes of one site, started and ended together."""

    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    asked_to_stop: bool = False

    def start(self, name: str, command: Sequence[str]) -> None:
        """Start a process in a group of its own, so that Ctrl-C reaches only the supervisor."""
        on_linux = sys.platform.startswith("linux")
        self.processes[name] = subprocess.Popen(
            command,
            start_new_session=True,
            preexec_fn=_die_with_parent if on_linux else None,
        )

    def listen(self) -> None:
        """Take Ctrl-C and the system's request to end as a wish to stop."""
        signal.signal(signal.SIGINT, self._note_wish)
        signal.signal(signal.SIGTERM, self._note_wish)

    def _note_wish(self, number: int, frame: FrameType | None) -> None:
        self.asked_to_stop = True

    def wait_until_answering(self, host: str, port: int, seconds: float = 60) -> bool:
        """Return whether the site answers within ``seconds``; False when asked to stop.

        Raises:
            ServiceEnded: a process ended instead.
        """
        door = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
        deadline = time.monotonic() + seconds
        while not self.asked_to_stop and (left := deadline - time.monotonic()) > 0:
            self._look_after()
            if _answers(door, port, min(left, 20)):
                return True
            time.sleep(0.1)
        return False

    def watch(self, beat: Callable[[], None] = lambda: None) -> None:
        """Return when asked to stop.

        Raises:
            ServiceEnded: a process ended by itself.
        """
        while not self.asked_to_stop:
            self._look_after()
            beat()
            time.sleep(0.2)

    def _look_after(self) -> None:
        for name, process in self.processes.items():
            if (code := process.poll()) is not None:
                raise ServiceEnded(name=name, code=code)

    def stop(self) -> None:
        """End every process: first asked, after ten seconds made to."""
        running = [each for each in self.processes.values() if each.poll() is None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for process in running:
            try:
                process.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.processes.clear()


def _answers(host: str, port: int, seconds: float) -> bool:
    connection = HTTPConnection(host, port, timeout=seconds)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return connection.getresponse().status < 600
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
