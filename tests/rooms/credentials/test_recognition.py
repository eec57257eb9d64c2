"""How claims of recognition stand: by what was found, by their dates, and against one another."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from keyway.credentials.models import Recognition
from keyway.credentials.queries import recognition as queries
from tests.factories.credentials import TODAY, credential, recognition
from tests.factories.people import organization

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
YEAR = timedelta(days=365)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "unverified"),
        ({"status": "verified"}, "verified"),
        ({"status": "verified", "seen_date": TODAY - YEAR}, "verified"),
        ({"status": "verified", "seen_date": TODAY - YEAR - DAY}, "stale"),
        ({"status": "verified", "seen_date": date(2020, 1, 1), "expires_date": TODAY}, "verified"),
        ({"status": "verified", "expires_date": TODAY - DAY}, "stale"),
        ({"expires_date": TODAY - DAY}, "stale"),
        ({"seen_date": date(2020, 1, 1)}, "unverified"),
        ({"status": "refuted", "expires_date": TODAY - DAY}, "refuted"),
    ],
)
def test_a_claim_stands_by_what_was_found_and_by_its_dates(
    fields: dict[str, Any], expected: str
) -> None:
    claim = recognition(credential(), **fields)

    assert queries.standing(claim, on=TODAY) == expected
    found = Recognition.objects.all()
    assert found.filter(queries.verified(TODAY)).exists() is (expected == "verified")
    assert found.filter(queries.stale(TODAY)).exists() is (expected == "stale")


def test_the_database_keeps_no_verified_claim_without_evidence() -> None:
    with pytest.raises(IntegrityError):
        recognition(credential(), status="verified", url="")


LISTED = {"type": "state_list", "state_code": "AZ", "list_key": "az-in-demand", "year": 2026}


@pytest.mark.parametrize(
    ("one", "other", "is_disagreement"),
    [
        ({**LISTED, "place": "listed"}, {**LISTED, "place": "removed"}, True),
        ({**LISTED, "place": "listed"}, {**LISTED, "place": "removed", "year": 2027}, False),
        ({**LISTED, "place": "listed"}, {**LISTED, "place": "refused", "year": None}, True),
        ({**LISTED, "place": "proposed"}, {**LISTED, "place": "refused"}, False),
        ({"status": "verified"}, {"status": "refuted"}, True),
        ({"status": "verified"}, {"status": "verified"}, False),
        (
            {**LISTED, "place": "removed"},
            {**LISTED, "place": "listed", "status": "refuted"},
            False,
        ),
        (
            {**LISTED, "place": "listed", "expires_date": TODAY - DAY},
            {**LISTED, "place": "removed"},
            False,
        ),
    ],
)
def test_claims_that_cannot_both_hold_are_found(
    one: dict[str, Any], other: dict[str, Any], is_disagreement: bool
) -> None:
    machining = credential()
    says_so = recognition(machining, recognizer="National Body", **one)
    says_not = recognition(machining, recognizer="NATIONAL  BODY", **other)

    found = queries.disagreeing(TODAY)

    assert [pair.numbers for pair in found] == [{says_so.pk, says_not.pk}] * is_disagreement


def test_claims_about_other_things_do_not_disagree() -> None:
    recognition(credential(), status="verified")
    recognition(credential(), status="refuted")

    assert queries.disagreeing(TODAY) == []


def test_a_claim_of_a_closed_organization_is_not_public() -> None:
    gone = organization(status="closed")
    recognition(credential(), type="employer_letter", organization=gone)
    shown = recognition(credential(), type="employer_letter", organization=organization())

    assert list(queries.public_claims()) == [shown]
