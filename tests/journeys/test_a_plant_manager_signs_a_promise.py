"""A plant manager opens a link on her phone, signs by one tap, and her promise is on the list."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from tests.served import Site

PLANT, NAME, CREDENTIAL = "demo-circuit-works", "Demo Circuit Works", "ipc-j-std-001"
WORDS = f"""
from django.utils import timezone
from keyway.credentials.models import Credential
from keyway.partners.actions.links import make_link
from keyway.partners.models import Contact, Organization
plant = Organization.objects.get(slug={PLANT!r})
lena = Contact.objects.create(organization=plant, full_name="Lena Ortiz", email="lena@example.org")
about = Credential.objects.get(key={CREDENTIAL!r})
print("/l/" + make_link(
    deed="promise.sign", contact=lena, subject=about.pk, days=30, now=timezone.now()) + "/")
"""


@pytest.fixture
def link(site: Site) -> str:
    """The address in the mail that asks her."""
    made = subprocess.run(
        [sys.executable, "-m", "keyway.web.management.cli", "shell", "--command", WORDS],
        env={**os.environ, "KEYWAY_DATA": str(site.data)},
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    return site.url + next(line for line in made.stdout.splitlines() if line.startswith("/l/"))


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    visitor = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-US")
    yield visitor.new_page()
    visitor.close()


def test_from_the_link_to_the_public_list(
    phone: Page, site: Site, link: str, axe: Callable[[Page], list[str]]
) -> None:
    phone.goto(link)
    expect(phone.locator("main")).to_contain_text(NAME)
    assert axe(phone) == []
    phone.get_by_role("button", name="We interview whoever holds it").click()
    expect(phone.locator("main")).to_contain_text("on the public page now")

    phone.goto(f"{site.url}/en/promises/?credential={CREDENTIAL}&deed=interview")
    promise = phone.locator(".promise", has_text=NAME)
    expect(promise).to_contain_text("J-STD-001")
    assert axe(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390

    promise.get_by_role("link", name="J-STD-001").first.click()
    expect(phone.locator("main")).to_contain_text(NAME)

    phone.goto(link)
    expect(phone.get_by_role("button", name="We interview whoever holds it")).to_have_count(0)
