"""Promises by links: one tap signs, one mail a year renews, and nothing is done twice."""

from __future__ import annotations

import re
from datetime import date, timedelta
from smtplib import SMTPRecipientsRefused
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone

from keyway.credentials.actions import promise_mails, promising
from keyway.credentials.actions.promise_links import SIGN, today
from keyway.credentials.models import Promise
from keyway.credentials.queries.promises import standing_promises
from keyway.partners.access import NotPermitted
from keyway.partners.actions import link_mails
from keyway.partners.actions.links import make_link
from keyway.partners.models import Contact, Link, Organization, WorkItem
from tests.factories.credentials import credential, promise
from tests.factories.people import contact, member, organization, partnership

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

BASE = "https://keyway.example.org"


@pytest.fixture
def ana() -> Contact:
    return contact(organization("Copper Castings"), full_name="Ana Lopez", email="ana@example.org")


def sign_address(ana: Contact) -> str:
    about = credential("Certified Welder", summary_es="Muestra que sabe soldar.")
    token = make_link(deed=SIGN, contact=ana, subject=about.pk, days=30, now=timezone.now())
    return f"/l/{token}/"


def form(page: bytes, answer: str, **more: str) -> dict[str, str]:
    """Return what the page's own form would send, with the ticks that are set."""
    text = page.decode()
    hidden = dict(re.findall(r'name="(proof|seen)" value="([^"]*)"', text))
    ticks = dict.fromkeys(re.findall(r'name="(promise-\d+)" value="yes" checked', text), "yes")
    return {**hidden, **ticks, "answer": answer, **more}


def ends_in(days: int, ana: Contact, name: str = "Certified Welder", **more: object) -> Promise:
    on = today(timezone.now())
    return promise(
        credential(name),
        ana.organization,
        from_date=on - timedelta(days=300),
        until_date=on + timedelta(days=days),
        **{"signed_contact": ana, **more},
    )


# --- signing ---------------------------------------------------------------------------------------


def test_the_page_says_what_is_promised_and_until_when(client: Client, ana: Contact) -> None:
    ana.preferred_language = "es"
    ana.save()

    page = client.get(sign_address(ana)).content.decode()

    assert "Certified Welder" in page
    assert "Copper Castings" in page
    assert "Muestra que sabe soldar." in page
    assert not Promise.objects.exists()


def test_one_tap_signs_and_the_promise_stands(client: Client, ana: Contact) -> None:
    address = sign_address(ana)

    answer = client.post(address, form(client.get(address).content, "interview"))

    signed = standing_promises(on=today(timezone.now())).get()
    assert "on the public page now" in answer.content.decode()
    assert (signed.deed, signed.signed_contact, signed.signed_by) == ("interview", ana, None)
    assert (signed.until_date - signed.from_date).days in (364, 365)


def test_two_taps_sign_once(client: Client, ana: Contact) -> None:
    address = sign_address(ana)
    given = form(client.get(address).content, "hire")
    client.post(address, given)

    again = client.post(address, given)

    assert again.status_code == 409
    assert Promise.objects.count() == 1


def test_more_an_hour_goes_with_more_pay_and_is_a_number(client: Client, ana: Contact) -> None:
    address = sign_address(ana)
    page = client.get(address).content

    words = client.post(address, form(page, "pay_more", extra_hourly_usd="a lot"))
    other = client.post(address, form(page, "hire", extra_hourly_usd="1.50"))
    good = client.post(address, form(page, "pay_more", extra_hourly_usd="$1.50"))

    assert "Write the dollars as a number" in words.content.decode()
    assert other.status_code == 422
    assert good.status_code == 200
    assert str(Promise.objects.get().extra_hourly_usd) == "1.50"


