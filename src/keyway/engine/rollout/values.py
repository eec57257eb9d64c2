"""What the rollout planner is given and what it returns."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from keyway.errors import Broken, Refused

if TYPE_CHECKING:
    import scipy.sparse as sp
    from numpy.typing import NDArray

    from keyway.engine.draws import Array

    Index = NDArray[np.intp]
    Flags = NDArray[np.bool_]

# A placement a year below this is dust of the solver.
DUST = 1e-6


class ImpossiblePlan(Refused):
    """No program can be opened within the limits.

    Attributes:
        limit: which limit stands in the way: "need", "programs", "instructors", "budget", "rural".
        smallest: the smallest value of that limit with which something can be opened; for
            "rural" the largest share; None where no value of this limit alone would do.
    """

    sentence = "No program can be opened: %(limit)s stands in the way."

    def __init__(self, *, limit: str, smallest: float | None, **values: object) -> None:
        self.limit, self.smallest = limit, smallest
        super().__init__(limit=limit, smallest=smallest, **values)


@dataclass(frozen=True, slots=True)
class Problem:
    """Which programs could be opened where, and which openings they could fill.

    A *choice* is one program at one institution. Every choice fills openings that no program
    fills so far, so that programs that run already are counted on the side of the need.

    Attributes:
        institution: of each choice, from 0.
        option: what is taught, of each choice, from 0.
        popularity: of each option, how many programs teach it today.
        capacity: openings a year that its graduates can fill at most, net of students whom it
            takes from programs that run already.
        cost: dollars, without shared equipment.
        instructors: people who have to be hired.
        kit: which shared equipment it uses, an index into ``kit_cost``; −1 for none. A kit
            belongs to one institution and is paid once.
        kit_cost: dollars.
        links: choices × openings, 1 where its graduates can take the job.
        need: openings a year, one row per scenario (draw), one column per occupation and county.
        is_rural: of each column.
        institutions: how many there are.
    """

    institution: Index
    option: Index
    popularity: Array
    capacity: Array
    cost: Array
    instructors: Array
    kit: Index
    kit_cost: Array
    links: sp.csr_matrix
    need: Array
    is_rural: Flags
    institutions: int

    def __post_init__(self) -> None:
        """Check that all parts speak of the same choices and openings."""
        choices, jobs = self.links.shape
        parts = (
            self.institution,
            self.option,
            self.capacity,
            self.cost,
            self.instructors,
            self.kit,
        )
        if any(len(part) != choices for part in parts):
            raise Broken("Every choice needs an institution, a capacity, costs and instructors.")
        if self.need.ndim != 2 or self.need.shape[1] != jobs or len(self.is_rural) != jobs:
            raise Broken("Need, rural marks and links must have the same openings.")

    @property
    def choices(self) -> int:
        """How many choices there are."""
        return len(self.capacity)

    def with_need(self, need: Array) -> Problem:
        """Return the same choices before other openings."""
        return replace(self, need=np.atleast_2d(need))

    def expected(self) -> Problem:
        """Return the problem with the mean of its scenarios as its only one."""
        return self.with_need(self.need.mean(axis=0, keepdims=True))


@dataclass(frozen=True, slots=True)
class Rules:
    """The limits that a plan keeps.

    Attributes:
        budget: dollars.
        instructors: people an institution can hire at most, one per institution.
        programs: programs an institution can open at most, one per institution.
        rural_share: of all placements, the least part in rural counties, 0–1.
        least_filled: of a program's capacity, the least part that must find openings; a program
            with a smaller cohort in work is not opened.
    """

    budget: float
    instructors: Array
    programs: Array
    rural_share: float = 0.0
    least_filled: float = 0.0


@dataclass(frozen=True, slots=True)
class Solved:
    """One plan with its proven bound.

    Attributes:
        opened: choices that are opened, sorted.
        placed: placements a year of each opened choice in each opening, mean over the scenarios,
            shape (opened, openings).
        value: placements a year, mean over the scenarios of the problem.
        bound: no plan within the limits has a higher value.
        seconds: spent on it.
    """

    opened: Index
    placed: Array
    value: float
    bound: float
    cost: float
    seconds: float

    @property
    def gap(self) -> float:
        """How far the bound lies above the value, as a share of the bound."""
        return max(self.bound - self.value, 0.0) / self.bound if self.bound > DUST else 0.0


@dataclass(frozen=True, slots=True)
class Scored:
    """A plan under draws that it was not fitted to.

    Attributes:
        values: placements a year in each draw, as many as the openings of that draw allow.
        regret: of what any plan could reach under these draws, at most this share is lost.
    """

    values: Array
    regret: float

    @property
    def mean(self) -> float:
        """Mean over the draws."""
        return float(self.values.mean())

    @property
    def low(self) -> float:
        """The 10th percentile over the draws."""
        return float(np.quantile(self.values, 0.1))


@dataclass(frozen=True, slots=True)
class Binding:
    """A limit that holds the plan back.

    Attributes:
        limit: "budget", "instructors", "programs", "rural" or "need" (openings within reach run
            out).
        price: placements a year gained when the limit is relaxed by ``step``, about.
        step: of the limit: dollars for the budget, people, programs, or a share.
    """

    limit: str
    price: float
    step: float


@dataclass(frozen=True, slots=True)
class Found:
    """All that was found for one question.

    Attributes:
        best, cheapest, robust: the three plans; the cheapest comes within 2 % of the best, the
            most robust does best in the worst tenth of the draws.
        unruled: the best plan without the rural rule; None where there is no such rule.
        greedy, popular: what simpler ways would have opened.
        scores: by plan's name, over the draws kept apart; without such draws, over the scenarios.
        flips: share of these draws in which another of the three plans does better.
        binding: the limits that hold the best plan back.
        ties: by opened choice of the best plan, choices that would do exactly as well.
    """

    best: Solved
    cheapest: Solved
    robust: Solved
    unruled: Solved | None
    greedy: Solved
    popular: Solved
    scores: dict[str, Scored]
    flips: float
    binding: tuple[Binding, ...]
    ties: dict[int, tuple[int, ...]] = field(default_factory=dict)

    @property
    def rural_price(self) -> tuple[float, float]:
        """Placements a year that the rural rule costs, at least and at most, both proven."""
        if self.unruled is None:
            return 0.0, 0.0
        return (
            max(0.0, self.unruled.value - self.best.bound),
            max(0.0, self.unruled.bound - self.best.value),
        )
