"""The addresses of the API: the gap, the work, the schools, and what the figures rest on."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Path, Query, Router
from ninja.errors import HttpError

from keyway.needs.api import answers
from keyway.needs.api import schemas as out
from keyway.needs.api.reading import (
    CIP,
    LEVEL,
    MISSING,
    SOC,
    UNITID,
    Asked,
    Listed,
    checked_county,
    checked_occupation,
    open_book,
    origin_link,
    page,
    told,
)
from keyway.needs.queries import gaps, occupations, programs
from keyway.needs.queries.book import Book
from keyway.reference.lookups import places

router = Router(tags=["gap"])
router.add_decorator(told, mode="view")

SocCode = Annotated[str, Path(pattern=SOC, description="Occupation.", example="51-4041")]
UnitId = Annotated[str, Path(pattern=UNITID, description="IPEDS number.", example="105154")]
CipCode = Annotated[str, Path(pattern=CIP, description="Program.", example="48.0508")]
LevelCode = Annotated[str, Path(pattern=LEVEL, description="IPEDS award level.", example="2")]


Sort = Literal["unfilled", "need", "placed", "openings", "jobs", "wage", "naive_supply", "name"]


class Searched(Listed):
    """Filters of a list of occupations."""

    q: str = Field("", max_length=100, description="Words of the name, or a code.")
    family: str = Field(
        "",
        pattern=r"^([0-9]{2})?$",
        description="Two digits of a SOC major group.",
        examples=["51"],
    )
    all: bool = Field(False, description="Also occupations mostly outside manufacturing.")


class GapAsked(Searched):
    """Filters of the gap."""

    county: str = Field(
        "",
        pattern=r"^([0-9]{5}|all)?$",
        description="One county, or `all` for every county apart; empty for the whole state.",
        examples=["04013"],
    )
    soc: str = Field(
        "", pattern=r"^([0-9]{2}-[0-9]{4})?$", description="One occupation.", examples=["51-4041"]
    )
    sort: Sort = Field("unfilled", description="Figures from large to small; names from A.")


class TotalsAsked(Listed):
    """Filters of the totals."""

    family: str = Field("", pattern=r"^([0-9]{2})?$", description="Two digits of a SOC group.")


class ProgramsAsked(Listed):
    """Filters of the programs."""

    unitid: str = Field("", pattern=r"^([0-9]{6})?$", description="One institution.")
    cip: str = Field(
        "", pattern=r"^([0-9]{2}(\.[0-9]{2}([0-9]{2})?)?)?$", description="A program or its group."
    )
    soc: str = Field(
        "", pattern=r"^([0-9]{2}-[0-9]{4})?$", description="Only those that feed this occupation."
    )


@router.get("/gap", response={200: out.Page[out.GapLine], **MISSING}, summary="The gap")
def gap(request: HttpRequest, asked: Query[GapAsked]) -> Any:
    """Openings, who fills them and who does not, per occupation, ranked."""
    book = open_book(asked.scenario)
    return page(request, book, asked, _lines(book, asked), answers.gap_line)


def _lines(book: Book, asked: GapAsked) -> list[gaps.Line]:
    soc = asked.soc and checked_occupation(book, asked.soc)
    areas = [asked.county or book.state.fips]
    if asked.county == "all":
        areas = sorted(book.county_names)
    elif asked.county:
        checked_county(book, asked.county)
    return [
        line
        for area in areas
        for line in gaps.ranked(
            book,
            area,
            # Who names an occupation gets it, wherever its jobs are.
            everything=asked.all or bool(soc),
            family=asked.family,
            search=f"{asked.q} {soc}",
            sort=asked.sort,
        )
    ]


@router.get("/gap/totals", response={200: out.Page[out.Total], **MISSING}, summary="Totals")
def totals(request: HttpRequest, asked: Query[TotalsAsked]) -> Any:
    """All manufacturing occupations together, for every county and the state (two digits)."""
    book = open_book(asked.scenario)
    return page(request, book, asked, list(gaps.totals(book, asked.family).values()), answers.total)


@router.get("/occupations", response={200: out.Page[out.Occupation], **MISSING}, tags=["work"])
def list_occupations(request: HttpRequest, asked: Query[Searched]) -> Any:
    """Occupations of the gap by name."""
    book = open_book(asked.scenario)
    lines = gaps.ranked(
        book,
        book.state.fips,
        everything=asked.all,
        family=asked.family,
        search=asked.q,
        sort="name",
    )

    def write(line: gaps.Line) -> out.Occupation:
        family = f"{line.soc_code[:2]}-0000"
        return answers.occupation(line, book.occupation_names.get(family, family))

    return page(request, book, asked, lines, write)


@router.get("/occupations/{soc}", response={200: out.OccupationDetail, **MISSING}, tags=["work"])
def one_occupation(request: HttpRequest, soc: SocCode, asked: Query[Asked]) -> Any:
    """One occupation: the work, the pay, the gap in every county, who feeds it."""
    book = open_book(asked.scenario)
    profile = occupations.profile(book, checked_occupation(book, soc))
    if profile is None:
        raise HttpError(404, _("No occupation has this code."))
    answer = answers.profile(
        profile,
        origin_link(book),
        gaps.one(book, soc, book.state.fips),
        gaps.counties_of(book, soc),
    )
    answer.programs = [
        answers.program(line) for line in programs.feeding(book, soc, book.state.fips)
    ]
    return answer


@router.get("/counties", response={200: out.Page[out.County], **MISSING}, tags=["places"])
def list_counties(request: HttpRequest, asked: Query[Listed]) -> Any:
    """Counties of the state by name, with the gap of manufacturing occupations."""
    book = open_book(asked.scenario)
    found = gaps.totals(book)
    reason = _("No manufacturing occupation is known here.")

    def write(county: places.County) -> out.County:
        return answers.county(county, found.get(county.fips), reason)

    return page(request, book, asked, places.counties(book.store, book.state.fips), write)


@router.get("/institutions", response={200: out.Page[out.Institution], **MISSING}, tags=["schools"])
def list_institutions(request: HttpRequest, asked: Query[Listed]) -> Any:
    """Colleges and schools of the state by number."""
    book = open_book(asked.scenario)
    found = list(programs.institutions(book).values())
    return page(request, book, asked, found, answers.institution)


@router.get(
    "/institutions/{unitid}", response={200: out.InstitutionDetail, **MISSING}, tags=["schools"]
)
def one_institution(request: HttpRequest, unitid: UnitId, asked: Query[Asked]) -> Any:
    """One institution with what becomes of those who complete its programs."""
    book = open_book(asked.scenario)
    found = programs.institutions(book).get(unitid)
    if found is None:
        raise HttpError(
            404, _("No institution of %(state)s has this number.") % {"state": book.state.name}
        )
    return out.InstitutionDetail(
        **answers.institution(found).dict(),
        origin=origin_link(book),
        programs=[answers.program(line) for line in programs.programs_of(book, unitid)],
    )


@router.get("/programs", response={200: out.Page[out.Program], **MISSING}, tags=["schools"])
def list_programs(request: HttpRequest, asked: Query[ProgramsAsked]) -> Any:
    """Programs by institution; those that feed an occupation by how many they send."""
    book = open_book(asked.scenario)
    if asked.soc:
        lines = programs.feeding(book, checked_occupation(book, asked.soc), book.state.fips)
    elif asked.unitid:
        lines = programs.programs_of(book, asked.unitid)
    else:
        lines = programs.every_program(book)
    chosen = [
        line
        for line in lines
        if line.cip_code.startswith(asked.cip) and asked.unitid in ("", line.institution.unitid)
    ]
    return page(request, book, asked, chosen, answers.program)


@router.get(
    "/programs/{unitid}/{cip}/{level}",
    response={200: out.ProgramDetail, **MISSING},
    tags=["schools"],
)
def one_program(
    request: HttpRequest, unitid: UnitId, cip: CipCode, level: LevelCode, asked: Query[Asked]
) -> Any:
    """One program: where its completers go, and the published awards it rests on."""
    book = open_book(asked.scenario)
    found = programs.program(book, unitid, cip, level)
    if found is None:
        raise HttpError(404, _("This program is not in the finding."))
    line, goals = found
    awards = programs.awards_by_year(book, unitid, cip, level)
    return out.ProgramDetail(
        **answers.program(line).dict(),
        origin=origin_link(book),
        destinations=[answers.destination(goal) for goal in goals],
        awards_by_year=[
            out.Awards(year=year, awards=answers.figure(each))
            for year, each in sorted(awards.items())
        ],
    )
