"""Public pages are drawn once a minute, not once a reader.

A page says itself how long it may be kept (``Cache-Control: public, max-age=60``). This middleware
takes it at its word, for visitors who bring no cookie at all, so that nothing of one person can
reach another. Whoever is signed in gets pages of their own that nobody else may keep.
"""

from __future__ import annotations

import hashlib
import re
import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

Page = tuple[bytes, dict[str, str], float]
"""What is kept of an answer: its body, its headers and when it was drawn."""

_MAX_AGE = re.compile(r"max-age=(\d+)")


class KeptPages:
    """Answer from the kept pages where that is allowed, else draw the page and keep it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer, kept or drawn."""
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        if request.COOKIES:
            return _own(request, self.get_response(request))
        kept = _kept(request)
        if kept is not None:
            return _again(request, kept)
        response = self.get_response(request)
        _keep(request, response)
        return response


def _own(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return a page drawn for somebody with cookies; a session makes it theirs alone."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES and _is_public(response):
        del response["Cache-Control"]
        patch_cache_control(response, private=True, no_cache=True)
    return _varied(response)


def _varied(response: HttpResponse) -> HttpResponse:
    """Tell a browser that a page without a session is another one than with it."""
    if response.headers.get("Cache-Control"):
        patch_vary_headers(response, ("Cookie",))
    return response


def _kept(request: HttpRequest) -> Page | None:
    address = _address(request)
    varies: tuple[str, ...] | None = caches["pages"].get(address)
    return None if varies is None else caches["pages"].get(_key(request, address, varies))


def _keep(request: HttpRequest, response: HttpResponse) -> None:
    seconds = _seconds(response)
    is_whole = response.status_code == 200 and not response.streaming and not response.cookies
    # A number used once must not be used twice.
    has_nonce = "'nonce-" in response.headers.get("Content-Security-Policy", "")
    if not seconds or not is_whole or has_nonce:
        return
    _varied(response)
    told = response.headers.get("Vary", "").split(",")
    names = (name.strip().lower() for name in told)
    varies = tuple(sorted(name for name in names if name not in ("", "cookie")))
    address = _address(request)
    page: Page = (response.content, dict(response.headers), time.time())
    caches["pages"].set(address, varies, seconds)
    caches["pages"].set(_key(request, address, varies), page, seconds)


def _again(request: HttpRequest, page: Page) -> HttpResponse:
    body, headers, drawn_at = page
    response = HttpResponse(body, headers=headers)
    response["Age"] = str(max(0, int(time.time() - drawn_at)))
    etag = response.headers.get("ETag")
    return get_conditional_response(request, etag=etag, response=response) or response


def _is_public(response: HttpResponse) -> bool:
    return "public" in response.headers.get("Cache-Control", "")


def _seconds(response: HttpResponse) -> int:
    """Return for how long everybody may keep the answer; 0 where they may not."""
    found = _MAX_AGE.search(response.headers.get("Cache-Control", ""))
    return int(found.group(1)) if found and _is_public(response) else 0


def _address(request: HttpRequest) -> str:
    # Pages that are updated in place get parts of a page at the same address.
    parts = (request.method or "", request.get_host(), request.get_full_path())
    asked = (request.headers.get("HX-Request", ""), request.headers.get("HX-Target", ""))
    return hashlib.sha256("\n".join((*parts, *asked)).encode()).hexdigest()


def _key(request: HttpRequest, address: str, varies: tuple[str, ...]) -> str:
    values = "\n".join(request.headers.get(name, "") for name in varies)
    return f"{address}:{hashlib.sha256(values.encode()).hexdigest()}"
