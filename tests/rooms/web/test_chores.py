"""Chores come again when they are due, once, however often somebody looks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from keyway.web.keeping.chores import CHORES, Chore, every, queue_due

if TYPE_CHECKING:
    from pytest_django import SettingsWrapper

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
# Nothing waits to be published here.
DAILY = len(CHORES) - 1


def _age(by: timedelta, status: str = TaskResultStatus.SUCCESSFUL) -> None:
    DBTaskResult.objects.update(enqueued_at=timezone.now() - by, status=status)


def test_on_the_first_day_everything_is_due_and_queued_once() -> None:
    assert len(queue_due(timezone.now())) == DAILY
    assert not queue_due(timezone.now())
    assert DBTaskResult.objects.count() == DAILY


def test_a_chore_comes_again_the_next_day_and_once_after_days_off() -> None:
    queue_due(timezone.now())
    _age(DAY / 2)
    assert not queue_due(timezone.now())

    _age(9 * DAY)

    assert len(queue_due(timezone.now())) == DAILY
    assert not queue_due(timezone.now())


def test_a_chore_that_still_waits_is_not_queued_again() -> None:
    queue_due(timezone.now())
    _age(3 * DAY, TaskResultStatus.READY)

    assert not queue_due(timezone.now())


def test_a_chore_that_failed_is_tried_again_within_the_day_but_not_at_once() -> None:
    queue_due(timezone.now())
    _age(timedelta(minutes=10), TaskResultStatus.FAILED)
    assert not queue_due(timezone.now())

    _age(timedelta(hours=2), TaskResultStatus.FAILED)

    assert len(queue_due(timezone.now())) == DAILY


@pytest.mark.parametrize("chore", CHORES, ids=lambda chore: chore.job.name)
def test_every_chore_can_be_done_twice(chore: Chore, settings: SettingsWrapper) -> None:
    settings.KEYWAY_STATE = "NV"  # it publishes no cohorts, whose counts take seconds to protect
    first = chore.job.call()

    assert chore.job.call() == first


def test_a_beat_looks_at_once_and_then_every_so_often() -> None:
    looks: list[float] = []
    seconds = [0.0]
    beat = every(3600, lambda: looks.append(seconds[0]), lambda: seconds[0])

    for now in (0, 0.2, 3599, 3600, 3600.2, 9000):
        seconds[0] = now
        beat()

    assert looks == [0, 3600, 9000]


def test_the_command_says_what_was_due(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("chores")
    assert capsys.readouterr().out.count("Queued:") == DAILY

    call_command("chores")
    assert capsys.readouterr().out.count("Not due:") == len(CHORES)
