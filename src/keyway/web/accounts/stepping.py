"""Fresh proof before deeds that matter: whoever acts has proven who they are within fifteen minutes."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


def proven_at(request: HttpRequest) -> datetime | None:
    """Return when the person of this session last proved who they are, by sign-in or again."""
    if not request.user.is_authenticated:
        return None
    moments = [record["at"] for record in get_authentication_records(request, request.user)]
    return datetime.fromtimestamp(max(moments), tz=UTC) if moments else None


def is_fresh(request: HttpRequest) -> bool:
    """Return whether that is fifteen minutes ago or less."""
    at = proven_at(request)
    now = datetime.now(tz=UTC)  # noqa: TID251 — the clock at the door
    return at is not None and (now - at).total_seconds() <= settings.STEP_UP_SECONDS


def ask_again(request: HttpRequest) -> HttpResponse:
    """Send the person to prove who they are, and back to where they were.

    Whoever has neither a password nor a second factor signs in anew with a code by e-mail.
    """
    methods = get_adapter().get_reauthentication_methods(request.user)
    if methods:
        answer: HttpResponse = suspend_request(request, methods[0]["url"])
        return answer
    logout(request)
    return redirect_to_login(request.get_full_path())


def stepped_up(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view be reached only with fresh proof."""

    @wraps(view)
    def guarded(request: HttpRequest, *parts: Any, **named: Any) -> HttpResponse:
        if not is_fresh(request):
            return ask_again(request)
        return view(request, *parts, **named)

    return guarded
