"""Three employers near a ZIP code: who promises something first, each with its distance and date."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.utils.html import strip_tags

from tests.factories.credentials import credential, promise
from tests.factories.people import organization, site
from tests.reading import grade

if TYPE_CHECKING:
    from django.test import Client

    from keyway.partners.models import Organization

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]
MILE_EAST = 1 / 57.8  # degrees at this latitude


def plant(name: str, miles: float, **fields: object) -> Organization:
    """Return a plant so many miles east of the middle of 85201."""
    made = organization(name, **fields)
    site(made, longitude=-111.85 + miles * MILE_EAST, latitude=33.43, location_precision="exact")
    return made


def asked(client: Client, zip_code: str = "85201", language: str = "en") -> str:
    answer = client.get(f"/{language}/near/?zip={zip_code}")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return unescape(answer.content.decode())


def order(text: str, *names: str) -> list[str]:
    return sorted((name for name in names if name in text), key=text.index)


def test_who_promises_something_and_is_near_comes_first_then_the_nearest(client: Client) -> None:
    names = ("Promises", "Nearest", "Near", "Farther", "Elsewhere")
    made = [plant(name, miles) for name, miles in zip(names, (30, 2, 5, 8, 100), strict=True)]
    proof = credential("Machining Level I")
    promise(proof, made[0], deed="hire", from_date=date(2026, 10, 1), until_date=date(2099, 1, 5))
    promise(proof, made[4], from_date=date(2026, 10, 1), until_date=date(2099, 1, 5))

    text = asked(client)

    assert order(text, *(f">{name}</a>" for name in names)) == [
        ">Promises</a>",
        ">Nearest</a>",
        ">Near</a>",
    ]
    assert "30 miles away" in text
    assert "We hire people who have:" in text
    assert "Jan. 5, 2099" in text


def test_demonstration_is_marked_and_who_is_not_listed_is_not_there(client: Client) -> None:
    plant("Demo Castings", 1, is_demo=True)
    plant("Proposed", 1, status="proposed")
    plant("In Ohio", 1, state_code="OH")
    organization("Without a place")

    text = asked(client)

    assert "1 employer near 85201" in text
    assert "Demo Castings" in text
    assert "Demonstration" in text
    assert not order(text, "Proposed", "In Ohio", "Without a place")


def test_a_promise_that_is_over_is_not_told(client: Client) -> None:
    yesterday = date(2026, 1, 2)
    promise(
        credential("Machining Level I"),
        plant("Castings", 1),
        from_date=yesterday - timedelta(days=90),
        until_date=yesterday,
    )

    assert "It has signed no promise yet." in asked(client)


@pytest.mark.one_database
@pytest.mark.parametrize("zip_code", ["44101", "1", "<b>", "85201' OR 1"])
def test_a_zip_code_that_is_none_of_ours_is_asked_for_again(client: Client, zip_code: str) -> None:
    text = client.get("/en/near/", {"zip": zip_code}).content.decode()

    assert "We know no ZIP code" in text
    assert 'aria-invalid="true"' in text
    assert "<b>" not in text


def test_where_nobody_is_known_the_page_leads_on(client: Client) -> None:
    assert "No plant here has told us where it is" in asked(client)


@pytest.mark.one_database
def test_the_page_is_easy_to_read_and_light(client: Client) -> None:
    maker = plant("Castings", 1)
    promise(credential("Level I"), maker, from_date=date(2026, 10, 1), until_date=date(2099, 1, 5))
    parts = [asked(client), client.get("/en/near/").content.decode()]

    words = [part.split("<main", 1)[1].split("</main>")[0] for part in parts]
    texts = [" ".join(line.split()) for part in words for line in strip_tags(part).splitlines()]

    assert grade(line for line in texts if len(line.split()) > 3) <= 6
    assert max(len(part.encode()) for part in parts) < 30_000


@pytest.mark.one_database
def test_a_parent_stays_in_spanish_from_the_code_on_the_poster_to_the_plant(
    client: Client,
) -> None:
    maker = plant("Castings", 1)

    first = client.get("/es/near/").content.decode()
    found = asked(client, language="es")
    there = client.get(f"/es/partners/{maker.slug}/")

    assert '<html lang="es"' in first
    assert 'action="/es/near/"' in first
    assert f'href="/es/partners/{maker.slug}/"' in found
    assert there.status_code == 200
