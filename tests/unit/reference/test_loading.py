"""A load stores all parts of a reading or none, whatever happens to it."""

import os
import resource
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from keyway.errors import Broken
from keyway.reference import loading
from keyway.reference.loading import (
    ContractBroken,
    DiskRefused,
    LoadRunning,
    free_bytes,
    load,
    prune,
)
from keyway.reference.store import Store
from tests.unit.reference.releases import (
    SOURCE,
    counties_part,
    reading,
    states_part,
    wages_part,
)

JANUARY, FEBRUARY = "2026-01-01", "2026-02-01"


def tree(root):
    """Every file below a folder but the lock, with its bytes."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def test_a_load_says_what_it_stored(tmp_path):
    changes = load(tmp_path, SOURCE, reading(states_part(), counties_part()), loaded_date=JANUARY)

    assert [(c.entry.table, c.entry.rows_count, c.was_stored) for c in changes] == [
        ("states", 1, True),
        ("counties", 3, True),
    ]


def test_loading_the_same_again_changes_nothing(tmp_path):
    load(tmp_path, SOURCE, reading(states_part()), loaded_date=JANUARY)
    before = tree(tmp_path)

    changes = load(tmp_path, SOURCE, reading(states_part()), loaded_date=FEBRUARY)

    assert [change.was_stored for change in changes] == [False]
    assert tree(tmp_path) == before


def test_the_order_of_rows_does_not_change_what_is_stored(tmp_path):
    part = counties_part(5)
    load(tmp_path, SOURCE, reading(part), loaded_date=JANUARY)

    backwards = replace(part, frame=part.frame.reverse())
    changes = load(tmp_path, SOURCE, reading(backwards), loaded_date=FEBRUARY)

    assert not changes[0].was_stored


def test_a_part_whose_file_was_deleted_by_hand_is_stored_again(tmp_path):
    load(tmp_path, SOURCE, reading(states_part()), loaded_date=JANUARY)
    next((tmp_path / "data").rglob("*.parquet")).unlink()

    changes = load(tmp_path, SOURCE, reading(states_part()), loaded_date=FEBRUARY)

    assert changes[0].was_stored
    assert Store([tmp_path]).read("states").height == 1


def test_a_corrected_release_takes_the_place_of_the_one_before(tmp_path):
    load(tmp_path, SOURCE, reading(wages_part(4330)), loaded_date=JANUARY)

    load(tmp_path, SOURCE, reading(wages_part(4340)), loaded_date=FEBRUARY)

    assert len(Store([tmp_path]).entries()) == 1
    assert Store([tmp_path]).read("oews_area_wages")["employment_count"].to_list() == [4340]


def test_narrow_numbers_are_stored_in_the_contract_s_type(tmp_path):
    part = wages_part(4330)
    narrow = replace(part, frame=part.frame.with_columns(pl.col("year").cast(pl.Int16)))

    load(tmp_path, SOURCE, reading(narrow), loaded_date=JANUARY)

    path = next((tmp_path / "data").rglob("*.parquet"))
    assert pl.read_parquet_schema(path)["year"] == pl.Int64


def test_rows_that_break_the_contract_leave_the_store_as_it_was(tmp_path):
    load(tmp_path, SOURCE, reading(states_part()), loaded_date=JANUARY)
    before = tree(tmp_path)
    bad = replace(
        states_part("39"), frame=states_part().frame.with_columns(state_code=pl.lit("az"))
    )

    with pytest.raises(ContractBroken) as refusal:
        load(tmp_path, SOURCE, reading(counties_part(), bad), loaded_date=FEBRUARY)

    assert tree(tmp_path) == before
    assert "state_code is not a code of this kind" in str(refusal.value)
    assert "state_fips '04', state_code 'az'" in str(refusal.value)
    assert "Nothing was stored" in str(refusal.value)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ((states_part(), states_part()), "twice"),
        ((states_part(part="a"), states_part(part="b")), "share rows"),
        ((states_part(part="../elsewhere"),), "named a part"),
        ((states_part(release="2024/05"),), "named a part"),
    ],
)
def test_parts_that_no_store_can_hold_are_a_fault_of_ours(tmp_path, parts, message):
    with pytest.raises(Broken, match=message):
        load(tmp_path, SOURCE, reading(*parts), loaded_date=JANUARY)

    assert not (tmp_path / "data").exists()


def test_columns_that_are_not_the_contract_s_are_a_fault_of_ours(tmp_path):
    part = replace(states_part(), frame=states_part().frame.drop("state_name"))

    with pytest.raises(Broken, match="geography gave"):
        load(tmp_path, SOURCE, reading(part), loaded_date=JANUARY)


def test_the_same_row_may_stand_in_two_releases_of_one_part(tmp_path):
    parts = (states_part(release="2020"), states_part(release="2024"))

    load(tmp_path, SOURCE, reading(*parts), loaded_date=JANUARY)

    assert Store([tmp_path]).read("states").height == 1


# --- two at once, killed, disk full --------------------------------------------------------------


def test_a_second_load_is_refused_while_one_is_writing(tmp_path, monkeypatch):
    write = loading._write_file
    refusals = []

    def write_while_another_comes(path, content):
        if not refusals:
            refusals.append(None)
            with pytest.raises(LoadRunning, match="Another load is running") as refusal:
                load(tmp_path, SOURCE, reading(states_part("39")), loaded_date=JANUARY)
            with pytest.raises(LoadRunning):
                prune(tmp_path)
            refusals.append(refusal.value)
        write(path, content)

    monkeypatch.setattr(loading, "_write_file", write_while_another_comes)
    load(tmp_path, SOURCE, reading(states_part()), loaded_date=JANUARY)

    assert len(refusals) == 2
    assert Store([tmp_path]).read("states")["state_fips"].to_list() == ["04"]


@pytest.mark.parametrize("fails_at", [1, 2, 3])
def test_a_load_that_fails_at_any_file_stores_nothing(tmp_path, monkeypatch, fails_at):
    load(tmp_path, SOURCE, reading(states_part(name="before")), loaded_date=JANUARY)
    before = tree(tmp_path)
    write, calls = loading._write_file, []

    def failing_write(path, content):
        calls.append(path)
        if len(calls) == fails_at:
            raise OSError(28, "No space left on device")
        write(path, content)

    monkeypatch.setattr(loading, "_write_file", failing_write)
    with pytest.raises(DiskRefused, match="No space left on device"):
        load(
            tmp_path,
            SOURCE,
            reading(states_part(name="after"), counties_part()),
            loaded_date=FEBRUARY,
        )

    assert tree(tmp_path) == before


@contextmanager
def largest_file(size):
    """Let this process write no file larger than ``size`` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("size", [0, 500, 1500])
