"""Staff publish an episode, mend the link it lacks, and translate it; no administrator is asked."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.factories.accounts import PASSWORD
from tests.signing import set_up_app, type_password

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Response

    from tests.served import Site

EDITOR = "edith.editor@example.org"
LISTEN = (
    "window.broken = [];"
    "document.addEventListener('securitypolicyviolation', event =>"
    " window.broken.push(event.effectiveDirective + ' ' + event.blockedURI))"
)
WORDS = f"""
from allauth.account.models import EmailAddress
from django.utils import timezone
from keyway.partners.actions.people import give_role
from keyway.partners.models import Organization, Person
from keyway.promote.models import SeriesPage
ours = Organization.objects.filter(runs_site=True).first() or Organization.objects.create(
    name="Copper Valley Partnership", slug="copper-valley-partnership", search_text="copper",
    kind="partnership", status="approved", state_code="AZ", runs_site=True)
edith = Person.objects.create_user({EDITOR!r}, {PASSWORD!r}, full_name="Edith Ramos")
EmailAddress.objects.filter(user=edith).update(verified=True)
give_role(organization=ours, person=edith, role="partnership_staff", now=timezone.now())
assert not edith.is_superuser
print("series", SeriesPage.objects.filter(locale__language_code="en").first().pk)
"""
SPANISH = (
    "De la barra al tornillo",
    "Dos personas hacen un tornillo.",
    "La sierra corta",
    "Se corta el metal.",
    "El torno gira",
    "Se da forma al metal.",
)


@pytest.fixture
def series(site: Site) -> int:
    """The number of a series of the site, which has a partnership with an editor on its staff."""
    made = subprocess.run(
        [sys.executable, "-m", "keyway.web.management.cli", "shell", "--command", WORDS],
        env={**os.environ, "KEYWAY_DATA": str(site.data)},
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    return int(made.stdout.split("series ")[1])


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    visitor = browser.new_context(viewport={"width": 1280, "height": 900})
    visitor.add_init_script(LISTEN)
    yield visitor.new_page()
    visitor.close()


def test_the_work_for_a_missing_link_vanishes_and_the_episode_is_read_in_spanish(
    desk: Page, site: Site, series: int
) -> None:
    desk.goto(f"{site.url}/staff/pages/add/promote/episodepage/{series}/")
    type_password(desk, EDITOR)
    set_up_app(desk)
    desk.get_by_role("link", name="I have kept them").click()

    # An episode with two segments; the second names no work.
    desk.locator("[name=title]").fill("From bar to bolt")
    desk.locator("[name=lead]").fill("Two people make one bolt.")
    _add_segment(desk, 0, "The saw cuts", "0:10")
    _add_occupation(desk, 0, "51-4041")
    _add_segment(desk, 1, "The lathe turns", "2:15")
    _publish(desk)

    # The board says so, and leads to the page.
    waiting = desk.locator(".board-item", has_text="from-bar-to-bolt")
    desk.goto(f"{site.url}/staff/board/")
    expect(waiting).to_contain_text("name no occupation and no credential: 1")
    waiting.get_by_role("link", name="Mend the page").click()

    # A code that is none is refused with what to do, and nothing is lost.
    _add_occupation(desk, 1, "51-9999")
    _publish(desk)
    expect(desk.locator(".error-message").first).to_contain_text("No occupation has the code 51-9")
    code = desk.locator("[name=segments-1-value-threads-0-value]")
    expect(code).to_have_value("51-9999")
    code.fill("51-4041")
    number = desk.url.split("/pages/")[1].split("/")[0]
    _publish(desk)
    desk.goto(f"{site.url}/staff/board/")
    expect(waiting).to_have_count(0)

    # Its words become Spanish; what it names stays as it is.
    desk.goto(f"{site.url}/staff/localize/submit/page/{number}/")
    desk.locator("[name=locales]").check()
    desk.get_by_role("button", name="Submit", exact=True).click()
    _translate(desk, SPANISH)
    assert desk.evaluate("window.broken") == []
    with desk.expect_navigation():
        desk.get_by_role("button", name="Publish in Spanish").click()

    answer = desk.goto(f"{site.url}/en/series/launch-point-demo/from-bar-to-bolt/")
    assert answer is not None
    assert answer.status == 200
    desk.locator("[hreflang=es][href*=from-bar]").first.evaluate("link => location = link.href")
    expect(desk.locator("h1")).to_have_text(SPANISH[0])
    expect(desk.locator("main")).to_contain_text("El torno gira")
    expect(desk.locator(".segment a[href='/es/occupations/51-4041/']")).to_have_count(2)
    desk.goto(f"{site.url}/staff/board/")
    expect(waiting).to_have_count(0)


def _add_segment(page: Page, number: int, title: str, starts: str) -> None:
    """Write a segment at the end of the episode."""
    field = page.locator("#panel-child-content-segments-section")
    field.locator(".c-sf-add-button").last.click()
    path = f"segments-{number}-value"
    page.locator(f"[name={path}-title]").fill(title)
    page.locator(f"[name={path}-starts]").fill(starts)
    words = page.locator("[data-contentpath=words] [contenteditable=true]").nth(number)
    words.fill("Metal is cut.")
    # The editor of running text hands its words over a moment later.
    expect(page.locator(f"[name={path}-words]")).to_have_value(re.compile("Metal"))


def _add_occupation(page: Page, number: int, soc_code: str) -> None:
    """Name an occupation in a segment."""
    threads = page.locator("[data-contentpath=threads]").nth(number)
    threads.locator(".c-sf-add-button").first.click()
    page.get_by_role("option", name="Occupation").click()
    page.locator(f"[name=segments-{number}-value-threads-0-value]").fill(soc_code)


def _publish(page: Page) -> None:
    # The editor saves drafts by itself and changes the address: only a form that was sent counts.
    with page.expect_response(_is_sent_form):
        page.locator("[name=action-publish]").first.dispatch_event("click")
    page.wait_for_load_state()


def _is_sent_form(answer: Response) -> bool:
    return answer.request.method == "POST" and answer.request.is_navigation_request()


def _translate(page: Page, words: tuple[str, ...]) -> None:
    """Write the words of a page in the order in which the editor of translations asks for them."""
    waiting = page.get_by_role("button", name="Translate", exact=True)
    expect(waiting.first).to_be_visible()
    for said in words:
        left = waiting.count()
        waiting.first.click()
        page.locator("main textarea").first.fill(said)
        # Kept when the site has answered; the page counts it before that.
        with page.expect_response(lambda answer: answer.request.method == "PUT"):
            page.get_by_role("button", name="Save", exact=True).click()
        expect(waiting).to_have_count(left - 1)
