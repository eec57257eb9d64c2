"""Rollout plans: asked for by a person, reckoned by a job, kept with all that they rest on."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import polars as pl
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from django_tasks import task

from keyway.engine import rollout
from keyway.errors import Refused
from keyway.needs.access import PLAN
from keyway.needs.models import GapRow, RolloutLine, RolloutPlan, RolloutScenario
from keyway.needs.queries import choices, offers
from keyway.needs.queries.book import latest_finding
from keyway.partners import access, journal
from keyway.partners.access.walls import opened_for_system
from keyway.partners.models import Organization
from keyway.reference import shelf
from keyway.reference.lookups import clocks, places
from keyway.reference.parameters import changed, parameters_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from keyway.needs.models import GapFinding
    from keyway.partners.models import Person
    from keyway.reference.lookups.places import State
    from keyway.reference.store import Store

Status = RolloutScenario.Status
Kind = Organization.Kind
PLANNERS = frozenset({Kind.PARTNERSHIP, Kind.CTED, Kind.COLLEGE, Kind.DISTRICT})
SECONDS = (10, 20, 60)
MOST_SECONDS = 600
_WAITING = 5
_KEPT_ROWS = (
    "soc_code", "area_code", "is_manufacturing", "unfilled_p5", "unfilled_p50", "unfilled_p95",
)  # fmt: skip

journal.declare_event("rollout.asked", _("A plan to close the gap was asked for."))
journal.declare_event("rollout.reckoned", _("A plan to close the gap was reckoned: %(status)s."))


class NotAPlanner(Refused):
    """The organization does not plan programs."""

    sentence = _(
        "Plans are made by the partnership, technical districts, school districts and colleges."
    )


class ManyWait(Refused):
    """The organization has enough in the queue."""

    sentence = _("%(count)s of your plans are still being reckoned. Wait until one is done.")


class NoGapYet(Refused):
    """The openings are not reckoned yet."""

    sentence = _("The gap of the state is not reckoned yet. Ask again in a few minutes.")


class NothingToPlan(Refused):
    """No credential leads to an open job, or no institution is chosen."""

    sentence = _(
        "No credential of the chosen kinds leads to an occupation with open jobs, or no "
        "institution is left. Choose more kinds of work or more institutions."
    )


class BrokenOff(Refused):
    """The job failed."""

    sentence = _("The reckoning broke off. Please ask again; the staff can see why in the log.")


class NothingInReach(Refused):
    """No choice can fill what its graduates need."""

    sentence = _(
        "No program of the chosen kinds finds enough open jobs within reach. Choose more kinds of "
        "work or more institutions, or let graduates travel farther."
    )


class BudgetTooSmall(Refused):
    """The budget buys nothing."""

    sentence = _(
        "The budget stands in the way: nothing can be opened with less than $%(smallest)s."
    )


class TooFewInstructors(Refused):
    """The limit of instructors forbids every program."""

    sentence = _(
        "The limit of instructors stands in the way: every program needs at least %(smallest)s."
    )


class TooFewPrograms(Refused):
    """No institution may open anything."""

    sentence = _(
        "The limit of programs stands in the way: let an institution open at least %(smallest)s."
    )


class TooRural(Refused):
    """The rural rule leaves nothing."""

    sentence = _(
        "The rural rule stands in the way: with these limits, plans can be found for a rural share "
        "of at most %(smallest)s percent."
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks the planner.

    Attributes:
        families: codes of kinds of work; all where empty.
        institutions: numbers of organizations; all where empty.
        values: assumptions at other values than usual, by the parameter's name.
    """

    name: str
    budget: float
    rural_share: float = 0.0
    families: tuple[str, ...] = ()
    institutions: tuple[int, ...] = ()
    values: Mapping[str, float] = field(default_factory=dict)
    seconds: int = 20


@transaction.atomic
def ask_for_plan(
    *, by: Person, organization: Organization, asked: Asked, state_fips: str, now: datetime
) -> RolloutScenario:
    """Put a question to the planner; a job answers it.

    Raises:
        NotPermitted: the person may not plan here.
        NotAPlanner: the organization opens no programs and gives no advice.
        ManyWait: enough questions of the organization wait already.
        UnknownParameter, ParameterOutOfRange: of the changed assumptions.
    """
    access.require(by, PLAN, at=organization)
    if organization.kind not in PLANNERS:
        raise NotAPlanner
    changed(parameters_of("rollout"), asked.values)
    waiting = RolloutScenario.objects.filter(
        organization=organization, status__in=(Status.QUEUED, Status.RUNNING)
    ).count()
    if waiting >= _WAITING:
        raise ManyWait(count=waiting)
    scenario = RolloutScenario.objects.create(
        organization=organization,
        asked_by=by,
        name=asked.name,
        state_fips=state_fips,
        budget_usd=round(asked.budget, 2),
        rural_share=asked.rural_share,
        seconds=min(max(asked.seconds, 1), MOST_SECONDS),
        families=list(asked.families),
        institutions=list(asked.institutions),
        values=dict(asked.values),
        asked_at=now,
    )
    journal.record("rollout.asked", by=by, at=organization, about=scenario)
    transaction.on_commit(partial(_enqueue, scenario.pk))
    return scenario


