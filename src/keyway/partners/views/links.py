"""The page behind a no-login link: shows who asks and what will happen; a button does it.

Looking changes nothing, for mail scanners open every link. The token is the only key: no cookie is
set or read, so a form here carries its own proof instead of Django's, which needs a cookie and a
``Referer``; this page sends neither.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.signing import Signer
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from keyway.errors import Refused
from keyway.partners.access.walls import opened_for_system
from keyway.partners.actions import confirming as _declares  # noqa: F401 — this room's own deeds
from keyway.partners.actions import links as actions
from keyway.partners.queries import links
from keyway.partners.queries.links import LinkState

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from keyway.partners.models import Link

__all__ = ["link"]

_LIMITS = {"link": "60/m/ip"}
_LONGEST_VALUE = 2000


def discreet(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let an answer leave no trace of its address: no referrer, no copy, no index, no log line."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        # Django writes the address of a refused request into the log unless it has been done.
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response

    return answer


@csrf_exempt
@discreet
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a link asks; do it when its button is pressed."""
    if not ratelimit.consume(request, app="keyway", action="link", config=_LIMITS, limit_get=True):
        return _page(request, "partners/links/busy.html", status=429)
    with opened_for_system("whoever holds a link is not signed in"):
        found = links.by_token(token)
        if found is not None and found.deed in actions.DEEDS:
            with translation.override(_language(request, found)):
                return _answer(request, found, token)
    return _page(request, "partners/links/unknown.html", status=404)


def _answer(request: HttpRequest, found: Link, token: str) -> HttpResponse:
    if request.method != "POST":
        return _show(request, found, token)
    if not constant_time_compare(request.POST.get("proof", ""), _proof(token)):
        return _show(request, found, token, status=403)
    return _do(request, found, token)


def _language(request: HttpRequest, found: Link) -> str:
    """Return the language asked for in the address, else the contact's own."""
    asked = request.GET.get("in", "")
    return asked if asked in dict(settings.LANGUAGES) else found.language


def _proof(token: str) -> str:
    """Return what only a page that was opened with the token can send back."""
    return Signer(salt="keyway.partners.link").signature(token)


def _show(
    request: HttpRequest, found: Link, token: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    """Show the open link's question, or why a closed one cannot be used."""
    state = links.state_of(found, now=timezone.now())
    if state is not LinkState.OPEN:
        status = 410 if status == 200 else status
        closed = {"state": state.value, "proof": _proof(token)}
        return _page(request, "partners/links/closed.html", status=status, **closed)
    deed = actions.deed_of(found)
    facts = deed.facts(found)
    typed: dict[str, str] = more.pop("typed", {})
    errors: dict[str, str] = more.pop("errors", {})
    fields = [
        {
            "name": each.name,
            "label": each.label,
            "hint": each.hint,
            "kind": each.kind,
            "value": typed.get(each.name, "") if typed else each.value,
            "error": errors.get(each.name, ""),
        }
        for each in deed.fields(found)
    ]
    context: dict[str, Any] = {
        "deed": deed,
        "title": str(deed.title),
        "lede": str(deed.lede) % {"organization": found.organization.name},
        "facts": facts,
        "fields": [each for each in fields if each["kind"] != "checkbox"],
        "ticks": [each for each in fields if each["kind"] == "checkbox"],
        "seen": actions.facts_digest(facts),
        "proof": _proof(token),
        "expires_at": found.expires_at,
        **more,
    }
    return _page(request, "partners/links/ask.html", status=status, **context)


def _do(request: HttpRequest, found: Link, token: str) -> HttpResponse:
    """Do the deed, or ask for a new link, and say thank you."""
    now = timezone.now()
    if request.POST.get("answer") == "ask-anew":
        return _ask_anew(request, found, token)
    typed = {
        name: _plain(str(value))[:_LONGEST_VALUE]
        for name, value in request.POST.items()
        if name not in ("answer", "proof", "seen")
    }
    seen = request.POST.get("seen", "")
    answer = request.POST.get("answer", "")
    try:
        given = actions.use_link(link=found, answer=answer, values=typed, seen=seen, now=now)
    except actions.Unusable as error:
        return _show(request, found, token, status=422, typed=typed, errors=error.errors)
    except (actions.LinkClosed, actions.FactsChanged) as error:
        found.refresh_from_db()
        return _show(request, found, token, status=409, sentence=_sentence(error))
    except Refused as error:
        return _show(request, found, token, status=422, typed=typed, sentence=_sentence(error))
    return _page(request, "partners/links/done.html", thanks=given.thanks)


def _plain(typed: str) -> str:
    """Return what was typed without the signs that no database and no paper takes."""
    return "".join(sign for sign in typed if sign >= " " or sign in "\n\r\t").strip()


def _sentence(error: Refused) -> str:
    """Return a refusal in the reader's language."""
    return translation.gettext(str(error.sentence)) % error.values


def _ask_anew(request: HttpRequest, found: Link, token: str) -> HttpResponse:
    try:
        actions.ask_for_new_link(link=found, now=timezone.now())
    except actions.LinkOpen:
        return _show(request, found, token)
    return _page(request, "partners/links/asked.html")


def _page(
    request: HttpRequest, template: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Render a page that names its other language without naming its token."""
    current = translation.get_language() or "en"
    names = {
        code: translation.get_language_info(code)["name_local"] for code, _ in settings.LANGUAGES
    }
    context["alternates"] = [
        {
            "code": code,
            "name": name.capitalize(),
            "href": f"?in={code}",
            "is_current": code == current,
        }
        for code, name in names.items()
    ]
    response = render(request, template, context, status=status)
    response["Content-Language"] = current
    return response
