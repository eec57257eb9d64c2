"""How pages leave the site: cards where links are shared, feeds of stories and news, a calendar."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from keyway.partners.queries.organizations import partnership_that_runs_the_site
from keyway.partners.views.frame import base_of, language, nothing_here
from keyway.promote.queries import pages as queries
from keyway.reference.lookups import clocks
from keyway.render import paper
from keyway.standards.icalendar import Entry, Hours, calendar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from django.http import HttpRequest

    from keyway.promote.models import EventPage, NewsItemPage, StoryPage

_KEPT_SECONDS = 24 * 3600


@require_safe
def card(request: HttpRequest, page: int) -> HttpResponse:
    """Hand out the card of a public page, 1200 × 630; drawn once and kept in the data folder."""
    rows = Page.objects.live().public().filter(depth__gt=1, pk=page).select_related("locale")
    found = rows.specific().first()
    if found is None:
        raise Http404(nothing_here())
    code = found.locale.language_code
    with translation.override(code):
        data = _data(found)
    told = json.dumps([code, data], sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(told.encode()).hexdigest()[:32]
    etag = f'"{digest}"'
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    body = _drawn(settings.DATA_DIR / "cards", found.pk, digest, data, code)
    headers = {
        "ETag": etag,
        "Cache-Control": f"public, max-age={_KEPT_SECONDS}",
        # Others show it beside a link; that is what it is for.
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    return HttpResponse(body, content_type="image/png", headers=headers)


def _data(page: Any) -> dict[str, str]:
    """Return what the card of a page says."""
    partnership = partnership_that_runs_the_site()
    return {
        "hour": queries.scene_of(page).hour,
        "kicker": str(capfirst(page.specific_class.get_verbose_name())),
        "heading": page.title,
        "notice": _("Demonstration") if getattr(page, "is_demo", False) else "",
        "name": partnership.name if partnership else "Keyway",
    }


def _drawn(folder: Path, number: int, digest: str, data: dict[str, str], code: str) -> bytes:
    """Return a card, from the folder or drawn anew; a page keeps one card."""
    file = folder / f"{number}-{digest}.png"
    if file.is_file():
        return file.read_bytes()
    made = paper.png("card", data, language=code, title=data["heading"])
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"{number}-*.png"):
        old.unlink(missing_ok=True)
    # Written aside and moved, so that nobody reads half a card.
    aside = file.with_suffix(".new")
    aside.write_bytes(made)
    aside.replace(file)
    return made


# --- feeds -----------------------------------------------------------------------------------------


class _Told(Feed[Any, Any]):
    """A feed of pages with a lead; what is made up for demonstration stays out."""

    shelf: str

    def link(self) -> str:
        """Return the address of the shelf."""
        return f"/{language()}/{self.shelf}/"

    def feed_url(self) -> str:
        """Return the address of the feed itself."""
        return reverse(f"promote:{self.shelf}_feed")

    def item_title(self, item: Any) -> str:
        """Return the title."""
        return str(item.title)

    def item_description(self, item: Any) -> str:
        """Return the lead."""
        return str(item.lead)

    def item_link(self, item: Any) -> str:
        """Return the page's address on this site."""
        return str(item.url)


class StoriesFeed(_Told):
    """The newest stories."""

    shelf = "stories"

    def title(self) -> str:
        """Return what a reader calls the feed."""
        return _("Stories of work in manufacturing")

    def description(self) -> str:
        """Return what is in it."""
        return _("What the work is like, what it pays here, and how people get in.")

    def items(self) -> Iterable[StoryPage]:
        """Return the newest stories in the reader's language."""
        return queries.fed_stories(language())

    def item_pubdate(self, item: StoryPage) -> datetime | None:
        """Return when it was first published."""
        published: datetime | None = item.first_published_at
        return published


class NewsFeed(_Told):
    """The newest news."""

    shelf = "news"

    def title(self) -> str:
        """Return what a reader calls the feed."""
        return _("News of manufacturing near you")

    def description(self) -> str:
        """Return what is in it."""
        return _("What is new here and in manufacturing near you.")

    def items(self) -> Iterable[NewsItemPage]:
        """Return the newest news in the reader's language."""
        return queries.fed_news(language())

    def item_pubdate(self, item: NewsItemPage) -> datetime:
        """Return the beginning of its day, by the clock of the state."""
        here = clocks.zone(settings.KEYWAY_STATE)
        return datetime.combine(item.day, time(), tzinfo=here).astimezone(UTC)


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Hand out the events that are not over as a calendar."""
    now = timezone.now()
    entries = [_entry(request, each) for each in queries.fed_events(language(), now)]
    made = calendar(entries, name=_("Events"), host=request.get_host(), made_at=now)
    return HttpResponse(
        made,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="events.ics"'},
    )


def _entry(request: HttpRequest, event: EventPage) -> Entry:
    """Return an event as an entry of a calendar; what is made up says so."""
    here = clocks.zone(settings.KEYWAY_STATE)
    day = event.starts_at.astimezone(here).date()
    title = _("Demonstration: %(title)s") % {"title": event.title}
    where = ", ".join(filter(None, (event.place, event.street, event.zip_code)))
    return Entry(
        # The two languages of an event are one entry, whichever was read last.
        key=f"event-{event.translation_key}",
        title=title if event.is_demo else event.title,
        first=day,
        last=day,
        text=event.lead,
        url=f"{base_of(request)}{event.url}",
        hours=Hours(event.starts_at, event.ends_at, where, event.is_canceled),
    )
