"""What this room adds to how editors' pages are served."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.cache import patch_cache_control
from wagtail import hooks

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    Serve = Callable[[Any, HttpRequest, list[Any], dict[str, Any]], HttpResponseBase]


@hooks.register("on_serve_page")  # type: ignore[untyped-decorator]
def keep_no_place(serve: Serve) -> Serve:
    """Let no cache keep a page whose address says where somebody lives."""

    def served(
        page: Any, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase:
        response = serve(page, request, args, kwargs)
        if "zip" in request.GET:
            patch_cache_control(response, private=True, no_store=True)
        return response

    return served
