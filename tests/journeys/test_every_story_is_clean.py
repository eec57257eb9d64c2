"""Every kind of page that tells something: whole, light, its own, and usable by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.keying import Keys
from tests.looking import LIGHT, LOOKS, WHOLE, Look, look_at_all, weigh

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from tests.served import Site

# Full, empty and wrong states of every kind of page, and how heavy each may be.
PAGES: dict[str, int] = {
    "": WHOLE,
    "students/": LIGHT,
    "parents/": LIGHT,
    "teachers/": WHOLE,
    "schools/": WHOLE,
    "manufacturers/": WHOLE,
    "officials/": WHOLE,
    "stories/": LIGHT,
    "stories/?for=officials": LIGHT,
    "stories/welder/": LIGHT,
    "stories/none/": LIGHT,
    "series/": LIGHT,
    "series/launch-point-demo/": LIGHT,
    "series/launch-point-demo/a-part-that-flies/": LIGHT,
    "series/launch-point-demo/a-part-that-flies/?zip=85701": LIGHT,
    "series/launch-point-demo/a-part-that-flies/?zip=00000": LIGHT,
    "toolkits/": WHOLE,
    "toolkits/close-enough/": WHOLE,
    "toolkits/what-does-it-pay-here/": LIGHT,
    "events/": LIGHT,
    "events/family-evening/": LIGHT,
    "news/": WHOLE,
    "news/stories-lessons-and-events/": WHOLE,
    "about/": WHOLE,
    "near/": LIGHT,
    "near/?zip=85701": LIGHT,
    "near/?zip=00000": LIGHT,
    "search/": WHOLE,
    "search/?q=welder": WHOLE,
    "search/?q=zeppelin": WHOLE,
    "image/": WHOLE,
    "impact/": WHOLE,
    "check/": LIGHT,
    "check/?code=zzzzzz": LIGHT,
    "newsletter/": LIGHT,
}
FEW = {
    "en": ["stories/welder/", "toolkits/close-enough/", "events/family-evening/", "search/?q=zeppelin"],
    "es": ["stories/", "series/launch-point-demo/a-part-that-flies/", "near/?zip=00000", "image/"],
}  # fmt: skip
LCP = """new Promise(told => new PerformanceObserver(list =>
    told(list.getEntries().at(-1).startTime)).observe({type: "largest-contentful-paint", buffered: true}))"""


@pytest.mark.parametrize("language", FEW)
def test_stories_toolkits_events_and_searches_are_clean_and_light(
    browser: Browser, site: Site, axe: Callable[[Page], list[str]], language: str
) -> None:
    look: Look = (language, 320, "dark") if language == "es" else (language, 1280, "light")

    few = [(path, PAGES[path]) for path in FEW[language]]
    assert look_at_all(browser, site, axe, few, look) == []


@pytest.mark.long
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, look)))
def test_every_page_is_clean_and_light_in_every_look(
    browser: Browser,
    site: Site,
    axe: Callable[[Page], list[str]],
    look: Look,
    record_property: Callable[[str, object], None],
) -> None:
    wrong = look_at_all(browser, site, axe, PAGES.items(), look)

    record_property("pages", len(PAGES))
    assert wrong == []


@pytest.mark.long
def test_on_a_slow_phone_the_largest_thing_stands_within_two_and_a_half_seconds(
    browser: Browser, site: Site, record_property: Callable[[str, object], None]
) -> None:
    slow: dict[str, float] = {}
    for path in PAGES:
        visitor = browser.new_context(viewport={"width": 390, "height": 844})
        page = visitor.new_page()
        line, _ = weigh(page, site)
        line.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        rate = {"latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
        line.send("Network.emulateNetworkConditions", {"offline": False, **rate})
        page.goto(f"{site.url}/es/{path}", wait_until="load")
        slow[path] = page.evaluate(LCP)
        visitor.close()

    record_property("largest paint, worst, in milliseconds", round(max(slow.values())))
    assert {path: round(each) for path, each in slow.items() if each > 2_500} == {}


@pytest.mark.long
def test_every_page_is_walked_by_keys_and_the_focus_is_always_seen(
    browser: Browser, site: Site, record_property: Callable[[str, object], None]
) -> None:
    visitor = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    keys = Keys(visitor.new_page())
    for path in PAGES:
        keys.page.goto(f"{site.url}/en/{path}", wait_until="load")
        keys.round()
    visitor.close()

    record_property("steps by keys", keys.steps)
    assert keys.faults == []
