"""The read-only JSON API: its frame and the shape of its refusals.

Rooms add their routers here: ``api.add_router("", needs_router)``. Every refusal is an object of
``detail``, a sentence, and ``errors``, one entry per part of the request that is wrong.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.docs import Swagger

from keyway.errors import Refused
from keyway.needs.api import router as needs_router

api = NinjaAPI(
    title="Keyway",
    version="1",
    description=(
        "Everything the public pages show, as JSON. Every answer names the finding that its "
        "figures come from and the address of its origin: sources, releases, parameters, methods. "
        "Unknown is null with a reason, never zero."
    ),
    docs=Swagger(),
    docs_url="docs",
    urls_namespace="api",
    openapi_extra={"info": {"license": {"name": "Apache-2.0"}}},
)
api.add_router("", needs_router)

RETRY_SECONDS = "5"


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """Answer 400 with the sentence of a refusal."""
    detail = gettext(str(error.sentence)) % error.values
    return api.create_response(request, {"detail": detail, "errors": []}, status=400)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer 422 and name each part of the request that is wrong."""
    detail = gettext("Some parts of the request are not understood; see errors.")
    errors = [{"where": each["loc"], "what": each["msg"]} for each in error.errors]
    return api.create_response(request, {"detail": detail, "errors": errors}, status=422)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    """Answer 404 in the shape of every refusal."""
    detail = str(error) or gettext("There is nothing at this address.")
    return api.create_response(request, {"detail": detail, "errors": []}, status=404)


@api.exception_handler(HttpError)
def told_by_a_room(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer with the status and the sentence of a room; 503 says when to ask again."""
    body = {"detail": str(error), "errors": []}
    response = api.create_response(request, body, status=error.status_code)
    if error.status_code == 503:
        response["Retry-After"] = RETRY_SECONDS
    return response
