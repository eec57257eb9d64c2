"""One page takes a password to sign in; every other door leads there, and none gives a session."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from keyway.partners.models import Person
from tests.factories.accounts import PASSWORD, sign_in

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.one_database


LOGIN = "en/accounts/login/"
# Pages for a password that one has or chooses; they sign nobody in who is not already.
OTHERS = ("accounts/password/", "accounts/reauthenticate/")
PART = re.compile(r"\(\?P<\w+>[^()]*(?:\([^()]*\)[^()]*)*\)|<(?:(\w+):)?\w+>|\(\?:[^()]*\)\??")
STOOD_IN = {"int": "1", "uuid": "6731de76-14a6-49ae-97bc-6eba6914391e", "path": "x"}


def _patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in resolver.url_patterns:
        path = before + str(each.pattern).removeprefix("^")
        if isinstance(each, URLResolver):
            yield from _patterns(each, path)
        else:
            yield path, each


def _address(pattern: str) -> str:
    """Return an address that the pattern may match, with stand-ins for what varies."""
    filled = PART.sub(lambda found: STOOD_IN.get(found.group(1) or "", "1"), pattern)
    return "/" + re.sub(r"[\^$?\\]|\.\*", "", filled)


def _addresses() -> list[str]:
    return sorted({_address(path) for path, _ in _patterns(get_resolver())})


def test_of_all_pages_that_a_stranger_can_open_one_takes_a_password_to_sign_in(
    client: Client,
) -> None:
    asking = []
    for address in _addresses():
        answer = client.get(address)
        if b'type="password"' in getattr(answer, "content", b""):
            asking.append(address.removeprefix("/"))

    assert len(_addresses()) > 200
    assert [each for each in asking if not any(other in each for other in OTHERS)] == [LOGIN]


def test_no_view_for_signing_in_is_mounted_twice() -> None:
    logins = [
        path
        for path, pattern in _patterns(get_resolver())
        if "LoginView" in getattr(getattr(pattern.callback, "view_class", None), "__name__", "")
    ]

    # Wagtail's own stands behind ours and is never reached, as the next test shows.
    assert logins == ["staff/login/", LOGIN]


@pytest.mark.parametrize(
    "door",
    [
        "/staff/login/",
        "/_util/login/",
        "/staff/password_reset/",
        "/staff/password_reset/confirm/MQ/set-password/",
        "/login/",
        "/admin/login/",
        "/accounts/login/",
    ],
)
def test_a_password_typed_at_another_door_gives_no_session(keeper: Person, door: str) -> None:
    client = Client()
    typed = {"login": keeper.email, "username": keeper.email, "password": PASSWORD}

    answer = client.post(door, typed)

    assert answer.status_code in (302, 404, 405)
    assert "sessionid" not in client.cookies
    assert Session.objects.count() == 0


@pytest.mark.parametrize("door", ["/staff/login/", "/_util/login/"])
def test_every_other_door_leads_to_the_one_and_keeps_the_way_on(client: Client, door: str) -> None:
    answer = client.get(f"{door}?next=/staff/pages/")

    assert answer.headers["Location"] == f"/{LOGIN}?next=/staff/pages/"


def test_nobody_can_make_their_own_account(client: Client) -> None:
    page = client.get("/en/accounts/signup/")
    client.post("/en/accounts/signup/", {"email": "new@example.org", "password1": PASSWORD})

    assert "by invitation" in page.content.decode()
    assert not Person.objects.filter(email="new@example.org").exists()


def test_an_address_is_the_same_in_whatever_case_it_is_typed(client: Client, ana: Person) -> None:
    sign_in(client, "ANA@Plant.Example")

    assert client.session["_auth_user_id"] == str(ana.pk)
