"""Pages come and go at the time that their editors set, by the chore that the site runs by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Revision

from keyway.errors import Broken
from keyway.promote.actions.scheduling import has_work, keep_schedule, publish_on_time
from keyway.promote.models import Thread
from keyway.web.keeping.chores import PUBLISH, queue_due
from tests.factories.promote import story, thread

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]
SOON = timedelta(hours=1)


def set_for(page: Any, moment: datetime) -> None:
    """Let an editor approve a page for a time to come."""
    page.unpublish()
    page.go_live_at = moment
    page.save_revision(approved_go_live_at=moment)


def test_a_page_is_published_at_its_time_and_not_before(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    page = story(threads=[thread("occupation", "51-4041")])
    address = page.url
    set_for(page, now + SOON)

    before = keep_schedule(now=now), client.get(address).status_code
    later = now + 2 * SOON
    monkeypatch.setattr(timezone, "now", lambda: later)  # Wagtail looks at the clock itself
    after = keep_schedule(now=later), client.get(address).status_code

    assert before == ((0, 0), 404)
    assert after == ((1, 0), 200)
    assert Thread.objects.filter(page_id=page.pk).exists()


def test_a_page_is_taken_off_when_it_has_had_its_time(client: Client) -> None:
    page = story()
    address = page.url
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now())

    publish_on_time.call()

    assert client.get(address).status_code == 404
    page.refresh_from_db()
    assert page.expired


def test_one_page_that_cannot_be_published_holds_up_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = timezone.now()
    pages = [story(), story()]
    for each in pages:
        set_for(each, now - SOON)
    publish = Revision.publish

    def refuse(self: Any, **given: Any) -> None:
        if self.object_id == str(pages[0].pk):
            raise ValueError
        publish(self, **given)

    monkeypatch.setattr(Revision, "publish", refuse)
    with pytest.raises(Broken):
        keep_schedule(now=now)

    for each in pages:
        each.refresh_from_db()
    assert [each.live for each in pages] == [False, True]


def test_the_site_publishes_by_itself_within_minutes_and_waits_for_nothing() -> None:
    now = timezone.now()
    assert not has_work(now)
    assert queue_due(now, (PUBLISH,)) == []

    set_for(story(), now - SOON)

    assert queue_due(now, (PUBLISH,)) == [PUBLISH]
    DBTaskResult.objects.update(enqueued_at=now - PUBLISH.every, status="SUCCESSFUL")
    assert queue_due(now, (PUBLISH,)) == [PUBLISH]
