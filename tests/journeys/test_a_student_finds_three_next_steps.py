"""A student without an account, on a phone: from "I like machines" to a plan that she can print."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.reading import grade

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import BrowserContext, FilePayload, Page, Request

    from tests.served import Site

HEAVIEST = 60 * 1024
MAY_BE_SAID = {"grade", "zip", "q", "kind", "soc", "routes", "compare"}


@pytest.fixture
def phone(context: BrowserContext, site: Site) -> Iterator[Page]:
    opened = context.new_page()
    opened.set_viewport_size({"width": 390, "height": 844})
    yield opened
    opened.close()


def weight(request: Request) -> int:
    return int(request.sizes()["responseBodySize"])


def a_file(content: bytes) -> FilePayload:
    return {"name": "plan.json", "mimeType": "application/json", "buffer": content}


def test_from_i_like_machines_to_a_printed_plan_in_spanish(
    phone: Page, site: Site, axe: Callable[[Page], list[str]]
) -> None:
    sent: list[Request] = []
    phone.on("request", lambda request: sent.append(request))

    phone.goto(f"{site.url}/en/paths/")
    phone.get_by_role("link", name="Grade 10").click()
    phone.get_by_label("ZIP code").fill("85201")
    phone.get_by_role("button", name="Go on").click()
    phone.get_by_label("Say it in your own words").fill("I like machines")
    sent.clear()
    phone.get_by_role("button", name="Show me ways").click()
    phone.wait_for_load_state("networkidle")

    ways = phone.locator("[data-ladder]")
    assert 3 <= ways.count() <= 6
    first = ways.first
    expect(first.locator("[data-next]")).to_have_count(3)
    expect(first).to_contain_text("$")
    assert sum(map(weight, sent)) < HEAVIEST
    assert grade(first.locator("[data-next]").all_inner_texts()) < 9  # with the schools' own names
    assert axe(phone) == []
    assert "85201" not in phone.url

    first.get_by_role("button", name="Add to my plan").click()
    phone.get_by_role("link", name="My plan").last.click()
    expect(phone.locator("[data-list] [data-nexts] li")).to_have_count(3)
    assert axe(phone) == []

    phone.get_by_role("link", name="Español").click()
    expect(phone.locator("[data-list] [data-nexts] li")).to_have_count(3)
    address = phone.locator("[data-pdf]").get_attribute("href") or ""
    assert address.startswith("/es/paths/plan.pdf?routes=p")
    paper = phone.request.get(f"{site.url}{address}")
    printed = PdfReader(BytesIO(paper.body()))
    assert printed.root_object["/Lang"] == "es-US"
    assert "a\u00f1o" in printed.pages[0].extract_text()

    assert phone.context.cookies() == []
    said = {name for each in sent for name in parse_qs(urlsplit(each.url).query)}
    assert said <= MAY_BE_SAID
    assert all(each.method == "GET" and each.post_data is None for each in sent)


def test_the_interest_check_and_the_plan_stay_on_the_device(
    phone: Page, site: Site, axe: Callable[[Page], list[str]]
) -> None:
    phone.goto(f"{site.url}/en/paths/interests/", wait_until="networkidle")
    sent: list[Request] = []
    phone.on("request", lambda request: sent.append(request))

    for number in range(1, 21):
        phone.locator(f"input[name=i{number}][value='{2 if number in (3, 11, 13) else 0}']").check()
    phone.get_by_role("button", name="Show what fits").click()

    expect(phone.locator("[data-fit-list] h3").first).to_have_text("Work with robots")
    assert sent == []

    plan = {"keyway_plan": 1, "routes": [{"code": "p1_j51-4041", "title": "<b>Weld</b>"}]}
    phone.goto(f"{site.url}/en/paths/plan/", wait_until="networkidle")
    sent.clear()
    phone.locator("[data-import]").set_input_files(a_file(b"not a plan"))
    expect(phone.get_by_role("status")).to_have_text("This file is not a plan.")
    phone.locator("[data-import]").set_input_files(a_file(json.dumps(plan).encode()))
    expect(phone.locator("[data-list] h2")).to_have_text("<b>Weld</b>")
    with phone.expect_download() as saved:
        phone.get_by_role("button", name="Save as a file").click()
    assert json.loads(saved.value.path().read_text())["routes"][0]["code"] == "p1_j51-4041"
    assert sent == [] or all(each.url.startswith("blob:") for each in sent)

    phone.get_by_role("button", name="Erase my plan").click()
    phone.get_by_role("button", name="Tap again to erase all").click()
    expect(phone.get_by_role("heading", name="Your plan is empty")).to_be_visible()
    assert axe(phone) == []
    assert phone.evaluate("localStorage.getItem('keyway-plan')") is None
