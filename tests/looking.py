"""Looking at a page of the served site: what it weighs, what it asks for, whether all can use it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, StorageState

    from tests.served import Site

KIB = 1024
# What may weigh how much, compressed, until it first stands still: pages of students and parents less.
LIGHT, WHOLE, SCRIPTS = 60 * KIB, 100 * KIB, 40 * KIB
# Desks that only members see are held to no weight, but to all else.
DESK = 1_000 * KIB
Scheme = Literal["light", "dark"]
Look = tuple[str, int, Scheme]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
LOOKS: list[Look] = list(product(("en", "es"), (320, 1280), SCHEMES))


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
    visitor: BrowserContext,
    site: Site,
    axe: Callable[[Page], list[str]],
    path: str,
    look: Look,
    at_most: int,
) -> list[str]:
    """Return what is wrong with a page in one look.

    Args:
        visitor: who looks, with the look's width and scheme.
        site: where.
        axe: finds what some people cannot use.
        path: of the page, behind its language.
        look: language, width and scheme.
        at_most: how much the page may weigh until it first stands still, in bytes.
    """
    language, width, scheme = look
    page = visitor.new_page()
    _, weighed = weigh(page, site)
    page.goto(f"{site.url}/{language}/{path}", wait_until="load")
    wrong = [*weighed.faults, *axe(page)]
    if weighed.total > at_most:
        wrong.append(f"weighs {weighed.total / KIB:.1f} KiB, not {at_most // KIB} at most")
    if weighed.scripts > SCRIPTS:
        wrong.append(f"its scripts weigh {weighed.scripts / KIB:.1f} KiB")
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
        wrong.append(f"is {wide} wide on {width}")
    if page.locator("html").get_attribute("lang") != language:
        wrong.append("does not say its language")
    page.close()
    return [f"{language} {width} {scheme} {path or 'home'}: {each}" for each in wrong]


def look_at_all(
    browser: Browser,
    site: Site,
    axe: Callable[[Page], list[str]],
    pages: Iterable[tuple[str, int]],
    look: Look,
    signed_in: StorageState | None = None,
) -> list[str]:
    """Return what is wrong with pages in one look: their paths, and how heavy each may be."""
    _, width, scheme = look
    visitor = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, storage_state=signed_in
    )
    wrong = [
        each for path, at_most in pages for each in look_at(visitor, site, axe, path, look, at_most)
    ]
    visitor.close()
    return wrong
