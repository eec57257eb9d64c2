"""The registry for everybody: found by words and filters, answered in a minute, taken as a file."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.utils import timezone

from tests.factories.credentials import (
    attainment,
    code,
    credential,
    exam_site,
    issuer,
    offering,
    program,
    promise,
    recognition,
    school,
)
from tests.factories.people import organization, site

if TYPE_CHECKING:
    from django.test import Client

    from keyway.credentials.models import Credential

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


@pytest.fixture
def machining() -> Credential:
    """A certification in machining that much is known of."""
    today = timezone.now().date()
    nims = credential(
        "NIMS Machining Level I",
        slug="nims-machining-1",
        price_low_usd=95,
        price_high_usd=145,
        price_date=date(2026, 11, 1),
        evidence="checked",
        seen_date=date(2026, 11, 1),
        sources=[{"title": "NIMS prices", "url": "https://example.org/prices"}],
    )
    code(nims, "51-4041")
    recognition(nims, status="verified", seen_date=today, checked_at=timezone.now())
    recognition(nims, type="federal", recognizer="Department of Labor")
    return nims


@pytest.fixture
def welding() -> Credential:
    return credential(
        "AWS Certified Welder",
        slug="aws-certified-welder",
        search_text="aws certified welder soldadura",
        family="welding",
        level="skilled",
        price_low_usd=400,
        price_date=date(2026, 11, 1),
    )


def soup(client: Client, path: str, language: str = "en") -> BeautifulSoup:
    page = client.get(f"/{language}/{path}")
    assert page.status_code == 200
    return BeautifulSoup(page.content, "html.parser")


def one(page: Tag, selector: str) -> Tag:
    """Return the first element that a selector finds."""
    found = page.select_one(selector)
    assert found is not None, selector
    return found


def names(client: Client, query: str) -> list[str]:
    """Return the names that the list shows."""
    rows = soup(client, f"credentials/?{query}").select(".cred h3 a")
    return [each.get_text(strip=True) for each in rows]


# --- the list --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=nims", ["NIMS Machining Level I"]),
        ("q=SOLDADURÁ", ["AWS Certified Welder"]),
        ("q=51-4041", ["NIMS Machining Level I"]),
        ("q=zeppelin", []),
        ("family=welding", ["AWS Certified Welder"]),
        ("level=skilled", ["AWS Certified Welder"]),
        ("recognized=any", ["NIMS Machining Level I"]),
        ("recognized=federal", ["NIMS Machining Level I"]),
        ("recognized=federal&checked=1", []),
        ("recognized=nam&checked=1", ["NIMS Machining Level I"]),
        ("taught=1", []),
        ("hired=1", []),
        ("price=100", ["NIMS Machining Level I"]),
        ("price=more", ["AWS Certified Welder"]),
        ("kind=nonsense&price=9", ["AWS Certified Welder", "NIMS Machining Level I"]),
    ],
)
@pytest.mark.usefixtures("machining", "welding")
def test_words_and_filters_find_what_they_name(
    client: Client, query: str, expected: list[str]
) -> None:
    assert names(client, query) == expected


def test_what_is_taught_or_hired_for_here_is_found(
    client: Client, machining: Credential, welding: Credential
) -> None:
    offering(machining)
    offering(welding, program(status="closed"))
    promise(welding, until_date=date(2999, 1, 1))

    promise(machining, organization("Made up", is_demo=True), until_date=date(2999, 1, 1))

    assert names(client, "taught=1") == ["NIMS Machining Level I"]
    assert names(client, "hired=1") == ["AWS Certified Welder"]


def test_a_withdrawn_credential_is_nowhere(client: Client, machining: Credential) -> None:
    machining.is_withdrawn = True
    machining.save()

    assert names(client, "") == []
    assert client.get("/en/credentials/nims-machining-1/").status_code == 404


def test_the_list_is_taken_away_without_live_formulas(client: Client) -> None:
    credential("=1+1")

    answer = client.get("/en/credentials/download.csv")

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert any("'=1+1" in row for row in rows)
    for form in ("xlsx", "json"):
        assert client.get(f"/en/credentials/download.{form}").status_code == 200


# --- the page --------------------------------------------------------------------------------------


def test_the_page_answers_six_questions_at_once(client: Client, machining: Credential) -> None:
    plant = organization("Apache Gears")
    promise(machining, plant, site=site(plant, city="Mesa"), until_date=date(2999, 1, 1))
    # Made up for demonstration: shown, and not counted.
    promise(machining, organization("Demo Works", is_demo=True), until_date=date(2999, 1, 1))
    teaches = program(school("Westwood High School"))
    offering(machining, teaches)
    attainment(teaches, credential=machining, earned_count=34)
    exam_site(machining)

    page = soup(client, "credentials/nims-machining-1/")

    answers = {
        one(each, "dt").get_text(strip=True): " ".join(one(each, ".answer").get_text(" ").split())
        for each in page.select(".minute > div")
    }
    assert answers["Who recognizes it"] == "1 body, checked"
    assert "$95" in answers["What it costs"]
    assert answers["Where to test"] == "1 place"
    assert answers["Who hires on it here"] == "1 employer"
    assert answers["How many earned it"].startswith("34")
    assert answers["Where it is taught"] == "1 institution"
    assert "Apache Gears" in one(page, "#hires").get_text()
    assert one(page, "#jobs a")["href"] == "/en/occupations/51-4041/"
    assert one(page, "#sources a")["href"] == "https://example.org/prices"


@pytest.mark.usefixtures("machining")
def test_every_claim_says_how_well_it_is_known(client: Client) -> None:
    claims = soup(client, "credentials/nims-machining-1/").select("#recognition .claim")

    assert [each["class"][1] for each in claims] == ["is-verified", "is-unverified"]
    assert "Not verified" in claims[1].get_text()


def test_claims_that_disagree_are_both_shown(client: Client, machining: Credential) -> None:
    recognition(machining, recognizer="National association of manufacturers", status="refuted")

    section = one(soup(client, "credentials/nims-machining-1/"), "#recognition")

    assert "Claims disagree" in section.get_text()
    assert len(section.select(".claim.is-refuted")) == 1


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"until_date": date(2020, 12, 31), "from_date": date(2020, 1, 1)}, 0),
        ({"until_date": date(2999, 1, 1), "revoked_at": timezone.now()}, 0),
        ({"until_date": date(2999, 1, 1)}, 1),
    ],
)
def test_a_promise_is_shown_while_it_stands(
    client: Client, machining: Credential, fields: dict[str, Any], shown: int
) -> None:
    promise(machining, **{"from_date": date(2026, 1, 1), **fields})

    assert len(soup(client, "credentials/nims-machining-1/").select("#hires .rows li")) == shown


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([34], "34"),
        ([9], "not known"),
        ([20, 4], "not known"),
        ([20, 6, 5], "not known"),
        ([20, 6, 4], "30"),
        ([0], "0"),
    ],
)
def test_counts_that_would_tell_of_few_students_are_not_shown(
    client: Client, machining: Credential, counts: list[int], expected: str
) -> None:
    for count in counts:
        attainment(program(), credential=machining, earned_count=count)

    figure = one(soup(client, "credentials/nims-machining-1/"), "#earned .figure-value")

    assert figure.get_text(strip=True).startswith(expected)


def test_a_sum_does_not_tell_how_few_failed(client: Client, machining: Credential) -> None:
    attainment(program(), credential=machining, earned_count=34, attempted_count=37)

    figure = one(soup(client, "credentials/nims-machining-1/"), "#earned .figure-value")

    assert figure.get_text(strip=True) == "not known"


def test_a_state_that_names_no_credential_is_told(client: Client, machining: Credential) -> None:
    teaches = program()
    offering(machining, teaches)
    attainment(teaches, earned_count=30, attempted_count=40, proof="official")

    earned = one(soup(client, "credentials/nims-machining-1/"), "#earned").get_text()

    assert "does not say which" in earned


def test_places_are_sorted_by_distance_from_a_zip_code(
    client: Client, machining: Credential
) -> None:
    exam_site(machining, name="Globe", zip_code="85501", city="Globe")
    exam_site(machining, name="Mesa", zip_code="", city="Mesa")
    exam_site(machining, name="Nowhere", zip_code="", city="Nowhere", state_code="XX")

    rows = soup(client, "credentials/nims-machining-1/?zip=85201").select("#test .rows li h3")

    assert [" ".join(each.get_text(" ").split()) for each in rows] == [
        "Mesa 1 mile away",
        "Globe 61 miles away",
        "Nowhere distance not known",
    ]


def test_employers_near_the_zip_code_come_first(client: Client, machining: Credential) -> None:
    for name, east in (("Apex Far", -110.8), ("Zia Near", -111.85)):
        plant = organization(name)
        where = site(plant, longitude=east, latitude=33.43, location_precision="exact")
        promise(machining, plant, site=where, until_date=date(2999, 1, 1))

    rows = soup(client, "credentials/nims-machining-1/?zip=85201").select("#hires .rows li h3")

    assert [" ".join(each.get_text(" ").split()) for each in rows] == [
        "Zia Near 1 mile away",
        "Apex Far 61 miles away",
    ]


@pytest.mark.parametrize("zip_code", ["00000", "44101", "852", "8520x", "' OR 1"])
@pytest.mark.usefixtures("machining")
def test_a_zip_code_that_is_not_here_is_refused_and_the_page_stays(
    client: Client, zip_code: str
) -> None:
    page = soup(client, f"credentials/nims-machining-1/?zip={zip_code}")

    assert "in Arizona" in one(page, "#f-zip-hint").get_text()
    assert len(page.select(".minute > div")) == 6


def test_what_is_no_credential_says_so_and_what_to_ask_for(
    client: Client, machining: Credential
) -> None:
    credential("State skill assessment", slug="tsa", kind="not_credential")

    page = soup(client, "credentials/tsa/")

    assert "proves no skill" in one(page, ".callout").get_text()
    assert one(page, "#instead a").get_text() == machining.name


def test_the_stack_is_told_in_order(client: Client, machining: Credential) -> None:
    same = {"issuer": issuer(), "stack_parent": machining}
    second = credential("Milling", stack_order=2, **same)
    credential("Measurement", stack_order=1, **same)
    machining.superseded_by = credential("NIMS Machining 2.0")
    machining.save()

    whole = soup(client, "credentials/nims-machining-1/")
    part = one(soup(client, f"credentials/{second.slug}/"), "#stack").get_text()

    assert [each.get_text() for each in whole.select("#stack li a")] == ["Measurement", "Milling"]
    assert "NIMS Machining 2.0" in one(whole, ".callout").get_text()
    assert machining.name in part
    assert "Measurement" in part


def test_an_address_that_runs_something_is_no_link(client: Client) -> None:
    bad = "javascript:alert(1)"
    demo = credential(slug="demo", official_url=bad, sources=[{"title": "A", "url": bad}])
    recognition(demo, url=bad)

    links = soup(client, "credentials/demo/").select("[href]")
    assert bad not in [each["href"] for each in links]


# --- the panel -------------------------------------------------------------------------------------


def test_an_occupation_shows_what_leads_to_it(client: Client, machining: Credential) -> None:
    promise(machining, until_date=timezone.now().date() + timedelta(days=30))

    panel = soup(client, "panels/occupations/51-4041/")

    assert machining.name in panel.get_text()
    assert "promised by 1 employer" in panel.get_text()
    assert panel.select("html") == []
    assert "No credential" in soup(client, "panels/occupations/51-4121/").get_text()


@pytest.mark.usefixtures("machining")
def test_the_pages_speak_spanish(client: Client) -> None:
    assert one(soup(client, "credentials/", "es"), "html")["lang"] == "es"
    page = soup(client, "credentials/nims-machining-1/", "es")
    assert "Muestra que quien la tiene" in one(page, ".lede").get_text()
