"""Time, cost, pay, distance and worth of a route, each a figure with its origin."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keyway.credentials.briefs.telling import reckoned, sources_of
from keyway.credentials.models import Program
from keyway.credentials.queries import nearby
from keyway.credentials.queries.nearby import KM_A_MILE
from keyway.credentials.queries.pathways import value
from keyway.engine.pathways import Offer, Share, Terms, weigh
from keyway.partners.queries.directory import source_lines
from keyway.reference.lookups import pay
from keyway.reference.parameters import parameters_of
from keyway.render.figure import Figure, Origin

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from keyway.credentials.briefs.telling import Telling
    from keyway.credentials.queries.pathways import Atlas, Taught
    from keyway.engine.pathways import Route, Worth

_SEED = 20260


def months(by: Telling, route: Route) -> Figure:
    """Return how many months it takes until work begins."""
    assumed = any(
        by.atlas.programs[node].is_length_assumed
        for node in route.nodes
        if node in by.atlas.programs
    )
    note = _("Where a school does not say how long a program is, we take the usual length.")
    return Figure(
        value=route.months,
        unit=ngettext("month", "months", route.months),
        origin=reckoned(by, sources_of(by, route), note if assumed else ""),
    )


def ready(by: Telling, route: Route) -> date | None:
    """Return the first day of the month in which work could begin; None without a grade."""
    if not by.grade:
        return None
    whole = by.on.year * 12 + by.on.month - 1 + route.months
    return by.on.replace(year=whole // 12, month=whole % 12 + 1, day=1)


def cost(by: Telling, route: Route) -> Figure:
    """Return what a route costs; unknown where a part of it is."""
    return Figure(
        value=route.cost if route.is_cost_known else None,
        style="usd",
        reason="" if route.is_cost_known else cost_note(by, route),
        origin=reckoned(
            by, sources_of(by, route), _("Before grants and aid, which can pay part of it or all.")
        ),
    )


def cost_note(by: Telling, route: Route) -> str:
    """Return what the cost of a route leaves out, in one or two sentences."""
    unknown = [
        node for node, edge in zip(route.nodes, route.edges, strict=True) if edge.cost is None
    ]
    if any(node in by.atlas.programs for node in unknown):
        return _("The school has not told us the cost. Ask about grants too.")
    if unknown:
        return _("We do not know the price of the test yet. Ask if your school pays it.")
    if any(
        by.atlas.programs[node].is_cost_assumed for node in route.nodes if node in by.atlas.programs
    ):
        return _("Public school is free. There may be fees for tools, clothes or tests.")
    return ""


def wage(by: Telling, soc: str) -> Figure:
    """Return first pay: between the lowest tenth and the lowest quarter of those in the job here."""
    known = by.atlas.pay.get(soc)
    if known is None:
        return Figure(None, _("a year"), style="usd", reason=_("Pay here is not published."))
    return Figure(
        value=(known.low + known.high) / 2,
        low=known.low,
        high=known.high,
        unit=_("a year"),
        style="usd",
        origin=_paid(by, known, _("From the 10th to the 25th percentile of all in the job.")),
    )


def later(by: Telling, soc: str) -> Figure:
    """Return what half of those in a job here earn, or more."""
    known = by.atlas.pay.get(soc)
    if known is None or known.median is None:
        return Figure(None, _("a year"), style="usd", reason=_("Pay here is not published."))
    return Figure(value=known.median, unit=_("a year"), style="usd", origin=_paid(by, known, ""))


def _paid(by: Telling, known: pay.Pay, interval: str) -> Origin:
    entries = [entry for _path, entry in by.store.current("oews_area_wages")]
    part = {"US": "national", by.state.fips: "states"}.get(known.area_code, "metro")
    if len(known.area_code) == 7:
        part = "nonmetro"
    kept = [entry for entry in entries if entry.part == part] or entries
    place = pay.area_name(by.store, known.area_code, by.state.name) or _("United States")
    return Origin(
        sources=source_lines(by.store, {(entry.source, entry.release) for entry in kept}),
        method="published",
        interval=interval,
        note=_("Pay in: %(place)s, May %(year)s.") % {"place": place, "year": known.year},
    )


def distance(by: Telling, route: Route) -> Figure:
    """Return how far the farthest place is from home, in miles."""
    placed = [by.atlas.programs[n].place for n in route.nodes if n in by.atlas.programs]
    is_known = bool(by.km) and all(place.latitude is not None for place in placed)
    return Figure(
        value=round(route.km / KM_A_MILE) if is_known else None,
        unit=_("miles"),
        reason="" if is_known else _("Tell us a ZIP code to see how far it is."),
        origin=reckoned(by, note=_("In a straight line from the middle of the ZIP code.")),
    )


def openings(by: Telling, soc: str) -> Figure | None:
    """Return openings a year near home; None where nobody knows."""
    area = by.county_fips or by.state.fips
    return nearby.openings(by.store, by.state, soc, area, by.language)


def worth(by: Telling, route: Route, code: str) -> tuple[Figure | None, Figure | None]:
    """Return what a route may bring and the chance that it pays back; None where it cannot be told.

    A route that costs nothing and takes no working time has nothing to pay back.
    """
    found = weighed(by.atlas, route, name=code)
    if found is None:
        return None, None
    origin = replace(
        reckoned(by, sources_of(by, route)),
        interval=_("From the 10th to the 90th percentile of 500 draws."),
        assumptions=(_("Not all finish, and not all who finish work in the trade."),),
        note=_("Against working at once without it, over %(years)s years.")
        % {"years": int(value("years_ahead"))},
    )
    gain = Figure(value=found.middle, low=found.low, high=found.high, style="usd", origin=origin)
    is_free = route.cost == 0 and all(
        _is_high_school(by.atlas.programs[node])
        for node in route.nodes
        if node in by.atlas.programs
    )
    if is_free:
        return gain, None
    return gain, Figure(value=found.pays_back, style="percent", origin=origin)


# --- the worth of a route ---------------------------------------------------------------------------


def weighed(chart: Atlas, route: Route, *, name: str) -> Worth | None:
    """Return what a route may be worth; None where cost or pay is not known.

    High school takes no working time, so only months of study after it count as given up.
    """
    taught = [chart.programs[node] for node in route.nodes if node in chart.programs]
    jobs = [chart.socs[node] for node in route.nodes if node in chart.socs]
    first = chart.pay.get(jobs[0]) if jobs else None
    if not route.is_cost_known or first is None or chart.base_pay is None or not taught:
        return None
    study = sum(
        edge.months - _before(chart, route, at)
        for at, (node, edge) in enumerate(zip(route.nodes, route.edges, strict=True))
        if node in chart.programs and not _is_high_school(chart.programs[node])
    )
    offer = Offer(
        cost=route.cost,
        months=study,
        wage=(first.low, first.high),
        base=chart.base_pay,
        finish=_finish(taught),
        related=_share(_related_name(taught[-1])),
    )
    terms = Terms(
        value("discount_rate"),
        int(value("years_ahead")),
        value("hours_lost"),
        int(value("payback_years")),
    )
    return weigh(offer, seed=_SEED, name=name, terms=terms)


def _before(chart: Atlas, route: Route, at: int) -> int:
    """Return the part of the first step's months that is still high school, not study."""
    if at > 0:
        return 0
    return max(route.edges[0].months - chart.programs[route.nodes[0]].months, 0)


def _is_high_school(taught: Taught) -> bool:
    return taught.program.level == Program.Level.SECONDARY


def _finish(taught: Sequence[Taught]) -> Share:
    """Return the share of those who begin that finish every program of a route."""
    shares = [_share(_finish_name(each)) for each in taught]
    middle, low, high = 1.0, 1.0, 1.0
    for share in shares:
        middle, low, high = middle * share.value, low * share.low, high * share.high
    return Share(middle, low, high)


def _finish_name(taught: Taught) -> str:
    level = taught.program.level
    return f"finish_{level if level in _FINISH else 'other'}"


_FINISH = ("secondary", "certificate", "associate", "bachelor")


def _related_name(taught: Taught) -> str:
    return {"secondary": "related_secondary", "bachelor": "related_bachelor"}.get(
        taught.program.level, "related_college"
    )


def _share(name: str) -> Share:
    parameter = parameters_of("pathways")[f"pathways.{name}"]
    return Share(parameter.value, parameter.low, parameter.high)
