"""How long the first command takes in a fresh clone with an empty environment.

    .venv/bin/python -m benchmarks.web.start [--again]

Clones the committed project into a temporary folder, runs ``./keyway up`` there with nothing but
PATH in its environment, and prints the seconds until the first page, the first finding, and a
second start. Packages come from whatever index pip is set up with; a warm cache shows as such.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PORT = 24_780


def until(url: str, *, wanted: int, patience: float) -> float:
    """Return the seconds until ``url`` answers with the wanted status."""
    began = time.monotonic()
    while time.monotonic() - began < patience:
        try:
            with urllib.request.urlopen(url, timeout=20) as answer:  # noqa: S310  our own site
                if answer.status == wanted:
                    return time.monotonic() - began
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.1)
    raise TimeoutError(f"{url} did not answer {wanted} in {patience:.0f} s")


def start(folder: Path) -> None:
    """Start once and print the two waits."""
    # An empty environment, but for where programs and the package index's settings are.
    kept = ("PATH", "HOME", "PIP_CONFIG_FILE", "PIP_INDEX_URL", "PIP_FIND_LINKS")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    began = time.monotonic()
    process = subprocess.Popen(
        ["./keyway", "up", "--port", str(PORT)],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        until(f"http://127.0.0.1:{PORT}/en/", wanted=200, patience=600)
        say(f"first page after {time.monotonic() - began:6.1f} s")
        until(f"http://127.0.0.1:{PORT}/en/gap/", wanted=200, patience=600)
        say(f"the gap after    {time.monotonic() - began:6.1f} s")
    finally:
        process.send_signal(signal.SIGINT)
        say(f"ended with code  {process.wait(timeout=60):6d}")


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Clone, start, start again."""
    folder = Path(tempfile.mkdtemp(prefix="keyway-start-"))
    clone = folder / "keyway"
    try:
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        say("fresh clone")
        start(clone)
        say("second start")
        start(clone)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
