"""Throughput and waiting time of the public pages beside a bare Django view and Wagtail page.

Run it with the data folder of a site whose finding is reckoned:

    KEYWAY_DATA=var .venv/bin/python -m benchmarks.web.pages [--seconds 5] [--clients 8]

All sites are served alike (granian, two workers), each is asked by the same clients in a closed
loop, and the figures to quote are the ratios: this machine may be shared.
"""

from __future__ import annotations

import argparse
import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from keyway.web.keeping.supervisor import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

PATHS = (
    "/en/",
    "/en/gap/",
    "/es/gap/?county=04013",
    "/en/occupations/51-4041/",
    "/en/counties/04013/",
    "/en/institutions/105525/",
    "/api/v1/gap?limit=25",
    "/en/stories/",
    "/en/stories/welder/",
    "/es/series/launch-point-demo/a-part-that-flies/",
    "/en/toolkits/close-enough/",
    "/en/near/?zip=85701",
    "/healthz",
)
BARE_WAGTAIL = "benchmarks.web.bare_wagtail"


@contextmanager
def served(application: str) -> Iterator[int]:
    """Serve a WSGI application on a free port until the block ends."""
    port = free_port("127.0.0.1", None, first=24_000)
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2",
        "--blocking-threads", "4", "--port", str(port), "--log-level", "warning", application,
    ]  # fmt: skip
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": "src:."})
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextmanager
def bare_wagtail() -> Iterator[int]:
    """Serve a Wagtail site of one page until the block ends."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BARE_WAGTAIL"] = folder
        command = [sys.executable, "-m", BARE_WAGTAIL]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": "src:."})
        with served(f"{BARE_WAGTAIL}:application") as port:
            yield port


def _wait(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            _ask(http.client.HTTPConnection("127.0.0.1", port, timeout=20), "/")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"nothing answers on port {port}")


def _ask(connection: http.client.HTTPConnection, path: str) -> int:
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    return answer.status


def measure(port: int, path: str, *, seconds: float, clients: int) -> dict[str, float]:
    """Ask for one page in a closed loop; return requests a second and waiting times in ms."""
    waits: list[float] = []
    until = time.monotonic() + seconds

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.monotonic() < until:
            began = time.perf_counter()
            status = _ask(connection, path)
            waits.append((time.perf_counter() - began) * 1000)
            if status != http.client.OK:
                raise AssertionError(f"{path} answered {status}")

    _ask(http.client.HTTPConnection("127.0.0.1", port, timeout=60), path)
    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cuts = statistics.quantiles(waits, n=100)
    return {"rps": len(waits) / seconds, "p50": cuts[49], "p99": cuts[98]}


def main() -> None:
    """Print one line per page and its ratio to the bare view."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("paths", nargs="*", help="only these pages")
    options = parser.parse_args()
    asked = {"seconds": options.seconds, "clients": options.clients}
    say(f"{'page':34} {'req/s':>8} {'p50 ms':>8} {'p99 ms':>8} {'of bare':>8}")
    with served("benchmarks.web.bare:application") as port:
        bare = measure(port, "/", **asked)
    say(f"{'bare Django view, 20 kB':34} {bare['rps']:8.0f} {bare['p50']:8.1f} {bare['p99']:8.1f}")
    with bare_wagtail() as port:
        page = measure(port, "/", **asked)
        share = page["rps"] / bare["rps"]
        say(
            f"{'bare Wagtail page, 20 kB':34} {page['rps']:8.0f} {page['p50']:8.1f} "
            f"{page['p99']:8.1f} {share:8.3f}"
        )
    with served("keyway.web.keeping.wsgi:application") as port:
        for path in options.paths or PATHS:
            own = measure(port, path, **asked)
            share = own["rps"] / bare["rps"]
            say(f"{path:34} {own['rps']:8.0f} {own['p50']:8.1f} {own['p99']:8.1f} {share:8.3f}")


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
