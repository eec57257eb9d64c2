"""Small random graphs of programs, credentials and jobs, and every route through them."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from keyway.engine.pathways import Edge, Graph, Kind, Limits, Node, Route

if TYPE_CHECKING:
    from collections.abc import Sequence

LIMITS = Limits(months=60, cost=9_000, km=50, steps=5)


def random_graph(seed: int, most: int = 12) -> tuple[Graph, list[Edge], list[int], list[int]]:
    """Return a graph of at most ``most`` nodes, its starts, its goals and the distances."""
    chance = Random(seed)  # noqa: S311 — no secret
    count = chance.randint(4, most)
    kinds = [chance.choice(list(Kind)) for _ in range(count)]
    kinds[-1] = Kind.JOB
    nodes = tuple(
        Node(f"n{at}", kind, _wage(chance) if kind is Kind.JOB else None)
        for at, kind in enumerate(kinds)
    )
    steps = tuple(
        tuple(_edge(chance, to) for to in range(count) if to != at and chance.random() < 0.35)
        for at in range(count)
    )
    starts = [_edge(chance, to) for to in range(count) if chance.random() < 0.4]
    goals = [at for at, kind in enumerate(kinds) if kind is Kind.JOB]
    km = [chance.choice([0, 5, 12, 30, 60]) for _ in range(count)]
    return Graph(nodes, steps), starts, goals, km


def _wage(chance: Random) -> float | None:
    return chance.choice([None, 31_000.0, 38_000.0, 45_000.0])


def _edge(chance: Random, to: int) -> Edge:
    cost = chance.choice([None, 0, 0, 100, 250, 2_000, 6_000])
    return Edge(to, chance.choice([0, 3, 6, 12, 24]), cost, chance.randint(0, 3))


def every_route(
    graph: Graph, starts: Sequence[Edge], goals: Sequence[int], km: Sequence[int]
) -> list[Route]:
    """Return each way without a circle from a start to a goal that stays inside the limits."""
    found: list[Route] = []

    def walk(nodes: tuple[int, ...], edges: tuple[Edge, ...]) -> None:
        here = nodes[-1]
        route = Route(
            nodes,
            edges,
            months=sum(edge.months for edge in edges),
            cost=sum(edge.cost or 0 for edge in edges),
            is_cost_known=all(edge.cost is not None for edge in edges),
            wage=graph.nodes[here].wage,
            km=max(km[node] for node in nodes),
        )
        if route.months > LIMITS.months or route.cost > LIMITS.cost or route.km > LIMITS.km:
            return
        if here in goals:
            found.append(route)
        if len(nodes) < LIMITS.steps:
            for edge in graph.steps[here]:
                if edge.to not in nodes:
                    walk((*nodes, edge.to), (*edges, edge))

    for edge in starts:
        walk((edge.to,), (edge,))
    return found


def measures(route: Route) -> tuple[object, ...]:
    """Return what routes are compared by."""
    return (route.months, route.is_cost_known, route.cost, route.wage, route.km)
