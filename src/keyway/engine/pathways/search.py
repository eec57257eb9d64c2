"""Search for every route that no other route beats: label-setting Pareto search.

A label is a way to a node with its months, known cost, whether the cost is known whole, the
farthest place and the number of steps. One label beats another at the same node when it is nowhere
worse. Labels are settled in the order of those measures, so whatever beats a label was settled
before it, and what is settled stays: the front is exact.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from keyway.engine.pathways.values import Route

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from keyway.engine.pathways.values import Edge, Graph, Limits

_FAR = 1 << 30

Measures = tuple[int, bool, int, int, int]
"""Months, whether a part of the cost is unknown, known cost, farthest kilometers, steps."""

Label = tuple[Measures, int, tuple[int, ...], int, tuple["Edge", ...]]
"""Measures, how badly the steps are known, the nodes, a running number, the steps onto them."""


@dataclass(slots=True)
class _Search:
    """What one search goes by and what it has settled."""

    graph: Graph
    limits: Limits
    km: Sequence[int]
    hops: Sequence[int]
    heap: list[Label] = field(default_factory=list)
    settled: dict[int, list[Measures]] = field(default_factory=dict)
    pushed: int = 0

    def push(self, steps: Iterable[Edge], label: Label) -> None:
        """Put the labels that one more step leads to on the heap, where they can still count."""
        (months, is_unknown, cost, far, count), proof, nodes, _, edges = label
        limits, km = self.limits, self.km
        for edge in steps:
            to = edge.to
            if self.hops[to] >= limits.steps - count or km[to] > limits.km or to in nodes:
                continue
            then = (
                months + edge.months,
                is_unknown or edge.cost is None,
                cost + (edge.cost or 0),
                max(far, km[to]),
                count + 1,
            )
            if then[0] > limits.months or then[2] > limits.cost:
                continue
            if not _is_beaten(then, self.settled.get(to, ())):
                self.pushed += 1
                further = (then, proof + edge.proof, (*nodes, to), self.pushed, (*edges, edge))
                heapq.heappush(self.heap, further)

    def pop(self) -> Label | None:
        """Return the next label that nothing settled beats, and settle it; None at the end."""
        while self.heap:
            label = heapq.heappop(self.heap)
            labels = self.settled.setdefault(label[2][-1], [])
            if not _is_beaten(label[0], labels):
                labels.append(label[0])
                return label
        return None


def fronts(
    graph: Graph,
    starts: Sequence[Edge],
    goals: Collection[int],
    limits: Limits,
    km: Sequence[int],
) -> Mapping[int, tuple[Route, ...]]:
    """Return, for each goal that can be reached, the routes that no other beats.

    Months, cost and distance are the less the better; an unknown part of the cost is worse than
    none, and is never counted as a number. Of routes alike in everything the best known is kept.

    Args:
        graph: programs, credentials and jobs.
        starts: the steps that are open at the start.
        goals: the jobs wanted, by place.
        limits: how far the person would go.
        km: distance of each node from home; 0 where it has no place of its own.
    """
    search = _Search(graph, limits, km, _hops_to(graph, goals, limits.steps))
    found: dict[int, list[Route]] = {goal: [] for goal in goals}
    search.push(starts, ((0, False, 0, 0, 0), 0, (), 0, ()))
    while label := search.pop():
        here = label[2][-1]
        if here in found:
            found[here].append(_route(graph, label))
        search.push(graph.steps[here], label)
    return {goal: tuple(unbeaten(routes)) for goal, routes in found.items() if routes}


def _is_beaten(measures: Measures, by: Iterable[Measures]) -> bool:
    """Return whether a label settled before is nowhere worse."""
    months, is_unknown, cost, far, count = measures
    return any(
        a <= months and b <= is_unknown and c <= cost and d <= far and e <= count
        for a, b, c, d, e in by
    )


def _hops_to(graph: Graph, goals: Iterable[int], most: int) -> list[int]:
    """Return how many steps each node is away from the nearest goal; far where more than ``most``."""
    hops = [_FAR] * len(graph.nodes)
    front = list(goals)
    for goal in front:
        hops[goal] = 0
    for step in range(1, most):
        front = _one_back(graph, front, hops, step)
    return hops


def _one_back(graph: Graph, front: Iterable[int], hops: list[int], step: int) -> list[int]:
    following = []
    for node in front:
        for source in graph.before[node]:
            if hops[source] == _FAR:
                hops[source] = step
                following.append(source)
    return following


def _route(graph: Graph, label: Label) -> Route:
    (months, is_unknown, cost, far, _), _, nodes, _, edges = label
    return Route(nodes, edges, months, cost, not is_unknown, graph.nodes[nodes[-1]].wage, far)


def beats(one: Route, other: Route) -> bool:
    """Return whether ``one`` is nowhere worse than ``other`` and somewhere better.

    A wage that is not known is worse than any wage that is.
    """
    first, second = _compared(one), _compared(other)
    return first != second and all(a <= b for a, b in zip(first, second, strict=True))


def unbeaten(routes: Iterable[Route]) -> list[Route]:
    """Return the routes that none of the others beats, in their order; of equals the first."""
    kept: dict[tuple[float, ...], Route] = {}
    for route in routes:
        kept.setdefault(_compared(route), route)
    rest = list(kept.values())
    return [each for each in rest if not any(beats(other, each) for other in rest)]


def _compared(route: Route) -> tuple[float, ...]:
    """Return what routes are compared by, each the less the better."""
    wage = 0.0 if route.wage is None else -route.wage
    return (route.months, not route.is_cost_known, route.cost, wage, route.km)
