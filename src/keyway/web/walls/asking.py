"""A person who asks: a client with the session that a person of the world would have."""

from __future__ import annotations

import re
import time
from itertools import count
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.test import Client
from django.utils.crypto import get_random_string

from keyway.web.accounts.factors import PROVEN_FOR
from keyway.web.walls.world import ANONYMOUS, ASKERS

if TYPE_CHECKING:
    from http.cookies import SimpleCookie

    from django.http.response import HttpResponseBase

    from keyway.web.walls.world import World

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# Parts of an answer that differ each time it is given.
_PASSING = re.compile(
    rb'nonce[-=]"?[\w+/=-]+|name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"'
    rb"|csrf[Tt]oken\W{1,5}\w{64}|(?:id|for|aria-\w+)=\"[\w-]*\d[\w-]*\""
)
_STEPS = re.compile(rf"/(?:\w\w/)?accounts/|/{settings.STAFF_PATH}login/|/_util/login/")


class Asking:
    """Asks as one person of the world; every answer is given as if it were the first."""

    def __init__(self, world: World, asker: str) -> None:
        self.asker = asker
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        if asker != ANONYMOUS:
            _sign_in(self.client, world, asker)
        self._cookies = dict(self.client.cookies.items())
        self._turn = count(1)

    def ask(
        self, method: str, path: str, data: dict[str, str] | None = None, **headers: str
    ) -> HttpResponseBase:
        """Return the answer; whatever is not safe carries a valid token."""
        given: dict[str, Any] = dict(headers)
        self._fresh_cookies()
        if method not in SAFE and "HTTP_X_CSRFTOKEN" not in headers:
            given["HTTP_X_CSRFTOKEN"] = self._token()
        turn = next(self._turn)
        # Each from an address of its own, for guesses are counted by it.
        given["REMOTE_ADDR"] = f"10.{turn >> 16 & 255}.{turn >> 8 & 255}.{turn & 255}"
        given["HTTP_ACCEPT_LANGUAGE"] = "en"
        call = getattr(self.client, method.lower())
        response: HttpResponseBase = call(path, data, **given) if data else call(path, **given)
        return response

    def forge(self, path: str, **headers: str) -> HttpResponseBase:
        """Return the answer to a form without a token, or with one but sent by another site."""
        self._fresh_cookies()
        given: dict[str, Any] = dict(headers)
        token = self._token()
        if "HTTP_ORIGIN" in headers:
            given["HTTP_X_CSRFTOKEN"] = token
        response: HttpResponseBase = self.client.post(path, {"walk": "1"}, **given)
        return response

    def _fresh_cookies(self) -> None:
        jar: SimpleCookie = self.client.cookies
        jar.clear()
        for name, morsel in self._cookies.items():
            jar[name] = morsel.value

    def _token(self) -> str:
        token = get_random_string(32)
        self.client.cookies[settings.CSRF_COOKIE_NAME] = token
        return token


def _sign_in(client: Client, world: World, asker: str) -> None:
    """Sign in with a session that has proven every factor a moment ago."""
    person = world.people[asker]
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str(person.pk)
    if ASKERS[asker].is_staff:
        session[PROVEN_FOR] = person.pk
    session.save()


def met(response: HttpResponseBase) -> str:
    """Return what the asker met, in the words of the policy, or ``broken`` or ``no_method``."""
    status = response.status_code
    plain = {404: "hidden", 410: "hidden", 403: "refused", 401: "sign_in", 405: "no_method"}
    if status in plain:
        return plain[status]
    if status >= 500 and status != 503:
        return "broken"
    if response.request["REQUEST_METHOD"] == "OPTIONS" and not body_of(response):  # type: ignore[attr-defined]
        return "no_method"  # it says only which methods there are
    if status in (301, 302, 303, 307, 308):
        return _led(response.headers["Location"], response.request["PATH_INFO"])  # type: ignore[attr-defined]
    return "through"


def _led(location: str, asked: str) -> str:
    """Return what it means to be sent elsewhere."""
    path = location.partition("?")[0]
    # What is not there is looked for once more among the editors' pages, behind the language.
    if path == f"/en{asked}":
        return "hidden"
    if _STEPS.match(path):
        return "sign_in"
    # Wagtail sends whoever may not do something to its front page, with a message.
    return "refused" if path == f"/{settings.STAFF_PATH}" else "through"


def body_of(response: HttpResponseBase) -> bytes:
    """Return the whole body of an answer, streamed or not."""
    if response.streaming:
        return b"".join(response.streaming_content)  # type: ignore[attr-defined]
    return bytes(response.content)  # type: ignore[attr-defined]


def headers_of(response: HttpResponseBase) -> bytes:
    """Return the headers of an answer, cookies and all."""
    lines = [f"{name}: {value}" for name, value in response.headers.items()]
    lines += [morsel.OutputString() for morsel in response.cookies.values()]
    return "\n".join(lines).encode()


def lasting(response: HttpResponseBase, path: str) -> tuple[int, bytes, bytes]:
    """Return what of an answer does not change from one time to the next, without its address."""
    here = path.encode()
    kept = {"Content-Type", "Location", "Cache-Control", "Vary", "Allow"}
    headers = "\n".join(f"{k}: {v}" for k, v in sorted(response.headers.items()) if k in kept)
    body = _PASSING.sub(b"", body_of(response)).replace(here, b"@")
    return response.status_code, headers.encode().replace(here, b"@"), _other_language(body, here)


def _other_language(body: bytes, here: bytes) -> bytes:
    """Return a body without the links to the same address in another language."""
    return body.replace(here.replace(b"/en/", b"/es/", 1), b"@") if here[:4] == b"/en/" else body
