"""Programs that tests need and Python's packages do not bring: found, or installed from Debian's."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Program:
    """A program, the Debian package that holds it and where it may lie outside the PATH."""

    name: str
    package: str
    places: tuple[str, ...] = ()

    def found(self) -> str:
        """Return where the program is; empty when it is nowhere."""
        on_path = shutil.which(self.name)
        if on_path:
            return on_path
        spots = (spot for pattern in self.places for spot in sorted(Path("/").glob(pattern)))
        return next((str(spot) for spot in reversed(list(spots))), "")


CHROMIUM = Program("chromium", "chromium", ("usr/bin/chromium",))
POSTGRESQL = Program("initdb", "postgresql", ("usr/lib/postgresql/*/bin/initdb",))


def install_missing(programs: tuple[Program, ...], say: Callable[[str], None]) -> list[Program]:
    """Install what is missing where that may be done; return what is missing still."""
    missing = [program for program in programs if not program.found()]
    if not missing:
        return []
    packages = [program.package for program in missing]
    by_hand = f"apt-get install {' '.join(packages)}"
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        say(
            f"Missing: {', '.join(packages)}. Tests that need them are skipped. On Debian: {by_hand}"
        )
        return missing
    say(f"Installing {', '.join(packages)} from Debian's packages …")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "-qq", "update"],
        ["apt-get", "-qq", "install", "--yes", "--no-install-recommends", *packages],
    ):
        done = subprocess.run(command, env=quiet, capture_output=True, text=True)
        if done.returncode:
            say(f"`{' '.join(command)}` did not succeed: {done.stderr.strip()[-500:]}")
    still = [program for program in missing if not program.found()]
    if still:
        say(f"Tests that need {', '.join(p.name for p in still)} are skipped. By hand: {by_hand}")
    return still
