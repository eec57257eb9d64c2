import numpy as np
import polars as pl
import pytest

from keyway.engine import supply
from tests.unit.engine.small import frame, supply_inputs

AWARDS = ["unitid", "cip_code", "award_level_code", "year", "awards_count"]
FOLLOW_UP = ["unitid", "cip_code", "award_level_code", "completers_count", "stayed_count"]


def estimate(inputs=None, draws=400, seed=1, **parameters):
    return supply.estimate(
        inputs or supply_inputs(), supply.SupplyParameters(**parameters), draws=draws, seed=seed
    )


def row(result, cip):
    return result.units["cip_code"].to_list().index(cip)


def test_completers_are_those_who_left_and_those_who_look_for_work_exactly():
    result = estimate()

    assert (result.left + result.stock == result.completers).all()
    assert (result.left >= 0).all()
    assert (result.stock >= 0).all()


def test_people_are_fewer_than_awards():
    result = estimate()

    # 50 awards a year on average, a quarter of them to somebody already counted.
    assert np.median(result.completers[row(result, "48.0508")]) == pytest.approx(37.5, rel=0.08)


def test_a_year_without_a_row_is_a_year_without_awards_when_the_institution_reports():
    result = estimate(draws=2000)

    # Ten awards in 2024 and none in 2023: five a year, 12 percent to the same person.
    assert result.completers[row(result, "48.0501")].mean() == pytest.approx(4.4, rel=0.08)


def test_a_withheld_year_is_skipped_and_not_taken_as_none():
    known = supply_inputs().completions
    withheld = known.with_columns(
        awards_count=pl.when((pl.col("cip_code") == "48.0508") & (pl.col("year") == 2023))
        .then(None)
        .otherwise("awards_count")
    )

    result = estimate(supply_inputs(completions=withheld), draws=2000)

    assert result.completers[row(result, "48.0508")].mean() == pytest.approx(45, rel=0.05)


def test_a_program_withheld_in_every_year_is_unknown_and_said_so():
    awards = frame(AWARDS, (1, "48.0508", 21, 2024, None), (1, "48.0501", 3, 2024, 10.0))

    result = estimate(supply_inputs(completions=awards))

    assert result.units["cip_code"].to_list() == ["48.0501"]
    assert result.unknown.row(0) == (1, "48.0508", 21, "the count is withheld")


def test_grand_totals_are_not_programs():
    awards = frame(AWARDS, (1, "99.0000", 3, 2024, 500.0), (1, "48.0501", 3, 2024, 10.0))

    result = estimate(supply_inputs(completions=awards))

    assert result.units["cip_code"].to_list() == ["48.0501"]


def test_an_institution_outside_the_directory_is_named():
    awards = frame(AWARDS, (9, "48.0501", 3, 2024, 10.0), (1, "48.0501", 3, 2024, 10.0))

    result = estimate(supply_inputs(completions=awards))

    assert result.unknown["unitid"].to_list() == [9]


def test_nearly_all_who_complete_online_live_elsewhere():
    result = estimate()

    online = row(result, "40.0501")
    assert np.median(result.left[online] / result.completers[online]) > 0.9


def test_follow_up_of_a_program_replaces_the_assumption():
    evidence = frame(FOLLOW_UP, (1, "48.0508", 21, 400.0, 320.0))

    result = estimate(supply_inputs(follow_up=evidence))

    here = row(result, "48.0508")
    share = result.stock[here] / result.completers[here]
    assert np.median(share) == pytest.approx(0.80, abs=0.02)
    assert share.std() < 0.04


def test_a_withheld_follow_up_is_no_evidence():
    evidence = frame(FOLLOW_UP, (1, "48.0508", 21, 400.0, None))

    told = estimate(supply_inputs(follow_up=evidence))

    assert told.stock.tobytes() == estimate().stock.tobytes()


def test_the_order_of_input_rows_does_not_matter():
    usual = supply_inputs()
    shuffled = supply.SupplyInputs(
        completions=usual.completions.reverse(),
        institutions=usual.institutions.reverse(),
        counties=usual.counties.reverse(),
    )

    first, second = estimate(usual, draws=20), estimate(shuffled, draws=20)

    assert first.units.equals(second.units)
    assert first.stock.tobytes() == second.stock.tobytes()
    assert (first.reach != second.reach).nnz == 0
