"""Rollout scenarios, their plans and lines as figures that say where they come from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from keyway.credentials.models import Credential
from keyway.engine.rollout.ramping import ramp
from keyway.needs.models import RolloutLine, RolloutPlan, RolloutScenario, family_name
from keyway.needs.queries.book import source_lines
from keyway.partners.models import Organization
from keyway.reference.parameters import Parameter, parameters_of
from keyway.render import numbers
from keyway.render.figure import Figure, Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

    from keyway.partners.queries.circles import Circle
    from keyway.render.numbers import Language

Kind = RolloutPlan.Kind
THREE = (Kind.BEST, Kind.CHEAPEST, Kind.ROBUST)


def scenarios(*, within: Circle, organization: Organization) -> QuerySet[RolloutScenario]:
    """Return the questions of an organization, the newest first."""
    found = within.own(RolloutScenario.objects.filter(organization=organization))
    return found.prefetch_related("plans").order_by("-asked_at", "-pk")


def scenario(*, within: Circle, organization: Organization, number: int) -> RolloutScenario | None:
    """Return one question of an organization, or None."""
    return scenarios(within=within, organization=organization).filter(pk=number).first()


def line(*, within: Circle, organization: Organization, number: int) -> RolloutLine | None:
    """Return one line of an organization's plans, or None."""
    found = within.own(RolloutLine.objects.filter(organization=organization, pk=number))
    return found.select_related("institution", "plan__scenario").first()


def used_parameters(one: RolloutScenario) -> list[Parameter]:
    """Return the planner's parameters at the values that a question was reckoned with."""
    usual = parameters_of("rollout")
    given = one.parameters or {**{n: p.value for n, p in usual.items()}, **one.values}
    return [usual[name].with_value(value) for name, value in given.items() if name in usual]


