"""Questions about programs: whom they feed, and how many find no place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from keyway.needs.models import GapFlow, GapProgram, GapRow
from keyway.needs.queries.book import Book, interval
from keyway.reference.lookups import names, schools
from keyway.render.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Institution:
    """A college or school as its page shows it."""

    unitid: str
    name: str
    city: str
    county_fips: str | None
    control: str
    level: str
    reach: str
    sector_code: int | None
    longitude: float | None
    latitude: float | None
    website: str


@dataclass(frozen=True, slots=True)
class ProgramLine:
    """One program at one institution; figures are people a year."""

    institution: Institution
    cip_code: str
    name: str
    award_level_code: str
    level_name: str
    completers: Figure
    placed: Figure
    unplaced: Figure
    left: Figure
    placed_here: Figure | None = None

    @property
    def key(self) -> str:
        """The program's part of an address."""
        return f"{self.cip_code}-{self.award_level_code}"


@dataclass(frozen=True, slots=True)
class Destination:
    """An occupation that a program's completers go to, with counties from most to least."""

    soc_code: str
    name: str
    placed: Figure
    counties: tuple[tuple[str, str, Figure], ...]


def institutions(book: Book) -> dict[str, Institution]:
    """Return the state's institutions by unit id."""
    rows = schools.institutions(book.store, book.state.code).iter_rows(named=True)
    return {
        row["unitid"]: Institution(
            unitid=row["unitid"],
            name=row["institution_name"],
            city=row["city_name"] or "",
            county_fips=row["county_fips"],
            control=row["control"] or "",
            level=row["level"] or "",
            reach=row["reach"],
            sector_code=row["sector_code"],
            longitude=row["longitude"],
            latitude=row["latitude"],
            website=row["website"] or "",
        )
        for row in rows
    }


def feeding(book: Book, soc_code: str, area_code: str) -> list[ProgramLine]:
    """Return the programs whose completers fill an occupation in an area, the largest first.

    Args:
        book: what to read from.
        soc_code: the occupation.
        area_code: a county, or the state by its two digits.
    """
    flows = GapFlow.objects.filter(program__finding=book.finding, soc_code=soc_code)
    if area_code != book.state.fips:
        flows = flows.filter(county_fips=area_code)
    sums = dict(
        flows.values("program_id")
        .annotate(people=Sum("placed_mean"))
        .values_list("program_id", "people")
    )
    known = institutions(book)
    lines = [
        _line(book, known[row.unitid], row, placed_here=sums[row.pk])
        for row in GapProgram.objects.filter(pk__in=sums)
        if row.unitid in known
    ]
    return sorted(
        lines, key=lambda each: -(each.placed_here.value or 0.0) if each.placed_here else 0
    )


@dataclass(frozen=True, slots=True)
class FeedingInstitution:
    """An institution and the people a year that it sends into manufacturing occupations."""

    institution: Institution
    programs_count: int
    placed: Figure


def feeding_institutions(book: Book) -> list[FeedingInstitution]:
    """Return institutions that feed manufacturing occupations, the one that feeds most first."""
    listed = GapRow.objects.filter(
        finding=book.finding, area_code=book.state.fips, is_manufacturing=True
    ).values("soc_code")
    sums = (
        GapFlow.objects.filter(program__finding=book.finding, soc_code__in=listed)
        .values("program__unitid")
        .annotate(people=Sum("placed_mean"), count=Count("program_id", distinct=True))
        .order_by("-people", "program__unitid")
    )
    known = institutions(book)
    return [
        FeedingInstitution(
            known[row["program__unitid"]], row["count"], _people(book, row["people"])
        )
        for row in sums
        if row["program__unitid"] in known
    ]


def by_county(book: Book, goals: list[Destination]) -> dict[str, Figure]:
    """Return people a year by county over all destinations of a program.

    A county without a kept flow gets less than one person in twenty years, shown as none.
    """
    if not goals:
        return {}
    sums = dict.fromkeys(book.county_names, 0.0)
    for goal in goals:
        for fips, _name, figure in goal.counties:
            sums[fips] = sums.get(fips, 0.0) + (figure.value or 0.0)
    return {fips: _people(book, people) for fips, people in sums.items()}


