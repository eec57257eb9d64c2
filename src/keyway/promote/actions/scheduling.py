"""Pages come and go at the time that their editors set, with nobody at a desk.

Wagtail keeps the time and waits for somebody to call; its own command stops at the first page that
cannot be published. Who set the time is in Wagtail's log, where every step of a page is kept.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from wagtail.models import Page, Revision

from keyway.errors import Broken

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.db.models import QuerySet

_log = logging.getLogger(__name__)


@task
def publish_on_time() -> str:
    """Publish and take off what is due, as of now; return what was done, for the queue's record."""
    came, went = keep_schedule(now=timezone.now())
    return f"{came} published, {went} taken off"


def has_work(now: datetime) -> bool:
    """Return whether a page waits to be published or taken off."""
    return _coming(now).exists() or _going(now).exists()


def keep_schedule(*, now: datetime) -> tuple[int, int]:
    """Take off what has had its time and publish what is due; return how many came and went.

    A page that cannot be published holds up no other.

    Raises:
        Broken: some could not be; the log says which, and why.
    """
    went = [_done(each, _take_off) for each in _going(now)]
    came = [_done(each, _publish) for each in _coming(now)]
    if not all(went + came):
        raise Broken("pages could not be published or taken off on time")
    return len(came), len(went)


def _coming(now: datetime) -> QuerySet[Any]:
    due: QuerySet[Any] = Revision.page_revisions.filter(approved_go_live_at__lte=now)
    return due.order_by("approved_go_live_at", "pk")


def _going(now: datetime) -> QuerySet[Any]:
    over: QuerySet[Any] = Page.objects.filter(live=True, expire_at__lte=now)
    return over.order_by("expire_at", "pk")


def _done(one: Any, do: Callable[[Any], None]) -> bool:
    """Do one step of one page, or none of it; return whether it was done."""
    try:
        with transaction.atomic():
            do(one)
    except Exception:
        _log.exception("A page did not come or go on time: %s %s", one._meta.model_name, one.pk)
        return False
    return True


def _publish(revision: Any) -> None:
    revision.publish(log_action="wagtail.publish.scheduled")


def _take_off(page: Any) -> None:
    page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
