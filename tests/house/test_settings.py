"""Settings are declared once, documented, and production refuses what is unsafe."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from keyway.web.environment import DECLARED
from tests.house import rules

ROOT = Path(__file__).resolve().parents[2]
NAMES = [setting.name for setting in DECLARED]


@pytest.mark.parametrize("page", [".env.example", "docs/reference/settings.md"])
def test_every_setting_is_documented(page: str) -> None:
    written = (ROOT / page).read_text(encoding="utf-8")

    assert [name for name in NAMES if name not in written] == []


def test_the_environment_is_read_in_one_place() -> None:
    assert rules.environment_readers(ROOT / "src" / "keyway") == []


def test_a_reader_of_the_environment_elsewhere_is_found(tmp_path: Path) -> None:
    (tmp_path / "needs").mkdir()
    (tmp_path / "needs" / "queries.py").write_text("import os\nDEPTH = os.environ['DEPTH']\n")

    assert rules.environment_readers(tmp_path) == ["needs/queries.py:2 reads the environment"]


def _keyway(tmp_path: Path, *words: str, **given: str) -> subprocess.CompletedProcess[str]:
    # What tests in a browser set for Django is none of the site's.
    ours = ("KEYWAY_", "DJANGO_ALLOW_")
    environment = {name: each for name, each in os.environ.items() if not name.startswith(ours)}
    return subprocess.run(
        [sys.executable, "-m", "keyway.web.management.cli", *words],
        env={**environment, "KEYWAY_DATA": str(tmp_path), **given},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )


def test_production_asks_for_host_names_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("k" * 60)

    done = _keyway(tmp_path, "check", KEYWAY_MODE="production")

    assert done.returncode == 1
    assert "KEYWAY_HOSTS is not set" in done.stderr
    assert "Traceback" not in done.stderr


def test_production_asks_for_a_secret_key_in_a_sentence(tmp_path: Path) -> None:
    done = _keyway(tmp_path, "check", KEYWAY_MODE="production", KEYWAY_HOSTS="keyway.example.org")

    assert done.returncode == 1
    assert "KEYWAY_SECRET_KEY is not set" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_mode_that_does_not_exist_is_refused_with_those_that_do(tmp_path: Path) -> None:
    done = _keyway(tmp_path, "check", KEYWAY_MODE="staging")

    assert done.returncode == 1
    assert "local, production" in done.stderr


def test_production_settings_pass_every_check_for_deployment(tmp_path: Path) -> None:
    done = _keyway(
        tmp_path,
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        KEYWAY_MODE="production",
        KEYWAY_HOSTS="keyway.example.org",
        KEYWAY_SECRET_KEY="0123456789abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ",  # noqa: S106 — of no site
    )

    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout + done.stderr
