"""What a route may be worth is a range, and never as if everybody finished."""

from dataclasses import replace

import pytest

from keyway.engine.pathways import Offer, Share, Terms, weigh

OFFER = Offer(
    cost=3_000,
    months=12,
    wage=(38_000, 44_000),
    base=(29_000, 33_000),
    finish=Share(0.5, 0.35, 0.65),
    related=Share(0.5, 0.3, 0.7),
)


def certain(value: float) -> Share:
    return Share(value, value, value)


def test_the_middle_is_the_formula_by_hand():
    offer = replace(
        OFFER, wage=(40_000, 40_000), base=(30_000, 30_000), finish=certain(0.5),
        related=certain(0.4),
    )  # fmt: skip

    worth = weigh(offer, seed=1, name="r", terms=Terms(discount=0.0, years=10))

    # 3,000 paid, half of a year's 30,000 lost, and 0.5 · 0.4 · 10,000 more in each of ten years.
    assert worth.middle == pytest.approx(-3_000 - 15_000 + 20_000)
    assert worth.low == pytest.approx(worth.high)


def test_uncertain_shares_make_a_range():
    worth = weigh(OFFER, seed=1, name="r")

    assert worth.low < worth.middle < worth.high
    assert 0.0 <= worth.pays_back <= 1.0


def test_the_same_question_has_the_same_answer():
    assert weigh(OFFER, seed=1, name="r") == weigh(OFFER, seed=1, name="r")
    assert weigh(OFFER, seed=1, name="r") != weigh(OFFER, seed=2, name="r")


def test_as_if_everybody_finished_a_route_would_look_better():
    surely = replace(OFFER, finish=certain(1.0), related=certain(1.0))

    assert weigh(OFFER, seed=1, name="r").middle < weigh(surely, seed=1, name="r").middle


def test_a_route_into_a_job_that_pays_less_never_pays_back():
    worse = replace(OFFER, wage=(25_000, 27_000))

    assert weigh(worse, seed=1, name="r").pays_back == 0.0
