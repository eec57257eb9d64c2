"""Packing bundles of programs into a budget against every combination tried."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from keyway.engine.rollout import packed, program
from keyway.engine.rollout.filling import filled
from keyway.engine.rollout.packing import Packing
from tests.unit.engine.test_rollout import EXACT, keeps, rules, world

pytestmark = pytest.mark.one_database


def every(problem, given) -> list[tuple[int, ...]]:
    """Return all sets of programs that keep the limits."""
    return [
        opened
        for size in range(problem.choices + 1)
        for opened in combinations(range(problem.choices), size)
        if keeps(problem, given, opened)
    ]


@pytest.mark.parametrize("seed", range(12))
def test_the_best_packing_equals_every_set_tried(seed: int) -> None:
    problem, given = world(seed, choices=8), rules(seed)
    worth = np.random.default_rng(seed).random(8)
    packing = Packing.of(problem, given, np.ones(8, dtype=bool))
    assert packing is not None

    value, opened = packing.best(worth)

    sums = {each: worth[list(each)].sum() for each in every(problem, given)}
    assert value == pytest.approx(max(sums.values()))
    assert worth[opened].sum() == pytest.approx(value)
    assert keeps(problem, given, tuple(opened.tolist()))
    for choice, most in enumerate(packing.most_with(worth)):
        told = [total for each, total in sums.items() if choice in each]
        assert most == pytest.approx(max(told)) if told else most == -np.inf


def test_costs_with_odd_cents_are_rounded_so_that_nothing_is_ruled_out() -> None:
    problem, given = world(3, choices=8), rules(3)
    problem.cost[:] += np.random.default_rng(0).random(8)
    worth = np.random.default_rng(3).random(8)
    packing = Packing.of(problem, given, np.ones(8, dtype=bool))
    assert packing is not None

    value, _opened = packing.best(worth)

    assert value >= max(worth[list(each)].sum() for each in every(problem, given)) - EXACT


def test_too_many_sets_are_not_listed() -> None:
    problem = world(1, choices=120)
    given = rules(1)
    given.programs[:] = 6

    assert Packing.of(problem, given, np.ones(120, dtype=bool)) is None


@pytest.mark.parametrize("seed", range(16))
def test_what_packing_proves_is_never_below_the_best_plan(seed: int) -> None:
    share = 0.4 * (seed % 2)
    problem, given = world(seed, scenarios=3), rules(seed, rural_share=share)
    found = program.best(problem, given, gap=0.0, seconds=20)
    assert found is not None
    known = filled(problem, given, np.zeros(0, dtype=np.intp), np.inf)

    told = packed.pack(problem, given, known, np.zeros(6), gap=0.0, seconds=20)

    assert told is not None
    assert told.best.bound >= found.value - EXACT
    assert told.best.value <= found.value + EXACT
    assert keeps(problem, given, tuple(told.best.opened.tolist()))
    assert (told.most_with[found.opened] >= found.value - EXACT).all()
