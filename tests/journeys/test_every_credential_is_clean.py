"""Every page about credentials, programs, paths and plans, its desks too: whole, light, for everybody."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from tests.keying import Keys
from tests.looking import DESK, LIGHT, LOOKS, WHOLE, Look, look_at_all
from tests.signing import make_keeper, set_up_app, type_password

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page, StorageState

    from tests.served import Site

KEEPER = "desks.keeper@example.org"
SCHOOL, PLANT = "west-mec-western-maricopa-education-center", "demo-precision-machining"
# Full, empty and wrong states of every kind of page, and how heavy each may be.
PAGES: dict[str, int] = {
    "credentials/": WHOLE,
    "credentials/?q=zeppelin": WHOLE,
    "credentials/?recognized=nam": WHOLE,
    "credentials/mssc-cpt/": WHOLE,
    "credentials/mssc-cpt/?zip=85701": WHOLE,
    "credentials/mssc-cpt/?zip=00000": WHOLE,
    "credentials/az-tsa/": WHOLE,
    "credentials/none/": WHOLE,
    "programs/": WHOLE,
    "programs/?q=zeppelin": WHOLE,
    "programs/aircraft-mechanics-pima-county-jted/": WHOLE,
    "programs/none/": WHOLE,
    "coverage/": WHOLE,
    "coverage/?credential=mssc-cpt": WHOLE,
    "coverage/?soc=51-4041": WHOLE,
    "coverage/?credential=none": WHOLE,
    "funnel/": WHOLE,
    "funnel/pima-county-jted/": WHOLE,
    "funnel/none/": WHOLE,
    "promises/": WHOLE,
    "promises/?credential=mssc-cpt&deed=hire": WHOLE,
    "state-lists/": WHOLE,
    "paths/": LIGHT,
    "paths/?grade=10": LIGHT,
    "paths/?grade=10&zip=99999": LIGHT,
    "paths/?grade=10&zip=85201": LIGHT,
    "paths/?grade=10&zip=85201&q=machines": LIGHT,
    "paths/?grade=10&zip=85201&q=zeppelin": LIGHT,
    "paths/interests/": LIGHT,
    "paths/plan/": LIGHT,
    "paths/plan/?routes=p0_j00-0000": LIGHT,
    "methods/pathways/": WHOLE,
    "methods/rollout/": WHOLE,
}
# Lists at the desks; what they lead to is looked at as well, one page of every address.
DESKS = [
    *(
        f"my/organizations/{SCHOOL}/{each}/"
        for each in (
            *("programs", "programs/add", "letters", "advice", "adoption", "adoption/record"),
            *("petitions", "petitions/start", "rollout", "rollout/new", "newsletter"),
            *("campaigns", "campaigns/start", "campaigns/calendar"),
            *("surveys", "surveys/begin", "sittings"),
        )
    ),
    *(
        f"my/organizations/{PLANT}/{each}/"
        for each in ("promises", "promises/sign", "promises/ask")
    ),
]
# A petition, a plan, a campaign and a survey of a school's own.
FULL = f"""
from datetime import date, timedelta
from django.utils import timezone
from keyway.credentials.models import Credential, Petition
from keyway.needs.actions.rollout import answer_scenario
from keyway.needs.models import RolloutScenario
from keyway.partners.models import Organization, Person
from keyway.promote.models import Campaign, PerceptionSurvey
now = timezone.now()
own = dict(organization=Organization.objects.get(slug={SCHOOL!r}))
Petition.objects.create(credential=Credential.objects.get(slug="nims-cnc-milling-operator"),
    state_code="AZ", list_key="az-cte-credentials", cycle_year=2027, started_at=now, **own)
Campaign.objects.create(name="Evening", goal="Parents ask.", audience="everybody",
    starts_date=now.date(), ends_date=now.date() + timedelta(days=30), **own)
PerceptionSurvey.objects.create(name="Tours", audience="pupils", planned_groups=8, **own)
asked = RolloutScenario.objects.create(name="Two seconds", state_fips="04", budget_usd=3000000,
    rural_share=0.5, seconds=2, asked_at=now, asked_by=Person.objects.get(email={KEEPER!r}), **own)
answer_scenario(number=asked.pk, now=now)
"""
# The addresses a page leads to, each kind once.
LINKS = "Array.from(document.querySelectorAll('main a[href]'), link => link.getAttribute('href'))"
NO_PAGE = re.compile(r"\.(csv|xlsx|json|jsonld|pdf|ics|svg|png)$")


@pytest.fixture(scope="module")
def signed_in(site: Site, browser: Browser) -> StorageState:
    """What a browser keeps for somebody who may sit at every desk, which are not empty."""
    make_keeper(site, KEEPER)
    made = subprocess.run(
        [sys.executable, "-m", "keyway.web.management.cli", "shell", "--command", FULL],
        env={**os.environ, "KEYWAY_DATA": str(site.data)},
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    visitor = browser.new_context()
    page = visitor.new_page()
    page.goto(f"{site.url}/en/my/organizations/{SCHOOL}/petitions/")
    type_password(page, KEEPER)
    set_up_app(page)
    page.get_by_role("link", name="I have kept them").click()
    kept = visitor.storage_state()
    visitor.close()
    return kept


@pytest.fixture(scope="module")
def desks(site: Site, browser: Browser, signed_in: StorageState) -> list[str]:
    """The pages at the desks: the lists, and one page of every address they lead to."""
    visitor = browser.new_context(storage_state=signed_in)
    page = visitor.new_page()
    found = {resolve(f"/en/{path}").route: path for path in DESKS}
    for path in DESKS:
        page.goto(f"{site.url}/en/{path}", wait_until="load")
        for href in page.evaluate(LINKS):
            if href.startswith("/en/my/organizations/") and not NO_PAGE.search(href):
                found.setdefault(resolve(urlsplit(href).path).route, href.removeprefix("/en/"))
    visitor.close()
    return sorted(found.values())


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
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, look)))
def test_every_desk_is_clean_in_every_look(
    browser: Browser,
    site: Site,
    axe: Callable[[Page], list[str]],
    look: Look,
    desks: list[str],
    signed_in: StorageState,
    record_property: Callable[[str, object], None],
) -> None:
    wrong = look_at_all(browser, site, axe, [(path, DESK) for path in desks], look, signed_in)

    record_property("pages", len(desks))
    assert wrong == []


@pytest.mark.long
def test_every_page_and_desk_is_walked_by_keys_and_the_focus_is_always_seen(
    browser: Browser,
    site: Site,
    desks: list[str],
    signed_in: StorageState,
    record_property: Callable[[str, object], None],
) -> None:
    faults, steps = [], 0
    for paths, kept in ((list(PAGES), None), (desks, signed_in)):
        visitor = browser.new_context(
            viewport={"width": 1280, "height": 800}, reduced_motion="reduce", storage_state=kept
        )
        keys = Keys(visitor.new_page())
        for path in paths:
            keys.page.goto(f"{site.url}/en/{path}", wait_until="load")
            keys.round()
        visitor.close()
        faults, steps = faults + keys.faults, steps + keys.steps

    record_property("steps by keys", steps)
    assert faults == []
