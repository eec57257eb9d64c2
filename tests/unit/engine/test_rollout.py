"""The rollout planner against exhaustive search, its bound, and its limits."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
import scipy.sparse as sp

from keyway.engine import rollout
from keyway.engine.rollout import baselines, limits, merging, pricing, program
from keyway.engine.rollout.filling import filled
from keyway.engine.rollout.ramping import ramp
from keyway.engine.rollout.values import DUST

EXACT = 1e-5


def world(seed: int, *, choices: int = 6, jobs: int = 6, scenarios: int = 1) -> rollout.Problem:
    """A small state: three institutions, some of whose programs share a shop."""
    rng = np.random.default_rng(seed)
    links = (rng.random((choices, jobs)) < 0.5).astype(float)
    links[np.arange(choices), rng.integers(0, jobs, choices)] = 1.0
    institution = np.arange(choices) % 3
    return rollout.Problem(
        institution=institution,
        option=np.arange(choices) // 3,
        popularity=rng.integers(0, 9, choices).astype(float),
        capacity=rng.integers(3, 14, choices).astype(float),
        cost=rng.integers(100, 400, choices) * 1000.0,
        instructors=rng.integers(1, 3, choices).astype(float),
        kit=np.where(rng.random(choices) < 0.5, institution, -1),
        kit_cost=rng.integers(50, 200, 3) * 1000.0,
        links=sp.csr_matrix(links),
        need=np.round(rng.gamma(1.5, 4.0, (scenarios, jobs)), 2),
        is_rural=rng.random(jobs) < 0.5,
        institutions=3,
    )


def rules(seed: int, **given: float) -> rollout.Rules:
    """Limits that leave something open and forbid something."""
    rng = np.random.default_rng(seed + 1)
    return rollout.Rules(
        budget=float(rng.integers(400, 1200)) * 1000,
        instructors=rng.integers(2, 5, 3).astype(float),
        programs=rng.integers(1, 4, 3).astype(float),
        **given,
    )


def keeps(problem: rollout.Problem, given: rollout.Rules, opened: tuple[int, ...]) -> bool:
    """Whether a set keeps the limits, told without the planner."""
    kits = {int(problem.kit[c]) for c in opened if problem.kit[c] >= 0}
    spent = sum(problem.cost[c] for c in opened) + sum(problem.kit_cost[k] for k in kits)
    for place in range(problem.institutions):
        here = [c for c in opened if problem.institution[c] == place]
        if len(here) > given.programs[place]:
            return False
        if sum(problem.instructors[c] for c in here) > given.instructors[place]:
            return False
    return bool(spent <= given.budget)


def cut(problem: rollout.Problem, opened: tuple[int, ...], need: np.ndarray) -> float:
    """The most that a set can place, as the smallest cut between programs and openings."""
    reach = np.asarray(problem.links.todense()) > 0
    smallest = np.inf
    for size in range(len(opened) + 1):
        for part in combinations(opened, size):
            jobs = reach[list(part)].any(axis=0) if part else np.zeros(len(need), bool)
            idle = sum(problem.capacity[c] for c in opened if c not in part)
            smallest = min(smallest, idle + need[jobs].sum())
    return float(smallest)


def exhaustive(problem: rollout.Problem, given: rollout.Rules) -> float:
    """The best value over every set of programs that keeps the limits."""
    best = 0.0
    for size in range(problem.choices + 1):
        for opened in combinations(range(problem.choices), size):
            if keeps(problem, given, opened):
                best = max(best, np.mean([cut(problem, opened, need) for need in problem.need]))
    return best


def ruled(problem: rollout.Problem, given: rollout.Rules) -> float:
    """The same under the rural rule, each set filled by the linear program."""
    best = 0.0
    for size in range(1, problem.choices + 1):
        for opened in combinations(range(problem.choices), size):
            if keeps(problem, given, opened):
                best = max(best, filled(problem, given, np.array(opened)).value)
    return best


@pytest.mark.parametrize("seed", range(50))
def test_the_best_plan_equals_exhaustive_search(seed: int) -> None:
    problem, given = world(seed, scenarios=1 + seed % 2), rules(seed)

    found = program.best(problem, given, gap=0.0, seconds=20)

    assert found is not None
    assert found.value == pytest.approx(exhaustive(problem, given), abs=EXACT)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1000, 1200))
def test_the_best_plan_equals_exhaustive_search_on_larger_states(seed: int) -> None:
    problem, given = world(seed, choices=9, jobs=9, scenarios=2), rules(seed)

    found = program.best(problem, given, gap=0.0, seconds=60)

    assert found is not None
    assert found.value == pytest.approx(exhaustive(problem, given), abs=EXACT)


@pytest.mark.parametrize("seed", range(8))
def test_the_rural_rule_is_kept_at_the_exhaustive_optimum(seed: int) -> None:
    problem, given = world(seed, choices=5), rules(seed, rural_share=0.5)

    found = program.best(problem, given, gap=0.0, seconds=20)

    assert found is not None
    rural = found.placed[:, problem.is_rural].sum()
    assert rural >= 0.5 * found.placed.sum() - EXACT
    assert found.value == pytest.approx(ruled(problem, given), abs=EXACT)


@pytest.mark.parametrize("seed", range(12))
def test_no_prices_prove_less_than_a_plan_reaches(seed: int) -> None:
    rng = np.random.default_rng(seed)
    problem, given = world(seed), rules(seed, rural_share=0.3 * (seed % 2))
    found = program.best(problem, given, gap=0.0, seconds=20)
    laid = pricing.Priceable.of(problem, given)
    jobs = problem.links.shape[1]

    bounds = [
        laid.price(
            pricing.Prices(rng.random(jobs), rng.random() * 1e-4, rng.random(3) * 5,
                           rng.random(3) * 5, rng.random() * (seed % 2))
        ).bound
        for _ in range(50)
    ]  # fmt: skip

    assert found is not None
    assert min(bounds) >= found.value - EXACT
    _prices, told = pricing.tighten(laid, pricing.first_prices(laid), steps=60, reached=found.value)
    assert told.bound >= found.value - EXACT


@pytest.fixture(scope="module")
def found() -> tuple[rollout.Problem, rollout.Rules, rollout.Found]:
    """A larger state with the rural rule, planned whole."""
    problem = world(5, choices=18, jobs=30, scenarios=4)
    given = rollout.Rules(2.2e6, np.full(3, 6.0), np.full(3, 4.0), rural_share=0.6)
    draws = np.random.default_rng(9).gamma(1.5, 4.0, (30, 30))
    return problem, given, rollout.plan(problem, given, draws=draws, seconds=6, gap=0.0)


Whole = tuple[rollout.Problem, rollout.Rules, rollout.Found]


def test_every_plan_keeps_the_limits_and_stays_below_its_bound(found: Whole) -> None:
    problem, given, plans = found

    for each in (plans.best, plans.cheapest, plans.robust, plans.greedy, plans.popular):
        assert keeps(problem, given, tuple(each.opened.tolist()))
        assert each.value <= each.bound + EXACT
        assert each.placed.sum() == pytest.approx(each.value, abs=1e-4)
        assert (each.placed.sum(axis=0) <= problem.need.mean(axis=0) + EXACT).all()
        assert each.placed[:, problem.is_rural].sum() >= 0.6 * each.value - 1e-4


def test_the_cheapest_plan_gives_up_two_percent_at_most(found: Whole) -> None:
    _problem, _given, plans = found

    assert plans.cheapest.value >= 0.98 * plans.best.value - EXACT
    assert plans.cheapest.cost <= plans.best.cost


def test_the_most_robust_plan_is_best_in_the_worst_tenth_of_the_draws(found: Whole) -> None:
    _problem, _given, plans = found

    assert plans.scores["robust"].low == max(each.low for each in plans.scores.values())
    assert 0 <= plans.flips <= 1
    assert 0 <= plans.scores["best"].regret < 1


def test_the_rural_rule_has_a_price_between_two_proven_bounds(found: Whole) -> None:
    _problem, _given, plans = found
    least, most = plans.rural_price

    assert plans.unruled is not None
    assert 0 <= least <= plans.unruled.value - plans.best.value + EXACT <= most + 2 * EXACT


def test_simpler_ways_do_no_better(found: Whole) -> None:
    _problem, _given, plans = found

    assert plans.greedy.value <= plans.best.value + EXACT
    assert plans.popular.value <= plans.best.value + EXACT


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_the_input_does_not_change_the_value(seed: int) -> None:
    problem, given = world(seed, choices=8), rules(seed)
    turn = np.random.default_rng(seed).permutation(8)
    turned = rollout.Problem(
        problem.institution[turn], problem.option[turn], problem.popularity,
        problem.capacity[turn], problem.cost[turn], problem.instructors[turn], problem.kit[turn],
        problem.kit_cost, problem.links[turn], problem.need, problem.is_rural, 3,
    )  # fmt: skip

    one = rollout.plan(problem, given, seconds=5, gap=0.0)
    two = rollout.plan(turned, given, seconds=5, gap=0.0)

    assert one.best.value == pytest.approx(two.best.value, abs=EXACT)


def test_adding_up_interchangeable_openings_changes_nothing() -> None:
    problem, given = world(3, jobs=12), rules(3)
    small, group = merging.merged(problem)

    one = program.best(problem, given, gap=0.0, seconds=20)
    two = program.best(small, given, gap=0.0, seconds=20)

    assert one is not None
    assert two is not None
    assert one.value == pytest.approx(two.value, abs=EXACT)
    back = merging.spread(two.placed, group, problem.need[0])
    assert back.sum() == pytest.approx(two.value, abs=1e-4)
    assert (back.sum(axis=0) <= problem.need[0] + EXACT).all()


def test_greedy_fills_no_opening_twice() -> None:
    problem = world(1)
    generous = rollout.Rules(1e9, np.full(3, 99.0), np.full(3, 99.0))

    greedy = baselines.greedy(problem, generous)

    assert greedy.value <= problem.need.sum() + EXACT
    assert (greedy.placed.sum(axis=0) <= problem.need[0] + EXACT).all()


@pytest.mark.parametrize(
    ("limit", "change"),
    [
        ("budget", {"budget": 50_000.0}),
        ("instructors", {"instructors": np.zeros(3)}),
        ("programs", {"programs": np.zeros(3)}),
    ],
)
def test_impossible_limits_name_the_limit_and_the_smallest_that_works(
    limit: str, change: dict[str, object]
) -> None:
    problem = world(2)
    usual = {"budget": 2e6, "instructors": np.full(3, 4.0), "programs": np.full(3, 2.0)}

    with pytest.raises(rollout.ImpossiblePlan) as refused:
        rollout.plan(problem, rollout.Rules(**{**usual, **change}), seconds=1)

    assert refused.value.limit == limit
    smallest = refused.value.smallest
    assert smallest is not None
    enough = smallest if limit == "budget" else np.full(3, smallest)
    again = rollout.plan(problem, rollout.Rules(**{**usual, limit: enough}), seconds=1)
    assert again.best.value > DUST


def test_a_rural_rule_that_nobody_can_keep_says_so() -> None:
    problem = world(2)
    urban = rollout.Problem(
        problem.institution, problem.option, problem.popularity, problem.capacity, problem.cost,
        problem.instructors, problem.kit, problem.kit_cost, problem.links, problem.need,
        np.zeros(6, dtype=bool), 3,
    )  # fmt: skip
    given = rollout.Rules(2e6, np.full(3, 4.0), np.full(3, 2.0), rural_share=0.4)

    with pytest.raises(rollout.ImpossiblePlan) as refused:
        rollout.plan(urban, given, seconds=1)

    assert (refused.value.limit, refused.value.smallest) == ("rural", 0.0)


def test_colleges_in_the_same_place_are_told_to_tie() -> None:
    links = sp.csr_matrix(np.ones((2, 1)))
    twins = rollout.Problem(
        np.array([0, 1]), np.zeros(2, dtype=np.intp), np.ones(1), np.full(2, 10.0),
        np.full(2, 1e5), np.ones(2), np.full(2, -1), np.zeros(0), links, np.array([[12.0]]),
        np.zeros(1, dtype=bool), 2,
    )  # fmt: skip
    given = rollout.Rules(1e5, np.ones(2), np.ones(2))

    found = rollout.plan(twins, given, seconds=1)

    (opened,) = found.best.opened.tolist()
    assert found.ties == {opened: (1 - opened,)}


def test_more_of_what_binds_brings_more() -> None:
    problem = world(4, choices=12, jobs=12)
    given = rollout.Rules(6e5, np.full(3, 9.0), np.full(3, 9.0))

    told = {each.limit: each for each in limits.binding(problem, given)}

    assert told["budget"].price > 0


@pytest.mark.one_database
def test_nobody_is_placed_before_the_first_complete() -> None:
    assert ramp(18, 36, 5) == pytest.approx([0.0, 1 / 12, 2 / 3, 1.0, 1.0])
    assert ramp(12, 12, 3) == pytest.approx([0.0, 1.0, 1.0])
