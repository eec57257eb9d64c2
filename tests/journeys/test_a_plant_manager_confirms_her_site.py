"""A plant manager accepts an invitation on her phone, in Spanish, and confirms her site by one tap."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.signing import last_letter, make_member

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from tests.served import Site

PLANT = "demo-castings"
ANA = "ana.castings@example.org"


@pytest.fixture
def invitation(site: Site) -> str:
    """The address in the mail that invites her."""
    make_member(site, PLANT, "admin.castings@example.org", invites=ANA)
    return re.search(r"http\S+/invitation/\S+", last_letter(site, ANA)).group()  # type: ignore[union-attr]


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    visitor = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="es-US", color_scheme="dark"
    )
    yield visitor.new_page()
    visitor.close()


def test_from_the_mail_to_a_confirmed_site(
    phone: Page, site: Site, invitation: str, axe: Callable[[Page], list[str]]
) -> None:
    assert "/es/invitation/" in invitation

    phone.goto(invitation)
    expect(phone.locator("html")).to_have_attribute("lang", "es")
    expect(phone.locator("main")).to_contain_text("Rosa Delgado")
    assert axe(phone) == []
    phone.locator(".form button[type=submit]").click()

    phone.wait_for_url(f"{site.url}/es/my/organizations/{PLANT}/")
    expect(phone.locator("#sites")).to_contain_text(re.compile(r"\d{5}"))
    assert axe(phone) == []
    phone.locator("#sites form button").first.click()
    expect(phone.locator(".callout.done")).to_be_visible()

    phone.locator(".still-right button").click()
    expect(phone.locator(".callout.done")).to_be_visible()
    phone.goto(f"{site.url}/es/my/")
    expect(phone.locator("#waiting li")).to_have_count(0)
    width = phone.locator("main").bounding_box()
    assert width is not None
    assert width["width"] <= 390

    phone.context.clear_cookies()
    phone.goto(invitation)
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    assert phone.locator("form.form").count() == 0
