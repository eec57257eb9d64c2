"""What simpler ways would open, under the same limits; kept beside the plan to compare."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from keyway.engine.rollout.filling import filled
from keyway.engine.rollout.values import DUST

if TYPE_CHECKING:
    from keyway.engine.draws import Array
    from keyway.engine.rollout.values import Flags, Problem, Rules, Solved


@dataclass(slots=True)
class _Room:
    """What is left of the limits while choices are opened one by one."""

    problem: Problem
    budget: float
    instructors: Array
    programs: Array
    bought: Array

    @classmethod
    def of(cls, problem: Problem, rules: Rules) -> _Room:
        return cls(
            problem,
            rules.budget,
            rules.instructors.astype(np.float64),
            rules.programs.astype(np.float64),
            np.zeros(len(problem.kit_cost), dtype=bool),
        )

    def dollars(self) -> Array:
        """Return what each choice would cost now; a kit that is there costs nothing."""
        kit = self.problem.kit
        due = np.r_[np.where(self.bought, 0.0, self.problem.kit_cost), 0.0]
        return self.problem.cost + np.where(kit >= 0, due[kit], 0.0)

    def fits(self, dollars: Array) -> Flags:
        """Return which choices the limits still allow."""
        where = self.problem.institution
        return (
            (dollars <= self.budget + 1e-9)
            & (self.problem.instructors <= self.instructors[where] + 1e-9)
            & (self.programs[where] >= 1 - 1e-9)
        )

    def take(self, choice: int, dollars: float) -> None:
        """Open a choice."""
        where = self.problem.institution[choice]
        self.budget -= dollars
        self.instructors[where] -= self.problem.instructors[choice]
        self.programs[where] -= 1
        if self.problem.kit[choice] >= 0:
            self.bought[self.problem.kit[choice]] = True


def greedy(problem: Problem, rules: Rules, *, bound: float = np.inf) -> Solved:
    """Open again and again whatever fills most openings per dollar, counting each opening once.

    The set is then credited with its best filling, so that it is not made to look worse.
    """
    began = time.perf_counter()
    room, left = _Room.of(problem, rules), problem.need.mean(axis=0)
    free = np.ones(problem.choices, dtype=bool)
    opened: list[int] = []
    while True:
        fill = np.minimum(problem.capacity, problem.links @ left)
        dollars = room.dollars()
        wanted = free & room.fits(dollars) & (fill > DUST)
        wanted &= fill >= rules.least_filled * problem.capacity
        if not wanted.any():
            break
        rate = np.where(wanted, fill / np.maximum(dollars, 1.0), -1.0)
        choice = int(np.argmax(rate))
        jobs = problem.links.indices[
            problem.links.indptr[choice] : problem.links.indptr[choice + 1]
        ]
        left[jobs] *= 1 - fill[choice] / max(float(left[jobs].sum()), 1e-12)
        room.take(choice, float(dollars[choice]))
        free[choice] = False
        opened.append(choice)
    return filled(problem, rules, np.array(sorted(opened), dtype=np.intp), bound, began)


def popular(problem: Problem, rules: Rules, *, bound: float = np.inf) -> Solved:
    """Open what is taught most today, wherever it is not, cheapest first, until the limits end."""
    began = time.perf_counter()
    room = _Room.of(problem, rules)
    liked = problem.popularity[problem.option]
    opened: list[int] = []
    reach = problem.links @ problem.need.mean(axis=0)
    for choice in np.lexsort((np.arange(problem.choices), problem.cost, -liked)):
        dollars = room.dollars()
        if reach[choice] > DUST and room.fits(dollars)[choice]:
            room.take(int(choice), float(dollars[choice]))
            opened.append(int(choice))
    return filled(problem, rules, np.array(sorted(opened), dtype=np.intp), bound, began)
