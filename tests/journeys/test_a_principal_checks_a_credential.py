"""A principal on a phone checks one credential in a minute, and staff check what it rests on."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from tests.served import Site

PATH = "credentials/mssc-cpt/"
# What staff and schools would have entered by then, in a site of its own.
FACTS = """
from datetime import date, timedelta
from django.utils import timezone
from keyway.credentials.models import *
from keyway.partners.models import Organization
now = timezone.now(); today = now.date()
cpt = Credential.objects.get(slug="mssc-cpt")
Credential.objects.filter(pk=cpt.pk).update(price_low_usd=45, price_high_usd=260, price_date=today)
held = cpt.recognitions.filter(type="nam")
held.update(status="verified", checked_at=now, seen_date=today)
plant = Organization.objects.filter(kind="manufacturer", status="approved").order_by("pk")[0]
Promise.objects.create(organization=plant, credential=cpt, deed="hire", from_date=today,
    until_date=today + timedelta(days=300), signed_at=now)
for program in Program.objects.filter(level="secondary").order_by("pk")[:2]:
    Offering.objects.get_or_create(organization=program.organization, program=program,
        credential=cpt, defaults={"evidence": "institution", "seen_date": today})
    Attainment.objects.get_or_create(organization=program.organization, program=program,
        credential=cpt, cohort_year=2026, defaults={"earned_count": 21, "proof": "self_report"})
ExamSite.objects.create(credential=cpt, name="Mesa test center", city="Mesa", zip_code="85201",
    state_code="AZ", seen_date=today)
ExamSite.objects.create(credential=cpt, name="Tucson test center", city="Tucson",
    zip_code="85709", state_code="AZ", seen_date=today)
"""


@pytest.fixture(scope="module")
def known(site: Site) -> Site:
    """The served site with facts about one credential."""
    made = subprocess.run(
        [sys.executable, "-m", "keyway.web.management.cli", "shell", "--command", FACTS],
        env={**os.environ, "KEYWAY_DATA": str(site.data)},
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    return site


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    visitor = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    yield visitor.new_page()
    visitor.close()


def test_from_a_word_on_a_flyer_to_six_answers(
    phone: Page, known: Site, axe: Callable[[Page], list[str]]
) -> None:
    phone.goto(f"{known.url}/en/credentials/")
    phone.locator("#f-q").press_sequentially("certified production technician")
    expect(phone.locator(".cred").first).to_contain_text("Certified Production Technician")
    phone.locator(".cred h3 a").first.tap()

    answers = phone.locator(".minute > div")
    expect(answers).to_have_count(6)
    expect(answers.nth(0)).to_contain_text(re.compile(r"\d+ bod(y|ies), checked"))
    expect(answers.nth(1)).to_contain_text("$45")
    expect(answers.nth(2)).to_contain_text("2 places")
    # Companies that are made up are shown below and marked, and counted nowhere.
    expect(answers.nth(3)).to_contain_text("Nobody has promised yet")
    expect(phone.locator("#hires")).to_contain_text("Demonstration")
    expect(answers.nth(4)).to_contain_text("42")
    expect(answers.nth(5)).to_contain_text("institution")
    assert axe(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390

    phone.get_by_role("link", name="Who recognizes it").tap()
    claim = phone.locator("#recognition .claim.is-verified").first
    expect(claim).to_be_in_viewport()
    expect(claim.get_by_role("link", name=re.compile("See the evidence"))).to_be_visible()
    expect(phone.locator("#recognition")).to_contain_text("Not verified")


def test_the_nearest_place_to_test_comes_first(phone: Page, known: Site) -> None:
    phone.goto(f"{known.url}/en/{PATH}")

    phone.locator("#f-zip").fill("85709")
    phone.get_by_role("button", name="Show the nearest").tap()
    expect(phone.locator("#test .rows li").first).to_contain_text("Tucson test center")
    expect(phone.locator("#test .away").first).to_contain_text("mile")

    phone.locator("#f-zip").fill("10001")
    phone.get_by_role("button", name="Show the nearest").tap()
    expect(phone.locator("#f-zip-hint")).to_contain_text("in Arizona")
    expect(phone.locator("#test .rows li")).to_have_count(2)


def test_an_occupation_leads_to_its_credentials(page: Page, known: Site) -> None:
    page.goto(f"{known.url}/en/occupations/51-4041/")

    page.locator("#credentials .panel-creds a").first.click()

    expect(page.locator(".minute")).to_be_visible()


LOOKS: list[tuple[str, str, int, Literal["light", "dark"]]] = [
    ("credentials/", "es", 390, "dark"),
    ("credentials/?q=zeppelin&recognized=nam", "en", 1280, "light"),
    (f"{PATH}?zip=00000", "es", 1280, "dark"),
    ("credentials/az-tsa/", "en", 390, "light"),
]


@pytest.mark.parametrize(("path", "language", "width", "scheme"), LOOKS)
def test_a_page_is_clean(
    browser: Browser,
    known: Site,
    axe: Callable[[Page], list[str]],
    path: str,
    language: str,
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    visitor = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    opened = visitor.new_page()

    answer = opened.goto(f"{known.url}/{language}/{path}")

    assert answer is not None
    assert answer.ok
    assert axe(opened) == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    visitor.close()
