"""The directory stays true: contacts are asked once a year, and their answers are kept."""

from __future__ import annotations

import re
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from keyway.partners.access import NotPermitted
from keyway.partners.access.walls import shut
from keyway.partners.actions import confirming
from keyway.partners.actions.confirming_mails import (
    Asked,
    CannotBeAsked,
    ask_again,
    ask_everybody,
    ask_to_confirm,
)
from keyway.partners.models import Consent, Contact, JournalEntry, Link, Organization, WorkItem
from tests.factories.people import contact, member, organization, partnership, site

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

pytestmark = pytest.mark.django_db
BASE = "https://keyway.example.org"
DAY = timedelta(days=1)


@pytest.fixture
def ours() -> Organization:
    return partnership(phone="602-555-0100")


@pytest.fixture
def plant(ours: Organization) -> Organization:
    plant = organization("Demo Copper Castings", phone="602-555-0188")
    site(plant, street="1 Foundry Road", is_main=True)
    return plant


@pytest.fixture
def ana(plant: Organization) -> Contact:
    return contact(plant, full_name="Ana Lopez", email="ana@example.org", title="HR manager")


def _run(now: datetime | None = None) -> Asked:
    return ask_to_confirm(now=now or timezone.now(), base=BASE)


def _addresses() -> list[str]:
    found: list[str] = re.findall(
        r"https://keyway\.example\.org(/l/\S+)", str(mail.outbox[-1].body)
    )
    return found


def _send(client: Client, address: str, answer: str, **typed: str) -> bytes:
    page = client.get(address).content.decode()
    hidden = dict(re.findall(r'name="(proof|seen)" value="([^"]*)"', page))
    return client.post(address, {**hidden, "answer": answer, **typed}).content


# --- who is asked ----------------------------------------------------------------------------------


def test_one_mail_asks_with_one_link_for_each_deed(ana: Contact) -> None:
    assert _run() == Asked(sent=1)

    (sent,) = mail.outbox
    assert sent.to == ["ana@example.org"]
    assert "Demo Copper Castings" in sent.subject
    assert "1 Foundry Road" in sent.body
    assert len(_addresses()) == 3
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"


def test_run_twice_or_every_day_nobody_is_asked_twice_in_thirty_days(ana: Contact) -> None:
    now = timezone.now()
    for days in (0, 0, 1, 29):
        _run(now + days * DAY)
    assert len(mail.outbox) == 1

    _run(now + 30 * DAY)

    assert len(mail.outbox) == 2


def test_after_three_mails_without_an_answer_staff_are_asked_to_call(ana: Contact) -> None:
    now = timezone.now()
    for days in (0, 30, 60, 90, 120):
        _run(now + days * DAY)

    assert len(mail.outbox) == 3
    assert WorkItem.objects.get(kind="contact.silent").detail == {"mails": 3}


@pytest.mark.parametrize(
    ("age", "asked"), [(None, 1), (DAY, 0), (334 * DAY, 0), (336 * DAY, 1), (800 * DAY, 1)]
)
def test_whoever_confirmed_within_eleven_months_is_left_alone(
    ana: Contact, age: timedelta | None, asked: int
) -> None:
    Contact.objects.update(confirmed_at=timezone.now() - age if age else None)

    assert _run().sent == asked


@pytest.mark.parametrize(
    "fields", [{"is_demo": True}, {"status": "proposed"}, {"status": "closed"}]
)
def test_made_up_waiting_and_closed_organizations_are_never_asked(
    ana: Contact, fields: dict[str, object]
) -> None:
    Organization.objects.filter(pk=ana.organization_id).update(**fields)

    assert _run().sent == 0


def test_a_contact_without_an_address_is_not_asked(plant: Organization) -> None:
    contact(plant, email="")

    assert _run().sent == 0


def test_the_mail_speaks_the_contacts_language(ana: Contact) -> None:
    Contact.objects.update(preferred_language="es")

    _run()

    assert mail.outbox[0].extra_headers["Content-Language"] == "es"


def test_a_name_with_a_line_break_breaks_no_mail(ana: Contact) -> None:
    Organization.objects.filter(pk=ana.organization_id).update(name="Demo\r\nBcc: all@example.org")

    assert _run().sent == 1
    assert "\n" not in mail.outbox[0].subject


def test_the_job_asks_as_of_now(ana: Contact) -> None:
    assert ask_everybody.call() == "1 sent, 0 refused"


def test_the_job_sees_its_contacts_with_every_wall_shut_around_it(ana: Contact) -> None:
    with shut():
        assert _run() == Asked(sent=1)
        assert _run() == Asked()

    assert "1 Foundry Road" in mail.outbox[0].body


# --- mail that fails -------------------------------------------------------------------------------


def refusing_addresses(backend: EmailBackend, messages: object) -> int:
    raise SMTPRecipientsRefused({"ana@example.org": (550, b"no such user")})


def out_of_reach(backend: EmailBackend, messages: object) -> int:
    raise ConnectionRefusedError


def test_an_address_that_is_refused_stands_on_the_board_and_is_not_tried_daily(
    ana: Contact, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EmailBackend, "send_messages", refusing_addresses)
    now = timezone.now()

    assert _run(now) == Asked(refused=1)
    assert _run(now + DAY) == Asked()

    assert WorkItem.objects.get().kind == "mail.refused"
    assert JournalEntry.objects.filter(event="mail.refused").count() == 1
    assert not Link.objects.exists()


