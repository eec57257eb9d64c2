"""A visitor comes to the root, reads in their language and walks through their audience's door."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from tests.served import Site

PAGES = [
    f"/{language}/{slug}"
    for language in ("en", "es")
    for slug in (
        "",
        "students/",
        "parents/",
        "teachers/",
        "schools/",
        "manufacturers/",
        "officials/",
    )
]


def test_a_spanish_reader_walks_through_the_door_for_students(browser: Browser, site: Site) -> None:
    visitor = browser.new_context(locale="es-MX")
    page = visitor.new_page()

    page.goto(site.url)
    page.get_by_role("link", name="Estudiantes").first.click()

    expect(page).to_have_url(f"{site.url}/es/students/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Para estudiantes")
    visitor.close()


@pytest.mark.parametrize("path", PAGES)
def test_every_front_is_free_of_accessibility_faults(
    page: Page, site: Site, axe: Callable[[Page], list[str]], path: str
) -> None:
    page.goto(site.url + path)

    assert axe(page) == []


def test_a_page_that_is_not_there_says_so_in_the_readers_language(
    browser: Browser, site: Site
) -> None:
    page = browser.new_page(locale="es")

    answer = page.goto(f"{site.url}/es/nothing-of-the-kind/")

    assert answer is not None
    assert answer.status == 404
    assert page.get_by_role("heading", level=1).inner_text()
    assert page.locator("html").get_attribute("lang") == "es"
    page.close()
