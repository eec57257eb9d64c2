"""A parent browses the directory without JavaScript; with it, the list follows as one types."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from tests.served import Site


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    visitor = browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=False, locale="es-MX"
    )
    yield visitor.new_page()
    visitor.close()


def test_from_the_menu_to_a_school_and_its_district(phone: Page, site: Site) -> None:
    phone.goto(f"{site.url}/es/")

    phone.locator("nav a[href='/es/partners/']").first.click()
    phone.locator("#f-q").fill("westwood mesa")
    phone.locator("form.filters button[type=submit]").click()
    expect(phone).to_have_url(re.compile("q=westwood"))
    expect(phone.locator("#f-q")).to_have_value("westwood mesa")
    phone.locator(".entry h3 a").first.click()

    expect(phone.locator("html")).to_have_attribute("lang", "es")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Westwood")
    expect(phone.locator(".place")).to_contain_text("Mesa, AZ")
    phone.locator(".facts a[href*='/partners/']").first.click()
    expect(phone.locator("#parts a").first).to_be_visible()


def test_filters_pages_and_files_work_by_address_alone(phone: Page, site: Site) -> None:
    phone.goto(f"{site.url}/es/partners/?kind=school")

    phone.locator("select[name=county]").select_option("04019")
    phone.locator("form.filters button[type=submit]").click()
    expect(phone).to_have_url(re.compile("county=04019"))
    expect(phone.locator(".entry")).to_have_count(25)
    phone.locator(".pager a[rel=next]").click()
    expect(phone).to_have_url(re.compile("page=2"))

    with phone.expect_download() as taken:
        phone.locator(".downloads a").first.click()
    assert taken.value.suggested_filename == "keyway-directory.csv"


def test_nothing_found_has_a_way_on(phone: Page, site: Site) -> None:
    phone.goto(f"{site.url}/es/partners/?q=zeppelin")

    phone.locator(".empty a").click()

    expect(phone.locator(".entry")).to_have_count(25)


def test_the_list_follows_as_one_types_and_the_address_can_be_shared(
    page: Page, site: Site
) -> None:
    page.goto(f"{site.url}/en/partners/")

    page.locator("#f-q").press_sequentially("yavapai college")

    expect(page).to_have_url(re.compile("q=yavapai"))
    expect(page.locator(".entry h3").first).to_contain_text("Yavapai College")
    shared = page.url
    page.goto(f"{site.url}/en/")
    page.goto(shared)
    expect(page.locator("#f-q")).to_have_value("yavapai college")


LOOKS: list[tuple[str, int, Literal["light", "dark"]]] = [
    ("en", 1280, "light"),
    ("es", 390, "dark"),
]


@pytest.mark.parametrize(("language", "width", "scheme"), LOOKS)
@pytest.mark.parametrize(
    "path",
    [
        "partners/",
        "partners/?q=zeppelin",
        "partners/?kind=manufacturer&county=04013",
        "partners/mesa-unified-district/",
        "partners/demo-castings/",
        "partners/join/",
        "partners/join/thanks/",
        "invitation/none-of-ours/",
    ],
)
def test_a_page_is_clean(
    browser: Browser,
    site: Site,
    axe: Callable[[Page], list[str]],
    path: str,
    language: str,
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    visitor = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    opened = visitor.new_page()

    opened.goto(f"{site.url}/{language}/{path}")

    assert axe(opened) == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    visitor.close()
