"""No-login links: looking changes nothing, a tap does one deed once, and nothing leaks."""

from __future__ import annotations

import logging
import re
import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.utils import timezone

from keyway.errors import Broken
from keyway.partners.actions import confirming as _declares  # noqa: F401 — the deeds used here
from keyway.partners.actions.links import (
    DEEDS,
    Answer,
    Deed,
    LinkClosed,
    declare_deed,
    facts_digest,
    make_link,
    revoke_link,
    use_link,
)
from keyway.partners.models import Contact, JournalEntry, Link, WorkItem
from keyway.partners.queries import links
from keyway.partners.queries.freshness import CONFIRM
from tests.factories.people import contact, organization, partnership, site

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Contact:
    """The contact of a plant."""
    plant = organization("Demo Copper Castings")
    site(plant, street="1 Foundry Road", is_main=True)
    return contact(plant, full_name="Ana Lopez", email="ana@example.org", title="HR manager")


def _token(ana: Contact, deed: str = CONFIRM, days: int = 30) -> str:
    return make_link(deed=deed, contact=ana, days=days, now=timezone.now())


def _form(page: bytes, **more: str) -> dict[str, str]:
    """Return what the page's own form would send."""
    hidden = dict(re.findall(r'name="(proof|seen)" value="([^"]*)"', page.decode()))
    return {**hidden, "answer": "yes", **more}


def _age(**fields: object) -> None:
    Link.objects.update(**fields)


# --- looking and tapping ---------------------------------------------------------------------------


def test_looking_changes_nothing_however_often_a_scanner_does_it(
    client: Client, ana: Contact
) -> None:
    token = _token(ana)
    entries = JournalEntry.objects.count()

    for method in (client.get, client.head, client.get):
        assert method(f"/l/{token}/").status_code == 200

    ana.refresh_from_db()
    assert ana.confirmed_at is None
    assert Link.objects.get().used_at is None
    assert JournalEntry.objects.count() == entries


def test_one_tap_confirms_contact_organization_and_site(client: Client, ana: Contact) -> None:
    address = f"/l/{_token(ana)}/"

    answer = client.post(address, _form(client.get(address).content))

    ana.refresh_from_db()
    assert "noted as confirmed today" in answer.content.decode()
    assert ana.confirmed_at is not None
    assert ana.organization.confirmed_at is not None
    assert ana.organization.sites.get().confirmed_at is not None
    events = JournalEntry.objects.order_by("pk").values_list("event", flat=True)
    assert list(events) == ["link.made", "link.used", "facts.confirmed"]


def test_a_link_works_once(client: Client, ana: Contact) -> None:
    address = f"/l/{_token(ana)}/"
    form = _form(client.get(address).content)
    client.post(address, form)

    again = client.post(address, form)

    assert again.status_code == 409
    assert b"This link was used" in again.content
    assert JournalEntry.objects.filter(event="facts.confirmed").count() == 1


def test_a_change_between_looking_and_tapping_stops_the_tap(client: Client, ana: Contact) -> None:
    address = f"/l/{_token(ana)}/"
    form = _form(client.get(address).content)
    Contact.objects.update(title="Plant manager")

    answer = client.post(address, form)

    ana.refresh_from_db()
    assert answer.status_code == 409
    assert b"changed while you were reading" in answer.content
    assert b"Plant manager" in answer.content
    assert ana.confirmed_at is None
    assert Link.objects.get().used_at is None


@pytest.mark.parametrize("left_out", ["proof", "answer"])
def test_a_post_that_the_page_did_not_make_does_nothing(
    client: Client, ana: Contact, left_out: str
) -> None:
    address = f"/l/{_token(ana)}/"
    form = _form(client.get(address).content)
    del form[left_out]

    answer = client.post(address, form)

    assert answer.status_code in (403, 409)
    assert Link.objects.get().used_at is None


def test_two_taps_that_both_found_the_link_open_do_the_deed_once(ana: Contact) -> None:
    token = _token(ana)
    seen = facts_digest(DEEDS[CONFIRM].facts(Link.objects.get()))
    first, second = links.by_token(token), links.by_token(token)
    assert first is not None
    assert second is not None

    use_link(link=first, answer="yes", values={}, seen=seen, now=timezone.now())
    with pytest.raises(LinkClosed):
        use_link(link=second, answer="yes", values={}, seen=seen, now=timezone.now())

    assert JournalEntry.objects.filter(event="facts.confirmed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_four_taps_at_the_same_moment_do_the_deed_once(ana: Contact) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite lives in memory, where threads lock each other out")
    token = _token(ana)
    seen = facts_digest(DEEDS[CONFIRM].facts(Link.objects.get()))
    done: list[str] = []
    gate = threading.Barrier(4)

    def tap() -> None:
        link = links.by_token(token)
        assert link is not None
        gate.wait()
        try:
            use_link(link=link, answer="yes", values={}, seen=seen, now=timezone.now())
            done.append("done")
        except LinkClosed:
            done.append("closed")
        finally:
            connection.close()

    taps = [threading.Thread(target=tap) for _ in range(4)]
    for each in taps:
        each.start()
    for each in taps:
        each.join()

    assert sorted(done) == ["closed", "closed", "closed", "done"]


