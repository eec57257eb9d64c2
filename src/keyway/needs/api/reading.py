"""What every operation shares: its questions, the book it reads from, pages, caching, refusals."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Field, Schema
from ninja.errors import HttpError

from keyway.needs.actions import Request
from keyway.needs.api.schemas import OriginLink
from keyway.needs.queries.book import Book, latest_finding
from keyway.partners.api.reading import Paged, Problem, Spoken, next_page, told
from keyway.reference import shelf
from keyway.reference.lookups import places

__all__ = [
    "CIP",
    "COUNTY",
    "FINGERPRINT",
    "LEVEL",
    "MISSING",
    "REFUSALS",
    "SOC",
    "UNITID",
    "Asked",
    "Listed",
    "Paged",
    "Spoken",
    "checked_county",
    "checked_occupation",
    "is_current",
    "open_book",
    "origin_link",
    "page",
    "told",
]

SOC = r"^[0-9]{2}-[0-9]{4}$"
COUNTY = r"^[0-9]{5}$"
UNITID = r"^[0-9]{6}$"
CIP = r"^[0-9]{2}\.[0-9]{4}$"
LEVEL = r"^[0-9]{1,2}$"
FINGERPRINT = r"^[0-9a-f]{64}$"

_Item = TypeVar("_Item")

MISSING: dict[int, Any] = {404: Problem, 422: Problem, 503: Problem}
REFUSALS: dict[int, Any] = {422: Problem, 503: Problem}


class Asked(Spoken):
    """What a question about figures may say."""

    scenario: str = Field(
        "",
        max_length=80,
        pattern=r"^[A-Za-z0-9_.,=-]*$",
        description="Which finding, as `/findings` lists them; empty for the usual parameters.",
        examples=["", "demand.share_new_entrants=0.6"],
    )


class Listed(Paged, Asked):
    """What a question about a list of figures may say."""


def open_book(scenario: str = "") -> Book:
    """Return the book of the finding of a scenario; of the usual parameters where it is empty.

    Raises:
        HttpError: 503 while nothing is reckoned yet, 404 where this scenario is not kept.
    """
    store = shelf.take(settings.REFERENCE_DIR)
    state = places.state(store, settings.KEYWAY_STATE)
    finding = latest_finding(state.fips, scenario)
    if finding is None and scenario and latest_finding(state.fips) is not None:
        raise HttpError(404, _("No finding is kept for this scenario; /findings lists them."))
    if finding is None:
        raise HttpError(503, _("The first reckoning is under way. Ask again in a few seconds."))
    return Book(store, state, finding, (get_language() or "en")[:2])


def origin_link(book: Book) -> OriginLink:
    """Return which finding an answer rests on."""
    return OriginLink(
        fingerprint=book.finding.fingerprint,
        scenario=book.finding.scenario,
        computed_at=book.finding.computed_at.isoformat(),
        url=f"/api/v1/origin/{book.finding.fingerprint}",
        is_current=is_current(book),
    )


def is_current(book: Book) -> bool:
    """Return whether the finding rests on the data and parameters that are in force now."""
    finding = book.finding
    pairs = (each.partition("=") for each in finding.scenario.split(",") if each)
    values = {name: float(value) for name, _equals, value in pairs}
    wanted = Request(
        book.state.fips, values, draws=finding.draws_count, seed=finding.seed
    ).fingerprint(book.store)
    return wanted == finding.fingerprint


def page(
    request: HttpRequest,
    book: Book,
    asked: Paged,
    items: Sequence[_Item],
    write: Callable[[_Item], Schema],
) -> dict[str, Any]:
    """Return one page of a list: origin, count, address of the next page, results.

    Args:
        request: its address is the next page's, but for the offset.
        book: the finding that the items come from.
        asked: which page.
        items: the whole list.
        write: makes one item's answer.
    """
    return {
        "origin": origin_link(book),
        "count": len(items),
        "next": next_page(request, asked, len(items)),
        "results": [write(item) for item in items[asked.offset : asked.offset + asked.limit]],
    }


def checked_county(book: Book, county_fips: str) -> str:
    """Return a county's code.

    Raises:
        HttpError: 404, the state has no such county.
    """
    if county_fips not in book.county_names:
        raise HttpError(
            404, _("No county of %(state)s has this code.") % {"state": book.state.name}
        )
    return county_fips


def checked_occupation(book: Book, soc_code: str) -> str:
    """Return an occupation's code.

    Raises:
        HttpError: 404, no occupation has it.
    """
    if soc_code not in book.occupation_names:
        raise HttpError(404, _("No occupation has this code."))
    return soc_code
