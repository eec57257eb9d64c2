"""Signing in to the served site in a browser, as people do."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from tests.factories.accounts import PASSWORD, code_in, shown_by_app

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.served import Site

KEEPER = "keeper@example.org"


def make_keeper(site: Site, email: str = KEEPER) -> None:
    """Make an administrator on the command line of a served site."""
    made = subprocess.run(
        [
            *(sys.executable, "-m", "keyway.web.management.cli", "createsuperuser", "--noinput"),
            *("--email", email, "--full_name", "Kim Keeper"),
        ],
        env={**os.environ, "KEYWAY_DATA": str(site.data), "DJANGO_SUPERUSER_PASSWORD": PASSWORD},
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr


def type_password(page: Page, email: str, password: str = PASSWORD) -> None:
    """Type an address and a password into the page that is open."""
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(password)
    page.locator(".form button[type=submit]").click()


def set_up_app(page: Page) -> str:
    """Set up an authenticator app from the page of second steps; return the secret it holds."""
    page.get_by_role("link", name="Set up the app").click()
    page.locator("summary", has_text="Copy the key instead").click()
    secret = page.locator(".key-text").inner_text()
    page.locator("[name=code]").fill(shown_by_app(secret))
    page.get_by_role("button", name="Turn it on").click()
    return secret


def last_letter(site: Site, to: str) -> str:
    """Return the newest message to an address, waiting a little for it."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        for words in reversed(site.letters()):
            if f"To: {to}" in words:
                return words
        time.sleep(0.1)
    raise AssertionError(f"no letter to {to}")


def last_code(site: Site, to: str) -> str:
    """Return the code in the newest message to an address."""
    return code_in(last_letter(site, to))


def make_person(site: Site, email: str, language: str = "en") -> None:
    """Make somebody of an organization, with a password and an address that is not proven."""
    words = (
        "from keyway.partners.models import Person;"
        f"Person.objects.create_user({email!r}, {PASSWORD!r}, full_name='Ana Ruiz',"
        f" preferred_language={language!r})"
    )
    made = subprocess.run(
        [sys.executable, "-m", "keyway.web.management.cli", "shell", "--command", words],
        env={**os.environ, "KEYWAY_DATA": str(site.data)},
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr


def make_member(site: Site, slug: str, email: str, *, invites: str = "") -> None:
    """Make an administrator of an organization of a served site, with a proven address.

    Args:
        site: where.
        slug: of the organization.
        email: of the administrator, who is called Rosa Delgado.
        invites: address of somebody whom they invite at once, in Spanish.
    """
    words = f"""
from allauth.account.models import EmailAddress
from django.utils import timezone
from keyway.partners.actions.invitations import invite_person
from keyway.partners.models import Membership, Organization, Person
plant = Organization.objects.get(slug={slug!r})
rosa = Person.objects.create_user({email!r}, {PASSWORD!r}, full_name="Rosa Delgado")
EmailAddress.objects.filter(user=rosa).update(verified=True)
now = timezone.now()
Membership.objects.create(
    organization=plant, person=rosa, role="organization_admin", since_at=now
)
if {invites!r}:
    invite_person(by=rosa, organization=plant, email={invites!r}, full_name="Ana Ruiz",
                  role="plant_manager", language="es", now=now, base={site.url!r})
"""
    made = subprocess.run(
        [sys.executable, "-m", "keyway.web.management.cli", "shell", "--command", words],
        env={
            **os.environ,
            "KEYWAY_DATA": str(site.data),
            "KEYWAY_EMAIL_URL": f"file://{site.data}/mail",
        },
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
