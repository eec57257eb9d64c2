"""Choose a few routes that differ, after the front is found: nobody is shown five near copies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from keyway.engine.pathways.values import OffRamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from keyway.engine.pathways.values import Graph, Route


@dataclass(frozen=True, slots=True)
class Alike:
    """When two routes to the same job count as near copies: all of these hold at once.

    Attributes:
        months: they differ by no more than so many months,
        cost: by no more than so many dollars,
        km: and by no more than so many kilometers.
    """

    months: int = 3
    cost: int = 500
    km: int = 8


@dataclass(frozen=True, slots=True)
class Chosen:
    """A route to show and what it is first in: "months", "cost", "wage", "km"; none may hold."""

    route: Route
    first_in: tuple[str, ...]


_FIRSTS: tuple[tuple[str, Callable[[Route], tuple[float, ...]]], ...] = (
    ("months", lambda r: (r.months, not r.is_cost_known, r.cost, r.km)),
    ("cost", lambda r: (not r.is_cost_known, r.cost, r.months, r.km)),
    ("wage", lambda r: (-(r.wage or 0.0), r.months, not r.is_cost_known, r.cost)),
    ("km", lambda r: (r.km, r.months, not r.is_cost_known, r.cost)),
)


def choose(routes: Iterable[Route], *, most: int = 6, alike: Alike | None = None) -> list[Chosen]:
    """Return at most ``most`` routes that differ; there is no single best one.

    First come the quickest, the cheapest whose cost is known, the best paid and the nearest; the
    rest is filled with whichever differs most from those already there. Routes whose cost is not
    known come last.

    Args:
        routes: fronts of one or more jobs.
        most: how many to return.
        alike: what counts as a near copy.
    """
    measure = alike or Alike()
    pool = sorted(routes, key=_order)
    firsts = {name: min(pool, key=key) for name, key in _FIRSTS if _can_lead(name, pool)}
    kept: list[Route] = []
    for route in firsts.values():
        if len(kept) < most and not _is_copy(route, kept, measure):
            kept.append(route)
    while len(kept) < most:
        rest = [route for route in pool if not _is_copy(route, kept, measure)]
        if not rest:
            break
        kept.append(max(rest, key=lambda route: (_unlike(route, kept), _backward(route))))
    return [
        Chosen(route, tuple(name for name, first in firsts.items() if first is route))
        for route in sorted(kept, key=_order)
    ]


def off_ramps(graph: Graph, route: Route) -> list[OffRamp]:
    """Return the jobs that can be taken on the way, the best paid of each stop first."""
    found: list[OffRamp] = []
    seen = {route.goal}
    months = cost = 0
    is_known = True
    for count, (node, edge) in enumerate(
        zip(route.nodes[:-1], route.edges[:-1], strict=True), start=1
    ):
        months += edge.months
        cost += edge.cost or 0
        is_known = is_known and edge.cost is not None
        if graph.nodes[node].kind == "job":
            found.append(OffRamp(count, node, months, cost, is_known, is_on_route=True))
            seen.add(node)
            continue
        exits = [
            (each.to, months + each.months, cost + (each.cost or 0), each.cost is not None)
            for each in graph.steps[node]
            if graph.nodes[each.to].kind == "job" and each.to not in (seen | {*route.nodes})
        ]
        for job, after, dollars, is_cost_known in sorted(
            exits, key=lambda each: -(graph.nodes[each[0]].wage or 0.0)
        ):
            found.append(OffRamp(count, job, after, dollars, is_known and is_cost_known))
            seen.add(job)
    return found


def _order(route: Route) -> tuple[object, ...]:
    """Sort routes: cost known before unknown, then the quicker, the cheaper, the nearer."""
    return (not route.is_cost_known, route.months, route.cost, route.km, route.nodes)


def _can_lead(name: str, pool: Sequence[Route]) -> bool:
    """Return whether there is anything to be first in: nobody is cheapest by an unknown cost."""
    if name == "cost":
        return any(route.is_cost_known for route in pool)
    if name == "wage":
        return any(route.wage is not None for route in pool)
    return bool(pool)


def _is_copy(route: Route, kept: Iterable[Route], alike: Alike) -> bool:
    return any(
        route is each
        or (
            route.goal == each.goal
            and route.is_cost_known == each.is_cost_known
            and abs(route.months - each.months) <= alike.months
            and abs(route.cost - each.cost) <= alike.cost
            and abs(route.km - each.km) <= alike.km
        )
        for each in kept
    )


def _unlike(route: Route, kept: Sequence[Route]) -> float:
    """Return how much a route differs from the most similar one kept, 0 to 2: steps and goal."""
    if not kept:
        return 2.0
    return min(_difference(route, each) for each in kept)


def _difference(one: Route, other: Route) -> float:
    shared = len({*one.nodes} & {*other.nodes}) / len({*one.nodes} | {*other.nodes})
    return (1.0 - shared) + (0.0 if one.goal == other.goal else 1.0)


def _backward(route: Route) -> tuple[float, ...]:
    """Prefer, of two that differ alike, the one that comes first in order."""
    return (route.is_cost_known, -route.months, -route.cost, -route.km, *(-n for n in route.nodes))
