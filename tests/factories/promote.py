"""Campaigns, short links, surveys and pages for tests; facts invented, people none."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from PIL import Image

from keyway.promote.models import (
    Campaign,
    CampaignLink,
    CampaignPiece,
    EpisodePage,
    EventPage,
    EventsPage,
    NewsItemPage,
    NewsPage,
    Picture,
    PlainPage,
    SeriesPage,
    SeriesShelfPage,
    StoriesPage,
    StoryPage,
    ToolkitPage,
    ToolkitsPage,
)
from keyway.web.content.models import HomePage
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


def toolkit_page(body: list[dict[str, Any]], language: str = "en", **fields: Any) -> ToolkitPage:
    """Return a published toolkit with the blocks given."""
    home = HomePage.objects.get(locale__language_code=language)
    shelf = ToolkitsPage.objects.child_of(home).first()
    if shelf is None:
        words = {"title": "Toolkits", "slug": "toolkits", "lead": "Ready to use."}
        shelf = home.add_child(instance=ToolkitsPage(locale=home.locale, **words))
    given = {"title": "How close?", "slug": f"kit-{next(_number)}", "lead": "A lesson.", **fields}
    made = ToolkitPage(locale=home.locale, body=body, **given)
    found: ToolkitPage = shelf.add_child(instance=made)
    return found


def thread(kind: str, value: Any) -> dict[str, Any]:
    """Return one thing that a page or a segment names, as its field holds it."""
    return {"type": kind, "value": value}


def segment(title: str, starts: str, *threads: dict[str, Any]) -> dict[str, Any]:
    """Return a segment of an episode, as its field holds it."""
    words = {"title": title, "starts": starts, "words": "<p>A part is milled.</p>"}
    return {"type": "segment", "value": {**words, "threads": list(threads)}}


def story(language: str = "en", **fields: Any) -> StoryPage:
    """Return a published story; what happens when a page is published has happened."""
    shelf = _shelf(StoriesPage, "stories", language)
    made: StoryPage = _published(shelf, StoryPage, **fields)
    return made


def episode(language: str = "en", **fields: Any) -> EpisodePage:
    """Return a published episode of a series."""
    shelf = _shelf(SeriesShelfPage, "series", language)
    series = SeriesPage.objects.child_of(shelf).first() or _published(shelf, SeriesPage)
    made: EpisodePage = _published(series, EpisodePage, **fields)
    return made


def event(language: str = "en", **fields: Any) -> EventPage:
    """Return a published event on a day in December."""
    given = {"starts_at": datetime(2026, 12, 3, 16, tzinfo=UTC), **fields}
    made: EventPage = _published(_shelf(EventsPage, "events", language), EventPage, **given)
    return made


def news_item(language: str = "en", **fields: Any) -> NewsItemPage:
    """Return a published piece of news of a day in November."""
    given = {"day": date(2026, 11, 2), **fields}
    made: NewsItemPage = _published(_shelf(NewsPage, "news", language), NewsItemPage, **given)
    return made


def plain_page(language: str = "en", **fields: Any) -> PlainPage:
    """Return a published page of plain words, below the home page."""
    home = HomePage.objects.get(locale__language_code=language)
    made: PlainPage = _published(home, PlainPage, **fields)
    return made


def picture(**fields: Any) -> Picture:
    """Return a small picture of our own."""
    pixels = BytesIO()
    Image.new("RGB", (96, 64), "#c2611d").save(pixels, "PNG")
    given = {
        "title": "A lathe",
        "file": ContentFile(pixels.getvalue(), name="lathe.png"),
        "alt_en": "A lathe turns a shaft.",
        "alt_es": "Un torno da forma a un eje.",
        "rights": "Our own.",
        **fields,
    }
    return Picture.objects.create(width=96, height=64, **given)


def _shelf(kind: Any, slug: str, language: str) -> Any:
    home = HomePage.objects.get(locale__language_code=language)
    given = {"title": slug.title(), "slug": slug, "lead": "What there is."}
    return kind.objects.child_of(home).first() or _published(home, kind, **given)


def _published(shelf: Any, kind: Any, **fields: Any) -> Any:
    number = next(_number)
    given = {"title": f"Page {number}", "slug": f"page-{number}", "lead": "What it is."}
    page = shelf.add_child(instance=kind(locale=shelf.locale, **{**given, **fields}))
    page.save_revision().publish()
    return page
