"""Figures in stories, asked anew whenever a page is drawn: nothing of them is typed or kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keyway.credentials.queries import funnel
from keyway.credentials.queries.registry import (
    promises_here,
    public_credentials,
    running_offerings,
)
from keyway.needs.queries import gaps
from keyway.needs.queries.book import Book, latest_finding
from keyway.partners.queries.directory import source_lines
from keyway.promote.models.blocks import OF_CREDENTIALS, OF_JOBS, Query
from keyway.reference.lookups import districts, names, occupations, pay
from keyway.render.figure import Figure, Origin, SourceLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from keyway.credentials.models import Credential
    from keyway.needs.queries.gaps import Line
    from keyway.reference.lookups.districts import Point
    from keyway.reference.lookups.places import State
    from keyway.reference.store import Store

_METRO = 5


@dataclass(frozen=True)
class Asker:
    """With what live facts are asked.

    Attributes:
        store: the public tables.
        state: the state that is shown.
        language: "en" or "es".
        now: when it is asked.
        on: which day that is here.
        point: where the reader lives, if they said so; kept nowhere.
    """

    store: Store
    state: State
    language: str
    now: datetime
    on: date
    point: Point | None = None

    @cached_property
    def jobs(self) -> Mapping[str, str]:
        """Names of occupations by SOC code."""
        return names.occupations(self.store, self.language)

    @cached_property
    def book(self) -> Book | None:
        """The state's newest finding; None while there is none."""
        finding = latest_finding(self.state.fips)
        return Book(self.store, self.state, finding, self.language) if finding else None

    @cached_property
    def counties(self) -> Mapping[str, str]:
        """Names of the state's counties by FIPS code."""
        return names.counties(self.store, self.state.fips)

    def area_name(self, code: str) -> str:
        """Return the name of a county, as it stands in a sentence; of the state for another code."""
        county = self.counties.get(code)
        return _("%(county)s County") % {"county": county} if county else self.state.name

    @cached_property
    def county_fips(self) -> str:
        """The county in which the reader lives; empty where they did not say."""
        if self.point is None:
            return ""
        found = districts.located(self.store, self.point.longitude, self.point.latitude)
        fips = found.county_fips or ""
        return fips if fips in self.counties else ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure is about: an occupation or a credential, in a county or the whole state."""

    soc_code: str = ""
    credential: str = ""
    county_fips: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """The answer to a query of a figure block.

    Attributes:
        label: what is counted, of what and where.
        figure: the answer; unknown says why.
        href: the page that tells more; empty where there is none.
        is_broken: what it is about is not there any more, so an editor has to look.
    """

    label: str
    figure: Figure
    href: str = ""
    is_broken: bool = False


def asked(by: Asker, query: str, about: Subject) -> Asked:
    """Return the figure that a query asks for; never an error, whatever was deleted since."""
    fault = fault_of(by, query, about)
    if fault:
        label = str(dict(Query.choices).get(query, ""))
        return Asked(label, Figure(None, reason=fault), is_broken=True)
    if query in OF_JOBS:
        return _of_job(by, Query(query), about)
    if query in OF_CREDENTIALS:
        row = public_credentials().select_related("issuer").get(slug=about.credential)
        return _of_credential(by, Query(query), row)
    return Asked(
        _("Credentials earned in manufacturing programs, %(place)s") % {"place": by.state.name},
        _earned(by),
        reverse("credentials:funnel"),
    )


def fault_of(by: Asker, query: str, about: Subject) -> str:
    """Return in a sentence what a query asks for and nobody knows; empty where all is there."""
    if query not in Query.values:
        return _("This figure is not told any more.")
    if query in OF_JOBS and about.soc_code not in by.jobs:
        return _("The occupation is not in the list any more.")
    if query in OF_CREDENTIALS and not public_credentials().filter(slug=about.credential).exists():
        return _("The credential is not in the registry any more.")
    if about.county_fips and about.county_fips not in by.counties:
        return _("The county is not in the list.")
    return ""


# --- of an occupation ------------------------------------------------------------------------------


def _of_job(by: Asker, query: Query, about: Subject) -> Asked:
    labels = {
        Query.OPENINGS: _("Openings a year: %(job)s, %(place)s"),
        Query.MEDIAN_WAGE: _("Half earn more than this: %(job)s, %(place)s"),
        Query.EMPLOYMENT: _("Jobs: %(job)s, %(place)s"),
        Query.GAP: _("Openings that no program fills: %(job)s, %(place)s"),
    }
    if query == Query.MEDIAN_WAGE:
        figure, place = median_pay(by, about.soc_code, about.county_fips)
    else:
        figure = _measured(by, query, about)
        place = by.area_name(about.county_fips)
    said = {"job": by.jobs[about.soc_code], "place": place}
    href = reverse("needs:occupation", args=[about.soc_code])
    return Asked(labels[query] % said, figure, href)


_MEASURES: Mapping[str, Callable[[Line], Figure]] = {
    Query.OPENINGS: lambda line: line.openings,
    Query.EMPLOYMENT: lambda line: line.jobs,
    Query.GAP: lambda line: line.unfilled,
}


def _measured(by: Asker, query: Query, about: Subject) -> Figure:
    line = line_of(by, about.soc_code, about.county_fips)
    if line is None:
        return Figure(None, reason=_("It is not reckoned for this place."))
    return _MEASURES[query](line)


def line_of(by: Asker, soc_code: str, county_fips: str) -> Line | None:
    """Return what the newest finding says of an occupation; None where it says nothing."""
    if by.book is None:
        return None
    counted = pay.counted_as(by.store).get(soc_code, soc_code)
    area = county_fips or by.state.fips
    return gaps.one(by.book, soc_code, area) or gaps.one(by.book, counted, area)


def median_pay(by: Asker, soc_code: str, county_fips: str) -> tuple[Figure, str]:
    """Return the median pay nearest to a county, and the name of the area it holds for."""
    near = [pay.area_of(by.store, county_fips)] if county_fips else []
    areas = [*near, by.state.fips]
    counted = pay.counted_as(by.store).get(soc_code, soc_code)
    for code in dict.fromkeys((soc_code, counted)):
        rows = occupations.wages(by.store, code, areas)
        known = {
            area: (value, year)
            for area, value, year in rows.filter(pl.col("wage_annual_median_usd").is_not_null())
            .select("area_code", "wage_annual_median_usd", "year")
            .iter_rows()
        }
        for area in areas:
            if area in known:
                return _paid(by, area, *known[area])
    reason = _("The publisher does not release it.")
    return Figure(None, _("a year"), style="usd", reason=reason), by.state.name


def _paid(by: Asker, area: str, value: float, year: int) -> tuple[Figure, str]:
    part = "states" if area == by.state.fips else "metro" if len(area) == _METRO else "nonmetro"
    entries = [entry for _path, entry in by.store.current("oews_area_wages")]
    kept = [entry for entry in entries if entry.part == part] or entries
    place = pay.area_name(by.store, area, by.state.name)
    origin = Origin(
        sources=source_lines(by.store, {(entry.source, entry.release) for entry in kept}),
        method="published",
        note=_("Pay in: %(place)s, May %(year)s.") % {"place": place, "year": year},
    )
    return Figure(value, _("a year"), style="usd", origin=origin), place


# --- of a credential -------------------------------------------------------------------------------


def _of_credential(by: Asker, query: Query, row: Credential) -> Asked:
    labels = {
        Query.PROMISES: _("Employers who signed a promise: %(credential)s"),
        Query.CREDENTIAL_PRICE: _("Price: %(credential)s"),
        Query.CREDENTIAL_PROGRAMS: _("Programs that teach toward it: %(credential)s"),
    }
    ask = {
        Query.PROMISES: promised,
        Query.CREDENTIAL_PRICE: price,
        Query.CREDENTIAL_PROGRAMS: taught,
    }
    href = reverse("credentials:credential", args=[row.slug])
    return Asked(labels[query] % {"credential": row.name}, ask[query](by, row), href)


def promised(by: Asker, row: Credential) -> Figure:
    """Return how many employers here promise something for a credential; made-up ones do not count."""
    rows = promises_here(by.state.code, by.on).filter(credential=row).order_by()
    note = _("Signed on this site. A promise counts until its last day.")
    origin = Origin(method="directory", computed_date=by.on.isoformat(), note=note)
    real = rows.filter(organization__is_demo=False)
    count = real.values("organization_id").distinct().count()
    return Figure(count, ngettext("employer", "employers", count), origin=origin)


def taught(by: Asker, row: Credential) -> Figure:
    """Return how many programs here teach toward a credential today."""
    rows = running_offerings(by.state.code).filter(credential=row).order_by()
    note = _("As schools and colleges keep them here, and as their pages say.")
    origin = Origin(method="directory", computed_date=by.on.isoformat(), note=note)
    count = rows.values("program_id").distinct().count()
    return Figure(count, ngettext("program", "programs", count), origin=origin)


def price(by: Asker, row: Credential) -> Figure:
    """Return what a credential costs; where it differs, from the lowest to the highest price."""
    if row.price_low_usd is None:
        return Figure(None, style="usd", reason=_("Nobody has looked it up yet."))
    low, high = float(row.price_low_usd), float(row.price_high_usd or row.price_low_usd)
    seen = date_format(row.price_date) if row.price_date else _("day not known")
    url = row.price_url if row.price_url.startswith(("https://", "http://")) else ""
    source = SourceLine(row.issuer.name, _("Price list"), seen, url=url)
    is_checked = row.evidence == row.Evidence.CHECKED
    note = "" if is_checked else f"{row.get_evidence_display()}."
    if high > low:
        note = " ".join(filter(None, (_("The lowest price. It can cost more."), note)))
    return Figure(low, style="usd", origin=Origin((source,), "published", note=note))


def _earned(by: Asker) -> Figure:
    cohorts = funnel.cohorts(by.store, by.state.code)
    if not cohorts:
        return Figure(None, _("students"), reason=_("The state prints no such count."))
    return cohorts[max(cohorts)].figure("earned", funnel.FAMILY)
