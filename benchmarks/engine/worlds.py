"""Synthetic regions whose true gap is known, because every completer's job search is played out.

The truth is a search person by person with vacancies that run out; none of the estimators works
that way. The rules were chosen, so a world compares methods and proves nothing about a real state.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import scipy.sparse as sp

from keyway.engine.demand import Demand
from keyway.engine.draws import snap, stream
from keyway.engine.supply import Supply

if TYPE_CHECKING:
    from numpy.typing import NDArray

JOBS_PER_SEEKER = {"many": 8.0, "balanced": 2.0, "few": 0.6}
STAY = 0.36
RETRY = 0.67


@dataclass(frozen=True, slots=True)
class World:
    """One region with its truth.

    Attributes:
        demand, supply: what the estimator is given, in draws.
        links: cip_code, soc_code, weight: shares as the estimator believes them.
        true_unfilled: vacancies left per cell.
        true_placed: completers placed per unit.
        true_need: vacancies per cell.
        awards: completers per unit, before anybody leaves.
    """

    demand: Demand
    supply: Supply
    links: pl.DataFrame
    true_unfilled: NDArray[np.float64]
    true_placed: NDArray[np.float64]
    true_need: NDArray[np.float64]
    awards: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rules:
    """How a region is made and what the estimator knows of it.

    Attributes:
        jobs: "many", "balanced" or "few" vacancies per person who looks.
        prior_noise: standard deviation of the logarithm of the believed shares.
        knows_shares: False leaves the estimator with the bare crosswalk.
        true_km, believed_km: commuting distance in the world and in the estimator.
        stay_noise: standard deviation (logit) of the believed share who stay.
        need_noise: the same (logarithm) of the believed openings.
        openings_power: how far openings draw people between occupations in the world.
        draws: draws handed to the estimator.
    """

    jobs: str = "balanced"
    prior_noise: float = 0.5
    knows_shares: bool = True
    true_km: float = 40.0
    believed_km: float = 40.0
    stay_noise: float = 0.25
    need_noise: float = 0.0
    openings_power: float = 1.0
    draws: int = 40
    institutions: int = 14
    programs: int = 25
    occupations: int = 40
    counties: int = 8


def make(rules: Rules, seed: int) -> World:
    """Make a region, play out its job search, and hand over what an estimator would see."""
    rng = stream(seed, "world")
    counties, occupations = rules.counties, rules.occupations
    place = rng.random((counties, 2)) * 250
    campus = rng.integers(0, counties, rules.institutions)
    km = np.linalg.norm(place[campus][:, None] - place[None], axis=-1)
    teaches = [rng.choice(rules.programs, rng.integers(3, 9), replace=False) for _ in campus]
    unit = [(i, p) for i, some in enumerate(teaches) for p in sorted(some)]
    linked = [
        np.sort(rng.choice(occupations, rng.integers(1, 9), replace=False))
        for _ in range(rules.programs)
    ]
    share = [rng.dirichlet(np.ones(len(some))) for some in linked]
    awards = np.round(rng.lognormal(3.2, 0.8, len(unit)))
    stay = 1 / (1 + np.exp(-(np.log(STAY / (1 - STAY)) + 0.5 * rng.standard_normal(len(unit)))))
    seekers = rng.binomial(awards.astype(int), stay)
    size = rng.lognormal(0, 1, (occupations, 1)) * rng.lognormal(0, 1, (1, counties))
    size *= rng.lognormal(0, 0.3, (occupations, counties))
    need = np.round(JOBS_PER_SEEKER[rules.jobs] * seekers.sum() * size / size.sum())
    pull = (
        need
        / np.maximum(need.sum(1, keepdims=True), 1)
        * np.maximum(need.sum(1, keepdims=True), 1e-9) ** rules.openings_power
    )
    left, placed = search(unit, linked, share, km, pull, need, seekers, (rules.true_km, RETRY), rng)
    return _seen(rules, rng, unit, linked, share, km, need, awards, stay, left, placed)


def search(unit, linked, share, km, pull, need, seekers, habits, rng):  # type: ignore[no-untyped-def]
    """Play the search: in random order each person tries linked vacancies until one is free.

    ``habits`` are the commuting distance in kilometers and the chance to try again.
    """
    true_km, retry = habits
    left = need.copy()
    placed = np.zeros(len(unit))
    options = []
    for institution, program in unit:
        weight = (
            share[program][:, None] * np.exp(-km[institution] / true_km) * pull[linked[program]]
        )
        options.append((np.cumsum(weight.ravel() / max(weight.sum(), 1e-12)), linked[program]))
    people = rng.permutation(np.repeat(np.arange(len(unit)), seekers))
    for person in people:
        ladder, some = options[person]
        while ladder[-1] > 0:
            pick = min(int(np.searchsorted(ladder, rng.random())), len(ladder) - 1)
            cell = some[pick // km.shape[1]], pick % km.shape[1]
            if left[cell] >= 1:
                left[cell] -= 1
                placed[person] += 1
                break
            if rng.random() > retry:
                break
    return left, placed


def _seen(  # type: ignore[no-untyped-def]
    rules, rng, unit, linked, share, km, need, awards, stay, left, placed
) -> World:
    """Return the world as an estimator sees it: noisy shares, a believed distance, pooled stay."""
    draws = rules.draws
    codes = [f"{10 + o // 10}-{1000 + o}" for o in range(rules.occupations)]
    places = [f"99{1 + 2 * c:03d}" for c in range(rules.counties)]
    rows = []
    for program, some in enumerate(linked):
        believed = share[program] * np.exp(rules.prior_noise * rng.standard_normal(len(some)))
        weight = believed if rules.knows_shares else np.ones(len(some))
        rows += [
            (f"{program:02d}.0000", codes[o], float(w)) for o, w in zip(some, weight, strict=True)
        ]
    flat = need.ravel()
    noise = np.exp(rules.need_noise * rng.standard_normal((len(flat), 1)))
    noise = noise * np.exp(rules.need_noise * rng.standard_normal((len(flat), draws)))
    seen_need = snap(flat[:, None] * noise)
    logit = np.log(stay / (1 - stay)) if rules.knows_shares else np.log(STAY / (1 - STAY))
    believed_stay = logit + rules.stay_noise * rng.standard_normal(len(unit))
    drawn = believed_stay[:, None] + rules.stay_noise * rng.standard_normal((len(unit), draws))
    completers = snap(np.repeat(awards[:, None], draws, axis=1))
    stock = snap(completers / (1 + np.exp(-drawn)))
    cells = pl.DataFrame(
        {"soc_code": np.repeat(codes, len(places)), "county_fips": np.tile(places, len(codes))}
    )
    units = pl.DataFrame(
        {
            "unitid": [i for i, _ in unit],
            "cip_code": [f"{p:02d}.0000" for _, p in unit],
            "award_level_code": [3] * len(unit),
        }
    )
    empty = np.zeros((len(flat), draws), np.float32)
    reach = sp.csr_matrix(np.exp(-km[[i for i, _ in unit]] / rules.believed_km))
    return World(
        Demand(cells, empty, empty, seen_need.astype(np.float32), seen_need, cells[:0], cells[:0]),
        Supply(units, completers, completers - stock, stock, reach, places, units[:0]),
        pl.DataFrame(rows, schema=["cip_code", "soc_code", "weight"], orient="row"),
        left.ravel(),
        placed,
        flat,
        awards,
    )
