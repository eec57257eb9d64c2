"""Plants a fault in a copy of the tree and asks whether anything turns red."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
LIST = Path(__file__).with_name("faults.toml")
COPIED = ("src", "tests", "pyproject.toml", "requirements.txt")


@dataclass(frozen=True)
class Fault:
    """One fault: what it is, where it is planted, and what must notice it."""

    what: str
    file: str
    line: str
    instead: str
    walk: str = ""
    tests: tuple[str, ...] = ()
    sample: bool = False
    postgresql: bool = False


def faults() -> list[Fault]:
    document = tomllib.loads(LIST.read_text(encoding="utf-8"))
    return [Fault(**{**each, "tests": tuple(each.get("tests", ()))}) for each in document["fault"]]


def copy_tree(folder: Path) -> Path:
    """Copy what runs to a folder; the project itself is never touched."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            without = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, folder / name, ignore=without)
        else:
            shutil.copy(source, folder / name)
    return folder


def plant(fault: Fault, tree: Path) -> None:
    """Write the fault into the copy; its line must stand there exactly once."""
    path = tree / "src" / "keyway" / fault.file
    words = path.read_text(encoding="utf-8")
    assert words.count(fault.line) == 1, f"{fault.file} holds {words.count(fault.line)} × the line"
    path.write_text(words.replace(fault.line, fault.instead), encoding="utf-8")


def is_red(fault: Fault, tree: Path, data: Path, address: str = "") -> tuple[bool, str]:
    """Return whether what is named for a fault fails in a tree, and its last words."""
    command = [sys.executable, "-m"]
    if fault.walk:
        command += ["keyway.web.management.cli", "walls", "--only", fault.walk]
    else:
        command += ["pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", *fault.tests]
        command += ["--migrations"] if fault.postgresql else []
    given = {name: value for name, value in os.environ.items() if name[:7] not in _OURS}
    given |= {"PYTHONPATH": str(tree / "src"), "KEYWAY_DATA": str(data)}
    given |= {"PYTHONDONTWRITEBYTECODE": "1"}
    given |= {"KEYWAY_DATABASE_URL": address} if address else {}
    done = subprocess.run(command, cwd=tree, env=given, capture_output=True, text=True)
    # 1 is a test or a walk that failed; anything else means that it did not get so far.
    assert done.returncode in (0, 1), done.stdout[-2000:] + done.stderr[-2000:]
    return done.returncode == 1, (done.stdout + done.stderr)[-600:]


_OURS = {"KEYWAY_", "PYTEST_"}
