"""A teacher without an account starts the check, a class answers, and she sees what it said."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from tests.served import Site

STUDENTS = 11  # who answer beside the one whose phone we watch
WORDS = (
    "from keyway.partners.models import Organization\n"
    "Organization.objects.filter(runs_site=True).exists() or Organization.objects.create("
    "name='Demo Partnership', slug='demo-partnership', search_text='demo partnership',"
    " kind='partnership', status='approved', state_code='AZ', runs_site=True)"
)


@pytest.fixture
def partnership(site: Site) -> None:
    """Somebody runs the site."""
    made = subprocess.run(
        [sys.executable, "-m", "keyway.web.management.cli", "shell", "--command", WORDS],
        env={**os.environ, "KEYWAY_DATA": str(site.data)},
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr


@pytest.fixture
def teacher(browser: Browser) -> Iterator[Page]:
    visitor = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
    yield visitor.new_page()
    visitor.close()


@pytest.fixture
def student(browser: Browser) -> Iterator[Page]:
    """A phone that reads Spanish first and runs no script."""
    visitor = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="es-MX", java_script_enabled=False
    )
    yield visitor.new_page()
    assert visitor.cookies() == []
    visitor.close()


def answer(address: str, step: int) -> None:
    """Send a sheet as a browser does, without one."""
    with urlopen(address, timeout=30) as page:  # noqa: S310 — our own site
        proof = re.search(r'name="proof" value="([^"]+)"', page.read().decode())
    assert proof is not None
    picked = {"proof": proof[1], "q1": step, "q2": 1 + step % 5, "q3": 6 - step}
    with urlopen(address, urlencode(picked).encode(), timeout=30) as thanks:  # noqa: S310
        assert "/thanks/" in thanks.url


@pytest.mark.usefixtures("partnership")
def test_from_the_code_on_the_wall_to_what_the_class_said(
    teacher: Page, student: Page, site: Site, axe: Callable[[Page], list[str]]
) -> None:
    teacher.goto(f"{site.url}/en/check/")
    teacher.get_by_label("Grade").select_option("8")
    teacher.get_by_label("How many students are in the class?").fill("25")
    teacher.get_by_role("button", name="Get a code").press("Enter")
    own = teacher.url
    expect(teacher.locator("main")).to_contain_text("No answers yet; results are shown from 10.")
    assert axe(teacher) == []
    teacher.get_by_role("link", name="Show the code to the class").click()
    code = teacher.locator(".board-code").inner_text()
    assert "results" not in teacher.url

    student.goto(f"{site.url}/check/{code}/")
    assert student.url == f"{site.url}/es/check/{code}/"
    for number in (1, 2, 3):
        student.locator(f"input[name=q{number}][value='4']").check()
    student.locator("form.sheet button").click()
    assert student.url.endswith("/thanks/")
    for at in range(STUDENTS):
        answer(f"{site.url}/en/check/{code}/", 1 + at % 5)

    teacher.goto(own)
    expect(teacher.locator("main")).to_contain_text("12 answers so far.")
    teacher.get_by_role("button", name="Everybody is done: show the results").click()
    expect(teacher.locator("h1")).to_have_text("What your class said")
    expect(teacher.locator("main table tbody tr")).to_have_count(3)
    assert axe(teacher) == []
    student.goto(f"{site.url}/es/check/{code}/")
    assert student.locator("form.sheet").count() == 0
