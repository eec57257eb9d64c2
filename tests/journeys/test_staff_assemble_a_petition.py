"""Staff begin a school's petition, see what is missing, and print the packet that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.signing import make_keeper, set_up_app, type_password

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.served import Site

STAFF = "petitions@example.org"
PETITIONS = "/en/my/organizations/pima-county-jted/petitions/"
EMPLOYER = "Demo Precision Machining"


def test_from_nothing_to_a_packet_that_says_what_it_lacks(
    page: Page, site: Site, axe: Callable[[Page], list[str]]
) -> None:
    make_keeper(site, STAFF)
    page.goto(site.url + PETITIONS)
    type_password(page, STAFF)
    set_up_app(page)

    page.goto(site.url + PETITIONS)
    expect(page.locator("main")).to_contain_text("No petition is begun yet")
    page.get_by_role("link", name="Begin a petition").click()
    credential = page.locator("[name=credential]")
    credential.select_option(
        credential.locator("option", has_text="CNC Milling Operator").first.get_attribute("value")
    )
    page.locator("[name=window]").first.check()
    page.get_by_role("button", name="Begin", exact=True).click()

    missing = page.locator("#missing .is-missing")
    expect(page.locator("#missing h2")).to_contain_text("things are missing")
    at_first = missing.count()
    assert axe(page) == []

    page.get_by_role("link", name="Write what the petition says").click()
    page.locator("[name=reason]").fill("Shops within 20 miles hire millers every month.")
    page.locator("form.form button[type=submit]").click()
    expect(missing).to_have_count(at_first - 1)

    page.locator("#letters [name=employer]").select_option(label=EMPLOYER)
    page.get_by_role("button", name="Ask for a letter").click()
    expect(page.locator("#letters")).to_contain_text(EMPLOYER)

    packet = page.request.get(
        page.get_by_role("link", name="Print the packet").evaluate("link => link.href")
    )
    assert packet.headers["content-type"] == "application/pdf"
    assert packet.body().startswith(b"%PDF-")
