"""Asking that an organization be taken in, and what staff decide about it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from django.core import mail, signing
from django.core.cache import cache

from keyway.partners.forms import joining
from keyway.partners.models import Invitation, Organization, Person
from keyway.web.accounts.factors import PROVEN_FOR
from tests.factories.people import member, organization, partnership

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from keyway.reference.store import Store

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lists")]


def asked(**changed: str) -> dict[str, str]:
    """Return a filled form that was opened a minute ago."""
    signer = signing.TimestampSigner(salt=joining._SALT)
    signer.timestamp = lambda: signing.b62_encode(int(time.time()) - 60)  # type: ignore[method-assign]
    return {
        "name": "Pima Anodizing",
        "kind": "manufacturer",
        "city": "Mesa",
        "zip_code": "85201",
        "full_name": "Luis Lara",
        "title": "",
        "email": "luis@example.org",
        "language": "es",
        "second_address": "",
        "opened": signer.sign("join"),
        **changed,
    }


@pytest.fixture(autouse=True)
def uncounted() -> None:
    cache.clear()


JOIN = "/en/partners/join/"


def test_anybody_may_ask(client: Client) -> None:
    answer = client.post(JOIN, asked())

    proposal = Organization.objects.get(name="Pima Anodizing")
    assert answer["Location"] == "/en/partners/join/thanks/"
    assert proposal.status == Organization.Status.PROPOSED
    assert proposal.contacts.get().preferred_language == "es"


def test_the_answer_does_not_tell_whether_we_know_it(client: Client, seeded: Store) -> None:
    new = client.post(JOIN, asked(name="Brand New Works"))
    known = client.post(JOIN, asked(name="Westwood High School", kind="school"))

    assert (new.status_code, new["Location"]) == (known.status_code, known["Location"])


@pytest.mark.parametrize("opened", ["", "join:forged:signature", "a minute ago", "just now"])
def test_machines_are_thanked_and_nothing_is_kept(client: Client, opened: str) -> None:
    # A trap that is filled in, a proof that is none, an answer faster than anybody types.
    given = {"second_address": "https://spam.example"} if opened == "a minute ago" else {}
    if opened == "just now":
        given["opened"] = signing.TimestampSigner(salt=joining._SALT).sign("join")
    elif opened != "a minute ago":
        given["opened"] = opened

    answer = client.post(JOIN, asked(**given))

    assert answer["Location"] == "/en/partners/join/thanks/"
    assert not Organization.objects.filter(name="Pima Anodizing").exists()


def test_the_eleventh_request_of_an_hour_is_refused(client: Client) -> None:
    answers = [client.post(JOIN, asked(name=f"Works {n}")).status_code for n in range(11)]

    assert answers == [302] * 10 + [429]


@pytest.mark.parametrize(
    "typed",
    [{"name": ""}, {"kind": "partnership"}, {"zip_code": "123"}, {"email": "nobody"}],
)
def test_what_is_missing_or_wrong_is_told_at_its_field(
    client: Client, typed: dict[str, str]
) -> None:
    answer = client.post(JOIN, asked(**typed))

    assert answer.status_code == 200
    assert b"is-wrong" in answer.content
    assert not Organization.objects.filter(name="Pima Anodizing").exists()


@pytest.fixture
def staff(enter: Callable[[Person], Client]) -> Client:
    """Staff of the partnership whose session has seen their second step."""
    sam = member(partnership(), "partnership_staff", full_name="Sam Staff")
    signed_in = enter(sam)
    session = signed_in.session
    session[PROVEN_FOR] = sam.pk
    session.save()
    return signed_in


PROPOSAL = "/en/my/proposals/pima-anodizing/"


def test_staff_compare_a_proposal_with_what_we_have_and_take_it_in(staff: Client) -> None:
    organization("Pima Anodizing Inc.", slug="pima-anodizing-inc")
    staff.post(JOIN, asked())

    page = staff.get(PROPOSAL).content.decode()
    answer = staff.post(PROPOSAL, {"decision": "approve"}, follow=True)

    assert "Pima Anodizing Inc." in page
    assert "luis@example.org" in page
    assert "is in the directory, and whoever asked is invited" in answer.content.decode()
    assert staff.get("/en/partners/pima-anodizing/").status_code == 200
    assert mail.outbox[-1].to == ["luis@example.org"]
    assert staff.get(PROPOSAL).status_code == 404


def test_staff_say_that_it_is_one_we_have(staff: Client) -> None:
    known = organization("Pima Anodizing Inc.", slug="pima-anodizing-inc")
    staff.post(JOIN, asked())

    staff.post(PROPOSAL, {"decision": "same", "known": "pima-anodizing-inc"})

    assert Invitation.objects.get().organization == known
    assert not Organization.objects.filter(slug="pima-anodizing").exists()


def test_a_decision_that_is_none_changes_nothing(staff: Client) -> None:
    staff.post(JOIN, asked())

    for given in ({}, {"decision": "same", "known": "nobody"}, {"decision": "x"}):
        staff.post(PROPOSAL, given)

    assert Organization.objects.get(slug="pima-anodizing").status == "proposed"


def test_nobody_but_staff_sees_a_proposal(
    enter: Callable[[Person], Client], client: Client
) -> None:
    client.post(JOIN, asked())

    assert enter(member(organization())).get(PROPOSAL).status_code == 404
