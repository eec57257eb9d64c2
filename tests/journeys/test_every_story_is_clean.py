"""Every kind of page that tells something: whole, light, its own, and usable by keys alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any, Literal

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, CDPSession, Page

    from tests.served import Site

KIB = 1024
# What may weigh how much, compressed, until it first stands still: pages of students and parents less.
LIGHT, WHOLE, SCRIPTS = 60 * KIB, 100 * KIB, 40 * KIB
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
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
LOOKS = list(product(("en", "es"), (320, 1280), SCHEMES))
LCP = """new Promise(told => new PerformanceObserver(list =>
    told(list.getEntries().at(-1).startTime)).observe({type: "largest-contentful-paint", buffered: true}))"""
FOCUS = """() => {
    const here = document.activeElement, box = here.getBoundingClientRect();
    if (here === document.body) return null;
    const drawn = (each, part) => {
        const look = getComputedStyle(each, part);
        return look.outlineStyle !== "none" || look.boxShadow !== "none";
    };
    // A card is marked as a whole, an area of a map by its line.
    const around = [here, here.parentElement, here.closest("article, li, .tile, .card")];
    return {
        what: here.outerHTML.slice(0, 120),
        isSeen: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
        isMarked: drawn(here, "::after") || around.some(each => each && drawn(each))
            || here.matches("input, select, textarea") || here.closest("svg") !== null,
    };
}"""


@dataclass
class Weighed:
    """What came over the line for one page, in bytes, and what went wrong."""

    total: int = 0
    scripts: int = 0
    faults: list[str] = field(default_factory=list)


def weigh(page: Page, site: Site) -> tuple[CDPSession, Weighed]:
    """Weigh whatever the page asks for from now on, and note what it should not do."""
    weighed, kinds = Weighed(), dict[str, str]()
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def came(event: Any) -> None:
        weighed.total += int(event["encodedDataLength"])
        if kinds.get(event["requestId"]) == "Script":
            weighed.scripts += int(event["encodedDataLength"])

    def asked(event: Any) -> None:
        url = event["request"]["url"]
        kinds[event["requestId"]] = event.get("type", "")
        if not url.startswith((site.url, "data:", "blob:")):
            weighed.faults.append(f"it asks {url}")

    line.on("Network.requestWillBeSent", asked)
    line.on("Network.loadingFinished", came)
    page.on("console", lambda said: weighed.faults.append(said.text) if _is_fault(said) else None)
    page.on("pageerror", lambda error: weighed.faults.append(str(error)))
    return line, weighed


def _is_fault(said: Any) -> bool:
    # A page that is not there is told in red by the browser itself.
    return said.type == "error" and "404" not in said.text and "400" not in said.text


def look_at(
    browser: Browser,
    site: Site,
    axe: Callable[[Page], list[str]],
    path: str,
    look: tuple[str, int, Scheme],
) -> list[str]:
    """Return what is wrong with a page in one look."""
    language, width, scheme = look
    visitor = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = visitor.new_page()
    _, weighed = weigh(page, site)
    page.goto(f"{site.url}/{language}/{path}", wait_until="load")
    wrong = [*weighed.faults, *axe(page)]
    if weighed.total > PAGES[path]:
        wrong.append(f"weighs {weighed.total / KIB:.1f} KiB, not {PAGES[path] // KIB} at most")
    if weighed.scripts > SCRIPTS:
        wrong.append(f"its scripts weigh {weighed.scripts / KIB:.1f} KiB")
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
        wrong.append(f"is {wide} wide on {width}")
    if page.locator("html").get_attribute("lang") != language:
        wrong.append("does not say its language")
    visitor.close()
    return [f"{language} {width} {scheme} {path or 'home'}: {each}" for each in wrong]


@pytest.mark.parametrize("language", FEW)
def test_stories_toolkits_events_and_searches_are_clean_and_light(
    browser: Browser, site: Site, axe: Callable[[Page], list[str]], language: str
) -> None:
    look: tuple[str, int, Scheme] = (language, 1280, "light")
    if language == "es":
        look = (language, 320, "dark")

    assert [
        each for path in FEW[language] for each in look_at(browser, site, axe, path, look)
    ] == []


@pytest.mark.long
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, look)))
def test_every_page_is_clean_and_light_in_every_look(
    browser: Browser,
    site: Site,
    axe: Callable[[Page], list[str]],
    look: tuple[str, int, Scheme],
    record_property: Callable[[str, object], None],
) -> None:
    wrong = [each for path in PAGES for each in look_at(browser, site, axe, path, look)]

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
    lost: list[str] = []
    steps = 0
    for path in PAGES:
        visitor = browser.new_context(
            viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
        )
        page = visitor.new_page()
        page.goto(f"{site.url}/en/{path}", wait_until="load")
        for _ in range(120):
            page.keyboard.press("Tab")
            here = page.evaluate(FOCUS)
            if here is None:
                break
            steps += 1
            if not (here["isSeen"] and here["isMarked"]):
                lost.append(f"{path}: {here['what']}")
        visitor.close()

    record_property("steps by keys", steps)
    assert lost == []
