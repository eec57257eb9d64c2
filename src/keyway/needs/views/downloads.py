"""Tables to take away: the rows of a page as CSV, workbook or JSON, with their origin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from keyway.needs.queries import exports, gaps, occupations, programs
from keyway.needs.views.frame import with_book
from keyway.needs.views.gap import filters_of, ranked
from keyway.render import tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from keyway.needs.queries.book import Book

_FORMS: dict[str, tuple[str, Callable[[tables.Table], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", tables.to_csv),
    "json": ("application/json", tables.to_json),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        tables.to_xlsx,
    ),
}


@with_book
def download(request: HttpRequest, book: Book, what: str, form: str) -> HttpResponse:
    """Hand out one table of the pages in one form.

    Args:
        request: filters are in its address, named as on the page.
        book: the finding that the pages show.
        what: a key of ``TABLES``.
        form: csv, xlsx or json.

    Raises:
        Http404: there is no such table, or nothing of this code in it.
    """
    if what not in TABLES or form not in _FORMS:
        raise Http404(_("There is no such table."))
    table = TABLES[what](request, book)
    kind, write = _FORMS[form]
    response = HttpResponse(write(table), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{_file_name(request, what, form)}"'
    # Set here as well, for the file must not be sniffed whatever the middleware is.
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Language"] = book.language
    return response


def _file_name(request: HttpRequest, what: str, form: str) -> str:
    """Return a name that tells what was asked for: letters, digits, points and hyphens."""
    asked = [request.GET.get(name, "") for name in ("county", "family", "soc", "unitid", "cip")]
    kept = [re.sub(r"[^0-9.-]", "", part)[:12] for part in asked]
    return "-".join(["keyway", what.replace("_", "-"), *filter(None, kept)]) + f".{form}"


def _gap(request: HttpRequest, book: Book) -> tables.Table:
    return exports.gap(book, ranked(book, filters_of(request, book)))


def _counties(request: HttpRequest, book: Book) -> tables.Table:
    return exports.counties(book, filters_of(request, book)["family"])


def _occupation(request: HttpRequest, book: Book) -> tables.Table:
    lines = gaps.counties_of(book, _soc(request, book))
    if not lines:
        raise Http404(_("No gap is known for this occupation."))
    return exports.gap(book, lines)


def _feeding(request: HttpRequest, book: Book) -> tables.Table:
    county = filters_of(request, book)["county"]
    return exports.feeding(book, _soc(request, book), county or book.state.fips)


def _institutions(_request: HttpRequest, book: Book) -> tables.Table:
    return exports.institutions(book)


def _programs(request: HttpRequest, book: Book) -> tables.Table:
    unitid = _code(request, "unitid")
    if unitid not in programs.institutions(book):
        raise Http404(_("No institution here has this number."))
    wanted = None if request.GET.get("all") == "1" else gaps.listed(book)
    return exports.programs_of(book, unitid, wanted)


def _destinations(request: HttpRequest, book: Book) -> tables.Table:
    unitid, cip, level = (_code(request, name) for name in ("unitid", "cip", "level"))
    found = programs.program(book, unitid, cip, level)
    if found is None:
        raise Http404(_("This program is not in the finding."))
    return exports.destinations(book, found[1])


def _plants(request: HttpRequest, book: Book) -> tables.Table:
    county = filters_of(request, book)["county"]
    if not county:
        raise Http404(_("Name a county by its code."))
    return exports.plants(book, county)


def _pay(request: HttpRequest, book: Book) -> tables.Table:
    return exports.pay(book, _soc(request, book))


def _skills(request: HttpRequest, book: Book) -> tables.Table:
    return exports.skills(book, _profile(request, book))


def _technologies(request: HttpRequest, book: Book) -> tables.Table:
    return exports.technologies(book, _profile(request, book))


def _sources(_request: HttpRequest, book: Book) -> tables.Table:
    return exports.sources(book)


def _parameters(_request: HttpRequest, book: Book) -> tables.Table:
    return exports.parameters(book)


def _soc(request: HttpRequest, book: Book) -> str:
    """Return the occupation asked for.

    Raises:
        Http404: there is none of this code.
    """
    code = _code(request, "soc")
    if code not in book.occupation_names:
        raise Http404(_("No occupation has this code."))
    return code


def _profile(request: HttpRequest, book: Book) -> occupations.Profile:
    profile = occupations.profile(book, _soc(request, book))
    if profile is None:
        raise Http404(_("No occupation has this code."))
    return profile


def _code(request: HttpRequest, name: str) -> str:
    """Return a code in the address.

    Raises:
        Http404: it is no code; databases do not all take a NUL.
    """
    code = request.GET.get(name, "")
    if not re.fullmatch(r"[0-9.-]{0,12}", code, re.ASCII):
        raise Http404(_("This is not a code."))
    return code


TABLES: dict[str, Callable[[HttpRequest, Book], tables.Table]] = {
    "gap": _gap,
    "counties": _counties,
    "occupation": _occupation,
    "feeding": _feeding,
    "institutions": _institutions,
    "programs": _programs,
    "destinations": _destinations,
    "plants": _plants,
    "pay": _pay,
    "skills": _skills,
    "technologies": _technologies,
    "sources": _sources,
    "parameters": _parameters,
}
