"""How fast the exact search is and what a plain shortest path misses.

Run: python -m benchmarks.pathways.search [--nodes 30000] [--queries 200]
     KEYWAY_DATA=… adds the map of that site as it stands.
"""

from __future__ import annotations

import argparse
import heapq
import os
import time
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.pathways.worlds import World, synthetic
from keyway.engine.pathways import Edge, Graph, Limits, Route, choose, fronts, unbeaten
from tests.unit.engine.pathways.small_graphs import (
    LIMITS,
    every_route,
    measures,
    random_graph,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_WORST = Limits()
Query = tuple[Graph, "Sequence[Edge]", "Sequence[int]", Limits, "Sequence[int]"]


def main() -> None:
    """Print exactness on small maps, speed and quality on a large one, and on a site's own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=30_000)
    parser.add_argument("--queries", type=int, default=200)
    options = parser.parse_args()
    say(f"small maps: {exact()} of 200 fronts are what trying every route finds")
    world = synthetic(options.nodes)
    edges = sum(map(len, world.graph.steps))
    say(f"synthetic map: {len(world.graph.nodes):,} nodes, {edges:,} steps")
    report(queries(world, options.queries))
    if os.environ.get("KEYWAY_DATA"):
        report(site_queries(options.queries))


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)  # noqa: T201


def exact() -> int:
    """Return how many of 200 small fronts equal those of every route tried."""
    same = 0
    for seed in range(200):
        graph, starts, goals, km = random_graph(seed)
        found = fronts(graph, starts, goals, LIMITS, km)
        every = every_route(graph, starts, goals, km)
        same += all(
            {measures(r) for r in found.get(goal, ())}
            == {measures(r) for r in unbeaten(r for r in every if r.goal == goal)}
            for goal in goals
        )
    return same


def queries(world: World, count: int, seed: int = 7) -> Iterator[Query]:
    """Return questions of people who live in the towns of a synthetic map."""
    rng = np.random.default_rng(seed)
    placed = np.flatnonzero(~np.isnan(world.points[:, 0]))
    for _ in range(count):
        home = world.points[rng.choice(placed)] + rng.normal(0, 10, 2)
        goals = rng.choice(world.jobs, 4, replace=False).tolist()
        yield world.graph, world.starts, goals, _WORST, world.km((home[0], home[1]))


def site_queries(count: int) -> Iterator[Query]:
    """Return questions at the map of the site in KEYWAY_DATA: every kind of work, many ZIP codes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keyway.web.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from keyway.credentials.queries import pathways, routes
    from keyway.reference import shelf
    from keyway.reference.lookups import districts, places
    from keyway.reference.words import kinds

    store = shelf.take(settings.REFERENCE_DIR)
    state = places.state(store, settings.KEYWAY_STATE)
    on = timezone.localdate()
    begun = time.perf_counter()
    chart = pathways.atlas(store, state, county_fips="", on=on)
    drawn = time.perf_counter() - begun
    edges = sum(map(len, chart.graph.steps))
    say(
        f"map of the site: {len(chart.graph.nodes):,} nodes, {edges:,} steps, {drawn:.2f} s to draw"
    )
    codes = store.read("zip_points")["zip_code"].to_list()
    rng = np.random.default_rng(3)
    for number in range(count):
        kind = kinds.kinds()[number % len(kinds.kinds())]
        home = districts.zip_point(store, str(rng.choice(codes)))
        keys = [f"j{soc}" for soc in kind.socs]
        goals = [chart.graph.place[key] for key in keys if key in chart.graph.place]
        grade = routes.GRADES[number % len(routes.GRADES)]
        yield (
            chart.graph,
            routes.starts(chart, grade, on),
            goals,
            routes.limits(),
            routes.distances(chart, home),
        )


def report(asked: Iterable[Query]) -> None:
    """Print speed, and what shortest paths find of the front, as ratios of the same questions."""
    ours: list[float] = []
    plain: list[float] = []
    shares: dict[str, list[float]] = {"months": [], "cost": [], "all three": []}
    volumes: dict[str, list[float]] = {name: [] for name in shares}
    sizes, shown = [], []
    for graph, starts, goals, limits, km in asked:
        begun = time.perf_counter()
        found = fronts(graph, starts, goals, limits, km)
        ours.append(time.perf_counter() - begun)
        front = unbeaten(route for routes in found.values() for route in routes)
        begun = time.perf_counter()
        shortest = {
            name: path(graph, starts, set(goals), limits, km, weight)
            for name, weight in _WEIGHTS.items()
        }
        plain.append((time.perf_counter() - begun) / len(_WEIGHTS))
        if not front:
            continue
        sizes.append(len(front))
        shown.append(len(choose(front)))
        best = volume(front, limits)
        singles = {"months": [shortest["months"]], "cost": [shortest["cost"]]}
        singles["all three"] = list(shortest.values())
        for name, routes in singles.items():
            kept = [route for route in routes if route is not None]
            hit = {measures(r) for r in kept} & {measures(r) for r in front}
            shares[name].append(len(hit) / len(front))
            volumes[name].append(volume(kept, limits) / best if best else 1.0)
    say(f"  questions with a route: {len(sizes)} of {len(ours)}")
    say(f"  exact front: p50 {_ms(ours, 50)}, p95 {_ms(ours, 95)}, most {_ms(ours, 100)}")
    say(f"  one shortest path: p50 {_ms(plain, 50)}, p95 {_ms(plain, 95)}")
    if sizes:
        say(
            f"  routes on a front: mean {np.mean(sizes):.1f}, most {max(sizes)}; shown {np.mean(shown):.1f}"
        )
        for name in shares:
            say(
                f"  shortest by {name}: {np.mean(shares[name]):.2f} of the front, "
                f"{np.mean(volumes[name]):.2f} of its hypervolume"
            )


def _ms(seconds: Sequence[float], percentile: int) -> str:
    return f"{1000 * float(np.percentile(seconds, percentile)):.1f} ms"


# --- the plain shortest path ------------------------------------------------------------------------

_WEIGHTS: dict[str, Callable[[Edge, int], float]] = {
    "months": lambda edge, _km: edge.months + 1e-6,
    # What is not known must cost something here, or the path would run through it: a usual price.
    "cost": lambda edge, _km: (6_000 if edge.cost is None else edge.cost) + 1e-6,
    "km": lambda _edge, km: km + 1e-6,
}


def path(
    graph: Graph,
    starts: Sequence[Edge],
    goals: set[int],
    limits: Limits,
    km: Sequence[int],
    weight: Callable[[Edge, int], float],
) -> Route | None:
    """Return the route that is shortest by one measure, as Dijkstra finds it; None without one."""
    heap: list[tuple[float, int, tuple[int, ...], tuple[Edge, ...]]] = [
        (weight(edge, km[edge.to]), number, (edge.to,), (edge,))
        for number, edge in enumerate(starts)
        if km[edge.to] <= limits.km
    ]
    heapq.heapify(heap)
    seen: set[int] = set()
    pushed = len(starts)
    while heap:
        length, _number, nodes, edges = heapq.heappop(heap)
        here = nodes[-1]
        if here in seen:
            continue
        seen.add(here)
        if here in goals:
            return _route(graph, nodes, edges, km)
        if len(nodes) < limits.steps:
            for edge in graph.steps[here]:
                if edge.to not in seen and km[edge.to] <= limits.km:
                    step = length + weight(edge, km[edge.to])
                    pushed += 1
                    heapq.heappush(heap, (step, pushed, (*nodes, edge.to), (*edges, edge)))
    return None


def _route(
    graph: Graph, nodes: tuple[int, ...], edges: tuple[Edge, ...], km: Sequence[int]
) -> Route:
    return Route(
        nodes,
        edges,
        months=sum(edge.months for edge in edges),
        cost=sum(edge.cost or 0 for edge in edges),
        is_cost_known=all(edge.cost is not None for edge in edges),
        wage=graph.nodes[nodes[-1]].wage,
        km=max(km[node] for node in nodes),
    )


def volume(routes: Iterable[Route], limits: Limits, draws: int = 4_000) -> float:
    """Return the share of the space of outcomes that routes beat, by the same draws each time."""
    rng = np.random.default_rng(11)
    points = rng.random((draws, 4))
    beaten = np.zeros(draws, dtype=bool)
    for route in islice(routes, 400):
        corner = np.array(
            [
                route.months / limits.months,
                1.0 if not route.is_cost_known else route.cost / limits.cost,
                1.0 - min((route.wage or 0.0) / 100_000, 1.0),
                route.km / limits.km,
            ]
        )
        beaten |= (points >= corner).all(axis=1)
    return float(beaten.mean())


if __name__ == "__main__":
    main()
