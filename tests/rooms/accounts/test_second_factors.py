"""Staff prove a second factor; a password alone never opens their pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.utils import timezone

from keyway.partners.models import JournalEntry, Membership, Organization
from keyway.web.accounts import factors
from tests.factories.accounts import (
    SECOND_STEP,
    SECRET,
    add_app,
    code_in,
    keeper,
    person,
    shown_by_app,
    sign_in,
)

if TYPE_CHECKING:
    from keyway.partners.models import Person

STAFF_PAGES = [
    "/staff/",
    "/staff/pages/",
    "/staff/users/new/",
    "/staff/account/",
    "/en/my/",
    "/es/my/x/",
]


@pytest.fixture
def staff() -> Person:
    """Someone with a role at the partnership that runs the site."""
    runs = Organization.objects.create(
        name="Copper Valley Partnership",
        kind=Organization.Kind.PARTNERSHIP,
        status=Organization.Status.APPROVED,
        runs_site=True,
    )
    someone = person("staff@example.org")
    Membership.objects.create(
        person=someone, organization=runs, role="partnership_staff", since_at=timezone.now()
    )
    return someone


@pytest.mark.parametrize("page", STAFF_PAGES)
def test_a_password_alone_leads_staff_to_setting_up_a_second_step(page: str) -> None:
    client = Client()
    sign_in(client, keeper().email)

    answer = client.get(page)

    assert answer.status_code == 302
    assert answer.headers["Location"][3:].startswith(SECOND_STEP[3:])


@pytest.mark.parametrize("page", STAFF_PAGES)
def test_a_role_at_the_partnership_asks_for_the_second_step_as_well(
    client: Client, staff: Person, page: str
) -> None:
    sign_in(client, staff.email)

    assert client.get(page).headers["Location"][3:].startswith(SECOND_STEP[3:])


def test_staff_who_prefer_spanish_are_led_there_in_spanish(client: Client, staff: Person) -> None:
    type(staff).objects.update(preferred_language="es")
    sign_in(client, staff.email)

    assert client.get("/staff/").headers["Location"].startswith("/es/accounts/second-step/")


def test_a_password_alone_changes_nothing_in_the_back_office(
    client: Client, keeper: Person
) -> None:
    sign_in(client, keeper.email)

    answer = client.post("/staff/users/new/", {"email": "x@example.org", "full_name": "X"})

    assert answer.headers["Location"].startswith(SECOND_STEP)


@pytest.mark.django_db(transaction=True)
def test_setting_up_the_app_opens_the_pages_and_gives_recovery_codes(
    client: Client, keeper: Person
) -> None:
    sign_in(client, keeper.email)
    client.get("/staff/pages/")
    page = client.get(f"{SECOND_STEP}totp/activate/").content.decode()
    secret = re.search(r'class="key-text">(\w+)<', page)
    assert secret

    typed = {"code": shown_by_app(secret.group(1))}
    answer = client.post(f"{SECOND_STEP}totp/activate/", typed, follow=True)

    codes = answer.content.decode()
    assert len(re.findall(r"<li><code>\d{8}</code></li>", codes)) == 10
    assert 'href="/staff/pages/"' in codes
    assert set(JournalEntry.objects.values_list("event", flat=True)) == {
        "session.began",
        "factor.added",
    }
    assert client.get("/staff/pages/").status_code == 200


def test_signing_in_asks_for_the_app_once_it_is_set_up(client: Client, keeper: Person) -> None:
    add_app(keeper)

    answer = sign_in(client, keeper.email)

    assert answer.headers["Location"] == f"{SECOND_STEP}authenticate/"
    assert client.get("/staff/").status_code == 302
    assert "_auth_user_id" not in client.session
    client.post(f"{SECOND_STEP}authenticate/", {"code": shown_by_app()})
    assert client.get("/staff/").status_code == 200


def test_a_code_of_the_app_works_once(keeper: Person) -> None:
    add_app(keeper)
    code, first, second = shown_by_app(), Client(), Client()
    for browser in (first, second):
        sign_in(browser, keeper.email)
        browser.post(f"{SECOND_STEP}authenticate/", {"code": code})

    assert first.get("/staff/").status_code == 200
    assert second.get("/staff/").status_code == 302


def test_a_recovery_code_signs_in_once(keeper: Person) -> None:
    add_app(keeper)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    statuses = []
    for _ in range(2):
        browser = Client()
        sign_in(browser, keeper.email)
        browser.post(f"{SECOND_STEP}authenticate/", {"code": codes[0]})
        statuses.append(browser.get("/staff/").status_code)

    assert statuses == [200, 302]


def test_a_code_by_mail_is_no_second_factor(client: Client, keeper: Person) -> None:
    add_app(keeper)
    client.post("/en/accounts/login/code/", {"email": keeper.email})

    answer = client.post(
        "/en/accounts/login/code/confirm/", {"code": code_in(str(mail.outbox[0].body))}
    )

    assert answer.headers["Location"] == f"{SECOND_STEP}authenticate/"
    assert client.get("/staff/").status_code == 302


def test_a_session_from_before_the_app_must_prove_it_too(client: Client, keeper: Person) -> None:
    sign_in(client, keeper.email)
    add_app(keeper)

    answer = client.get("/staff/pages/")

    assert answer.headers["Location"].startswith(f"{SECOND_STEP}reauthenticate/")
    client.post(answer.headers["Location"], {"code": shown_by_app(), "next": "/staff/pages/"})
    assert client.get("/staff/pages/").status_code == 200


def test_a_factor_that_one_person_proved_does_not_count_for_the_next(
    client: Client, keeper: Person
) -> None:
    add_app(keeper)
    sign_in(client, keeper.email)
    client.post(f"{SECOND_STEP}authenticate/", {"code": shown_by_app()})
    client.post("/en/accounts/logout/")
    other = type(keeper).objects.create_superuser(
        "two@example.org", "another long password", full_name="T"
    )

    sign_in(client, other.email, "another long password")

    assert client.get("/staff/").headers["Location"].startswith(SECOND_STEP)


def test_people_of_organizations_may_leave_the_second_step_out(client: Client, ana: Person) -> None:
    sign_in(client, ana.email)

    assert client.get("/en/my/account/").status_code == 200


def test_staff_cannot_remove_their_last_factor(client: Client, keeper: Person) -> None:
    add_app(keeper)
    sign_in(client, keeper.email)
    client.post(f"{SECOND_STEP}authenticate/", {"code": shown_by_app()})

    answer = client.post(f"{SECOND_STEP}totp/deactivate/")

    assert "Set up another one first" in answer.content.decode()
    assert factors.has_factor(keeper)


def test_secrets_of_factors_are_not_kept_in_the_clear(keeper: Person) -> None:
    add_app(keeper)

    kept = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert SECRET not in kept
    assert Authenticator.objects.get(type="totp").wrap().validate_code(shown_by_app())
