"""Imports and merges taken back, whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from django_tasks import task

from keyway.errors import Refused
from keyway.intake.actions.applying import apply_queued
from keyway.intake.actions.reading import PERMISSION, NotNow, move
from keyway.intake.queries.snapshots import conflicts_of, model_of
from keyway.partners import access, journal
from keyway.partners.access.walls import opened_for_system
from keyway.partners.models import (
    Contact,
    ImportBatch,
    ImportChange,
    Organization,
    Person,
    Site,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

Status = ImportBatch.Status
_BATCH = 400


class ChangedSince(Refused):
    """Somebody changed what an import or a merge wrote; nothing was undone."""

    sentence = _(
        "Nothing was undone: %(count)d records were changed by somebody since, or are in use. "
        "The list says which and in which row. Put those right by hand, or leave the import."
    )


@transaction.atomic
def queue_undo(*, by: Person, batch: ImportBatch) -> None:
    """Let the worker take back an import or a merge.

    Raises:
        NotPermitted: the person may not import.
        ChangedSince: somebody changed what it wrote; nothing is undone.
        NotNow: it is not in the directory.
    """
    access.require(by, PERMISSION, at=batch.organization)
    if conflicts := conflicts_of(batch):
        raise ChangedSince(count=len(conflicts))
    move(batch, Status.APPLIED, Status.APPLYING)
    number = by.pk
    transaction.on_commit(lambda: undo_queued.enqueue(batch.pk, number))


@task(priority=50)
def undo_queued(number: int, person_number: int) -> str:
    """Take back a batch that was queued; return how many records that were."""
    with opened_for_system("an import is taken back"):
        batch = ImportBatch.objects.select_related("organization").get(pk=number)
        by = Person.objects.get(pk=person_number)
    try:
        done = undo_import(by=by, batch=batch, now=timezone.now())
    except Exception:
        # Nothing was undone; it stands as it stood.
        with opened_for_system("an import is taken back"):
            waiting = ImportBatch.objects.filter(pk=number, status=Status.APPLYING)
            waiting.update(status=Status.APPLIED)
        raise
    return f"{done.removed} removed, {done.restored} restored"


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking back did."""

    removed: int
    restored: int


def undo_import(*, by: Person, batch: ImportBatch, now: datetime) -> Undone:
    """Take back an import or a merge: what it made is removed, what it changed is as before.

    Args:
        by: who does so.
        batch: one that is being applied, which here means taken back.
        now: when.

    Raises:
        NotPermitted: the person may not import.
        ChangedSince: somebody changed what it wrote; nothing is undone.
        NotNow: it is not in the directory.
    """
    with opened_for_system("an import is taken back"), transaction.atomic():
        access.require(by, PERMISSION, at=batch.organization)
        move(batch, Status.APPLYING, Status.UNDONE)
        if conflicts := conflicts_of(batch):
            raise ChangedSince(count=len(conflicts))
        changes = list(ImportChange.objects.filter(batch=batch).order_by("-order", "-pk"))
        restored = [change for change in changes if change.before is not None]
        for change in restored:
            _restore(change)
        removed = _remove([change for change in changes if change.before is None])
        ImportBatch.objects.filter(pk=batch.pk).update(undone_at=now)
        done = Undone(removed, len(restored))
        journal.record(
            "import.undone",
            by=by,
            at=batch.organization,
            about=batch,
            removed=done.removed,
            restored=done.restored,
        )
    return done


@transaction.atomic
def start_again(*, by: Person, batch: ImportBatch) -> None:
    """Queue an import, or its undoing, anew, because the worker that had it was stopped.

    Whatever was half written then is gone, and two runs at once cannot both succeed.

    Raises:
        NotPermitted: the person may not import.
        NotNow: nothing is being imported or taken back.
    """
    access.require(by, PERMISSION, at=batch.organization)
    if batch.status != Status.APPLYING:
        raise NotNow
    job = apply_queued if batch.applied_at is None else undo_queued
    number, person_number = batch.pk, by.pk
    transaction.on_commit(lambda: job.enqueue(number, person_number))


def _restore(change: ImportChange) -> None:
    before: Mapping[str, Any] = change.before or {}
    if "partners" in before:
        Organization.objects.get(pk=change.number).partners.set(before["partners"])
        return
    model_of(change.kind)._default_manager.filter(pk=change.number).update(**before)


def _remove(changes: Iterable[ImportChange]) -> int:
    """Remove what an import made: contacts and sites first, then organizations."""
    numbers: dict[str, list[int]] = {}
    for change in changes:
        numbers.setdefault(change.kind, []).append(change.number)
    removed = 0
    models: tuple[type[Any], ...] = (Contact, Site, Organization)
    for model in models:
        held = numbers.get(model._meta.label_lower, [])
        for start in range(0, len(held), _BATCH):
            rows = model._default_manager.filter(pk__in=held[start : start + _BATCH])
            removed += rows.delete()[1].get(model._meta.label, 0)
    return removed
