"""Routes for one person's question: from where they are to work that they like."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from django.utils.translation import gettext_noop as _

from keyway.credentials.models import Program
from keyway.credentials.queries.nearby import sites_by_organization, zip_in_state
from keyway.credentials.queries.pathways import atlas, value
from keyway.engine.pathways import (
    Alike,
    Chosen,
    Edge,
    Limits,
    Route,
    choose,
    fronts,
)
from keyway.engine.supply.reach import distance_km
from keyway.errors import Refused
from keyway.partners.queries import directory
from keyway.reference.lookups import districts, names, pay
from keyway.reference.lookups.districts import Point
from keyway.reference.parameters import parameters_of
from keyway.reference.words import kinds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from keyway.credentials.queries.pathways import Atlas, Taught
    from keyway.reference.lookups.places import State
    from keyway.reference.store import Store
    from keyway.reference.words.kinds import KindOfWork

GRADES = ("8", "9", "10", "11", "12", "done", "adult")
MOST_ROUTES = 6
_LAST_GRADE = 12
_SCHOOL_BEGINS, _SCHOOL_ENDS = 7, 5  # months: July begins the new school year, May ends it
_LONGEST_WORDS = 80
_MOST_SCHOOLS = 5


class GradeUnknown(Refused):
    """No grade from which we know a way."""

    sentence = _(
        "We know ways from grade 8 to 12, from the end of high school, and for adults. "
        "“%(grade)s” is none of these. Choose one."
    )


class NowhereHere(Refused):
    """No town and no school of the state is called so."""

    sentence = _(
        "We know no town and no school called “%(near)s” in %(state)s. Try your ZIP code, or skip "
        "the question."
    )


class NothingLikeThat(Refused):
    """No kind of work and no occupation is called so."""

    sentence = _(
        "We know no work for “%(words)s”. Try one plain word, such as machines, welding, robots "
        "or chips, or choose from the list."
    )


class NoSuchJob(Refused):
    """The code is none of an occupation with jobs in plants."""

    sentence = _(
        "“%(soc)s” is no code of a job in manufacturing. A code looks like 51-4041. Search by "
        "name instead."
    )


@dataclass(frozen=True, slots=True)
class Question:
    """Where somebody is and what they like; nothing of it is kept.

    Attributes:
        grade: one of ``GRADES``.
        zip_code: five digits; empty where they did not say.
        near: the town or school they named; empty where they did not say.
        point: where that is.
        county_fips: the county that holds it; empty where they did not say.
        kinds: the kinds of work that they named; none where they named a job.
        socs: the jobs wanted, the most usual first.
    """

    grade: str
    zip_code: str
    near: str
    point: Point | None
    county_fips: str
    kinds: tuple[KindOfWork, ...]
    socs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """Which link is missing where there is no route.

    Attributes:
        link: "nothing" (no program here leads to it), "far" (only farther away), "late" (no time
            left in high school, and no program after it), "school" (it asks for more school than
            any program here).
        taught: the nearest program, where it is only far.
        km: how far that is.
    """

    link: str
    taught: Taught | None = None
    km: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a question.

    Attributes:
        question: what was asked.
        atlas: the map it was found on.
        chosen: routes to show; there is no best one.
        km: how far each node is from home; empty where home is not known.
        all_count: how many routes no other beats.
        broken: the missing link, where there is no route.
    """

    question: Question
    atlas: Atlas
    chosen: tuple[Chosen, ...]
    km: Sequence[int]
    all_count: int
    broken: Broken | None


def understood(
    store: Store,
    state: State,
    *,
    grade: str,
    zip_code: str = "",
    near: str = "",
    kind: str = "",
    soc: str = "",
    words: str = "",
) -> Question:
    """Return a question as it was meant; without a wish it asks for every kind of work.

    Raises:
        GradeUnknown: no grade from which we know a way.
        ZipNotHere: the ZIP code is none of the state.
        NowhereHere: no town and no school is called so.
        NoSuchJob: no such code.
        NothingLikeThat: the words speak of no work we know.
    """
    if grade not in GRADES:
        raise GradeUnknown(grade=grade[:_LONGEST_WORDS])
    place, point = _home(store, state, zip_code, near[:_LONGEST_WORDS])
    county = ""
    if point is not None:
        county = districts.located(store, point.longitude, point.latitude).county_fips or ""
    chosen, socs = _wanted(store, kind, soc, words[:_LONGEST_WORDS])
    return Question(grade, zip_code, place, point, county, chosen, socs)


