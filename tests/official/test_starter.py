"""What Keyway ships is what the official files say: selected, and no figure altered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from keyway.reference.contract import CONTRACTS
from keyway.reference.loading import load
from keyway.reference.store import STARTER, Store
from keyway.sources import catalog
from keyway.web.management.starter_selection import chosen, wanted

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS: dict[str, str | tuple[str, ...]] = {
    "ade_cted": "az_cted_achievement_profiles",
    "ade_enrollment": "ade_enrollment",
    "ade_schools": ("az_schools", "az_colleges_cte"),
    "cbp": "cbp",
    "ccd": "az_schools",
    "cip": "nces_cip/CIPCode2020.csv",
    "cip_soc": "nces_cip/CIP2020_SOC2018_Crosswalk.xlsx",
    "districts": "az_geography",
    "geography": "geography",
    "ipeds": "ipeds",
    "naics": "naics",
    "oews": "bls_oews",
    "onet": "onet_29_0",
    "points": "az_geography",
    "projections": "bls_ep",
    "soc": "soc_2018",
    "state_projections": "projections_central/state_projections.csv",
}
# Drawn from a boundary file or written down by hand: not among the official files.
ELSEWHERE = {"counties", "county_outlines", "area_counties"}
TABLES = sorted({entry.table for entry in Store([STARTER]).entries()} - ELSEWHERE)
# The files at hand hold one state's part of what is published, and that part is shipped.
OF_ONE_STATE = {
    "ade_cteds",
    "ade_schools",
    "ccd_agencies",
    "district_outlines",
    "place_points",
    "zip_points",
}
# The one cell for which a selected row may differ: sentences are left out.
SENTENCES = {"definition", "description"}


@pytest.fixture(scope="module")
def whole(official: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with every official file loaded."""
    root = tmp_path_factory.mktemp("whole")
    pairs = [
        (key, place)
        for key, places in FOLDERS.items()
        for place in ([places] if isinstance(places, str) else places)
    ]
    for key, place in pairs:
        path = official / place
        if not path.exists():
            pytest.skip(f"{place} is not among the official files")
        reading = catalog.read(key, path)
        load(root, catalog.SOURCES[key].source, reading, loaded_date="2026-11-22")
    return Store([root])


@pytest.mark.long
@pytest.mark.parametrize("table", TABLES)
def test_every_row_shipped_stands_in_the_official_file_with_the_same_figures(
    whole: Store, table: str
) -> None:
    columns = [name for name in CONTRACTS[table].columns if name not in SENTENCES]

    strange = (
        Store([STARTER])
        .read(table)
        .select(columns)
        .join(whole.read(table).select(columns), on=columns, how="anti", nulls_equal=True)
    )

    assert strange.is_empty()


@pytest.mark.long
@pytest.mark.parametrize("table", TABLES)
def test_no_row_that_the_pages_need_was_forgotten(whole: Store, table: str) -> None:
    codes = wanted(whole, ("AZ",))
    key = list(CONTRACTS[table].key)

    needed, text = chosen(table, whole.read(table), codes)

    assert text
    assert needed.select(key).sort(key).equals(Store([STARTER]).read(table).select(key).sort(key))


@pytest.mark.long
@pytest.mark.parametrize("table", sorted({*TABLES} - {"states"} - OF_ONE_STATE))
def test_no_publisher_s_table_is_shipped_whole(whole: Store, table: str) -> None:
    every = pl.concat([whole.rows(root, entry) for root, entry in whole.current(table)])
    shipped = Store([STARTER]).read(table)

    has_less_text = any(
        shipped[name].null_count() == shipped.height for name in SENTENCES & set(shipped.columns)
    )
    assert shipped.height < every.height or has_less_text


@pytest.mark.long
def test_whole_files_take_the_place_of_the_selections_without_doubling_a_row(whole: Store) -> None:
    both = Store([*whole.roots, STARTER])

    for table in TABLES:
        rows = both.read(table)
        assert not rows.select(CONTRACTS[table].key).is_duplicated().any(), table


@pytest.mark.long
@pytest.mark.parametrize(("fips", "machinists"), [("04", 4330), ("39", None)])
def test_another_state_has_its_own_figures_once_the_national_files_are_loaded(
    whole: Store, fips: str, machinists: int | None
) -> None:
    both = Store([*whole.roots, STARTER])

    row = both.read("oews_area_wages").filter(
        (pl.col("area_code") == fips) & (pl.col("soc_code") == "51-4041") & (pl.col("year") == 2025)
    )

    assert row.height == 1
    assert machinists in (None, row["employment_count"].item())
    assert row["employment_count"].item() > 1_000
