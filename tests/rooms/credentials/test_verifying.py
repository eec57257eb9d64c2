"""Claims are checked against their evidence, one after another, and what is old comes back by itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from keyway.credentials.actions import recognizing
from keyway.credentials.models import Petition, Recognition
from keyway.credentials.queries.recognition import queue, standing
from keyway.credentials.queries.registry import behind, promises_here, running_offerings
from keyway.partners.access import NotPermitted
from keyway.partners.models import JournalEntry, WorkItem
from tests.factories.credentials import (
    TODAY,
    credential,
    offering,
    promise,
    recognition,
    school,
)
from tests.factories.people import NOW, member, organization, partnership

if TYPE_CHECKING:
    from django.test import Client

    from keyway.partners.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]
LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def staff() -> Person:
    return member(partnership(), "partnership_staff")


def waiting() -> list[str]:
    """Return what waits on the board about claims."""
    rows = WorkItem.objects.filter(kind=recognizing.STALE, done_at=None)
    return list(rows.values_list("subject", flat=True))


# --- checking --------------------------------------------------------------------------------------


def test_a_claim_that_holds_is_verified_with_its_day_and_its_checker(staff: Person) -> None:
    claim = recognition(credential())

    recognizing.verify_recognition(by=staff, claim=claim, seen_date=TODAY, now=NOW)

    assert standing(claim, on=TODAY) == "verified"
    assert (claim.checked_by, claim.checked_at) == (staff, NOW)
    assert JournalEntry.objects.latest("pk").event == "recognition.verified"


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"seen_date": None}, recognizing.ClaimWithoutEvidence),
        ({"seen_date": TODAY + timedelta(days=1)}, recognizing.SeenInFuture),
        ({"expires_date": TODAY - timedelta(days=1)}, recognizing.RunOut),
        ({"url": "javascript:alert(1)"}, recognizing.NotALink),
    ],
)
def test_a_claim_is_not_verified_without_sound_evidence(
    staff: Person, given: dict[str, Any], refusal: type[Exception]
) -> None:
    claim = recognition(credential())

    with pytest.raises(refusal):
        recognizing.verify_recognition(
            **{"by": staff, "claim": claim, "seen_date": TODAY, "now": NOW, **given}
        )

    claim.refresh_from_db()
    assert claim.status == "unverified"


def test_a_claim_without_page_or_paper_is_refused_and_a_paper_suffices(staff: Person) -> None:
    claim = recognition(credential(), url="")
    given: dict[str, Any] = {"by": staff, "claim": claim, "seen_date": TODAY, "now": NOW}

    with pytest.raises(recognizing.ClaimWithoutEvidence):
        recognizing.verify_recognition(**given)
    recognizing.verify_recognition(**given, document_note="Letter, folder 3")

    assert claim.status == "verified"


def test_a_claim_that_does_not_hold_is_refuted_and_stays_told(staff: Person) -> None:
    claim = recognition(credential())

    recognizing.refute_recognition(by=staff, claim=claim, seen_date=TODAY, now=NOW)

    assert standing(claim, on=TODAY) == "refuted"


def test_of_two_who_check_at_once_the_second_is_told(staff: Person) -> None:
    claim = recognition(credential())
    same = Recognition.objects.get(pk=claim.pk)
    recognizing.refute_recognition(by=staff, claim=claim, seen_date=TODAY, now=NOW)

    with pytest.raises(recognizing.CheckedMeanwhile):
        recognizing.verify_recognition(by=staff, claim=same, seen_date=TODAY, now=NOW)


def test_the_same_claim_is_not_entered_twice(staff: Person) -> None:
    machining = credential()
    values = {"type": "nam", "recognizer": "NAM", "url": "https://example.org"}

    claim = recognizing.claim_recognition(by=staff, credential=machining, values=values)

    assert claim.status == "unverified"
    with pytest.raises(recognizing.ClaimedAlready):
        recognizing.claim_recognition(by=staff, credential=machining, values=values)


@pytest.mark.usefixtures("staff")
def test_only_staff_check_claims() -> None:
    claim = recognition(credential())
    outsider = member(organization())

    with pytest.raises(NotPermitted):
        recognizing.verify_recognition(by=outsider, claim=claim, seen_date=TODAY, now=NOW)


# --- the board -------------------------------------------------------------------------------------


def test_stale_claims_that_promises_rest_on_wait_on_the_board_once(staff: Person) -> None:
    machining, unused = credential(), credential()
    promise(machining)
    stale = recognition(machining, status="verified", seen_date=LONG_AGO)
    recognition(unused, status="verified", seen_date=LONG_AGO)

    recognizing.post_stale_claims(now=NOW)
    recognizing.post_stale_claims(now=NOW)

    assert waiting() == [f"recognition:{stale.pk}"]
    recognizing.verify_recognition(by=staff, claim=stale, seen_date=TODAY, now=NOW)
    assert waiting() == []


@pytest.mark.usefixtures("staff")
def test_a_petition_makes_a_stale_claim_wait_and_its_end_lets_it_go() -> None:
    machining = credential()
    stale = recognition(machining, expires_date=LONG_AGO)
    petition = Petition.objects.create(
        organization=school(), credential=machining, state_code="AZ", list_key="az-cte",
        cycle_year=2027, started_at=NOW,
    )  # fmt: skip

    recognizing.post_stale_claims(now=NOW)
    assert waiting() == [f"recognition:{stale.pk}"]

    petition.status = Petition.Status.WITHDRAWN
    petition.save()
    recognizing.post_stale_claims(now=NOW)
    assert waiting() == []


# --- the queue -------------------------------------------------------------------------------------


def test_the_queue_begins_with_what_disagrees_and_what_is_needed() -> None:
    needed, rest = credential(), credential()
    offering(needed)
    one = recognition(rest)
    two = recognition(needed)
    three = recognition(rest, type="federal", status="verified", seen_date=LONG_AGO)
    four = recognition(rest, type="military", recognizer="COOL", status="verified")
    five = recognition(rest, type="military", recognizer="cool", status="refuted")

    found = queue(
        on=TODAY,
        taught=behind(running_offerings("AZ")),
        promised=behind(promises_here("AZ", TODAY)),
    )

    assert [each.claim for each in found] == [four, five, two, three, one]
    assert [each.reason for each in found] == ["disagree", "disagree", "needed", "stale", "rest"]


def test_staff_check_one_claim_after_another(client: Client, staff: Person) -> None:
    machining = credential()
    first, second = recognition(machining), recognition(machining, type="federal")
    client.force_login(staff)

    listed = client.get(reverse("staff_claims"))
    assert "2 claims wait" in listed.content.decode()
    screen = client.get(reverse("staff_claim", args=[first.pk]))
    form = BeautifulSoup(screen.content, "html.parser").select_one(".claim-form")
    assert form is not None
    given = {each["name"]: each.get("value", "") for each in form.select("input[name]")}
    answer = client.post(
        reverse("staff_claim", args=[first.pk]),
        {**given, "outcome": "verified", "seen_date": timezone.now().date().isoformat()},
    )

    assert answer["Location"] == reverse("staff_claim", args=[second.pk])
    first.refresh_from_db()
    assert first.status == "verified"
    again = client.post(reverse("staff_claim", args=[first.pk]), {**given, "outcome": "refuted"})
    assert again.status_code == 422
    assert "meanwhile" in again.content.decode()


@pytest.mark.usefixtures("staff")
def test_the_queue_opens_to_staff_alone(client: Client) -> None:
    claim = recognition(credential())
    for somebody in (member(organization()), member(school(), "educator")):
        client.force_login(somebody)
        for address in (reverse("staff_claims"), reverse("staff_claim", args=[claim.pk])):
            assert client.get(address).status_code == 302
