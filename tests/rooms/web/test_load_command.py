"""`keyway load`: a publisher's file goes into the store whole, or is refused in one sentence."""

from __future__ import annotations

import fcntl
import io
import os
import resource
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.test import override_settings
from django_tasks_db.models import DBTaskResult

from keyway.errors import Refused
from keyway.needs.actions.findings import reckon_gap
from keyway.reference.loading import DiskRefused, LoadRunning
from keyway.reference.releases import FileRefused
from keyway.reference.store import Store
from keyway.web.management.commands.load import SomeRefused
from keyway.web.management.intake import NobodysFile, WrongRelease

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PROGRAMS = """CIPFamily,CIPCode,Action,CIPTitle,CIPDefinition
48,48,No substantive changes,PRECISION PRODUCTION.,Crafts.
48,48.05,No substantive changes,Precision Metal Working.,Metals.
48,48.0501,No substantive changes,Machine Tool Technology/Machinist.,Machining.
48,48.0511,Moved from,Metal Fabricator.,Gone.
61,61,New,MEDICAL RESIDENCY/FELLOWSHIP PROGRAMS.,Residencies.
"""


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """The folder of the store that the command writes."""
    with override_settings(REFERENCE_DIR=tmp_path / "reference"):
        yield tmp_path / "reference"


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A short list of programs in the publisher's layout."""
    path = tmp_path / "CIPCode2020.csv"
    path.write_text(PROGRAMS, encoding="utf-8")
    return path


def load(*arguments: object) -> str:
    """Run the command and return what it says."""
    out = io.StringIO()
    call_command("load", *(str(each) for each in arguments), stdout=out, stderr=out)
    return out.getvalue()


def titles(root: Path) -> list[str]:
    """Names of programs, as a reader of the store sees them."""
    return Store([root]).read("cip_programs")["program_name"].to_list()


# --- what it says ----------------------------------------------------------------------------------


def test_a_load_reports_what_it_read_kept_and_left_out(root: Path, programs: Path) -> None:
    said = load("cip", programs)

    assert "Read 5 rows from 1 file; keep 4 rows." in said
    assert "cip_programs" in said
    assert "stored" in said
    assert "48.0511" in said
    assert "Machine Tool Technology/Machinist" in titles(root)


def test_loading_the_same_file_again_says_that_nothing_changed(root: Path, programs: Path) -> None:
    load("cip", programs)
    before = (root / "catalog.json").read_bytes()

    said = load("cip", programs)

    assert "unchanged" in said
    assert "Queued" not in said
    assert (root / "catalog.json").read_bytes() == before


def test_the_content_tells_the_source_where_nobody_says_it(root: Path, programs: Path) -> None:
    renamed = programs.rename(programs.with_name("download (3).txt"))

    load("auto", renamed)

    assert len(titles(root)) == 4


def test_a_file_of_another_publisher_is_told_by_name_and_by_the_right_command(
    root: Path, programs: Path
) -> None:
    with pytest.raises(FileRefused) as refusal:
        load("oews", programs)

    assert "Classification of Instructional Programs" in str(refusal.value)
    assert "keyway load cip" in str(refusal.value)
    assert not root.exists()


def test_a_file_that_nobody_knows_is_refused(root: Path, tmp_path: Path) -> None:
    (tmp_path / "menu.csv").write_text("dish,price\nsoup,4\n", encoding="utf-8")

    with pytest.raises(NobodysFile, match="no file that Keyway knows"):
        load("auto", tmp_path / "menu.csv")


