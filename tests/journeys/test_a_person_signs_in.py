"""People sign in: with a code on a phone, with an app, with a passkey; and what they meet on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from tests.factories.accounts import PASSWORD, shown_by_app
from tests.signing import (
    last_code,
    last_letter,
    make_keeper,
    make_person,
    set_up_app,
    type_password,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.served import Site

LISTEN = (
    "window.broken = [];"
    "document.addEventListener('securitypolicyviolation', event =>"
    " window.broken.push(event.effectiveDirective + ' ' + event.blockedURI))"
)


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone that reads Spanish."""
    visitor = browser.new_context(viewport={"width": 390, "height": 844}, locale="es-US")
    yield visitor
    visitor.close()


def _local(site: Site) -> str:
    """Return the site's address by name: browsers give passkeys to names, not to numbers."""
    return site.url.replace("127.0.0.1", "localhost")


def _with_authenticator(page: Page) -> None:
    """Put a passkey's holder into the browser that answers by itself, as a finger would."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_plant_manager_signs_in_on_her_phone_with_a_code_in_spanish(
    phone: BrowserContext, site: Site, axe: Callable[[Page], list[str]]
) -> None:
    make_person(site, "ana@plant.example", "es")
    page = phone.new_page()

    page.goto(f"{site.url}/es/my/account/")
    page.locator(".ways a.button").click()
    page.locator("[name=email]").fill("ana@plant.example")
    page.locator(".form button[type=submit]").click()
    assert axe(page) == []
    page.locator("[name=code]").fill(last_code(site, "ana@plant.example").lower())
    page.locator(".form button[type=submit]").click()

    page.wait_for_url(f"{site.url}/es/my/account/")
    assert page.get_by_text("ana@plant.example", exact=True).is_visible()
    assert axe(page) == []


def test_the_code_works_without_javascript(browser: Browser, site: Site) -> None:
    make_person(site, "plain@plant.example")
    visitor = browser.new_context(java_script_enabled=False)
    page = visitor.new_page()

    page.goto(f"{site.url}/en/accounts/login/")
    assert page.get_by_text("Passkeys need JavaScript").is_visible()
    assert not page.get_by_role("button", name="Use a passkey").is_visible()
    page.get_by_role("link", name="Send me a code by e-mail").click()
    page.locator("[name=email]").fill("plain@plant.example")
    page.get_by_role("button", name="Send the code").click()
    page.locator("[name=code]").fill(last_code(site, "plain@plant.example"))
    page.get_by_role("button", name="Go on").click()

    page.wait_for_url(f"{site.url}/en/my/")
    visitor.close()


def test_staff_set_up_an_app_keep_their_codes_and_sign_in_with_both(
    browser: Browser, site: Site
) -> None:
    make_keeper(site, "app@example.org")
    visitor = browser.new_context()
    page = visitor.new_page()
    page.goto(f"{site.url}/staff/users/")
    type_password(page, "app@example.org")
    expect(page.get_by_text("so it needs a second step")).to_be_visible()

    secret = set_up_app(page)
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    recovery = page.locator(".recovery-codes li").first.inner_text()
    page.get_by_role("link", name="I have kept them").click()
    page.wait_for_url(f"{site.url}/staff/users/")
    assert "app" in last_letter(site, "app@example.org").lower()

    visitor.clear_cookies()
    page.goto(f"{site.url}/staff/")
    type_password(page, "app@example.org")
    page.locator("[name=code]").fill("000000")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("not the one we expected")).to_be_visible()
    page.locator("[name=code]").fill(recovery)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{site.url}/staff/")
    assert len(shown_by_app(secret)) == 6
    visitor.close()


def test_a_keeper_signs_in_with_a_passkey_alone(browser: Browser, site: Site) -> None:
    make_keeper(site, "passkey@example.org")
    visitor = browser.new_context()
    visitor.add_init_script(LISTEN)
    page = visitor.new_page()
    _with_authenticator(page)
    page.goto(f"{_local(site)}/staff/pages/")
    type_password(page, "passkey@example.org")

    page.get_by_role("link", name="Add a passkey").click()
    assert page.evaluate("window.broken") == []
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_role("link", name="I have kept them").click()
    page.wait_for_url(f"{_local(site)}/staff/pages/")

    visitor.clear_cookies()
    page.goto(f"{_local(site)}/en/accounts/login/?next=/staff/pages/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{_local(site)}/staff/pages/")
    visitor.close()


def test_a_passkey_that_is_not_given_is_told_in_plain_words(browser: Browser, site: Site) -> None:
    visitor = browser.new_context()
    page = visitor.new_page()
    _with_authenticator(page)  # which holds none for this site
    page.goto(f"{_local(site)}/en/accounts/login/")

    page.get_by_role("button", name="Use a passkey").click()

    expect(page.locator("[data-passkey-trouble]")).to_be_visible(timeout=15_000)
    visitor.close()


def test_whoever_mistypes_five_times_is_told_how_long_to_wait(browser: Browser, site: Site) -> None:
    make_person(site, "hasty@plant.example")
    visitor = browser.new_context()
    page = visitor.new_page()
    page.goto(f"{site.url}/en/accounts/login/")
    for _ in range(5):
        type_password(page, "hasty@plant.example", "not at all this one")
        expect(page.get_by_text("do not belong together")).to_be_visible()

    type_password(page, "hasty@plant.example", PASSWORD)

    expect(page.get_by_text("wait five minutes and try again")).to_be_visible()
    visitor.close()


LOOKS: list[tuple[str, int, Literal["light", "dark"]]] = [
    ("en", 1280, "dark"),
    ("es", 390, "light"),
]
OPEN = ["login/", "login/code/", "signup/", "password/reset/", "inactive/"]
OWN = [
    "accounts/second-step/",
    "accounts/second-step/totp/activate/",
    "accounts/second-step/webauthn/",
    "accounts/second-step/webauthn/add/",
    "accounts/reauthenticate/",
    "accounts/password/change/",
    "accounts/email/",
    "accounts/logout/",
    "accounts/elsewhere/",
    "my/account/",
]


@pytest.mark.parametrize(("language", "width", "scheme"), LOOKS)
def test_every_page_of_accounts_is_clean(
    browser: Browser,
    site: Site,
    axe: Callable[[Page], list[str]],
    language: str,
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    make_keeper(site, f"clean-{language}@example.org")
    visitor = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    visitor.add_init_script(LISTEN)
    page = visitor.new_page()
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on(
        "request", lambda request: said.append(request.url) if site.url not in request.url else None
    )

    def look(path: str) -> list[str]:
        page.goto(f"{site.url}/{language}/{path}")
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        broken: list[str] = page.evaluate("window.broken")
        return [
            f"{path} {fault}" for fault in [*axe(page), *broken, *(["too wide"] if wide else [])]
        ]

    faults = [fault for path in OPEN for fault in look(f"accounts/{path}")]
    page.goto(f"{site.url}/{language}/accounts/login/")
    type_password(page, f"clean-{language}@example.org")
    page.wait_for_url("**/second-step/**")
    faults += [fault for path in OWN for fault in look(path)]

    assert faults == []
    assert [line for line in said if not line.startswith("data:")] == []
    visitor.close()
