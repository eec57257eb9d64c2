"""The look in a browser: light and dark, with and without a script, on a phone and on paper."""

from __future__ import annotations

import re
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

SIZES = [(1280, "light", "en"), (390, "dark", "es"), (320, "light", "es")]


@pytest.fixture
def gallery(page, site):
    page.goto(f"{site.url}/en/components/", wait_until="networkidle")
    return page


@pytest.mark.parametrize(("width", "scheme", "language"), SIZES)
def test_the_page_of_components_has_no_fault(browser, site, axe, width, scheme, language):
    visitor = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = visitor.new_page()
    page.goto(f"{site.url}/{language}/components/", wait_until="networkidle")

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    visitor.close()


def test_the_switch_turns_the_page_dark_and_remembers(gallery, site):
    before = gallery.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    gallery.get_by_role("button", name="Dark colors").click()
    after = gallery.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    gallery.goto(f"{site.url}/en/gap/")

    assert before == "rgb(250, 246, 239)"
    assert after == "rgb(23, 18, 14)"
    assert gallery.locator("html").get_attribute("data-theme") == "dark"


def test_without_a_script_the_system_decides_and_figures_still_open(browser, site):
    visitor = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = visitor.new_page()
    page.goto(f"{site.url}/en/components/")

    first = page.locator("#table details.origin").first
    first.locator("summary").click()

    assert first.locator(".origin-sheet").is_visible()
    assert "likely between 260 and 420" in first.inner_text()
    assert page.get_by_role("button", name="Dark colors").count() == 0
    visitor.close()


def test_a_sheet_in_a_table_brings_the_whole_origin_up_and_closes_with_escape(gallery):
    first = gallery.locator("#table details.origin").first
    first.locator("summary").press("Enter")

    expect(first).to_contain_text("Half of the openings go to new entrants")
    box = first.locator(".origin-sheet").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1280

    gallery.keyboard.press("Escape")

    expect(first.locator(".origin-sheet")).to_be_hidden()
    expect(first.locator("summary")).to_be_focused()


def test_one_sheet_closes_another(gallery):
    sheets = gallery.locator("#table details.origin")
    sheets.nth(0).locator("summary").click()
    sheets.nth(1).locator("summary").click()

    expect(gallery.locator("details.origin[open]")).to_have_count(1)


def test_on_paper_a_figure_has_its_footnote_and_the_controls_are_gone(gallery):
    gallery.emulate_media(media="print")

    assert gallery.locator("#table details.origin sup").first.is_visible()
    assert not gallery.locator(".filters").first.is_visible()
    assert not gallery.locator(".masthead nav").first.is_visible()
    assert gallery.locator("#sources").is_visible()


def test_every_target_is_large_enough_for_a_thumb(gallery):
    gallery.set_viewport_size({"width": 390, "height": 844})
    small = gallery.evaluate(
        """() => [...document.querySelectorAll("button, summary, input, select, a.button, .nav a, .tools a, .choices a")]
        .filter(each => each.checkVisibility())
        .map(each => [each.className || each.tagName, each.getBoundingClientRect()])
        .filter(([, box]) => box.height < 24 || box.width < 24)
        .map(([name]) => String(name))"""
    )

    assert small == []


def test_a_figure_can_be_reached_and_seen_by_keyboard(gallery):
    gallery.locator("#table summary").first.focus()
    gallery.keyboard.press("Tab")

    outline = gallery.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_nothing_jumps_while_the_page_loads(page, site):
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "each => { window.shift += each.value; })).observe({type: 'layout-shift', buffered: true});"
    )
    page.goto(f"{site.url}/en/", wait_until="networkidle")

    assert page.evaluate("window.shift") <= 0.05


def test_style_sheets_come_compressed_under_the_name_of_what_they_hold(site):
    with urlopen(f"{site.url}/en/stories/") as answer:  # noqa: S310 — our own site
        page = answer.read().decode()
    sheets = re.findall(r'rel="stylesheet" href="([^"]+)"', page)

    for sheet in sheets:
        asked = Request(f"{site.url}{sheet}", headers={"Accept-Encoding": "gzip"})  # noqa: S310
        with urlopen(asked) as answer:  # noqa: S310
            assert answer.headers["Content-Encoding"] == "gzip"
            assert "immutable" in answer.headers["Cache-Control"]
    assert len(sheets) == 2
