"""What moved: recorded steps with their numbers, others as not recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from wagtail.models import Page

from keyway.promote.models import LinkReach, PageReach
from keyway.promote.queries import impact
from keyway.promote.queries.impact import Ask, Moved, Place
from keyway.render.figure import Figure, Origin
from tests.factories.people import member, partnership
from tests.factories.promote import campaign, short_link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

MARICOPA, PIMA = "04013", "04019"


@pytest.fixture
def visits() -> Iterator[None]:
    """A room that records visits."""
    before = next(step for step in impact.steps() if step.key == "visits")

    def tell(ask: Ask) -> Moved:
        told = {2026: Figure(41, "visits", origin=Origin(method="directory"))}
        place = Place("Pima County tours", PIMA, told)
        return Moved({} if ask.county else told, (place,))

    impact.declare_step(replace(before, tell=tell))
    yield
    impact.declare_step(before)


def test_steps_that_nobody_records_say_so(client: Client) -> None:
    page = client.get("/en/impact/").content.decode()

    assert page.count("Not recorded yet.") == 2
    assert "Nothing was opened yet." in page
    assert "You cannot conclude" in page


@pytest.mark.usefixtures("visits")
def test_a_room_that_records_visits_takes_its_place(client: Client) -> None:
    page = client.get("/en/impact/", {"county": PIMA}).content.decode()

    assert page.count("Not recorded yet.") == 1
    assert "Pima County tours" in page
    assert [step.key for step in impact.steps()][2] == "visits"


def test_openings_of_links_are_told_to_those_they_belong_to(client: Client) -> None:
    home = partnership()
    link = short_link(campaign(home, county_codes=[MARICOPA], name="Evening in Mesa"))
    day = date(2026, 11, 9)
    LinkReach.objects.create(organization=home, link=link, day=day, opens_count=300)
    PageReach.objects.create(page=Page.objects.order_by("pk").last(), day=day, opens_count=1200)

    stranger = client.get("/en/impact/").content.decode()
    client.force_login(member(home, "partnership_staff"))
    staff = client.get("/en/impact/").content.decode()

    assert "1,200" in stranger
    assert "Evening in Mesa" not in stranger
    assert "1,500" in staff
    assert "Evening in Mesa" in staff
