"""The directory as JSON: the same facts as the pages, with their origin, in pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.factories.people import contact, organization

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
HERE = "/api/v1/organizations"


def ask(client: Client, path: str = "") -> Any:
    """Return the answer to a question."""
    answer = client.get(f"{HERE}{path}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_list_names_its_sources_and_counts_all(client: Client) -> None:
    told = ask(client, "?limit=2")

    assert told["count"] == 6
    assert {source["release"] for source in told["origin"]["sources"]} == {"2025"}
    assert told["next"] == f"{HERE}?limit=2&offset=2"


def test_pages_add_up_to_the_list(client: Client) -> None:
    pieces, address = [], f"{HERE}?limit=2"
    while address:
        piece = client.get(address).json()
        pieces += piece["results"]
        address = piece["next"]

    assert pieces == ask(client)["results"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("kind=college", ["Mesa Community College"]),
        ("q=PEÑA", ["Peña Blanca Elementary"]),
        ("upper=15", ["Peña Blanca Elementary"]),
        ("kind=school&cted=true", ["Westwood High School"]),
    ],
)
def test_filters_do_what_they_say(client: Client, query: str, names: list[str]) -> None:
    assert [each["name"] for each in ask(client, f"?{query}")["results"]] == names


def test_an_organization_tells_where_it_is_and_how_well_that_is_known(client: Client) -> None:
    told = ask(client, "/westwood-high-school")

    assert told["belongs_to"]["slug"] == "mesa-unified-district"
    assert told["enrollment_count"] == 3012
    assert told["site"]["location_precision"] == "zip"
    assert told["site"]["upper_district"] == "8"
    assert [each["slug"] for each in told["works_with"]] == ["east-valley-institute-of-technology"]
    assert told["confirmed_date"] is None


def test_unknown_is_null_with_its_reason(client: Client) -> None:
    told = ask(client, "/mesa-online-academy")

    assert told["enrollment_count"] is None
    assert told["enrollment_note"] == "Ten or fewer students."


def test_only_contacts_who_agreed_are_told(client: Client) -> None:
    plant = organization("Apache Gears", slug="apache-gears")
    contact(plant, full_name="Ana Abierta", email="ana@example.org", is_public=True)
    contact(plant, full_name="Pedro Privado")

    told = ask(client, "/apache-gears")

    assert [each["full_name"] for each in told["contacts"]] == ["Ana Abierta"]
    assert "Pedro" not in str(told)


@pytest.mark.parametrize("path", ["/no-such-plant", "/waiting"])
def test_what_is_not_public_is_not_there(client: Client, path: str) -> None:
    organization("Waiting Works", slug="waiting", status="proposed")

    answer = client.get(f"{HERE}{path}")

    assert answer.status_code == 404
    assert answer.json() == {"detail": "There is nothing at this address.", "errors": []}


@pytest.mark.parametrize("query", ["kind=nonsense", "county=4013", "limit=0", "upper=%3Cb%3E"])
def test_what_is_not_understood_names_the_part(client: Client, query: str) -> None:
    answer = client.get(f"{HERE}?{query}")

    assert answer.status_code == 422
    assert answer.json()["errors"]
