"""Short links and the counting picture: a way on, and one more opening of the day.

No cookie is set, no address is looked at and nobody else is told. A browser keeps the answer until
the day ends here, in its own cache, so its reloads never come to us.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpResponse, HttpResponseNotFound, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from keyway.engine.reach import Asked, is_ahead_of_time
from keyway.partners.access.walls import opened_for_system
from keyway.partners.views.frame import crumbs, day_here
from keyway.promote.actions import counting
from keyway.promote.queries import reach as queries
from keyway.reference.lookups import clocks

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from keyway.promote.models import CampaignLink

_log = logging.getLogger(__name__)
# One transparent point, as small as the format allows.
POINT = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b"
)


@require_safe
def short_link(request: HttpRequest, code: str) -> HttpResponse:
    """Lead from a short code to its page of this site, and count it."""
    asked, now = _asked(request), timezone.now()
    if is_ahead_of_time(asked):
        return _later()
    with opened_for_system("a short link is opened"):
        found = queries.open_link(code)
        is_left_out = bool(queries.left_out(asked))
        if found is not None:
            _count(found, now, is_left_out=is_left_out)
    if found is None:
        return _no_link(request)
    response = HttpResponseRedirect(found.target)
    response["X-Robots-Tag"] = "noindex"
    return _kept(response, now, is_left_out=is_left_out)


@require_safe
def page_reach(request: HttpRequest, page: int) -> HttpResponse:
    """Hand out the picture that counts a page, one point that nobody sees."""
    asked, now = _asked(request, is_picture=True), timezone.now()
    if is_ahead_of_time(asked):
        return _later()
    day = day_here(now)
    # The same mark for everybody; it says only that this browser was counted today.
    mark = f'"{day.isoformat()}"'
    if request.headers.get("If-None-Match", "") == mark:
        return _kept(HttpResponse(status=304, headers={"ETag": mark}), now)
    is_left_out = bool(queries.left_out(asked))
    try:
        is_there = counting.count_page(number=page, on=day, is_left_out=is_left_out)
    except DatabaseError:
        _log.exception("An opening of a page was not counted.")
        is_there = True
    if not is_there:
        return _unkept(HttpResponseNotFound(content_type="image/gif"))
    response = HttpResponse(POINT, content_type="image/gif", headers={"ETag": mark})
    return _kept(response, now, is_left_out=is_left_out)


def _count(link: CampaignLink, now: datetime, *, is_left_out: bool) -> None:
    """Count; whoever stands before a poster goes on, counted or not."""
    try:
        counting.count_link(link=link, on=day_here(now), is_left_out=is_left_out)
    except DatabaseError:
        _log.exception("An opening of a short link was not counted.")


def _asked(request: HttpRequest, *, is_picture: bool = False) -> Asked:
    return Asked(
        method=request.method or "",
        headers=request.headers,
        is_signed_in=settings.SESSION_COOKIE_NAME in request.COOKIES,
        is_picture=is_picture,
    )


def _kept(response: HttpResponse, now: datetime, *, is_left_out: bool = False) -> HttpResponse:
    """Let the reader's own browser keep an answer until the day ends here, and nobody between."""
    if is_left_out:
        return _unkept(response)
    left = clocks.seconds_left(settings.KEYWAY_STATE, now)
    response["Cache-Control"] = f"private, max-age={left}, immutable"
    return response


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store, private"
    return response


def _later() -> HttpResponse:
    """Refuse what a browser asks ahead of time, so that it asks again when its reader comes."""
    response = HttpResponse(status=503, headers={"Retry-After": "0"})
    # No fault of ours, so no line in the log.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return _unkept(response)


def _no_link(request: HttpRequest) -> HttpResponse:
    """Say that a code leads nowhere, and where to go instead."""
    names = {code: translation.get_language_info(code) for code, _name in settings.LANGUAGES}
    current = (translation.get_language() or "en")[:2]
    alternates = [
        {
            "code": code,
            "name": info["name_local"].capitalize(),
            "href": f"/{code}/",
            "is_current": code == current,
        }
        for code, info in names.items()
    ]
    context = {"alternates": alternates, "crumbs": crumbs()}
    response = render(request, "promote/campaigns/no_link.html", context, status=404)
    return _unkept(response)
