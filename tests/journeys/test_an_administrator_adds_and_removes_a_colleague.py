"""An administrator invites a colleague, gives another role, and removes them again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.signing import last_letter, make_member, type_password

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from tests.served import Site

PLANT = "demo-foods"
ROSA = "rosa.foods@example.org"
LUIS = "luis.foods@example.org"


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """The administrator's browser, signed in."""
    make_member(site, PLANT, ROSA)
    visitor = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = visitor.new_page()
    opened.goto(f"{site.url}/en/my/organizations/{PLANT}/people/")
    type_password(opened, ROSA)
    opened.wait_for_url(f"{site.url}/en/my/organizations/{PLANT}/people/")
    yield opened
    visitor.close()


def test_invited_accepted_changed_and_removed(
    page: Page, browser: Browser, site: Site, axe: Callable[[Page], list[str]]
) -> None:
    assert axe(page) == []
    page.get_by_role("link", name="Invite somebody").click()
    assert axe(page) == []
    page.get_by_label("E-mail address").fill(LUIS)
    page.get_by_label("Full name").fill("Luis Lara")
    page.get_by_label("Colleague").check()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.locator(".callout.done")).to_contain_text(LUIS)

    # Asked again, it is told kindly, with what was typed still there.
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("E-mail address").fill(LUIS)
    page.get_by_label("Colleague").check()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_role("alert")).to_contain_text("was invited to")
    expect(page.get_by_label("E-mail address")).to_have_value(LUIS)

    colleague = browser.new_context().new_page()
    found = re.search(r"http\S+/invitation/\S+", last_letter(site, LUIS))
    assert found is not None
    colleague.goto(found.group())
    colleague.get_by_role("button", name="Accept and come in").click()
    colleague.wait_for_url(f"{site.url}/en/my/organizations/{PLANT}/")
    expect(colleague.locator(".still-right")).to_have_count(0)

    page.goto(f"{site.url}/en/my/organizations/{PLANT}/people/")
    page.get_by_role("link", name="Change the role Luis Lara").click()
    page.get_by_label("Plant or HR manager").check()
    page.get_by_role("button", name="Give this role").click()
    expect(page.locator(".callout.done")).to_contain_text("Luis Lara")

    # The colleague's session began before the change, so it is over.
    colleague.reload()
    expect(colleague).to_have_url(re.compile("/accounts/login/"))

    page.get_by_role("link", name="Remove Luis Lara").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.locator(".own-list")).not_to_contain_text("Luis Lara")

    page.get_by_role("link", name="Leave the organization").click()
    page.get_by_role("button", name="Leave the organization").click()
    expect(page.locator(".callout.is-wrong")).to_contain_text("the only administrator")
    colleague.context.close()
