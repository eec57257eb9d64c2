"""What Arizona's cohorts earned in technical districts: the known numbers, from the state's files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from keyway.reference.loading import load
from keyway.reference.lookups import places, programs, registry
from keyway.reference.store import STARTER, Store
from keyway.sources.ade import cted

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def profiles(official: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The state's files, loaded as a keeper loads them; names of places from the starter data."""
    folder = official / "az_cted_achievement_profiles"
    if not folder.is_dir():
        pytest.skip(f"no achievement profiles at {folder}")
    root = tmp_path_factory.mktemp("profiles")
    load(root, cted.SOURCE, cted.read(folder), loaded_date="2026-11-22")
    return Store((root, STARTER))


def test_20264_were_earned_in_2025_of_which_2084_in_manufacturing_and_67_in_its_rest(
    profiles: Store,
) -> None:
    listed = registry.load().fields_of_state("AZ")

    found = programs.cohorts(profiles, listed)

    assert found.rows() == [
        (2023, 12_008, 1_154, 83),
        (2024, 16_614, 1_704, 105),
        (2025, 20_264, 2_084, 67),
    ]


def test_programs_of_the_state_add_up_to_what_its_files_say(profiles: Store) -> None:
    state = places.state(profiles, "AZ")
    rows = [
        row
        for row in programs.counts(profiles, state, registry.load())
        if row["source_key"] == programs.PROFILES
    ]
    sums = dict.fromkeys((2023, 2024, 2025), 0)
    for row in rows:
        sums[row["cohort_year"]] += row["earned_count"] or 0

    assert sums == {2023: 1_154, 2024: 1_704, 2025: 2_084}
    assert len({row["official_code"] for row in rows}) == 14
