"""Pages of the frame itself: health, robots, the language door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult

if TYPE_CHECKING:
    from collections.abc import Callable


@require_safe
def language_door(request: HttpRequest) -> HttpResponse:
    """Send a visitor without a language in the address to the home page in theirs."""
    answer = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(answer, ["Accept-Language", "Cookie"])
    return answer


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers where the map is and that the back office is none of theirs."""
    lines = [
        "User-agent: *",
        f"Disallow: /{settings.STAFF_PATH}",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _database_answers() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def _data_folder_answers() -> str:
    return "" if settings.DATA_DIR.is_dir() else "the data folder is missing"


def _queue_answers() -> str:
    return f"{failed} jobs failed" if (failed := DBTaskResult.objects.failed().count()) else ""


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database_answers,
    "data_folder": _data_folder_answers,
    "queue": _queue_answers,
}


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the site can work, 503 with what fails when it cannot.

    A failed job is told but does not take the site down: pages show the finding before it.
    """
    found = {}
    for name, check in CHECKS.items():
        try:
            found[name] = check() or "ok"
        except DatabaseError as error:
            found[name] = f"fails: {type(error).__name__}"
    well = found["database"] == "ok" and found["data_folder"] == "ok"
    return JsonResponse({"ok": well, **found}, status=200 if well else 503)
