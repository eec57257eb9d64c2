"""Campaigns: begun, changed, ended; their pieces, and their short links with codes nobody misreads."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _
from django_tasks import task

from keyway.errors import Broken, Refused
from keyway.partners import access, journal
from keyway.partners.access.walls import opened_for_system
from keyway.partners.actions.work import close_items, declare_work, post_to_staff
from keyway.partners.models import WorkItem
from keyway.promote.access import EDIT_CAMPAIGNS
from keyway.promote.models import Campaign, CampaignLink, CampaignPiece
from keyway.promote.queries.campaigns import late_pieces
from keyway.reference.lookups import clocks

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from wagtail.models import Page

    from keyway.partners.models import Organization, Person

# Without vowels no code is a word; without 0, 1, 2, 5, 8, 9, l, o, s, z, b, g, q nobody misreads it.
LETTERS = "3467cdfhjkmnprtwxy"
CODE_LENGTH = 6
_TRIES = 8
LATE = "campaign.late"

declare_work(
    LATE,
    gettext_lazy("Pieces of a campaign of %(organization)s that are past their day: %(pieces)d."),
    gettext_lazy("See the campaign"),
    label=gettext_lazy("Campaigns that are late"),
)

for _event, _words in {
    "campaign.started": gettext_lazy("%(who)s began a campaign of %(where)s."),
    "campaign.changed": gettext_lazy("%(who)s changed a campaign of %(where)s."),
    "campaign.ended": gettext_lazy("%(who)s ended a campaign of %(where)s."),
    "campaign_piece.added": gettext_lazy("%(who)s added a piece to a campaign of %(where)s."),
    "campaign_piece.changed": gettext_lazy("%(who)s changed a piece of a campaign of %(where)s."),
    "campaign_piece.removed": gettext_lazy("%(who)s removed a piece of a campaign of %(where)s."),
    "short_link.made": gettext_lazy("%(who)s made a short link for a campaign of %(where)s."),
    "short_link.ended": gettext_lazy("%(who)s ended a short link of a campaign of %(where)s."),
}.items():
    journal.declare_event(_event, _words)


class CampaignEnded(Refused):
    """The campaign was ended."""

    sentence = _("This campaign has ended. Begin a new one instead.")


class LinkEnded(Refused):
    """The short link was ended already."""

    sentence = _("This short link has ended already.")


class BackwardDays(Refused):
    """The last day comes before the first."""

    sentence = _("The last day comes before the first.")


class ForeignPiece(Refused):
    """The piece is of another campaign."""

    sentence = _("Choose a piece of this campaign.")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a campaign is.

    Attributes:
        name: what people call it.
        goal: who should do what after it.
        audience: a value of ``Audience``.
        county_codes: FIPS codes; empty is the whole state.
        starts_date: its first day.
        ends_date: its last day.
        budget_usd: dollars it may cost; None where nobody said.
        spent_usd: dollars it cost so far; None where nobody wrote it down.
    """

    name: str
    goal: str
    audience: str
    starts_date: date
    ends_date: date
    county_codes: tuple[str, ...] = ()
    budget_usd: Decimal | None = None
    spent_usd: Decimal | None = None

    def fields(self) -> dict[str, object]:
        """Return the values as they are kept."""
        return {
            "name": self.name,
            "goal": self.goal,
            "audience": self.audience,
            "county_codes": list(self.county_codes),
            "starts_date": self.starts_date,
            "ends_date": self.ends_date,
            "budget_usd": self.budget_usd,
            "spent_usd": self.spent_usd,
        }


@dataclass(frozen=True, slots=True)
class PiecePlan:
    """What a piece is: title, kind, the page it is, when it is due and done, what it costs."""

    title: str
    kind: str
    page: Page | None = None
    due_date: date | None = None
    done_date: date | None = None
    cost_usd: Decimal | None = None

    def fields(self) -> dict[str, object]:
        """Return the values as they are kept."""
        return {
            "title": self.title,
            "kind": self.kind,
            "page": self.page,
            "due_date": self.due_date,
            "done_date": self.done_date,
            "cost_usd": self.cost_usd,
        }


@transaction.atomic
def start_campaign(*, by: Person, organization: Organization, plan: Plan, on: date) -> Campaign:
    """Begin a campaign.

    Args:
        by: staff.
        organization: whose campaign it is.
        plan: what it is.
        on: which day it is.

    Raises:
        NotPermitted: the person may not plan campaigns here.
        BackwardDays: the last day comes before the first.
    """
    access.require(by, EDIT_CAMPAIGNS, at=organization)
    _check_days(plan)
    status = Campaign.Status.PLANNED if plan.starts_date > on else Campaign.Status.RUNNING
    campaign = Campaign.objects.create(organization=organization, status=status, **plan.fields())
    journal.record("campaign.started", by=by, at=organization, about=campaign)
    return campaign


@transaction.atomic
def change_campaign(*, by: Person, campaign: Campaign, plan: Plan, on: date) -> None:
    """Change what a campaign is; what was spent can be written down after its end, too.

    Raises:
        NotPermitted: the person may not plan campaigns here.
        BackwardDays: the last day comes before the first.
    """
    access.require(by, EDIT_CAMPAIGNS, at=campaign.organization)
    _check_days(plan)
    for name, value in plan.fields().items():
        setattr(campaign, name, value)
    if campaign.status != Campaign.Status.ENDED:
        has_begun = plan.starts_date <= on
        campaign.status = Campaign.Status.RUNNING if has_begun else Campaign.Status.PLANNED
    campaign.save()
    journal.record("campaign.changed", by=by, at=campaign.organization, about=campaign)


