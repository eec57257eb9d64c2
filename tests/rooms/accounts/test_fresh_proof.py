"""Deeds that matter ask again who acts, when that was last shown more than fifteen minutes ago."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.core import mail
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path

from keyway.partners import access
from keyway.web.accounts.stepping import stepped_up
from keyway.web.urls import urlpatterns as real
from tests.factories.accounts import PASSWORD, SECOND_STEP, code_in, sign_in

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.test import Client

    from keyway.partners.models import Person


@stepped_up
def take_away(request: HttpRequest) -> HttpResponse:
    """Stand for an export."""
    return HttpResponse("the whole list")


@access.with_fresh_proof
def of_a_room(request: HttpRequest) -> HttpResponse:
    """Stand for the same in a room, which knows no doors."""
    return HttpResponse("the whole list")


urlpatterns = [path("take-away/", take_away), path("of-a-room/", of_a_room), *real]


@pytest.fixture(autouse=True)
def with_a_deed() -> object:
    """Mount a deed that matters."""
    with override_settings(ROOT_URLCONF=__name__):
        yield


def _age(client: Client, seconds: float) -> None:
    """Let every proof of this session be so many seconds older."""
    session = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] -= seconds
    session.save()


def test_right_after_signing_in_nothing_more_is_asked(client: Client, ana: Person) -> None:
    sign_in(client, ana.email)

    assert client.get("/take-away/").content == b"the whole list"


@pytest.mark.parametrize("deed", ["/take-away/", "/of-a-room/"])
def test_after_fifteen_minutes_the_password_is_asked_and_leads_back(
    client: Client, ana: Person, deed: str
) -> None:
    sign_in(client, ana.email)
    assert client.get(deed).status_code == 200
    _age(client, 15 * 60 + 1)

    asked = client.get(deed)

    onward = quote(deed, safe="")
    assert asked.headers["Location"].endswith(f"/accounts/reauthenticate/?next={onward}")
    answer = client.post(asked.headers["Location"], {"password": PASSWORD, "next": deed})
    assert answer.headers["Location"] == deed
    assert client.get(deed).status_code == 200


def test_a_wrong_password_is_no_proof(client: Client, ana: Person) -> None:
    sign_in(client, ana.email)
    _age(client, 15 * 60 + 1)

    client.post("/en/accounts/reauthenticate/", {"password": "not at all this one"})

    assert client.get("/take-away/").status_code == 302


def test_whoever_has_only_a_code_by_mail_signs_in_anew(client: Client, ana: Person) -> None:
    ana.set_unusable_password()
    ana.save()
    client.post("/en/accounts/login/code/", {"email": ana.email})
    client.post("/en/accounts/login/code/confirm/", {"code": code_in(str(mail.outbox[0].body))})
    assert client.get("/take-away/").status_code == 200
    _age(client, 15 * 60 + 1)

    answer = client.get("/take-away/")

    assert "/accounts/login/?next=/take-away/" in answer.headers["Location"]
    assert "_auth_user_id" not in client.session


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    assert "/accounts/login/" in client.get("/take-away/").headers["Location"]


def test_adding_a_factor_is_a_deed_that_matters(client: Client, ana: Person) -> None:
    sign_in(client, ana.email)
    assert client.get(f"{SECOND_STEP}totp/activate/").status_code == 200

    _age(client, 15 * 60 + 1)

    assert "reauthenticate" in client.get(f"{SECOND_STEP}totp/activate/").headers["Location"]
