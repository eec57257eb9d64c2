"""Reach: how often short links and pages were opened, and how many people that stands for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.utils.translation import gettext as _
from wagtail.models import Page

from keyway.engine import reach as engine
from keyway.promote.models import CampaignLink, LinkReach, PageReach
from keyway.reference.parameters import document, parameters_of
from keyway.render.figure import Figure, Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from keyway.engine.reach import Asked, Believed, Doubts, Programs, Reached
    from keyway.partners.queries.circles import Circle
    from keyway.promote.models import Campaign

FEW = 10  # below it, nobody can say what one person cost, and a drawing would mislead


# --- counting --------------------------------------------------------------------------------------


@cache
def programs() -> Programs:
    """Return how programs call themselves, from the dated list."""
    held = document("programs")
    names = tuple(piece for group in held["names"].values() for piece in group)
    return engine.Programs(names, tuple(held["people"]))


def left_out(asked: Asked) -> str:
    """Return the rule that leaves a request out; empty where it counts as one opening."""
    return engine.left_out(asked, programs())


def open_link(code: str) -> CampaignLink | None:
    """Return the short link with a code, unless it ended; capitals do not matter."""
    if not (code.isascii() and code.isalnum()):
        return None
    rows = CampaignLink.objects.filter(code=code.lower(), ended_at=None)
    return rows.only("pk", "organization_id", "target").first()


def is_public_page(number: int) -> bool:
    """Return whether a page of the editors is there for everybody."""
    return bool(Page.objects.live().public().filter(pk=number).exists())


# --- what was counted ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Opens:
    """Openings of one thing, or on one day.

    Attributes:
        label: of the thing.
        opens: how many count.
        left_out: how many requests the rules left out.
    """

    label: str
    opens: Figure
    left_out: Figure


def counts_of(campaign: Campaign) -> QuerySet[LinkReach]:
    """Return the daily counts of a campaign's links."""
    return LinkReach.objects.filter(link__campaign=campaign)


def own_counts(*, within: Circle) -> QuerySet[LinkReach]:
    """Return the daily counts of all links of a circle, without those made up for demonstration."""
    return within.own(LinkReach.objects.filter(link__campaign__is_demo=False))


def page_counts(first: date, last: date) -> QuerySet[PageReach]:
    """Return the daily counts of the editors' pages from one day to another."""
    return PageReach.objects.filter(day__gte=first, day__lte=last)


@dataclass(frozen=True, slots=True)
class PageOpens:
    """A page of the editors and how often it was opened."""

    title: str
    address: str
    language: str
    opens: Figure


def most_opened(first: date, last: date, *, most: int) -> list[PageOpens]:
    """Return the pages that were opened most from one day to another, the most opened first."""
    sums = page_counts(first, last).values("page_id").annotate(opens=Sum("opens_count"))
    counted = {
        row["page_id"]: row["opens"]
        for row in sums.filter(opens__gt=0).order_by("-opens", "page_id")
    }
    shown = list(counted)[:most]
    known = Page.objects.live().select_related("locale").in_bulk(shown)
    return [
        PageOpens(
            title=known[number].title,
            address=known[number].url or "",
            language=known[number].locale.language_code,
            opens=opened(counted[number], on=last),
        )
        for number in shown
        if number in known
    ]


def opens_by_day(rows: QuerySet[LinkReach] | QuerySet[PageReach]) -> dict[date, tuple[int, int]]:
    """Return how many openings counted on each day, and how many were left out, by day."""
    sums = rows.values("day").annotate(opens=Sum("opens_count"), out=Sum("left_out_count"))
    return {row["day"]: (row["opens"], row["out"]) for row in sums.order_by("day")}


def opens_of_links(links: Iterable[CampaignLink]) -> dict[int, tuple[int, int]]:
    """Return the same for each link, by its number."""
    rows = LinkReach.objects.filter(link__in=list(links)).values("link_id")
    sums = rows.annotate(opens=Sum("opens_count"), out=Sum("left_out_count"))
    return {row["link_id"]: (row["opens"], row["out"]) for row in sums.order_by("link_id")}


