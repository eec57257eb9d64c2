"""The public directory: found by words and filters, told with its origin, taken away as a file."""

from __future__ import annotations

import csv
import io
import time
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from keyway.partners.actions.seeding import seed_directory
from keyway.partners.models import Organization
from keyway.partners.queries import directory, organizations
from keyway.partners.queries.directory import Wanted
from keyway.partners.queries.organizations import Panel, declare_panel
from keyway.reference.store import STARTER, Store
from tests.factories.people import contact, organization, site

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

pytestmark = pytest.mark.django_db


def names(client: Client, query: str = "", language: str = "en") -> list[str]:
    """Return the names that the directory lists."""
    page = client.get(f"/{language}/partners/?{query}")
    assert page.status_code == 200
    found = BeautifulSoup(page.content, "html.parser").select(".entry h3 a")
    return [each.get_text(strip=True) for each in found]


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=pena", ["Peña Blanca Elementary"]),
        ("q=PEÑA+globe", ["Peña Blanca Elementary"]),
        ("q=85501", ["Peña Blanca Elementary"]),
        ("q=040497000411", ["Westwood High School"]),
        ("q=zeppelin", []),
        ("kind=college", ["Mesa Community College"]),
        ("kind=school&county=04007", ["Peña Blanca Elementary"]),
        ("upper=15", ["Peña Blanca Elementary"]),
        ("congressional=2", ["Peña Blanca Elementary"]),
        ("kind=school&cted=1", ["Westwood High School"]),
        ("q=mesa&kind=school", ["Mesa Online Academy", "Westwood High School"]),
    ],
)
def test_words_and_filters_find_what_they_name(
    client: Client, query: str, expected: list[str]
) -> None:
    assert names(client, query) == expected


@pytest.mark.usefixtures("seeded")
def test_what_is_no_code_asks_for_nothing(client: Client) -> None:
    everything = names(client)

    assert names(client, "kind=nonsense") == everything
    assert names(client, "q=%00&page=zzz") == everything
    assert names(client, "county=%27%22%3E%3Cscript%3E") == []


@pytest.mark.usefixtures("seeded")
def test_plants_come_first_and_then_whoever_begins_with_the_word(client: Client) -> None:
    organization("Zinc Works", slug="zinc-works")

    assert names(client)[0] == "Zinc Works"
    assert names(client, "q=westwood")[0] == "Westwood High School"


@pytest.mark.usefixtures("seeded")
def test_manufacturers_are_found_by_sub_sector(client: Client) -> None:
    organization("Apache Gears", naics_code="332710")
    organization("Pima Foods", naics_code="311421")

    assert names(client, "kind=manufacturer&subsector=332") == ["Apache Gears"]


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("status", ["proposed", "closed"])
def test_what_waits_or_is_closed_is_nowhere_in_public(client: Client, status: str) -> None:
    hidden = organization("Secret Plant", slug="secret-plant", status=status)
    site(hidden, county_fips="04013", longitude=-111.5, latitude=33.5, location_precision="exact")

    assert names(client, "q=secret") == []
    assert b"Secret Plant" not in client.get("/en/partners/download.csv").content
    foreign = client.get("/en/partners/secret-plant/")
    absent = client.get("/en/partners/no-such-plant/")
    assert foreign.status_code == absent.status_code == 404
    assert client.get("/api/v1/organizations/secret-plant").status_code == 404


@pytest.mark.usefixtures("seeded")
def test_the_map_counts_organizations_by_county_with_a_table_and_a_sentence(
    client: Client,
) -> None:
    soup = BeautifulSoup(client.get("/en/partners/").content, "html.parser")

    drawing = soup.select_one(".found-map")
    assert drawing is not None
    assert "Maricopa has the most: 5\xa0organizations" in drawing.get_text(" ", strip=True)
    assert [each["aria-label"] for each in drawing.select("a.county")] == [
        "Gila: 1\xa0organizations",
        "Maricopa: 5\xa0organizations",
    ]
    assert drawing.select("table")


@pytest.mark.usefixtures("seeded")
def test_few_are_drawn_as_points_and_many_are_not(client: Client) -> None:
    wanted = Wanted("AZ", kind="school")

    assert len(directory.points(wanted, 3)) == 3
    assert directory.points(wanted, 2) == []


@pytest.mark.usefixtures("seeded")
def test_the_count_opens_its_sources(client: Client) -> None:
    page = client.get("/en/partners/").content.decode()

    assert "Common Core of Data, 2025" in page
    assert "Counted in the directory" in page


@pytest.mark.usefixtures("seeded")
def test_nothing_found_offers_a_way_on(client: Client) -> None:
    page = client.get("/en/partners/?q=zeppelin")

    assert b"Nobody by this name is in the directory" in page.content
    assert b'href="/en/partners/"' in page.content


