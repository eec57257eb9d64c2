"""Campaigns, short links, surveys and pages for tests; facts invented, people none."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

from keyway.promote.models import Campaign, CampaignLink, CampaignPiece
from tests.factories.people import NOW, partnership

if TYPE_CHECKING:
    from keyway.partners.models import Organization

_number = count(1)


def campaign(at: Organization | None = None, **fields: Any) -> Campaign:
    """Return a campaign for parents that runs in November."""
    given = {
        "name": f"Evening for parents {next(_number)}",
        "goal": "Parents ask their school for a tour.",
        "audience": "parents",
        "starts_date": date(2026, 11, 1),
        "ends_date": date(2026, 11, 30),
        **fields,
    }
    return Campaign.objects.create(organization=at or partnership(), **given)


def piece(of: Campaign, **fields: Any) -> CampaignPiece:
    """Return a poster of a campaign."""
    given = {"title": "Poster for the library", "kind": "poster", **fields}
    return CampaignPiece.objects.create(organization=of.organization, campaign=of, **given)


def short_link(of: Campaign, **fields: Any) -> CampaignLink:
    """Return the short link on a poster."""
    given = {
        "code": f"p{next(_number):05d}".replace("0", "c").replace("1", "d"),
        "channel": "poster",
        "target": "/en/paths/",
        "made_at": NOW,
        **fields,
    }
    return CampaignLink.objects.create(organization=of.organization, campaign=of, **given)
