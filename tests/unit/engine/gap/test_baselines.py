import polars as pl
import pytest

from keyway.engine import gap
from tests.unit.engine.small import (
    CHEMIST,
    LINKS,
    MACHINIST,
    WELDER,
    frame,
    measured,
    supply_inputs,
)


def test_the_crosswalk_sum_counts_an_award_once_per_linked_occupation():
    supply = dict(gap.naive(supply_inputs().completions, LINKS).iter_rows())

    # The ten machining awards of 2024 count for welders and for machinists.
    assert supply == {WELDER: 70.0, MACHINIST: 10.0, CHEMIST: 300.0}


def test_the_crosswalk_sum_of_withheld_awards_is_unknown():
    awards = frame(
        ["unitid", "cip_code", "award_level_code", "year", "awards_count"],
        (1, "40.0501", 5, 2024, None),
    ).cast({"awards_count": pl.Float64})

    assert gap.naive(awards, LINKS)["awards_count"].to_list() == [None]


def test_the_crosswalk_sum_can_be_kept_apart_by_place():
    where = supply_inputs().completions.with_columns(area_code=pl.lit("04001"))

    assert gap.naive(where, LINKS, by=("area_code",))["area_code"].unique().to_list() == ["04001"]


def test_the_equal_split_gives_away_every_person_once():
    needed, offered, _ = measured()

    split = gap.equal_split(offered, LINKS, needed.cells)

    assert split["people"].sum() == pytest.approx(offered.stock.mean(1).sum())


def test_the_equal_split_halves_a_program_between_two_occupations():
    needed, offered, _ = measured()
    machining = offered.units["cip_code"].to_list().index("48.0501")

    split = gap.equal_split(offered, LINKS, needed.cells)

    machinists = split.filter(pl.col("soc_code") == MACHINIST)["people"].sum()
    assert machinists == pytest.approx(offered.stock[machining].mean() / 2)
