"""The walls around a request: who asks is found once, and the database shows only what they may see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.db import connection, transaction
from django.http import FileResponse, StreamingHttpResponse

from keyway.partners.access import circle_of
from keyway.partners.access.walls import opened_for, shut
from keyway.partners.queries.circles import circles_stand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from keyway.partners.queries.circles import Circle

# Signing in shows nothing of an organization, and a guess must be counted at once, not when the
# answer is ready: these pages run without a transaction around them.
_WITHOUT = re.compile(r"/(?:\w\w/)?accounts/")


class OneCircle:
    """Finds the circle of whoever asks once for a page that is only read.

    A deed may change who belongs where, so every question is asked anew around one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with circles_stand():
            return self.get_response(request)


class SecondWall:
    """Opens the database for the circle of whoever asks, in one transaction around the answer.

    Only PostgreSQL has this wall. A visitor gets no opening and no transaction. An answer of 500
    takes back whatever the request wrote, so that no deed is half done.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request behind the wall."""
        # Whether the database answers is asked without asking the database anything before.
        if connection.vendor != "postgresql" or request.path_info == "/healthz":
            return self.get_response(request)
        if _WITHOUT.match(request.path_info) or not _is_signed_in(request):
            with shut():
                return self.get_response(request)
        return self._behind(circle_of(request.user), request)

    def _behind(self, circle: Circle, request: HttpRequest) -> HttpResponseBase:
        with opened_for(circle):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
            parts = cast("Iterable[bytes]", response.streaming_content)
            response.streaming_content = _streamed(circle, parts)
        return response


def _is_signed_in(request: HttpRequest) -> bool:
    # Without a session nobody is signed in, and asking who is there would vary the answer.
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def _streamed(circle: Circle, parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the parts of an answer that is written while it is sent, behind the same wall."""
    with opened_for(circle):
        yield from parts
