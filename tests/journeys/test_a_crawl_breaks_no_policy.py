"""One page of every address, as a visitor, an administrator and staff: no policy breaks anywhere.

A crawl follows the links that each of them meets, one address of every pattern, and listens for
what the content security policy refuses, for requests to anybody else and for what scripts say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.signing import make_keeper, make_member, set_up_app, type_password

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.served import Site

PLANT = "demo-precision-machining"
ROSA = "rosa.crawls@example.org"
KIM = "kim.crawls@example.org"
LISTEN = (
    "window.broken = [];"
    "document.addEventListener('securitypolicyviolation', event =>"
    " window.broken.push(event.effectiveDirective + ' ' + event.blockedURI))"
)
# They end the session that crawls.
LEFT_OUT = ("/accounts/logout/", "/staff/logout/", "/sign-out-everywhere/")
# What is handed out as a file is no page.
DATA = (".csv", ".xlsx", ".json", ".jsonld", ".xml", ".pdf", ".ics")
# Links in drawings are objects to a script, hence the attribute.
LINKS = (
    "Array.from(document.querySelectorAll('a[href]'),"
    " link => new URL(link.getAttribute('href'), document.baseURI).href)"
)


@dataclass
class Crawl:
    """What was met: the routes that were opened and what is wrong with them."""

    page: Page
    site: Site
    within: str
    at_most: int
    routes: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def begin(self, path: str) -> None:
        """Follow the links from a page until no pattern is new."""
        self.page.on("request", self._note_request)
        self.page.on(
            "console", lambda line: self._note(line.text) if line.type == "error" else None
        )
        self.page.on("pageerror", lambda error: self._note(str(error)))
        waiting = [path]
        while waiting and len(self.routes) < self.at_most:
            waiting += self._open(waiting.pop(0))

    def _open(self, path: str) -> list[str]:
        route = _route(path)
        if not route or route in self.routes or path.endswith(LEFT_OUT):
            return []
        self.routes.add(route)
        answer = self.page.goto(self.site.url + path, wait_until="load")
        if answer is None or "html" not in answer.headers.get("content-type", ""):
            return []
        if answer.status >= 400:
            self._note(f"{path} answers {answer.status}")
        self.faults += [f"{path}: {each}" for each in self.page.evaluate("window.broken || []")]
        return self._links()

    def _links(self) -> list[str]:
        found = (urlsplit(link) for link in self.page.evaluate(LINKS))
        home = urlsplit(self.site.url).netloc
        return [
            each.path for each in found if each.netloc == home and each.path.startswith(self.within)
        ]

    def _note_request(self, request: object) -> None:
        url = str(getattr(request, "url"))  # noqa: B009
        if not url.startswith((self.site.url, "data:", "blob:", "about:")):
            self._note(f"asks {url}")

    def _note(self, words: str) -> None:
        self.faults.append(f"{self.page.url}: {words}")


def _route(path: str) -> str:
    if "/download" in path or path.endswith(DATA):
        return ""
    try:
        return resolve(path).route
    except Resolver404:
        return ""


def _crawl(page: Page, site: Site, start: str, within: str, at_most: int = 60) -> Crawl:
    page.add_init_script(LISTEN)
    crawl = Crawl(page, site, within, at_most)
    crawl.begin(start)
    return crawl


def test_a_visitor_meets_no_broken_policy(
    browser: Browser, site: Site, record_property: pytest.RecordProperty
) -> None:
    visitor = browser.new_context()

    crawl = _crawl(visitor.new_page(), site, "/en/", "/en/")

    assert crawl.faults == []
    assert len(crawl.routes) >= 20
    record_property("addresses crawled as a visitor", len(crawl.routes))
    visitor.close()


def test_an_administrator_of_a_plant_meets_no_broken_policy(
    browser: Browser, site: Site, record_property: pytest.RecordProperty
) -> None:
    make_member(site, PLANT, ROSA)
    visitor = browser.new_context()
    page = visitor.new_page()
    page.goto(f"{site.url}/en/my/")
    type_password(page, ROSA)
    page.wait_for_url(f"{site.url}/en/my/")

    crawl = _crawl(page, site, "/en/my/", "/en/my/")

    assert crawl.faults == []
    assert len(crawl.routes) >= 10
    record_property("addresses crawled as an administrator", len(crawl.routes))
    visitor.close()


@pytest.mark.long
def test_staff_meet_no_broken_policy(
    browser: Browser, site: Site, record_property: pytest.RecordProperty
) -> None:
    make_keeper(site, KIM)
    visitor = browser.new_context()
    page = visitor.new_page()
    page.goto(f"{site.url}/staff/")
    type_password(page, KIM)
    set_up_app(page)
    page.get_by_role("link", name="I have kept them").click()
    page.wait_for_url(f"{site.url}/staff/**")

    crawl = _crawl(page, site, "/staff/", "/staff/", at_most=150)

    assert crawl.faults == []
    assert len(crawl.routes) >= 40
    record_property("addresses crawled as staff", len(crawl.routes))
    visitor.close()