@pytest.mark.parametrize("name", ["nothing.csv", "folder/nothing.zip"])
def test_a_path_that_leads_nowhere_is_refused(root: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(FileRefused, match="There is no such file"):
        load("cip", tmp_path / name)


def test_a_file_of_another_release_than_the_one_meant_is_refused(
    root: Path, programs: Path
) -> None:
    with pytest.raises(WrongRelease, match="holds CIP 2020, not 2010"):
        load("cip", programs, "--release", "2010")

    assert not root.exists()


@pytest.mark.parametrize("release", ["2020", "CIP 2020", "cip 2020"])
def test_the_release_meant_may_be_written_as_name_or_year(
    root: Path, programs: Path, release: str
) -> None:
    load("cip", programs, "--release", release)

    assert len(titles(root)) == 4


def test_one_bad_file_of_a_folder_does_not_keep_the_others_out(root: Path, programs: Path) -> None:
    older = programs.with_name("CIPCode2010.csv")
    older.write_text(PROGRAMS.replace("61,61,New", "60,60,New"), encoding="utf-8")
    out = io.StringIO()

    with pytest.raises(SomeRefused, match="the others are stored"):
        call_command("load", "auto", str(programs.parent), stdout=out, stderr=out)

    assert "CIPCode2010.csv" in out.getvalue()
    assert len(titles(root)) == 4


def test_a_change_queues_the_findings_that_depend_on_it(root: Path, programs: Path) -> None:
    said = load("cip", programs)

    queued = DBTaskResult.objects.filter(task_path=reckon_gap.module_path).count()
    assert (f"Queued {queued} reckonings" in said) == (queued > 0)
    assert ("No finding depends" in said) == (queued == 0)


def test_what_the_file_says_is_never_taken_for_markup(root: Path, programs: Path) -> None:
    odd = programs.rename(programs.with_name("[red]odd.csv"))

    assert "[red]odd.csv" in load("cip", odd)


# --- what goes wrong ---------------------------------------------------------------------------------


def test_a_load_is_refused_while_another_runs(root: Path, programs: Path) -> None:
    root.mkdir()
    with (root / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        with pytest.raises(LoadRunning, match="Another load is running"):
            load("cip", programs)

    load("cip", programs)
    assert len(titles(root)) == 4


def test_a_full_disk_leaves_the_last_good_release(root: Path, programs: Path) -> None:
    load("cip", programs)
    programs.write_text(PROGRAMS.replace("Machinist", "Machinists"), encoding="utf-8")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(DiskRefused, match="Nothing was stored"):
            load("cip", programs)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert "Machine Tool Technology/Machinist" in titles(root)
    assert not list(root.rglob("*.partial"))


@pytest.mark.parametrize(
    "spoiled",
    [
        PROGRAMS[:40],
        PROGRAMS.replace("CIPCode", "Code"),
        PROGRAMS.replace("48.0501", "48.05.01"),
        PROGRAMS.replace("Machine Tool Technology/Machinist.", ""),
        "",
        "<!DOCTYPE html><html><body>Access denied</body></html>",
    ],
    ids=["cut", "column gone", "code broken", "title gone", "empty", "web page"],
)
def test_a_spoiled_file_is_refused_and_the_store_stays(
    root: Path, programs: Path, spoiled: str
) -> None:
    load("cip", programs)
    before = (root / "catalog.json").read_bytes()
    programs.write_text(spoiled, encoding="utf-8")

    with pytest.raises(Refused) as refusal:
        load("cip", programs)

    assert "CIPCode2020.csv" in str(refusal.value)
    assert (root / "catalog.json").read_bytes() == before


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_make_no_difference(
    root: Path, programs: Path, newline: str, mark: str
) -> None:
    programs.write_bytes((mark + PROGRAMS.replace("\n", newline)).encode())

    load("cip", programs)

    assert len(titles(root)) == 4


@pytest.mark.parametrize("after_seconds", [0.4, 1.2, 1.6, 2.0])
def test_a_command_killed_at_any_moment_leaves_a_store_that_reads(
    tmp_path: Path, programs: Path, after_seconds: float
) -> None:
    data = tmp_path / "data"
    with override_settings(REFERENCE_DIR=data / "reference"):
        load("cip", programs)
    programs.write_text(PROGRAMS.replace("Machinist", "Machinists"), encoding="utf-8")
    loader = subprocess.Popen(
        [sys.executable, "-m", "keyway.web.management.cli", "load", "cip", str(programs)],
        env={**os.environ, "KEYWAY_DATA": str(data), "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(after_seconds)
    loader.send_signal(signal.SIGKILL)
    loader.wait()

    assert len(titles(data / "reference")) == 4