def opens_by_channel(
    links: Sequence[CampaignLink], counted: Mapping[int, tuple[int, int]], *, on: date
) -> list[Opens]:
    """Return the openings of each channel that has a link, the most opened first."""
    totals: dict[str, tuple[int, int]] = {}
    for each in links:
        opens, out = counted.get(each.pk, (0, 0))
        before = totals.get(each.channel, (0, 0))
        totals[each.channel] = (before[0] + opens, before[1] + out)
    called = dict(CampaignLink.Channel.choices)
    rows = sorted(totals.items(), key=lambda item: (-item[1][0], item[0]))
    return [
        Opens(str(called.get(channel, channel)), opened(opens, on=on), unopened(out, on=on))
        for channel, (opens, out) in rows
    ]


# --- as figures ------------------------------------------------------------------------------------


def opened(count: int, *, on: date) -> Figure:
    """Return a number of openings with its origin."""
    return Figure(float(count), unit=_("times opened"), origin=_origin(on, _counted()))


def uncounted(*, on: date) -> Figure:
    """Return that nobody can know how much was opened, for no short link counts it."""
    reason = _("No short link yet.")
    return Figure(None, unit=_("times opened"), reason=reason, origin=_origin(on, _counted()))


def unopened(count: int, *, on: date) -> Figure:
    """Return a number of requests that the rules left out."""
    note = _("Programs, previews, prefetches and people who are signed in here.")
    return Figure(float(count), unit=_("requests"), origin=_origin(on, note))


def people_reached(by_day: Sequence[int], *, on: date) -> Figure:
    """Return how many people openings stand for, with the range of what is not known.

    Args:
        by_day: openings of each day, over all links together.
        on: today.
    """
    if not sum(by_day):
        return Figure(None, unit=_("people"), reason=_("Nothing was opened yet."))
    return _as_figure(engine.people(by_day, doubts()), _("people"), "count", on)


def cost_of_one(spent: float | None, by_day: Sequence[int], *, on: date) -> Figure:
    """Return what one reached person cost, with its range; unknown where it cannot be said.

    Args:
        spent: dollars; None where nobody wrote it down.
        by_day: openings of each day.
        on: today.
    """
    unit = _("for each person reached")
    if spent is None:
        return Figure(None, unit, reason=_("Write down what was spent."), style="usd")
    if sum(by_day) < FEW:
        return Figure(None, unit, reason=_("Too few openings to say it."), style="usd")
    found = engine.cost_per_person(spent, engine.people(by_day, doubts()))
    if found is None:
        return Figure(None, unit, reason=_("Too few openings to say it."), style="usd")
    return _as_figure(found, unit, "usd", on)


@cache
def doubts() -> Doubts:
    """Return what stands between openings and people, from the dated parameters."""
    return engine.Doubts(
        programs=_believed("programs"),
        forgetful=_believed("forgetful"),
        other_device=_believed("other_device"),
        came_back=_believed("came_back"),
        readers=_believed("readers"),
    )


def _believed(key: str) -> Believed:
    held = parameters_of("reach")[f"reach.{key}"]
    return engine.Believed(held.value, held.low, held.high, held.minimum, held.maximum)


def _counted() -> str:
    return _("One opening is one browser on one day. It is not a person, and nobody is watched.")


def _as_figure(found: Reached, unit: str, style: str, on: date) -> Figure:
    note = _(
        "How often people come back, share a screen or use two devices is not seen but believed."
    )
    origin = _origin(on, note, interval=str(engine.DRAWS))
    return Figure(found.value, unit, found.low, found.high, origin=origin, style=style)


def _origin(on: date, note: str, interval: str = "") -> Origin:
    return Origin(
        method=engine.METHOD,
        method_version=engine.METHOD_VERSION,
        computed_date=on.isoformat(),
        interval=interval,
        note=note,
    )
