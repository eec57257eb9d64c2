"""A session ends after twelve hours, for staff after an hour of rest, and when rights change."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from keyway.partners.models import JournalEntry
from keyway.web.accounts import sessions
from tests.factories.accounts import PASSWORD, sign_in

if TYPE_CHECKING:
    from django.test import Client

    from keyway.partners.models import Person

OWN = "/en/my/account/"
HOUR = 3600


def _put_back(client: Client, began: float = 0, seen: float = 0) -> None:
    """Let a session have begun, and been seen, so many seconds earlier."""
    session = client.session
    session[sessions.BEGAN] -= began
    session[sessions.SEEN] -= seen
    session.save()


@pytest.mark.parametrize(("hours", "status"), [(11.9, 200), (12.1, 302)])
def test_a_session_lasts_twelve_hours(
    client: Client, ana: Person, hours: float, status: int
) -> None:
    sign_in(client, ana.email)

    _put_back(client, began=hours * HOUR)

    assert client.get(OWN).status_code == status


@pytest.mark.parametrize(("minutes", "status"), [(59, 200), (61, 302)])
def test_a_session_of_staff_rests_an_hour_at_most(
    client: Client, keeper: Person, minutes: int, status: int
) -> None:
    client.force_login(keeper)

    _put_back(client, seen=minutes * 60)

    assert client.get("/staff/").status_code == status


def test_a_session_of_others_may_rest_longer(client: Client, ana: Person) -> None:
    sign_in(client, ana.email)

    _put_back(client, seen=5 * HOUR)

    assert client.get(OWN).status_code == 200


def test_using_the_site_keeps_a_session_of_staff_awake(client: Client, keeper: Person) -> None:
    client.force_login(keeper)
    for _ in range(3):
        _put_back(client, seen=50 * 60)
        assert client.get("/staff/").status_code == 200


def test_reading_a_page_writes_the_session_once_a_minute_at_most(
    client: Client, ana: Person
) -> None:
    sign_in(client, ana.email)
    client.get(OWN)
    seen = client.session[sessions.SEEN]

    client.get(OWN)

    assert client.session[sessions.SEEN] == seen


def test_a_change_of_rights_ends_sessions_at_the_next_request(client: Client, ana: Person) -> None:
    sign_in(client, ana.email)
    assert client.get(OWN).status_code == 200

    ana.access_changed_at = timezone.now()
    ana.save()

    assert client.get(OWN).status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_session_begun_after_the_change_lives(client: Client, ana: Person) -> None:
    ana.access_changed_at = timezone.now()
    ana.save()
    time.sleep(0.01)

    sign_in(client, ana.email)

    assert client.get(OWN).status_code == 200


def test_an_account_that_is_closed_has_no_session_left(client: Client, ana: Person) -> None:
    sign_in(client, ana.email)

    type(ana).objects.filter(pk=ana.pk).update(is_active=False)

    assert client.get(OWN).status_code == 302


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(
    client: Client, ana: Person
) -> None:
    other = type(client)()
    for browser in (client, other):
        sign_in(browser, ana.email)
    new = "four quite other words"

    client.post(
        "/en/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    assert client.get(OWN).status_code == 200
    assert other.get(OWN).status_code == 302


def test_signing_out_everywhere_ends_every_session(client: Client, ana: Person) -> None:
    other = type(client)()
    for browser in (client, other):
        sign_in(browser, ana.email)

    client.post("/en/my/account/sign-out-everywhere/")

    assert client.get(OWN).status_code == 302
    assert other.get(OWN).status_code == 302


def test_signing_in_gives_the_session_a_new_name(client: Client, ana: Person) -> None:
    asking = {"accept": "application/json"}
    client.get("/en/accounts/second-step/webauthn/login/", headers=asking)
    before = client.session.session_key

    sign_in(client, ana.email)

    assert client.session.session_key != before


def test_a_visitor_gets_no_session(client: Client) -> None:
    for page in ("/en/", "/en/components/", "/en/accounts/signup/"):
        client.get(page)

    assert "sessionid" not in client.cookies


def test_the_journal_keeps_who_signed_in_and_what_they_changed(client: Client, ana: Person) -> None:
    sign_in(client, ana.email)
    new = "four quite other words"
    typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    client.post("/en/accounts/password/change/", typed)

    client.post("/en/my/account/sign-out-everywhere/")

    kept = JournalEntry.objects.order_by("pk").values_list("event", "person_number")
    events = ("session.began", "password.changed", "sessions.ended")
    assert list(kept) == [(event, ana.pk) for event in events]
