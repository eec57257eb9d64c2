"""Deeds that matter ask again who acts: fresh proof, fifteen minutes old at most.

The door knows when the person of a session last proved who they are; it says so on the request,
and turns the refusal into the way to prove it again and back.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from django.utils.translation import gettext_noop as _

from keyway.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

_P = ParamSpec("_P")


class FreshSignInNeeded(Refused):
    """The person has not proven for a while who they are."""

    sentence = _("This asks for a fresh sign-in. Show that it is you, then do it again.")


def require_fresh(request: HttpRequest) -> None:
    """Let pass whose proof is fresh; without a word from the door nobody's is.

    Raises:
        FreshSignInNeeded: it is older than fifteen minutes.
    """
    is_fresh: Any = getattr(request, "has_fresh_proof", None)
    if is_fresh is None or not is_fresh():
        raise FreshSignInNeeded


def with_fresh_proof(
    view: Callable[Concatenate[HttpRequest, _P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, _P], HttpResponse]:
    """Let a view be reached only with fresh proof."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponse:
        require_fresh(request)
        return view(request, *args, **kwargs)

    return guarded