@pytest.mark.one_database
@pytest.mark.parametrize("typed", ["1e30", "9" * 40, "1,000", "0.001", "-1", "NaN", "٣"])
def test_what_is_no_sum_of_dollars_is_told_so(client: Client, ana: Contact, typed: str) -> None:
    address = sign_address(ana)
    page = client.get(address).content

    answer = client.post(address, form(page, "pay_more", extra_hourly_usd=typed))

    assert answer.status_code == 422
    assert not Promise.objects.exists()


def test_who_promises_nothing_signs_nothing(client: Client, ana: Contact) -> None:
    address = sign_address(ana)

    answer = client.post(address, form(client.get(address).content, "no"))

    assert "Nothing is shown" in answer.content.decode()
    assert not Promise.objects.exists()


def test_what_is_promised_already_is_refused_and_the_link_stays_open(
    client: Client, ana: Contact
) -> None:
    address = sign_address(ana)
    Link.objects.update(subject_number=ends_in(100, ana, deed="hire").credential_id)

    answer = client.post(address, form(client.get(address).content, "hire"))

    assert answer.status_code == 422
    assert "has promised this" in answer.content.decode()
    assert Link.objects.get().used_at is None


# --- asking ----------------------------------------------------------------------------------------


def test_staff_send_a_link_in_the_contacts_language(client: Client, ana: Contact) -> None:
    Contact.objects.update(preferred_language="es")
    ana.refresh_from_db()
    staff = member(partnership(), "partnership_staff")

    promise_mails.ask_for_promise(
        by=staff, contact=ana, credential=credential("Welder"), now=timezone.now(), base=BASE
    )

    sent = mail.outbox[0]
    assert sent.extra_headers["Content-Language"] == "es"
    address = re.findall(rf"{BASE}(/l/\S+)", sent.body)[0]
    assert client.get(address).status_code == 200


def test_nobody_is_asked_twice_in_a_day_and_one_link_works_at_a_time(ana: Contact) -> None:
    staff, about = member(partnership(), "partnership_staff"), credential()
    given = {"by": staff, "contact": ana, "credential": about, "base": BASE}
    now = timezone.now()

    promise_mails.ask_for_promise(now=now, **given)
    with pytest.raises(link_mails.AskedToday):
        promise_mails.ask_for_promise(now=now + timedelta(hours=1), **given)
    promise_mails.ask_for_promise(now=now + timedelta(days=3), **given)

    assert Link.objects.filter(revoked_at=None).count() == 1


def test_who_may_not_write_to_contacts_sends_no_link(ana: Contact) -> None:
    stranger = member(organization("Another"), "plant_manager")

    with pytest.raises(NotPermitted):
        promise_mails.ask_for_promise(
            by=stranger, contact=ana, credential=credential(), now=timezone.now(), base=BASE
        )


def test_a_college_is_not_asked_for_a_promise() -> None:
    at = organization(kind=Organization.Kind.COLLEGE)
    staff = member(partnership(), "partnership_staff")

    with pytest.raises(promising.NotAnEmployer):
        promise_mails.ask_for_promise(
            by=staff, contact=contact(at), credential=credential(), now=timezone.now(), base=BASE
        )


def test_nobody_is_asked_about_what_was_replaced(ana: Contact) -> None:
    staff = member(partnership(), "partnership_staff")
    old = credential("Old", superseded_by=credential("New"))

    with pytest.raises(promising.Replaced):
        promise_mails.ask_for_promise(
            by=staff, contact=ana, credential=old, now=timezone.now(), base=BASE
        )


def test_a_link_whose_mail_is_refused_is_gone_again(
    ana: Contact, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_mail: EmailMessage, *_: object) -> int:
        raise SMTPRecipientsRefused({})

    monkeypatch.setattr(EmailMessage, "send", refuse)
    staff = member(partnership(), "partnership_staff")

    with pytest.raises(link_mails.NotSent):
        promise_mails.ask_for_promise(
            by=staff, contact=ana, credential=credential(), now=timezone.now(), base=BASE
        )

    assert not Link.objects.exists()


# --- renewing --------------------------------------------------------------------------------------


