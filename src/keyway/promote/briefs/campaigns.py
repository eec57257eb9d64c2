"""What the pages of campaigns say: lines of the list, the calendar, days and pieces."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keyway.promote.queries import campaigns as queries
from keyway.promote.queries import reach
from keyway.promote.queries.reach import FEW
from keyway.render import timelines
from keyway.render.drawing import Row

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from keyway.promote.models import Campaign, CampaignPiece
    from keyway.promote.queries.campaigns import Day
    from keyway.render.drawing import Drawing
    from keyway.render.figure import Figure
    from keyway.render.numbers import Language

_DAYS_SHOWN = 31


def title(count: int, running: int) -> str:
    """Return the heading of the list: what runs now."""
    if not count:
        return _("Reach somebody on purpose")
    if not running:
        return _("No campaign runs now")
    words = ngettext("%(count)s campaign runs now", "%(count)s campaigns run now", running)
    return words % {"count": running}


def line(campaign: Campaign, on: date) -> dict[str, Any]:
    """Return a campaign as the list shows it."""
    by_day = reach.opens_by_day(reach.counts_of(campaign))
    total = sum(opens for opens, _out in by_day.values())
    has_links = campaign.links.exists()
    return {
        "campaign": campaign,
        "status": queries.status_on(campaign, on).label,
        "days": days(campaign.starts_date, campaign.ends_date),
        "opens": reach.opened(total, on=on) if has_links else reach.uncounted(on=on),
    }


def days(first: date, last: date) -> str:
    """Return some days in words."""
    if first == last:
        return date_format(first, "DATE_FORMAT")
    said = {"first": date_format(first, "DATE_FORMAT"), "last": date_format(last, "DATE_FORMAT")}
    return _("%(first)s to %(last)s") % said


def entry(day: Day, on: date) -> dict[str, Any]:
    """Return an entry of the calendar, and whether it is late."""
    is_late = day.is_piece and not day.is_done and day.first < on
    return {
        "day": day,
        "when": days(day.first, day.last),
        "state": _("Done") if day.is_done else _("Late") if is_late else "",
        "is_late": is_late,
    }


def region(one: Campaign, counties: Iterable[tuple[str, str]], state: str) -> str:
    """Return where a campaign is: its counties, or the whole state."""
    called = dict(counties)
    found = [called[code] for code in one.county_codes if code in called]
    return ", ".join(found) or _("All of %(state)s") % {"state": state}


def daily(by_day: dict[date, tuple[int, int]], on: date) -> list[dict[str, Any]]:
    """Return the latest days on which something was opened, the latest first."""
    latest = sorted(by_day.items(), reverse=True)[:_DAYS_SHOWN]
    return [
        {"label": date_format(day, "DATE_FORMAT"), "cells": _figures(counts, on)}
        for day, counts in latest
    ]


def drawn(by_day: dict[date, tuple[int, int]], on: date, language: Language) -> Drawing | None:
    """Draw the latest days, those without openings too; None where so few would mislead."""
    if sum(opens for opens, _out in by_day.values()) < FEW:
        return None
    last = max(by_day)
    first = max(min(by_day), last - timedelta(days=_DAYS_SHOWN - 1))
    shown = [first + timedelta(days=each) for each in range((last - first).days + 1)]
    rows = [
        Row(
            day.isoformat(),
            date_format(day, "DATE_FORMAT"),
            _figures(by_day.get(day, (0, 0)), on),
        )
        for day in shown
    ]
    of = (_("Times opened"), _("Left out"))
    return timelines.days(rows, title=_("Day by day"), of=of, language=language)


def _figures(counts: tuple[int, int], on: date) -> tuple[Figure, Figure]:
    opens, out = counts
    return reach.opened(opens, on=on), reach.unopened(out, on=on)


def piece(piece: CampaignPiece, on: date) -> dict[str, Any]:
    """Return a piece as its campaign shows it: when, and whether it is late."""
    is_done, due = piece.done_date is not None, piece.due_date
    is_late = not is_done and due is not None and due < on
    day = piece.done_date or due
    words = (
        _("Done on %(day)s")
        if is_done
        else _("Late since %(day)s")
        if is_late
        else _("Due on %(day)s")
    )
    return {
        "piece": piece,
        "when": words % {"day": date_format(day, "DATE_FORMAT")} if day else _("No day yet"),
        "is_done": is_done,
        "is_late": is_late,
        "page": piece.page.url if piece.page is not None and piece.page.live else "",
    }
