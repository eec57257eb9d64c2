"""Any state works by loading its data: Ohio's gap from the official files, beside Arizona's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from keyway.needs.actions import Request, reckon
from keyway.reference import loading
from keyway.reference.lookups import places
from keyway.reference.store import Store
from keyway.sources.catalog import SOURCES

if TYPE_CHECKING:
    from pathlib import Path

    from keyway.needs.actions import Reckoning

# What a person loads for one more state: the nation's tables and the state's establishments.
FILES = {
    "oews": ["bls_oews/may2025/states_json"],
    "cbp": ["cbp/all_states_naics4_2021/US-OH-training-naics4-counties-2021.csv"],
    "ipeds": ["ipeds/hd2024.csv", *(f"ipeds/c{year}_a.parquet" for year in (2022, 2023, 2024))],
    "state_projections": ["projections_central/state_projections.csv"],
    "cip": ["nces_cip/CIPCode2020.csv"],
    "cip_soc": ["nces_cip/CIP2020_SOC2018_Crosswalk.xlsx"],
}


@pytest.fixture(scope="module")
def ohio(official: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store that holds what its user loaded over the starter data."""
    folder = tmp_path_factory.mktemp("ohio")
    for key, names in FILES.items():
        module = SOURCES[key]
        for name in names:
            reading = module.read(official / name, None)
            loading.load(folder, module.source, reading, loaded_date="2026-11-22")
    return Store.at(folder)


@pytest.fixture(scope="module")
def reckoning(ohio: Store) -> Reckoning:
    return reckon(ohio, Request(places.state(ohio, "OH").fips, draws=40))


def test_ohio_has_a_gap_in_every_county_with_plants(ohio: Store, reckoning: Reckoning) -> None:
    counties = {county.fips for county in places.counties(ohio, "39")}

    found = set(reckoning.totals["area_code"]) - {"39"}

    assert len(counties) == 88
    assert found <= counties
    assert len(found) >= 80


def test_ohio_s_machinists_are_many_and_too_few(reckoning: Reckoning) -> None:
    machinists = reckoning.rows.filter(
        (reckoning.rows["soc_code"] == "51-4041") & (reckoning.rows["area_code"] == "39")
    ).row(0, named=True)

    assert 15_000 < machinists["jobs_p50"] < 30_000
    assert machinists["unfilled_p50"] > machinists["placed_p50"]


def test_people_and_openings_are_conserved_in_ohio(reckoning: Reckoning) -> None:
    placed = reckoning.flows["placed_mean"].sum()

    assert reckoning.programs["unitid"].n_unique() > 50
    assert 0 < placed < reckoning.programs["completers_p50"].sum()


def test_arizona_stays_what_it_was(ohio: Store) -> None:
    arizona = reckon(ohio, Request("04", draws=20))

    assert arizona.rows.filter(arizona.rows["area_code"] == "04").height > 400
