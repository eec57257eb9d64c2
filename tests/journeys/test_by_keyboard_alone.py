"""Every task done by keys alone: no mouse, the focus always on the screen, and never lost or trapped."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.keying import Keys
from tests.signing import make_keeper, make_member

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Response

    from tests.served import Site

PLANT, CTED = "Demo Precision Machining", "east-valley-institute-of-technology-mesa"
DIRECTOR, STAFF = "director.keys@example.org", "staff.keys@example.org"
PARTNERSHIP = """
from keyway.partners.models import Organization
Organization.objects.filter(runs_site=True).exists() or Organization.objects.create(
    name="Demo Partnership", slug="demo-partnership", search_text="demo partnership",
    kind="partnership", status="approved", state_code="AZ", runs_site=True)
"""
PROMISE = f"""
from django.utils import timezone
from keyway.credentials.models import Credential
from keyway.partners.actions.links import make_link
from keyway.partners.models import Contact, Organization
plant = Organization.objects.get(name={PLANT!r})
lena = Contact.objects.create(organization=plant, full_name="Lena Keys", email="lena.keys@example.org")
about = Credential.objects.get(key="mssc-clt")
print("/l/" + make_link(
    deed="promise.sign", contact=lena, subject=about.pk, days=30, now=timezone.now()) + "/")
"""
# The worker of the served site may be busy with the gap for minutes, so the job is run here.
ANSWER = """
from django.utils import timezone
from keyway.needs.actions.rollout import answer_scenario
from keyway.needs.models import RolloutScenario
for each in RolloutScenario.objects.exclude(status__in=("done", "refused")):
    answer_scenario(number=each.pk, now=timezone.now())
