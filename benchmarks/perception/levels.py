"""How often the intervals of a standing, a change and a reliability hold the truth.

Run: python -m benchmarks.perception.levels [--runs 2000]
"""

from __future__ import annotations

import argparse

import numpy as np

from benchmarks.perception.coverage import say
from benchmarks.perception.worlds import GRID, World, answers, expected, study
from keyway.engine.perception.effects import did
from keyway.engine.perception.levels import change, index, omega
from keyway.engine.perception.power import minimum_detectable

SCHOOLS = (4, 8, 20)
PEOPLE = (60, 200)


def standing(schools: int, runs: int, seed: int = 0) -> tuple[float, float]:
    """Return how often the index and its change hold the truth, over schools that are a sample."""
    world = World(schools, schools)
    rng = np.random.default_rng([seed, schools])
    level = expected(0.0, 1.0)
    moved = expected(world.trend, 1.0) - level
    held = []
    for _ in range(runs):
        run = study(world, rng)
        first = index(run.means(0), n=100)
        later = change(run.means(0), run.means(1), n=200)
        held.append((_holds(first, level), _holds(later, moved)))
    found = np.array(held).mean(axis=0)
    return float(found[0]), float(found[1])


def reliability(people: int, runs: int, seed: int = 0) -> tuple[float, float]:
    """Return how often omega's interval holds the truth, and the truth."""
    rng = np.random.default_rng([seed, people])
    truth = omega(answers(rng.standard_normal(60_000), rng), ["A"] * 60_000).value or 0.0
    held = []
    for run in range(runs):
        rows = answers(rng.standard_normal(people), rng)
        held.append(_holds(omega(rows, ["A"] * people, seed=run), truth))
    return float(np.mean(held)), truth


def _holds(measure: object, truth: float) -> bool:
    low, high = getattr(measure, "low", None), getattr(measure, "high", None)
    return low is not None and high is not None and low <= truth <= high


def seen(world: World, runs: int) -> tuple[float, float]:
    """Return the effect a plan says it sees, and how often it is then seen; normal changes."""
    points = minimum_detectable(1.0, world.reached, world.schools - world.reached)
    treated = np.arange(world.schools) < world.reached
    rng = np.random.default_rng([world.schools, world.reached])
    found = []
    for run in range(runs):
        moved = rng.standard_normal(world.schools) + points * treated
        ours = did(np.zeros(world.schools), moved, treated, draws=999, seed=run)
        found.append(ours.low is not None and ours.low > 0)
    return points, float(np.mean(found))


def main() -> None:
    """Print one line a question."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2000)
    runs = parser.parse_args().runs
    for schools in SCHOOLS:
        level, moved = standing(schools, runs)
        say(f"{schools:3} schools: index held {level:.3f}, change held {moved:.3f}")
    for people in PEOPLE:
        held, truth = reliability(people, runs // 4)
        say(f"{people:3} people: omega {truth:.3f} held {held:.3f}")
    for world in (World(8, 4), World(12, 3), *GRID):
        points, found = seen(world, runs // 4)
        say(
            f"{world.schools:3}/{world.reached:<3} said to see {points:.2f} deviations four times"
            f" in five: sees them {found:.3f}"
        )


if __name__ == "__main__":
    main()
