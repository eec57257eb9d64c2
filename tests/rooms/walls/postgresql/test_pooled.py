"""Connections are used again for one request after the other, and nothing of one stays for the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.test import Client, override_settings
from django.urls import path

from keyway.partners.models import Contact, ImportRow, Invitation, JournalEntry, Membership
from keyway.partners.queries.walls import SHUT, standing
from tests.factories.people import contact, member, organization

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

pytestmark = pytest.mark.django_db(transaction=True)
TENANTS = 20
REQUESTS = 1_000


@pytest.fixture(autouse=True)
def nothing_around(transactional_db: None) -> Iterator[None]:
    """Let the database be as it is in service: shut, but for what a request opens."""
    yield
    _around("a test")


def _around(reason: str) -> None:
    standing.opening = type(SHUT)(everywhere=reason)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('keyway.everywhere', %s, false)", [reason])


def _see(request: HttpRequest) -> HttpResponse:
    """Show every private contact there is: a view that forgot to ask who is asking."""
    seen = Contact.objects.filter(is_public=False).values_list("organization_id", flat=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        number = cursor.fetchone()
    return JsonResponse({"seen": sorted(seen), "connection": number})


def _stream(request: HttpRequest) -> StreamingHttpResponse:
    rows = Contact.objects.filter(is_public=False).values_list("organization_id", flat=True)
    return StreamingHttpResponse(f"{number}\n" for number in rows.iterator())


def _break(request: HttpRequest) -> HttpResponse:
    Contact.objects.filter(is_public=False).update(title="half done")
    raise ZeroDivisionError


class Urls:
    """Three views without a filter of their own."""

    urlpatterns = (path("see/", _see), path("stream/", _stream), path("break/", _break))


@pytest.fixture
def tenants() -> list[tuple[int, Client]]:
    """Twenty plants, each with a private contact and a manager who is signed in."""
    made = []
    for number in range(TENANTS):
        plant = organization(f"Works {number}")
        contact(plant)
        client = Client(raise_request_exception=False)
        client.force_login(member(plant, "plant_manager"))
        made.append((plant.pk, client))
    _around("")
    standing.opening = SHUT
    return made


@override_settings(ROOT_URLCONF=Urls)
def test_a_thousand_requests_on_one_connection_leak_nothing(
    tenants: list[tuple[int, Client]], record_property: pytest.RecordProperty
) -> None:
    visitor, connections, leaks = Client(), set(), 0

    for turn in range(REQUESTS):
        number, client = tenants[turn * 7 % TENANTS]
        answer: dict[str, Any] = client.get("/see/").json()
        leaks += answer["seen"] != [number]
        connections.add(tuple(answer["connection"]))
        if turn % 10 == 0:
            leaks += visitor.get("/see/").json()["seen"] != []

    assert leaks == 0
    assert len(connections) == 1
    assert Contact.objects.filter(is_public=False).count() == 0
    record_property("pooled requests without a leak", REQUESTS)


@override_settings(ROOT_URLCONF=Urls)
def test_what_is_written_while_it_is_sent_stays_behind_the_wall(
    tenants: list[tuple[int, Client]],
) -> None:
    for number, client in tenants[:5]:
        answer = client.get("/stream/")

        assert answer.getvalue() == f"{number}\n".encode()


@override_settings(ROOT_URLCONF=Urls)
def test_an_answer_of_500_takes_back_what_was_written(tenants: list[tuple[int, Client]]) -> None:
    number, client = tenants[0]

    assert client.get("/break/").status_code == 500

    _around("a test")
    assert not Contact.objects.filter(title="half done").exists()
    assert client.get("/see/").json()["seen"] == [number]


def test_tables_that_tell_of_people_are_empty_for_a_connection_that_nobody_opened(
    tenants: list[tuple[int, Client]],
) -> None:
    for model in (Contact, Invitation, ImportRow, JournalEntry, Membership):
        assert model._default_manager.count() == 0
