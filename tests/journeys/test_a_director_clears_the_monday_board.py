"""The director clears the Monday board; a contact answers by one tap on her phone, in Spanish."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.factories.accounts import PASSWORD
from tests.signing import last_letter, set_up_app, type_password

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.served import Site

DIRECTOR = "sam.director@example.org"
ANA = "ana.anodizing@example.org"
LISTEN = (
    "window.broken = [];"
    "document.addEventListener('securitypolicyviolation', event =>"
    " window.broken.push(event.effectiveDirective + ' ' + event.blockedURI))"
)
WORDS = f"""
from datetime import timedelta
from allauth.account.models import EmailAddress
from django.utils import timezone
from keyway.partners.actions.confirming_mails import ask_everybody
from keyway.partners.actions.organizations import propose_organization
from keyway.partners.models import Contact, Membership, Organization, Person
now = timezone.now()
ours = Organization.objects.filter(runs_site=True).first() or Organization.objects.create(
    name="Copper Valley Partnership", slug="copper-valley-partnership", search_text="copper",
    kind="partnership", status="approved", state_code="AZ", runs_site=True)
sam = Person.objects.create_user({DIRECTOR!r}, {PASSWORD!r}, full_name="Sam Ortega")
EmailAddress.objects.filter(user=sam).update(verified=True)
Membership.objects.create(
    organization=ours, person=sam, role="partnership_director", since_at=now)
propose_organization(
    name="Tucson Anodizing", kind="manufacturer", state_code="AZ", city="Tucson",
    zip_code="85706", full_name="Ed Ramos", title="Owner", email="ed.ramos@example.org",
    language="en", now=now - timedelta(days=12))
shop = Organization.objects.create(
    name="Valley Anodizing", slug="valley-anodizing", search_text="valley anodizing",
    kind="manufacturer", status="approved", state_code="AZ", phone="602-555-0188")
Contact.objects.create(
    organization=shop, full_name="Ana Ruiz", title="Gerente", email={ANA!r},
    preferred_language="es")
print(ask_everybody.call())
"""


@pytest.fixture(scope="module")
def monday(site: Site) -> None:
    """A director, a shop that asks to be listed, and a contact who has been asked by mail."""
    made = subprocess.run(
        [sys.executable, "-m", "keyway.web.management.cli", "shell", "--command", WORDS],
        env={
            **os.environ,
            "KEYWAY_DATA": str(site.data),
            "KEYWAY_EMAIL_URL": f"file://{site.data}/mail",
            "KEYWAY_ADDRESS": site.url,
        },
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    assert "1 sent" in made.stdout


@pytest.fixture
def desk(browser: Browser) -> Iterator[BrowserContext]:
    visitor = browser.new_context(viewport={"width": 1280, "height": 900})
    visitor.add_init_script(LISTEN)
    yield visitor
    visitor.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone of somebody who never had an account."""
    visitor = browser.new_context(viewport={"width": 390, "height": 844}, locale="es-US")
    visitor.add_init_script(LISTEN)
    yield visitor.new_page()
    visitor.close()


def _clean(page: Page, axe: Callable[[Page], list[str]]) -> None:
    assert axe(page) == []
    assert page.evaluate("window.broken") == []


@pytest.mark.usefixtures("monday")
def test_what_waits_is_dealt_with_by_one_click_and_told_in_the_journal(
    desk: BrowserContext, site: Site, axe: Callable[[Page], list[str]]
) -> None:
    page = desk.new_page()
    page.goto(f"{site.url}/staff/board/")
    type_password(page, DIRECTOR)
    set_up_app(page)
    page.get_by_role("link", name="I have kept them").click()

    page.wait_for_url(f"{site.url}/staff/board/")
    waiting = page.locator(".board-item", has_text="Tucson Anodizing")
    expect(waiting).to_contain_text("12")
    _clean(page, axe)
    waiting.get_by_role("button", name="Approve").click()

    expect(page.locator(".messages")).to_contain_text("Tucson Anodizing is in the directory.")
    assert page.locator(".board-item", has_text="Tucson Anodizing").count() == 0
    assert "Tucson Anodizing" in last_letter(site, "ed.ramos@example.org")

    page.goto(f"{site.url}/staff/journal/?event=organization.approved")
    expect(page.locator("#listing-results")).to_contain_text(
        "Sam Ortega approved Tucson Anodizing."
    )
    _clean(page, axe)

    page.goto(f"{site.url}/staff/partners/organizations/?q=anodizing")
    expect(page.locator("#listing-results")).to_contain_text("Valley Anodizing")
    with page.expect_download() as taken:
        page.evaluate("location.search = '?q=anodizing&export=csv'")
    assert "Valley Anodizing" in taken.value.path().read_text("utf-8")


@pytest.mark.usefixtures("monday")
def test_a_contact_confirms_by_one_tap_without_an_account(
    phone: Page, site: Site, axe: Callable[[Page], list[str]]
) -> None:
    letter = last_letter(site, ANA)
    yes, _correct, _left = re.findall(r"http\S+/l/\S+", letter)

    phone.goto(yes)
    expect(phone.locator("html")).to_have_attribute("lang", "es")
    expect(phone.locator("main")).to_contain_text("602-555-0188")
    _clean(phone, axe)
    phone.locator("main form button").click()

    expect(phone.locator("main [role=status]")).to_be_visible()
    _clean(phone, axe)
    phone.goto(yes)
    assert phone.locator("main form button").get_attribute("value") == "ask-anew"
    assert phone.context.cookies() == []
