"""The front of routes is exact, and what is shown of it differs."""

import pytest

from keyway.engine.pathways import (
    Alike,
    Edge,
    Graph,
    Kind,
    Limits,
    Node,
    Route,
    beats,
    choose,
    fronts,
    off_ramps,
)
from tests.unit.engine.pathways.small_graphs import LIMITS, every_route, measures, random_graph


def machining() -> Graph:
    """High school program 0, credential 1, operator 2, machinist 3, college program 4, empty 5."""
    nodes = (
        Node("p1", Kind.PROGRAM),
        Node("c1", Kind.CREDENTIAL),
        Node("j51-9161", Kind.JOB, 36_000.0),
        Node("j51-4041", Kind.JOB, 42_000.0),
        Node("p2", Kind.PROGRAM),
        Node("p3", Kind.PROGRAM),
    )
    steps = (
        (Edge(1, 0, 150), Edge(4, 12, 2_000)),
        (Edge(2, 0, 0),),
        (Edge(3, 24, 0),),
        (),
        (Edge(3, 0, 0),),
        (),
    )
    return Graph(nodes, steps)


@pytest.mark.parametrize("seed", range(200))
def test_the_front_is_what_trying_every_route_finds(seed):
    graph, starts, goals, km = random_graph(seed)
    routes = every_route(graph, starts, goals, km)

    found = fronts(graph, starts, goals, LIMITS, km)

    for goal in goals:
        here = [route for route in routes if route.goal == goal]
        best = {measures(r) for r in here if not any(beats(other, r) for other in here)}
        assert {measures(route) for route in found.get(goal, ())} == best
        assert len(found.get(goal, ())) == len(best)


@pytest.mark.parametrize("seed", range(0, 200, 5))
def test_each_route_adds_up_from_its_steps(seed):
    graph, starts, goals, km = random_graph(seed)

    for routes in fronts(graph, starts, goals, LIMITS, km).values():
        for route in routes:
            assert [edge.to for edge in route.edges] == list(route.nodes)
            assert route.months == sum(edge.months for edge in route.edges)
            assert route.cost == sum(edge.cost or 0 for edge in route.edges)
            assert route.is_cost_known == all(edge.cost is not None for edge in route.edges)
            assert len(set(route.nodes)) == len(route.nodes) <= LIMITS.steps


def test_a_quick_way_and_a_cheap_way_both_stay():
    found = fronts(machining(), [Edge(0, 20, 0)], [3], Limits(), [0] * 6)

    assert sorted((r.months, r.cost) for r in found[3]) == [(32, 2_000), (44, 150)]


def test_a_cost_that_is_not_known_is_no_cost_of_zero():
    graph = Graph(
        (Node("p1", Kind.PROGRAM), Node("p2", Kind.PROGRAM), Node("j", Kind.JOB, 40_000.0)),
        ((Edge(2, 0, 0),), (Edge(2, 0, 0),), ()),
    )

    found = fronts(graph, [Edge(0, 12, None), Edge(1, 12, 900)], [2], Limits(), [0, 0, 0])
    shown = choose(found[2])

    assert [(r.cost, r.is_cost_known) for r in found[2]] == [(900, True), (0, False)]
    assert [each.route.is_cost_known for each in shown] == [True, False]
    assert "cost" in shown[0].first_in
    assert "cost" not in shown[1].first_in


def test_of_two_ways_alike_in_everything_the_better_known_is_kept():
    graph = Graph(
        (Node("p1", Kind.PROGRAM), Node("p2", Kind.PROGRAM), Node("j", Kind.JOB, 40_000.0)),
        ((Edge(2, 0, 0, 2),), (Edge(2, 0, 0, 0),), ()),
    )

    found = fronts(graph, [Edge(0, 12, 0, 1), Edge(1, 12, 0, 1)], [2], Limits(), [0, 0, 0])

    assert [route.nodes for route in found[2]] == [(1, 2)]


def test_nothing_beyond_the_limits_is_offered():
    graph, start = machining(), [Edge(0, 20, 0)]

    assert not fronts(graph, start, [3], Limits(months=24), [0] * 6)
    assert not fronts(graph, start, [3], Limits(km=30), [40, 0, 0, 0, 0, 0])
    assert not fronts(graph, start, [3], Limits(steps=2), [0] * 6)


def test_a_goal_that_nothing_leads_to_has_no_front():
    assert fronts(machining(), [Edge(5, 1, 0)], [3], Limits(), [0] * 6) == {}


def test_whoever_stops_on_the_way_finds_a_job_too():
    graph = machining()
    route = next(
        r for r in fronts(graph, [Edge(0, 20, 0)], [3], Limits(), [0] * 6)[3] if r.cost == 150
    )

    ramps = off_ramps(graph, route)

    assert [(ramp.job, ramp.months, ramp.is_on_route) for ramp in ramps] == [(2, 20, True)]


def test_near_copies_are_shown_once():
    near = [_route((at, 9), months=24, km=5 + at) for at in range(5)]
    far = _route((6, 9), months=6, km=40)

    shown = choose([*near, far], most=6, alike=Alike(months=3, cost=500, km=8))

    assert sorted(each.route.months for each in shown) == [6, 24]


def test_what_is_shown_does_not_hang_on_the_order_it_came_in():
    graph, starts, goals, km = random_graph(12)
    routes = [r for each in fronts(graph, starts, goals, LIMITS, km).values() for r in each]

    assert choose(routes) == choose(reversed(routes))


def test_no_route_to_choose_from_is_no_choice():
    assert choose([]) == []


def _route(nodes, *, months, km, cost=0, wage=40_000.0):
    return Route(nodes, tuple(Edge(n, 0, 0) for n in nodes), months, cost, True, wage, km)