def test_a_disk_that_takes_no_more_is_told_and_nothing_is_half_stored(tmp_path, size):
    load(tmp_path, SOURCE, reading(states_part(name="before")), loaded_date=JANUARY)
    before = tree(tmp_path)

    with largest_file(size), pytest.raises(DiskRefused, match="Nothing was stored"):
        load(
            tmp_path,
            SOURCE,
            reading(states_part(name="after", release="2024"), counties_part(900)),
            loaded_date=FEBRUARY,
        )

    assert tree(tmp_path) == before


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")

    with pytest.raises(DiskRefused):
        load(tmp_path / "file" / "store", SOURCE, reading(states_part()), loaded_date=JANUARY)


LOADER = """
    import sys
    from pathlib import Path
    from tests.unit.reference.releases import SOURCE, counties_part, reading, states_part
    from keyway.reference.loading import load
    print("ready", flush=True)
    for number in range(2, 10_000):
        parts = reading(
            states_part(name=str(number), release="2024"),
            counties_part(number % 50 + 1, release="2024"),
        )
        load(Path(sys.argv[1]), SOURCE, parts, loaded_date="2026-02-01")
"""


@pytest.mark.parametrize("after_seconds", [0.0, 0.003, 0.011, 0.029, 0.071, 0.15])
def test_a_load_killed_at_any_moment_leaves_a_store_that_reads(tmp_path, after_seconds):
    load(tmp_path, SOURCE, reading(states_part(name="1", release="2020")), loaded_date=JANUARY)
    loader = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(LOADER), str(tmp_path)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert loader.stdout is not None
    with loader.stdout as spoken:
        assert spoken.readline() == b"ready\n"
        time.sleep(after_seconds)
        loader.send_signal(signal.SIGKILL)
        loader.wait()

    store = Store([tmp_path])
    assert store.read("states").height == 1
    for entry in store.entries():
        assert pl.read_parquet(tmp_path / entry.file).height == entry.rows_count

    # The lock of the dead is free, and its leavings go.
    load(tmp_path, SOURCE, reading(states_part(name="next", release="2025")), loaded_date=FEBRUARY)
    prune(tmp_path)
    assert Store([tmp_path]).read("states")["state_name"].to_list() == ["next"]
    files = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.p*")}
    assert files == {entry.file for entry in Store([tmp_path]).entries()}


# --- prune ---------------------------------------------------------------------------------------


def test_prune_keeps_what_is_in_force_and_forgets_older_releases(tmp_path):
    for release in ("2020", "2024", "2022"):
        load(tmp_path, SOURCE, reading(states_part(release=release)), loaded_date=JANUARY)
    before = Store([tmp_path]).read("states")

    gone = prune(tmp_path)

    assert [entry.release_date for entry in gone] == ["2020", "2022"]
    assert Store([tmp_path]).read("states").equals(before)
    assert len(list((tmp_path / "data").rglob("*.parquet"))) == 1


def test_prune_of_a_folder_that_is_not_there_does_nothing(tmp_path):
    assert prune(tmp_path / "nothing") == []
    assert not (tmp_path / "nothing").exists()


def test_prune_removes_what_broken_loads_left(tmp_path):
    load(tmp_path, SOURCE, reading(states_part()), loaded_date=JANUARY)
    stray = tmp_path / "data" / "counties" / "04" / "2020-abc.parquet"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"half a file")

    prune(tmp_path)

    assert not (tmp_path / "data" / "counties").exists()
    assert Store([tmp_path]).read("states").height == 1


def test_free_space_is_told_for_a_folder_that_is_not_yet_there(tmp_path):
    assert free_bytes(tmp_path / "a" / "b") > 0
    assert free_bytes(Path("/")) > 0
