import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from keyway.engine.draws import GRID, lognormal, quantiles, snap, stream

people = arrays.arrays(np.float64, 20, elements=st.floats(0, 1e6))


@given(people, st.permutations(range(20)))
def test_sums_of_snapped_numbers_are_the_same_in_any_order(values, order):
    snapped = snap(values)

    assert snapped.sum() == sum(snapped[list(order)].tolist())


@given(people)
def test_snapping_loses_less_than_the_grid(values):
    assert ((values - snap(values)) >= 0).all()
    assert ((values - snap(values)) < GRID).all()


def test_a_stream_depends_on_every_part_of_its_name():
    first = {stream(1, "supply", 0).random(), stream(1, "supply", 1).random()}
    second = {stream(1, "demand", 0).random(), stream(2, "supply", 0).random()}

    assert len(first | second) == 4


def test_noise_has_mean_one():
    noise = lognormal(stream(1, "noise"), 0.4, (200_000,))

    assert abs(noise.mean() - 1) < 0.01
    assert abs(np.log(noise).std() - 0.4) < 0.01


def test_quantiles_are_taken_over_the_draws():
    low, middle, high = quantiles(np.array([np.arange(101.0), np.arange(101.0) * 2]))

    assert (low.tolist(), middle.tolist(), high.tolist()) == ([5, 10], [50, 100], [95, 190])
