"""The boot script needs nothing but Python, writes down no address and refuses in a sentence."""

from __future__ import annotations

import ast
import json
import os
import re
import runpy
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "keyway"


@pytest.fixture
def boot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module that believes it stands in an empty project with two locks."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    spec = spec_from_loader("boot", SourceFileLoader("boot", str(SCRIPT)))
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, lock in {"up": "requirements.txt", "test": "requirements-test.txt"}.items():
        (tmp_path / lock).write_text(f"# {name}\n")
        module.LOCKS[name] = tmp_path / lock
    module.ROOT, module.VENV, module.TOOLS = tmp_path, tmp_path / ".venv", tmp_path / ".tools"
    module.STAMP, module.PYTHON = tmp_path / ".venv" / "stamp", Path(sys.executable)
    module.VENV.mkdir()
    return module


def _stamp(boot: ModuleType, *locks: str) -> None:
    made = {lock: boot.fingerprint(lock) for lock in locks}
    boot.STAMP.write_text(json.dumps({"root": str(boot.ROOT), **made}))


def test_it_imports_nothing_but_the_standard_library() -> None:
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"))
    names = [each.names[0].name for each in ast.walk(tree) if isinstance(each, ast.Import)]
    names += [each.module or "" for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)]

    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_it_names_no_address() -> None:
    assert not re.search(r"https?:|\w+\.(?:org|com|io|dev)\b", SCRIPT.read_text(encoding="utf-8"))


def test_an_older_python_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))

    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer; this is Python 3\.9"):
        runpy.run_path(str(SCRIPT))


def test_an_environment_that_holds_the_lock_is_left_alone(boot: ModuleType) -> None:
    _stamp(boot, "up")

    assert boot.is_current("up")
    assert not boot.is_current("test")


@pytest.mark.parametrize("change", ["lock", "place", "stamp", "python"])
def test_a_changed_lock_a_moved_project_or_a_lost_stamp_asks_for_a_new_one(
    boot: ModuleType, change: str
) -> None:
    _stamp(boot, "up")

    if change == "lock":
        boot.LOCKS["up"].write_text("polars==3\n")
    elif change == "place":
        boot.ROOT = Path("/elsewhere")
    elif change == "stamp":
        boot.STAMP.write_text("half a st")
    else:
        boot.PYTHON = boot.VENV / "bin" / "python"

    assert not boot.is_current("up")


def test_what_pip_is_told_is_told_to_uv(
    boot: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "pip"
    told.write_text(
        "#!/bin/sh\n"
        "echo \"global.index-url='file:///mirror/simple'\"\n"
        "printf '%s\\n' \"global.extra-index-url='\\\\nfile:///a\\\\nfile:///b'\"\n"
        "echo \":env:.no-index='1'\"\n"
        "echo \":env:.cert='/etc/ssl/ours.pem'\"\n"
        "echo \"install.user='true'\"\n"
    )
    told.chmod(0o755)
    monkeypatch.setattr(boot, "pip", lambda: [str(told)])
    monkeypatch.setenv("SSL_CERT_FILE", "/already/chosen.pem")

    assert boot.pip_settings_for_uv() == {
        "UV_DEFAULT_INDEX": "file:///mirror/simple",
        "UV_INDEX": "file:///a file:///b",
        "UV_NO_INDEX": "1",
    }


def test_without_uv_pip_installs(boot: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(boot, "find_uv", lambda: None)
    monkeypatch.setattr(boot, "install_with_pip", done.append)
    monkeypatch.setattr(boot, "put_project_on_path", lambda: None)

    boot.make_environment("test")

    assert done == ["test"]
    assert boot.is_current("test")
    assert boot.is_current("up")


def test_when_uv_does_not_succeed_pip_installs(
    boot: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(boot, "find_uv", lambda: ["false"])
    monkeypatch.setattr(boot, "pip_settings_for_uv", dict)
    monkeypatch.setattr(boot, "install_with_pip", done.append)
    monkeypatch.setattr(boot, "put_project_on_path", lambda: None)

    boot.make_environment("up")

    assert done == ["up"]


def test_a_failed_install_ends_in_a_sentence_and_leaves_no_stamp(
    boot: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stamp(boot, "up")
    monkeypatch.setattr(boot, "find_uv", lambda: None)
    monkeypatch.setattr(boot, "pip", lambda: ["false"])

    with pytest.raises(SystemExit, match="could not be installed"):
        boot.make_environment("up")

    assert not boot.is_current("up")


def test_it_answers_from_any_folder_with_an_empty_environment(tmp_path: Path) -> None:
    # The environment these tests run in is the one that the script would make.
    if not (ROOT / ".venv" / "keyway-stamp.json").exists():
        pytest.skip("the environment was not made by ./keyway")

    done = subprocess.run(
        [sys.executable, str(SCRIPT), "help"],
        cwd=tmp_path,
        env={"PATH": os.defpath},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    assert "keyway WORD" in done.stdout
