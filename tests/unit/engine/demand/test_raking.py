import numpy as np
import pytest

from keyway.engine.demand.raking import Area, pull, rake

ALL = np.arange(3)


def area(jobs, rse=0.0, counties=ALL):
    jobs = np.array(jobs, dtype=float)
    errors = np.full(len(jobs), rse)
    return Area(counties, jobs, np.where(np.isfinite(jobs), pull(errors, 0.25), 0.0), errors)


SEED = np.array([[40.0, 10.0], [30.0, 30.0], [30.0, 60.0]])


def test_an_exact_total_is_met():
    table = rake(SEED, [area([200.0, 50.0])], sweeps=20)

    assert table.sum(0) == pytest.approx([200.0, 50.0])


def test_a_total_with_error_at_the_scale_pulls_half_way_on_logarithms():
    table = rake(SEED, [area([400.0, np.nan], rse=0.25)], sweeps=20)

    assert table[:, 0].sum() == pytest.approx(100 * np.sqrt(400 / 100))


def test_what_is_not_published_keeps_its_own_total():
    table = rake(SEED, [area([150.0, np.nan])], sweeps=0)

    assert table[:, 1].sum() == pytest.approx(100.0)


def test_counties_keep_their_share_of_all_jobs_where_totals_allow():
    table = rake(SEED, [area([300.0, 100.0])], sweeps=60)

    assert table.sum(1) / table.sum() == pytest.approx(SEED.sum(1) / SEED.sum(), rel=1e-3)


def test_an_occupation_without_counted_industry_is_spread_like_all_jobs():
    seed = np.array([[50.0, 0.0], [30.0, 0.0], [20.0, 0.0]])

    table = rake(seed, [area([100.0, 40.0])], sweeps=5)

    assert table[:, 1] == pytest.approx([20.0, 12.0, 8.0])


def test_the_rest_of_a_state_takes_what_a_published_part_leaves():
    rural = area([10.0, 10.0], counties=np.array([0]))

    table = rake(SEED, [rural, area([100.0, 100.0])], sweeps=200)

    assert table[0] == pytest.approx([10.0, 10.0], rel=0.05)
    assert table.sum(0) == pytest.approx([100.0, 100.0])
