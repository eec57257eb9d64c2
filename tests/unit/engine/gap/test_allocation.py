import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keyway.engine.draws import snap
from keyway.engine.gap.allocation import allocate, network

HARD = {"sweeps": 400, "tolerance": 1e-10}


@st.composite
def instances(draw):
    """Random sparse instances: up to eight programs and eight cells, any weights, zeros too."""
    units, cells = draw(st.integers(1, 8)), draw(st.integers(1, 8))
    every = [(u, c) for u in range(units) for c in range(cells)]
    flows = sorted(draw(st.lists(st.sampled_from(every), unique=True, max_size=len(every))))
    number = st.one_of(st.just(0.0), st.floats(1e-4, 1e4))
    prior = np.array([draw(number) for _ in flows])
    stock = snap(np.array([draw(number) for _ in range(units)]))
    need = snap(np.array([draw(number) for _ in range(cells)]))
    unit = np.array([u for u, _ in flows], dtype=np.intp)
    cell = np.array([c for _, c in flows], dtype=np.intp)
    return network(unit, cell, units, cells), prior, stock, need, draw(st.floats(0, 0.95))


@settings(max_examples=400, deadline=None)
@given(instances(), st.integers(1, 30))
def test_no_person_and_no_job_is_counted_twice(instance, sweeps):
    net, prior, stock, need, retry = instance

    flow, _ = allocate(net, prior, stock, need, retry=retry, sweeps=sweeps, tolerance=1e-6)

    by_unit = np.bincount(net.unit, flow, net.units)
    by_cell = np.bincount(net.cell, flow, net.cells)
    assert (flow >= 0).all()
    assert (by_unit <= stock).all()
    assert (by_cell <= need).all()
    # Exactly, and a fortiori to 1e-9: nothing is lost between the two sides.
    assert by_unit.sum() == by_cell.sum() == flow.sum()
    assert ((stock - by_unit) + by_unit == stock).all()
    assert ((need - by_cell) + by_cell == need).all()


@settings(max_examples=200, deadline=None)
@given(instances(), st.randoms(use_true_random=False))
def test_the_order_of_programs_and_cells_does_not_matter(instance, random):
    net, prior, stock, need, retry = instance
    rows, columns = list(range(net.units)), list(range(net.cells))
    random.shuffle(rows)
    random.shuffle(columns)
    unit, cell = np.argsort(rows)[net.unit], np.argsort(columns)[net.cell]
    order = np.lexsort((cell, unit))
    other = network(unit[order], cell[order], net.units, net.cells)

    flow, _ = allocate(net, prior, stock, need, retry=retry, **HARD)
    again, _ = allocate(other, prior[order], stock[rows], need[columns], retry=retry, **HARD)

    np.testing.assert_allclose(again, flow[order], rtol=1e-5, atol=1e-4)


@settings(max_examples=200, deadline=None)
@given(instances(), st.integers(0, 7), st.floats(1.0, 50.0))
def test_more_openings_in_a_cell_never_mean_fewer_people_placed_there(instance, at, factor):
    net, prior, stock, need, retry = instance
    more = need.copy()
    more[at % net.cells] = snap(more[at % net.cells : at % net.cells + 1] * factor)[0]
    allowed = {"retry": retry, **HARD}

    flow, _ = allocate(net, prior, stock, need, **allowed)
    after, _ = allocate(net, prior, stock, more, **allowed)

    before_here = np.bincount(net.cell, flow, net.cells)[at % net.cells]
    after_here = np.bincount(net.cell, after, net.cells)[at % net.cells]
    assert after_here >= before_here * (1 - 1e-6) - 1e-4
    assert after.sum() >= flow.sum() * (1 - 1e-6) - 1e-4


def one_unit(stock, need, prior, retry=0.67):
    cells = len(need)
    net = network(np.zeros(cells, dtype=np.intp), np.arange(cells), 1, cells)
    flow, _ = allocate(
        net,
        np.array(prior, float),
        np.array([stock], float),
        np.array(need, float),
        retry=retry,
        **HARD,
    )
    return flow


def test_with_jobs_for_all_everybody_is_placed_by_the_prior():
    assert one_unit(40, [100, 100], [3, 1]) == pytest.approx([30, 10])


def test_refused_people_try_elsewhere_with_the_retry_share():
    # Half of the first cell's 20 applicants are refused; two thirds of the refused try again.
    flow = one_unit(40, [10, 1000], [1, 1], retry=0.67)

    assert flow[0] == pytest.approx(10)
    assert 20 < flow[1] < 30


def test_without_retry_the_refused_stay_unplaced():
    assert one_unit(40, [10, 1000], [1, 1], retry=0.0) == pytest.approx([10, 20])


def test_a_program_without_any_job_stays_unplaced():
    assert one_unit(40, [0, 0], [1, 1]).tolist() == [0, 0]


def test_two_programs_share_a_full_cell_by_their_applicants():
    net = network(np.array([0, 1]), np.array([0, 0]), 2, 1)

    flow, _ = allocate(net, np.ones(2), np.array([30.0, 10.0]), np.array([20.0]), retry=0.5, **HARD)

    assert flow == pytest.approx([15, 5])
