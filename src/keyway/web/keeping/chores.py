"""What is done day by day without anybody asking: queued when it is due, done by the worker.

The queue has no clock. Whoever serves the site looks once an hour what is due, and so does
``keyway chores``, for sites whose worker runs by itself. A chore that is queued twice does no harm:
each finds out by itself whom it has served.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.management import call_command
from django.db.models import Q
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from keyway.credentials.actions.counting import reckon_funnel
from keyway.credentials.actions.petition_letters import watch_petitions
from keyway.credentials.actions.promise_mails import look_after_promises
from keyway.credentials.actions.recognizing import look_after_claims
from keyway.partners.actions.confirming_mails import ask_everybody
from keyway.promote.actions.campaigning import watch_campaigns
from keyway.promote.actions.picturing import watch_permissions
from keyway.promote.actions.reckoning import look_after_surveys
from keyway.promote.actions.scheduling import has_work, publish_on_time
from keyway.promote.actions.threading import look_after_threads
from keyway.web.privacy.retaining import forget_in_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

LOOK_EVERY_SECONDS = 3600
PUBLISH_EVERY_SECONDS = 300
_OPEN = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


@task
def tidy_up() -> None:
    """Forget sessions that have ended."""
    call_command("clearsessions")


@dataclass(frozen=True, slots=True)
class Chore:
    """One job that comes again.

    Attributes:
        sentence: what it does, for whoever looks after the site.
        job: a task without arguments that may be done twice.
        every: how long after one the next is due.
        is_wanted: whether there is anything to do at a time; there always may be where it is None.
    """

    sentence: str
    job: Any
    every: timedelta = timedelta(days=1)
    is_wanted: Callable[[datetime], bool] | None = None


PUBLISH = Chore(
    "Publish pages, and take them off, at the time that their editors set.",
    publish_on_time,
    timedelta(seconds=PUBLISH_EVERY_SECONDS),
    has_work,
)

CHORES = (
    Chore("Find which of the state's counts may be shown, so that nobody waits.", reckon_funnel),
    Chore("Ask contacts whose facts are eleven months old whether they are right.", ask_everybody),
    Chore("Ask whether promises that end soon hold on, and tell the board.", look_after_promises),
    Chore("Put claims that are out of date and relied on before staff.", look_after_claims),
    Chore("Tell the board which petitions lack letters near their deadline.", watch_petitions),
    Chore(
        "Tell the board which pictures of students may not be shown any more.", watch_permissions
    ),
    PUBLISH,
    Chore("Check what stories name, and tell the board what is gone.", look_after_threads),
    Chore("Tell the board which campaigns have pieces past their day.", watch_campaigns),
    # Before anything is forgotten, what was answered is summed up.
    Chore("Close surveys whose days are over and sum them up.", look_after_surveys),
    Chore("Forget what is past its days, as the data map says.", forget_in_time),
    Chore("Forget sessions that have ended.", tidy_up),
)


def queue_due(now: datetime, chores: Iterable[Chore] = CHORES) -> list[Chore]:
    """Queue every chore that is due and does not wait already; return them."""
    due = [chore for chore in chores if _is_due(chore, now)]
    for chore in due:
        chore.job.enqueue()
    return due


def _is_due(chore: Chore, now: datetime) -> bool:
    same = DBTaskResult.objects.filter(task_path=chore.job.module_path)
    recent = Q(enqueued_at__gt=now - chore.every) & ~Q(status=TaskResultStatus.FAILED)
    # One that failed is tried again with the next look, not only tomorrow.
    an_hour = timedelta(seconds=LOOK_EVERY_SECONDS)
    tried = Q(enqueued_at__gt=now - an_hour, status=TaskResultStatus.FAILED)
    if same.filter(recent | tried | Q(status__in=_OPEN)).exists():
        return False
    return chore.is_wanted is None or chore.is_wanted(now)


def every(
    seconds: float, look: Callable[[], object], clock: Callable[[], float]
) -> Callable[[], None]:
    """Return a beat that looks at once and then every so often, however often it is called.

    Args:
        seconds: from one look to the next.
        look: what is done.
        clock: seconds that never go back.
    """
    looked_at: list[float] = []

    def beat() -> None:
        if not looked_at or clock() - looked_at[-1] >= seconds:
            looked_at[:] = [clock()]
            look()

    return beat
