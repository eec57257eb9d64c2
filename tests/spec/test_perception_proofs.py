"""What the analysis of surveys promises, tried on made-up schools whose truth is known.

The school is the unit: a test that takes students as independent calls a visit that does nothing a
success far too often, and so does a plain before and after. The figures are in
docs/reference/proofs.md.
"""

from dataclasses import replace

import pytest

from benchmarks.perception import designs, levels
from benchmarks.perception.coverage import WORLDS, score
from benchmarks.perception.worlds import GRID, World

RUNS = 2000
LEAST_FOR_CHANCE = 3


def is_honest(covered, found, *, slack=0.0):
    """Return whether an interval and a test keep their promise of 95 and 5 in 100."""
    return 0.93 - slack <= covered <= 0.97 + slack and 0.04 - slack <= found <= 0.06 + slack


@pytest.fixture(scope="module")
def few_runs():
    return score(World(14, 3, students=24), 160)


def test_intervals_and_false_positives_keep_their_promise_in_a_few_runs(few_runs):
    assert is_honest(few_runs.covered, few_runs.found, slack=0.04)
    assert few_runs.error < few_runs.naive_error


def test_schools_alike_take_the_bias_away_in_a_few_runs():
    found = designs.matched(designs.Unlike(), 40, draws=199)

    assert is_honest(found.covered, found.found, slack=0.09)
    assert abs(found.off) < 0.6 * abs(found.plain_off)


def test_starts_in_turn_keep_their_promise_in_a_few_runs():
    found = designs.in_turn(designs.InTurn(schools=14, turn=3), 40, draws=199)

    assert is_honest(found.covered, found.found, slack=0.09)


def test_tests_that_count_students_are_caught(few_runs):
    assert not is_honest(1 - few_runs.student_found, few_runs.student_found, slack=0.04)
    assert not is_honest(1 - few_runs.naive_found, few_runs.naive_found, slack=0.04)


@pytest.mark.long
@pytest.mark.parametrize("world", GRID, ids=lambda world: f"{world.schools}-{world.reached}")
@pytest.mark.parametrize("name", WORLDS)
def test_intervals_hold_the_truth_and_nothing_is_rarely_called_something(name, world):
    found = score(replace(world, **WORLDS[name]), RUNS)

    assert 0.93 <= found.covered <= 0.97
    assert found.student_found > 0.15
    if "effect" in WORLDS[name]:
        return
    if world.reached >= LEAST_FOR_CHANCE:
        assert 0.04 <= found.found <= 0.06
    else:
        assert found.found == 0, "no p-value is given"


@pytest.mark.long
@pytest.mark.parametrize("schools", levels.SCHOOLS)
def test_standings_and_changes_hold_the_truth(schools):
    for held in levels.standing(schools, RUNS):
        assert 0.93 <= held <= 0.97


@pytest.mark.long
@pytest.mark.parametrize("people", levels.PEOPLE)
def test_reliability_holds_the_truth(people):
    held, _ = levels.reliability(people, RUNS)

    assert 0.93 <= held <= 0.97


@pytest.mark.long
@pytest.mark.parametrize("world", [World(8, 4), World(12, 3), *GRID], ids=str)
def test_a_plan_sees_what_it_says_four_times_in_five(world):
    _, found = levels.seen(world, 600)

    assert 0.74 <= found <= 0.86


@pytest.mark.long
@pytest.mark.parametrize("name", designs.UNLIKE)
def test_schools_alike_hold_the_truth_where_any_others_do_not(name):
    world = designs.UNLIKE[name]
    found = designs.matched(world, RUNS, draws=199)

    assert 0.93 <= found.covered <= 0.97
    assert found.plain_covered < 0.90
    if not world.effect:
        assert 0.04 <= found.found <= 0.06


@pytest.mark.long
@pytest.mark.parametrize("name", designs.IN_TURN)
def test_starts_in_turn_hold_the_truth(name):
    world = designs.IN_TURN[name]
    found = designs.in_turn(world, RUNS, draws=499)

    assert 0.93 <= found.covered <= 0.97
    if not world.effect:
        assert 0.04 <= found.found <= 0.06
    else:
        assert found.found > found.plain_found, "comparing within a start sees more"


@pytest.mark.long
def test_matching_on_the_answers_themselves_makes_an_effect_of_nothing():
    found = designs.matched(designs.Unlike(), RUNS // 4, draws=199, is_own=True)

    assert found.found > 0.2
    assert found.plain_found < 0.08
