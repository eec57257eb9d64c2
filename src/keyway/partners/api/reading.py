"""What the operations of every room share: language, pages, caching, the shape of a refusal."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import get_language
from ninja import Field, Schema
from pydantic import ConfigDict

LANGUAGES = ("en", "es")
# What is public changes seldom, and a change is told within a minute.
MAX_AGE_SECONDS = 60

_View = Callable[..., HttpResponse]


class Problem(Schema):
    """A refusal: what could not be done, in a sentence, and which parts of the request are wrong."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "detail": "Some parts of the request are not understood; see errors.",
                    "errors": [
                        {
                            "where": ["query", "limit"],
                            "what": "Input should be less than or equal to 500",
                        }
                    ],
                }
            ]
        }
    )

    detail: str = Field(description="What could not be done and what to do instead.")
    errors: list[dict[str, Any]] = Field(
        default_factory=list, description="One entry per part of the request that is wrong."
    )


class Spoken(Schema):
    """What every question may say."""

    language: Literal["en", "es"] | None = Field(
        None, description="Language of names and sentences; else by Accept-Language."
    )


class Paged(Schema):
    """Which page of a list."""

    limit: int = Field(100, ge=1, le=500, description="Items on a page.")
    offset: int = Field(0, ge=0, le=10_000_000, description="Items passed over before it.")


def told(view: _View) -> _View:
    """Answer in the language asked for, with the headers by which caches can keep the answer."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = request.GET.get("language", "")
        if language not in LANGUAGES:
            language = (get_language() or "en")[:2]
        with translation.override(language):
            response = view(request, *args, **kwargs)
        response["Content-Language"] = language
        patch_vary_headers(response, ("Accept-Language",))
        if response.status_code != 200:
            patch_cache_control(response, no_store=True)
            return response
        patch_cache_control(response, public=True, max_age=MAX_AGE_SECONDS)
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response["ETag"] = etag
        return get_conditional_response(request, etag=etag, response=response) or response

    return wrapped


def next_page(request: HttpRequest, asked: Paged, count: int) -> str | None:
    """Return the address of the page after this one, or None where it is the last."""
    after = asked.offset + asked.limit
    query = request.GET.copy()
    query["limit"], query["offset"] = str(asked.limit), str(after)
    return f"{request.path}?{query.urlencode()}" if after < count else None
