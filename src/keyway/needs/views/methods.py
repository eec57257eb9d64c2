"""Methods: how each figure is reckoned, what it rests on, and where it must not be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.template.loader import TemplateDoesNotExist, get_template
from django.urls import reverse
from django.utils.translation import gettext as _

from keyway.credentials.queries import pathways
from keyway.engine.pathways import METHOD_VERSION as PATHWAYS_VERSION
from keyway.engine.perception import METHOD_VERSION as PERCEPTION_VERSION
from keyway.engine.reach import METHOD_VERSION as REACH_VERSION
from keyway.needs.queries.choices import METHOD_VERSION
from keyway.needs.views.frame import downloads, home_crumb, shared, with_book
from keyway.needs.views.gap import written
from keyway.needs.views.rollout import rollout_parameters
from keyway.reference.parameters import parameters_of
from keyway.render.figure import Origin

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from keyway.needs.queries.book import Book

# Methods that stand beside the gap's finding, with files of parameters of their own.
_VERSIONS = {
    "rollout": METHOD_VERSION,
    "pathways": PATHWAYS_VERSION,
    "reach": REACH_VERSION,
    "perception": PERCEPTION_VERSION,
}
METHODS = ("gap", "demand", "supply", "naive", "rollout", "pathways", "reach", "perception")


def names() -> dict[str, str]:
    """Return the methods' names in the reader's language."""
    return {
        "gap": _("How graduates and openings are matched"),
        "demand": _("How openings are estimated"),
        "supply": _("How graduates are counted"),
        "naive": _("What a crosswalk count says, and why it misleads"),
        "rollout": _("How plans are found"),
        "pathways": _("How ways to work are found"),
        "reach": _("How reach is counted"),
        "perception": _("How surveys are read"),
    }


@with_book
def index(request: HttpRequest, book: Book) -> HttpResponse:
    """List the methods."""
    context = shared(
        request,
        book,
        methods=[
            {"label": name, "href": reverse("needs:method", args=[key])}
            for key, name in names().items()
        ],
        parameters=_parameters(book, ""),
        downloads=downloads("parameters"),
        crumbs=[home_crumb(book), {"label": _("Methods"), "href": ""}],
    )
    return render(request, "needs/methods.html", context)


@with_book
def method(request: HttpRequest, book: Book, key: str) -> HttpResponse:
    """Explain one method in the reader's language, with the assumptions it was run with."""
    if key not in METHODS:
        raise Http404(_("There is no such method."))
    body = f"needs/methods/{key}.{book.language}.html"
    try:
        get_template(body)
    except TemplateDoesNotExist as error:
        raise Http404(_("There is no such method.")) from error
    context = shared(
        request,
        book,
        key=key,
        title=names()[key],
        body=body,
        version=_VERSIONS.get(key) or book.finding.method_versions.get(key, ""),
        parameters=rollout_parameters(parameters_of(key).values())
        if key in _VERSIONS
        else _parameters(book, "" if key == "gap" else key),
        origin=_origin(book, key),
        crumbs=[
            home_crumb(book),
            {"label": _("Methods"), "href": reverse("needs:methods")},
            {"label": names()[key], "href": ""},
        ],
    )
    return render(request, "needs/method.html", context)


def _origin(book: Book, key: str) -> Origin:
    """Return what a method was run on; plans rest on the gap, and so on all that it rests on."""
    if key in ("reach", "perception"):
        return Origin()
    if key != "pathways":
        return book.origin("gap" if key == "rollout" else key)
    lines = [line for table in pathways.TABLES for line in book.published(table).sources]
    return Origin(sources=tuple(dict.fromkeys(lines)))


def _parameters(book: Book, group: str) -> list[dict[str, object]]:
    """Return parameters as rows: name, value, range, sentence, citation."""
    return [
        {
            "title": book.title(each),
            "text": each.text_es if book.language == "es" else each.text_en,
            "value": written(each, each.value, book),
            "low": written(each, each.low, book),
            "high": written(each, each.high, book),
            "has_range": each.low != each.high,
            "citation": each.citation,
            "dated": each.dated,
            "is_assumed": each.is_assumed,
        }
        for each in book.parameters
        if not group or each.name.startswith(f"{group}.")
    ]
