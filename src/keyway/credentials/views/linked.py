"""What programs read: linked data of each page and of the whole registry, and tables of it."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.conf import settings
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keyway.credentials.queries import linked
from keyway.credentials.queries.promises import standing_promises
from keyway.credentials.queries.recognition import public_claims, standing
from keyway.partners.views.frame import (
    keep_today,
    language,
    nothing_here,
    state_shown,
    store,
    today,
)
from keyway.render.tables import harmless
from keyway.standards import linked_data, schema_org
from keyway.standards.ctdl import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from django.http import HttpRequest

    from keyway.credentials.models import Credential, Program, Promise
    from keyway.credentials.queries.linked import Telling
    from keyway.standards.ctdl.facts import OfferingFacts
    from keyway.standards.foreign import Node

_Answer = TypeVar("_Answer", bound=HttpResponseBase)
KIND = "application/ld+json"
_TABLE = "text/csv; charset=utf-8"


def base() -> str:
    """Return scheme and host of the site, as linked data names its things."""
    return str(settings.WAGTAILADMIN_BASE_URL)


def telling(*, is_whole: bool = False) -> Telling:
    """Return how the registry is told today; the whole of it tells the state's demand too."""
    return linked.telling(base(), today(), of=(store(), state_shown()) if is_whole else None)


# --- within a page ---------------------------------------------------------------------------------


def in_credential(slug: str) -> dict[str, Any]:
    """Return what a credential's page tells programs, and where they find it as a file."""
    told = telling()
    row, claims, promises = _credential(slug, told)
    return {
        "linked_data": [
            linked.searched_credential(row, claims, told, language()),
            linked.graph(linked.linked_credential(row, claims, promises, told)),
        ],
        "linked_file": reverse("credentials:credential_linked", args=[slug]),
    }


def in_program(row: Program) -> dict[str, Any]:
    """Return what a program's page tells programs."""
    told = telling()
    taught = linked.program_offerings([row]).get(row.pk, [])
    return {
        "linked_data": [
            linked.searched_program(row, taught, told),
            linked.graph(linked.linked_program(row, taught, told)),
        ],
        "linked_file": reverse("credentials:program_linked", args=[row.slug]),
    }


def in_promises(promises: Sequence[Promise]) -> dict[str, Any]:
    """Return what a page of promises tells programs."""
    return {
        "linked_data": [linked.graph(linked.linked_promises(promises, telling()))],
        "linked_file": reverse("credentials:promises_linked"),
    }


