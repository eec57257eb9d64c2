"""Today's lists of industries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from keyway.reference.contract import CONTRACTS, failing_rows
from keyway.reference.releases import FileRefused, Part
from keyway.sources.systems import naics

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def parts(official: Path) -> dict[str, Part]:
    return {each.part: each for each in naics.read(official / "naics").parts}


def test_every_row_satisfies_its_contract(parts: dict[str, Part]) -> None:
    for part in parts.values():
        assert failing_rows(CONTRACTS[part.table], part.frame)[0] == {}


def test_the_editions_have_the_published_numbers_of_industries(parts: dict[str, Part]) -> None:
    six = {
        edition: parts[edition].frame.filter(pl.col("digits_count") == 6).height
        for edition in ("2017", "2022")
    }

    # Industry counts as the Bureau states them for each edition.
    assert six == {"2017": 1057, "2022": 1012}


def test_semiconductors_and_the_sector_are_there(parts: dict[str, Part]) -> None:
    names = dict(parts["2022"].frame.select("naics_code", "industry_name").rows())

    assert names["31-33"] == "Manufacturing"
    assert names["334413"].startswith("Semiconductor")


def test_the_links_join_both_editions(parts: dict[str, Part]) -> None:
    links = parts["2017-2022"].frame

    assert links.height == 1150
    for edition, column in (("2017", "naics_2017_code"), ("2022", "naics_2022_code")):
        known = parts[edition].frame.filter(pl.col("digits_count") == 6)["naics_code"]
        assert set(links[column]) == set(known)


def test_parquet_of_another_make_is_refused(official: Path) -> None:
    with pytest.raises(FileRefused, match="does not look like"):
        naics.read(official / "naics" / "naics_things.parquet")