def _home(store: Store, state: State, zip_code: str, near: str) -> tuple[str, Point | None]:
    """Return where somebody lives or goes to school, and what that is called, if they said."""
    if zip_code:
        return "", zip_in_state(store, state, zip_code)
    if not near:
        return "", None
    town = districts.place_point(store, state.code, near)
    if town is not None:
        return near.title(), town
    for each in directory.found(directory.Wanted(state.code, near))[:_MOST_SCHOOLS]:
        site = sites_by_organization([each.pk]).get(each.pk)
        if site and site.longitude is not None and site.latitude is not None:
            return each.name, Point(site.longitude, site.latitude)
    raise NowhereHere(near=near, state=state.name)


def _wanted(
    store: Store, kind: str, soc: str, words: str
) -> tuple[tuple[KindOfWork, ...], tuple[str, ...]]:
    """Return the kinds of work and the jobs that somebody asked for."""
    counted = pay.counted_as(store)
    if soc:
        code = counted.get(soc, soc)
        if code not in pay.schooling(store):
            raise NoSuchJob(soc=soc[:_LONGEST_WORDS])
        return (), (code,)
    one = kinds.kind(kind) if kind else None
    asked = (one,) if one else tuple(kinds.closest(words))
    if not (kind or words):
        asked = kinds.kinds()
    if not asked:
        named = matching_jobs(store, words)
        if not named:
            raise NothingLikeThat(words=words or kind[:_LONGEST_WORDS])
        return (), tuple(named)
    socs = [counted.get(code, code) for each in asked for code in each.socs]
    return asked, tuple(dict.fromkeys(socs))


def matching_jobs(store: Store, words: str, most: int = 6) -> list[str]:
    """Return jobs in whose English or Spanish name every word begins one; short names first."""
    asked = [word for word in kinds.folded(words).split() if len(word) > 2]
    if not asked:
        return []
    known = pay.schooling(store)
    found: dict[str, int] = {}
    for language in ("en", "es"):
        for code, name in names.occupations(store, language).items():
            text = f" {kinds.folded(name)}"
            if code in known and all(f" {word}" in text for word in asked):
                found[code] = min(found.get(code, len(text)), len(text))
    return sorted(found, key=lambda code: (found[code], code))[:most]


def find(store: Store, state: State, question: Question, *, on: date) -> Found:
    """Return a few routes that differ for a question, or which link is missing."""
    chart = atlas(store, state, county_fips=question.county_fips, on=on)
    km = distances(chart, question.point)
    goals = {chart.graph.place[key] for key in _keys(question) if key in chart.graph.place}
    steps = starts(chart, question.grade, on)
    found = fronts(chart.graph, steps, goals, limits(), km)
    routes = [route for front in found.values() for route in front]
    alike = Alike(int(value("alike_months")), int(value("alike_cost_usd")), int(value("alike_km")))
    chosen = choose(routes, most=MOST_ROUTES, alike=alike)
    broken = None if routes else _broken(chart, question, goals, km, on)
    return Found(question, chart, tuple(chosen), km, len(routes), broken)


def _keys(question: Question) -> list[str]:
    return [f"j{soc}" for soc in question.socs]


def limits() -> Limits:
    """Return how far a route may lead."""
    return Limits(
        months=int(value("most_months")),
        cost=int(value("most_cost_usd")),
        km=int(value("most_km")),
    )


def distances(chart: Atlas, home: Point | None) -> list[int]:
    """Return how far each node is from home in whole kilometers; 0 where it has no place.

    A program whose place is not known stands at the limit, so that it comes last.
    """
    km = [0] * len(chart.graph.nodes)
    if home is None or not chart.programs:
        return km
    placed = {at: taught.place for at, taught in chart.programs.items()}
    for at, place in placed.items():
        if place.longitude is None or place.latitude is None:
            km[at] = int(value("most_km"))
    known = [
        (at, place.longitude, place.latitude)
        for at, place in placed.items()
        if place.longitude is not None and place.latitude is not None
    ]
    if known:
        away = distance_km(
            np.array([home.longitude]),
            np.array([home.latitude]),
            np.array([east for _, east, _ in known]),
            np.array([north for _, _, north in known]),
        )[0]
        for (at, _east, _north), each in zip(known, away.tolist(), strict=True):
            km[at] = round(each)
    return km


