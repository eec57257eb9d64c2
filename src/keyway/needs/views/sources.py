"""The data page: every public table, its releases, and what not to believe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from keyway.needs.views.frame import downloads, home_crumb, shared, with_book
from keyway.reference.contract import CONTRACTS, text_of, unit_of
from keyway.reference.words import sentences

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from keyway.needs.queries.book import Book
    from keyway.reference.contract import Contract
    from keyway.reference.store import Entry


@with_book
def index(request: HttpRequest, book: Book) -> HttpResponse:
    """List the public tables by source, with the releases in force."""
    tables = [_table(book, contract) for contract in CONTRACTS.values()]
    groups: dict[str, list[dict[str, object]]] = {}
    for each in tables:
        groups.setdefault(str(each["publisher"]), []).append(each)
    context = shared(
        request,
        book,
        groups=[{"publisher": name, "tables": members} for name, members in groups.items() if name],
        absent=groups.get("", []),
        downloads=downloads("sources"),
        crumbs=[home_crumb(book), {"label": _("Sources"), "href": ""}],
    )
    return render(request, "needs/sources.html", context)


@with_book
def table(request: HttpRequest, book: Book, name: str) -> HttpResponse:
    """Show one table: its columns with units, its releases, its caution."""
    contract = CONTRACTS.get(name)
    if contract is None:
        raise Http404(_("There is no such table."))
    tell = sentences.tell
    context = shared(
        request,
        book,
        table=_table(book, contract),
        columns=[
            {
                "name": column_name,
                "unit": tell(unit_of(column), book.language),
                "text": tell(text_of(column), book.language),
                "is_key": column.primary_key,
                "is_nullable": column.nullable,
            }
            for column_name, column in contract.columns.items()
        ],
        releases=[_release(entry) for _root, entry in book.store.current(name)],
        crumbs=[
            home_crumb(book),
            {"label": _("Sources"), "href": reverse("needs:sources")},
            {"label": name, "href": ""},
        ],
    )
    return render(request, "needs/table.html", context)


def _table(book: Book, contract: Contract) -> dict[str, object]:
    entries = [entry for _root, entry in book.store.current(contract.name)]
    return {
        "name": contract.name,
        "href": reverse("needs:table", args=[contract.name]),
        "description": sentences.tell(contract.description, book.language),
        "caution": sentences.tell(contract.caution, book.language),
        "publisher": entries[0].publisher if entries else "",
        "title": entries[0].title if entries else "",
        "licence": entries[0].licence if entries else "",
        "url": entries[0].url if entries else "",
        "releases": sorted({entry.release for entry in entries}),
        "rows_count": sum(entry.rows_count for entry in entries),
    }


def _release(entry: Entry) -> dict[str, object]:
    return {
        "part": entry.part,
        "release": entry.release,
        "rows_count": entry.rows_count,
        "date": entry.loaded_date,
        "files": [name for name, _digest in entry.files],
    }
