"""Campaigns as they stand: one's own, what they put out, their short links, and the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from wagtail.models import Page

from keyway.promote.models import Campaign, CampaignLink, CampaignPiece
from keyway.standards.icalendar import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from keyway.partners.models import Organization
    from keyway.partners.queries.circles import Circle

Status = Campaign.Status
_PAGES_SHOWN = 300


def own_campaigns(organization: Organization, *, within: Circle) -> QuerySet[Campaign]:
    """Return the campaigns of an organization of a circle, the latest first."""
    rows = within.own(Campaign.objects.filter(organization=organization))
    return rows.select_related("organization").order_by("-starts_date", "name", "pk")


def own_campaign(organization: Organization, number: int, *, within: Circle) -> Campaign | None:
    """Return one campaign of an organization of a circle, or None."""
    return own_campaigns(organization, within=within).filter(pk=number).first()


def own_piece(organization: Organization, number: int, *, within: Circle) -> CampaignPiece | None:
    """Return one piece of a campaign of an organization of a circle, or None."""
    rows = within.own(CampaignPiece.objects.filter(organization=organization, pk=number))
    return rows.select_related("campaign", "organization").first()


def own_link(organization: Organization, number: int, *, within: Circle) -> CampaignLink | None:
    """Return one short link of an organization of a circle, or None."""
    rows = within.own(CampaignLink.objects.filter(organization=organization, pk=number))
    return rows.select_related("campaign", "organization").first()


def pieces_of(campaign: Campaign) -> QuerySet[CampaignPiece]:
    """Return what a campaign puts out, by the day it is due; what has no day comes last."""
    rows = campaign.pieces.select_related("page")
    return rows.order_by("done_date", "due_date", "title", "pk")


def links_of(campaign: Campaign) -> QuerySet[CampaignLink]:
    """Return a campaign's short links: those that lead on first, the latest first."""
    rows = campaign.links.select_related("piece")
    return rows.order_by("ended_at", "-made_at", "-pk")


def late_pieces(*, on: date) -> QuerySet[CampaignPiece]:
    """Return what is not out though its day is past, of real campaigns that nobody ended."""
    rows = CampaignPiece.objects.filter(due_date__lt=on, done_date=None, campaign__is_demo=False)
    open_ones = rows.exclude(campaign__status=Status.ENDED)
    return open_ones.select_related("organization").order_by("campaign_id", "due_date", "pk")


def status_on(campaign: Campaign, on: date) -> Status:
    """Return how far a campaign is on a day: its days decide, unless somebody ended it."""
    if campaign.status == Status.ENDED or campaign.ends_date < on:
        return Status.ENDED
    return Status.PLANNED if campaign.starts_date > on else Status.RUNNING


def public_pages() -> QuerySet[Page]:
    """Return pages of the editors that a piece can be, by title."""
    rows: QuerySet[Page] = Page.objects.live().public().filter(depth__gt=3)
    return rows.order_by("title", "pk")[:_PAGES_SHOWN]


def is_page_at(root: Page, path: str) -> bool:
    """Return whether a page of the editors is for everybody at an address in a language.

    Args:
        root: the home page in any language.
        path: such as ``/es/stories/welding/``.
    """
    language, *steps = [step for step in path.split("/") if step]
    found = root.get_translations(inclusive=True).filter(locale__language_code=language).first()
    for step in steps:
        found = found and found.get_children().live().filter(slug=step).first()
    return found is not None


# --- the calendar ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Day:
    """One entry of the calendar.

    Attributes:
        key: stays the same when the calendar is read again.
        first: its first day.
        last: its last day; the first where it lasts one.
        title: what it is.
        campaign: of which campaign.
        is_piece: something that is due, not the campaign itself.
        is_done: it is out already.
    """

    key: str
    first: date
    last: date
    title: str
    campaign: Campaign
    is_piece: bool = False
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the calendar: its first day, and what begins or goes on in it."""

    first: date
    days: tuple[Day, ...]


def days_of(campaigns: Iterable[Campaign]) -> list[Day]:
    """Return campaigns and all that they put out on a day, in the order of their days."""
    known = {each.pk: each for each in campaigns}
    found = [
        Day(f"campaign-{each.pk}", each.starts_date, each.ends_date, each.name, each)
        for each in known.values()
    ]
    pieces = CampaignPiece.objects.filter(campaign__in=known, due_date__isnull=False)
    found += [
        _due(each, each.due_date, known[each.campaign_id])
        for each in pieces.order_by("due_date", "pk")
        if each.due_date is not None
    ]
    return sorted(found, key=lambda day: (day.first, day.is_piece, day.title))


def _due(piece: CampaignPiece, day: date, campaign: Campaign) -> Day:
    return Day(
        key=f"piece-{piece.pk}",
        first=day,
        last=day,
        title=piece.title,
        campaign=campaign,
        is_piece=True,
        is_done=piece.done_date is not None,
    )


def months(days: Sequence[Day]) -> list[Month]:
    """Return the months in which something begins, each with what begins in it."""
    grouped: dict[date, list[Day]] = {}
    for each in days:
        grouped.setdefault(each.first.replace(day=1), []).append(each)
    return [Month(first, tuple(rows)) for first, rows in sorted(grouped.items())]


def calendar_entries(days: Iterable[Day], urls: dict[int, str]) -> list[Entry]:
    """Return the calendar as entries of a file that any calendar takes over.

    Args:
        days: what it holds.
        urls: address of each campaign's page, by its number.
    """
    return [
        Entry(
            key=each.key,
            title=_("%(piece)s (%(campaign)s)")
            % {"piece": each.title, "campaign": each.campaign.name}
            if each.is_piece
            else each.title,
            first=each.first,
            last=each.last,
            text=each.campaign.goal,
            url=urls.get(each.campaign.pk, ""),
        )
        for each in days
    ]
