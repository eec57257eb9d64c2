"""Threads: what a page names, whether it is still there, and who names something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from keyway.credentials.models import Program
from keyway.credentials.queries.programs import public_programs
from keyway.credentials.queries.registry import public_credentials
from keyway.partners.queries.directory import public_organizations
from keyway.promote.models import EventPage, Thread, ToolkitPage
from keyway.promote.models.threads import Named
from keyway.promote.queries.figures import Asker, Subject, fault_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

Kind = Thread.Kind
_PAGES = {Kind.TOOLKIT: ToolkitPage, Kind.EVENT: EventPage}


# --- whether it is there -----------------------------------------------------------------------------


def leads_nowhere(by: Asker, thread: Named) -> bool:
    """Return whether what is named is not there any more, or not for everybody."""
    if thread.kind == Kind.OCCUPATION:
        return thread.code not in by.jobs
    if thread.kind == Kind.FIGURE:
        query, *subject = (*thread.code.split(":"), "", "", "")[:4]
        return bool(fault_of(by, query, Subject(*subject)))
    if thread.kind in _PAGES:
        return not (thread.code.isdecimal() and _page(thread).exists())
    rows = {
        Kind.CREDENTIAL: public_credentials,
        Kind.ORGANIZATION: public_organizations,
        Kind.PROGRAM: open_programs,
    }.get(Kind(thread.kind)) if thread.kind in Kind.values else None  # fmt: skip
    return rows is None or not rows().filter(slug=thread.code).exists()


def fault(by: Asker, kind: str, code: str) -> str:
    """Return in a sentence why a code that an editor typed leads nowhere, and what to do."""
    if kind == "county" and code in by.counties:
        return ""
    if kind != "county" and not leads_nowhere(by, Named(kind, code)):
        return ""
    words = {
        Kind.OCCUPATION: _(
            "No occupation has the code %(code)s. Look for it under Occupations and copy its code."
        ),
        Kind.CREDENTIAL: _(
            "No credential has a page at “%(code)s”. It may have been withdrawn. Look for it under "
            "Credentials and copy the last part of its address."
        ),
        Kind.ORGANIZATION: _(
            "Nobody in the directory has a page at “%(code)s”. Look for it in the directory and "
            "copy the last part of its address."
        ),
        Kind.PROGRAM: _(
            "No program that runs has a page at “%(code)s”. Look for it under Programs and copy the "
            "last part of its address."
        ),
        "county": _(
            "No county here has the code %(code)s. Leave it empty to ask for the whole state."
        ),
    }
    return words[kind] % {"code": code}


def open_programs() -> QuerySet[Program]:
    """Return the programs that somebody can still begin, or soon."""
    return public_programs().exclude(status=Program.Status.CLOSED)


def _page(thread: Named) -> QuerySet[Page]:
    rows: QuerySet[Page] = _PAGES[Kind(thread.kind)].objects.live().public()
    return rows.filter(pk=int(thread.code))


# --- who names something ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Telling:
    """A published page that names something.

    Attributes:
        page: in the reader's language where it is there in that language.
        href: its address, down to the segment where it names it.
    """

    page: Any
    href: str


def pages_naming(kind: str, code: str, *, language: str) -> list[Telling]:
    """Return the published pages that name something, in the reader's language, the newest first."""
    rows = Thread.objects.filter(
        kind=kind, code=code, page__live=True, page__locale__language_code=language
    )
    found: dict[int, str] = {}
    for thread in rows.order_by("place", "pk"):
        found.setdefault(thread.page_id, thread.place)
    pages = Page.objects.filter(pk__in=found).public().specific()
    told = [(each, each.url or "") for each in pages.order_by("-first_published_at", "pk")]
    return [Telling(page, _at(url, found[page.pk])) for page, url in told if url]


def _at(url: str, place: str) -> str:
    return f"{url}#{place}" if place else url
