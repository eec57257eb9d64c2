"""Advice: sent once, answered by a tap or on the page, and followed step by step."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.urls import reverse

from keyway.needs.actions import advising
from keyway.needs.models import Adoption, Advice
from keyway.needs.queries import advice as queries
from keyway.partners.access import NotPermitted, circle_of
from keyway.partners.models import Organization, WorkItem
from tests.factories import credentials as made
from tests.factories.people import NOW, contact, member, organization, partnership

if TYPE_CHECKING:
    from django.test import Client

    from keyway.partners.models import Person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 2)
Step = Adoption.Step


@pytest.fixture
def cted() -> Organization:
    return organization("Demo Technical District", kind=Organization.Kind.CTED)


@pytest.fixture
def college() -> Organization:
    return organization("Demo Community College", kind=Organization.Kind.COLLEGE)


@pytest.fixture
def director(cted: Organization) -> Person:
    return member(cted, "educator")


@pytest.fixture
def dean(college: Organization) -> Person:
    return member(college, "educator")


def terms(**given: object) -> advising.Terms:
    usual = {
        "family": "machining",
        "deed": "add",
        "words": "Add a machining program with 24 seats.",
        "due_date": date(2026, 12, 15),
        "seats": 24,
    }
    return advising.Terms(**{**usual, **given})  # type: ignore[arg-type]


@pytest.fixture
def sent(director: Person, cted: Organization, college: Organization) -> Advice:
    return advising.send_advice(
        by=director, organization=cted, institution=college, terms=terms(), now=NOW
    )


def taken(step: str, day: date = TODAY, **given: object) -> advising.Taken:
    return advising.Taken("machining", step, day, "Minutes of the board", **given)  # type: ignore[arg-type]


def record(by: Person, at: Organization, step: str, **given: object) -> Adoption:
    return advising.record_adoption(
        by=by,
        institution=at,
        taken=taken(step, **given),
        today=TODAY,
        now=NOW,  # type: ignore[arg-type]
    )


def test_advice_waits_on_the_board_of_the_institution(sent: Advice, college: Organization) -> None:
    item = WorkItem.objects.get(organization=college)

    assert (item.kind, item.due_date) == ("advice.received", sent.due_date)
    assert item.address.endswith(f"/{college.slug}/advice/{sent.pk}/")


def test_the_same_advice_is_not_sent_twice(
    sent: Advice, director: Person, cted: Organization, college: Organization
) -> None:
    with pytest.raises(advising.AlreadyAdvised):
        advising.send_advice(
            by=director, organization=cted, institution=college, terms=terms(), now=NOW
        )


def test_advice_goes_to_who_teaches_from_who_may(director: Person, cted: Organization) -> None:
    plant = organization()
    given = {"organization": cted, "terms": terms(), "now": NOW}

    with pytest.raises(advising.NotAnInstitution):
        advising.send_advice(by=director, institution=plant, **given)  # type: ignore[arg-type]
    with pytest.raises(NotPermitted):
        advising.send_advice(by=member(plant), institution=cted, **given)  # type: ignore[arg-type]


def test_a_contact_answers_by_one_tap(
    client: Client, director: Person, sent: Advice, college: Organization
) -> None:
    contact(college, email="dean@example.org")
    contact(college, email="")

    mails = advising.mail_advice(by=director, advice=sent, now=NOW, base="http://testserver")

    assert mails == 1
    assert "Add a machining program" in mail.outbox[0].body
    address = re.search(r"http://testserver(\S+/link/\S+|\S+)", mail.outbox[0].body)
    assert address is not None
    page = client.get(address.group(1))
    if page.status_code == 410:  # links live from NOW on; the page asks the real clock
        pytest.skip("the link's days are over")
    proof = re.search(r'name="proof" value="([^"]+)"', page.text)
    seen = re.search(r'name="seen" value="([^"]+)"', page.text)
    assert proof is not None
    assert seen is not None
    typed = {
        "proof": proof.group(1),
        "seen": seen.group(1),
        "answer": "yes",
        "reason": "We need it",
    }
    assert client.post(address.group(1), typed).status_code == 200

    sent.refresh_from_db()
    assert (sent.answer, sent.reason) == ("yes", "We need it")
    assert Adoption.objects.get().advised_by == sent.organization


def test_a_yes_is_the_first_step_and_goes_back_to_who_advised(
    sent: Advice, dean: Person, cted: Organization, college: Organization
) -> None:
    advising.answer_advice(by=dean, advice=sent, answer="yes", now=NOW)

    assert Adoption.objects.get().step == Step.PLANNED
    waiting = WorkItem.objects.get(done_at=None)
    assert (waiting.kind, waiting.organization, waiting.about) == (
        "advice.answered", cted, college,
    )  # fmt: skip
    with pytest.raises(advising.AlreadyAnswered):
        advising.answer_advice(by=dean, advice=sent, answer="no", now=NOW)


def test_only_the_institution_answers(sent: Advice, director: Person) -> None:
    with pytest.raises(NotPermitted):
        advising.answer_advice(by=director, advice=sent, answer="yes", now=NOW)


def test_both_sides_see_the_advice_and_nobody_else(
    sent: Advice, director: Person, dean: Person, cted: Organization, college: Organization
) -> None:
    stranger = circle_of(member(organization("Other", kind=Organization.Kind.COLLEGE)))

    assert list(queries.given(within=circle_of(director), organization=cted)) == [sent]
    assert list(queries.received(within=circle_of(dean), organization=college)) == [sent]
    assert list(queries.received(within=stranger, organization=college)) == []
    assert queries.advice(within=stranger, organization=college, number=sent.pk) is None


def test_steps_follow_one_another(dean: Person, college: Organization) -> None:
    for step in Step:
        record(dean, college, step)

    (way,) = queries.ways(within=circle_of(dean), organization=college)
    assert way.step == Step.EARNERS
    assert [each.step for each in way.steps] == list(reversed(Step))


def test_a_step_out_of_order_asks_why(dean: Person, college: Organization) -> None:
    with pytest.raises(advising.StepOutOfOrder):
        record(dean, college, Step.RUNNING)
    record(dean, college, Step.RUNNING, reason="It ran before we wrote it down")

    with pytest.raises(advising.StepOutOfOrder):
        record(dean, college, Step.PLANNED)
    record(dean, college, Step.PLANNED, reason="The instructor left")

    assert Adoption.objects.count() == 2


def test_the_day_of_a_step_must_make_sense(dean: Person, college: Organization) -> None:
    with pytest.raises(advising.StepInFuture):
        record(dean, college, Step.PLANNED, day=TODAY + timedelta(days=1))
    record(dean, college, Step.PLANNED)

    with pytest.raises(advising.StepThere):
        record(dean, college, Step.PLANNED)
    with pytest.raises(advising.StepBeforeLast):
        record(dean, college, Step.AGREED, day=TODAY - timedelta(days=9))


def test_staff_see_every_way(dean: Person, college: Organization) -> None:
    record(dean, college, Step.PLANNED)
    ours = partnership()
    staff = circle_of(member(ours, "partnership_staff"))

    assert [way.institution for way in queries.ways(within=staff, organization=ours)] == [college]


def test_the_pages_carry_advice_to_its_answer_and_a_step(
    client: Client, director: Person, dean: Person, cted: Organization, college: Organization
) -> None:
    credential = made.credential("Demo Machining Certification")
    client.force_login(director)
    typed = {
        "institution": college.pk, "deed": "add", "family": "machining", "seats": 24,
        "credential": credential.pk, "words": "Please add it.", "due_date": "2030-01-01",
    }  # fmt: skip
    answer = client.post(reverse("needs:send_advice", args=[cted.slug]), typed, follow=True)
    assert "waits on the board of Demo Community College" in answer.text
    advice = Advice.objects.get()

    client.force_login(dean)
    address = reverse("needs:advice_of", args=[college.slug, advice.pk])
    assert "Please add it." in client.get(address).text
    client.post(address, {"answer": "yes", "reason": "", "evidence_url": ""})
    board = client.get(reverse("needs:adoption", args=[college.slug]))
    assert "Demo Machining Certification" in board.text
    step = {
        "family": "machining", "credential": credential.pk, "step": "agreed",
        "step_date": f"{Adoption.objects.get().step_date}", "evidence": "Minutes of the board",
    }  # fmt: skip
    kept = client.post(reverse("needs:record_adoption", args=[college.slug]), step, follow=True)
    assert "The step is recorded." in kept.text

    client.force_login(director)
    read = client.get(reverse("needs:advice_of", args=[cted.slug, advice.pk]))
    assert "Yes, we will" in read.text
    assert not WorkItem.objects.filter(kind="advice.answered", done_at=None).exists()
    assert "Demo Community College" in client.get(reverse("needs:advice", args=[cted.slug])).text
