"""What a search for pathways is fed with, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """What stands at a node."""

    PROGRAM = "program"
    CREDENTIAL = "credential"
    JOB = "job"


@dataclass(frozen=True, slots=True)
class Node:
    """A program, a credential or a job.

    Attributes:
        key: a name that lasts and holds nothing of a person: "p12", "c7.1", "j51-4041".
        kind: what it is.
        wage: dollars a year at the start of a job; None where unknown or where it is no job.
    """

    key: str
    kind: Kind
    wage: float | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """One step onto a node.

    Attributes:
        to: the node, by its place in the graph.
        months: whole months that the step takes.
        cost: dollars to the student; None is unknown, never zero.
        proof: how well the step is known, 0 the best; it only breaks exact ties.
        is_credit: what was learned before counts toward it.
    """

    to: int
    months: int
    cost: int | None = 0
    proof: int = 0
    is_credit: bool = False


@dataclass(frozen=True)
class Graph:
    """Nodes, and the steps that lead on from each of them, both by place."""

    nodes: tuple[Node, ...]
    steps: tuple[tuple[Edge, ...], ...]

    @cached_property
    def before(self) -> tuple[tuple[int, ...], ...]:
        """The nodes from which a step leads to each node."""
        found: list[list[int]] = [[] for _ in self.nodes]
        for source, edges in enumerate(self.steps):
            for edge in edges:
                found[edge.to].append(source)
        return tuple(tuple(sources) for sources in found)

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of each node by its key."""
        return {node.key: at for at, node in enumerate(self.nodes)}


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a person would go. A cost that is not known whole counts with its known part."""

    months: int = 96
    cost: int = 60_000
    km: int = 100
    steps: int = 5


@dataclass(frozen=True, slots=True)
class Route:
    """One way to a job.

    Attributes:
        nodes: places in the graph, in order; the last is the job.
        edges: the step that led onto each of them.
        months: until the job begins.
        cost: dollars whose amount is known.
        is_cost_known: whether that is all of it.
        wage: dollars a year at the start; None where unknown.
        km: the farthest place of it from home.
    """

    nodes: tuple[int, ...]
    edges: tuple[Edge, ...]
    months: int
    cost: int
    is_cost_known: bool
    wage: float | None
    km: int

    @property
    def goal(self) -> int:
        """The job at its end."""
        return self.nodes[-1]


@dataclass(frozen=True, slots=True)
class Share:
    """An uncertain share of one, with what is believed with 90 percent confidence."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Offer:
    """What is asked about the worth of a route.

    Attributes:
        cost: dollars that the student pays.
        months: months of study.
        wage: first yearly wage in the job, from and to.
        base: yearly wage without it in the same region, from and to.
        finish: share of those who begin and finish.
        related: share of those who finish and work in the trade.
    """

    cost: float
    months: float
    wage: tuple[float, float]
    base: tuple[float, float]
    finish: Share
    related: Share


@dataclass(frozen=True, slots=True)
class Terms:
    """How worth is reckoned: discount a year, years looked ahead, working time lost to study."""

    discount: float = 0.03
    years: int = 10
    hours_lost: float = 0.5
    payback_years: int = 5


@dataclass(frozen=True, slots=True)
class Worth:
    """The worth of a route over the years ahead, against working at once without it.

    Attributes:
        low: 10th percentile, in dollars of today.
        middle: 50th percentile.
        high: 90th percentile.
        pays_back: share of the draws in which it has paid back within the payback years.
    """

    low: float
    middle: float
    high: float
    pays_back: float


@dataclass(frozen=True, slots=True)
class OffRamp:
    """A job that can be taken on the way, instead of going on.

    Attributes:
        after: how many steps of the route come before it.
        job: place of the job in the graph.
        months: until it begins.
        cost: known dollars until then.
        is_cost_known: whether that is all.
        is_on_route: whether the route itself passes through it.
    """

    after: int
    job: int
    months: int
    cost: int
    is_cost_known: bool
    is_on_route: bool = field(default=False)
