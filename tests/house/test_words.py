"""No state is named in code, no lock says where packages come from, no page fetches from elsewhere."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.house import rules

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "keyway"
LOCKS = ["requirements.txt", "requirements-test.txt"]
STATE = ("Arizona", "Maricopa", "Pima", "Phoenix", "Tucson")
# A publisher of Arizona's own files knows its state; the default is a setting.
MAY_NAME_A_STATE = ("sources/ade", "web/settings.py", "web/environment.py")


def test_no_state_is_named_in_code_or_templates() -> None:
    assert rules.naming(PACKAGE, STATE, MAY_NAME_A_STATE) == []


def test_a_state_named_in_a_template_is_found(tmp_path: Path) -> None:
    (tmp_path / "gap.html").write_text("<h1>\nJobs in Arizona\n</h1>")

    assert rules.naming(tmp_path, STATE, ()) == ["gap.html:2 says Arizona"]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_and_hashes_everything_and_names_no_index(lock: str) -> None:
    assert rules.index_addresses(ROOT / lock) == []
    assert rules.unhashed(ROOT / lock) == []


def test_an_index_in_a_lock_and_a_requirement_without_a_hash_are_found(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.txt"
    lock.write_text("--index-url https://example.org/simple\nDjango==5.2\n")

    assert rules.index_addresses(lock) == [
        "requirements.txt:1 --index-url https://example.org/simple"
    ]
    assert "Django==5.2" in rules.unhashed(lock)


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    tests = project["optional-dependencies"]["test"]

    assert rules.not_locked(project["dependencies"], ROOT / LOCKS[0]) == []
    assert rules.not_locked(project["dependencies"] + tests, ROOT / LOCKS[1]) == []


def test_the_test_lock_holds_the_same_releases_as_the_other() -> None:
    first, second = (
        {line.split()[0] for line in (ROOT / lock).read_text("utf-8").splitlines() if "==" in line}
        for lock in LOCKS
    )

    assert {line for line in first - second if not line.startswith("#")} == set()


def test_a_requirement_that_is_not_locked_is_found(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.txt"
    lock.write_text("django-ninja==1.7.1 --hash=sha256:00\n")

    assert rules.not_locked(["Django_Ninja>=1", "polars[x]>=2"], lock) == ["polars"]


def test_the_environment_holds_what_the_lock_says_and_nothing_else() -> None:
    assert rules.unlike_lock(ROOT / "requirements-test.txt", rules.installed()) == []


def test_another_release_and_a_stranger_in_the_environment_are_found(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.txt"
    lock.write_text("polars==2.1.0 --hash=sha256:00\npywin==1 ; sys_platform == 'win32'\n")

    assert rules.unlike_lock(lock, {"polars": "2.0.0", "leftpad": "1.0"}) == [
        "polars 2.1.0 is in the lock, 2.0.0 is installed",
        "leftpad is installed and not in the lock",
    ]


def test_no_page_fetches_from_another_host() -> None:
    assert rules.outside_addresses(PACKAGE) == []


@pytest.mark.parametrize(
    "line",
    [
        '<script src="https://cdn.example.org/x.js"></script>',
        '<img src="//example.org/x.png">',
        '<link rel="stylesheet" href="https://example.org/x.css">',
        '@import "https://example.org/x.css";',
        "body { background: url(https://example.org/x.png) }",
    ],
)
def test_a_page_that_fetches_from_another_host_is_found(tmp_path: Path, line: str) -> None:
    (tmp_path / "page.html").write_text(line)

    assert len(rules.outside_addresses(tmp_path)) == 1


def test_a_link_that_a_reader_may_follow_is_welcome(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text('<a href="https://www.bls.gov/oes/">the source</a>')

    assert rules.outside_addresses(tmp_path) == []