@transaction.atomic
def end_campaign(*, by: Person, campaign: Campaign) -> None:
    """End a campaign before or after its last day; posters hang on, so its short links go on.

    Raises:
        NotPermitted: the person may not plan campaigns here.
        CampaignEnded: it was ended.
    """
    access.require(by, EDIT_CAMPAIGNS, at=campaign.organization)
    open_one = Campaign.objects.filter(pk=campaign.pk).exclude(status=Campaign.Status.ENDED)
    if not open_one.update(status=Campaign.Status.ENDED):
        raise CampaignEnded
    journal.record("campaign.ended", by=by, at=campaign.organization, about=campaign)


def _check_days(plan: Plan) -> None:
    if plan.ends_date < plan.starts_date:
        raise BackwardDays


# --- pieces ----------------------------------------------------------------------------------------


@transaction.atomic
def add_piece(*, by: Person, campaign: Campaign, plan: PiecePlan) -> CampaignPiece:
    """Add something that a campaign puts out.

    Raises:
        NotPermitted: the person may not plan campaigns here.
        CampaignEnded: it was ended.
    """
    access.require(by, EDIT_CAMPAIGNS, at=campaign.organization)
    _check_open(campaign)
    piece = CampaignPiece.objects.create(
        organization=campaign.organization, campaign=campaign, **plan.fields()
    )
    journal.record("campaign_piece.added", by=by, at=campaign.organization, about=piece)
    return piece


@transaction.atomic
def change_piece(*, by: Person, piece: CampaignPiece, plan: PiecePlan) -> None:
    """Change a piece, or write down when it was done and what it cost.

    Raises:
        NotPermitted: the person may not plan campaigns here.
    """
    access.require(by, EDIT_CAMPAIGNS, at=piece.organization)
    for name, value in plan.fields().items():
        setattr(piece, name, value)
    piece.save()
    journal.record("campaign_piece.changed", by=by, at=piece.organization, about=piece)


@transaction.atomic
def remove_piece(*, by: Person, piece: CampaignPiece) -> None:
    """Remove a piece; its short links stay with the campaign.

    Raises:
        NotPermitted: the person may not plan campaigns here.
    """
    access.require(by, EDIT_CAMPAIGNS, at=piece.organization)
    journal.record("campaign_piece.removed", by=by, at=piece.organization, about=piece)
    piece.delete()


def _check_open(campaign: Campaign) -> None:
    if campaign.status == Campaign.Status.ENDED:
        raise CampaignEnded


# --- short links -----------------------------------------------------------------------------------


@transaction.atomic
def make_short_link(
    *,
    by: Person,
    campaign: Campaign,
    channel: str,
    target: str,
    now: datetime,
    place: str = "",
    piece: CampaignPiece | None = None,
) -> CampaignLink:
    """Make a short address for one channel and place.

    Args:
        by: staff.
        campaign: whose link it is.
        channel: a value of ``CampaignLink.Channel``.
        target: the page of this site that it leads to.
        now: when.
        place: where it hangs; never a person.
        piece: what it stands on, if that is known.

    Raises:
        NotPermitted: the person may not plan campaigns here.
        CampaignEnded: it was ended.
        ForeignPiece: the piece is of another campaign.
    """
    access.require(by, EDIT_CAMPAIGNS, at=campaign.organization)
    _check_open(campaign)
    if piece is not None and piece.campaign_id != campaign.pk:
        raise ForeignPiece
    given = {"channel": channel, "target": target, "place": place, "piece": piece}
    link = with_free_code(campaign, {**given, "made_at": now})
    journal.record("short_link.made", by=by, at=campaign.organization, about=link, channel=channel)
    return link


def with_free_code(campaign: Campaign, given: dict[str, object]) -> CampaignLink:
    """Make a short link with a code that no other has; the caller has asked whether it is allowed."""
    for _try in range(_TRIES):
        code = "".join(secrets.choice(LETTERS) for _letter in range(CODE_LENGTH))
        try:
            with transaction.atomic():
                return CampaignLink.objects.create(
                    organization=campaign.organization, campaign=campaign, code=code, **given
                )
        except IntegrityError:  # one in millions: the code is taken
            continue
    raise Broken("no short code is free")


@transaction.atomic
def end_short_link(*, by: Person, link: CampaignLink, now: datetime) -> None:
    """End a short link; whoever opens it from now on reads that it has ended.

    Raises:
        NotPermitted: the person may not plan campaigns here.
        LinkEnded: it was ended.
    """
    access.require(by, EDIT_CAMPAIGNS, at=link.organization)
    if not CampaignLink.objects.filter(pk=link.pk, ended_at=None).update(ended_at=now):
        raise LinkEnded
    journal.record("short_link.ended", by=by, at=link.organization, about=link)


# --- the board -------------------------------------------------------------------------------------


@task
def watch_campaigns() -> str:
    """Tell the board which campaigns are late, as of now."""
    return f"{tell_board(now=timezone.now())} campaigns are late"


@opened_for_system("campaigns that are late are put on the board")
@transaction.atomic
def tell_board(*, now: datetime) -> int:
    """Let campaigns wait for staff whose pieces are past their day; return how many."""
    late: dict[str, list[CampaignPiece]] = {}
    for each in late_pieces(on=clocks.day_in(settings.KEYWAY_STATE, now)):
        late.setdefault(f"campaign:{each.campaign_id}", []).append(each)
    for subject, pieces in late.items():
        at = pieces[0].organization
        address = reverse("promote:campaign", args=[at.slug, pieces[0].campaign_id])
        post_to_staff(
            kind=LATE, subject=subject, about=at, address=address, now=now, pieces=len(pieces)
        )
    old = WorkItem.objects.filter(kind=LATE, done_at=None).exclude(subject__in=late)
    for subject in list(old.values_list("subject", flat=True)):
        close_items(kind=LATE, subject=subject, now=now)
    return len(late)
