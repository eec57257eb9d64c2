"""Routes as ladders: what a person reads of each, in plain words and figures with their origin."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from keyway.credentials.briefs import measures
from keyway.credentials.briefs.rungs import exam_day, step
from keyway.credentials.briefs.telling import named
from keyway.credentials.models import Credential, Program
from keyway.credentials.queries import routes
from keyway.credentials.queries.promises import standing_promises
from keyway.engine.pathways import off_ramps
from keyway.reference import words
from keyway.render.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from keyway.credentials.briefs.rungs import Step
    from keyway.credentials.briefs.telling import Telling
    from keyway.credentials.models import Promise
    from keyway.engine.pathways import Chosen, Route

_MOST_RAMPS = 4
_MOST_PROMISES = 4
_MOST_TESTS = 2
_GRANT_URL = "https://studentaid.gov/h/apply-for-aid/fafsa"


@dataclass(frozen=True, slots=True)
class Promised:
    """An employer's promise for a credential that lies along the way."""

    employer: str
    slug: str
    deed: str
    credential: str
    until: date
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Ramp:
    """A job that can be taken on the way."""

    job: str
    soc_code: str
    after: str
    wage: Figure


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do now, with its day; ``asks_day`` where the day is still to be asked for."""

    sentence: str
    day: date | None = None
    url: str = ""
    asks_day: bool = False


@dataclass(frozen=True, slots=True)
class Ladder:
    """One route as it is shown.

    Attributes:
        code: the route's code, which holds nothing of a person.
        title: the job at its end.
        plain: what one does in it.
        firsts: what it is first in, in words; may be empty.
        months: until work begins.
        ready: the month in which work could begin; None without a grade.
        cost: what is known of the cost, or unknown.
        cost_note: what the cost leaves out; may be empty.
        wage: first yearly pay in the first job of the route.
        later: what half of all in its last job earn, or more.
        distance: the farthest place, in miles.
        openings: openings a year near home; None where nobody knows.
        worth: what it may bring over the years; None where it cannot be told.
        pays_back: the chance that it pays back in time; None likewise.
        steps: its rungs.
        ramps: where one can stop.
        promises: employers along the way.
        next_steps: three things to do.
    """

    code: str
    title: str
    plain: str
    firsts: tuple[str, ...]
    months: Figure
    ready: date | None
    cost: Figure
    cost_note: str
    wage: Figure
    later: Figure
    distance: Figure
    openings: Figure | None
    worth: Figure | None
    pays_back: Figure | None
    steps: tuple[Step, ...]
    ramps: tuple[Ramp, ...]
    promises: tuple[Promised, ...]
    next_steps: tuple[NextStep, ...]


def ladders(by: Telling, chosen: Iterable[Chosen]) -> list[Ladder]:
    """Return routes as ladders, in their order."""
    picked = list(chosen)
    promised = _promises(by, [each.route for each in picked])
    return [ladder(by, each.route, each.first_in, promised) for each in picked]


def ladder(
    by: Telling,
    route: Route,
    first_in: Sequence[str] = (),
    promised: Mapping[int, Sequence[Promised]] | None = None,
) -> Ladder:
    """Return one route as a ladder."""
    held = _promises(by, [route]) if promised is None else promised
    code = routes.code_of(by.atlas, route)
    jobs = [by.atlas.socs[node] for node in route.nodes if node in by.atlas.socs]
    about = words.occupation_words(jobs[-1]) if jobs else None
    steps = tuple(step(by, route, at) for at in range(len(route.nodes)))
    tests = _tests(by, route)
    worth, pays_back = measures.worth(by, route, code)
    return Ladder(
        code=code,
        title=by.short_job(jobs[-1]) if jobs else "",
        plain=about.plain(by.language) if about else "",
        firsts=tuple(_first(each) for each in first_in),
        months=measures.months(by, route),
        ready=measures.ready(by, route),
        cost=measures.cost(by, route),
        cost_note=measures.cost_note(by, route),
        wage=measures.wage(by, jobs[0]) if jobs else Figure(None),
        later=measures.later(by, jobs[-1]) if jobs else Figure(None),
        distance=measures.distance(by, route),
        openings=measures.openings(by, jobs[0]) if jobs else None,
        worth=worth,
        pays_back=pays_back,
        steps=steps,
        ramps=tuple(_ramps(by, route)),
        promises=tuple(dict.fromkeys(each for test in tests for each in held.get(test.pk, ())))[
            :_MOST_PROMISES
        ],
        next_steps=tuple(_next_steps(by, route, tests)),
    )


# --- along the way ---------------------------------------------------------------------------------


def _ramps(by: Telling, route: Route) -> Iterable[Ramp]:
    for ramp in off_ramps(by.atlas.graph, route)[:_MOST_RAMPS]:
        soc = by.atlas.socs[ramp.job]
        after = step(by, route, ramp.after - 1).title
        yield Ramp(by.short_job(soc), soc, after, measures.wage(by, soc))


def _tests(by: Telling, route: Route) -> list[Credential]:
    """Return the credentials of a route; where it has none, tests that fit its first job."""
    own = [by.atlas.credentials[node] for node in route.nodes if node in by.atlas.credentials]
    if own:
        return own
    jobs = [by.atlas.socs[node] for node in route.nodes if node in by.atlas.socs]
    taught = [by.atlas.programs[node] for node in route.nodes if node in by.atlas.programs]
    if not jobs or not taught:
        return []
    fitting = by.atlas.fitting.get(jobs[0], ())
    in_school = taught[-1].rank == 0
    return [each for each in fitting if not in_school or each.in_school != Credential.InSchool.NO][
        :_MOST_TESTS
    ]


def _promises(by: Telling, shown: Iterable[Route]) -> dict[int, list[Promised]]:
    """Return the promises that stand today for the credentials of routes, by credential."""
    numbers = {test.pk for route in shown for test in _tests(by, route)}
    found: dict[int, list[Promised]] = {}
    if numbers:
        for each in standing_promises(on=by.on).filter(credential__in=numbers):
            found.setdefault(each.credential_id, []).append(_promised(each))
    return found


def _promised(promise: Promise) -> Promised:
    return Promised(
        employer=promise.organization.name,
        slug=promise.organization.slug,
        deed=promise.get_deed_display(),
        credential=promise.credential.name,
        until=promise.until_date,
        is_demo=promise.organization.is_demo,
    )


def _first(name: str) -> str:
    return {
        "months": _("The soonest"),
        "cost": _("The lowest cost"),
        "wage": _("The highest pay"),
        "km": _("The nearest"),
    }[name]


def _next_steps(by: Telling, route: Route, tests: Sequence[Credential]) -> Iterable[NextStep]:
    """Return three things to do now, each with its day where there is one."""
    taught = by.atlas.programs[route.nodes[0]]
    program = taught.program
    name = named(by, program)
    school = program.organization.name
    start = program.next_start_date
    start = start if start and start >= by.on else None
    if program.level == Program.Level.SECONDARY:
        said = _(
            "Ask your counselor: “How do I get into %(program)s at %(school)s, and by what day?”"
        )
    else:
        said = _("Call or write to %(school)s. Ask when %(program)s starts and what it costs.")
    yield NextStep(said % {"program": name, "school": school}, start, program.url)
    yield _about_test(by, route, tests)
    if program.level == Program.Level.SECONDARY or (route.cost == 0 and route.is_cost_known):
        yield NextStep(
            _("Visit %(school)s. See the shop, and ask what you would make there.")
            % {"school": school},
            None,
            program.organization.website,
            asks_day=True,
        )
    else:
        yield NextStep(
            _("Fill in the FAFSA with your family. It tells which grants can pay for school."),
            None,
            _GRANT_URL,
        )


def _about_test(by: Telling, route: Route, tests: Sequence[Credential]) -> NextStep:
    own = {node for node in route.nodes if node in by.atlas.credentials}
    if not tests:
        return NextStep(_("Ask the school which test for a certificate you can take there."))
    one = tests[0]
    bases = [
        by.atlas.bases.get((source, node)) for source, node in pairwise(route.nodes) if node in own
    ]
    day, _place = exam_day(by, one, bases[0] if bases else None) if own else (None, "")
    if own:
        said = _("Get ready for the test: %(name)s. Ask the school for help.")
    else:
        said = _("Ask the school if you can take a test there, such as %(name)s.")
    return NextStep(said % {"name": one.name}, day, one.official_url, asks_day=day is None)
