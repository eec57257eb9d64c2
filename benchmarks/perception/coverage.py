"""How often intervals hold the truth, and how often a visit that does nothing is called a success.

Run: python -m benchmarks.perception.coverage [--runs 2000] [--draws 1999]
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.perception.worlds import GRID, Study, World, study, true_effect
from keyway.engine.perception.effects import did

LEVEL = 0.05
_NORMAL = 1.959964


@dataclass(frozen=True)
class Score:
    """Shares of the runs of one world.

    Attributes:
        covered: the interval holds the true effect.
        found: the p-value is at most .05; in a world without effect, the false positives. None is
            given where fewer than three schools were reached.
        student_found: Welch's t of all students, as if each had been drawn alone, is significant.
        naive_found: before and after of the reached students alone is significant.
        naive_error: mean distance of that difference from the true effect, in points.
        error: mean distance of ours.
        width: mean width of the interval, in points.
    """

    covered: float
    found: float
    student_found: float
    naive_found: float
    naive_error: float
    error: float
    width: float


def score(world: World, runs: int, *, draws: int = 1999, seed: int = 0) -> Score:
    """Return the shares over many runs of one world."""
    rng = np.random.default_rng([seed, world.schools, world.reached])
    truth = true_effect(world)
    rows = [_run(study(world, rng), truth, draws, run) for run in range(runs)]
    return Score(*(float(each) for each in np.array(rows).mean(axis=0)))


def _run(run: Study, truth: float, draws: int, seed: int) -> tuple[float, ...]:
    pre, post = run.means(0), run.means(1)
    ours = did(pre, post, run.treated, draws=draws, seed=seed)
    low, high = ours.low, ours.high
    is_in = low is not None and high is not None and low <= truth <= high
    is_found = ours.chance is not None and ours.chance <= LEVEL
    before, after = _students(run, treated=True)
    others_before, others_after = _students(run, treated=False)
    naive, naive_error = _before_after(before, after)
    other, other_error = _before_after(others_before, others_after)
    both = (naive_error**2 + other_error**2) ** 0.5
    return (
        is_in,
        is_found,
        abs(naive - other) > _NORMAL * both,
        abs(naive) > _NORMAL * naive_error,
        abs(naive - truth),
        abs((ours.effect or 0.0) - truth),
        (high or 0.0) - (low or 0.0),
    )


def _students(run: Study, *, treated: bool) -> tuple[np.ndarray, np.ndarray]:
    """Return all students' indexes before and after, of one arm."""
    chosen = run.treated == treated
    return tuple(run.scores[wave][chosen[run.school[wave]]] for wave in (0, 1))  # type: ignore[return-value]


def _before_after(before: np.ndarray, after: np.ndarray) -> tuple[float, float]:
    """Return a difference of students' means and its error, as if students were independent."""
    error = (before.var(ddof=1) / len(before) + after.var(ddof=1) / len(after)) ** 0.5
    return float(after.mean() - before.mean()), float(error)


WORLDS = {
    "no effect": {},
    "effect .35": {"effect": 0.35},
    "effect .35, differs": {"effect": 0.35, "effect_sd": 0.15},
    "largest schools reached": {"is_large_first": True},
}


def main() -> None:
    """Print one line a world."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--draws", type=int, default=1999)
    parser.add_argument("--worlds", nargs="*", default=list(WORLDS))
    options = parser.parse_args()
    for name in options.worlds:
        for world in GRID:
            started = time.perf_counter()
            found = score(replace(world, **WORLDS[name]), options.runs, draws=options.draws)
            say(
                f"{name:24} {world.schools:3}/{world.reached:<3} covered {found.covered:.3f}"
                f"  found {found.found:.3f}  students' test {found.student_found:.3f}"
                f"  before/after {found.naive_found:.3f}  error {found.error:.2f}"
                f" against {found.naive_error:.2f} points  width {found.width:.1f}"
                f"  ({time.perf_counter() - started:.0f} s)"
            )


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
