"""A campaign that is made up: it shows staff what the pages of campaigns tell, and goes in time."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import cycle
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy

from keyway.partners import journal
from keyway.partners.access.walls import opened_for_system
from keyway.partners.models import Organization
from keyway.promote.actions.campaigning import with_free_code
from keyway.promote.models import Campaign, CampaignLink, CampaignPiece, LinkReach
from keyway.promote.models.campaigns import Audience
from keyway.reference.lookups import clocks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

Channel, Kind = CampaignLink.Channel, CampaignPiece.Kind
_RUNS = timedelta(days=27)
# Title, kind, days from the first one until it is due, and dollars; what is not past is not out.
_PIECES: tuple[tuple[str, str, int, str], ...] = (
    ("Poster for libraries", Kind.POSTER, 1, "180"),
    ("Letter to parents in two languages", Kind.MAIL, 3, "60"),
    ("Evening in the machine shop", Kind.EVENT, 38, "400"),
)
# Channel, place, where it leads, and how often it was opened, day after day and again from the start.
_LINKS: tuple[tuple[str, str, str, tuple[int, ...]], ...] = (
    (Channel.POSTER, "Library", "/es/near/", (4, 6, 9, 11, 8, 3, 2)),
    (Channel.MAIL, "Letter to parents", "/en/parents/", (2, 1, 1, 64, 31, 12, 6, 4, 3, 2, 2, 1, 1)),
    (Channel.SCHOOL, "School's page", "/en/students/", (5, 7, 6, 5, 4, 1, 1)),
)
_LEFT_OUT = 6  # of as many openings, one more request was a program's

journal.declare_event(
    "demonstration.campaigned", gettext_lazy("A made-up campaign was begun or taken away.")
)


@opened_for_system("plants for demonstration come and go")
@transaction.atomic
def campaign_for_demonstration(*, state_code: str, now: datetime, is_wanted: bool) -> bool:
    """Let the made-up partnership have a made-up campaign; return whether it was begun.

    It is begun where that partnership has none. Where it is not wanted, or a real partnership has
    taken the place of the made-up one, it goes with all that was counted for it.

    Args:
        state_code: postal abbreviation; its clock says which day it is.
        now: the time.
        is_wanted: whether the site may show it; a public site does not.
    """
    made_up = Organization.objects.filter(is_demo=True, runs_site=True, state_code=state_code)
    ours = made_up.first() if is_wanted else None
    _remove_but(ours)
    if ours is None or Campaign.objects.filter(organization=ours).exists():
        return False
    campaign = _begin(ours, clocks.day_in(state_code, now))
    for channel, place, target, pattern in _LINKS:
        given = {"channel": channel, "place": place, "target": target, "made_at": now - _RUNS}
        _count(with_free_code(campaign, given), campaign.starts_date, pattern)
    journal.record("demonstration.campaigned", by=None, at=ours, about=campaign)
    return True


def _remove_but(ours: Organization | None) -> None:
    for each in Campaign.objects.filter(is_demo=True).exclude(organization=ours):
        journal.record("demonstration.campaigned", by=None, at=each.organization, about=each)
        each.delete()


def _begin(ours: Organization, on: date) -> Campaign:
    """Begin the campaign some weeks ago, with what it put out since."""
    first = on - _RUNS
    campaign = Campaign.objects.create(
        organization=ours,
        name="An evening for parents",
        goal="Parents see a shop at work and ask their school for a tour.",
        audience=Audience.PARENTS,
        starts_date=first,
        ends_date=on + timedelta(days=14),
        budget_usd=Decimal(1_200),
        spent_usd=Decimal(240),
        status=Campaign.Status.RUNNING,
        is_demo=True,
    )
    for title, kind, days, cost in _PIECES:
        due = first + timedelta(days=days)
        CampaignPiece.objects.create(
            organization=ours,
            campaign=campaign,
            title=title,
            kind=kind,
            due_date=due,
            done_date=due if due <= on else None,
            cost_usd=Decimal(cost),
        )
    return campaign


def _count(link: CampaignLink, first: date, pattern: Sequence[int]) -> None:
    """Enter openings of each day up to yesterday; they are invented, and the page says so."""
    days = zip(range(_RUNS.days), cycle(pattern), strict=False)
    LinkReach.objects.bulk_create(
        LinkReach(
            organization=link.organization,
            link=link,
            day=first + timedelta(days=day),
            opens_count=opens,
            left_out_count=opens // _LEFT_OUT,
        )
        for day, opens in days
    )
