"""Editors' pages in the reader's language; where one is missing, the page says so and offers the other.

A page in the wrong language is never shown under the right address, and nobody who follows the
language switch meets a bare "not found".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from wagtail import views as wagtail_views
from wagtail.models import Page

from keyway.promote.queries.translations import (
    elsewhere,
    is_borrowed,
    is_partly_translated,
    tongues,
)

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

_KEPT = "_keyway_tongues"


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """Return an editors' page, or the way to it where it has another address or language.

    Raises:
        Http404: there is none in any language.
    """
    found = Page.route_for_request(request, path)
    if found and is_borrowed(found.page):
        return only_elsewhere(request, found.page.alias_of)
    try:
        answer: HttpResponseBase = wagtail_views.serve(request, path)
    except Http404:
        other = None if found else elsewhere(path, _language())
        if other is None:
            raise
        return _there(request, other)
    return answer


def _there(request: HttpRequest, other: Page) -> HttpResponse:
    """Lead to a page's translation at its own address, or say that there is none."""
    here = next((each.url for each in tongues(other) if each.language == _language()), "")
    return HttpResponseRedirect(here) if here else only_elsewhere(request, other)


def only_elsewhere(request: HttpRequest, other: Page) -> HttpResponse:
    """Say that a page is not in the reader's language, and offer the one that is there."""
    code = other.locale.language_code
    missing = {
        "en": _("This page is not in English yet"),
        "es": _("This page is not in Spanish yet"),
    }
    there = {
        "en": _("It is there in English. We say so instead of mixing two languages on one page."),
        "es": _("It is there in Spanish. We say so instead of mixing two languages on one page."),
    }
    context = {
        "other": other,
        "code": code,
        "title": missing[_language()],
        "lede": there[code],
        "alternates": [_link(code, other.url or "", is_current=False)],
    }
    return render(request, "elsewhere.html", context, status=404)


def links(request: HttpRequest, page: Page) -> list[dict[str, Any]]:
    """Return a page's address in each language; a missing one leads to the page that says so."""
    kept: list[dict[str, Any]] | None = getattr(request, _KEPT, None)
    if kept is None:
        current = page.locale.language_code
        kept = [
            _link(
                each.language,
                each.url or translate_url(request.path, each.language),
                is_current=each.language == current,
                is_missing=not each.url,
            )
            for each in tongues(page)
        ]
        setattr(request, _KEPT, kept)
    return kept


def is_mixed(context: Any) -> bool:
    """Return whether the page of a context has words that nobody has translated yet."""
    page = context.get("page")
    return isinstance(page, Page) and bool(page.pk) and is_partly_translated(page)


def _link(code: str, href: str, *, is_current: bool, is_missing: bool = False) -> dict[str, Any]:
    return {
        "code": code,
        "name": str(get_language_info(code)["name_local"]).capitalize(),
        "href": href,
        "is_current": is_current,
        "is_missing": is_missing,
    }


def _language() -> str:
    return "es" if (get_language() or "en").startswith("es") else "en"
