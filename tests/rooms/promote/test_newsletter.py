"""The newsletter: asked for, confirmed, ended, and taken along by whoever may."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from keyway.partners.models import JournalEntry, Link
from keyway.promote.models import Subscriber
from keyway.promote.queries.newsletter import token_to_end
from tests.factories.people import NOW, member, partnership

if TYPE_CHECKING:
    from django.test import Client

    from keyway.partners.models import Organization
    from keyway.reference.store import Store

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

WISH = {
    "email": "Luz@Example.org",
    "audience": "parent",
    "language": "es",
    "county_fips": "04013",
    "is_adult": "on",
}


@pytest.fixture(autouse=True)
def unlimited() -> None:
    cache.clear()


@pytest.fixture
def ours(reference: Store) -> Organization:
    return partnership()


def reader(at: Organization, email: str = "luz@example.org", **fields: object) -> Subscriber:
    given = {
        "language": "es",
        "audience": "parent",
        "wording": "2026-11-23",
        "asked_at": NOW,
        "confirmed_at": NOW,
        **fields,
    }
    return Subscriber.objects.create(organization=at, email=email, **given)


def ask(client: Client, **changed: str) -> str:
    answer = client.post("/en/newsletter/", {**WISH, **changed})
    return answer.headers.get("Location", str(answer.status_code))


def link_in(letter: str) -> str:
    return re.findall(r"http://testserver(/l/\S+)", letter)[0]


def press(client: Client, address: str, answer: str) -> None:
    page = client.get(address).content.decode()
    hidden = dict(re.findall(r'name="(proof|seen)" value="([^"]*)"', page))
    client.post(address, {**hidden, "answer": answer})


# --- asking ----------------------------------------------------------------------------------------


def test_nobody_reads_it_before_the_tap_in_the_letter(client: Client, ours: Organization) -> None:
    ask(client)
    waiting = Subscriber.objects.get()

    press(client, link_in(mail.outbox[0].body), "yes")

    assert waiting.confirmed_at is None
    assert Subscriber.objects.get().confirmed_at is not None
    assert waiting.email == "luz@example.org"
    assert "Luz" not in str(list(JournalEntry.objects.values_list("detail", flat=True)))


def test_the_letter_speaks_the_language_that_was_asked_for(
    client: Client, ours: Organization
) -> None:
    ask(client)

    letter = mail.outbox[0]

    assert link_in(letter.body).endswith("?in=es")
    assert "http://testserver/es/newsletter/end/" in letter.body
    assert letter.extra_headers["Content-Language"] == "es"


def test_whoever_did_not_ask_has_the_address_forgotten(client: Client, ours: Organization) -> None:
    ask(client)

    press(client, link_in(mail.outbox[0].body), "no")

    assert not Subscriber.objects.exists()


def test_known_and_unknown_addresses_meet_the_same_answer(
    client: Client, ours: Organization
) -> None:
    reader(ours)

    known, unknown = ask(client), ask(client, email="new@example.org")

    assert known == unknown == "/en/newsletter/thanks/"
    assert [letter.to for letter in mail.outbox] == [["luz@example.org"], ["new@example.org"]]
    assert "/l/" not in mail.outbox[0].body
    assert Subscriber.objects.get(email="luz@example.org").confirmed_at is not None


def test_asked_again_the_same_day_no_second_letter_goes_out(
    client: Client, ours: Organization
) -> None:
    assert ask(client) == ask(client)

    assert len(mail.outbox) == 1


def test_asked_again_later_only_the_new_link_works(client: Client, ours: Organization) -> None:
    ask(client)
    Subscriber.objects.update(asked_at=timezone.now() - timedelta(days=2))

    ask(client)

    assert Link.objects.filter(revoked_at=None).count() == 1


def test_whoever_ended_it_can_come_back(client: Client, ours: Organization) -> None:
    reader(ours, ended_at=NOW)

    ask(client)
    press(client, link_in(mail.outbox[0].body), "yes")

    found = Subscriber.objects.get()
    assert (found.ended_at, found.confirmed_at is not None) == (None, True)


@pytest.mark.parametrize("changed", [{"is_adult": ""}, {"email": "luz"}, {"audience": "pupil"}])
def test_nothing_is_kept_of_an_incomplete_form(
    client: Client, ours: Organization, changed: dict[str, str]
) -> None:
    assert ask(client, **changed) == "422"
    assert not Subscriber.objects.exists()


def test_a_machine_is_thanked_and_not_kept(client: Client, ours: Organization) -> None:
    assert ask(client, second_address="x") == "/en/newsletter/thanks/"
    assert not Subscriber.objects.exists()


def test_nobody_is_flooded_and_no_network_asks_for_long(client: Client, ours: Organization) -> None:
    answers = [ask(client, email=f"a{number}@example.org") for number in range(11)]

    assert answers[-1] == "429"


# --- ending ----------------------------------------------------------------------------------------


def test_a_reader_ends_it_at_any_time_by_one_press(client: Client, ours: Organization) -> None:
    found = reader(ours)
    address = f"/es/newsletter/end/{token_to_end(found)}/"

    looked = client.get(address)
    found.refresh_from_db()
    ended_by_looking = found.ended_at
    client.post(address, {"List-Unsubscribe": "One-Click"})
    found.refresh_from_db()

    assert found.email not in looked.content.decode()
    assert looked.headers["Referrer-Policy"] == "no-referrer"
    assert ended_by_looking is None
    assert found.ended_at is not None


def test_a_changed_token_ends_nothing_and_says_what_an_ended_one_says(
    client: Client, ours: Organization
) -> None:
    found = reader(ours)
    token = token_to_end(found)
    ended = token_to_end(reader(ours, "done@example.org", ended_at=NOW))

    changed = client.post(f"/en/newsletter/end/{token}x/").content
    done = client.get(f"/en/newsletter/end/{ended}/").content

    found.refresh_from_db()
    assert found.ended_at is None
    assert b"No newsletter comes to you any more" in changed
    assert b"No newsletter comes to you any more" in done


def test_without_a_letter_at_hand_the_link_comes_by_mail_to_readers_alone(
    client: Client, ours: Organization
) -> None:
    reader(ours)

    known = client.post("/en/newsletter/end/", {"email": "LUZ@example.org"})
    unknown = client.post("/en/newsletter/end/", {"email": "who@example.org"})

    assert known.headers["Location"] == unknown.headers["Location"]
    assert [letter.to for letter in mail.outbox] == [["luz@example.org"]]
    assert "/newsletter/end/" in mail.outbox[0].body


# --- taking it along -------------------------------------------------------------------------------


def test_staff_take_a_segment_along_and_the_journal_says_so(
    client: Client, ours: Organization
) -> None:
    reader(ours)
    reader(ours, "eng@example.org", language="en")
    reader(ours, "asked@example.org", confirmed_at=None)
    reader(ours, "ended@example.org", ended_at=NOW)
    client.force_login(member(ours, "partnership_staff"))
    here = f"/en/my/organizations/{ours.slug}/newsletter"

    page = client.get(f"{here}/").content.decode()
    everybody = client.get(f"{here}/subscribers.csv").content.decode().splitlines()
    spanish = client.get(f"{here}/subscribers.csv?language=es&audience=parent").content.decode()

    assert "Parent" in page
    assert "luz@example.org" not in page
    assert [line.split(",")[0] for line in everybody] == [
        "email", "eng@example.org", "luz@example.org",
    ]  # fmt: skip
    assert "eng@example.org" not in spanish
    assert "http://testserver/es/newsletter/end/" in spanish
    entry = JournalEntry.objects.filter(event="subscribers.exported").order_by("pk").last()
    assert entry is not None
    assert entry.detail == {"rows": 1, "language": "es", "audience": "parent", "county_fips": ""}


def test_addresses_leave_only_with_fresh_proof(client: Client, ours: Organization) -> None:
    client.force_login(member(ours, "partnership_staff"))
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY][0]["at"] -= 16 * 60
    session.save()

    answer = client.get(f"/en/my/organizations/{ours.slug}/newsletter/subscribers.csv")

    assert answer.status_code == 302
    assert not JournalEntry.objects.filter(event="subscribers.exported").exists()
