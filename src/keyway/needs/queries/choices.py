"""What a rollout plan chooses from: institutions, kinds of work, openings, costs, limits."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import scipy.sparse as sp

from keyway.engine import rollout
from keyway.engine.rollout.openings import draw_openings
from keyway.engine.supply.reach import distance_km
from keyway.reference.lookups import jobs, places
from keyway.reference.parameters import Parameters, changed, document, parameters_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from keyway.reference.lookups.places import State
    from keyway.reference.store import Store

METHOD_VERSION = "2"
FITTED, SCORED = 20, 200
SEED = 20_261_123
# A certificate or a credential is not what these occupations ask for.
_DEGREES = ("Bachelor", "Master", "Doctor")


@dataclass(frozen=True, slots=True)
class Place:
    """An institution that could open programs.

    Attributes:
        number: of its organization.
        is_secondary: teaches high-school students.
        points: longitude and latitude of its sites.
        counties: where its sites are.
        teaches: families that it teaches already.
    """

    number: int
    name: str
    is_secondary: bool
    points: tuple[tuple[float, float], ...]
    counties: frozenset[str]
    teaches: frozenset[str]


@dataclass(frozen=True, slots=True)
class Option:
    """A kind of work that could be taught.

    Attributes:
        family: its code.
        soc_codes: occupations that its credentials lead to.
        credentials: the credentials it would teach toward, the best known first.
        programs: how many programs teach it today.
    """

    family: str
    soc_codes: frozenset[str]
    credentials: tuple[str, ...]
    programs: int


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the planner."""

    budget: float
    rural_share: float = 0.0
    values: Mapping[str, float] = field(default_factory=dict)

    @property
    def parameters(self) -> Parameters:
        """The planner's parameters as they stand for this question."""
        return changed(parameters_of("rollout"), self.values)


@dataclass(frozen=True, slots=True)
class Choice:
    """One program at one institution."""

    place: Place
    option: Option
    is_added: bool
    seats: float
    instructors: float
    cost: float
    capacity: float


@dataclass(frozen=True, slots=True)
class Opening:
    """Openings of one occupation in one county that no program fills, a year."""

    soc_code: str
    county_fips: str
    expected: float


@dataclass(frozen=True)
class Gathered:
    """A problem for the engine with the names of everything in it."""

    question: Question
    problem: rollout.Problem
    rules: rollout.Rules
    draws: np.ndarray
    choices: tuple[Choice, ...]
    openings: tuple[Opening, ...]
    parameters: Parameters

    @property
    def fingerprint(self) -> str:
        """Return a digest of all that the answer depends on but the time to search."""
        problem = self.problem
        parts: list[Any] = [METHOD_VERSION, self.question.budget, self.question.rural_share]
        parts += [sorted((name, each.value) for name, each in self.parameters.items())]
        parts += [[(c.place.number, c.option.family, c.is_added) for c in self.choices]]
        parts += [[(o.soc_code, o.county_fips) for o in self.openings]]
        digest = hashlib.sha256(json.dumps(parts, sort_keys=True).encode())
        for each in (problem.need, problem.capacity, problem.cost, problem.links.indices):
            digest.update(np.ascontiguousarray(each).tobytes())
        return digest.hexdigest()


