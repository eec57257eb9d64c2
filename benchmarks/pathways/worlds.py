"""Synthetic maps of programs, credentials and jobs, of any size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from keyway.engine.pathways import Edge, Graph, Kind, Node


@dataclass(frozen=True, slots=True)
class World:
    """A map with where its programs are, in kilometers on a plane, and what they belong to.

    Attributes:
        graph: the map.
        points: where each node is; programs only, else not a number.
        starts: programs that somebody can begin, as steps.
        jobs: places of the jobs.
    """

    graph: Graph
    points: np.ndarray
    starts: tuple[Edge, ...]
    jobs: tuple[int, ...]

    def km(self, home: tuple[float, float]) -> list[int]:
        """Return how far each node is from a home; 0 where it has no place."""
        away = np.hypot(*(self.points - np.array(home)).T)
        return [0 if np.isnan(each) else round(each) for each in away.tolist()]


def synthetic(nodes: int = 30_000, *, seed: int = 1, size_km: float = 4_000.0) -> World:
    """Return a map as large as a nation's: two thirds programs, the rest credentials and jobs."""
    rng = np.random.default_rng(seed)
    programs, credentials = int(nodes * 0.68), int(nodes * 0.29)
    jobs = nodes - programs - credentials
    families = rng.integers(0, 40, nodes)
    rank = rng.integers(0, 3, nodes)
    kinds = [Kind.PROGRAM] * programs + [Kind.CREDENTIAL] * credentials + [Kind.JOB] * jobs
    wages = rng.uniform(28_000, 90_000, nodes)
    made = tuple(
        Node(f"n{at}", kind, float(wages[at]) if kind is Kind.JOB else None)
        for at, kind in enumerate(kinds)
    )
    points = np.full((nodes, 2), np.nan)
    # People and schools crowd in towns, so most of a nation is near nobody in particular.
    towns = rng.uniform(0, size_km, (400, 2))
    points[:programs] = towns[rng.integers(0, 400, programs)] + rng.normal(0, 12, (programs, 2))
    by_family = [np.flatnonzero(families == family) for family in range(40)]
    steps = tuple(
        tuple(_steps(at, kind, by_family[families[at]], rank, programs, credentials, rng))
        for at, kind in enumerate(kinds)
    )
    starts = tuple(
        Edge(at, int(rng.choice([9, 18, 30])), _cost(rng), int(rng.integers(0, 3)))
        for at in range(programs)
        if rank[at] < 2
    )
    return World(Graph(made, steps), points, starts, tuple(range(programs + credentials, nodes)))


def _steps(
    at: int,
    kind: Kind,
    mates: np.ndarray,
    rank: np.ndarray,
    programs: int,
    credentials: int,
    rng: np.random.Generator,
) -> list[Edge]:
    """Return the steps from one node to others of its family."""
    tests = mates[(mates >= programs) & (mates < programs + credentials)]
    work = mates[mates >= programs + credentials]
    if kind is Kind.CREDENTIAL:
        return [Edge(int(to), 0, 0, 1) for to in rng.choice(work, min(3, len(work)), replace=False)]
    if kind is Kind.JOB:
        return [
            Edge(int(to), int(rng.choice([12, 24])), 0, 2)
            for to in rng.choice(work, min(3, len(work)), replace=False)
            if to != at
        ]
    further = mates[(mates < programs) & (rank[mates] > rank[at])]
    chosen = rng.choice(further, min(8, len(further)), replace=False)
    steps = [Edge(int(to), int(rng.choice([12, 24, 48])), _cost(rng), 1) for to in chosen]
    steps += [Edge(int(to), 0, _cost(rng, 400)) for to in rng.choice(tests, 2, replace=False)]
    return steps + [Edge(int(to), 0, 0, 2) for to in rng.choice(work, 2, replace=False)]


def _cost(rng: np.random.Generator, most: int = 12_000) -> int | None:
    """Return a cost in dollars; one in four is not known."""
    return None if rng.random() < 0.25 else int(rng.integers(0, most))
