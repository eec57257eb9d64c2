"""Pages of the frame itself: health, robots, the language door."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from keyway.web.keeping.jobs import standing


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


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _data_folder() -> str:
    return "ok" if settings.DATA_DIR.is_dir() else "missing"


@require_safe
def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """Lead a browser that asks by habit, beside a file or a part of a page, to the drawn sign."""
    return HttpResponseRedirect(static("keyway/favicon.svg"))


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the site can work, 503 with what fails when it cannot.

    Jobs that failed, wait or are stuck are told but do not take the site down: pages show the
    finding before.
    """
    told: dict[str, object] = {"data_folder": _data_folder()}
    try:
        told["database"] = _database()
        jobs = standing(timezone.now())
        told["jobs_waiting"] = jobs.waiting + jobs.running
        told["jobs_stuck"] = jobs.stuck
        told["jobs_failed"] = len(jobs.failed)
    except DatabaseError as error:
        told["database"] = f"fails: {type(error).__name__}"
    is_well = told["database"] == "ok" and told["data_folder"] == "ok"
    return JsonResponse({"ok": is_well, **told}, status=200 if is_well else 503)
