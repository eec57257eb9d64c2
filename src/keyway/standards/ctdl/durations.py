"""ISO 8601 durations, as far as the registry knows them: months and hours."""

from __future__ import annotations

import re

_MONTHS = re.compile(r"P(?:(\d{1,3})Y)?(?:(\d{1,4})M)?")
_HOURS = re.compile(r"PT(\d{1,6})H")


def months_as(months: int | None) -> str:
    """Return a number of months as a duration; whole years as years."""
    if months is None:
        return ""
    return f"P{months // 12}Y" if months and months % 12 == 0 else f"P{months}M"


def hours_as(hours: int | None) -> str:
    """Return a number of hours as a duration."""
    return "" if hours is None else f"PT{hours}H"


def months_in(duration: object) -> int | None:
    """Return how many months a duration of years and months has; None for any other."""
    found = _MONTHS.fullmatch(duration) if isinstance(duration, str) else None
    if found is None or found.group() == "P":
        return None
    return int(found[1] or 0) * 12 + int(found[2] or 0)


def hours_in(duration: object) -> int | None:
    """Return how many hours a duration of whole hours has; None for any other."""
    found = _HOURS.fullmatch(duration) if isinstance(duration, str) else None
    return int(found[1]) if found else None
