"""A legislator's aide must not be wrong: she opens a number's origin and takes the table away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.request import urlopen

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.served import Site


def test_the_table_she_takes_away_holds_the_number_on_the_page(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/en/occupations/51-4041/")
    href = page.locator("#skills .downloads a", has_text="JSON").first.get_attribute("href")

    with urlopen(f"{site.url}{href}", timeout=30) as answer:  # noqa: S310  our own site
        taken = json.load(answer)

    assert taken["rows"]
    assert taken["origin"]


def test_every_number_in_the_ranking_opens_its_origin(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/en/gap/")
    rows = page.locator("#ranking tbody tr")

    for cell in rows.first.locator("td.num").all():
        assert cell.locator("details.origin summary, a.opens, button").count() >= 1


def test_a_college_town_school_that_teaches_the_nation_is_explained(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/en/institutions/484613/")

    assert "booked at its address" in page.locator(".callout").inner_text()


def test_the_method_page_shows_the_assumptions_it_ran_with(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/en/methods/gap/")

    table = page.locator("#parameters")
    assert "Openings that new entrants fill" in table.inner_text()
    assert "Assumed." in table.inner_text()
