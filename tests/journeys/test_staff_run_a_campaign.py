"""Staff run a campaign: a parent scans its code, finds employers, and staff read what changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.signing import make_keeper, set_up_app, type_password

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from tests.served import Site

STAFF = "campaigns@example.org"
CAMPAIGNS = "/en/my/organizations/pima-county-jted/campaigns/"
PHONE = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Mobile Safari/537.36"
)


def open_on_a_phone(browser: Browser, address: str, times: int, agent: str = PHONE) -> int:
    """Open an address some times on one phone, and return how many cookies it has then."""
    phone = browser.new_context(user_agent=agent, locale="es-MX")
    for _time in range(times):
        screen = phone.new_page()
        screen.goto(address)
        expect(screen.locator("h1")).to_be_visible()
        screen.close()
    cookies = len(phone.cookies())
    phone.close()
    return cookies


def find_three_employers(browser: Browser, address: str) -> None:
    """Go from a scanned code to three employers near home, in three taps."""
    phone = browser.new_context(
        user_agent=PHONE, locale="es-MX", viewport={"width": 390, "height": 844}
    )
    screen = phone.new_page()
    screen.goto(address)  # the first tap, on what the camera offers
    screen.get_by_role("link", name=re.compile("tres empresas", re.I)).first.click()
    screen.locator("[name=zip]").fill("85006")
    screen.get_by_role("button", name="Ver empresas").click()
    expect(screen.locator("h1")).to_contain_text("3 empresas")
    expect(screen.locator("main")).to_contain_text("Entrevistamos a todos los que tienen:")
    assert phone.cookies() == []
    phone.close()


def test_two_phones_that_open_a_poster_four_times_are_two_openings(
    page: Page, browser: Browser, site: Site, axe: Callable[[Page], list[str]]
) -> None:
    make_keeper(site, STAFF)
    page.goto(site.url + CAMPAIGNS)
    type_password(page, STAFF)
    set_up_app(page)
    page.goto(site.url + CAMPAIGNS)
    page.get_by_role("link", name="Begin a campaign").click()
    page.get_by_label("Name").fill("Evening for parents")
    page.get_by_label("Goal").fill("Parents ask their school for a tour.")
    page.get_by_label("Last day").fill("2099-12-31")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name="Make a short link").click()
    page.get_by_label("The exact place").fill("Library")
    page.get_by_label("Leads to").fill(f"{site.url}/es/parents/")
    page.get_by_role("button", name="Make it").click()
    expect(page.locator(".short-qr svg")).to_be_visible()
    address = f"http://{page.locator('.short-code').inner_text()}"

    cookies = open_on_a_phone(browser, address, 3) + open_on_a_phone(browser, address, 1)
    open_on_a_phone(browser, address, 1, agent=f"{PHONE} (compatible; DemoBot/1.0)")
    page.reload()

    assert cookies == 0
    expect(page.locator(".short-opens")).to_contain_text("2 times opened")
    expect(page.locator("#reach td").nth(1)).to_contain_text("1")
    assert axe(page) == []

    find_three_employers(browser, address)
    page.goto(f"{site.url}/en/impact/")
    expect(page.locator("main")).to_contain_text("times opened")
    expect(page.get_by_role("heading", name="You cannot conclude")).to_be_visible()
