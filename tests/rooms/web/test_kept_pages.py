"""Public pages are kept for everybody, and nobody's own page for anybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from keyway.web.frame.kept import KeptPages
from tests.factories.people import member, organization

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

    from keyway.needs.models import GapFinding

pytestmark = pytest.mark.django_db

IN_MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "kept"}


@pytest.fixture(autouse=True)
def kept(settings) -> Iterator[None]:
    with override_settings(CACHES={**settings.CACHES, "pages": IN_MEMORY}):
        caches["pages"].clear()
        yield


def queries(client: Client, address: str, **headers: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address, headers=headers).status_code == 200
    return len(asked)


def test_the_second_reader_costs_no_query(finding: GapFinding) -> None:
    assert queries(Client(), "/en/gap/") > 0
    assert queries(Client(), "/en/gap/") == 0


def test_the_front_page_is_kept_once_it_has_figures(finding: GapFinding) -> None:
    Client().get("/en/")

    assert queries(Client(), "/en/") == 0


def test_the_same_bytes_are_given_with_their_age(finding: GapFinding) -> None:
    first, second = Client().get("/en/gap/"), Client().get("/en/gap/")

    assert first.content == second.content
    assert "Age" not in first.headers
    assert second.headers["Age"] == "0"
    assert second.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "other", ["/es/gap/", "/en/gap/?county=04013", "/en/gap/?demand.share_new_entrants=0.6"]
)
def test_another_address_is_another_page(finding: GapFinding, other: str) -> None:
    Client().get("/en/gap/")

    assert queries(Client(), other) > 0


def test_a_part_of_a_page_is_not_given_for_the_whole(finding: GapFinding) -> None:
    Client().get("/en/gap/")

    assert queries(Client(), "/en/gap/", hx_request="true") > 0


def test_the_language_a_program_asks_for_is_heard(finding: GapFinding) -> None:
    in_english = Client().get("/api/v1/gap?limit=1", headers={"accept-language": "en"})
    in_spanish = Client().get("/api/v1/gap?limit=1", headers={"accept-language": "es"})

    assert in_english.content != in_spanish.content


def test_a_kept_answer_is_not_sent_again_to_whom_has_it(finding: GapFinding) -> None:
    etag = Client().get("/api/v1/gap?limit=1").headers["ETag"]

    again = Client().get("/api/v1/gap?limit=1", headers={"if-none-match": etag})

    assert again.status_code == 304


def test_whoever_is_signed_in_gets_a_page_that_nobody_may_keep(finding: GapFinding) -> None:
    client = Client()
    client.force_login(member(organization()))

    own = client.get("/en/gap/")

    assert own.headers["Cache-Control"] == "private, no-cache"
    assert queries(Client(), "/en/gap/") > 0


def test_a_visitor_with_any_cookie_is_not_served_from_the_kept_pages(finding: GapFinding) -> None:
    Client().get("/en/gap/")
    client = Client()
    client.cookies["csrftoken"] = "of-this-visitor"

    assert queries(client, "/en/gap/") > 0


def test_the_page_of_waiting_is_not_kept(reference, db) -> None:
    Client().get("/en/gap/")

    assert "Age" not in Client().get("/en/gap/").headers


def test_a_page_with_a_number_used_once_is_not_kept(rf) -> None:
    def draw(_request: HttpRequest) -> HttpResponse:
        headers = {
            "Cache-Control": "public, max-age=60",
            "Content-Security-Policy": "script-src 'nonce-drawn-for-one'",
        }
        return HttpResponse("drawn", headers=headers)

    door = KeptPages(draw)
    door(rf.get("/en/once/"))

    assert "Age" not in door(rf.get("/en/once/")).headers
