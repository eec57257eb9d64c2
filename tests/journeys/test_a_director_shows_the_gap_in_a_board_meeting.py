"""The director of a partnership projects the gap page and is asked about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.served import Site


def test_from_the_state_to_a_county_to_its_widest_gap(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/en/")
    page.get_by_role("link", name=re.compile("See the gap")).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("openings a year")

    # By keyboard: the middle of a county's box may lie in its neighbor.
    page.locator("svg a[aria-label^='Maricopa']").first.focus()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("county=04013"))
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^\s*Maricopa"))

    page.locator("#ranking table tbody th a").first.click()

    expect(page).to_have_url(re.compile(r"/en/occupations/\d\d-\d{4}/$"))
    expect(page.get_by_role("heading", name="What it pays")).to_be_visible()


def test_where_does_this_number_come_from(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/en/gap/")
    hero = page.locator(".figure.is-hero").first

    hero.locator("summary").click()

    sheet = hero.locator(".origin-sheet")
    expect(sheet).to_contain_text("Bureau of Labor Statistics")
    expect(sheet).to_contain_text("How graduates and openings are matched")
    assert page.url.endswith("/en/gap/")


def test_what_if_more_of_the_openings_go_to_new_entrants(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/en/gap/")

    page.locator("#what-if .choices a", has_text="60%").first.click()

    expect(page).to_have_url(re.compile(r"demand\.share_new_entrants=0\.6"))
    chosen = page.locator("#what-if .choices a[aria-current]", has_text="60%")
    expect(chosen).to_have_count(1)


def test_two_counties_stand_side_by_side(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/en/gap/compare/?a=04013&b=04019")

    heading = page.get_by_role("heading", level=1).inner_text()
    assert "Maricopa" in heading
    assert "Pima" in heading
    assert page.locator(".compare .figure").count() >= 10
