"""Files, folders and the share of tests stay within what is comfortable to read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house import rules

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "keyway"


@pytest.mark.parametrize("folder", ["src", "tests", "benchmarks"])
def test_no_file_is_longer_than_five_hundred_lines(folder: str) -> None:
    assert rules.too_long(ROOT / folder) == []


def test_a_file_of_five_hundred_and_one_lines_is_found(tmp_path: Path) -> None:
    (tmp_path / "long.py").write_text("x = 1\n" * 501)
    (tmp_path / "short.py").write_text("x = 1\n" * 500)

    assert rules.too_long(tmp_path) == ["long.py: 501 lines"]


def test_no_folder_is_crowded_or_deep() -> None:
    assert rules.crowded(PACKAGE) == []


def test_a_crowded_folder_and_a_deep_one_are_found(tmp_path: Path) -> None:
    for number in range(15):
        (tmp_path / "needs" / f"part_{number}").mkdir(parents=True)
    (tmp_path / "engine" / "supply" / "online").mkdir(parents=True)

    assert rules.crowded(tmp_path) == [
        "engine/supply/online: 3 folders deep",
        "needs: 15 entries",
    ]


def test_what_django_lays_out_may_be_deep(tmp_path: Path) -> None:
    (tmp_path / "needs" / "templates" / "needs" / "parts").mkdir(parents=True)
    (tmp_path / "web" / "management" / "commands").mkdir(parents=True)

    assert rules.crowded(tmp_path) == []