def starts(chart: Atlas, grade: str, on: date) -> list[Edge]:
    """Return the programs that somebody can begin next, with the months until they are done."""
    left = school_months(grade, on)
    found = []
    for at, taught in chart.programs.items():
        if taught.program.level == Program.Level.SECONDARY:
            if is_in_time(taught, grade):
                found.append(Edge(at, left, taught.cost, 0))
        else:
            found.append(Edge(at, left + taught.months, taught.cost, 0))
    return found


def school_months(grade: str, on: date) -> int:
    """Return the months until somebody in a grade leaves high school; 0 for who has left."""
    if not grade.isdigit():
        return 0
    last = on.year + (on.month >= _SCHOOL_BEGINS) + _LAST_GRADE - int(grade)
    return max((last - on.year) * 12 + _SCHOOL_ENDS - on.month, 0)


def is_in_time(taught: Taught, grade: str) -> bool:
    """Return whether somebody in a grade can begin a high school program next school year."""
    if not grade.isdigit():
        return False
    next_grade, years_left = int(grade) + 1, _LAST_GRADE - int(grade)
    highest = taught.program.highest_grade
    least = parameters_of("pathways")["pathways.secondary_months"].low
    months = least if taught.is_length_assumed else taught.months
    return (
        years_left > 0 and months <= years_left * 12 and (highest is None or next_grade <= highest)
    )


def _broken(
    chart: Atlas, question: Question, goals: set[int], km: Sequence[int], on: date
) -> Broken:
    """Return the missing link of a question that has no route."""
    if not goals:
        asks = [soc for soc in question.socs if soc in chart.pay]
        return Broken("nothing" if asks else "school")
    anywhere = Limits(months=int(value("most_months")), cost=10**9, km=10**6)
    steps = starts(chart, question.grade, on)
    far = fronts(chart.graph, steps, goals, anywhere, km)
    routes = [route for front in far.values() for route in front]
    if routes:
        nearest = min(routes, key=lambda route: (route.km, route.months, route.nodes))
        at = max((n for n in nearest.nodes if n in chart.programs), key=lambda n: km[n])
        return Broken("far", chart.programs[at], km[at])
    younger = fronts(chart.graph, starts(chart, GRADES[0], on), goals, anywhere, km)
    return Broken("late" if younger else "nothing")


# --- routes by their code --------------------------------------------------------------------------


def code_of(chart: Atlas, route: Route) -> str:
    """Return the code of a route: its steps and nothing of the person who found it."""
    return "_".join(chart.graph.nodes[node].key for node in route.nodes)


def route_of(chart: Atlas, code: str) -> Route | None:
    """Return the route that a code stands for; None where a step of it is not on the map any more.

    Time is counted from the end of high school, since a code does not say where somebody is.
    """
    places = [chart.graph.place.get(key) for key in code.split("_")[: Limits().steps]]
    nodes = [place for place in places if place is not None]
    is_whole = len(nodes) == len(code.split("_"))
    if not is_whole or nodes[0] not in chart.programs or nodes[-1] not in chart.socs:
        return None
    first = chart.programs[nodes[0]]
    is_in_school = first.program.level == Program.Level.SECONDARY
    edges = [Edge(nodes[0], 0 if is_in_school else first.months, first.cost)]
    for source, target in pairwise(nodes):
        edge = next((each for each in chart.graph.steps[source] if each.to == target), None)
        if edge is None:
            return None
        edges.append(edge)
    return Route(
        tuple(nodes),
        tuple(edges),
        months=sum(edge.months for edge in edges),
        cost=sum(edge.cost or 0 for edge in edges),
        is_cost_known=all(edge.cost is not None for edge in edges),
        wage=chart.graph.nodes[nodes[-1]].wage,
        km=0,
    )
