from dataclasses import replace

import numpy as np
import pytest

from keyway.engine import gap
from keyway.errors import Broken
from tests.unit.engine.small import CHEMIST, LINKS, MACHINIST, TEACHER, WELDER, measured


def cell(result, soc):
    return (result.cells["soc_code"] == soc).to_numpy()


def test_every_completer_and_every_opening_is_accounted_for_in_every_draw():
    _, offered, result = measured()

    assert (result.placed + result.unfilled == result.need).all()
    assert (result.unit_placed + result.unplaced + result.left == result.completers).all()
    assert (result.placed.sum(0) == result.unit_placed.sum(0)).all()
    assert (result.unit_placed <= offered.stock).all()
    assert (result.unplaced >= 0).all()
    assert (result.unfilled >= 0).all()


def test_an_occupation_that_no_program_feeds_keeps_its_whole_need():
    _, _, result = measured()

    assert (result.placed[cell(result, TEACHER)] == 0).all()


def test_programs_only_feed_linked_occupations():
    _, _, result = measured()

    fed = set(result.cells["soc_code"].gather(result.flow_cell))
    assert fed == {WELDER, MACHINIST, CHEMIST}


def test_openings_beyond_reach_are_not_filled():
    _, _, result = measured()

    far = cell(result, WELDER) & (result.cells["county_fips"] == "04005").to_numpy()
    assert (result.placed[far] == 0).all()


def test_a_bachelors_degree_keeps_a_person_from_a_job_that_asks_for_none_but_not_wholly():
    usual, wanting = (
        gap.measure(*measured()[:2], LINKS, gap.GapParameters(over_step=step), seed=7)
        for step in (0.0, 2.0)
    )

    # One linked occupation only: nothing else to prefer, so nothing changes.
    assert usual.placed[cell(usual, CHEMIST)].sum() == pytest.approx(
        wanting.placed[cell(wanting, CHEMIST)].sum()
    )


def test_a_link_of_weight_zero_carries_nobody():
    needed, offered, _ = measured()
    links = LINKS.with_columns(weight=(LINKS["soc_code"] != MACHINIST).cast(float))

    result = gap.measure(needed, offered, links, gap.GapParameters(), seed=7)

    assert (result.placed[cell(result, MACHINIST)] == 0).all()


def test_links_in_any_order_give_the_same_bytes():
    needed, offered, result = measured()

    again = gap.measure(needed, offered, LINKS.reverse(), gap.GapParameters(), seed=7)

    assert again.placed.tobytes() == result.placed.tobytes()


def test_more_need_fills_no_opening_less():
    needed, offered, result = measured()

    wider = gap.measure(
        replace(needed, need=needed.need * 2), offered, LINKS, gap.GapParameters(), seed=7
    )

    assert wider.placed.sum() >= result.placed.sum() * (1 - 1e-3)
    assert (wider.unfilled.sum(0) >= result.unfilled.sum(0)).all()


def test_draws_that_do_not_match_are_refused():
    needed, _, _ = measured(draws=10)
    _, offered, _ = measured(draws=20)

    with pytest.raises(Broken, match="same number of draws"):
        gap.measure(needed, offered, LINKS, gap.GapParameters(), seed=1)


def test_a_state_without_programs_has_its_whole_need_unfilled():
    needed, offered, _ = measured()
    none = replace(
        offered, units=offered.units[:0], completers=offered.completers[:0], left=offered.left[:0],
        stock=offered.stock[:0], reach=offered.reach[:0],
    )  # fmt: skip

    result = gap.measure(needed, none, LINKS, gap.GapParameters(), seed=7)

    assert np.array_equal(result.unfilled, needed.need)