def origin(one: RolloutScenario, language: str) -> Origin:
    """Return where a scenario's figures come from."""
    title = "title_es" if language == "es" else "title_en"
    return Origin(
        sources=source_lines(one.releases),
        method="rollout",
        method_version=one.method_version,
        computed_date=f"{one.done_at:%Y-%m-%d}" if one.done_at else "",
        assumptions=tuple(
            f"{getattr(each, title)}: {each.value:g}"
            for each in used_parameters(one)
            if each.is_assumed
        ),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """One plan as figures; all but cost, shares and seconds are placements a year."""

    plan: RolloutPlan
    name: str
    value: Figure
    bound: Figure
    gap: Figure
    cost: Figure
    rural: Figure
    mean: Figure
    low: Figure
    regret: Figure
    programs: Figure


def told(plan: RolloutPlan, source: Origin) -> Told:
    """Return a plan as figures."""
    people = _("people a year")
    drawn = replace(source, interval="200")
    return Told(
        plan=plan,
        name=str(plan.get_kind_display()),
        value=Figure(round(plan.value, 1), unit=people, origin=source, style="plain"),
        bound=Figure(round(plan.bound, 1), unit=people, origin=source, style="plain"),
        gap=Figure(gap_of(plan), origin=source, style="percent"),
        cost=Figure(float(plan.cost_usd), origin=source, style="usd"),
        rural=Figure(
            plan.rural_value / plan.value if plan.value > 0 else None,
            origin=source,
            style="percent",
        ),
        mean=Figure(_tenths(plan.mean_value), unit=people, origin=drawn, style="plain"),
        low=Figure(_tenths(plan.low_value), unit=people, origin=drawn, style="plain"),
        regret=Figure(plan.regret, origin=drawn, style="percent"),
        programs=Figure(plan.lines.count(), unit=_("programs"), origin=source),
    )


def _tenths(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def gap_of(plan: RolloutPlan) -> float:
    """Return how far the proven bound lies above the plan, 0–1."""
    return (plan.bound - plan.value) / plan.bound if plan.bound > 0 else 0.0


def plans(one: RolloutScenario, source: Origin) -> dict[str, Told]:
    """Return the plans of a scenario by kind."""
    return {plan.kind: told(plan, source) for plan in one.plans.all()}


_YEARS = 5


def by_year(one: RolloutScenario, plan: RolloutPlan, source: Origin) -> list[Figure]:
    """Return the jobs that a plan fills in each of the first years after the decision."""
    months = {each.name: each.value for each in used_parameters(one)}
    parts = ramp(months["rollout.months_to_first"], months["rollout.months_to_full"], _YEARS)
    return [
        Figure(round(plan.value * part, 1), unit=_("people a year"), origin=source, style="plain")
        for part in parts
    ]


def by_county(plan: RolloutPlan, counties: Iterable[str], source: Origin) -> dict[str, Figure]:
    """Return the jobs that a plan fills a year in each county, by its code; in some it fills none."""
    found = dict.fromkeys(counties, 0.0)
    for fills in plan.lines.values_list("fills", flat=True):
        for _soc, county, placed, _need in fills:
            found[county] = found.get(county, 0.0) + placed
    return {
        county: Figure(round(people, 1), unit=_("people a year"), origin=source, style="plain")
        for county, people in found.items()
    }


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a plan with everything named.

    Attributes:
        sentence: who does what, which openings it fills, what it costs.
        ties: other choices that would do exactly as well, and how many more there are.
        credentials: names of what it would teach toward.
    """

    number: int
    institution: Organization
    family: str
    family_name: str
    sentence: str
    value: Figure
    cost: Figure
    seats: Figure
    fills: tuple[tuple[str, str, Figure, Figure], ...]
    credentials: tuple[tuple[str, str], ...]
    ties: tuple[str, ...]
    more_ties: int


_TIES_NAMED = 4
_FILLS_NAMED = 6


@dataclass(frozen=True)
class Names:
    """What codes are called in the reader's language."""

    occupations: Mapping[str, str]
    counties: Mapping[str, str]
    language: Language


def lines(plan: RolloutPlan, names: Names, source: Origin) -> list[Line]:
    """Return a plan's lines, the largest first."""
    rows = list(plan.lines.select_related("institution").order_by("-value", "pk"))
    known = _known(rows)
    slugs = {slug for row in rows for slug in row.credentials}
    called = dict(Credential.objects.filter(slug__in=slugs).values_list("slug", "name"))
    return [_line(row, names, source, known, called) for row in rows]


def _known(rows: Iterable[RolloutLine]) -> dict[int, str]:
    numbers_ = {int(number) for row in rows for number, _family in row.ties}
    found = Organization.objects.filter(pk__in=numbers_, status=Organization.Status.APPROVED)
    return dict(found.values_list("pk", "name"))


def _line(
    row: RolloutLine,
    names: Names,
    source: Origin,
    known: Mapping[int, str],
    called: Mapping[str, str],
) -> Line:
    openings = _("openings a year")
    fills = tuple(
        (
            names.occupations.get(soc, soc),
            names.counties.get(county, county),
            Figure(round(placed, 1), unit=_("people a year"), origin=source, style="plain"),
            Figure(round(need, 1), unit=openings, origin=source, style="plain"),
        )
        for soc, county, placed, need in row.fills[:_FILLS_NAMED]
    )
    ties = [
        _("%(institution)s: %(family)s")
        % {"institution": known[number], "family": family_name(family)}
        for number, family in row.ties
        if number in known
    ]
    return Line(
        number=row.pk,
        institution=row.institution,
        family=row.family,
        family_name=family_name(row.family),
        sentence=sentence(row, names),
        value=Figure(round(row.value, 1), unit=_("people a year"), origin=source, style="plain"),
        cost=Figure(float(row.cost_usd), origin=source, style="usd"),
        seats=Figure(row.seats, unit=_("seats a year"), origin=source),
        fills=fills,
        credentials=tuple((slug, called[slug]) for slug in row.credentials if slug in called),
        ties=tuple(ties[:_TIES_NAMED]),
        more_ties=max(len(ties) - _TIES_NAMED, 0),
    )


def sentence(row: RolloutLine, names: Names) -> str:
    """Return a line in plain words."""
    values = {
        "institution": row.institution.name,
        "family": family_name(row.family).lower(),
        "seats": numbers.number(row.seats, names.language),
        "cost": numbers.write(Figure(float(row.cost_usd), style="usd"), names.language).value,
        "people": numbers.number(row.value, names.language, 1),
        "openings": numbers.number(row.openings, names.language),
        "jobs": _jobs(row, names),
    }
    if row.deed == RolloutLine.Deed.STRENGTHEN:
        return (
            _(
                "%(institution)s adds %(seats)s seats a year to what it teaches in %(family)s: its "
                "graduates fill about %(people)s of %(openings)s open jobs within reach a year%(jobs)s. "
                "It costs %(cost)s."
            )
            % values
        )
    return (
        _(
            "%(institution)s adds a program in %(family)s with %(seats)s seats a year: its "
            "graduates fill about %(people)s of %(openings)s open jobs a year%(jobs)s. It costs "
            "%(cost)s."
        )
        % values
    )


def _jobs(row: RolloutLine, names: Names) -> str:
    """Return where most of a line's graduates work."""
    if not row.fills:
        return ""
    soc, county = row.fills[0][0], row.fills[0][1]
    return _(", most of them %(occupation)s in %(county)s County") % {
        "occupation": names.occupations.get(soc, soc),
        "county": names.counties.get(county, county),
    }
