import numpy as np
import polars as pl
import pytest

from keyway.engine import gap
from tests.unit.engine.small import LINKS, MACHINIST, WELDER, measured, supply_inputs


def test_rows_cover_every_occupation_in_every_county_and_the_state():
    needed, _, result = measured()

    rows = gap.summarize(result, needed).rows

    welders = rows.filter(pl.col("soc_code") == WELDER)["area_code"].to_list()
    assert welders == ["04", "04001", "04003", "04005"]


def test_the_states_interval_is_taken_over_summed_draws():
    needed, _, result = measured(draws=400)

    rows = gap.summarize(result, needed).rows.filter(pl.col("soc_code") == MACHINIST)

    summed = rows.filter(pl.col("area_code") != "04")["need_p95"].sum()
    assert rows.filter(pl.col("area_code") == "04")["need_p95"][0] < summed
    here = (result.cells["soc_code"] == MACHINIST).to_numpy()
    assert rows["need_p50"][0] == pytest.approx(np.median(result.need[here].sum(0)))


def test_programs_show_where_their_completers_went():
    needed, _, result = measured()

    programs = gap.summarize(result, needed).programs

    assert programs.columns[:3] == ["unitid", "cip_code", "award_level_code"]
    assert (programs["completers_p5"] <= programs["completers_p95"]).all()
    assert programs.select(pl.col("^.*_p50$").is_null().any()).row(0) == (False,) * 4


def test_flows_tell_which_programs_feed_an_occupation():
    needed, _, result = measured()

    summary = gap.summarize(result, needed, smallest_flow=0.0)

    assert summary.flows["placed_mean"].sum() == pytest.approx(result.placed.mean(1).sum())
    assert summary.program_occupations["placed_mean"].sum() == pytest.approx(
        summary.flows["placed_mean"].sum()
    )


def test_totals_add_occupations_in_every_draw():
    needed, _, result = measured()

    both = gap.totals(result, needed, [WELDER, MACHINIST])

    chosen = result.cells["soc_code"].is_in([WELDER, MACHINIST]).to_numpy()
    state = both.filter(pl.col("area_code") == "04")
    assert state["unfilled_p50"][0] == pytest.approx(np.median(result.unfilled[chosen].sum(0)))


def test_totals_of_no_occupation_are_empty():
    needed, _, result = measured()

    assert gap.totals(result, needed, []).is_empty()


def test_the_crosswalk_sum_stands_beside_and_is_null_where_nothing_is_linked():
    needed, _, result = measured()
    beside = gap.naive(supply_inputs().completions, LINKS).with_columns(area_code=pl.lit("04"))

    rows = gap.summarize(result, needed, naive_supply=beside).rows

    state = dict(
        rows.filter(pl.col("area_code") == "04").select("soc_code", "naive_supply").iter_rows()
    )
    assert state[WELDER] == 70.0
    assert state["25-2031"] is None
