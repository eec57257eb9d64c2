"""Calendar files: whole days, the same entry by the same key, letters of every kind."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar

from keyway.standards.icalendar import Entry, Hours, calendar

MADE = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
WINDOW = Entry(
    "az-2027-apply",
    "Pedir una credencial; sólo escuelas, distritos",
    date(2027, 2, 1),
    date(2027, 2, 28),
    text="Line one\nLine two, with a comma; and more " + "words " * 40,
    url="https://keyway.example.org/en/state-lists/",
)


def test_an_entry_comes_back_as_it_went_in() -> None:
    made = calendar([WINDOW], name="Plazos", host="keyway.example.org", made_at=MADE)

    event = Calendar.from_ical(made).walk("VEVENT")[0]

    assert str(event["summary"]) == WINDOW.title
    assert event["dtstart"].dt == date(2027, 2, 1)
    assert event["dtend"].dt == date(2027, 3, 1)
    assert str(event["description"]) == WINDOW.text
    assert str(event["uid"]) == "az-2027-apply@keyway.example.org"


def test_lines_are_folded_and_end_as_the_standard_says() -> None:
    made = calendar([WINDOW], name="Plazos", host="keyway.example.org", made_at=MADE)

    lines = made.split(b"\r\n")

    assert max(len(line) for line in lines) <= 75
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert b"\n" not in b"".join(lines)


def test_an_entry_of_hours_has_its_time_its_place_and_whether_it_takes_place() -> None:
    begins = datetime(2026, 12, 3, 9, 0, tzinfo=ZoneInfo("America/Phoenix"))
    hours = Hours(begins, begins + timedelta(hours=3), "Gate 2, Mesa", is_canceled=True)
    entry = Entry("open-house", "Open house", begins.date(), begins.date(), hours=hours)

    made = calendar([entry], name="Events", host="keyway.example.org", made_at=MADE)

    event = Calendar.from_ical(made).walk("VEVENT")[0]
    assert event["dtstart"].dt == datetime(2026, 12, 3, 16, 0, tzinfo=UTC)
    assert event["dtend"].dt == datetime(2026, 12, 3, 19, 0, tzinfo=UTC)
    assert str(event["location"]) == "Gate 2, Mesa"
    assert str(event["status"]) == "CANCELLED"
    assert "transp" not in event
