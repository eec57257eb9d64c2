"""How often the intervals of a standing, a change and a reliability hold the truth.

Run: python -m benchmarks.perception.levels [--runs 2000]
"""

from __future__ import annotations

import argparse

import numpy as np

from benchmarks.perception.coverage import say
from benchmarks.perception.worlds import GRID, World, answers, expected, study
from keyway.engine.perception.effects import did
from keyway.engine.perception.levels import change, index, omega, share_of_schools
from keyway.engine.perception.power import minimum_detectable

SCHOOLS = (4, 8, 20)
PEOPLE = (60, 200)
MIDDLE = 50.0


def standing(schools: int, runs: int, seed: int = 0) -> tuple[float, float, float]:
    """Return how often index, change and share hold the truth, over schools that are a sample.

    The share is of those whose index lies above the middle.
    """
    world = World(schools, schools)
    rng = np.random.default_rng([seed, schools])
    level = expected(0.0, 1.0)
    moved = expected(world.trend, 1.0) - level
    above = upper()
    held = []
    for _ in range(runs):
        run = study(world, rng)
        first = index(run.means(0), n=100)
        later = change(run.means(0), run.means(1), n=200)
        agree = np.bincount(run.school[0], run.scores[0] > MIDDLE, schools)
        rest = np.bincount(run.school[0], minlength=schools) - agree
        part = share_of_schools([(no, yes) for no, yes in zip(rest, agree, strict=True)], 2)
        held.append((_holds(first, level), _holds(later, moved), _holds(part, above)))
    found = np.array(held).mean(axis=0)
    return float(found[0]), float(found[1]), float(found[2])


def upper() -> float:
    """Return the true share of people whose index lies above the middle."""
    rng = np.random.default_rng(7)
    scores = answers(rng.standard_normal(400_000), rng).mean(axis=1) * 25 - 25
    return float((scores > MIDDLE).mean())


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
        level, moved, part = standing(schools, runs)
        say(f"{schools:3} schools: index held {level:.3f}, change {moved:.3f}, share {part:.3f}")
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
