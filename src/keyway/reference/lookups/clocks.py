"""Which day it is in a state: the day of a deadline ends there, not in Greenwich."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from keyway.reference.parameters import document

if TYPE_CHECKING:
    from datetime import date, tzinfo


def zone(state_code: str) -> tzinfo:
    """Return the time zone of a state's capital; UTC where it is not known."""
    name = document("clocks")["zones"].get(state_code.upper())
    try:
        return ZoneInfo(name) if name else UTC
    except ZoneInfoNotFoundError:  # a machine without the database of time zones
        return UTC


def day_in(state_code: str, now: datetime) -> date:
    """Return which day it is in a state at a moment."""
    return now.astimezone(zone(state_code)).date()


def seconds_left(state_code: str, now: datetime) -> int:
    """Return how many seconds are left of the day in a state."""
    here = zone(state_code)
    local = now.astimezone(here)
    midnight = datetime.combine(local.date() + timedelta(days=1), time(), tzinfo=here)
    return max(int((midnight - now).total_seconds()), 0)
