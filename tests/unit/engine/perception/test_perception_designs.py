"""Schools alike, lots, starts in turn, and what speaks against an effect."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from keyway.engine.perception import (
    Arm,
    Caution,
    Design,
    Profile,
    Question,
    Reason,
    Sat,
    Trial,
    Wave,
    did,
    draw,
    match,
    minimum_detectable,
    reckon,
)
from keyway.engine.perception.lottery import assignments, numbered

QUESTIONS = (Question(1, "innovative"),)
WIGGLE = (0.0, 1.5, -1.0, 0.5, -0.5, 1.0)


def school(name, arm, wave, mean, n=20, **given):
    return Sat(name, arm, wave, n, mean, 300.0, {1: (2, 2, n - 10, 3, 3)}, **given)


def twice(name, arm, moved, waves=(Wave.BEFORE, Wave.AFTER), **given):
    """Return a school at two times."""
    return [school(name, arm, wave, 50.0 + at * moved, **given) for at, wave in enumerate(waves)]


def in_turn():
    """Return two starts: news moves the second by ten points, the visit moves everybody by six."""
    found = []
    for cohort, news in ((1, 0.0), (2, 10.0)):
        for place, wiggle in enumerate(WIGGLE):
            reached, waiting = f"{cohort}-{place}", f"waits-{place}"
            found += twice(reached, Arm.REACHED, news + 6 + wiggle, cohort=cohort)
            if cohort == 1 or place < 3:
                found += twice(waiting, Arm.WAITING, news - wiggle, cohort=cohort)
    return found


def test_the_nearest_schools_are_chosen_and_each_only_once():
    reached = [Profile("A", 1000, "04013", 0.08, 60), Profile("B", 100, "04001", 0.02, 40)]
    pool = [
        Profile("far", 5000, "04019", 0.20, 90),
        Profile("large", 950, "04013", 0.08, 61),
        Profile("small", 110, "04001", 0.02, 41),
        Profile("large too", 1100, "04013", 0.09, 58),
        Profile("small too", 90, "04001", 0.03, 39),
    ]

    found = match(reached, pool, each=2)

    assert found.sets == (("A", "large", "large too"), ("B", "small", "small too"))
    assert (found.chosen, found.same_region) == (4, 4)
    size = next(each for each in found.balance if each.measure == "size")
    assert size.is_alike
    assert size.reached == pytest.approx(316.2, abs=0.1)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_all_schools_together_lie_as_near_as_can_be(seed):
    rng = np.random.default_rng(seed)
    some = [Profile(str(at), float(rng.integers(50, 900)), share=rng.random()) for at in range(12)]

    found = match(some[:3], some[3:])

    trying = [
        sum(_apart(some, str(at), each) for at, each in enumerate(others))
        for others in _orders([each.name for each in some[3:]])
    ]
    chosen = sum(_apart(some, ours, other) for ours, other in found.sets)
    assert found.alone == ()
    assert chosen == pytest.approx(min(trying))


def _orders(names):
    return [
        (first, second, third)
        for first in names
        for second in names
        for third in names
        if len({first, second, third}) == 3
    ]


def _apart(every, ours, other):
    table = np.array([each.values()[1:] for each in every])
    gap = (table[int(ours)] - table[int(other)]) / table.std(axis=0, ddof=1)
    return float((gap**2).sum())


def test_what_nobody_knows_of_schools_says_nothing_and_a_pool_too_small_gives_fewer():
    found = match([Profile("A"), Profile("B")], [Profile("C"), Profile("D"), Profile("E")], each=3)

    assert found.chosen == 2
    assert {each.after for each in found.balance} == {None}
    assert not match([Profile("A")], []).sets
    assert not match([], [Profile("A")]).sets


def test_a_lot_is_the_same_for_whoever_draws_again_and_hits_everybody_alike():
    schools = ["school 7", "school 3", "school 12", "school 40"]

    assert draw(schools, 2, seed="a1") == draw(schools[::-1], 2, seed="a1")
    hits = [draw(schools, 2, seed=str(number)) for number in range(3000)]
    for pair in combinations(schools, 2):
        share = sum(set(each) == set(pair) for each in hits) / len(hits)
        assert share == pytest.approx(1 / 6, abs=0.025)


def test_ways_change_who_was_reached_inside_a_set_only():
    treated = np.array([True, False, False, True, False])
    sets = numbered(["A", "A", "A", "B", "B"])

    every = assignments(treated, sets)

    assert len(np.unique(every, axis=0)) == len(every) == 6
    assert set(every[:, :3].sum(axis=1)) == set(every[:, 3:].sum(axis=1)) == {1}


def test_random_ways_keep_the_sets_as_well():
    sets = np.repeat(np.arange(9), 4)
    treated = np.arange(36) % 4 == 0

    every = assignments(treated, sets, draws=200)

    assert len(every) == 201
    assert (every.reshape(201, 9, 4).sum(axis=2) == 1).all()


def test_news_of_one_start_is_no_effect_of_the_visit():
    rows = in_turn()

    stacked = reckon(rows, QUESTIONS, is_drawn=True).effects[0]

    assert stacked.points.value == pytest.approx(6.0, abs=0.5)
    assert (stacked.sets, stacked.reached, stacked.compared) == (2, 12, 9)
    assert stacked.points.low > 4
    assert stacked.design is Design.LOT
    assert stacked.minimum_detectable < 3


def test_schools_that_wait_twice_are_one_school_where_they_stand():
    standing = next(
        each
        for each in reckon(in_turn(), QUESTIONS).standings
        if (each.wave, each.arm) == ("before", "waiting")
    )

    assert standing.index.schools == 6


def test_matched_sets_take_away_what_is_common_to_schools_alike():
    rows = []
    for place, wiggle in enumerate((*WIGGLE, *WIGGLE)):
        of = {"set_number": place + 1}
        rows += twice(f"R{place}", Arm.REACHED, 3 * place + 6 + wiggle, **of)
        rows += twice(f"M{place}", Arm.MATCHED, 3 * place, **of)

    found = reckon(rows, QUESTIONS)

    assert found.effects[0].design is Design.MATCHED
    assert found.effects[0].sets == 12
    assert 5 < found.effects[0].points.low < found.effects[0].points.high < 8
    assert Caution.MATCHED in found.cautions


def test_five_pairs_are_too_few_for_an_interval():
    treated = np.arange(10) % 2 == 0

    found = did(np.zeros(10), np.arange(10.0), treated, sets=[at // 2 for at in range(10)])

    assert (found.low, found.reason) == (None, Reason.FEW_SCHOOLS)


def test_sets_without_both_arms_tell_nothing():
    found = did(np.zeros(4), np.ones(4), np.array([True, True, False, False]), sets="AABB")

    assert found.reason is Reason.NO_COMPARISON


def test_a_year_in_which_nothing_was_done_may_speak_against_the_effect():
    rows = in_turn()
    quiet = [
        school(
            each.school,
            each.arm,
            Wave.PRIOR,
            50.0 + WIGGLE[int(each.school[-1])],
            cohort=each.cohort,
        )
        for each in rows
        if each.wave is Wave.BEFORE
    ]
    rising = [
        school(each.school, each.arm, Wave.PRIOR, each.mean - 8.0, cohort=each.cohort)
        if each.arm is Arm.REACHED
        else each
        for each in quiet
    ]

    still, moved = reckon([*rows, *quiet], QUESTIONS), reckon([*rows, *rising], QUESTIONS)

    assert [each.trial for each in still.placebos] == [Trial.EARLIER]
    assert not still.placebos[0].has_moved
    assert Caution.PLACEBO_MOVED not in still.cautions
    assert moved.placebos[0].has_moved
    assert Caution.PLACEBO_MOVED in moved.cautions


def test_a_grade_that_was_not_reached_stands_apart_from_everything_else():
    rows = in_turn()
    aside = [
        sat
        for cohort in (1, 2)
        for place, wiggle in enumerate(WIGGLE)
        for arm in (Arm.REACHED, Arm.WAITING)
        for sat in twice(f"{arm}{place}", arm, wiggle, cohort=cohort, is_placebo=True)
    ]

    found = reckon([*rows, *aside], QUESTIONS)

    assert [(each.trial, each.wave) for each in found.placebos] == [(Trial.GRADE, "after")]
    assert found.placebos[0].points.value == pytest.approx(0.0)
    assert found.standings == reckon(rows, QUESTIONS).standings


def test_who_did_not_answer_again_is_named_and_compared_with_who_did():
    rows = [each for place in range(6) for each in twice(f"R{place}", Arm.REACHED, 2.0 + place)]
    rows += [each for place in range(6) for each in twice(f"W{place}", Arm.WAITING, place)]
    gone = school("gone", Arm.REACHED, Wave.BEFORE, 30.0, n=40)

    found = reckon([*rows, gone], QUESTIONS)
    lost = {each.arm: each for each in found.losses}

    assert lost["reached"].gone == ("gone",)
    assert (lost["reached"].schools, lost["reached"].schools_again) == (7, 6)
    assert (lost["reached"].stayed.value, lost["reached"].left.value) == (50.0, 30.0)
    assert lost["waiting"].gone == ()
    assert Caution.LOST_UNEVENLY in found.cautions


def test_what_few_who_left_had_said_is_hidden_with_what_the_others_had():
    rows = [*twice("A", Arm.REACHED, 2.0), *twice("B", Arm.REACHED, 2.0)]
    few = school("gone", Arm.REACHED, Wave.BEFORE, 30.0, n=6)

    lost = reckon([*rows, few], QUESTIONS).losses[0]

    assert lost.stayed.value is lost.left.value is None
    assert lost.gone == ("gone",)


def test_what_a_plan_in_sets_sees_comes_from_the_test_itself():
    pairs = minimum_detectable(1.0, 8, 8, ((2, 1),) * 8)

    assert pairs > minimum_detectable(1.0, 8, 8) > 1
