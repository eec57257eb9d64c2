"""How often the interval holds where schools were matched, or started in turn.

Run: python -m benchmarks.perception.designs [--runs 2000] [--draws 999]

Matched: schools that are large and stand near plants are likelier to get a visit, and what people
think rises there by itself. Comparing the reached with all others calls that an effect. In turn: a
lot decides who goes first, second and third; between the turns news moves everybody.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.perception.coverage import LEVEL, say
from benchmarks.perception.worlds import LEAST, MOST, answers, expected
from keyway.engine.perception.effects import did
from keyway.engine.perception.lots import draw
from keyway.engine.perception.matching import Profile, match

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from keyway.engine.perception.effects import Difference

    Array = NDArray[np.float64]
    Run = tuple[Difference, Difference, float]

_OWN = 0.05**0.5  # of the attitude's deviation: what a school keeps, and what it lives in a term
_PUPIL = 0.90**0.5
_REGIONS = 5


@dataclass(frozen=True)
class Beside:
    """Shares of the runs of one world, and of the plain comparison in the same runs.

    Attributes:
        covered: the interval holds the true effect.
        found: the p-value is at most .05; in a world without effect, the false positives.
        plain_covered: the same of the plain comparison.
        plain_found: the same of the plain comparison.
        off: mean error, in points: what is left of the bias.
        plain_off: of the plain comparison.
    """

    covered: float
    found: float
    plain_covered: float
    plain_found: float
    off: float
    plain_off: float


@dataclass(frozen=True)
class Unlike:
    """Reached schools that are unlike the others.

    Attributes:
        reached: schools with a visit.
        pool: schools of the directory; only those matched are asked.
        each: schools matched to every reached one.
        effect: of the visit on the attitude, in its standard deviations.
        effect_sd: by which the effect differs between schools.
        slope: by which the attitude rises for a school one deviation larger, or nearer to plants.
    """

    reached: int = 12
    pool: int = 400
    each: int = 2
    effect: float = 0.0
    effect_sd: float = 0.0
    slope: float = 0.12


@dataclass(frozen=True)
class InTurn:
    """Schools that start in turn.

    Attributes:
        schools: that asked for a visit.
        turn: schools that a lot picks at each start.
        turns: starts.
        effect: as above.
        effect_sd: as above.
        news: deviation of what moves everybody in a term.
    """

    schools: int = 24
    turn: int = 6
    turns: int = 3
    effect: float = 0.0
    effect_sd: float = 0.0
    news: float = 0.3


UNLIKE = {
    "12 reached, two each": Unlike(),
    "12 reached, one each": Unlike(each=1),
    "20 reached, two each": Unlike(reached=20),
    "effect .35": Unlike(effect=0.35),
    "effect .35, differs": Unlike(effect=0.35, effect_sd=0.15),
}
IN_TURN = {
    "24 schools, 6 a turn": InTurn(),
    "14 schools, 3 a turn": InTurn(schools=14, turn=3),
    "40 schools, 10 a turn": InTurn(schools=40, turn=10),
    "effect .35": InTurn(effect=0.35),
    "effect .35, differs": InTurn(effect=0.35, effect_sd=0.15),
}


def beside(one: Callable[[np.random.Generator, int], Run], runs: int, seed: int = 0) -> Beside:
    """Return the shares over many runs of one world."""
    rng = np.random.default_rng([seed, runs])
    rows = []
    for run in range(runs):
        ours, plain, truth = one(rng, run)
        rows.append(
            (
                _holds(ours, truth),
                _finds(ours),
                _holds(plain, truth),
                _finds(plain),
                (ours.effect or 0.0) - truth,
                (plain.effect or 0.0) - truth,
            )
        )
    return Beside(*(float(each) for each in np.array(rows).mean(axis=0)))


def matched(world: Unlike, runs: int, *, draws: int = 999, is_own: bool = False) -> Beside:
    """Return the shares where schools are matched on what is known before.

    Args:
        world: how unlike schools are.
        runs: made-up studies.
        draws: ways tried in each.
        is_own: match on the very answers whose change is looked at, which must not be done.
    """
    return beside(partial(_matched, world, draws, is_own), runs)


def in_turn(world: InTurn, runs: int, *, draws: int = 999) -> Beside:
    """Return the shares where schools start in turn."""
    return beside(partial(_in_turn, world, draws), runs)


def _matched(world: Unlike, draws: int, is_own: bool, rng: np.random.Generator, run: int) -> Run:
    schools = world.reached + world.pool
    size, near = rng.standard_normal(schools), rng.standard_normal(schools)
    region = rng.integers(0, _REGIONS, schools)
    own = rng.normal(0, _OWN, schools)
    # Whoever is large and near goes first; where answers are matched on, whoever thinks ill of it.
    pull = -4 * own / _OWN if is_own else size + near
    order = np.argsort(-(pull + rng.gumbel(size=schools) * 1.5))
    treated = np.zeros(schools, dtype=bool)
    treated[order[: world.reached]] = True
    slope = 0.0 if is_own else world.slope
    rise = 0.15 + slope * (size + near) + treated * _effects(world, schools, rng)
    counts = np.clip(36 * np.exp(0.5 * size), LEAST, MOST).astype(int)
    pre, post = (_means(own + at * rise, counts, rng) for at in (0, 1))
    known = [
        Profile(
            str(at),
            float(np.exp(size[at])),
            str(region[at]),
            float(near[at]),
            float(pre[at]) if is_own else None,
        )
        for at in range(schools)
    ]
    ours, others = ([known[at] for at in np.flatnonzero(mask)] for mask in (treated, ~treated))
    sets = match(ours, others, each=world.each).sets
    kept = np.array([int(name) for each in sets for name in each])
    place = [number for number, each in enumerate(sets) for _ in each]
    told = did(pre[kept], post[kept], treated[kept], sets=place, draws=draws, seed=run)
    # Plain: as many schools, whoever they are.
    some = np.concatenate(
        [
            np.flatnonzero(treated),
            rng.choice(np.flatnonzero(~treated), world.each * world.reached, replace=False),
        ]
    )
    plain = did(pre[some], post[some], treated[some], draws=draws, seed=run)
    base = 0.15 + slope * float((size + near)[treated].mean())
    return told, plain, _truth(world, base)


def _in_turn(world: InTurn, draws: int, rng: np.random.Generator, run: int) -> Run:
    own = rng.normal(0, _OWN, world.schools)
    counts = np.clip(36 * np.exp(0.5 * rng.standard_normal(world.schools)), LEAST, MOST).astype(int)
    gain = _effects(world, world.schools, rng)
    waiting, news, pre, post, treated, starts = list(range(world.schools)), 0.0, [], [], [], []
    means = _means(own, counts, rng)
    for start in range(world.turns):
        picked = {int(name) for name in draw(map(str, waiting), world.turn, seed=f"{run}-{start}")}
        news += rng.normal(0, world.news)
        now = np.isin(np.arange(world.schools), list(picked))
        # The answers after one turn are those before the next, as they would be.
        later = _means(own + news + now * gain, counts, rng)
        pre += means[waiting].tolist()
        post += later[waiting].tolist()
        treated += now[waiting].tolist()
        starts += [start] * len(waiting)
        waiting, means = [each for each in waiting if each not in picked], later
    table = (np.array(pre), np.array(post), np.array(treated))
    told = did(*table, sets=starts, draws=draws, seed=run)
    plain = did(*table, draws=draws, seed=run)
    return told, plain, _truth(world, 0.0)


def _effects(world: Unlike | InTurn, schools: int, rng: np.random.Generator) -> Array:
    return world.effect + world.effect_sd * rng.standard_normal(schools)


def _truth(world: Unlike | InTurn, base: float) -> float:
    """Return by how many points the visit truly moves a school that stands at ``base``."""
    if not world.effect and not world.effect_sd:
        return 0.0
    base, spread = round(base, 1), (1 + world.effect_sd**2) ** 0.5
    return expected(base + world.effect, spread) - expected(base, 1.0)


def _means(level: Array, counts: NDArray[np.int64], rng: np.random.Generator) -> Array:
    """Return each school's mean index at one time; what it lived through that term is in it."""
    level = level + rng.normal(0, _OWN, len(level))
    school = np.repeat(np.arange(len(level)), rng.binomial(counts, 0.85).clip(1))
    scores = answers(level[school] + rng.normal(0, _PUPIL, len(school)), rng).mean(axis=1) * 25 - 25
    return np.bincount(school, scores, len(level)) / np.bincount(school, minlength=len(level))


def _holds(told: Difference, truth: float) -> bool:
    return told.low is not None and told.high is not None and told.low <= truth <= told.high


def _finds(told: Difference) -> bool:
    return told.chance is not None and told.chance <= LEVEL


def main() -> None:
    """Print one line a world."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--draws", type=int, default=999)
    parser.add_argument("--only", choices=["matched", "in turn", "own"])
    options = parser.parse_args()
    every = [("matched", name, partial(matched, each)) for name, each in UNLIKE.items()]
    every += [("in turn", name, partial(in_turn, each)) for name, each in IN_TURN.items()]
    every += [("own", "matched on the answers", partial(matched, Unlike(), is_own=True))]
    for kind, name, score in every:
        if options.only in {None, kind}:
            started = time.perf_counter()
            found = score(options.runs, draws=options.draws)
            say(
                f"{kind:8} {name:24} covered {found.covered:.3f}  found {found.found:.3f}"
                f"  off {found.off:+.2f}   plain: covered {found.plain_covered:.3f}"
                f"  found {found.plain_found:.3f}  off {found.plain_off:+.2f}"
                f"  ({time.perf_counter() - started:.0f} s)"
            )


if __name__ == "__main__":
    main()
