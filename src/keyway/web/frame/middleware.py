"""What happens around every page: security headers, and refusals told in plain words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render
from django.utils.translation import gettext

from keyway.errors import Refused
from keyway.partners.access import NotPermitted

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse, HttpResponseBase


# The editor of running text writes a style of its own for every field: its placeholder and its lists.
_WRITING = re.compile(rf"/{re.escape(settings.STAFF_PATH)}(?:pages/(?:add/|\d+/)|localize/)")


class SecurityHeaders(CSPMiddleware):
    """Set the content security policy and the headers that Django does not know.

    Public pages get the strict policy; pages under ``settings.STAFF_PATH`` get the looser one that
    Wagtail's own templates need.
    """

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """Return the policy for one answer."""
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(f"/{settings.STAFF_PATH}"):
            parts.config = settings.STAFF_SECURITY_POLICY
            parts.nonce = None
            if _WRITING.match(request.path_info):
                parts.update = {"style-src-elem": [SELF, UNSAFE_INLINE]}
        elif getattr(request, "is_preview", False):
            # The editor shows a draft in a frame of its own; the draft is held to the strict policy.
            parts.replace = {**(parts.replace or {}), "frame-ancestors": [SELF]}
        if not report_only and (plays := getattr(request, "plays", None)):
            # A page that shows a video lets in what plays it; all other pages let in nothing.
            parts.update = {**(parts.update or {}), **plays}
        return parts

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Return the answer with its headers."""
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        return super().process_response(request, response)


class Languages(LocaleMiddleware):
    """Choose the language; some addresses are never sent on to a page in a language.

    Django sends whatever is not found to the same address behind the language, where the editors'
    pages take every address; a program that asks the API for a record must be told that there is
    none, and so must whoever holds a link that does not work or opens a code that has ended.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Return the answer, or the way to the page in the reader's language."""
        if request.path_info.startswith(("/api/", "/g/", "/l/", "/reach/")):
            return response
        return super().process_response(request, response)


class RefusalPages:
    """Turn a refusal raised by a room into a page that says why.

    The status is 403 where somebody's role does not allow it, and 400 otherwise.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page of a refusal; any other error is left to Django."""
        if not isinstance(error, Refused):
            return None
        sentence = gettext(str(error.sentence)) % error.values
        status = 403 if isinstance(error, NotPermitted) else 400
        return render(request, f"{status}.html", {"sentence": sentence}, status=status)