def programs_of(
    book: Book, unitid: str, occupations: Collection[str] | None = None
) -> list[ProgramLine]:
    """Return the programs of an institution, the one with most completers first.

    Args:
        book: what to read from.
        unitid: the institution.
        occupations: only programs that feed one of these; all where None.
    """
    known = institutions(book)
    if unitid not in known:
        return []
    rows = GapProgram.objects.filter(finding=book.finding, unitid=unitid).order_by(
        "-completers_p50", "cip_code", "award_level_code"
    )
    if occupations is not None:
        fed = GapFlow.objects.filter(program__in=rows, soc_code__in=occupations)
        rows = rows.filter(pk__in=fed.values("program_id"))
    return [_line(book, known[unitid], row) for row in rows]


def every_program(book: Book) -> list[ProgramLine]:
    """Return all programs of the finding by institution, program and level."""
    known = institutions(book)
    rows = GapProgram.objects.filter(finding=book.finding).order_by(
        "unitid", "cip_code", "award_level_code"
    )
    return [_line(book, known[row.unitid], row) for row in rows if row.unitid in known]


def program(
    book: Book, unitid: str, cip_code: str, award_level_code: str
) -> tuple[ProgramLine, list[Destination]] | None:
    """Return one program and where its completers go, or None where it is not known."""
    row = GapProgram.objects.filter(
        finding=book.finding, unitid=unitid, cip_code=cip_code, award_level_code=award_level_code
    ).first()
    known = institutions(book)
    if row is None or unitid not in known:
        return None
    return _line(book, known[unitid], row), destinations(book, GapFlow.objects.filter(program=row))


def destinations_of(
    book: Book, unitid: str, occupations: Collection[str] | None = None
) -> list[Destination]:
    """Return where the completers of an institution's programs go, the largest first.

    Args:
        book: what to read from.
        unitid: the institution.
        occupations: only these occupations; all where None.
    """
    flows = GapFlow.objects.filter(program__finding=book.finding, program__unitid=unitid)
    if occupations is not None:
        flows = flows.filter(soc_code__in=occupations)
    return destinations(book, flows)


def destinations(book: Book, flows: QuerySet[GapFlow]) -> list[Destination]:
    """Return where people of some programs go, by occupation, the largest first."""
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for soc, county, people in flows.values_list("soc_code", "county_fips", "placed_mean"):
        found[soc][county] += people
    result = [
        Destination(
            soc_code=soc,
            name=book.occupation_names.get(soc, soc),
            placed=_people(book, sum(by_county.values())),
            counties=tuple(
                (fips, book.area_name(fips), _people(book, people))
                for fips, people in sorted(by_county.items(), key=lambda each: (-each[1], each[0]))
            ),
        )
        for soc, by_county in found.items()
    ]
    return sorted(result, key=lambda each: (-(each.placed.value or 0.0), each.soc_code))


def awards_by_year(
    book: Book, unitid: str, cip_code: str, award_level_code: str
) -> Mapping[int, Figure]:
    """Return published awards of a program by year."""
    rows = schools.completions(book.store, [unitid]).iter_rows(named=True)
    return {
        row["year"]: Figure(
            value=row["awards_count"],
            unit=_("awards"),
            origin=book.published("ipeds_program_completions", str(row["year"])),
        )
        for row in rows
        if row["cip_code"] == cip_code and row["award_level_code"] == award_level_code
    }


def _line(
    book: Book, institution: Institution, row: GapProgram, placed_here: float | None = None
) -> ProgramLine:
    people = _("people a year")
    return ProgramLine(
        institution=institution,
        cip_code=row.cip_code,
        name=book.program_names.get(row.cip_code, row.cip_code),
        award_level_code=row.award_level_code,
        level_name=names.award_level(row.award_level_code, book.language),
        completers=interval(book, row, "completers", method="supply", unit=people),
        placed=interval(book, row, "placed", unit=people),
        unplaced=interval(book, row, "unplaced", unit=people),
        left=interval(book, row, "left", method="supply", unit=people),
        placed_here=None if placed_here is None else _people(book, placed_here),
    )


def _people(book: Book, value: float) -> Figure:
    """Return a mean flow as a figure; flows are small and carry no interval of their own."""
    return Figure(value=value, unit=_("people a year"), origin=book.origin("gap"))
