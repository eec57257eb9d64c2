"""What every page of the room begins with: the finding it shows, and the way back."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, cast

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keyway.needs.actions.reckoning import Request
from keyway.needs.queries.book import Book, latest_finding
from keyway.reference import shelf
from keyway.reference.lookups import places
from keyway.reference.parameters import ParameterOutOfRange, gap_parameters

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest, HttpResponse

_Rest = ParamSpec("_Rest")
Crumbs = list[dict[str, str]]


def chosen_values(request: HttpRequest) -> Mapping[str, float]:
    """Return the one "what if" value in the address that a reader may ask for, or none."""
    for name, parameter in gap_parameters().items():
        raw = request.GET.get(name, "")
        if parameter.is_open and raw:
            return _nearest(name, raw)
    return {}


def _nearest(name: str, raw: str) -> Mapping[str, float]:
    parameter = gap_parameters()[name]
    is_spanish = (get_language() or "en").startswith("es")
    title = parameter.title_es if is_spanish else parameter.title_en
    try:
        value = float(raw)
        parameter.with_value(value)
    except (ValueError, ParameterOutOfRange) as error:
        raise ParameterOutOfRange(
            name=title, low=parameter.minimum, high=parameter.maximum, value=raw
        ) from error
    nearest = min(parameter.choices, key=lambda choice: abs(choice - value))
    return {} if nearest == parameter.value else {name: nearest}


def with_book(
    view: Callable[Concatenate[HttpRequest, Book, _Rest], HttpResponse],
) -> Callable[Concatenate[HttpRequest, _Rest], HttpResponse]:
    """Hand a view the book of the finding it shows; while there is none, show what happens."""

    @require_safe
    @wraps(view)
    def wrapped(request: HttpRequest, *args: _Rest.args, **kwargs: _Rest.kwargs) -> HttpResponse:
        store = shelf.take(settings.REFERENCE_DIR)
        state = places.state(store, settings.KEYWAY_STATE)
        wanted = Request(state.fips, chosen_values(request))
        finding = latest_finding(state.fips, wanted.scenario)
        is_asked = finding is not None
        finding = finding or latest_finding(state.fips)
        if finding is None:
            return _waiting(request, state)
        book = Book(store, state, finding, (get_language() or "en")[:2])
        request.gap_notice = _notice(wanted, book, is_asked=is_asked)  # type: ignore[attr-defined]
        response = view(request, book, *args, **kwargs)
        patch_cache_control(response, public=True, max_age=60)
        return response

    return cast("Callable[Concatenate[HttpRequest, _Rest], HttpResponse]", wrapped)


def _waiting(request: HttpRequest, state: places.State) -> HttpResponse:
    """Say that the first reckoning runs; the page asks again by itself."""
    response = render(request, "needs/waiting.html", {"state": state}, status=503)
    response["Retry-After"] = "5"
    response["Refresh"] = "5"
    # Waiting is no fault of the server, so it does not belong into its log of errors.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _notice(wanted: Request, book: Book, *, is_asked: bool) -> str:
    """Return what a reader must know about which finding the page shows; empty when all is plain."""
    if not is_asked:
        return _(
            "Your question is being reckoned. Until then this page shows the usual assumptions."
        )
    if wanted.fingerprint(book.store) != book.finding.fingerprint:
        return _(
            "Newer data or assumptions are being reckoned. This page shows the finding of %(date)s."
        ) % {"date": f"{book.finding.computed_at:%Y-%m-%d}"}
    return ""


def home_crumb(book: Book) -> dict[str, str]:
    """Return the first step of every way back."""
    return {"label": book.state.name, "href": f"/{book.language}/"}


def shared(request: HttpRequest, book: Book, **context: Any) -> dict[str, Any]:
    """Return a page's context with what all pages of the room show."""
    return {
        "book": book,
        "state": book.state,
        "notice": getattr(request, "gap_notice", ""),
        **context,
    }


def downloads(what: str, query: str = "") -> list[dict[str, str]]:
    """Return the three forms in which a table can be taken away."""
    return [
        {
            "label": form.upper(),
            "href": reverse("needs:download", args=[what, form]) + (f"?{query}" if query else ""),
        }
        for form in ("csv", "xlsx", "json")
    ]
