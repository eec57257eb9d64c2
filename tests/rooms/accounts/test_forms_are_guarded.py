"""No page of accounts takes a form without its token, from htmx neither."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.factories.accounts import add_app, sign_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from keyway.partners.models import Person

pytestmark = pytest.mark.one_database

UNSAFE = ("post", "put", "patch", "delete")
WAYS = {"plain": {}, "htmx": {"HTTP_HX_REQUEST": "true"}}


def _of_accounts(resolver: URLResolver, before: str = "/") -> Iterator[str]:
    for each in resolver.url_patterns:
        path = before + str(each.pattern).removeprefix("^")
        if isinstance(each, URLResolver):
            yield from _of_accounts(each, path)
        elif isinstance(each, URLPattern) and re.match(r"/(?:en/)?(?:accounts/|my/account/)", path):
            yield re.sub(r"<[^>]+>|\(\?P<\w+>[^)]*\)", "1", path).replace("$", "")


ADDRESSES = sorted(set(_of_accounts(get_resolver())))


def test_the_pages_of_accounts_are_all_found() -> None:
    assert len(ADDRESSES) > 35
    assert "/en/accounts/login/" in ADDRESSES
    assert "/en/my/account/sign-out-everywhere/" in ADDRESSES


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("is_signed_in", [False, True], ids=["stranger", "signed in"])
def test_a_form_without_its_token_is_refused(ana: Person, is_signed_in: bool, way: str) -> None:
    add_app(ana)
    client = Client(enforce_csrf_checks=True)
    if is_signed_in:
        client.force_login(ana)

    taken = [
        (verb, address)
        for verb in UNSAFE
        for address in ADDRESSES
        if getattr(client, verb)(address, {"code": "1"}, **WAYS[way]).status_code != 403
    ]

    assert taken == []


@pytest.mark.parametrize("wrong", ["https://evil.example", "null", "http://localhost.evil.example"])
def test_a_form_from_another_site_is_refused(ana: Person, wrong: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get("/en/accounts/login/")
    token = client.cookies["csrftoken"].value

    answer = sign_in(client, ana.email, csrfmiddlewaretoken=token, HTTP_ORIGIN=wrong)

    assert answer.status_code == 403


def test_a_page_that_is_the_same_for_all_holds_no_token(client: Client) -> None:
    for path in ("/en/", "/es/", "/en/components/"):
        assert "csrfmiddlewaretoken" not in client.get(path).content.decode()
        assert "csrftoken" not in client.cookies
