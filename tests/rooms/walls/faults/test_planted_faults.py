"""Every fault of authorization that somebody could make turns the walk or a test red."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection

from keyway.web.keeping.debian import POSTGRESQL
from tests.postgresql import postgresql
from tests.rooms.walls.faults.planting import Fault, copy_tree, faults, is_red, plant

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="the faults choose their database themselves"
)
ALL = faults()
SAMPLE = [each for each in ALL if each.sample]
LONG = [each for each in ALL if not each.sample]


def _names(chosen: list[Fault]) -> list[str]:
    return [each.what for each in chosen]


def _is_caught(fault: Fault, folder: Path) -> tuple[bool, str]:
    tree = copy_tree(folder)
    plant(fault, tree)
    data = folder / "data"
    data.mkdir()
    if not fault.postgresql:
        return is_red(fault, tree, data)
    if not POSTGRESQL.found():
        pytest.skip("no PostgreSQL; on Debian: apt-get install postgresql")
    with postgresql() as address:
        return is_red(fault, tree, data, address)


def test_there_are_enough_faults() -> None:
    assert len(ALL) >= 20


@pytest.mark.parametrize("fault", SAMPLE, ids=_names(SAMPLE))
def test_a_fault_is_caught(fault: Fault, tmp_path: Path) -> None:
    caught, words = _is_caught(fault, tmp_path)

    assert caught, words


@pytest.mark.long
@pytest.mark.parametrize("fault", LONG, ids=_names(LONG))
def test_every_other_fault_is_caught_too(fault: Fault, tmp_path: Path) -> None:
    caught, words = _is_caught(fault, tmp_path)

    assert caught, words


@pytest.mark.long
@pytest.mark.parametrize(
    "healthy",
    [each for each in ALL if each.walk and not each.postgresql],
    ids=lambda each: each.walk,
)
def test_without_a_fault_the_same_walk_is_green(healthy: Fault, tmp_path: Path) -> None:
    tree, data = copy_tree(tmp_path), tmp_path / "data"
    data.mkdir()

    red, words = is_red(healthy, tree, data)

    assert not red, words
