"""Calendars as files (iCalendar, RFC 5545): whole days and hours that any calendar takes over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar, Event

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Hours:
    """When and where an entry is that does not last whole days.

    Attributes:
        begins: with its time zone.
        ends: with its time zone; None where it is not known.
        place: where it is.
        is_canceled: it does not take place.
    """

    begins: datetime
    ends: datetime | None = None
    place: str = ""
    is_canceled: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry that lasts whole days, or hours.

    Attributes:
        key: stays the same when the entry is read again, so that it is replaced and not doubled.
        title: what a calendar shows.
        first: its first day.
        last: its last day, itself included.
        text: more about it.
        url: the page it is from.
        hours: when it begins and ends; None where it lasts whole days.
    """

    key: str
    title: str
    first: date
    last: date
    text: str = ""
    url: str = ""
    hours: Hours | None = None


def calendar(entries: Iterable[Entry], *, name: str, host: str, made_at: datetime) -> bytes:
    """Return a calendar file.

    Args:
        entries: what it holds.
        name: what a calendar calls it.
        host: the site's host, which makes the keys unique in the world.
        made_at: when it was made, in UTC.
    """
    made = Calendar()
    made.add("prodid", "-//Keyway//Calendar//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    for each in entries:
        event = Event()
        event.add("uid", f"{each.key}@{host}")
        event.add("dtstamp", made_at)
        event.add("summary", each.title)
        _time(event, each)
        if each.text:
            event.add("description", each.text)
        if each.url:
            event.add("url", each.url)
        made.add_component(event)
    return bytes(made.to_ical())


def _time(event: Event, entry: Entry) -> None:
    """Say when an entry is."""
    if entry.hours is None:
        event.add("dtstart", entry.first)
        # The end of whole days is the day after the last one.
        event.add("dtend", entry.last + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        return
    event.add("dtstart", entry.hours.begins.astimezone(UTC))
    if entry.hours.ends:
        event.add("dtend", entry.hours.ends.astimezone(UTC))
    if entry.hours.place:
        event.add("location", entry.hours.place)
    event.add("status", "CANCELLED" if entry.hours.is_canceled else "CONFIRMED")