def test_a_mail_server_out_of_reach_stops_the_run_and_the_next_one_asks(
    ana: Contact, plant: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact(plant, email="bob@example.org")
    now = timezone.now()
    with monkeypatch.context() as away:
        away.setattr(EmailBackend, "send_messages", out_of_reach)
        assert _run(now) == Asked(is_stopped=True)
        assert WorkItem.objects.get().detail == {"waiting": 2}
        ana.refresh_from_db()
        assert ana.asked_at is None
        assert not Link.objects.exists()

    assert _run(now + DAY) == Asked(sent=2)
    assert not WorkItem.objects.filter(done_at=None).exists()


def test_without_a_mail_server_nobody_counts_as_asked(ana: Contact) -> None:
    asked = ask_to_confirm(now=timezone.now(), base=BASE, is_reachable=False)

    ana.refresh_from_db()
    assert asked == Asked(is_stopped=True)
    assert ana.asked_at is None
    assert WorkItem.objects.get().kind == "mail.stopped"


def test_staff_send_new_links_whenever_they_are_asked(ours: Organization, ana: Contact) -> None:
    _run()

    ask_again(by=member(ours, "partnership_staff"), contact=ana, now=timezone.now(), base=BASE)

    assert len(mail.outbox) == 2


def test_a_volunteer_sends_no_links(ours: Organization, ana: Contact) -> None:
    with pytest.raises(NotPermitted):
        ask_again(
            by=member(ours, "partnership_volunteer"), contact=ana, now=timezone.now(), base=BASE
        )


def test_a_contact_without_an_address_cannot_be_asked(ours: Organization, ana: Contact) -> None:
    ana.email = ""
    with pytest.raises(CannotBeAsked):
        ask_again(by=member(ours, "partnership_staff"), contact=ana, now=timezone.now(), base=BASE)


# --- what they answer ------------------------------------------------------------------------------


def test_all_right_by_the_link_in_the_mail(client: Client, ana: Contact) -> None:
    _run()

    body = _send(client, _addresses()[0], "yes")

    ana.refresh_from_db()
    assert b"Thank you" in body
    assert ana.confirmed_at is not None
    assert _run(timezone.now() + 200 * DAY).sent == 0
    assert _run(timezone.now() + 340 * DAY).sent == 1


def test_something_changed_is_written_on_the_same_link(
    client: Client, ours: Organization, ana: Contact
) -> None:
    _run()
    typed = {
        "full_name": "Ana Ruiz",
        "title": "Plant manager",
        "email": "ruiz@example.org",
        "phone": "602-555-0199",
        "wrong_address": "yes",
        "is_public": "yes",
    }

    _send(client, _addresses()[1], "save", **typed)

    ana.refresh_from_db()
    assert (ana.full_name, ana.email, ana.is_public) == ("Ana Ruiz", "ruiz@example.org", False)
    assert ana.confirmed_at is not None
    assert ana.organization.confirmed_at is None
    assert WorkItem.objects.get().kind == "facts.address_disputed"
    assert JournalEntry.objects.get(event="contact.corrected").detail == {
        "fields": 4,
        "disputed": 1,
    }


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"full_name": "", "email": "ana@example.org"}, "blank"),
        ({"full_name": "Ana", "email": "no address"}, "valid email"),
        ({"full_name": "Ana", "email": "BOB@example.org"}, "has a contact with this address"),
    ],
)
def test_what_cannot_be_taken_is_told_at_the_field_and_the_link_stays_open(
    client: Client, ana: Contact, typed: dict[str, str], says: str
) -> None:
    contact(ana.organization, email="bob@example.org")
    _run()
    mail.outbox.sort(key=lambda sent: sent.to == ["ana@example.org"])
    address = _addresses()[1]

    body = _send(client, address, "save", title="Kept what I typed", **typed).decode()

    ana.refresh_from_db()
    assert says in body
    assert "Kept what I typed" in body
    assert ana.full_name == "Ana Lopez"
    assert client.get(address).status_code == 200


def test_whoever_left_is_off_the_page_at_once_and_never_asked_again(
    client: Client, ours: Organization, ana: Contact
) -> None:
    now = timezone.now()
    Contact.objects.update(is_public=True)
    Consent.objects.create(
        organization=ana.organization,
        contact=ana,
        purpose="public_contact",
        wording="2026-11",
        language="en",
        given_at=now,
    )
    _run()
    yes, _correct, left = _addresses()

    _send(client, left, "left")

    ana.refresh_from_db()
    assert not ana.is_public
    assert Consent.objects.get().withdrawn_at is not None
    assert WorkItem.objects.get().kind == "contact.left"
    assert b"withdrawn" in client.get(yes).content
    assert _run(now + 400 * DAY).sent == 0


def test_an_answer_takes_the_wish_to_call_off_the_board(ana: Contact) -> None:
    now = timezone.now()
    for days in (0, 30, 60, 90):
        _run(now + days * DAY)
    assert WorkItem.objects.get().done_at is None

    confirming.confirm_facts(contact=ana, now=now + 91 * DAY)

    assert WorkItem.objects.get().done_at is not None
