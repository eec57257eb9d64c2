"""The read-only JSON API: its frame, its pages and the shape of its refusals.

Rooms add their routers here: ``api.add_router("/needs", needs_router)``. Lists take
``@paginate(Paged)`` and so carry ``count``, ``next`` and ``results``.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import Field, NinjaAPI, Schema
from ninja.errors import ValidationError
from ninja.openapi.docs import Swagger
from ninja.pagination import PaginationBase

from keyway.errors import Refused


class Problem(Schema):
    """A refusal: what could not be done, in a sentence, and which parts of the request are wrong."""

    detail: str = Field(description="What could not be done and what to do instead.")
    errors: list[dict[str, Any]] = Field(
        default_factory=list, description="One entry per part of the request that is wrong."
    )


class Paged(PaginationBase):
    """Pages of a list by ``limit`` (1 to 500, else 100) and ``offset``."""

    items_attribute = "results"

    class Input(Schema):
        """What the caller may choose."""

        limit: int = Field(100, ge=1, le=500, description="Items on a page.")
        offset: int = Field(0, ge=0, le=10_000_000, description="Items passed over before it.")

    class Output(Schema):
        """What comes back around the items."""

        results: list[Any]
        count: int = Field(description="Items in the whole list.")
        next: str | None = Field(description="Address of the page after this one.")

    def paginate_queryset(
        self, queryset: Any, pagination: Input, request: HttpRequest, **params: Any
    ) -> dict[str, Any]:
        """Return one page of a queryset or a sequence, its length and the address of the next."""
        count = self._items_count(queryset)
        after = pagination.offset + pagination.limit
        query = request.GET.copy()
        query["limit"], query["offset"] = str(pagination.limit), str(after)
        return {
            "results": list(queryset[pagination.offset : after]),
            "count": count,
            "next": f"{request.path}?{query.urlencode()}" if after < count else None,
        }


api = NinjaAPI(
    title="Keyway",
    version="1",
    description=(
        "Everything the public pages show, as JSON. Every answer carries the origin of its "
        "figures: sources, releases, method and interval. Unknown is null, never zero."
    ),
    docs=Swagger(),
    docs_url="docs",
    urls_namespace="api",
    openapi_extra={"info": {"license": {"name": "Apache-2.0"}}},
)


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
