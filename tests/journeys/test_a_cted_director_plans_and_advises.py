"""A director of a technical district asks two scenarios, compares them and advises one college."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.signing import make_member, type_password

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.served import Site

CTED = "pima-county-jted"
DIRECTOR = "director.pima@example.org"
# The worker of the served site may be busy with the gap for minutes, so the job is run here.
ANSWER = """
from django.utils import timezone
from keyway.needs.actions.rollout import answer_scenario
from keyway.needs.models import RolloutScenario
for each in RolloutScenario.objects.exclude(status__in=("done", "refused")):
    answer_scenario(number=each.pk, now=timezone.now())
"""


def _answer(site: Site) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "keyway.web.management.cli", "shell", "--command", ANSWER],
        env={**os.environ, "KEYWAY_DATA": str(site.data)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def _ask(page: Page, site: Site, name: str, rural: str) -> None:
    page.goto(f"{site.url}/en/my/organizations/{CTED}/rollout/new/")
    page.locator("[name=name]").fill(name)
    page.locator("[name=budget]").fill("3000000")
    page.locator("[name=rural_percent]").fill(rural)
    page.locator("[name=seconds]").select_option("10")
    page.get_by_role("button", name="Find the best plan").click()
    expect(page.locator("h1")).to_have_text(
        re.compile("The plan is being reckoned|programs? fills? about")
    )


def test_from_two_questions_to_one_advice(
    page: Page, site: Site, axe: Callable[[Page], list[str]]
) -> None:
    make_member(site, CTED, DIRECTOR)
    page.goto(f"{site.url}/en/my/organizations/{CTED}/rollout/")
    type_password(page, DIRECTOR)
    expect(page.locator("main")).to_contain_text("No scenario yet")
    assert axe(page) == []

    _ask(page, site, "Three million", "0")
    _ask(page, site, "Three million, all rural", "100")
    _answer(site)

    page.goto(f"{site.url}/en/my/organizations/{CTED}/rollout/")
    expect(page.locator("h1")).to_have_text("2 scenarios side by side")
    rows = page.locator("#side-by-side tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("at least 100 percent rural")
    assert axe(page) == []

    page.get_by_role("link", name="Three million", exact=True).click()
    expect(page.locator("#limits")).to_contain_text("another $100,000")
    assert axe(page) == []
    page.locator(".plan-lines a.button").first.click()

    expect(page.locator("[name=words]")).to_have_value(re.compile("open jobs within reach"))
    page.get_by_role("button", name="Send the advice").click()
    expect(page.locator(".callout.done")).to_contain_text("The advice waits on the board of")
    expect(page.locator("#given li")).to_have_count(1)
    assert axe(page) == []