@pytest.mark.usefixtures("seeded")
def test_the_file_holds_the_public_facts_with_their_origin_and_no_live_formula(
    client: Client,
) -> None:
    bad = organization("=HYPERLINK(1)", slug="bad", naics_code="332710", is_demo=True)
    contact(bad, email="hidden@example.org")

    answer = client.get("/en/partners/download.csv?q=")

    text = answer.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[0]["name"] == "'=HYPERLINK(1)"
    assert rows[0]["is_demonstration"] == "True"
    westwood = next(row for row in rows if row["name"] == "Westwood High School")
    assert westwood["belongs_to"] == "Mesa Unified District"
    assert (westwood["county_name"], westwood["upper_district"]) == ("Maricopa", "8")
    assert (westwood["source"], westwood["release"]) == ("ccd", "2025")
    assert "Common Core of Data" in text
    assert "hidden@example.org" not in text
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.usefixtures("seeded")
def test_the_workbook_holds_the_rows_that_were_asked_for(client: Client) -> None:
    answer = client.get("/en/partners/download.xlsx?kind=college")

    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [row[0] for row in sheet.iter_rows(values_only=True)] == [
        "Name",
        "Mesa Community College",
    ]


def test_a_page_tells_facts_sources_and_how_well_the_place_is_known(
    client: Client, seeded: Store
) -> None:
    page = client.get("/en/partners/mesa-online-academy/").content.decode()

    assert "where the district has its office" in page
    assert "Legislative district 8" in page
    assert "Ten or fewer students." in page
    assert "From an official list" in page
    assert "Mesa Unified District" in page


def test_a_district_lists_its_schools_and_a_technical_district_its_satellites(
    client: Client, seeded: Store
) -> None:
    district = client.get("/en/partners/mesa-unified-district/").content.decode()
    technical = client.get("/en/partners/east-valley-institute-of-technology/").content.decode()

    assert "Peña Blanca Elementary" in district
    assert "Satellite schools" in technical
    assert "Westwood High School" in technical


def test_a_college_leads_to_its_programs(client: Client, seeded: Store) -> None:
    page = client.get("/en/partners/mesa-community-college/").content.decode()

    assert 'href="/en/institutions/105154/"' in page


def test_only_a_contact_who_agreed_is_shown(client: Client, seeded: Store) -> None:
    plant = organization("Apache Gears", slug="apache-gears")
    contact(plant, full_name="Ana Abierta", is_public=True)
    contact(plant, full_name="Pedro Privado", email="pedro@example.org")

    page = client.get("/en/partners/apache-gears/").content.decode()

    assert "Ana Abierta" in page
    assert "Pedro" not in page
    assert "pedro@" not in page


def test_a_demonstration_says_so_on_its_page(client: Client, seeded: Store) -> None:
    organization("Demo Gears", slug="demo-gears", is_demo=True)

    page = client.get("/en/partners/demo-gears/").content.decode()

    assert "No such company exists" in page


@pytest.fixture
def panel(monkeypatch: pytest.MonkeyPatch) -> None:
    """A panel that a room above might declare, and no other."""
    monkeypatch.setattr(organizations, "PANELS", {})
    declare_panel(Panel("What they offer", "partners:organization", frozenset({"manufacturer"})))


@pytest.mark.usefixtures("panel", "seeded")
def test_another_rooms_panel_is_loaded_by_its_address_and_is_a_link_without_a_script(
    client: Client,
) -> None:
    organization("Apache Gears", slug="apache-gears")

    plant = client.get("/en/partners/apache-gears/").content.decode()
    college = client.get("/en/partners/mesa-community-college/").content.decode()

    assert 'hx-get="/en/partners/apache-gears/"' in plant
    assert "What they offer" in plant
    assert "What they offer" not in college


def test_public_pages_may_be_kept_by_caches(client: Client, seeded: Store) -> None:
    for address in ("/en/partners/", "/en/partners/mesa-community-college/"):
        assert "public" in client.get(address)["Cache-Control"]


def test_a_whole_state_is_searched_in_a_blink(
    lists: Store, record_property: Callable[[str, object], None]
) -> None:
    seed_directory(store=Store((STARTER,)), state_code="AZ")
    assert Organization.objects.count() > 2_800
    wanted = Wanted("AZ", q="mesa high")
    begun = time.perf_counter()

    found = list(directory.found(wanted)[:25])

    seconds = time.perf_counter() - begun
    record_property("seconds", round(seconds, 3))
    assert found
    assert seconds < 0.5


def test_a_school_known_by_its_districts_office_does_not_claim_the_address(
    client: Client, reference: Store
) -> None:
    school = organization("Gila Bend High", slug="gila-bend-high", kind=Organization.Kind.SCHOOL)
    site(
        school,
        is_main=True,
        street="308 N Martin Ave",
        longitude=-112.7,
        latitude=32.9,
        location_precision="office",
    )

    shown = client.get("/en/partners/gila-bend-high/").content.decode()

    assert "Office of its district" in shown
    assert "Main site" not in shown


@pytest.mark.usefixtures("seeded")
def test_crawlers_find_what_is_public_in_both_languages_and_nothing_made_up(
    client: Client,
) -> None:
    organization("Demo Gears", slug="demo-gears", is_demo=True)
    organization("Waiting Works", slug="waiting-works", status="proposed")

    told = client.get("/sitemap.xml").content.decode()

    for language in ("en", "es"):
        assert f"/{language}/partners/mesa-unified-district/</loc>" in told
    assert "demo-gears" not in told
    assert "waiting-works" not in told
