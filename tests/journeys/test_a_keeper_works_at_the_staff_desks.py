"""The keeper makes their account, signs in and walks through every desk and the API's own page."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.signing import KEEPER, make_keeper, set_up_app, type_password

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.served import Site

DESKS = [
    "",
    "pages/",
    "pages/3/edit/",
    "pages/4/edit/",
    "pages/4/history/",
    "pages/add/content/sectionfront/3/",
    "images/",
    "images/add/",
    "snippets/promote/video/",
    "snippets/promote/video/add/",
    "documents/",
    "users/",
    "users/new/",
    "groups/",
    "sites/",
    "redirects/add/",
    "locales/",
    "reports/site-history/",
    "workflows/list/",
    "collections/",
    "account/",
    "localize/submit/page/4/",
    "board/",
    "journal/",
    "imports/",
    "imports/new/",
    "people-data/",
    "partners/organizations/",
    "partners/organizations/new/",
    "partners/sites/",
    "partners/contacts/",
    "partners/memberships/",
    "partners/invitations/",
    "partners/people/",
    "partners/consents/",
]
LISTEN = (
    "window.broken = [];"
    "document.addEventListener('securitypolicyviolation', event =>"
    " window.broken.push(event.effectiveDirective + ' ' + event.blockedURI))"
)


@pytest.fixture(scope="module")
def keeper(browser: Browser, site: Site) -> BrowserContext:
    """A browser in which the keeper has signed in."""
    make_keeper(site)
    visitor = browser.new_context(viewport={"width": 1280, "height": 900})
    visitor.add_init_script(LISTEN)
    page = visitor.new_page()
    page.goto(f"{site.url}/staff/")
    type_password(page, KEEPER)
    set_up_app(page)
    page.get_by_role("link", name="I have kept them").click()
    page.wait_for_url(f"{site.url}/staff/")
    page.close()
    return visitor


@pytest.mark.parametrize("desk", DESKS)
def test_no_desk_breaks_its_policy_or_calls_another_host(
    keeper: BrowserContext, site: Site, desk: str
) -> None:
    page = keeper.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    answer = page.goto(f"{site.url}/staff/{desk}", wait_until="networkidle")

    assert answer is not None
    assert answer.status == 200
    assert page.evaluate("window.broken") == []
    assert [url for url in asked if not url.startswith((site.url, "data:", "blob:"))] == []
    page.close()


def test_the_editor_of_a_story_breaks_no_policy(keeper: BrowserContext, site: Site) -> None:
    with closing(sqlite3.connect(site.data / "keyway.sqlite3")) as database:
        story = database.execute("SELECT min(page_ptr_id) FROM promote_storypage").fetchone()[0]
    page = keeper.new_page()

    page.goto(f"{site.url}/staff/pages/{story}/edit/", wait_until="networkidle")

    expect(page.locator(".Draftail-Editor").first).to_be_visible()
    assert page.evaluate("window.broken") == []
    page.close()


def test_an_editor_changes_a_front_and_readers_see_it(keeper: BrowserContext, site: Site) -> None:
    page = keeper.new_page()
    page.goto(f"{site.url}/staff/pages/4/edit/", wait_until="networkidle")
    lead = page.locator("[name=lead]")
    before = lead.input_value()

    lead.fill("Work that pays, close to home.")
    with page.expect_navigation():
        page.locator("[name=action-publish]").first.dispatch_event("click")

    page.goto(f"{site.url}/en/students/")
    expect(page.get_by_text("Work that pays, close to home.")).to_be_visible()
    assert before != "Work that pays, close to home."
    page.close()


def test_the_apis_own_page_works_without_another_host_or_a_broken_policy(
    page: Page, site: Site
) -> None:
    page.add_init_script(LISTEN)

    page.goto(f"{site.url}/api/v1/docs", wait_until="networkidle")

    page.get_by_role("heading", name="Keyway").wait_for()
    assert page.evaluate("window.broken") == []
