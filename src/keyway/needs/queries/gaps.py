"""Questions about the gap: per occupation, per area, ranked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from keyway.needs.models import GapRow, GapTotal
from keyway.needs.queries.book import Book, interval, latest_finding
from keyway.partners.models import Organization
from keyway.render.figure import Figure
from keyway.standards.ctdl.facts import DemandFacts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from keyway.reference.lookups.places import State
    from keyway.reference.store import Store


SORTS = ("unfilled", "need", "placed", "openings", "jobs", "wage", "naive_supply", "name")


@dataclass(frozen=True, slots=True)
class Line:
    """One occupation in one area as figures; all but wage and share are per year."""

    soc_code: str
    name: str
    area_code: str
    area_name: str
    is_manufacturing: bool
    is_linked: bool
    jobs: Figure
    openings: Figure
    need: Figure
    placed: Figure
    unfilled: Figure
    manufacturing_unfilled: Figure
    manufacturing_share: Figure
    naive_supply: Figure
    wage: Figure


def ranked(
    book: Book,
    area_code: str,
    *,
    everything: bool = False,
    taught: bool = False,
    family: str = "",
    search: str = "",
    sort: str = "unfilled",
) -> list[Line]:
    """Return the occupations of an area, ranked.

    Args:
        book: what to read from.
        area_code: a county, or the state by its two digits.
        everything: also occupations that work mostly outside manufacturing.
        taught: only those that some program of study prepares for.
        family: two digits of a SOC major group.
        search: words or a code; every word must occur in the name.
        sort: one of ``SORTS``; figures from large to small.
    """
    rows = GapRow.objects.filter(finding=book.finding, area_code=area_code)
    if not everything:
        rows = rows.filter(is_manufacturing=True)
    if taught:
        rows = rows.filter(is_linked=True)
    if family:
        rows = rows.filter(soc_code__startswith=f"{family}-")
    lines = [line_of(book, row) for row in rows.order_by("soc_code")]
    wanted = search.casefold().split()
    if wanted:
        lines = [each for each in lines if _matches(each, wanted)]
    return _sorted(lines, sort)


def _matches(line: Line, wanted: Iterable[str]) -> bool:
    text = f"{line.soc_code} {line.name}".casefold()
    return all(word in text for word in wanted)


def _sorted(lines: list[Line], sort: str) -> list[Line]:
    if sort == "name":
        return sorted(lines, key=lambda each: each.name.casefold())

    def size(line: Line) -> float:
        value = getattr(line, sort if sort in SORTS else "unfilled").value
        return -1.0 if value is None else float(value)

    return sorted(lines, key=size, reverse=True)


def by_need(lines: list[Line]) -> list[Line]:
    """Return lines by openings for new entrants, the largest first."""
    return _sorted(lines, "need")


def counties_of(book: Book, soc_code: str) -> list[Line]:
    """Return one occupation in every county, the widest gap first."""
    rows = GapRow.objects.filter(finding=book.finding, soc_code=soc_code).exclude(
        area_code=book.state.fips
    )
    return _sorted([line_of(book, row) for row in rows.order_by("area_code")], "unfilled")


def listed(book: Book) -> set[str]:
    """Return the codes of the state's manufacturing occupations."""
    rows = GapRow.objects.filter(
        finding=book.finding, area_code=book.state.fips, is_manufacturing=True
    )
    return set(rows.values_list("soc_code", flat=True))


def one(book: Book, soc_code: str, area_code: str) -> Line | None:
    """Return one occupation in one area, or None where nothing is known of it."""
    row = GapRow.objects.filter(
        finding=book.finding, soc_code=soc_code, area_code=area_code
    ).first()
    return None if row is None else line_of(book, row)


def openings_near(
    store: Store, state: State, soc_code: str, area_code: str, language: str
) -> Figure | None:
    """Return the openings a year that people new to an occupation can fill; None where not known.

    Args:
        store: the public tables.
        state: whose newest finding is read.
        soc_code: the occupation.
        area_code: a county, or the state by its two digits.
        language: "en" or "es".
    """
    finding = latest_finding(state.fips)
    if finding is None:
        return None
    line = one(Book(store, state, finding, language), soc_code, area_code)
    return line.need if line and line.need.is_known else None


