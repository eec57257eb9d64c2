"""Another organization's sign-in lets in who is here already, by an address that both have proven."""

from __future__ import annotations

from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client, override_settings

from keyway.partners.models import Person
from tests.factories.accounts import LOGIN, SECOND_STEP, add_app, keeper
from tests.factories.provider import Provider, provider

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.one_database

BUTTON = "/accounts/oidc/oidc/login/"


@pytest.fixture(scope="module")
def standing() -> Iterator[Provider]:
    with provider() as stands:
        yield stands


@pytest.fixture
def district(standing: Provider) -> Iterator[Provider]:
    """A district's sign-in, switched on."""
    switched_on = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [standing.app()]}}
    with override_settings(SOCIALACCOUNT_PROVIDERS=switched_on):
        yield standing


def _at_provider(address: str) -> str:
    """Sign in at the provider's own page and return where it sends the browser."""
    url = urlsplit(address)
    connection = HTTPConnection(url.netloc)
    connection.request("GET", f"{url.path}?{url.query}")
    answer = connection.getresponse()
    connection.close()
    back = urlsplit(answer.headers["Location"])
    assert back.netloc == "testserver"
    return f"{back.path}?{back.query}"


def _sign_in_there(client: Client, **more: str) -> Any:
    away = client.post(BUTTON, more)
    return client.get(_at_provider(away.headers["Location"]), follow=True)


def _is_signed_in(client: Client, person: Person) -> bool:
    return client.session.get("_auth_user_id") == str(person.pk)


def test_whoever_is_here_signs_in_with_their_district(ana: Person, district: Provider) -> None:
    client = Client()
    district.vouch("Ana@Plant.Example")

    _sign_in_there(client)

    assert _is_signed_in(client, ana)
    assert SocialAccount.objects.get(user=ana).uid == "7"
    assert district.refused == 0


def test_the_tie_holds_when_the_district_changes_the_address(
    ana: Person, district: Provider
) -> None:
    district.vouch(ana.email)
    _sign_in_there(Client())
    client = Client()
    district.vouch("ruiz@district.example")

    _sign_in_there(client)

    assert _is_signed_in(client, ana)


def test_an_address_that_the_district_has_not_proven_lets_nobody_in(
    ana: Person, district: Provider
) -> None:
    client = Client()
    district.vouch(ana.email, is_verified=False)

    page = _sign_in_there(client)

    assert "by invitation" in page.content.decode()
    assert not _is_signed_in(client, ana)
    assert not SocialAccount.objects.exists()


def test_an_address_that_we_have_not_proven_is_not_tied(district: Provider) -> None:
    client = Client()
    new = Person.objects.create_user("new@plant.example", full_name="New")
    district.vouch(new.email)

    _sign_in_there(client)

    assert not _is_signed_in(client, new)
    assert not SocialAccount.objects.exists()


def test_a_stranger_gets_no_account(district: Provider) -> None:
    before = Person.objects.count()
    district.vouch("stranger@district.example")

    page = _sign_in_there(Client())

    assert "by invitation" in page.content.decode()
    assert Person.objects.count() == before


def test_staff_prove_their_second_factor_here_as_well(district: Provider) -> None:
    client = Client()
    made = keeper()
    add_app(made)
    district.vouch(made.email)

    _sign_in_there(client)

    assert not _is_signed_in(client, made)
    assert client.get(f"{SECOND_STEP}authenticate/").status_code == 200


def test_a_further_account_is_never_tied_by_hand(ana: Person, district: Provider) -> None:
    client = Client()
    client.force_login(ana)
    district.vouch("somebody@district.example")
    away = client.post(f"{BUTTON}?process=connect")

    client.get(_at_provider(away.headers["Location"]))

    assert not SocialAccount.objects.exists()


def test_an_answer_to_another_browser_is_refused(ana: Person, district: Provider) -> None:
    district.vouch(ana.email)
    back = _at_provider(Client().post(BUTTON).headers["Location"])
    other = Client()

    page = other.get(back).content.decode()

    assert "The other site did not sign you in" in page
    assert not _is_signed_in(other, ana)


def test_the_way_on_is_kept_and_leads_nowhere_else(ana: Person, district: Provider) -> None:
    district.vouch(ana.email)

    kept = _sign_in_there(Client(), next="/en/components/")
    elsewhere = _sign_in_there(Client(), next="https://evil.example/")

    assert kept.request["PATH_INFO"] == "/en/components/"
    assert elsewhere.request["PATH_INFO"] == "/en/my/"


def test_the_button_stands_on_the_page_only_when_switched_on(
    client: Client, district: Provider
) -> None:
    with_it = client.get(LOGIN).content.decode()
    with override_settings(SOCIALACCOUNT_PROVIDERS={"openid_connect": {"APPS": []}}):
        without = client.get(LOGIN).content.decode()
        gone = client.post(BUTTON, follow=True).status_code

    assert "Sign in with Copper Valley USD" in with_it
    assert "Sign in with" not in without
    assert gone == 404
