"""What editors' pages show beside their own words: the way back, what is on the shelf, what is next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext as _

from keyway.partners.views.frame import searched, state_shown, today
from keyway.promote.models.campaigns import Audience
from keyway.promote.models.showing import declare_context
from keyway.promote.queries import pages as queries
from keyway.reference.lookups import clocks

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from django.http import HttpRequest

PAGE = 12
_FRONT = 3


def way_back(page: Any) -> list[dict[str, str]]:
    """Return the crumbs of a page: the state's home page, the shelves above it, and itself."""
    above = page.get_ancestors().filter(depth__gt=2).specific() if page.path else ()
    home = page.get_ancestors().filter(depth=2).first()
    steps = [{"label": state_shown().name, "href": (home.url if home else "") or "/"}]
    steps += [{"label": each.title, "href": each.url or ""} for each in above]
    return [*steps, {"label": page.title, "href": ""}]


def article(request: HttpRequest, page: Any) -> dict[str, Any]:
    """Return what every page with words of its own shows: the way back and its drawing."""
    return {"crumbs": way_back(page), "card": queries.card(page, today())}


def stories(request: HttpRequest, page: Any) -> dict[str, Any]:
    """Return the stories of the shelf for the audience that was asked for."""
    audience = _audience(request)
    found = Paginator(queries.stories(page, audience), PAGE).get_page(request.GET.get("page"))
    return {
        **_shelf(page, found),
        "audience": audience,
        "choices": _choices(audience, queries.stories(page).values_list("audience", flat=True)),
    }


def story(request: HttpRequest, page: Any) -> dict[str, Any]:
    """Return the story's drawing, the way back, and other stories."""
    more = queries.cards(queries.more_stories(page), today())
    return {**article(request, page), "more": more}


def series_shelf(request: HttpRequest, page: Any) -> dict[str, Any]:
    """Return the series of the shelf, each with its episodes."""
    shelf = [
        {"card": each, "episodes": queries.cards(queries.episodes(each.page), today())}
        for each in queries.cards(queries.series_of(page), today())
    ]
    return {"crumbs": way_back(page), "shelf": shelf}


def series(request: HttpRequest, page: Any) -> dict[str, Any]:
    """Return the episodes of the series."""
    episodes = queries.cards(queries.episodes(page), today())
    return {**article(request, page), "episodes": episodes}


def episode(request: HttpRequest, page: Any) -> dict[str, Any]:
    """Return the episode's neighbors in its series."""
    before, after = queries.before_and_after(page)
    return {
        **article(request, page),
        "series": page.get_parent().specific,
        "before": before and queries.card(before, today()),
        "after": after and queries.card(after, today()),
    }


def toolkits(request: HttpRequest, page: Any) -> dict[str, Any]:
    """Return the toolkits of the shelf, by the audience they are made for."""
    rows = queries.cards(queries.toolkits(page), today())
    groups = [
        {"label": label, "cards": [each for each in rows if each.page.audience == value]}
        for value, label in Audience.choices
    ]
    return {"crumbs": way_back(page), "groups": [each for each in groups if each["cards"]]}


def events(request: HttpRequest, page: Any) -> dict[str, Any]:
    """Return what is ahead and what is over."""
    now = timezone.now()
    past = Paginator(queries.past_events(page, now), PAGE).get_page(request.GET.get("page"))
    return {
        **_shelf(page, past),
        "clock": _clock(),
        "coming": queries.cards(queries.coming_events(page, now), today()),
    }


def event(request: HttpRequest, page: Any) -> dict[str, Any]:
    """Return whether the event is over."""
    ends_at = page.ends_at or page.starts_at
    is_over = bool(ends_at and ends_at < timezone.now())
    return {**article(request, page), "clock": _clock(), "is_over": is_over}


def news(request: HttpRequest, page: Any) -> dict[str, Any]:
    """Return the news, the newest first."""
    found = Paginator(queries.news(page), PAGE).get_page(request.GET.get("page"))
    return _shelf(page, found)


def plain(request: HttpRequest, page: Any) -> dict[str, Any]:
    """Return the pages below a plain page."""
    return {**article(request, page), "below": queries.pages_below(page)}


def front(home: Any, audience: str = "") -> dict[str, Any]:
    """Return what a home page or the front of an audience shows of the shelves."""
    day, now = today(), timezone.now()
    toolkits_there = queries.toolkits_for(home, audience)[:_FRONT] if audience else ()
    return {
        "clock": _clock(),
        "stories": queries.cards(queries.newest_stories(home, audience)[:_FRONT], day),
        "episodes": queries.cards(queries.newest_episodes(home, audience)[:1], day),
        "toolkits": queries.cards(toolkits_there, day),
        "events": queries.cards(queries.events_ahead(home, now, audience)[:_FRONT], day),
    }


def _shelf(page: Any, found: Any) -> dict[str, Any]:
    """Return the way back, one page of a list, and its cards."""
    return {"crumbs": way_back(page), "found": found, "cards": queries.cards(found, today())}


def _clock() -> tzinfo:
    """Return the time zone in which days and hours are told."""
    return clocks.zone(settings.KEYWAY_STATE)


def _audience(request: HttpRequest) -> str:
    """Return the audience in the address; empty where it names none of ours."""
    asked = searched(request, "for", 20)
    return asked if asked in Audience.values and asked != Audience.EVERYBODY else ""


def _choices(audience: str, there: Iterable[str]) -> list[dict[str, Any]]:
    """Return the audiences that stories are there for, as links; none where all speak to the same."""
    known = set(there)
    spoken = [
        (value, label)
        for value, label in Audience.choices
        if value in known and value != Audience.EVERYBODY
    ]
    if len(known) < 2:
        return []
    rows = [("", _("Everybody")), *spoken]
    return [
        {"label": label, "href": f"?for={value}" if value else "?", "is_current": value == audience}
        for value, label in rows
    ]


declare_context("promote.StoriesPage", stories)
declare_context("promote.StoryPage", story)
declare_context("promote.SeriesShelfPage", series_shelf)
declare_context("promote.SeriesPage", series)
declare_context("promote.EpisodePage", episode)
declare_context("promote.ToolkitsPage", toolkits)
declare_context("promote.ToolkitPage", article)
declare_context("promote.EventsPage", events)
declare_context("promote.EventPage", event)
declare_context("promote.NewsPage", news)
declare_context("promote.NewsItemPage", article)
declare_context("promote.PlainPage", plain)
