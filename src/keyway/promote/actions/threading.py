"""Threads are drawn whenever a page is published; what leads nowhere waits on the Monday board."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task
from wagtail.models import Page

from keyway.partners.access.walls import opened_for_system
from keyway.partners.actions.work import close_items, declare_work, post_to_staff
from keyway.partners.models import WorkItem
from keyway.promote.models import (
    EpisodePage,
    EventPage,
    NewsItemPage,
    PlainPage,
    SeriesPage,
    StoryPage,
    Thread,
    ToolkitPage,
)
from keyway.promote.models.threads import named, unconnected
from keyway.promote.queries.figures import Asker
from keyway.promote.queries.threads import leads_nowhere
from keyway.reference import shelf
from keyway.reference.lookups import clocks, places

if TYPE_CHECKING:
    from datetime import datetime

BROKEN, MISSING = "thread.broken", "thread.missing"
# Pages that can name something.
THREADED = (
    StoryPage, SeriesPage, EpisodePage, ToolkitPage, EventPage, NewsItemPage, PlainPage,
)  # fmt: skip
_LONGEST = 200

declare_work(
    BROKEN,
    _("The page %(page)s names what is not there any more: %(codes)s."),
    _("Mend the page"),
    label=_("Links of stories"),
)
declare_work(
    MISSING,
    _(
        "Parts of the page %(page)s that name no occupation and no credential: %(count)d. Readers "
        "find no next step there."
    ),
    _("Mend the page"),
    label=_("Links of stories"),
)


@task
def look_after_threads() -> str:
    """Check anew what every published page names; return what was done, for the queue's record."""
    pages = check_threads(asker=_asker(timezone.now()))
    return f"{pages} pages"


def _asker(now: datetime) -> Asker:
    store = shelf.take(settings.REFERENCE_DIR)
    state = places.state(store, settings.KEYWAY_STATE)
    return Asker(store, state, "en", now, clocks.day_in(settings.KEYWAY_STATE, now))


def check_threads(*, asker: Asker) -> int:
    """Draw the threads of every published page anew; return how many pages there are.

    What was deleted elsewhere since a page was published shows here. Done twice, it changes
    nothing the second time.
    """
    seen = set()
    for page in Page.objects.live().type(*THREADED).specific().iterator():
        draw_threads(page=page, asker=asker)
        seen.add(page.pk)
    for number in _told_of() - seen:
        forget_threads(number=number, now=asker.now)
    return len(seen)


@opened_for_system("threads of pages are drawn and their work is posted")
def _told_of() -> set[int]:
    """Return the numbers of pages that have threads or work waiting."""
    waiting = WorkItem.objects.filter(kind__in=(BROKEN, MISSING), done_at=None)
    subjects = waiting.values_list("subject", flat=True)
    numbers = {int(each.removeprefix("page:")) for each in subjects}
    return numbers | set(Thread.objects.values_list("page_id", flat=True).distinct())


@opened_for_system("threads of pages are drawn and their work is posted")
@transaction.atomic
def draw_threads(*, page: Any, asker: Asker) -> None:
    """Keep what a published page names, and tell the board what of it is broken or missing.

    Args:
        page: in its own class, as published.
        asker: with what to find out whether it is there.
    """
    drawn = [
        Thread(
            page_id=page.pk,
            place=each.place,
            kind=each.kind,
            code=each.code,
            is_broken=leads_nowhere(asker, each),
            checked_at=asker.now,
        )
        for each in named(page)
    ]
    Thread.objects.filter(page_id=page.pk).delete()
    Thread.objects.bulk_create(drawn)
    # A copy that follows its original is mended there.
    is_own = page.alias_of_id is None
    broken = [_told(each) for each in drawn if each.is_broken and is_own]
    codes = ", ".join(dict.fromkeys(broken))[:_LONGEST]
    _wait(BROKEN, page, asker.now, codes=codes)
    _wait(MISSING, page, asker.now, count=len(unconnected(page)) if is_own else 0)


def _told(thread: Thread) -> str:
    """Return a thread's code as an editor knows it; for a page that is gone, what it was."""
    if thread.kind == Thread.Kind.FIGURE:
        return " ".join(filter(None, thread.code.split(":")[1:])) or thread.code.strip(":")
    return thread.code or str(thread.get_kind_display()).lower()


def _wait(kind: str, page: Any, now: datetime, **detail: str | int) -> None:
    """Let a page wait on the board where there is something to tell; else take it off."""
    if not any(detail.values()):
        close_items(kind=kind, subject=_subject(page.pk), now=now)
        return
    post_to_staff(
        kind=kind,
        subject=_subject(page.pk),
        address=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        now=now,
        page=(page.url or page.slug)[:_LONGEST],
        **detail,  # type: ignore[arg-type]
    )


@opened_for_system("threads of pages are drawn and their work is posted")
@transaction.atomic
def forget_threads(*, number: int, now: datetime) -> None:
    """Forget what a page names that is not published any more, or not there."""
    Thread.objects.filter(page_id=number).delete()
    for kind in (BROKEN, MISSING):
        close_items(kind=kind, subject=_subject(number), now=now)


def _subject(number: int) -> str:
    return f"page:{number}"