def gather(
    store: Store,
    state: State,
    rows: pl.DataFrame,
    question: Question,
    sites: Sequence[Place],
    options: Sequence[Option],
) -> Gathered:
    """Lay out a question for the engine.

    Args:
        store: the reference tables.
        state: whose openings.
        rows: of the gap: soc_code, area_code, is_manufacturing, unfilled_p5, _p50, _p95.
        question: budget, rural share and changed assumptions.
        sites: the institutions that may open something.
        options: what may be taught.

    Raises:
        UnknownParameter, ParameterOutOfRange: of the changed assumptions.
    """
    parameters = question.parameters
    needed = _needed(store, state, rows)
    counties = [each for each in places.counties(store, state.fips) if each.longitude is not None]
    codes = {option.family: counted(store, option.soc_codes, needed) for option in options}
    taught = [option for option in options if codes[option.family]]
    choices = [
        _choice(place, option, parameters)
        for place in sorted(sites, key=lambda each: each.number)
        for option in sorted(taught, key=lambda each: each.family)
    ]
    reached = {place.number: _reached(place, counties, parameters) for place in sites}
    problem, draws = _problem(choices, needed, codes, reached, parameters)
    rural = _rural(store, state, parameters)
    is_rural = np.array([each in rural for each in needed["area_code"]], dtype=bool)
    problem = rollout.Problem(**{**_parts(problem), "is_rural": is_rural})
    count = problem.institutions
    return Gathered(
        question=question,
        problem=problem,
        rules=rollout.Rules(
            budget=question.budget,
            instructors=np.full(count, _value(parameters, "instructors_limit")),
            programs=np.full(count, _value(parameters, "programs_limit")),
            rural_share=question.rural_share,
            least_filled=_value(parameters, "least_filled"),
        ),
        draws=draws,
        choices=tuple(choices),
        openings=tuple(
            Opening(soc, county, expected)
            for soc, county, expected in zip(
                needed["soc_code"], needed["area_code"], problem.need.mean(axis=0), strict=True
            )
        ),
        parameters=parameters,
    )


def _value(parameters: Parameters, name: str) -> float:
    return parameters[f"rollout.{name}"].value


def _parts(problem: rollout.Problem) -> dict[str, Any]:
    return {name: getattr(problem, name) for name in problem.__dataclass_fields__}


def _needed(store: Store, state: State, rows: pl.DataFrame) -> pl.DataFrame:
    """Return openings of manufacturing occupations by county that ask for less than a degree."""
    education = jobs.rates(store, state.fips).select("soc_code", "typical_education")
    asks = pl.col("typical_education").fill_null("")
    return (
        rows.filter(pl.col("is_manufacturing") & (pl.col("area_code") != state.fips))
        .join(education, on="soc_code", how="left")
        .filter(~pl.any_horizontal(asks.str.starts_with(each) for each in _DEGREES))
        .filter(pl.col("unfilled_p95") > 0)
        .sort("soc_code", "area_code")
    )


def counted(store: Store, soc_codes: Iterable[str], needed: pl.DataFrame) -> frozenset[str]:
    """Return the codes under which the openings of some occupations are counted.

    The wage survey merges some occupations under a code of its own, often their broad group.
    """
    known = set(needed["soc_code"].to_list())
    matrix = dict(
        store.read("ep_matrix_links")
        .select(pl.col("onet_soc_code").str.slice(0, 7), "matrix_code")
        .iter_rows()
    )
    found = set()
    for code in soc_codes:
        for candidate in (code, matrix.get(code, ""), f"{code[:6]}0"):
            if candidate in known:
                found.add(candidate)
                break
    return frozenset(found)


def _choice(place: Place, option: Option, parameters: Parameters) -> Choice:
    """Return what a program would cost and bring; where its kind is taught, seats are added."""
    is_added = option.family not in place.teaches
    seats = _value(parameters, "seats" if is_added else "seats_added")
    kind = "secondary" if place.is_secondary else "college"
    # Half positions are usual: a class is taught in the morning or in the afternoon.
    teachers = float(np.ceil(2 * seats / _value(parameters, f"seats_per_instructor_{kind}")) / 2)
    yearly = teachers * _value(parameters, "instructor_usd") + seats * _value(
        parameters, "seat_usd"
    )
    cost = yearly * _value(parameters, "years")
    if is_added:
        cost += _value(parameters, "opening_usd")
    capacity = (
        seats
        * _value(parameters, f"completion_share_{kind}")
        * _value(parameters, f"related_work_share_{kind}")
        * (1 - _value(parameters, "moved_share"))
    )
    return Choice(place, option, is_added, seats, teachers, cost, capacity)


def _reached(
    place: Place, counties: Sequence[places.County], parameters: Parameters
) -> frozenset[str]:
    """Return the counties where an institution's graduates can work."""
    found = set(place.counties)
    if place.points and counties:
        here = np.array(place.points, dtype=np.float64)
        there = np.array([(c.longitude, c.latitude) for c in counties], dtype=np.float64)
        km = distance_km(here[:, 0], here[:, 1], there[:, 0], there[:, 1]).min(axis=0)
        near = km <= _value(parameters, "reach_km")
        found |= {c.fips for c, is_near in zip(counties, near, strict=True) if is_near}
    return frozenset(found)


