"""Rollout plans: asked, reckoned by a job, kept with bound and lines, shown to their own people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from keyway.engine.rollout import ImpossiblePlan
from keyway.needs.actions import rollout as actions
from keyway.needs.models import RolloutLine, RolloutPlan, RolloutScenario
from keyway.needs.queries import choices, offers
from keyway.needs.queries import rollout as queries
from keyway.partners.access import NotPermitted, circle_of
from keyway.partners.models import JournalEntry
from keyway.reference.parameters import ParameterOutOfRange
from tests.factories.people import NOW, member, organization
from tests.factories.rollout import ASKED, district, world

if TYPE_CHECKING:
    from django.test import Client

    from keyway.needs.models import GapFinding
    from keyway.needs.queries.book import Book
    from keyway.partners.models import Organization, Person

pytestmark = pytest.mark.django_db
Status = RolloutScenario.Status


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer draws than usual tell as much here, in less time."""
    monkeypatch.setattr(choices, "FITTED", 4)
    monkeypatch.setattr(choices, "SCORED", 10)


@pytest.fixture
def cted(finding: GapFinding) -> Organization:
    return world(finding)[0]


@pytest.fixture
def director(cted: Organization) -> Person:
    return member(cted, "educator")


def ask(by: Person, at: Organization, **given: object) -> RolloutScenario:
    asked = actions.Asked(**{**{f: getattr(ASKED, f) for f in ASKED.__slots__}, **given})  # type: ignore[arg-type]
    return actions.ask_for_plan(by=by, organization=at, asked=asked, state_fips="04", now=NOW)


@pytest.fixture
def done(director: Person, cted: Organization) -> RolloutScenario:
    scenario = ask(director, cted, rural_share=0.05)
    actions.answer_scenario(number=scenario.pk, now=NOW)
    scenario.refresh_from_db()
    return scenario


def test_a_question_waits_until_the_job_answers_it(director: Person, cted: Organization) -> None:
    scenario = ask(director, cted)

    assert scenario.status == Status.QUEUED
    assert JournalEntry.objects.filter(event="rollout.asked").exists()
    assert actions.answer_scenario(number=scenario.pk, now=NOW) == Status.DONE


def test_a_scenario_keeps_its_plans_with_bound_and_limits(done: RolloutScenario) -> None:
    plans = {plan.kind: plan for plan in done.plans.all()}

    assert done.status == Status.DONE
    assert set(plans) == set(RolloutPlan.Kind)
    best = plans["best"]
    assert 0 < best.value <= best.bound
    assert best.cost_usd <= done.budget_usd
    assert best.rural_value >= 0.05 * best.value - 1e-6
    assert plans["cheapest"].cost_usd <= best.cost_usd
    assert sum(line.value for line in best.lines.all()) == pytest.approx(best.value, abs=1e-3)
    assert sum(line.cost_usd for line in best.lines.all()) == best.cost_usd
    least, most = done.facts["rural_price"]
    assert 0 <= least <= most


def test_seats_are_added_where_the_work_is_taught_already(
    done: RolloutScenario, cted: Organization
) -> None:
    deeds = {
        (line.institution_id, line.family): line.deed
        for line in RolloutLine.objects.filter(plan__scenario=done)
    }

    for (institution, family), deed in deeds.items():
        assert (deed == "strengthen") == (institution == cted.pk and family == "welding")


def test_the_same_question_has_the_same_fingerprint(
    done: RolloutScenario, director: Person, cted: Organization
) -> None:
    again = ask(director, cted, rural_share=0.05)
    other = ask(director, cted, rural_share=0.05, values={"rollout.seats": 16.0})
    for each in (again, other):
        actions.answer_scenario(number=each.pk, now=NOW)
        each.refresh_from_db()

    assert again.fingerprint == done.fingerprint
    assert other.fingerprint != done.fingerprint
    assert other.parameters["rollout.seats"] == 16


def test_a_job_that_runs_twice_changes_nothing(done: RolloutScenario) -> None:
    before = list(done.plans.values_list("pk", flat=True))

    assert actions.answer_scenario(number=done.pk, now=NOW) == "gone"
    assert list(done.plans.values_list("pk", flat=True)) == before


