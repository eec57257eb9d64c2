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
    # The third occupation is published exactly and holds most jobs: counts are at the right level.
    seed = np.column_stack([SEED, np.full(3, 1000.0)])
    noisy = area([400.0, np.nan, 3000.0])
    pulls = np.array([0.5, 0.0, 1.0])

    table = rake(seed, [Area(ALL, noisy.jobs, pulls, noisy.rse)], sweeps=20)

    assert table.sum(0) == pytest.approx([100 * np.sqrt(400 / 100), 100.0, 3000.0])


def test_what_is_not_published_is_lifted_as_the_counts_fall_short():
    table = rake(SEED, [area([150.0, np.nan])], sweeps=0)

    assert table[:, 1].sum() == pytest.approx(150.0)


def test_one_occupation_far_off_its_staffing_does_not_lift_the_others():
    seed = np.column_stack([SEED, np.full(3, 1000.0)])

    table = rake(seed, [area([2000.0, np.nan, 3300.0])], sweeps=0)

    assert table[:, 1].sum() == pytest.approx(110.0)


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
