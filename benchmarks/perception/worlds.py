"""Schools whose true image of manufacturing is known: their students answer seven questions in steps.

A student's attitude is the school's own, what the school lived through that term, and the student's.
A visit adds to the attitude; the answers only show it through five steps that end at the top.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LOADINGS = np.array([0.80, 0.75, 0.75, 0.70, 0.65, 0.60, 0.55])
EDGES = np.array([-1.6, -0.8, 0.1, 1.0])
LEAST, MOST = 8, 140


@dataclass(frozen=True)
class World:
    """A study.

    Attributes:
        schools: that take part.
        reached: of these, those with a visit.
        effect: of the visit on the attitude, in its standard deviations.
        effect_sd: by which the effect differs between schools.
        trend: what moves everybody between the two times (a plant closes, a film comes out).
        share: part of the attitude's variance by which schools' changes differ (the ICC).
        students: the median school's answers.
        size_sd: how unequal schools are, on the logarithm.
        is_large_first: the largest schools are the ones reached, instead of a draw by lot.
    """

    schools: int
    reached: int
    effect: float = 0.0
    effect_sd: float = 0.0
    trend: float = 0.15
    share: float = 0.10
    students: int = 36
    size_sd: float = 0.6
    is_large_first: bool = False


GRID = tuple(World(*each) for each in ((12, 2), (20, 4), (20, 10), (40, 6), (40, 20)))


@dataclass
class Study:
    """One run: every student's index at both times, by school."""

    treated: NDArray[np.bool_]
    school: list[NDArray[np.int64]] = field(default_factory=list)
    scores: list[NDArray[np.float64]] = field(default_factory=list)

    def means(self, wave: int) -> NDArray[np.float64]:
        """Return each school's mean at one time."""
        sums = np.bincount(self.school[wave], self.scores[wave], len(self.treated))
        return sums / np.bincount(self.school[wave], minlength=len(self.treated))


def study(world: World, rng: np.random.Generator) -> Study:
    """Draw one run; other students answer later than before, as nobody is followed."""
    size = world.students * np.exp(world.size_sd * rng.standard_normal(world.schools))
    size = np.clip(size.astype(int), LEAST, MOST)
    order = np.argsort(-size) if world.is_large_first else rng.permutation(world.schools)
    treated = np.zeros(world.schools, dtype=bool)
    treated[order[: world.reached]] = True
    own = rng.normal(0, (world.share / 2) ** 0.5, world.schools)
    found = Study(treated)
    for wave in (0, 1):
        lived = rng.normal(0, (world.share / 2) ** 0.5, world.schools)
        level = own + lived + wave * (world.trend + treated * _effects(world, rng))
        school = np.repeat(np.arange(world.schools), rng.binomial(size, 0.85).clip(1))
        student = rng.normal(0, (1 - world.share) ** 0.5, len(school))
        found.school.append(school)
        found.scores.append(answers(level[school] + student, rng).mean(axis=1) * 25 - 25)
    return found


def _effects(world: World, rng: np.random.Generator) -> NDArray[np.float64]:
    return world.effect + world.effect_sd * rng.standard_normal(world.schools)


def answers(attitude: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    """Return seven questions' steps, higher the better."""
    noise = rng.standard_normal((len(attitude), len(LOADINGS))) * np.sqrt(1 - LOADINGS**2)
    latent = attitude[:, None] * LOADINGS + noise
    return 1.0 + (latent[..., None] > EDGES).sum(axis=-1)


@cache
def expected(shift: float, spread: float) -> float:
    """Return the mean index of people whose attitude is normal, to a hundredth of a point."""
    rng = np.random.default_rng(7)
    attitude = shift + spread * rng.standard_normal(400_000)
    return float(answers(attitude, rng).mean() * 25 - 25)


def true_effect(world: World) -> float:
    """Return by how many points of the index the visit truly moves a reached school."""
    if not world.effect and not world.effect_sd:
        return 0.0
    with_it = (1 + world.effect_sd**2) ** 0.5
    return expected(world.trend + world.effect, with_it) - expected(world.trend, 1.0)