def test_an_impossible_budget_names_the_smallest_that_works(
    director: Person, cted: Organization
) -> None:
    scenario = ask(director, cted, budget=1000.0)

    actions.answer_scenario(number=scenario.pk, now=NOW)

    scenario.refresh_from_db()
    assert scenario.status == Status.REFUSED
    smallest = float(scenario.refusal["values"]["smallest"].replace(",", ""))
    enough = ask(director, cted, budget=smallest + 1)
    assert actions.answer_scenario(number=enough.pk, now=NOW) == Status.DONE


@pytest.mark.parametrize("limit", ["need", "programs", "instructors", "budget", "rural"])
def test_every_limit_has_a_sentence_of_its_own(limit: str) -> None:
    refusal = actions._named(ImpossiblePlan(limit=limit, smallest=0.5))

    assert "%" not in str(refusal)


def test_without_credentials_there_is_nothing_to_plan(finding: GapFinding) -> None:
    cted = district()
    scenario = ask(member(cted), cted)

    actions.answer_scenario(number=scenario.pk, now=NOW)

    scenario.refresh_from_db()
    assert "credential" in scenario.refusal["sentence"]


def test_who_may_not_plan_is_refused(cted: Organization) -> None:
    plant = organization()

    with pytest.raises(NotPermitted):
        ask(member(cted, "member"), cted)
    with pytest.raises(actions.NotAPlanner):
        ask(member(plant), plant)


def test_a_senseless_assumption_is_refused(director: Person, cted: Organization) -> None:
    with pytest.raises(ParameterOutOfRange):
        ask(director, cted, values={"rollout.moved_share": 5.0})


def test_an_organization_fills_the_queue_only_so_far(director: Person, cted: Organization) -> None:
    for _ in range(5):
        ask(director, cted)

    with pytest.raises(actions.ManyWait):
        ask(director, cted)


def test_a_foreign_scenario_is_not_found(done: RolloutScenario, cted: Organization) -> None:
    stranger = circle_of(member(district("Other District")))

    assert queries.scenario(within=stranger, organization=cted, number=done.pk) is None


def test_colleges_of_the_list_and_districts_may_open_programs(
    book: Book, cted: Organization
) -> None:
    found = set(offers.institutions(book.store, book.state).values_list("name", flat=True))

    assert {"Demo Technical District", "Demo Community College"} <= found


def test_the_pages_lead_from_a_question_to_the_lines(
    client: Client, director: Person, cted: Organization, done: RolloutScenario
) -> None:
    client.force_login(director)

    listed = client.get(reverse("needs:scenarios", args=[cted.slug]))
    shown = client.get(reverse("needs:scenario", args=[cted.slug, done.pk]))
    robust = client.get(reverse("needs:scenario", args=[cted.slug, done.pk]), {"plan": "robust"})
    form = client.get(reverse("needs:ask_for_plan", args=[cted.slug]))

    assert "Three million" in listed.text
    assert "Demo Community College adds a program" in shown.text
    assert "The rural rule costs" in shown.text
    assert 'id="years"' in shown.text
    assert "are not published" not in shown.text  # where a plan fills nothing is known: nothing
    assert "%(" not in shown.text + listed.text
    assert robust.status_code == form.status_code == 200


def test_a_form_asks_and_the_page_waits(
    client: Client, director: Person, cted: Organization
) -> None:
    client.force_login(director)
    typed = {"name": "One", "budget": "2000000", "rural_percent": "10", "seconds": "10"}

    answer = client.post(
        reverse("needs:ask_for_plan", args=[cted.slug]),
        {**typed, "value-rollout.seats": "16", "families": ["machining"]},
        follow=True,
    )

    scenario = RolloutScenario.objects.get()
    assert (scenario.rural_share, scenario.values) == (0.1, {"rollout.seats": 16.0})
    assert answer["Refresh"] == "5"
    assert "is being reckoned" in answer.text


def test_the_method_is_explained_with_its_assumptions(client: Client, finding: GapFinding) -> None:
    for language in ("en", "es"):
        page = client.get(f"/{language}/methods/rollout/")

        assert page.status_code == 200
        assert "80" in page.text
