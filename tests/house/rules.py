"""The rules of the house as functions: each returns its faults, one line each, none when all is well."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from importlib.metadata import distributions
from typing import TYPE_CHECKING

from packaging.requirements import Requirement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from django.db.models import Model

LINES_AIMED_AT = 350
LINES_AT_MOST = 500
ENTRIES_AT_MOST = 14
FOLDERS_BELOW_PACKAGE = 2
ROOM_ORDER = (
    "partners", "intake", "credentials", "visits", "needs", "promote", "policy", "content", "web",
)  # fmt: skip
SIBLINGS = {frozenset({"visits", "needs"})}
# Folders whose inside Django, a translation system or a list of public facts lays out.
LAID_OUT_BY_OTHERS = {"migrations", "templates", "static", "locale", "commands", "starter"}
# What every package or app has says nothing of how much it holds.
UNCOUNTED = LAID_OUT_BY_OTHERS | {"__init__.py", "__pycache__"}
# What makes an environment, and the project itself.
NOT_LOCKED = {"keyway", "pip", "setuptools", "wheel", "uv"}
INDEX_ADDRESS = re.compile(r"https?://|--(?:extra-)?index-url|--find-links|file:")
OUTSIDE_ADDRESS = re.compile(
    r"""(?:src|srcset|action|poster|data|@import|url)\s*[=(]?\s*["'(]?\s*(?:https?:)?//""", re.I
)
LINK_TAG = re.compile(r"""<link\b[^>]*\bhref\s*=\s*["']?\s*(?:https?:)?//""", re.I)


def _python(root: Path) -> Iterator[Path]:
    return (path for path in sorted(root.rglob("*.py")) if "migrations" not in path.parts)


def too_long(root: Path, at_most: int = LINES_AT_MOST) -> list[str]:
    """Name the Python files below ``root`` with more lines than may be."""
    counted = ((path, len(path.read_text(encoding="utf-8").splitlines())) for path in _python(root))
    return [
        f"{path.relative_to(root)}: {lines} lines" for path, lines in counted if lines > at_most
    ]


def crowded(package: Path) -> list[str]:
    """Name the folders with more entries, or deeper below the package, than may be."""
    faults = []
    for folder in sorted(path for path in package.rglob("*") if path.is_dir()):
        parts = folder.relative_to(package).parts
        if "__pycache__" in parts or LAID_OUT_BY_OTHERS & set(parts):
            continue
        entries = [each for each in folder.iterdir() if each.name not in UNCOUNTED]
        if len(entries) > ENTRIES_AT_MOST:
            faults.append(f"{folder.relative_to(package)}: {len(entries)} entries")
        if len(parts) > FOLDERS_BELOW_PACKAGE:
            faults.append(f"{folder.relative_to(package)}: {len(parts)} folders deep")
    return faults


def keys_pointing_up(models: Iterable[type[Model]]) -> list[str]:
    """Name the relations whose target stands above, or beside, the room that holds them."""
    rank = {label: place for place, label in enumerate(ROOM_ORDER)}
    faults = []
    for model in models:
        here = model._meta.app_label
        for field in model._meta.get_fields():
            if not field.is_relation or field.auto_created or field.related_model is None:
                continue
            there = field.related_model._meta.app_label
            if here not in rank or there not in rank or here == there:
                continue
            if rank[there] > rank[here] or frozenset({here, there}) in SIBLINGS:
                faults.append(f"{model.__name__}.{field.name} points from {here} to {there}")
    return faults


def broken_contracts(root: Path) -> list[str]:
    """Return what the import linter says about the package below ``root``/src."""
    linter = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    done = subprocess.run(
        [*linter, "--no-cache", "--config", str(root / ".importlinter")],
        cwd=root,
        env={"PYTHONPATH": str(root / "src"), "PATH": "/usr/bin:/bin", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
    )
    return [] if done.returncode == 0 else [done.stdout + done.stderr]


def environment_readers(package: Path) -> list[str]:
    """Name the modules that read the environment past the one that declares what is read.

    The command line may hand its environment on to a program it starts; the web server learns from it
    where the settings are.
    """
    faults = []
    for path in _python(package):
        name = path.relative_to(package).as_posix()
        if name == "web/environment.py" or name.startswith(("web/management/", "web/keeping/")):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_read = isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
            if is_read and getattr(node.value, "id", "") == "os":
                faults.append(f"{name}:{node.lineno} reads the environment")
    return faults


def naming(package: Path, words: Iterable[str], allowed: Iterable[str]) -> list[str]:
    """Name the lines of code and templates that say one of ``words`` outside ``allowed`` places."""
    said = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in words))
    faults = []
    for path in [*_python(package), *sorted(package.rglob("*.html"))]:
        name = path.relative_to(package).as_posix()
        if any(name.startswith(place) for place in allowed):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if found := said.search(line):
                faults.append(f"{name}:{number} says {found.group()}")
    return faults


def index_addresses(lock: Path) -> list[str]:
    """Name the lines of a lock file that say where packages come from."""
    lines = enumerate(lock.read_text(encoding="utf-8").splitlines(), start=1)
    return [f"{lock.name}:{number} {line}" for number, line in lines if INDEX_ADDRESS.search(line)]


def unhashed(lock: Path) -> list[str]:
    """Name the requirements of a lock file that are not pinned or carry no hash."""
    joined = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    lines = (line.strip() for line in joined.splitlines())
    asked = [line for line in lines if line and not line.startswith("#")]
    return [line[:60] for line in asked if "==" not in line or "--hash=sha256:" not in line]


def not_locked(project: Iterable[str], lock: Path) -> list[str]:
    """Name the requirements of the project that the lock file does not pin."""
    pinned = set(re.findall(r"^([A-Za-z0-9_.-]+)==", lock.read_text(encoding="utf-8"), re.M))
    names = (re.split(r"[\[<>=!~ ;]", each, maxsplit=1)[0] for each in project)
    return [name for name in names if _normal(name) not in {_normal(each) for each in pinned}]


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def outside_addresses(package: Path) -> list[str]:
    """Name the lines of templates, styles and scripts that fetch from another host."""
    faults = []
    for path in sorted(package.rglob("*")):
        if path.suffix not in {".html", ".css", ".js"} or not path.is_file():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if OUTSIDE_ADDRESS.search(line) or LINK_TAG.search(line):
                faults.append(f"{path.relative_to(package)}:{number} {line.strip()[:80]}")
    return faults


def unlike_lock(lock: Path, held: dict[str, str]) -> list[str]:
    """Name the releases that the lock asks for on this machine and ``held`` lacks, or the reverse."""
    joined = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    asked = [Requirement(line.split(" --hash")[0]) for line in joined.splitlines() if "==" in line]
    here = [each for each in asked if each.marker is None or each.marker.evaluate()]
    wanted = {_normal(each.name): str(each.specifier).removeprefix("==") for each in here}
    faults = [
        f"{name} {version} is in the lock, {held.get(name, 'nothing')} is installed"
        for name, version in sorted(wanted.items())
        if held.get(name) != version
    ]
    strangers = sorted(set(held) - set(wanted) - NOT_LOCKED)
    return faults + [f"{name} is installed and not in the lock" for name in strangers]


def installed() -> dict[str, str]:
    """Return the installed releases by the name that locks use."""
    return {_normal(each.metadata["Name"]): each.version for each in distributions()}
