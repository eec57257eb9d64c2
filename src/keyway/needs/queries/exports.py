"""The tables of the pages as rows to take away: every figure with its range and why it is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from keyway.needs.queries import gaps, industries, occupations, programs
from keyway.needs.queries.measures import gap_measures, program_measures
from keyway.needs.queries.sources import releases_of
from keyway.needs.queries.tabulated import Measure, ranged, tabulate
from keyway.render.figure import Figure, Origin
from keyway.render.tables import Column, Table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from keyway.needs.queries.book import Book


def gap(book: Book, lines: Sequence[gaps.Line]) -> Table:
    """Return occupations of an area, in the order given.

    Args:
        book: what they were read from.
        lines: one line per occupation and area.
    """
    keys = (
        Column("soc_code", _("Occupation code")),
        Column("occupation_name", _("Occupation")),
        Column("area_code", _("Area code"), _("Five digits of a county, two of the state.")),
        Column("area_name", _("Area")),
        Column(
            "is_manufacturing",
            _("Mostly in manufacturing"),
            _("At least a third of the state's jobs in the occupation are in manufacturing."),
        ),
        Column(
            "is_linked",
            _("A program leads to it"),
            _("The crosswalk links some program, taught here or not, to the occupation."),
        ),
    )
    return tabulate(
        _("Openings and who fills them, by occupation"),
        keys,
        gap_measures(),
        (
            (
                (x.soc_code, x.name, x.area_code, x.area_name, x.is_manufacturing, x.is_linked),
                (
                    x.openings, x.need, x.placed, x.unfilled, x.manufacturing_unfilled, x.jobs,
                    x.naive_supply, x.manufacturing_share, x.wage,
                ),
            )
            for x in lines
        ),
        book.origin("gap"),
    )  # fmt: skip


def counties(book: Book, family: str = "") -> Table:
    """Return the manufacturing occupations together, by county and for the state.

    Args:
        book: what to read from.
        family: two digits of a SOC major group; all of them where empty.
    """
    lines = gaps.totals(book, family)
    return tabulate(
        _("Openings and who fills them, manufacturing occupations together"),
        (Column("area_code", _("Area code")), Column("area_name", _("Area"))),
        gap_measures()[:6],
        (
            (
                (code, x.area_name),
                (x.openings, x.need, x.placed, x.unfilled, x.manufacturing_unfilled, x.jobs),
            )
            for code, x in sorted(lines.items())
        ),
        book.origin("gap"),
    )


def feeding(book: Book, soc_code: str, area_code: str) -> Table:
    """Return the programs whose completers fill an occupation in an area."""
    name = book.occupation_names.get(soc_code, soc_code)
    return _programs(
        book,
        _("Programs that feed: %(name)s") % {"name": name},
        programs.feeding(book, soc_code, area_code),
        with_here=True,
    )


def programs_of(book: Book, unitid: str, occupations: Collection[str] | None = None) -> Table:
    """Return the programs of an institution, all or those that feed ``occupations``."""
    return _programs(
        book,
        _("Programs and what becomes of their completers"),
        programs.programs_of(book, unitid, occupations),
        with_here=False,
    )


def _programs(
    book: Book, title: str, lines: Iterable[programs.ProgramLine], *, with_here: bool
) -> Table:
    keys = (
        Column("unitid", _("Institution number")),
        Column("institution_name", _("Institution")),
        Column("cip_code", _("Program code")),
        Column("program_name", _("Program")),
        Column("award_level_code", _("Award level code")),
        Column("award_level_name", _("Award")),
    )
    here = (Measure("placed_here_per_year", _("Come here a year"), _("Mean over the draws.")),)
    return tabulate(
        title,
        keys,
        (here if with_here else ()) + program_measures(),
        (
            (
                (
                    x.institution.unitid, x.institution.name, x.cip_code, x.name,
                    x.award_level_code, x.level_name,
                ),
                ((x.placed_here or Figure(None),) if with_here else ())
                + (x.completers, x.placed, x.unplaced, x.left),
            )
            for x in lines
        ),
        book.origin("gap"),
    )  # fmt: skip


def destinations(book: Book, goals: Iterable[programs.Destination]) -> Table:
    """Return where completers of a program go, by occupation and county."""
    return tabulate(
        _("Where completers find related work"),
        (
            Column("soc_code", _("Occupation code")),
            Column("occupation_name", _("Occupation")),
            Column("county_fips", _("County code")),
            Column("county_name", _("County")),
        ),
        (Measure("placed_per_year", _("People a year"), _("Mean over the draws.")),),
        (
            ((goal.soc_code, goal.name, fips, county), (people,))
            for goal in goals
            for fips, county, people in goal.counties
        ),
        book.origin("gap"),
    )


def institutions(book: Book) -> Table:
    """Return the institutions that feed manufacturing occupations."""
    return tabulate(
        _("Institutions that feed manufacturing occupations"),
        (
            Column("unitid", _("Institution number")),
            Column("institution_name", _("Institution")),
            Column("city_name", _("City")),
            Column("county_fips", _("County code")),
            Column("programs_count", _("Programs")),
        ),
        (
            Measure(
                "placed_per_year",
                _("People a year into manufacturing occupations"),
                _("Mean over the draws."),
            ),
        ),
        (
            (
                (
                    x.institution.unitid, x.institution.name, x.institution.city,
                    x.institution.county_fips, x.programs_count,
                ),
                (x.placed,),
            )
            for x in programs.feeding_institutions(book)
        ),
        book.origin("gap"),
    )  # fmt: skip


def plants(book: Book, county_fips: str) -> Table:
    """Return a county's manufacturing industries, as published."""
    found = industries.of_county(book, county_fips)
    return tabulate(
        _("Manufacturing industries of %(county)s") % {"county": book.area_name(county_fips)},
        (
            Column("naics_code", _("Industry code")),
            Column("industry_name", _("Industry")),
            Column("year", _("Year")),
        ),
        (Measure("jobs", _("Jobs")), Measure("establishments", _("Establishments"))),
        (((x.naics_code, x.name, x.year), (x.jobs, x.establishments)) for x in found),
        book.published("cbp_county_industries"),
    )


