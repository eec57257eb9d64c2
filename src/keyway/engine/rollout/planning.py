"""Three plans with what they prove: the best, the cheapest within 2 percent, the most robust."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from keyway.engine.rollout import baselines, limits, program
from keyway.engine.rollout.filling import filled, score
from keyway.engine.rollout.merging import merged, spread
from keyway.engine.rollout.packed import pack
from keyway.engine.rollout.pricing import Priceable, Priced, Prices, first_prices, tighten
from keyway.engine.rollout.values import DUST, Found, ImpossiblePlan, Scored

if TYPE_CHECKING:
    from keyway.engine.draws import Array
    from keyway.engine.rollout.packed import Drawn
    from keyway.engine.rollout.values import Index, Problem, Rules, Solved

WITHIN = 0.02  # the cheapest plan may place this much less than the best
WORST = 0.2  # the most robust plan looks at this share of the scenarios, the worst ones
_STEPS, _STEPS_LARGE = 250, 120
_LARGE = 200_000  # links from which a step of pricing takes long
_GROWTHS, _GROWTH = 12, 400  # times that the relaxed core grows, and choices each time
_TIES = 5
_CORE = 1.5  # choices in the core, as a multiple of those that the greedy plan opens
_MOST_FLOWS = 150_000  # flows beyond which the whole program is not tried
_FEW_FLOWS = 5_000  # flows up to which the whole program is as quick as its core
_LEAST_SECONDS = 0.2
_SHARPENING = 0.4  # of the time, the most that growing the relaxed core takes
_PACKING = 0.5  # of the time, the most that packing takes


def plan(
    problem: Problem,
    rules: Rules,
    *,
    draws: Array | None = None,
    seconds: float = 20.0,
    gap: float = 0.005,
) -> Found:
    """Plan which choices to open.

    Args:
        problem: choices and openings; its scenarios are those that plans are fitted to.
        rules: the limits.
        draws: openings in draws kept apart, on which plans are scored, one row per draw.
        seconds: about how long to search in all; the proof covers what was reached by then.
        gap: proven relative gap at which a search may end.

    Raises:
        ImpossiblePlan: nothing can be opened; it says which limit stands in the way.
    """
    limits.require_possible(problem, rules)
    fitted = len(problem.need)
    apart = problem.need if draws is None else draws
    every, group = merged(problem.with_need(np.vstack([problem.need, apart])))
    small, scored = every.with_need(every.need[:fitted]), every.need[fitted:]
    found = _plans(small, rules, scored, seconds, gap)
    need = problem.need.mean(axis=0)
    return replace(
        found,
        **{
            name: replace(each, placed=spread(each.placed, group, need))
            for name in ("best", "cheapest", "robust", "unruled", "greedy", "popular")
            if (each := getattr(found, name)) is not None
        },
        ties=limits.ties(small, rules, found.best),
    )


def _plans(problem: Problem, rules: Rules, draws: Array, seconds: float, gap: float) -> Found:
    """Return the three plans, the baselines and their scores for a merged problem."""
    is_ruled = rules.rural_share > 0
    free = replace(rules, rural_share=0.0)
    before = _search(problem, free, seconds=seconds * 0.2, gap=gap) if is_ruled else None
    unruled = before.best if before else None
    # What the plan without the rule and the most robust one do not need is the best one's.
    share = 0.8 - 0.2 * is_ruled - 0.2 * (len(problem.need) > 1)
    start = before.drawn if before else None
    search = _search(problem, rules, seconds=seconds * share, gap=gap, start=start)
    if search.best.value <= DUST:
        raise _too_rural(problem, rules)
    if unruled is not None:
        search = _under(search, unruled)
    best = search.best
    cheapest = _cheapest(problem, rules, search, seconds * 0.2, gap)
    robust = _robust(problem, rules, search, seconds * 0.2, gap)
    most = _bound_over(problem, rules, draws, search)
    plans = {"best": best, "cheapest": cheapest, "robust": robust}
    scores = {name: score(problem, rules, p.opened, draws, most) for name, p in plans.items()}
    steady = max(scores, key=lambda name: (round(scores[name].low, 6), name == "robust"))
    scores["robust"], robust = scores[steady], plans[steady]
    return Found(
        best=best,
        cheapest=cheapest,
        robust=robust,
        unruled=unruled,
        greedy=search.greedy,
        popular=baselines.popular(problem, rules, bound=best.bound),
        scores=scores,
        flips=_flips(scores),
        binding=limits.binding(problem, rules, search.core),
    )


def _under(search: _Searched, unruled: Solved) -> _Searched:
    """Return the search with the bound that holds without the rule, where that is lower."""
    bound = max(min(search.best.bound, unruled.bound), search.best.value)
    return replace(
        search,
        best=replace(search.best, bound=bound),
        greedy=replace(search.greedy, bound=max(bound, search.greedy.value)),
    )


def _flips(scores: dict[str, Scored]) -> float:
    """Return the share of draws in which another plan does better than the best one."""
    others = np.max([scores[name].values for name in ("cheapest", "robust")], axis=0)
    return float((others > scores["best"].values + 1e-6).mean())


@dataclass(frozen=True, slots=True)
class _Searched:
    """What one search found, and where it looked.

    Attributes:
        core: the choices that the prices like, on which further questions are asked.
        prices: the best prices found for the mean openings.
        drawn: the best found for each scenario, where choices could be packed.
    """

    best: Solved
    greedy: Solved
    core: Index
    prices: Prices
    drawn: Drawn | None


def _search(
    problem: Problem, rules: Rules, *, seconds: float, gap: float, start: Drawn | None = None
) -> _Searched:
    """Search the best plan: prices prove a bound and choose the core; the solver does the rest."""
    began = time.perf_counter()
    greedy = baselines.greedy(problem, rules)
    laid = Priceable.of(problem, rules)
    steps = _STEPS if problem.links.nnz < _LARGE else _STEPS_LARGE
    prices, told = tighten(laid, first_prices(laid), steps=steps, reached=greedy.value)
    core = _core(told, greedy)
    left = (seconds - (time.perf_counter() - began)) * _SHARPENING
    sharper = _sharpened(problem, rules, laid, core, told, greedy.value, left)
    prices, told = sharper or (prices, told)
    core = np.union1d(core, _core(told, greedy))
    # Opening a choice that the prices dislike lowers the bound by its loss.
    most_with = told.bound + np.minimum(told.profit, 0.0)
    best = replace(greedy, bound=told.bound)
    left = seconds - (time.perf_counter() - began)
    known = prices.jobs if start is None else start
    packed = pack(problem, rules, best, known, gap=gap, seconds=left * _PACKING)
    if packed is not None:
        best, core = packed.best, np.union1d(core, packed.liked)
        most_with = np.minimum(most_with, packed.most_with)
    for part, share in _stages(problem, core):
        left = seconds - (time.perf_counter() - began)
        if best.gap <= gap or left < _LEAST_SECONDS:
            break
        best = _staged(problem, rules, part, best, most_with, gap, left * share)
    best = replace(best, seconds=time.perf_counter() - began)
    greedy = replace(greedy, bound=max(best.bound, greedy.value))
    return _Searched(best, greedy, core, prices, packed.prices if packed else None)


@dataclass(frozen=True, slots=True)
class _Stage:
    """One call of the solver.

    Attributes:
        problem: with its scenarios, or with their mean alone, which is far smaller.
        core: the choices to look at; None for all that the bound leaves open.
    """

    problem: Problem
    core: Index | None


def _stages(problem: Problem, core: Index) -> list[tuple[_Stage, float]]:
    """Return what the solver is asked, in order, with the share of the time left for each.

    The mean of the openings first: it is solved soonest, and since more openings help less and
    less, its bound holds for the mean over the scenarios too. Then the scenarios themselves.
    """
    mean = problem.expected()
    every = np.arange(problem.choices)
    flows = _flows(mean, every)
    stages = [(_Stage(mean, core), 0.35)] if flows > _FEW_FLOWS else []
    if flows <= _MOST_FLOWS:
        stages.append((_Stage(mean, None), 0.6))
    if len(problem.need) > 1:
        stages.append((_Stage(problem, core), 0.5))
        if _flows(problem, every) <= _MOST_FLOWS:
            stages.append((_Stage(problem, None), 1.0))
    else:
        stages[-1] = (stages[-1][0], 1.0)
    return stages


def _staged(
    problem: Problem,
    rules: Rules,
    stage: _Stage,
    best: Solved,
    most_with: Array,
    gap: float,
    seconds: float,
) -> Solved:
    """Return the better of the plan known and what one call of the solver finds."""
    # What the bound ruled out cannot be part of a better plan than the one that is known.
    chosen = stage.core
    if chosen is None:
        chosen = np.flatnonzero(most_with >= best.value - DUST)
    found = program.best(stage.problem, rules, chosen, gap=gap / 2, seconds=seconds)
    if found is None:
        return best
    bound = min(best.bound, max(found.bound, best.value)) if stage.core is None else best.bound
    if stage.problem is not problem:
        found = filled(problem, rules, found.opened)
    better = found if found.value > best.value else best
    return replace(better, bound=max(bound, better.value))


def _core(told: Priced, greedy: Solved) -> Index:
    """Return the choices that the prices like, and those of the greedy plan."""
    count = max(int(_CORE * len(greedy.opened)), 12)
    liked = np.argsort(-told.profit, kind="stable")[:count]
    return np.union1d(liked, greedy.opened).astype(np.intp)


def _sharpened(
    problem: Problem,
    rules: Rules,
    laid: Priceable,
    core: Index,
    told: Priced,
    reached: float,
    seconds: float,
) -> tuple[Prices, Priced] | None:
    """Start anew from the prices of the relaxed core, which grows by what these prices like.

    Returns:
        The prices of the lowest bound on the way and what they prove.
    """
    began, mean, best = time.perf_counter(), problem.expected(), None
    for _ in range(_GROWTHS):
        left = seconds - (time.perf_counter() - began)
        if left < _LEAST_SECONDS:
            break
        relaxed = program.relax(mean, rules, core, rounds=_TIES, seconds=left)
        if relaxed is None:
            break
        start = _prices(relaxed)
        proof = laid.price(start)
        if best is None or proof.bound < best[1].bound:
            best = start, proof
        liked = np.setdiff1d(np.flatnonzero(proof.profit > DUST), core)
        if not len(liked):
            break
        order = np.argsort(-proof.profit[liked], kind="stable")
        core = np.union1d(core, liked[order[:_GROWTH]])
    if best is None:
        return None
    best = tighten(laid, best[0], steps=_STEPS_LARGE // 2, reached=reached)
    return best if best[1].bound < told.bound else None


def _prices(relaxed: program.Relaxed) -> Prices:
    """Return the prices of a relaxed program of the mean openings."""
    prices = relaxed.prices
    return Prices(
        prices["jobs"],
        float(prices["budget"][0]),
        prices["instructors"],
        prices["programs"],
        float(prices.get("rural", np.zeros(1))[0]),
    )


def _flows(problem: Problem, chosen: Index) -> int:
    return int(np.diff(problem.links.indptr)[chosen].sum()) * len(problem.need)


def _cheapest(
    problem: Problem, rules: Rules, search: _Searched, seconds: float, gap: float
) -> Solved:
    """Return the cheapest plan found within 2 percent of the best."""
    best = search.best
    found = program.cheapest(
        problem, rules, search.core, value=(1 - WITHIN) * best.value, gap=gap, seconds=seconds
    )
    if found is None or found.cost >= best.cost:
        return best
    again = filled(problem, rules, found.opened, best.bound)
    return replace(again, seconds=found.seconds) if again.value >= found.value - 1e-3 else found


def _robust(
    problem: Problem, rules: Rules, search: _Searched, seconds: float, gap: float
) -> Solved:
    """Return the plan that does best where the openings turn out few."""
    if len(problem.need) < 2:
        return search.best
    found = program.robust(problem, rules, search.core, worst=WORST, gap=gap, seconds=seconds)
    if found is None or not len(found.opened):
        return search.best
    again = filled(problem, rules, found.opened, search.best.bound)
    return replace(again, seconds=found.seconds)


def _bound_over(problem: Problem, rules: Rules, draws: Array, search: _Searched) -> float:
    """Return what no plan exceeds in the mean over other draws."""
    laid = Priceable.of(problem.with_need(draws), rules)
    best = search.best.value
    return tighten(laid, search.prices, steps=_STEPS_LARGE // 2, reached=best)[1].bound


def _too_rural(problem: Problem, rules: Rules) -> ImpossiblePlan:
    """Return the refusal that names the largest rural share with which something is placed."""
    share = rules.rural_share
    for part in (0.75, 0.5, 0.25, 0.1):
        eased = replace(rules, rural_share=share * part)
        if _search(problem, eased, seconds=2.0, gap=0.05).best.value > DUST:
            return ImpossiblePlan(limit="rural", smallest=share * part)
    return ImpossiblePlan(limit="rural", smallest=0.0)
