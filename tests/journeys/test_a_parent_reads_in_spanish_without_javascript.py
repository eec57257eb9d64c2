"""A parent with an old phone, in Spanish, with JavaScript switched off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.served import Site


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    visitor = browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=False, locale="es-MX"
    )
    yield visitor.new_page()
    visitor.close()


def test_from_the_front_page_to_what_a_job_pays_here(phone: Page, site: Site) -> None:
    phone.goto(site.url)
    assert "/es/" in phone.url

    phone.get_by_role("link", name="Ocupaciones").first.click()
    phone.get_by_role("link", name="Maquinistas", exact=False).first.click()

    expect(phone.locator("html")).to_have_attribute("lang", "es")
    pay = phone.locator("#pay")
    expect(pay).to_contain_text("$")
    expect(pay).to_contain_text("Arizona")


def test_filters_work_by_form_alone(phone: Page, site: Site) -> None:
    phone.goto(f"{site.url}/es/gap/")

    phone.locator("select[name=county]").select_option("04019")
    phone.locator("form.filters button[type=submit]").click()

    expect(phone).to_have_url(re.compile("county=04019"))
    expect(phone.get_by_role("heading", level=1)).to_have_text(re.compile(r"^\s*Pima"))


@pytest.mark.parametrize(
    "path", ["", "gap/", "occupations/51-4041/", "counties/04013/", "institutions/105525/"]
)
def test_no_page_is_wider_than_the_phone(phone: Page, site: Site, path: str) -> None:
    phone.goto(f"{site.url}/es/{path}")

    width = phone.locator("main").bounding_box()
    assert width is not None
    assert width["width"] <= 390
