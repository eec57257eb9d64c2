import numpy as np
import polars as pl
import pytest

from keyway.engine import demand
from tests.unit.engine.small import (
    CACTUS,
    CHEMIST,
    COPPER,
    MACHINIST,
    MESA,
    TEACHER,
    WELDER,
    demand_inputs,
    frame,
)

PARAMETERS = demand.DemandParameters()


def estimate(inputs=None, parameters=PARAMETERS, draws=200, seed=3):
    return demand.estimate(inputs or demand_inputs(), parameters, draws=draws, seed=seed)


def of(result, soc, county=None):
    chosen = result.cells["soc_code"] == soc
    return (chosen & (result.cells["county_fips"] == county) if county else chosen).to_numpy()


def test_published_totals_hold_within_their_error():
    result = estimate()

    welders = result.jobs[of(result, WELDER)].sum(0)
    assert np.median(welders) == pytest.approx(150, rel=0.05)
    assert welders.std() / welders.mean() < 0.12


def test_an_occupation_without_published_total_is_less_certain_than_one_with():
    result = estimate()

    spread = {soc: np.log(result.jobs[of(result, soc)].sum(0)).std() for soc in (WELDER, CHEMIST)}
    assert spread[CHEMIST] > 3 * spread[WELDER]


def test_manufacturing_jobs_are_the_part_in_31_33():
    result = estimate()

    assert (result.manufacturing_jobs[of(result, TEACHER)] == 0).all()
    np.testing.assert_allclose(
        result.manufacturing_jobs[of(result, WELDER)], result.jobs[of(result, WELDER)], rtol=1e-6
    )


def test_jobs_outside_the_counted_industries_are_not_manufacturing():
    uncovered = frame(["soc_code", "uncovered_share"], (WELDER, 0.5))

    result = estimate(demand_inputs(uncovered=uncovered))

    made = result.manufacturing_jobs[of(result, WELDER)].sum(0) / result.jobs[
        of(result, WELDER)
    ].sum(0)
    assert np.median(made) == pytest.approx(0.5, abs=0.1)


def test_openings_are_those_who_leave_plus_growth():
    exact = demand.DemandParameters(rate_log_sd=0.0, growth_sd=0.0)

    result = estimate(parameters=exact)

    here = of(result, WELDER)
    np.testing.assert_allclose(result.openings[here], result.jobs[here] * 0.10, rtol=1e-5)


def test_shrinking_occupations_have_openings_but_never_fewer_than_none():
    steep = frame(
        ["soc_code", "exit_rate", "transfer_rate", "growth_rate_annual"],
        (WELDER, 0.01, 0.01, -0.20),
    )

    result = estimate(demand_inputs(rates=steep))

    assert (result.openings >= 0).all()


def test_an_occupation_without_rates_is_unknown_and_not_zero():
    rates = demand_inputs().rates.filter(pl.col("soc_code") != MACHINIST)

    result = estimate(demand_inputs(rates=rates))

    assert MACHINIST not in result.cells["soc_code"].to_list()
    assert result.unknown["soc_code"].to_list() == [MACHINIST]


def test_a_higher_share_for_new_entrants_raises_every_draw():
    low = estimate(parameters=demand.DemandParameters(share_new_entrants=0.4))
    high = estimate(parameters=demand.DemandParameters(share_new_entrants=0.6))

    assert (high.need >= low.need).all()
    assert (high.jobs == low.jobs).all()


def test_the_share_for_new_entrants_has_the_mean_that_was_asked():
    result = estimate(draws=2000)

    share = result.need[0] / result.openings[0]
    assert share.mean() == pytest.approx(0.5, abs=0.02)
    assert share.std() > 0.1


def test_all_openings_may_go_to_new_entrants():
    result = estimate(parameters=demand.DemandParameters(share_new_entrants=1.0))

    np.testing.assert_allclose(result.need, result.openings, rtol=1e-6, atol=1e-6)


def test_the_order_of_input_rows_does_not_matter():
    usual = demand_inputs()
    shuffled = demand.DemandInputs(
        **{
            name: getattr(usual, name).sample(fraction=1, shuffle=True, seed=5)
            for name in (
                "industry_jobs", "industry_totals", "staffing", "published_jobs", "area_counties", "rates"
            )
        }
    )  # fmt: skip

    first, second = estimate(usual, draws=20), estimate(shuffled, draws=20)

    assert first.cells.equals(second.cells)
    assert first.need.tobytes() == second.need.tobytes()


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not():
    first, second, other = estimate(draws=20), estimate(draws=20), estimate(draws=20, seed=4)

    assert first.need.tobytes() == second.need.tobytes()
    assert first.need.tobytes() != other.need.tobytes()


def test_a_withheld_shop_has_jobs_in_its_county():
    result = estimate()

    assert np.median(result.jobs[of(result, MACHINIST, CACTUS)]) > 5
    assert np.median(result.jobs[of(result, MACHINIST, COPPER)]) > 60


def test_an_earlier_release_narrows_what_is_not_published():
    expected = frame(
        ["area_code", "soc_code", "employment_count", "log_sd"], ("04", CHEMIST, 40.0, 0.15)
    )

    without, with_it = estimate(), estimate(demand_inputs(expected_jobs=expected))

    jobs = [np.log(result.jobs[of(result, CHEMIST)].sum(0)) for result in (without, with_it)]
    assert jobs[1].std() < jobs[0].std() / 2
    assert np.exp(np.median(jobs[1])) == pytest.approx(40, rel=0.05)


def test_the_states_own_projection_is_set_beside_and_changes_nothing():
    published = frame(["soc_code", "openings_count"], (WELDER, 30.0))

    plain, checked = estimate(draws=50), estimate(demand_inputs(state_openings=published), draws=50)

    assert plain.need.tobytes() == checked.need.tobytes()
    assert checked.check.row(0, named=True)["ratio"] == pytest.approx(0.5, abs=0.1)


def test_where_only_a_part_of_the_state_is_published_the_rest_is_left_alone():
    rural = {
        "published_jobs": frame(
            ["area_code", "soc_code", "employment_count", "employment_rse"],
            ("0400001", WELDER, 70.0, 0.05),
        ),
        "area_counties": frame(
            ["area_code", "county_fips"], ("0400001", CACTUS), ("0400001", MESA)
        ),
    }

    result = estimate(demand_inputs(**rural))

    parts = of(result, WELDER) & ~of(result, WELDER, COPPER)
    assert np.median(result.jobs[parts].sum(0)) == pytest.approx(68, rel=0.1)
    assert np.median(result.jobs[of(result, MACHINIST)].sum(0)) > 50