def test_one_mail_a_contact_asks_once_for_all_that_ends(client: Client, ana: Contact) -> None:
    ends_in(20, ana, "Certified Welder")
    ends_in(25, ana, "Machining Level I")
    ends_in(90, ana, "Far Away")

    first = promise_mails.ask_to_renew(now=timezone.now(), base=BASE)
    second = promise_mails.ask_to_renew(now=timezone.now(), base=BASE)

    assert (first, second, len(mail.outbox)) == (1, 0, 1)
    assert "Certified Welder" in mail.outbox[0].body
    assert "Machining Level I" in mail.outbox[0].body
    assert "Far Away" not in mail.outbox[0].body


def test_one_tap_renews_what_is_ticked(client: Client, ana: Contact) -> None:
    kept, left = ends_in(20, ana, "Certified Welder"), ends_in(25, ana, "Machining Level I")
    promise_mails.ask_to_renew(now=timezone.now(), base=BASE)
    address = re.findall(rf"{BASE}(/l/\S+)", mail.outbox[0].body)[0]
    given = form(client.get(address).content, "renew")
    del given[f"promise-{left.pk}"]

    answer = client.post(address, given)

    assert answer.status_code == 200
    fresh = Promise.objects.get(renews__isnull=False)
    assert (fresh.renews, fresh.signed_contact) == (kept, ana)
    assert fresh.from_date == kept.until_date + timedelta(days=1)


def test_who_ticks_nothing_is_told_so(client: Client, ana: Contact) -> None:
    ends_in(20, ana)
    promise_mails.ask_to_renew(now=timezone.now(), base=BASE)
    address = re.findall(rf"{BASE}(/l/\S+)", mail.outbox[0].body)[0]
    page = client.get(address).content

    answer = client.post(
        address, {k: v for k, v in form(page, "renew").items() if not k.startswith("promise-")}
    )

    assert "Tick at least one promise" in answer.content.decode()
    assert Link.objects.get().used_at is None


def test_a_promise_withdrawn_meanwhile_is_not_renewed(client: Client, ana: Contact) -> None:
    ends_in(20, ana)
    promise_mails.ask_to_renew(now=timezone.now(), base=BASE)
    address = re.findall(rf"{BASE}(/l/\S+)", mail.outbox[0].body)[0]
    given = form(client.get(address).content, "renew")
    Promise.objects.update(revoked_at=timezone.now())

    answer = client.post(address, given)

    assert answer.status_code == 409
    assert Promise.objects.count() == 1


def test_what_nobody_renewed_waits_on_the_board_until_it_is_dealt_with(ana: Contact) -> None:
    partnership()
    near = ends_in(10, ana)
    ends_in(20, ana, "Later")

    assert promise_mails.tell_board(now=timezone.now()) == 1
    item = WorkItem.objects.get(done_at=None)
    assert (item.about, item.detail["days"]) == (ana.organization, 10)

    now = timezone.now()
    promising.renew_promise(promise=near, contact=ana, now=now, on=today(now))
    assert not WorkItem.objects.filter(done_at=None).exists()


def test_a_promise_that_lapsed_leaves_the_board(ana: Contact) -> None:
    partnership()
    near = ends_in(10, ana)
    promise_mails.tell_board(now=timezone.now())
    Promise.objects.filter(pk=near.pk).update(
        until_date=date(2026, 10, 1), from_date=date(2026, 9, 1)
    )

    assert promise_mails.tell_board(now=timezone.now()) == 0
    assert not WorkItem.objects.filter(done_at=None).exists()


def test_made_up_promises_write_to_nobody(ana: Contact) -> None:
    partnership()
    Organization.objects.filter(pk=ana.organization_id).update(is_demo=True)
    ends_in(10, ana)

    assert promise_mails.ask_to_renew(now=timezone.now(), base=BASE) == 0
    assert promise_mails.tell_board(now=timezone.now()) == 0