def pay(book: Book, soc_code: str) -> Table:
    """Return published pay of an occupation in the state, its areas and the nation."""
    return tabulate(
        _("Pay: %(name)s") % {"name": book.occupation_names.get(soc_code, soc_code)},
        (
            Column("area_code", _("Area code")),
            Column("area_name", _("Area")),
            Column("year", _("Year")),
        ),
        (
            Measure("wage_hourly_median_usd", _("Median an hour")),
            Measure("wage_annual_p10_usd", _("Lowest tenth, a year")),
            Measure("wage_annual_median_usd", _("Median, a year")),
            Measure("wage_annual_p90_usd", _("Highest tenth, a year")),
            Measure("jobs", _("Jobs")),
        ),
        (
            ((x.area_code, x.area_name, x.year), (x.hourly, x.p10, x.median, x.p90, x.jobs))
            for x in occupations.pay(book, soc_code)
        ),
        book.published("oews_area_wages"),
    )


def skills(book: Book, profile: occupations.Profile) -> Table:
    """Return the skills, knowledge and activities that matter most in an occupation."""
    domains = (
        (_("Skill"), profile.skills),
        (_("Knowledge"), profile.knowledge),
        (_("Activity"), profile.activities),
    )
    return tabulate(
        _("What the work asks for: %(name)s") % {"name": profile.name},
        (
            Column("element_id", _("Element code")),
            Column("element_name", _("Element")),
            Column("domain", _("Kind")),
        ),
        (ranged("importance", _("Importance, 1 to 5"), _("The range is of 95 percent.")),),
        (
            ((each.element_id, each.name, domain), (each.importance,))
            for domain, ratings in domains
            for each in ratings
        ),
        book.published("onet_ratings"),
    )


def technologies(book: Book, profile: occupations.Profile) -> Table:
    """Return the technologies used in an occupation."""
    columns = (
        Column("technology_name", _("Technology")),
        Column("category_name", _("Category")),
        Column("is_hot", _("Often asked for over all occupations")),
        Column("is_in_demand", _("Often asked for in this occupation")),
    )
    rows = [(x.name, x.category, x.is_hot, x.is_in_demand) for x in profile.technologies]
    title = _("Technologies: %(name)s") % {"name": profile.name}
    return Table(title, columns, rows, book.published("onet_technologies"))


def sources(book: Book) -> Table:
    """Return every release that the finding rests on."""
    columns = (
        Column("table", _("Table")),
        Column("publisher", _("Publisher")),
        Column("title", _("Title")),
        Column("release", _("Release")),
        Column("licence", _("License")),
        Column("credit", _("Credit line")),
        Column("url", _("Address")),
        Column("retrieved_date", _("Loaded on")),
        Column("caution", _("Caution")),
    )
    rows = [
        (x.table, x.publisher, x.title, x.release, x.licence, x.credit, x.url, x.date, x.caution)
        for x in releases_of(book)
    ]
    return Table(_("Public data that the figures rest on"), columns, rows, book.origin("gap"))


def parameters(book: Book) -> Table:
    """Return the parameters that the finding was reckoned with."""
    columns = (
        Column("name", _("Name")),
        Column("title", _("Meaning")),
        Column("value", _("Value")),
        Column("unit", _("Unit")),
        Column("low", _("Low"), _("5th percentile of what we believe.")),
        Column("high", _("High"), _("95th percentile of what we believe.")),
        Column("is_assumed", _("Assumed")),
        Column("citation", _("Citation")),
        Column("dated", _("Date")),
    )
    rows = [
        (x.name, book.title(x), x.value, x.unit, x.low, x.high, x.is_assumed, x.citation, x.dated)
        for x in book.parameters
    ]
    return Table(_("What the figures assume"), columns, rows, Origin(method="gap"))