def _problem(
    choices: Sequence[Choice],
    needed: pl.DataFrame,
    codes: Mapping[str, frozenset[str]],
    reached: Mapping[int, frozenset[str]],
    parameters: Parameters,
) -> tuple[rollout.Problem, np.ndarray]:
    """Return the engine's problem, not yet told which counties are rural, and draws apart."""
    numbers = {n: at for at, n in enumerate(sorted({c.place.number for c in choices}))}
    families = {f: at for at, f in enumerate(sorted({c.option.family for c in choices}))}
    socs, areas = needed["soc_code"].to_list(), needed["area_code"].to_list()
    links = [
        [
            at
            for at, (soc, area) in enumerate(zip(socs, areas, strict=True))
            if soc in codes[choice.option.family] and area in reached[choice.place.number]
        ]
        for choice in choices
    ]
    kit, kit_cost = _kits(choices, numbers, parameters)
    column = np.array([at for row in links for at in row], dtype=np.intp)
    row = np.repeat(np.arange(len(choices)), [len(each) for each in links])
    programs = {c.option.family: float(c.option.programs) for c in choices}
    draws = _draws(needed, parameters)
    problem = rollout.Problem(
        institution=np.array([numbers[c.place.number] for c in choices], dtype=np.intp),
        option=np.array([families[c.option.family] for c in choices], dtype=np.intp),
        popularity=np.array([programs[f] for f in families], dtype=np.float64),
        capacity=np.array([c.capacity for c in choices], dtype=np.float64),
        cost=np.array([c.cost for c in choices], dtype=np.float64),
        instructors=np.array([c.instructors for c in choices], dtype=np.float64),
        kit=kit,
        kit_cost=kit_cost,
        links=sp.csr_matrix((np.ones(len(column)), (row, column)), shape=(len(choices), len(socs))),
        need=draws[:FITTED],
        is_rural=np.zeros(len(socs), dtype=bool),
        institutions=len(numbers),
    )
    return problem, draws[FITTED:]


def _kits(
    choices: Sequence[Choice], numbers: Mapping[int, int], parameters: Parameters
) -> tuple[np.ndarray, np.ndarray]:
    """Return which shop each added program needs, and the shops' costs.

    An institution that teaches a kind of work has the shop that this kind needs.
    """
    needs = document("rollout_equipment")["equipment"]
    shops = sorted(set(needs.values()))
    kit = []
    for choice in choices:
        shop = needs.get(choice.option.family)
        owned = {needs.get(family) for family in choice.place.teaches}
        if shop is None or shop in owned:
            kit.append(-1)
        else:
            kit.append(numbers[choice.place.number] * len(shops) + shops.index(shop))
    cost = [_value(parameters, f"kit_{shop}_usd") for shop in shops]
    return np.array(kit, dtype=np.intp), np.tile(cost, len(numbers))


def _draws(needed: pl.DataFrame, parameters: Parameters) -> np.ndarray:
    occupation = needed["soc_code"].rank("dense").to_numpy().astype(np.intp) - 1
    return draw_openings(
        needed["unfilled_p5"].to_numpy(),
        needed["unfilled_p50"].to_numpy(),
        needed["unfilled_p95"].to_numpy(),
        occupation,
        common_share=_value(parameters, "common_share"),
        draws=FITTED + SCORED,
        seed=SEED,
    )


def _rural(store: Store, state: State, parameters: Parameters) -> frozenset[str]:
    """Return the counties with fewer jobs than the limit."""
    limit = _value(parameters, "rural_jobs")
    found = (
        jobs.industry_jobs(store, state.fips)
        .group_by("county_fips")
        .agg(pl.col("employment_count").sum())
    )
    many = set(found.filter(pl.col("employment_count") >= limit)["county_fips"].to_list())
    every = {each.fips for each in places.counties(store, state.fips)}
    return frozenset(every - many)
