"""The share that passed stands in the middle of a range that narrows with the number of students."""

import pytest

from keyway.engine.pathways import passing


def test_the_range_holds_the_share_and_narrows_with_the_number():
    few, many = passing(8, 10), passing(800, 1000)

    assert few.share == many.share == 0.8
    assert few.low < many.low < 0.8 < many.high < few.high
    assert (few.low, few.high) == pytest.approx((0.541, 0.931), abs=0.001)


@pytest.mark.parametrize(("earned", "low", "high"), [(0, 0.0, 0.213), (10, 0.787, 1.0)])
def test_nobody_or_everybody_is_no_certainty(earned, low, high):
    rate = passing(earned, 10)

    assert (rate.low, rate.high) == pytest.approx((low, high), abs=0.001)
