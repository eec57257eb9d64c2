"""White space: schools far from what is taught, counties hatched where nothing is known."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from keyway.credentials.models import CredentialCode
from keyway.credentials.queries import coverage
from keyway.credentials.queries.coverage import Wanted
from tests.factories.credentials import credential, offering, program, school
from tests.factories.people import site

if TYPE_CHECKING:
    from django.test import Client

    from keyway.partners.models import Organization
    from keyway.reference.store import Store

pytestmark = pytest.mark.django_db

EXACT = {"location_precision": "exact"}
MESA = {**EXACT, "longitude": -111.85, "latitude": 33.43, "county_fips": "04013"}
GLOBE = {**EXACT, "longitude": -110.79, "latitude": 33.39, "county_fips": "04007"}


def high_school(name: str, where: dict[str, Any] | None, **fields: Any) -> Organization:
    given = {"lowest_grade": "9", "highest_grade": "12", "enrollment_count": 1000, **fields}
    one = school(name, **given)
    if where:
        site(one, is_main=True, **where)
    return one


@pytest.fixture
def places(reference: Store) -> Store:
    """Two high schools sixty miles apart, and one whose place nobody knows."""
    westwood = high_school("Westwood High", MESA)
    high_school("Globe High", GLOBE, enrollment_count=250)
    high_school("Online Academy", None, enrollment_count=40)
    high_school("Elementary", MESA, lowest_grade="KG", highest_grade="6")
    high_school("Whole School", MESA, lowest_grade="5", highest_grade="12", enrollment_count=100)
    nims = credential("Machining Level I", slug="machining-level-i")
    offering(nims, program(westwood))
    return reference


def test_students_farther_than_the_limit_are_counted_and_unknown_places_are_apart(
    places: Store,
) -> None:
    found = coverage.coverage(places, Wanted(credential="machining-level-i", miles=30), "AZ")

    assert (found.state.near, found.state.far, found.state.unknown) == (1050, 250, 40)
    assert found.counties["04007"].far_share == 1.0
    assert found.schools[0].name == "Globe High"
    assert found.schools[-1].miles is None


def test_sixty_miles_are_within_none_of_fifty(places: Store) -> None:
    found = coverage.coverage(places, Wanted(credential="machining-level-i", miles=100), "AZ")

    assert found.state.far == 0


def test_an_unverified_offering_counts_and_says_so(client: Client, places: Store) -> None:
    page = client.get("/en/coverage/", {"credential": "machining-level-i"}).content.decode()

    assert "19 of 100 students go to school more than 30 miles away" in page
    assert "not verified" in page
    assert "as the crow flies" in page


def test_where_nobody_is_known_the_page_says_that_nobody_told_us(
    client: Client, places: Store
) -> None:
    credential("Certified Welder", slug="certified-welder")

    page = client.get("/en/coverage/", {"credential": "certified-welder"}).content.decode()

    assert "nobody told us that it is taught here" in page
    assert "of 100 students" not in page


def test_programs_of_the_same_field_are_weaker_evidence(places: Store) -> None:
    robots = credential("Robot Operator", slug="robots")
    CredentialCode.objects.create(credential=robots, scheme="cip", code="15.0405")
    beside = program(high_school("Robot High", MESA), cip_code="15.0405")

    found = coverage.coverage(places, Wanted(credential="robots"), "AZ")

    assert found.stated == ()
    assert [each.organization for each in found.field] == [beside.organization]


def test_the_nearest_to_a_zip_code_stand_first(client: Client, places: Store) -> None:
    page = client.get("/en/coverage/", {"family": "machining", "zip": "85501"}).content.decode()
    elsewhere = client.get("/en/coverage/", {"family": "machining", "zip": "44101"})

    assert "Nearest to 85501" in page
    assert "We know no ZIP code" in elsewhere.content.decode()


@pytest.mark.parametrize(
    "asked",
    ["", "?soc=51-4041", "?soc=x", "?family=x", "?miles=nan", "?county=04007", "?by=college"],
)
def test_any_question_has_an_answer(client: Client, places: Store, asked: str) -> None:
    assert client.get(f"/en/coverage/{asked}").status_code == 200


def test_the_schools_are_taken_away_as_a_file(client: Client, places: Store) -> None:
    told = json.loads(client.get("/en/coverage/download.json?family=machining").content)

    farthest = told["rows"][0]
    assert (farthest["school"], farthest["students_count"]) == ("Globe High", 250)
    assert told["rows"][-1]["miles"] is None
