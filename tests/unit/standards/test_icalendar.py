"""Calendar files: whole days, the same entry by the same key, letters of every kind."""

from __future__ import annotations

from datetime import UTC, date, datetime

from icalendar import Calendar

from keyway.standards.icalendar import Entry, calendar

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
