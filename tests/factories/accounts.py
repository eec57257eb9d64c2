"""People who sign in as people do, and what their phones show and their mail holds."""

from __future__ import annotations

import base64
import hmac
import re
import struct
import time
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from keyway.partners.models import Person

if TYPE_CHECKING:
    from django.test import Client

PASSWORD = "correct horse battery staple"  # noqa: S105 — of no account outside these tests
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 — of no account outside these tests
LOGIN = "/en/accounts/login/"
SECOND_STEP = "/en/accounts/second-step/"


def person(email: str = "ana@plant.example", **fields: Any) -> Person:
    """Return somebody with a password and a proven address."""
    made = Person.objects.create_user(email, PASSWORD, **{"full_name": "Ana Ruiz", **fields})
    EmailAddress.objects.filter(user=made).update(verified=True)
    return made


def keeper(email: str = "keeper@example.org") -> Person:
    """Return an administrator of the site, without a second factor so far."""
    return Person.objects.create_superuser(email, PASSWORD, full_name="Kim Keeper")


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    """Type an address and a password into the page that takes them."""
    return client.post(LOGIN, {"login": email, "password": password}, **more)


def add_app(someone: Person) -> None:
    """Give somebody an authenticator app that holds ``SECRET``, and recovery codes."""
    TOTP.activate(someone, SECRET)
    RecoveryCodes.activate(someone)


def shown_by_app(secret: str = SECRET) -> str:
    """Return what an authenticator app shows now (RFC 6238)."""
    key = base64.b32decode(secret)
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
    place = digest[-1] & 15
    (number,) = struct.unpack(">I", digest[place : place + 4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"


def code_in(words: str) -> str:
    """Return the code that a message holds."""
    found = re.search(r"^ {4}(\S+)\s*$", words, re.M)
    assert found, words
    return found.group(1)


def token_in(words: str) -> str:
    """Return the token of the invitation that a message holds."""
    return words.partition("/invitation/")[2].partition("/")[0]