def demand(store: Store, state: State, base: str) -> list[DemandFacts]:
    """Return what stands empty a year in a state, by manufacturing occupation, for other sites.

    Args:
        store: the public tables.
        state: whose newest finding is read.
        base: scheme and host of the site.
    """
    finding = latest_finding(state.fips)
    home = Organization.objects.filter(runs_site=True, status="approved").first()
    if finding is None or home is None:
        return []
    book = Book(store, state, finding, "en")
    rows = GapRow.objects.filter(finding=finding, area_code=state.fips, is_manufacturing=True)
    return [
        DemandFacts(
            organization=home.slug,
            soc_code=row.soc_code,
            occupation=book.occupation_names.get(row.soc_code, row.soc_code),
            state_name=state.name,
            from_date=finding.computed_at.date(),
            until_date=None,
            words_en=_empty(row, "en"),
            words_es=_empty(row, "es"),
            address=f"{base}/occupations/{row.soc_code}/",
            openings_low=round(row.unfilled_p5, 1),
            openings=round(row.unfilled_p50, 1),
            openings_high=round(row.unfilled_p95, 1),
        )
        for row in rows.order_by("soc_code")
    ]


def _empty(row: GapRow, language: str) -> str:
    said = {"low": round(row.unfilled_p5), "high": round(row.unfilled_p95)}
    with translation.override(language):
        return _("Between %(low)s and %(high)s openings a year are likely to stand empty.") % said


def totals(book: Book, family: str = "") -> dict[str, Line]:
    """Return the manufacturing occupations together, by area code.

    Args:
        book: what to read from.
        family: two digits of a SOC major group, or "linked"; all of them where empty.
    """
    rows = GapTotal.objects.filter(finding=book.finding, family=family).order_by("area_code")
    return {row.area_code: _line(book, row, "", row.area_code) for row in rows}


def families(book: Book, *, everything: bool) -> list[tuple[str, str]]:
    """Return the SOC major groups that occur: two digits and name."""
    rows = GapRow.objects.filter(finding=book.finding, area_code=book.state.fips)
    if not everything:
        rows = rows.filter(is_manufacturing=True)
    found = sorted({code[:2] for code in rows.values_list("soc_code", flat=True)})
    return [(code, book.occupation_names.get(f"{code}-0000", code)) for code in found]


def line_of(book: Book, row: GapRow) -> Line:
    """Return a stored row as figures."""
    return _line(book, row, row.soc_code, row.area_code)


def _line(book: Book, row: GapRow | GapTotal, soc_code: str, area_code: str) -> Line:
    openings = _("openings a year")
    return Line(
        soc_code=soc_code,
        name=book.occupation_names.get(soc_code, soc_code),
        area_code=area_code,
        area_name=book.area_name(area_code),
        is_manufacturing=not isinstance(row, GapRow) or row.is_manufacturing,
        is_linked=not isinstance(row, GapRow) or row.is_linked,
        jobs=interval(book, row, "jobs", method="demand", unit=_("jobs")),
        openings=interval(book, row, "openings", method="demand", unit=openings),
        need=interval(book, row, "need", method="demand", unit=openings),
        placed=interval(book, row, "placed", unit=_("people a year")),
        unfilled=interval(book, row, "unfilled", unit=openings),
        manufacturing_unfilled=interval(book, row, "manufacturing_unfilled", unit=openings),
        manufacturing_share=Figure(
            value=row.manufacturing_share, style="percent", origin=book.origin("demand")
        ),
        naive_supply=Figure(
            value=row.naive_supply,
            unit=_("awards a year"),
            reason="" if row.naive_supply is not None else _("No program is linked to it."),
            origin=book.origin("naive"),
        ),
        wage=_wage(book, soc_code),
    )


def _wage(book: Book, soc_code: str) -> Figure:
    value = book.median_wages.get(soc_code)
    return Figure(
        value=value,
        unit=_("a year"),
        style="usd",
        reason="" if value is not None else _("The publisher does not release it."),
        origin=book.published("oews_area_wages", "states"),
    )