def _enqueue(number: int) -> None:
    reckon_plan.enqueue(number)


@task
def reckon_plan(number: int) -> str:
    """Answer one question to the planner; asked twice, the second run changes nothing."""
    return answer_scenario(number=number, now=timezone.now())


def answer_scenario(*, number: int, now: datetime) -> str:
    """Reckon a scenario and keep its plans, or the sentence that says why there are none.

    Returns:
        The scenario's status.
    """
    scenario = _begun(number)
    if scenario is None:
        return "gone"
    try:
        gathered, finding = _gathered(scenario, now)
        found = reckon_rollout(gathered, seconds=scenario.seconds)
    except Refused as refusal:
        return _refused(scenario, refusal, now)
    except Exception:
        _refused(scenario, BrokenOff(), now)
        raise
    return _kept(scenario, gathered, found, finding, now)


@opened_for_system("a rollout plan is reckoned")
@transaction.atomic
def _begun(number: int) -> RolloutScenario | None:
    open_still = RolloutScenario.objects.filter(pk=number).exclude(
        status__in=(Status.DONE, Status.REFUSED)
    )
    open_still.update(status=Status.RUNNING)
    return open_still.first()


@opened_for_system("a rollout plan is reckoned")
def _gathered(scenario: RolloutScenario, now: datetime) -> tuple[choices.Gathered, GapFinding]:
    store = shelf.take(settings.REFERENCE_DIR)
    state = places.state(store, scenario.state_fips)
    finding = latest_finding(state.fips)
    if finding is None:
        raise NoGapYet
    asked = Asked(
        scenario.name,
        float(scenario.budget_usd),
        scenario.rural_share,
        tuple(scenario.families),
        tuple(scenario.institutions),
        scenario.values,
    )
    return gather_from_records(store, state, rows_of(finding), asked, now=now), finding


def rows_of(finding: GapFinding) -> pl.DataFrame:
    """Return a finding's rows as the planner reads them."""
    found = GapRow.objects.filter(finding=finding).values_list(*_KEPT_ROWS)
    return pl.DataFrame(list(found), schema=list(_KEPT_ROWS), orient="row")


def gather_from_records(
    store: Store, state: State, rows: pl.DataFrame, asked: Asked, *, now: datetime
) -> choices.Gathered:
    """Lay out a question with the institutions and credentials that the site holds.

    Raises:
        NothingToPlan: nothing could be opened at all.
    """
    sites = offers.offering_places(store, state, asked.institutions)
    options = offers.options(on=clocks.day_in(state.code, now), families=asked.families)
    question = choices.Question(asked.budget, asked.rural_share, asked.values)
    if not sites or not options:
        raise NothingToPlan
    gathered = choices.gather(store, state, rows, question, sites, options)
    if not gathered.choices:
        raise NothingToPlan
    return gathered


def reckon_rollout(gathered: choices.Gathered, *, seconds: float) -> rollout.Found:
    """Return the plans for a question.

    Raises:
        NothingInReach, BudgetTooSmall, TooFewInstructors, TooFewPrograms, TooRural: no plan; the
            refusal names the limit and the smallest that would do.
    """
    try:
        return rollout.plan(gathered.problem, gathered.rules, draws=gathered.draws, seconds=seconds)
    except rollout.ImpossiblePlan as error:
        raise _named(error) from error


def _named(error: rollout.ImpossiblePlan) -> Refused:
    """Return the refusal in the words of this room."""
    smallest = error.smallest or 0.0
    if error.limit == "budget":
        return BudgetTooSmall(smallest=f"{smallest:,.0f}")
    if error.limit == "instructors":
        return TooFewInstructors(smallest=f"{smallest:g}")
    if error.limit == "programs":
        return TooFewPrograms(smallest=f"{smallest:g}")
    if error.limit == "rural":
        return TooRural(smallest=f"{100 * smallest:.0f}")
    return NothingInReach()


@opened_for_system("a rollout plan is reckoned")
@transaction.atomic
def _refused(scenario: RolloutScenario, refusal: Refused, now: datetime) -> str:
    told = {"sentence": str(refusal.sentence), "values": dict(refusal.values)}
    RolloutScenario.objects.filter(pk=scenario.pk).update(
        status=Status.REFUSED, refusal=told, done_at=now
    )
    journal.record(
        "rollout.reckoned", by=None, at=scenario.organization, about=scenario, status="refused"
    )
    return str(Status.REFUSED)


