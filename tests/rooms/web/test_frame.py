"""Headers, addresses and refusals that every page shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from keyway.errors import Refused
from keyway.web.content.models import HomePage, SectionFront, StepBlock
from keyway.web.frame.middleware import RefusalPages

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


class TourFull(Refused):
    """A refusal as a room would raise it."""

    sentence = "The tour of %(plant)s is full."


def _policy(answer: HttpResponse) -> dict[str, list[str]]:
    parts = answer.headers["Content-Security-Policy"].split("; ")
    return {part.split()[0]: part.split()[1:] for part in parts}


@pytest.mark.parametrize("path", ["/en/students/", "/es/", "/healthz", "/en/no-such-page/"])
def test_every_public_answer_allows_nothing_that_is_not_named(client: Client, path: str) -> None:
    policy = _policy(client.get(path))

    assert policy["default-src"] == ["'none'"]
    assert policy["base-uri"] == ["'none'"]
    assert policy["frame-ancestors"] == ["'none'"]
    assert set(policy["script-src"]) <= {"'self'"} | {
        each for each in policy["script-src"] if each.startswith("'nonce-")
    }
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:"} & {
        each for part in policy.values() for each in part
    }


def test_answers_carry_the_other_headers_that_shut_doors(client: Client) -> None:
    headers = client.get("/en/students/").headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_public_pages_hold_no_token_and_set_no_cookie(client: Client) -> None:
    answer = client.get("/en/students/")

    assert b"csrf" not in answer.content.lower()
    assert not answer.cookies


def test_a_refusal_becomes_a_page_with_its_sentence() -> None:
    request = RequestFactory().get("/en/visits/")
    middleware = RefusalPages(lambda _: HttpResponse())

    answer = middleware.process_exception(request, TourFull(plant="Ruiz Machining"))

    assert answer is not None
    assert answer.status_code == 400
    assert b"The tour of Ruiz Machining is full." in answer.content


def test_what_a_refusal_names_cannot_carry_markup() -> None:
    request = RequestFactory().get("/en/visits/")

    answer = RefusalPages(lambda _: HttpResponse()).process_exception(
        request, TourFull(plant="<script>alert(1)</script>")
    )

    assert answer is not None
    assert b"<script>alert" not in answer.content


def test_any_other_error_is_left_to_the_maintainers() -> None:
    request = RequestFactory().get("/en/")

    assert RefusalPages(lambda _: HttpResponse()).process_exception(request, KeyError("x")) is None


def test_crawlers_are_told_where_the_map_is(client: Client) -> None:
    body = client.get("/robots.txt").content.decode()

    assert "Disallow: /staff/" in body
    assert "Sitemap: http://testserver/sitemap.xml" in body


def test_the_map_names_every_front_in_both_languages(client: Client) -> None:
    body = client.get("/sitemap.xml").content.decode()

    for path in ("/en/", "/es/", "/en/officials/", "/es/students/"):
        assert f"<loc>http://testserver{path}</loc>" in body


def test_a_front_that_is_withdrawn_leaves_the_map_and_the_home_page(client: Client) -> None:
    SectionFront.objects.get(audience="parents", locale__language_code="en").unpublish()

    assert "/en/parents/" not in client.get("/sitemap.xml").content.decode()
    home = HomePage.objects.get(locale__language_code="en")
    assert "parents" not in {door.audience for door in home.doors()}


@pytest.mark.parametrize("path", ["/en/students", "/es"])
def test_an_address_without_its_last_slash_leads_on(client: Client, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code in (301, 302)
    assert answer.headers["Location"] == f"{path}/"


@pytest.mark.parametrize(
    "address", ["gap/", "counties/04013/", "gap/?county=04013", "occupations/51-4041/"]
)
def test_a_step_leads_to_addresses_inside_this_site(address: str) -> None:
    block = StepBlock()
    value = block.to_python({"title": "T", "explanation": "E", "address": address})

    assert block.clean(value)["address"] == address


@pytest.mark.parametrize(
    "address",
    ["https://example.org/", "//example.org/", "javascript:alert(1)/", "/gap/", "gap", "../staff/"],
)
def test_a_step_that_leads_elsewhere_is_refused(address: str) -> None:
    block = StepBlock()
    value = block.to_python({"title": "T", "explanation": "E", "address": address})

    with pytest.raises(Exception, match="Validation error"):
        block.clean(value)


def test_a_step_is_shown_in_the_readers_language(client: Client) -> None:
    assert b'href="/es/gap/"' in client.get("/es/students/").content
    assert b'href="/en/gap/"' in client.get("/en/students/").content


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
@pytest.mark.parametrize("path", ["/", "/healthz", "/robots.txt"])
def test_the_frames_own_pages_are_only_read(client: Client, path: str, method: str) -> None:
    assert getattr(client, method)(path).status_code == 405