def in_list(name: str, items: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return what a list tells programs: names and addresses of what it leads to."""
    return {
        "linked_data": [schema_org.listing(name, [(each, base() + href) for each, href in items])],
        "linked_file": reverse("credentials:ctdl"),
    }


# --- as files --------------------------------------------------------------------------------------


@require_safe
def credential(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand out one credential with its claims and promises."""
    told = telling()
    row, claims, promises = _credential(slug, told)
    return _document(linked.graph(linked.linked_credential(row, claims, promises, told)))


@require_safe
def program(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand out one program with what it teaches toward."""
    row = linked.public_programs().filter(slug=slug).first()
    if row is None:
        raise Http404(nothing_here())
    taught = linked.program_offerings([row]).get(row.pk, [])
    return _document(linked.graph(linked.linked_program(row, taught, telling())))


@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """Hand out every promise that stands."""
    told = telling()
    standing_now = list(standing_promises(on=told.on))
    return _document(linked.graph(linked.linked_promises(standing_now, told)))


@require_safe
def registry(request: HttpRequest) -> StreamingHttpResponse:
    """Hand out the whole registry, written while it is sent."""
    response = StreamingHttpResponse(linked.document(telling(is_whole=True)), content_type=KIND)
    response["Content-Disposition"] = 'attachment; filename="keyway-registry.jsonld"'
    return _kept(response)


@require_safe
def table(request: HttpRequest, what: str) -> StreamingHttpResponse:
    """Hand out one table of the registry, written while it is sent."""
    if what not in TABLES:
        raise Http404(_("There is no such table."))
    columns, cells = TABLES[what]
    lines = _lines(columns, cells(telling()))
    response = StreamingHttpResponse(lines, content_type=_TABLE)
    response["Content-Disposition"] = f'attachment; filename="keyway-{what}.csv"'
    return _kept(response)


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """Hand out an empty table with the headings that an import knows, and what each holds."""
    lines = _lines(tuple(rows.COLUMNS), [])
    response = HttpResponse("".join(lines), content_type=_TABLE)
    response["Content-Disposition"] = 'attachment; filename="keyway-template.csv"'
    return _kept(response)


def _credential(slug: str, told: Telling) -> tuple[Credential, list[Any], list[Promise]]:
    """Return a public credential with its claims and the promises that stand.

    Raises:
        Http404: there is none at this address.
    """
    row = linked.credential_rows().filter(slug=slug).first()
    if row is None:
        raise Http404(nothing_here())
    claims = public_claims().filter(credential=row).select_related("credential", "organization")
    promised = standing_promises(on=told.on).filter(credential=row)
    return row, list(claims.order_by("pk")), list(promised.order_by("pk"))


def _document(node: Node) -> HttpResponse:
    return _kept(HttpResponse(linked_data.for_file(node) + "\n", content_type=KIND))


def _kept(response: _Answer) -> _Answer:
    """Let everybody keep what is public for a minute; it is data, never a page."""
    response["X-Content-Type-Options"] = "nosniff"
    keep_today(cast("HttpResponse", response))
    return response


# --- tables ----------------------------------------------------------------------------------------


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        """Return the text."""
        return text


def _lines(columns: Sequence[str], cells: Iterable[Sequence[object]]) -> Iterator[str]:
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield "\ufeff" + writer.writerow(columns)
    for row in cells:
        yield writer.writerow([_cell(each) for each in row])


def _cell(value: object) -> object:
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    return harmless(value) if isinstance(value, str | int | float) else str(value)


def _credentials(told: Telling) -> Iterator[Sequence[object]]:
    for row in linked.credential_rows().order_by("key").iterator(200):
        facts = linked.credential_facts(row, told.places)
        said = rows.row(facts, linked.issuer_facts(row.issuer))
        origin = "; ".join(
            str(each.get("url", "")) for each in row.sources if isinstance(each, dict)
        )
        cells = [said[name] for name in rows.COLUMNS]
        yield [*cells, told.places.credential(row.slug), origin or _("no page is named")]


def _recognitions(told: Telling) -> Iterator[Sequence[object]]:
    claims = public_claims().filter(credential__is_withdrawn=False)
    claims = claims.select_related("credential", "organization")
    for row in claims.order_by("credential__key", "type", "recognizer", "year", "pk"):
        facts = linked.recognition_facts(row, told.places)
        yield [
            facts.credential, *(getattr(facts, name) for name in _CLAIM), standing(row, told.on),
            facts.url or facts.document_note or _("no evidence is named"),
        ]  # fmt: skip


def _programs(told: Telling) -> Iterator[Sequence[object]]:
    for row in linked.public_programs().order_by("slug").iterator(200):
        origin = row.source_url or " ".join(filter(None, (row.source_key, row.source_release)))
        kept = row.url or _("kept by the institution")
        cells = (getattr(row, name) for name in _PROGRAM)
        yield [row.slug, row.organization.slug, *cells, row.evidence, origin or kept]


def _offerings(told: Telling) -> Iterator[Sequence[object]]:
    programs = linked.public_programs()
    found = linked.program_offerings(programs)
    for row in programs.order_by("slug").iterator(200):
        facts = linked.program_facts(row, found.get(row.pk, ()), told.places)
        yield from (_offering(row, each) for each in facts.offerings)


def _offering(row: Program, facts: OfferingFacts) -> Sequence[object]:
    level = facts.judgment.says if facts.judgment else facts.evidence
    return [
        row.slug, facts.credential, facts.is_ended, facts.next_exam_date, facts.seen_date, level,
        facts.url or _("no page is named"),
    ]  # fmt: skip


def _promises(told: Telling) -> Iterator[Sequence[object]]:
    for row in standing_promises(on=told.on).order_by(
        "organization__slug", "credential__key", "pk"
    ):
        facts = linked.promise_facts(row)
        yield [
            *(getattr(facts, name) for name in _PROMISE),
            _("signed by the employer on this site"),
        ]


_CLAIM = (
    "type", "recognizer", "state_code", "list_key", "place", "year", "weight", "seen_date",
    "expires_date",
)  # fmt: skip
_PROGRAM = (
    "name", "name_es", "level", "family", "status", "cip_code", "cip_is_ours", "months", "hours",
    "seats", "tuition_usd", "tuition_date", "next_start_date", "seen_date",
)  # fmt: skip
_PROMISE = (
    "organization", "site", "credential", "deed", "soc_code", "extra_hourly_usd", "from_date",
    "until_date",
)  # fmt: skip
TABLES: dict[str, tuple[tuple[str, ...], Callable[[Telling], Iterator[Sequence[object]]]]] = {
    "credentials": ((*rows.COLUMNS, *rows.ADDED), _credentials),
    "recognitions": (("credential", *_CLAIM, "standing", "origin"), _recognitions),
    "programs": (("program", "organization", *_PROGRAM, "evidence", "origin"), _programs),
    "offerings": (
        ("program", "credential", "is_ended", "next_exam_date", "seen_date", "evidence", "origin"),
        _offerings,
    ),
    "promises": ((*_PROMISE, "origin"), _promises),
}
