"""What a survey says, and what it refuses to say."""

from __future__ import annotations

import numpy as np
import pytest

from keyway.engine.perception import (
    Arm,
    Caution,
    Question,
    Reason,
    Sat,
    Wave,
    omega,
    power,
    reckon,
    sat,
    score,
    share,
    share_of_schools,
)

QUESTIONS = (
    Question(1, "innovative"),
    Question(2, "prospects", is_reversed=True),
    Question(3, "interesting"),
    Question(4, "motivated", is_in_index=False),
)


def school(name, arm, wave, n=20, mean=50.0):
    return Sat(name, arm, wave, n, mean, 300.0, {1: (2, 2, n - 10, 3, 3)})


def study(reached, waiting, moved=6.0, n=20):
    """Return schools whose means scatter evenly, those reached moving further."""
    found = []
    for arm, count in ((Arm.REACHED, reached), (Arm.WAITING, waiting)):
        for place in range(count):
            start = 50.0 + 2 * (place % 3)
            end = start + (place % 4) + (moved if arm is Arm.REACHED else 0.0)
            found.append(school(f"{arm}{place}", arm, Wave.BEFORE, n, start))
            found.append(school(f"{arm}{place}", arm, Wave.AFTER, n, end))
    return found


def test_the_index_turns_a_reversed_question_around_and_needs_two_thirds_of_the_answers():
    answers = [{1: 5, 2: 1, 3: 5}, {1: 1, 2: 5, 3: 1, 4: 5}, {1: 3, 3: 5}, {1: 5}]

    assert score(answers, QUESTIONS) == pytest.approx([100, 0, 75, np.nan], nan_ok=True)


def test_three_answers_give_no_number_and_say_why():
    found = reckon([sat("A", "none", "before", [{1: 4, 2: 2, 3: 4}] * 3, QUESTIONS)], QUESTIONS)

    assert {each.index.value for each in found.standings} == {None}
    assert {each.index.reason for each in found.standings} == {Reason.TOO_FEW_ANSWERS}
    assert not found.answered
    assert found.reliability.reason is Reason.TOO_FEW_ANSWERS


def test_a_small_arm_is_left_out_of_the_sum_so_that_nobody_can_subtract():
    rows = [school("A", Arm.REACHED, Wave.BEFORE), school("B", Arm.WAITING, Wave.BEFORE, n=7)]

    found = {each.arm: each.index for each in reckon(rows, QUESTIONS).standings}

    assert found["all"].n == found["reached"].n == 20
    assert found["waiting"].n is None


def test_one_school_gets_a_number_and_no_interval():
    found = reckon([school("A", Arm.NONE, Wave.BEFORE)], QUESTIONS).standings[0].index

    assert (found.value, found.has_interval, found.reason) == (50.0, False, Reason.ONE_SCHOOL)


def test_reached_schools_without_others_get_a_change_and_no_effect():
    found = reckon(study(reached=6, waiting=0), QUESTIONS)

    assert found.changes[0].points.has_interval
    assert found.effects[0].points.value is None
    assert found.effects[0].points.reason is Reason.NO_COMPARISON


def test_what_was_asked_after_alone_is_a_reaction_and_never_an_effect():
    found = reckon([school("A", Arm.REACHED, Wave.AFTER)], QUESTIONS)

    assert [each.is_reaction for each in found.answered] == [True]
    assert not found.changes
    assert found.effects[0].points.reason is Reason.NOT_ASKED


def test_two_reached_schools_get_an_interval_and_no_p_value():
    found = reckon(study(reached=2, waiting=10), QUESTIONS).effects[0]

    assert found.points.has_interval
    assert found.chance is None
    assert found.smallest_chance == pytest.approx(1 / 66)
    assert found.points.reason is Reason.FEW_SCHOOLS_REACHED


def test_a_plain_effect_is_found_with_its_chance_and_what_could_have_been_seen():
    found = reckon(study(reached=6, waiting=6, moved=8.0), QUESTIONS).effects[0]

    assert found.points.value == pytest.approx(8.0)
    assert found.points.low > 4
    assert found.chance == pytest.approx(found.smallest_chance) == pytest.approx(2 / 924)
    assert 0 < found.minimum_detectable < 4


def test_six_schools_are_too_few_for_any_interval():
    found = reckon(study(reached=3, waiting=3), QUESTIONS).effects[0]

    assert (found.points.has_interval, found.points.reason) == (False, Reason.FEW_SCHOOLS)


def test_classes_of_one_school_are_one_school():
    rows = [school("A", Arm.NONE, Wave.BEFORE, 10, 40.0), school("A", Arm.NONE, Wave.BEFORE, 30)]

    found = reckon(rows, QUESTIONS).standings[0].index

    assert (found.n, found.schools, found.value) == (40, 1, 47.5)


def test_people_without_a_school_stand_for_themselves():
    rows = [school("", Arm.NONE, Wave.BEFORE, 40), school("", Arm.NONE, Wave.AFTER, 40, 56.0)]

    found = reckon(rows, QUESTIONS)

    assert found.standings[0].index.high - 50 == pytest.approx(5.54, abs=0.01)
    assert found.changes[0].points.value == 6.0
    assert found.changes[0].points.has_interval


def test_many_who_did_not_answer_again_and_small_schools_are_said():
    rows = [
        school("A", Arm.REACHED, Wave.BEFORE, 60),
        school("A", Arm.REACHED, Wave.AFTER, 30),
        school("B", Arm.REACHED, Wave.BEFORE, 2),
    ]

    assert reckon(rows, QUESTIONS).cautions == (Caution.SMALL_SCHOOLS, Caution.LOST_MANY)


def test_a_share_that_would_tell_every_answer_is_hidden():
    assert share((0, 0, 0, 5, 15), 4).reason is Reason.ALL_ALIKE
    assert share((5, 0, 0, 5, 10), 4).value == 0.75


def test_a_share_of_schools_is_as_wide_as_schools_differ():
    alike = share_of_schools([(0, 0, 10, 10, 0)] * 6, 4)
    apart = share_of_schools([(0, 0, 0, 20, 0), (0, 0, 20, 0, 0)] * 3, 4)

    assert (alike.value, alike.low, alike.high, alike.schools) == (0.5, 0.5, 0.5, 6)
    assert apart.high - apart.low > 0.9
    assert share_of_schools([(0, 0, 10, 10, 0)], 4).reason is Reason.ONE_SCHOOL


def test_omega_finds_what_seven_questions_share():
    rng = np.random.default_rng(2)
    rows = 3 + rng.standard_normal((400, 1)) + rng.standard_normal((400, 7))

    found = omega(rows, ["A"] * 200 + ["B"] * 200)

    assert found.low < 7 / 8 < found.high
    assert found.high - found.low < 0.06


def test_what_a_plan_sees_is_said_before_it_goes_out():
    few, many = power(12, 2, 30), power(40, 20, 30)

    assert few.minimum_detectable > 3 * many.minimum_detectable
    assert few.reason is Reason.FEW_SCHOOLS_REACHED
    assert power(10, 1, 30).minimum_detectable is None
    assert power(10, 10, 30).reason is Reason.NO_COMPARISON
    assert power(None, 4, 30).reason is Reason.NOT_PLANNED
