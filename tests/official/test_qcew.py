"""Files of the employment census, where some are at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from keyway.reference.contract import CONTRACTS, failing_rows
from keyway.sources import qcew

if TYPE_CHECKING:
    from pathlib import Path


def test_the_census_satisfies_its_contract(official: Path) -> None:
    folder = official / "qcew"
    if not folder.is_dir():
        pytest.skip(f"no files of the employment census at {folder}")

    reading = qcew.read(folder)

    for part in reading.parts:
        assert failing_rows(CONTRACTS[part.table], part.frame)[0] == {}, part.part
    rows = pl.concat(part.frame for part in reading.parts)
    hidden = rows.filter(pl.col("employment_note").is_not_null())
    assert hidden["employment_count"].null_count() == hidden.height
