"""How pages leave the site: cards, feeds, a calendar, the map for crawlers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from icalendar import Calendar
from PIL import Image

from tests.factories import promote

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_page_has_a_card_that_is_drawn_once(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    page = promote.story(title="Brighter than the sun")
    address = f"/en/cards/{page.pk}.png"

    first = client.get(address)
    [drawn] = (tmp_path / "cards").iterdir()
    again = client.get(address, headers={"if-none-match": first.headers["ETag"]})

    assert Image.open(BytesIO(first.content)).size == (1200, 630)
    assert again.status_code == 304
    assert drawn.read_bytes() == first.content
    shown = client.get(page.url).content.decode()
    assert f'property="og:image" content="http://localhost:8000{address}"' in shown
    assert 'property="og:title" content="Brighter than the sun"' in shown

    page.title = "Brighter"
    page.save_revision().publish()
    assert client.get(address, headers={"if-none-match": first.headers["ETag"]}).status_code == 200
    assert [each.name for each in (tmp_path / "cards").iterdir()] != [drawn.name]
    page.unpublish()
    assert client.get(address).status_code == 404


def test_feeds_tell_the_newest_of_one_language_and_nothing_made_up(client: Client) -> None:
    promote.story(title="A weld & a half", lead="Two plates.")
    promote.story(title="Made up", is_demo=True)
    promote.story("es", title="Una soldadura")
    promote.news_item("es", title="Nuevo aquí")

    stories = client.get("/en/feeds/stories.xml")
    news = client.get("/es/feeds/news.xml").content.decode()

    told = stories.content.decode()
    assert stories.headers["Content-Type"].startswith("application/rss+xml")
    assert "<title>A weld &amp; a half</title>" in told
    assert "Two plates." in told
    assert "Made up" not in told
    assert "Una soldadura" not in told
    assert "<title>Nuevo aquí</title>" in news
    assert "<language>es</language>" in news


def test_events_to_come_go_into_a_calendar_with_hour_and_place(client: Client) -> None:
    begins = (timezone.now() + timedelta(days=9)).replace(microsecond=0)
    promote.event(
        title="Open house",
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        place="Gate 2",
        is_demo=True,
        is_canceled=True,
    )
    promote.event(title="Over", starts_at=datetime(2020, 1, 1, tzinfo=UTC))

    answer = client.get("/en/feeds/events.ics")
    read: Any = Calendar.from_ical(answer.content)
    [event] = read.walk("VEVENT")

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert str(event["summary"]) == "Demonstration: Open house"
    assert event["dtstart"].dt == begins
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(hours=2)
    assert str(event["location"]) == "Gate 2"
    assert str(event["status"]) == "CANCELLED"


def test_the_map_holds_stories_and_leaves_out_what_is_made_up(client: Client) -> None:
    story = promote.story()
    made_up = promote.story(is_demo=True)

    told = client.get("/sitemap.xml").content.decode()

    assert f"{story.url}</loc>" in told
    assert made_up.url not in told
    assert "/es/near/</loc>" in told