# --- closed links ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"used_at": timezone.now()}, "This link was used"),
        ({"expires_at": timezone.now() - timedelta(days=1)}, "This link has expired"),
        ({"revoked_at": timezone.now()}, "This link was withdrawn"),
    ],
)
def test_a_closed_link_says_why_and_takes_a_wish_for_a_new_one_to_the_board(
    client: Client, ana: Contact, fields: dict[str, object], says: str
) -> None:
    partnership()
    address = f"/l/{_token(ana)}/"
    _age(**fields)

    page = client.get(address)
    form = _form(page.content, answer="ask-anew")
    client.post(address, form)
    client.post(address, form)

    assert page.status_code == 410
    assert says in page.content.decode()
    assert WorkItem.objects.get().kind == "link.asked"
    assert JournalEntry.objects.filter(event="link.asked").count() == 1


def test_a_closed_link_does_nothing_any_more(client: Client, ana: Contact) -> None:
    address = f"/l/{_token(ana)}/"
    form = _form(client.get(address).content)
    revoke_link(link=Link.objects.get(), now=timezone.now())

    answer = client.post(address, form)

    ana.refresh_from_db()
    assert answer.status_code == 409
    assert b"withdrawn" in answer.content
    assert ana.confirmed_at is None


def test_cut_changed_and_invented_tokens_answer_alike(client: Client, ana: Contact) -> None:
    token = _token(ana)
    invented = (
        token[:-1],
        token[1:],
        token + "x",
        token.swapcase(),
        "x" * 43,
        "x",
        "%00",
        "ñ",
        "é" * 90,
    )

    answers = [client.get(f"/l/{each}/") for each in invented]

    assert {each.status_code for each in answers} == {404}
    bodies = {re.sub(rb'nonce="[^"]*"', b"", each.content) for each in answers}
    assert len(bodies) == 1
    assert b"Copy the whole address" in bodies.pop()
    assert {tuple(sorted(each.headers)) for each in answers} == {tuple(sorted(answers[0].headers))}


def test_a_token_without_its_last_slash_still_opens(client: Client, ana: Contact) -> None:
    assert client.get(f"/l/{_token(ana)}").status_code == 200


# --- nothing leaks ---------------------------------------------------------------------------------


def test_only_the_digest_of_a_token_is_kept(ana: Contact) -> None:
    token = _token(ana)

    kept = [str(value) for row in Link.objects.values() for value in row.values()]
    kept += [str(row) for row in JournalEntry.objects.values()]

    assert len(token) == 43
    assert not [each for each in kept if token in each]


@pytest.mark.parametrize("state", ["open", "unknown", "expired", "done", "forged"])
def test_no_page_of_a_link_leaves_a_trace(
    client: Client, ana: Contact, state: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    token = _token(ana)
    address = f"/l/{token}/"
    form = _form(client.get(address).content)
    if state == "expired":
        _age(expires_at=timezone.now() - timedelta(days=1))
    given = f"/l/{token[:-1]}/" if state == "unknown" else address

    answer = {
        "done": lambda: client.post(given, form),
        "forged": lambda: client.post(given, {"answer": "yes"}),
    }.get(state, lambda: client.get(given))()

    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert not answer.cookies
    assert token[:-1] not in answer.content.decode()
    assert token[:-1] not in caplog.text


def test_a_link_signs_nobody_in(client: Client, ana: Contact) -> None:
    address = f"/l/{_token(ana)}/"
    client.post(address, _form(client.get(address).content))

    assert not client.cookies
    assert client.get("/staff/board/").status_code == 302


def test_the_page_speaks_the_contacts_language_unless_asked_otherwise(
    client: Client, ana: Contact
) -> None:
    ana.preferred_language = "es"
    ana.save()
    address = f"/l/{_token(ana)}/"

    assert client.get(address).headers["Content-Language"] == "es"
    assert client.get(f"{address}?in=en").headers["Content-Language"] == "en"
    assert client.get(f"{address}?in=xx").headers["Content-Language"] == "es"


def test_too_many_tries_from_one_network_are_told_to_wait(client: Client) -> None:
    answers = [client.get(f"/l/{'x' * 43}/").status_code for _ in range(62)]

    assert answers[0] == 404
    assert answers[-1] == 429


# --- deeds of other rooms --------------------------------------------------------------------------


def test_a_deed_of_another_room_gets_only_what_it_asks_for(ana: Contact) -> None:
    taken: list[object] = []
    deed = Deed(
        code="tour.answer",
        title="Can you host?",
        lede="A school asks %(organization)s.",
        consequence="The school is told.",
        answers=(Answer("yes", "Yes", "Thank you."), Answer("no", "No", "Thank you.")),
        carry_out=lambda link, answer, values, now: taken.extend(
            [link.subject_number, answer, values]
        ),
    )
    declare_deed(deed)
    try:
        token = make_link(deed="tour.answer", contact=ana, subject=7, days=14, now=timezone.now())
        link = links.by_token(token)
        assert link is not None
        use_link(
            link=link, answer="no", values={"x": "y"}, seen=facts_digest(()), now=timezone.now()
        )
    finally:
        del DEEDS["tour.answer"]

    assert taken == [7, "no", {}]


@pytest.mark.parametrize(
    "given", [{"deed": "nothing.known"}, {"days": 0}, {"days": 91}, {"contact": None}]
)
def test_a_link_without_deed_holder_or_end_is_not_made(
    ana: Contact, given: dict[str, object]
) -> None:
    asked = {"deed": "facts.confirm", "days": 30, "contact": ana, "now": timezone.now(), **given}

    with pytest.raises(Broken):
        make_link(**asked)  # type: ignore[arg-type]
