import numpy as np
import pytest

from keyway.engine import demand

BASE = np.full((4, 6), 100.0)


def answers(jobs, coverage, firms=8.0):
    return demand.Answers(np.array(jobs, dtype=float), np.full(4, coverage), np.full(4, firms))


def blend(given, **more):
    return demand.blend(BASE, given, draws=300, seed=2, **more)


def test_without_answers_the_estimate_stays():
    result = blend(answers(np.full((4, 6), np.nan), 0.0, 0.0))

    assert result.jobs == pytest.approx(BASE, rel=0.15)


def test_when_everybody_answers_as_declared_little_is_left_to_doubt():
    declared = np.tile(np.array([[60.0], [90.0], [120.0], [150.0]]), 6)

    result = blend(answers(declared, 1.0, 40.0), bias_log_sd=0.001)

    assert result.jobs == pytest.approx(declared, rel=0.02)
    assert (result.draws.std(-1) < 0.02 * result.jobs).all()


def test_answers_pull_further_the_more_jobs_they_cover():
    truth = np.tile(np.array([[160.0], [160.0], [62.0], [62.0]]), 6)

    near, far = (blend(answers(truth * cover, cover)).jobs for cover in (0.5, 0.05))

    assert np.abs(near - truth).sum() < np.abs(far - truth).sum() < np.abs(BASE - truth).sum()


def test_the_same_excess_everywhere_is_mostly_put_down_to_overstatement():
    result = blend(answers(np.full((4, 6), 30.0), 0.2))

    assert 98 < result.jobs.mean() < 125


def test_a_county_that_did_not_answer_keeps_its_estimate():
    declared = np.tile(np.array([[75.0], [75.0], [np.nan], [30.0]]), 6)

    result = blend(demand.Answers(declared, np.array([0.5, 0.5, 0.0, 0.5]), np.full(4, 8.0)))

    assert result.jobs[2] == pytest.approx(100.0, rel=0.2)
    assert (result.jobs[:2] > 110).all()
    assert (result.jobs[3] < 90).all()


def test_the_same_seed_gives_the_same_bytes():
    given = answers(np.full((4, 6), 20.0), 0.2)

    assert blend(given).draws.tobytes() == blend(given).draws.tobytes()
