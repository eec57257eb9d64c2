"""What tests need is installed where that may be done; else the way to get it is told."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from keyway.web.keeping.debian import Program, install_missing

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

HERE = Program("sh", "dash")
NOWHERE = Program("no-such-browser", "chromium")


def test_a_program_on_the_path_is_found() -> None:
    assert HERE.found().endswith("/sh")


def test_the_newest_of_several_places_is_taken(tmp_path: Path) -> None:
    for version in ("14", "15"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "no-such-server").touch()
    places = (f"{tmp_path.relative_to('/')}/*/bin/no-such-server",)

    assert (
        Program("no-such-server", "postgresql", places).found().endswith("/15/bin/no-such-server")
    )


def test_nothing_is_said_when_nothing_is_missing() -> None:
    said: list[str] = []

    assert install_missing((HERE,), said.append) == []
    assert said == []


def test_someone_who_may_not_install_is_told_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[str] = []
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert install_missing((HERE, NOWHERE), said.append) == [NOWHERE]
    assert "On Debian: apt-get install chromium" in said[0]


def test_an_installation_that_fails_is_told_with_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = tmp_path / "apt-get"
    fake.write_text("#!/bin/sh\necho 'No route to the archive' >&2\nexit 100\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    said: list[str] = []

    assert install_missing((NOWHERE,), said.append) == [NOWHERE]
    assert "No route to the archive" in " ".join(said)
    assert "By hand: apt-get install chromium" in said[-1]


def test_what_was_installed_is_missing_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = tmp_path / "apt-get"
    fake.write_text(f"#!/bin/sh\ncp {shutil.which('true')} {tmp_path}/no-such-browser\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    assert install_missing((NOWHERE,), lambda _: None) == []
