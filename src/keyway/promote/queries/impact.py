"""What moved: from reach to credentials, step by step, each told by the room that records it.

A step is declared. One that nobody records yet stands on the page as not recorded, and whoever
builds its room declares it again with a way to tell it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyway.credentials.queries import funnel
from keyway.partners.models import Site
from keyway.promote.models import Campaign, PageReach
from keyway.promote.queries.reach import opened, own_counts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from django.db.models import QuerySet
    from django.utils.functional import Promise

    from keyway.credentials.queries.funnel import Cohort
    from keyway.partners.queries.circles import Circle
    from keyway.promote.models import LinkReach
    from keyway.reference.store import Store
    from keyway.render.figure import Figure


@dataclass(frozen=True, slots=True)
class Ask:
    """What a step is asked.

    Attributes:
        store: the public tables.
        state_code: two letters.
        county: five digits; empty for the whole state.
        within: whose private counts may be told.
        on: today.
    """

    store: Store
    state_code: str
    county: str
    within: Circle
    on: date


@dataclass(frozen=True, slots=True)
class Place:
    """A step in one place.

    Attributes:
        name: of a district or a campaign.
        county: five digits; empty where it is not known.
        years: by year.
    """

    name: str
    county: str
    years: Mapping[int, Figure]


@dataclass(frozen=True, slots=True)
class Moved:
    """What a step tells.

    Attributes:
        years: by year, of everything asked for; empty where it is not recorded there.
        places: by place, as far as places are recorded.
        note: what to know, in a sentence.
    """

    years: Mapping[int, Figure] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    note: str = ""

    @property
    def newest(self) -> Figure | None:
        """The newest year's number."""
        return self.years[max(self.years)] if self.years else None


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way from hearing of a job to being able to do it.

    Attributes:
        key: "reach".
        label: its name.
        counts: what is counted, in a sentence.
        tell: asks the records; None while no room records it.
        page: name of the page with more; empty where there is none.
    """

    key: str
    label: str | Promise
    counts: str | Promise
    tell: Callable[[Ask], Moved] | None = None
    page: str = ""


_STEPS: dict[str, Step] = {}


def declare_step(step: Step) -> None:
    """Put a step on the page; one that was declared before keeps its place and is told anew."""
    _STEPS[step.key] = step


def steps() -> list[Step]:
    """Return the steps in their order."""
    return list(_STEPS.values())


# --- reach -------------------------------------------------------------------------------------------


def _reach(ask: Ask) -> Moved:
    """Return how often stories and short links were opened; links only to whoever may see them.

    Pages are opened from anywhere, so only campaigns of a single county can be told by county.
    """
    links = own_counts(within=ask.within)
    places = _campaign_places(ask)
    if ask.county:
        here = [each for each in places if each.county == ask.county]
        return Moved(places=tuple(here), note=_("Openings are recorded for the whole state only."))
    years = dict(_yearly(PageReach.objects.all()))
    for year, opens in _yearly(links):
        years[year] = years.get(year, 0) + opens
    told = {year: opened(opens, on=ask.on) for year, opens in sorted(years.items())}
    return Moved(told, tuple(places), _("An opening is not a person, and not a changed mind."))


def _yearly(rows: QuerySet[PageReach] | QuerySet[LinkReach]) -> list[tuple[int, int]]:
    found = rows.annotate(year=ExtractYear("day")).values("year").annotate(opens=Sum("opens_count"))
    return [(row["year"], row["opens"]) for row in found.order_by("year")]


def _campaign_places(ask: Ask) -> list[Place]:
    """Return the openings of campaigns that speak to one county alone."""
    rows = own_counts(within=ask.within).annotate(year=ExtractYear("day"))
    found = rows.values("link__campaign", "link__campaign__name", "year")
    named: dict[int, tuple[str, dict[int, Figure]]] = {}
    for row in found.annotate(opens=Sum("opens_count")).order_by("link__campaign", "year"):
        _name, years = named.setdefault(row["link__campaign"], (row["link__campaign__name"], {}))
        years[row["year"]] = opened(row["opens"], on=ask.on)
    counties = dict(Campaign.objects.filter(pk__in=named).values_list("pk", "county_codes"))
    return [
        Place(name, codes[0], years)
        for number, (name, years) in named.items()
        if len(codes := counties.get(number, [])) == 1
    ]


# --- programs and credentials ------------------------------------------------------------------------


def _enrolled(ask: Ask) -> Moved:
    return _of_cohorts(ask, "enrolled")


def _earned(ask: Ask) -> Moved:
    return _of_cohorts(ask, "earned")


def _of_cohorts(ask: Ask, step: str) -> Moved:
    """Return a step of the state's cohorts; counts that must not be told stay untold.

    No sums are made for a county: a sum of protected counts could give one of them away.
    """
    every = funnel.cohorts(ask.store, ask.state_code)
    counties = _district_counties(ask.store)
    names = sorted({name for year in every for name in every[year].districts})
    places = tuple(
        Place(called, county, _over(every, step, name))
        for name in names
        for called, county in [counties.get(name, (name, ""))]
        if not ask.county or county == ask.county
    )
    note = _("A year is the year in which a class graduates, with all its years of high school.")
    return Moved({} if ask.county else _over(every, step, funnel.STATE), places, note)


def _over(every: Mapping[int, Cohort], step: str, place: str) -> dict[int, Figure]:
    return {
        year: every[year].figure(step, funnel.FAMILY, place)
        for year in sorted(every)
        if not place or place in every[year].districts
    }


def _district_counties(store: Store) -> dict[str, tuple[str, str]]:
    """Return each district's full name and the county of its first site."""
    named = funnel.organizations(store)
    sites = Site.objects.filter(organization__in=named.values()).exclude(county_fips="")
    rows = sites.order_by("organization", "-pk").values_list("organization", "county_fips")
    county = dict(rows)
    return {name: (each.name, county.get(each.pk, "")) for name, each in named.items()}


declare_step(
    Step(
        "reach",
        gettext_lazy("Reach"),
        gettext_lazy("How often stories and short links were opened."),
        _reach,
    )
)
declare_step(
    Step(
        "requests",
        gettext_lazy("Requests"),
        gettext_lazy("How many schools asked for a tour or a talk."),
    )
)
declare_step(
    Step(
        "visits",
        gettext_lazy("Visits"),
        gettext_lazy("How many tours and talks took place."),
    )
)
declare_step(
    Step(
        "enrolled",
        gettext_lazy("Enrolled"),
        gettext_lazy("Students of a graduating class who took a manufacturing program."),
        _enrolled,
        "credentials:funnel",
    )
)
declare_step(
    Step(
        "earned",
        gettext_lazy("Earned a credential"),
        gettext_lazy("Students of that class who earned a credential in such a program."),
        _earned,
        "credentials:funnel",
    )
)
