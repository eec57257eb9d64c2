"""What holds around every page for those who are signed in."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from keyway.partners import access
from keyway.web.accounts import factors, sessions, stepping

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from keyway.partners.models import Person

# Where somebody was going when they were sent to set up their first factor.
ONWARD = "keyway_onward"
# Signed-in pages of staff; those of one's own account and of the sign-in itself stay reachable.
_GUARDED = re.compile(rf"/{re.escape(settings.STAFF_PATH)}|/\w\w/my/(?!account/)")
_OPEN = re.compile(
    rf"/{re.escape(settings.STAFF_PATH)}(?:login|logout|password_reset|jsi18n|sprite)/"
)


class SessionLimits:
    """Ends sessions that are too old, too long at rest, or older than their person's rights."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as for a stranger when the session is over."""
        # Without a session there is nothing to end, and asking who is there would vary the answer.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            now = datetime.now(tz=UTC).timestamp()  # noqa: TID251 — the clock at the door
            staff = factors.is_staff(request.user)
            if sessions.is_over(request.session, request.user, is_staff=staff, now=now):
                logout(request)
                messages.info(
                    request,
                    _("You were signed out to keep your account safe. Sign in again to go on."),
                )
            else:
                sessions.note_visit(request.session, now)
        return self.get_response(request)


class SecondFactors:
    """Keeps staff out of their pages until this session has seen their second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Send staff without a proven second factor to set one up, or to prove it."""
        path = request.path_info
        if not _GUARDED.match(path) or _OPEN.match(path) or not request.user.is_authenticated:
            return self.get_response(request)
        person = request.user
        if not factors.is_staff(person) or factors.is_proven(request, person):
            return self.get_response(request)
        return _to_factor(request, person)


def _to_factor(request: HttpRequest, person: Person) -> HttpResponse:
    """Return the way to proving the second factor, or to setting up the first."""
    request.session[ONWARD] = request.get_full_path()
    onward = urlencode({REDIRECT_FIELD_NAME: request.session[ONWARD]})
    # The back office has no language in its addresses; elsewhere the reader has chosen one.
    in_office = request.path_info.startswith(f"/{settings.STAFF_PATH}")
    language = person.preferred_language if in_office else get_language()
    with override(language):
        return HttpResponseRedirect(f"{reverse(factors.page_to_prove(person))}?{onward}")


class FreshProof:
    """Says on the request whether its person's proof is fresh, and asks for it when a room needs it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on with the word of the door."""
        request.has_fresh_proof = partial(stepping.is_fresh, request)  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Send the person to prove who they are, and back."""
        return stepping.ask_again(request) if isinstance(error, access.FreshSignInNeeded) else None