@opened_for_system("a rollout plan is reckoned")
@transaction.atomic
def _kept(
    scenario: RolloutScenario,
    gathered: choices.Gathered,
    found: rollout.Found,
    finding: GapFinding,
    now: datetime,
) -> str:
    """Keep the plans, unless another run of the job was faster."""
    taken = RolloutScenario.objects.filter(pk=scenario.pk, status=Status.RUNNING).update(
        status=Status.DONE,
        done_at=now,
        fingerprint=gathered.fingerprint,
        gap_fingerprint=finding.fingerprint,
        method_version=choices.METHOD_VERSION,
        parameters={name: each.value for name, each in gathered.parameters.items()},
        releases=finding.releases,
        facts=facts_of(gathered, found),
    )
    if not taken:
        return str(Status.DONE)
    for kind in RolloutPlan.Kind:
        solved = getattr(found, kind.value)
        if solved is not None:
            _keep_plan(scenario, kind, gathered, found, solved)
    journal.record(
        "rollout.reckoned", by=None, at=scenario.organization, about=scenario, status="done"
    )
    return str(Status.DONE)


def facts_of(gathered: choices.Gathered, found: rollout.Found) -> dict[str, Any]:
    """Return what is told of a scenario beside its plans."""
    problem = gathered.problem
    need = problem.need.mean(axis=0)
    return {
        "rural_price": list(found.rural_price),
        "binding": [[each.limit, each.price, each.step] for each in found.binding],
        "flips": found.flips,
        "fitted": len(problem.need),
        "scored": len(gathered.draws),
        "choices": len(gathered.choices),
        "institutions": len({each.place.number for each in gathered.choices}),
        "openings": float(need.sum()),
        "rural_openings": float(need[problem.is_rural].sum()),
        "rural_counties": sorted(
            {
                each.county_fips
                for each, is_rural in zip(gathered.openings, problem.is_rural, strict=True)
                if is_rural
            }
        ),
    }


def _keep_plan(
    scenario: RolloutScenario,
    kind: RolloutPlan.Kind,
    gathered: choices.Gathered,
    found: rollout.Found,
    solved: rollout.Solved,
) -> None:
    scored = found.scores.get(kind.value)
    plan = RolloutPlan.objects.create(
        organization=scenario.organization,
        scenario=scenario,
        kind=kind,
        value=solved.value,
        bound=max(solved.bound, solved.value),
        cost_usd=round(solved.cost, 2),
        rural_value=float(solved.placed[:, gathered.problem.is_rural].sum()),
        mean_value=scored.mean if scored else None,
        low_value=scored.low if scored else None,
        regret=scored.regret if scored else None,
        seconds=solved.seconds,
    )
    ties = found.ties if kind == RolloutPlan.Kind.BEST else {}
    RolloutLine.objects.bulk_create(
        RolloutLine(organization=scenario.organization, plan=plan, **row)
        for row in lines_of(gathered, solved, ties)
    )


def lines_of(
    gathered: choices.Gathered, solved: rollout.Solved, ties: Mapping[int, tuple[int, ...]]
) -> list[dict[str, Any]]:
    """Return a plan's lines as plain values, the largest first; shared equipment on its first user.

    ``fills``: occupation, county, placements a year, openings a year.
    """
    problem = gathered.problem
    bought: set[int] = set()
    reached = problem.links @ problem.need.mean(axis=0)
    rows = []
    for at, number in enumerate(solved.opened.tolist()):
        choice = gathered.choices[number]
        kit = int(problem.kit[number])
        extra = 0.0 if kit < 0 or kit in bought else float(problem.kit_cost[kit])
        bought.add(kit)
        placed = solved.placed[at]
        order = [int(job) for job in (-placed).argsort(kind="stable") if placed[job] > 0.005]
        rows.append(
            {
                "institution_id": choice.place.number,
                "family": choice.option.family,
                "deed": "add" if choice.is_added else "strengthen",
                "credentials": list(choice.option.credentials),
                "seats": choice.seats,
                "instructors": choice.instructors,
                "cost_usd": round(choice.cost + extra, 2),
                "value": float(placed.sum()),
                "openings": float(reached[number]),
                "fills": [
                    [
                        gathered.openings[job].soc_code,
                        gathered.openings[job].county_fips,
                        round(float(placed[job]), 3),
                        round(gathered.openings[job].expected, 3),
                    ]
                    for job in order
                ],
                "ties": [
                    [gathered.choices[other].place.number, gathered.choices[other].option.family]
                    for other in ties.get(number, ())
                ],
            }
        )
    return sorted(rows, key=lambda row: (-row["value"], row["institution_id"], row["family"]))
