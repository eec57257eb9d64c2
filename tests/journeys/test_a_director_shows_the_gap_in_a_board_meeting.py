"""The director of a partnership projects the gap page and is asked about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.served import Site


def test_from_the_state_to_a_county_to_its_widest_gap(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/en/")
    page.get_by_role("link", name=re.compile("See the gap")).click()

    assert "openings a year" in page.get_by_role("heading", level=1).inner_text()

    # By keyboard: the middle of a county's box may lie in its neighbor.
    page.locator("svg a[aria-label^='Maricopa']").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**county=04013**")

    assert "county=04013" in page.url
    assert page.get_by_role("heading", level=1).inner_text().startswith("Maricopa")

    page.locator("#ranking table tbody th a").first.click()

    assert re.search(r"/en/occupations/\d\d-\d{4}/$", page.url)
    assert page.get_by_role("heading", name="What it pays").is_visible()


def test_where_does_this_number_come_from(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/en/gap/")
    hero = page.locator(".figure.is-hero").first

    hero.locator("summary").click()

    sheet = hero.locator(".origin-sheet")
    assert "Bureau of Labor Statistics" in sheet.inner_text()
    assert "How graduates and openings are matched" in sheet.inner_text()
    assert page.url.endswith("/en/gap/")


def test_what_if_more_of_the_openings_go_to_new_entrants(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/en/gap/")

    page.locator("#what-if .choices a", has_text="60%").first.click()

    assert "demand.share_new_entrants=0.6" in page.url
    chosen = page.locator("#what-if .choices a[aria-current]", has_text="60%")
    assert chosen.count() == 1


def test_two_counties_stand_side_by_side(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/en/gap/compare/?a=04013&b=04019")

    heading = page.get_by_role("heading", level=1).inner_text()
    assert "Maricopa" in heading
    assert "Pima" in heading
    assert page.locator(".compare .figure").count() >= 10
