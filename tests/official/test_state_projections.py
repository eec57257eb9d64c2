"""Today's file of state projections."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from keyway.reference.contract import CONTRACTS, failing_rows
from keyway.sources.projections import states

if TYPE_CHECKING:
    from pathlib import Path

    from keyway.reference.releases import Reading


@pytest.fixture(scope="module")
def reading(official: Path) -> Reading:
    return states.read(official / "projections_central" / "state_projections.csv")


def test_every_row_satisfies_its_contract(reading: Reading) -> None:
    for part in reading.parts:
        assert failing_rows(CONTRACTS[part.table], part.frame)[0] == {}


def test_55_areas_and_all_rows_are_kept(reading: Reading) -> None:
    # The file has 36,628 lines below its header; the last two are blank.
    assert (reading.rows_read, len(reading.parts)) == (36_626, 55)
    assert sum(part.frame.height for part in reading.parts) == 36_626
    assert {part.release for part in reading.parts} == {"2022–2032"}


def test_arizonas_openings_are_the_known_total(reading: Reading) -> None:
    arizona = next(part.frame for part in reading.parts if part.part == "04")

    assert arizona.height == 740
    total = arizona.filter(pl.col("soc_code") == "00-0000").row(0, named=True)
    assert total["openings_count"] == 437_290
    assert (total["employment_base_count"], total["employment_projected_count"]) == (
        3_319_520,
        3_797_490,
    )
    machinists = arizona.filter(pl.col("soc_code") == "51-4041").row(0, named=True)
    assert machinists["openings_count"] == 660


def test_the_arizona_selection_agrees_with_the_whole(official: Path, reading: Reading) -> None:
    name = "arizona_state_projections_2022_2032.csv"

    alone = states.read(official / "projections_central" / name).parts[0]

    assert alone.frame.equals(next(p.frame for p in reading.parts if p.part == "04"))
