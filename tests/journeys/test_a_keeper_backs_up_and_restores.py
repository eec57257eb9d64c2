"""Whoever keeps the site takes a backup while it runs, loses the machine and comes back."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tarfile
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.served import Site, serve


def _keyway(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name[:7] != "KEYWAY_"}
    return subprocess.run(
        [sys.executable, "-m", "keyway.web.management.cli", *words],
        env={**environment, "KEYWAY_DATA": str(data)},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture(scope="module")
def archive(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the running site, with one image among its media."""
    media = site.data / "media" / "images"
    media.mkdir(parents=True, exist_ok=True)
    (media / "plant.png").write_bytes(b"\x89PNG not really")
    target = tmp_path_factory.mktemp("backup") / "monday.tar"
    done = _keyway(site.data, "backup", str(target))
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture(scope="module")
def restored(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that the backup was restored to; nothing runs on it."""
    data = tmp_path_factory.mktemp("restored") / "data"
    done = _keyway(data, "restore", str(archive))
    assert done.returncode == 0, done.stderr
    return data


@pytest.fixture
def stands(restored: Path, tmp_path: Path) -> Path:
    """A data folder of the test's own, as the backup was restored to it."""
    return Path(shutil.copytree(restored, tmp_path / "data"))


@pytest.fixture
def served_before(stands: Path, site: Site) -> Path:
    """A data folder that was restored and served already, so that it is served again at once."""
    shutil.copytree(site.data / "static", stands / "static")
    for stamp in site.data.glob("*-filled-from"):
        shutil.copy(stamp, stands)
    return stands


def _get(url: str) -> str:
    with urlopen(url, timeout=30) as answer:  # noqa: S310 — our own site
        text: str = answer.read().decode()
    return text


def test_a_backup_names_and_fingerprints_every_file(archive: Path) -> None:
    with tarfile.open(archive) as tar:
        names = tar.getnames()
        manifest = json.load(tar.extractfile("manifest.json"))  # type: ignore[arg-type]

    assert names[0] == "manifest.json"
    assert {each["name"] for each in manifest["files"]} == set(names[1:])
    assert {"database.sqlite3", "media/images/plant.png"} <= set(names)
    assert all(len(each["sha256"]) == 64 for each in manifest["files"])
    assert archive.stat().st_mode & 0o077 == 0


def test_the_restored_site_shows_the_same_pages_and_starts_without_making_anything(
    stands: Path,
) -> None:
    with serve(stands) as again:
        assert "Para estudiantes" in _get(f"{again.url}/es/students/")
        words = (stands / "words.txt").read_text()

    assert "Making the database" not in words
    assert (stands / "media/images/plant.png").read_bytes() == b"\x89PNG not really"


def test_a_running_site_is_not_replaced(archive: Path, site: Site) -> None:
    done = _keyway(site.data, "restore", str(archive), "--replace")

    assert done.returncode == 1
    assert "Another Keyway is running" in done.stderr
    assert site.health()["ok"] is True


def test_a_site_that_stands_is_replaced_only_when_told_to(archive: Path, stands: Path) -> None:
    refused = _keyway(stands, "restore", str(archive))
    replaced = _keyway(stands, "restore", str(archive), "--replace")

    assert refused.returncode == 1
    assert "say --replace" in refused.stderr
    assert replaced.returncode == 0, replaced.stderr


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        ("cut", "is not a whole archive"),
        ("flipped", "in it is damaged"),
        ("foreign", "was not made by `keyway backup`"),
        ("renamed", "is not a whole archive"),
    ],
)
def test_a_damaged_archive_is_refused_and_nothing_changes(
    archive: Path, stands: Path, tmp_path: Path, damage: str, why: str
) -> None:
    before = {path: path.read_bytes() for path in stands.rglob("*") if path.is_file()}
    bad = tmp_path / "bad.tar"
    _damage(archive, bad, damage)

    done = _keyway(stands, "restore", str(bad), "--replace")

    assert done.returncode == 1
    assert why in done.stderr
    assert "Nothing was changed" in done.stderr
    assert {path: path.read_bytes() for path in stands.rglob("*") if path.is_file()} == before


def _damage(archive: Path, bad: Path, damage: str) -> None:
    content = bytearray(archive.read_bytes())
    if damage == "cut":
        content = content[: len(content) // 2]
    elif damage == "flipped":
        content[len(content) // 2] ^= 0xFF
    elif damage == "renamed":
        content = bytearray(b"PK\x03\x04 a workbook, not a backup")
    bad.write_bytes(content)
    if damage == "foreign":
        with tarfile.open(bad, "w") as tar:
            tar.add(Path(__file__), arcname="holiday.txt")


def test_an_archive_that_reaches_outside_its_folder_is_refused(tmp_path: Path) -> None:
    bad = tmp_path / "bad.tar"
    manifest = tmp_path / "manifest.json"
    described = {"name": "../../outside.txt", "size": 1, "sha256": "0" * 64}
    manifest.write_text(json.dumps({"form": 1, "vendor": "sqlite", "files": [described]}))
    with tarfile.open(bad, "w") as tar:
        tar.add(manifest, arcname="manifest.json")
        tar.add(Path(__file__), arcname="../../outside.txt")

    done = _keyway(tmp_path / "data", "restore", str(bad))

    assert done.returncode == 1
    assert "does not belong in it" in done.stderr


def test_stopping_leaves_no_process_behind(served_before: Path) -> None:
    with serve(served_before) as again:
        family = _descendants(again.process.pid)
        assert len(family) >= 3
        again.process.send_signal(signal.SIGINT)
        code = again.process.wait(timeout=30)

    assert code == 0
    assert [pid for pid in family if Path(f"/proc/{pid}").exists()] == []


def test_a_supervisor_that_is_killed_takes_its_processes_with_it(served_before: Path) -> None:
    with serve(served_before) as again:
        family = _descendants(again.process.pid)
        again.process.kill()
        again.process.wait(timeout=10)
        deadline = time.monotonic() + 20
        while any(_is_alive(pid) for pid in family) and time.monotonic() < deadline:
            time.sleep(0.2)

    assert [pid for pid in family if _is_alive(pid)] == []


def test_the_state_that_was_chosen_is_remembered(served_before: Path) -> None:
    with serve(served_before, "--state", "oh"):
        pass
    said = _keyway(served_before, "check").stdout

    assert "shows OH" in said


def test_a_port_that_is_taken_is_told_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()

        done = _keyway(tmp_path, "up", "--port", str(other.getsockname()[1]))

    assert done.returncode == 1
    assert "is taken by another program" in done.stderr
    assert "Traceback" not in done.stderr


def _descendants(pid: int) -> list[int]:
    found = []
    for child in _children(pid):
        found += [child, *_descendants(child)]
    return found


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for each in listed for child in each.read_text().split()]


def _is_alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    try:
        return "State:\tZ" not in status.read_text()
    except OSError:
        return False
