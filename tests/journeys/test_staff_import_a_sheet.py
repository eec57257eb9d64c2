"""Staff bring the sheet they keep, see what is wrong, decide, import, take back, and merge a double."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.signing import make_keeper, set_up_app, type_password

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.served import Site

IMPORTER = "importer@example.org"
LISTEN = (
    "window.broken = [];"
    "document.addEventListener('securitypolicyviolation', event =>"
    " window.broken.push(event.effectiveDirective + ' ' + event.blockedURI))"
)
SHEET = (
    "Spring tour contacts,,,,,,\n"
    "Company,Contact,Contact e-mail,Phone,City/State/Zip,Website,Notes\n"
    'Zephyr Gears Demo,Ana Ruiz,ana@zephyr.example,480-555-0111,"Mesa, AZ 85201",,likes golf\n'
    'Zephyr Gears Demo,Raj Patel,raj at zephyr,480-555-0112,"Mesa, AZ 85201",,\n'
    ',Nobody,,,"Yuma, AZ",,\n'
    'Zephyr Gear Demo LLC,Kay Wong,kay@zephyr.example,480-555-0113,"Mesa, AZ 85201",,\n'
)
HOME = (
    "from keyway.partners.models import Organization;"
    "Organization.objects.filter(runs_site=True).exists() or Organization.objects.create("
    "name='Demo Partnership', slug='demo-partnership', search_text='demo partnership',"
    " kind='partnership', status='approved', state_code='AZ', runs_site=True)"
)


@pytest.fixture(scope="module")
def desk(browser: Browser, site: Site) -> BrowserContext:
    """A browser in which an administrator has signed in, with a partnership that runs the site."""
    done = subprocess.run(
        [sys.executable, "-m", "keyway.web.management.cli", "shell", "--command", HOME],
        env={**os.environ, "KEYWAY_DATA": str(site.data)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    make_keeper(site, IMPORTER)
    visitor = browser.new_context(viewport={"width": 1280, "height": 900})
    visitor.add_init_script(LISTEN)
    page = visitor.new_page()
    page.goto(f"{site.url}/staff/")
    type_password(page, IMPORTER)
    set_up_app(page)
    page.get_by_role("link", name="I have kept them").click()
    page.wait_for_url(f"{site.url}/staff/")
    page.close()
    return visitor


@pytest.fixture
def opened(desk: BrowserContext) -> Page:
    return desk.new_page()


def choose(page: Page, site: Site, folder: Path, text: str, name: str = "contacts.csv") -> None:
    """Upload a sheet and wait until it was read."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    page.goto(f"{site.url}/staff/imports/new/")
    page.get_by_label("Contact sheet").set_input_files(file)
    page.get_by_role("button", name="Read the sheet").click()
    page.locator(".intake-counts, .intake-note").first.wait_for(timeout=60_000)


def test_staff_import_a_sheet_undo_it_and_merge_a_double(
    opened: Page, site: Site, tmp_path: Path, axe: Callable[[Page], list[str]]
) -> None:
    choose(opened, site, tmp_path, SHEET)

    # What is wrong is told by row and column, before anything is in the directory.
    assert opened.get_by_role("link", name="No organization named 1").is_visible()
    opened.get_by_role("link", name="No e-mail address 1").click()
    told = opened.locator(".intake-problems")
    assert "“raj at zephyr” is no e-mail address and is left out." in told.inner_text()
    opened.wait_for_load_state("networkidle")
    assert axe(opened) == []

    # Only a person decides who is the same.
    opened.get_by_role("link", name="Back to the import").click()
    opened.get_by_role("link", name="Look at each").click()
    row = opened.locator("#row-6")
    row.get_by_label("A new organization").check()
    row.get_by_role("button", name="Keep this decision").click()
    row.locator(".intake-decision", has_text="A new organization").wait_for()
    expect(row.get_by_role("button", name="Keep this decision")).to_be_focused()

    # One import, all or nothing.
    opened.get_by_role("link", name="Back to the import").click()
    opened.locator(".intake-counts").wait_for()
    opened.wait_for_load_state("networkidle")
    assert axe(opened) == []
    opened.get_by_role("button", name="Import what is decided").click()
    take_back = opened.get_by_role("button", name="Take the whole import back")
    take_back.wait_for(timeout=60_000)
    assert opened.get_by_role("row", name="Organizations 2 0").is_visible()
    imported = opened.url

    # The double is merged field by field, and the merge taken back.
    opened.goto(f"{site.url}/staff/merge/?q=zephyr")
    opened.get_by_role("link", name="Zephyr Gears Demo").click()
    opened.get_by_role("link", name="Zephyr Gear Demo LLC").click()
    opened.get_by_role("button", name="Make them one").wait_for()
    opened.wait_for_load_state("networkidle")
    assert axe(opened) == []
    opened.get_by_role("button", name="Make them one").click()
    opened.get_by_role("button", name="Take the merge back").click()
    opened.get_by_text("The directory is as it was before.").wait_for(timeout=60_000)

    # And the whole import.
    opened.goto(imported)
    opened.get_by_role("button", name="Take the whole import back").click()
    opened.get_by_text("The directory is as it was before.").wait_for(timeout=60_000)
    opened.goto(f"{site.url}/staff/merge/?q=zephyr")
    assert opened.get_by_text("Nothing is called like this.").is_visible()
    assert opened.evaluate("window.broken") == []
    opened.close()


def test_a_file_that_is_no_sheet_gets_a_sentence_and_a_way_on(
    opened: Page, site: Site, tmp_path: Path
) -> None:
    choose(opened, site, tmp_path, "<html><body>Sign in first</body></html>", "contacts.xlsx")

    assert "It is a web page" in opened.get_by_role("alert").inner_text()
    assert opened.get_by_role("link", name="Choose the sheet again").is_visible()
    opened.close()