"""


def at_a_desk(browser: Browser, width: int = 1280) -> Keys:
    """Return somebody new at a screen who does without a mouse."""
    visitor = browser.new_context(
        viewport={"width": width, "height": 800}, reduced_motion="reduce", locale="en-US"
    )
    return Keys(visitor.new_page())


def done(site: Site, words: str) -> str:
    """Run words of Python on the served site, and return what they say."""
    made = subprocess.run(
        [sys.executable, "-m", "keyway.web.management.cli", "shell", "--command", words],
        env={**os.environ, "KEYWAY_DATA": str(site.data)},
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    return made.stdout


def is_paper(answer: Response) -> bool:
    """Return whether the site hands out paper."""
    return urlsplit(answer.url).path.endswith(".pdf")


@pytest.fixture
def keys(browser: Browser) -> Iterator[Keys]:
    somebody = at_a_desk(browser)
    yield somebody
    somebody.page.context.close()
    assert somebody.faults == []


def test_a_student_finds_three_steps_prints_them_in_spanish_and_erases_them(
    keys: Keys, site: Site
) -> None:
    page = keys.page
    page.goto(f"{site.url}/en/")
    keys.step()
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()

    page.goto(f"{site.url}/en/paths/")
    keys.leave(page.get_by_role("link", name="Grade 10"))
    keys.type(page.get_by_label("ZIP code"), "85201")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    keys.type(page.get_by_label("Say it in your own words"), "I like machines")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("[data-ladder]").first.locator("[data-next]")).to_have_count(3)

    for number in (0, 1):
        add = page.locator("[data-add]").nth(number)
        keys.press(add)
        expect(add).to_have_text("It is in your plan")
        expect(add).to_be_focused()
    keys.leave(page.get_by_role("link", name="My plan").last)
    keys.leave(page.locator(".tools [hreflang=es]"))
    keys.to(page.locator("[data-pdf]"))
    with page.context.expect_event("response", is_paper) as printed:
        page.keyboard.press("Control+Enter")  # the paper stands in a tab of its own
    assert printed.value.ok
    assert "/es/" in printed.value.url

    keys.press(page.locator("[data-remove]").last)
    expect(page.locator("[data-remove]")).to_be_focused()
    erase = page.locator("[data-erase]")
    keys.press(erase)
    expect(erase).to_be_focused()
    keys.leave(erase)
    expect(page.locator("[data-when-empty] a")).to_be_visible()
    assert page.evaluate("localStorage.getItem('keyway-plan')") is None
    keys.round()


@pytest.mark.long
def test_a_principal_checks_a_credential_and_where_nobody_teaches_it(
    keys: Keys, site: Site
) -> None:
    page = keys.page
    page.goto(f"{site.url}/en/credentials/")
    search = page.locator("#f-q")
    keys.type(search, "certified production technician")
    expect(page.locator(".cred").first).to_contain_text("Certified Production Technician")
    expect(search).to_be_focused()
    keys.leave(page.locator(".cred h3 a").first)
    keys.press(page.get_by_role("link", name="Who recognizes it"))
    expect(page.locator("#recognition")).to_be_in_viewport()
    keys.step()
    assert page.evaluate("document.activeElement.closest('#recognition') !== null")

    # Arrows pass over what is not wanted: nothing is asked for until the button is pressed.
    page.goto(f"{site.url}/en/coverage/")
    chosen = page.locator("form.filters select").last
    before = page.url
    keys.to(chosen)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(chosen).to_be_focused()
    assert page.url == before
    keys.leave(page.locator("form.filters button"))
    assert page.url != before
    keys.round()


@pytest.mark.long
def test_a_plant_manager_signs_by_link(keys: Keys, site: Site) -> None:
    page = keys.page
    page.goto(site.url + done(site, PROMISE).strip().splitlines()[-1])
    keys.leave(page.get_by_role("button", name="We interview whoever holds it"))
    expect(page.locator("main")).to_contain_text("on the public page now")
    page.goto(f"{site.url}/en/promises/?credential=mssc-clt&deed=interview")
    keys.leave(page.locator(".promise", has_text=PLANT).get_by_role("link").first)
    expect(page.locator("main")).to_contain_text(PLANT)


@pytest.mark.long
def test_a_teacher_runs_the_check_on_phones_and_on_paper(
    keys: Keys, browser: Browser, site: Site
) -> None:
    page = keys.page
    done(site, PARTNERSHIP)
    page.goto(f"{site.url}/en/check/")
    keys.choose(page.get_by_label("Grade"), "8")
    keys.type(page.get_by_label("How many students are in the class?"), "25")
    keys.leave(page.get_by_role("button", name="Get a code"))
    own = page.url
    keys.leave(page.get_by_role("link", name="Show the code to the class"))
    code = page.locator(".board-code").inner_text()

    student = at_a_desk(browser, 390)
    student.page.goto(f"{site.url}/es/check/{code}/")
    for number in (1, 2, 3):
        student.pick(student.page.locator(f"input[name=q{number}][value='4']"))
    student.leave(student.page.locator("form.sheet button"))
    assert student.page.url.endswith("/thanks/")
    assert student.faults == []
    student.page.context.close()

    # Ten sheets of paper: a digit goes on to the next box by itself.
    page.goto(own)
    keys.leave(page.get_by_role("link", name="Type in paper sheets"))
    keys.to(page.locator(".sheets input").first)
    page.keyboard.type("413" * 10)
    keys.leave(page.get_by_role("button", name="Keep these sheets"))
    page.goto(own)
    expect(page.locator("main")).to_contain_text("11 answers so far.")
    keys.leave(page.get_by_role("button", name="Everybody is done: show the results"))
    expect(page.locator("main table tbody tr")).to_have_count(3)
    keys.round()


@pytest.mark.long
def test_a_parent_finds_three_employers_asks_for_news_and_searches(keys: Keys, site: Site) -> None:
    page = keys.page
    page.goto(f"{site.url}/es/parents/")
    keys.leave(page.get_by_role("link", name=re.compile("tres empresas", re.I)).first)
    keys.type(page.locator("[name=zip]"), "85006")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("3 empresas")
    keys.round()

    page.goto(f"{site.url}/en/newsletter/")
    keys.type(page.locator("[name=email]"), "keys@example.org")
    keys.choose(page.locator("[name=audience]"), "Parent")
    keys.press(page.locator("[name=is_adult]"), "Space")
    expect(page.locator("[name=is_adult]")).to_be_checked()
    keys.leave(page.get_by_role("button", name="Ask for the newsletter"))
    assert page.url.endswith("/thanks/")

    keys.leave(page.locator(".tools a[href$='/search/']"))
    expect(page.locator("#q")).to_be_focused()
    keys.type(page.locator("#q"), "soldador")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    keys.leave(page.locator(".finds a").first)
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.long
def test_a_director_asks_for_a_plan_and_sends_an_advice(keys: Keys, site: Site) -> None:
    page = keys.page
    make_member(site, CTED, DIRECTOR)
    page.goto(f"{site.url}/en/my/organizations/{CTED}/rollout/")
    keys.sign_in(DIRECTOR)
    keys.leave(page.locator("main a.button").first)
    keys.type(page.locator("[name=name]"), "By keys")
    keys.type(page.locator("[name=budget]"), "3000000")
    keys.choose(page.locator("[name=seconds]"), "10")
    keys.leave(page.get_by_role("button", name="Find the best plan"))
    done(site, ANSWER)
    page.goto(f"{site.url}/en/my/organizations/{CTED}/rollout/")
    keys.leave(page.get_by_role("link", name="By keys", exact=True).first)
    keys.leave(page.locator(".plan-lines a.button").first)
    keys.leave(page.get_by_role("button", name="Send the advice"))
    expect(page.locator(".callout.done")).to_contain_text("The advice waits on the board of")
    keys.round()


@pytest.mark.long
def test_staff_run_a_campaign_a_survey_and_a_petition(keys: Keys, site: Site) -> None:
    page = keys.page
    make_keeper(site, STAFF)
    here = f"{site.url}/en/my/organizations/{CTED}"
    page.goto(f"{here}/campaigns/")
    keys.sign_in(STAFF)
    keys.prove_twice()

    page.goto(f"{here}/campaigns/")
    keys.leave(page.get_by_role("link", name="Begin a campaign").first)
    keys.type(page.get_by_label("Name"), "Evening by keys")
    keys.type(page.get_by_label("Goal"), "Parents ask their school for a tour.")
    keys.to(page.get_by_label("Last day"))
    page.keyboard.type("12312099")
    keys.leave(page.get_by_role("button", name="Begin"))
    keys.leave(page.get_by_role("link", name="Make a short link"))
    keys.type(page.get_by_label("The exact place"), "Library")
    keys.type(page.get_by_label("Leads to"), f"{site.url}/es/parents/")
    keys.leave(page.get_by_role("button", name="Make it"))
    expect(page.locator(".short-qr svg")).to_be_visible()
    keys.round()

    page.goto(f"{here}/surveys/begin/")
    keys.type(page.locator("[name=name]"), "Tours, by keys")
    keys.pick(page.locator("[name=audience]").nth(1))
    for name, number in (("groups", "8"), ("treated", "4"), ("answers", "30")):
        keys.type(page.locator(f"[name=planned_{name}]"), number)
    keys.leave(page.locator(".form button[type=submit]"))
    keys.press(page.locator("[name=key]").first, "Space")
    keys.leave(page.get_by_role("button", name="Ask these"))
    keys.round()

    page.goto(f"{here}/petitions/start/")
    keys.choose(page.locator("[name=credential]"), "NIMS Machining Level I: CNC M")
    keys.pick(page.locator("[name=window]").first)
    keys.leave(page.get_by_role("button", name="Begin", exact=True))
    keys.leave(page.get_by_role("link", name="Write what the petition says"))
    keys.type(page.locator("[name=reason]"), "Shops within 20 miles hire millers every month.")
    keys.leave(page.locator("form.form button[type=submit]"))
    keys.choose(page.locator("#letters [name=employer]"), PLANT)
    keys.leave(page.get_by_role("button", name="Ask for a letter"))
    expect(page.locator("#letters")).to_contain_text(PLANT)
    keys.round()
