"""Yearly counts: checked when they are entered, protected when they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from keyway.credentials.actions import counting
from keyway.credentials.models import Attainment, Program
from keyway.credentials.queries import programs as queries
from keyway.partners.access import NotPermitted
from keyway.partners.models import JournalEntry
from tests.factories.credentials import attainment, credential, offering, program, school
from tests.factories.people import member

if TYPE_CHECKING:
    from django.test import Client

    from keyway.errors import Refused
    from keyway.partners.models import Person
    from keyway.reference.store import Store

pytestmark = pytest.mark.django_db


@pytest.fixture
def machining() -> Program:
    return program(school("Westwood High", slug="westwood"))


@pytest.fixture
def teacher(machining: Program) -> Person:
    return member(machining.organization, "educator")


def keep(by: Person, of: Program, **given: Any) -> Attainment:
    counts = {step: given.pop(step, None) for step in queries.STEPS}
    told = {"credential": None, "cohort_year": 2026, "note": "", "this_year": 2026, **given}
    told.setdefault("proof", "score_report")
    return counting.keep_counts(by=by, program=of, counts=counts, **told)


def test_a_teacher_counts_a_cohort_and_the_journal_says_so(
    machining: Program, teacher: Person
) -> None:
    row = keep(teacher, machining, enrolled=40, attempted=30, earned=20)

    assert (row.enrolled_count, row.earned_count, row.hired_count) == (40, 20, None)
    entry = JournalEntry.objects.get(event="counts.kept")
    assert entry.detail == {"cohort": 2026, "proof": "score_report"}


def test_counted_again_a_cohort_is_changed_and_not_doubled(
    machining: Program, teacher: Person
) -> None:
    keep(teacher, machining, earned=20)
    keep(teacher, machining, earned=21)

    assert [row.earned_count for row in Attainment.objects.all()] == [21]


def test_the_official_count_stays_and_the_own_one_stands_beside_it(
    machining: Program, teacher: Person
) -> None:
    official = attainment(
        machining, cohort_year=2026, proof="official", source_key="ade_cted", earned_count=18
    )
    keep(teacher, machining, earned=20)

    official.refresh_from_db()
    assert official.earned_count == 18
    assert sorted(Attainment.objects.values_list("proof", "earned_count")) == [
        ("official", 18),
        ("score_report", 20),
    ]


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"attempted": 10, "earned": 11}, counting.MoreEarnThanTry),
        ({"enrolled": 10, "concentrators": 11}, counting.MoreConcentrateThanEnroll),
        ({"enrolled": 10, "completers": 11}, counting.MoreCompleteThanEnroll),
        (
            {"concentrators": 10, "concentrators_attempted": 11},
            counting.MoreTryThanConcentrate,
        ),
        ({"earned": 10, "hired": 11}, counting.MoreHiredThanEarned),
        ({}, counting.NothingCounted),
        ({"earned": 1, "cohort_year": 1899}, counting.CohortOutOfRange),
        ({"earned": 1, "proof": "official"}, counting.OfficialCount),
    ],
)
def test_counts_that_cannot_be_right_are_refused(
    machining: Program, teacher: Person, given: dict[str, Any], refusal: type[Refused]
) -> None:
    with pytest.raises(refusal):
        keep(teacher, machining, **given)

    assert not Attainment.objects.exists()


def test_nobody_counts_for_another_school(machining: Program) -> None:
    stranger = member(school(), "educator")

    with pytest.raises(NotPermitted):
        keep(stranger, machining, earned=20)


def test_official_counts_are_not_removed(machining: Program, teacher: Person) -> None:
    official = attainment(machining, proof="official", source_key="ade_cted", earned_count=18)

    with pytest.raises(counting.OfficialCount):
        counting.remove_counts(by=teacher, attainment=official)


def test_small_counts_are_shown_to_own_people_alone(machining: Program, reference: Store) -> None:
    attainment(machining, attempted_count=12, earned_count=8)

    public = queries.counted(reference, machining)[0].figures
    own = queries.counted(reference, machining, with_small=True)[0].figures
    assert (public["attempted"].value, public["earned"].value) == (None, None)
    assert "fewer than 10" in public["earned"].reason
    assert (own["attempted"].value, own["earned"].value) == (12, 8)


def test_who_failed_is_not_told_where_few_did(machining: Program, reference: Store) -> None:
    attainment(machining, attempted_count=34, earned_count=30)

    figures = queries.counted(reference, machining)[0].figures

    assert (figures["attempted"].value, figures["earned"].value) == (None, 30)


def test_the_form_keeps_what_was_typed_and_says_what_to_do(
    client: Client, machining: Program, teacher: Person, reference: Store
) -> None:
    offering(credential("Machining Level I"), machining)
    client.force_login(teacher)
    address = f"/en/my/organizations/westwood/programs/{machining.pk}/counts/add/"
    typed = {"cohort_year": "2026", "attempted": "10", "earned": "12", "proof": "score_report"}

    refused = client.post(address, typed)
    kept = client.post(address, {**typed, "earned": "9"})

    page = refused.content.decode()
    assert "More students earned a credential than took the exam" in page
    assert 'value="12"' in page
    assert kept.status_code == 302
    assert Attainment.objects.get().earned_count == 9
