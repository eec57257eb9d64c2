"""Plan whole Arizona and made-up states and nations; print time, value, bound and gain.

    python -m benchmarks.rollout.plans [arizona] [states] [national]

Arizona needs a data folder with a finding and the registry (KEYWAY_DATA); the rest needs nothing.
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

from benchmarks.rollout.worlds import world
from keyway.engine import rollout

if TYPE_CHECKING:
    import numpy as np

HEAD = (
    f"{'case':38} {'choices':>8} {'seconds':>8} {'value':>9} {'bound':>9} {'gap %':>6} "
    f"{'over greedy':>12} {'over popular':>13}"
)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def row(
    name: str,
    problem: rollout.Problem,
    rules: rollout.Rules,
    *,
    seconds: float,
    draws: np.ndarray | None = None,
) -> rollout.Found:
    """Plan one case and print its line; seconds are those of the best plan with its proof."""
    began, worked = time.perf_counter(), time.process_time()
    found = rollout.plan(problem, rules, draws=draws, seconds=seconds)
    whole, worked = time.perf_counter() - began, time.process_time() - worked
    best = found.best
    _say(
        f"{name:38} {problem.choices:8} {best.seconds:8.1f} {best.value:9.1f} {best.bound:9.1f} "
        f"{100 * best.gap:6.2f} {best.value / found.greedy.value - 1:12.1%} "
        f"{best.value / found.popular.value - 1:13.1%}   ({whole:.0f} s in all, {worked:.0f} s of a processor)",
    )
    return found


def arizona(seconds: float) -> None:
    """Plan the site's own state for three budgets, with and without a rural rule."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keyway.web.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from keyway.needs.actions.rollout import Asked, gather_from_records, rows_of
    from keyway.needs.queries.book import latest_finding
    from keyway.reference import shelf
    from keyway.reference.lookups import places

    store = shelf.take(settings.REFERENCE_DIR)
    state = places.state(store, settings.KEYWAY_STATE)
    rows = rows_of(latest_finding(state.fips))
    for budget, share in ((5e6, 0.0), (2e7, 0.0), (2e7, 0.6), (5e7, 0.0)):
        asked = Asked("benchmark", budget, share)
        one = gather_from_records(store, state, rows, asked, now=timezone.now())
        found = row(
            f"{state.name}, ${budget / 1e6:.0f} million, rural {share:.0%}",
            one.problem, one.rules, seconds=seconds, draws=one.draws,
        )  # fmt: skip
        least, most = found.rural_price
        scored = found.scores["best"]
        _say(
            f"{'':38} rural rule costs {least:.1f} to {most:.1f}; regret at most "
            f"{100 * scored.regret:.1f} %, another plan better in {100 * found.flips:.0f} % of draws"
        )


def states(seconds: float) -> None:
    """Plan made-up states of Arizona's size: many jobs, scarce jobs, scarce and rural."""
    for name, scarce, share in (
        ("state, many jobs", 1.0, 0.0),
        ("state, scarce jobs", 0.12, 0.0),
        ("state, scarce jobs, half rural", 0.12, 0.5),
    ):
        problem, rules = world(20, 40, 60, 15, scarce=scarce, rural_share=share)
        row(name, problem, rules, seconds=seconds)


def national(seconds: float) -> None:
    """Plan a made-up nation: 200 institutions, 80 options, 100 occupations, 250 counties."""
    for name, scarce in (("nation, many jobs", 1.0), ("nation, scarce jobs", 0.12)):
        row(name, *world(200, 80, 100, 250, scarce=scarce), seconds=seconds)


def main() -> None:
    """Run what is named, or all."""
    named = sys.argv[1:] or ["arizona", "states", "national"]
    _say(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    _say(HEAD)
    if "arizona" in named:
        arizona(20.0)
    if "states" in named:
        states(20.0)
    if "national" in named:
        national(180.0)


if __name__ == "__main__":
    main()
