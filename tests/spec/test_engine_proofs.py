"""The simulation suite of the engine: worlds whose truth is known, with marks to pass.

Short versions run always; those marked long repeat them on enough worlds to be sure. The figures
are in docs/reference/proofs.md.
"""

import pytest

from benchmarks.engine import leakage, plants, recover, wholes, worlds

MARKS = {"many": 0.05, "balanced": 0.12, "few": 0.20}


def methods(jobs, regions):
    found = recover.compare(recover.grid(jobs), range(regions))
    return found["capped allocation"], found["equal split + leakage"]


@pytest.mark.parametrize("jobs", MARKS)
def test_the_true_gap_is_recovered_in_a_few_regions(jobs):
    found = recover.compare([worlds.Rules(jobs=jobs)], range(4))

    assert found["capped allocation"].cells <= MARKS[jobs] * 1.15
    assert found["capped allocation"].cells < found["equal split + leakage"].cells / 2
    assert found["equal split + leakage"].cells < found["crosswalk sum (pandas)"].cells


@pytest.mark.long
@pytest.mark.parametrize("jobs", MARKS)
def test_the_true_gap_is_recovered(jobs):
    ours, split = methods(jobs, regions=20)

    assert ours.cells <= MARKS[jobs]
    assert ours.cells < split.cells / 2


def test_shares_who_stay_are_recovered_by_pooling():
    found = leakage.score(range(3))

    assert found.rmse <= 0.08
    assert found.rmse < found.raw_rmse / 2
    assert found.width < 0.65 * found.wilson_width
    assert 0.85 <= found.coverage <= 0.94


@pytest.mark.long
def test_pooled_intervals_cover_nine_in_ten():
    found = leakage.score(range(20))

    assert found.rmse <= 0.08
    assert 0.88 <= found.coverage <= 0.92
    assert 0.88 <= found.hidden_coverage <= 0.92


@pytest.mark.parametrize("coverage", [0.0, 0.10, 0.50])
def test_employers_answers_never_make_the_estimate_worse(coverage):
    found = plants.score(coverage, 0.25, range(4))

    assert found.blended <= found.raked * 1.02
    assert 0.84 <= found.inside <= 0.95


@pytest.mark.long
@pytest.mark.parametrize("overstate", [0.0, 0.10, 0.25])
@pytest.mark.parametrize("coverage", [0.0, 0.05, 0.10, 0.25, 0.50])
def test_blended_intervals_cover_nine_in_ten(coverage, overstate):
    found = plants.score(coverage, overstate, range(100, 140))

    assert found.blended <= found.raked * 1.02
    assert 0.875 <= found.inside <= 0.925
    assert all(0.86 <= share <= 0.94 for share in found.by_size)


def test_the_published_interval_holds_the_true_gap_in_some_states():
    found = wholes.covered(range(100, 108))

    assert 0.84 <= found.cells <= 0.96


@pytest.mark.long
def test_the_published_interval_holds_the_true_gap_nine_times_in_ten():
    found = wholes.covered(range(100, 180))

    assert 0.88 <= found.cells <= 0.92
    assert 0.88 <= found.occupations <= 0.93
