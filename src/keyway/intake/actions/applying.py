"""The one import that follows the decisions: all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from django_tasks import task

from keyway.errors import Refused
from keyway.intake.actions.looking import WAITING, subject_of
from keyway.intake.actions.reading import PERMISSION, move
from keyway.intake.queries.plan import Plan, completed, prepared
from keyway.intake.queries.snapshots import kept_values
from keyway.partners import access, journal
from keyway.partners.access.walls import opened_for_system
from keyway.partners.actions.work import close_items
from keyway.partners.models import (
    Contact,
    ImportBatch,
    ImportChange,
    ImportRow,
    Organization,
    Person,
    Site,
)
from keyway.reference import shelf

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model

    from keyway.reference.store import Store

Status, Decision = ImportBatch.Status, ImportRow.Decision
_BATCH = 400


class RowsUndecided(Refused):
    """Some rows may be organizations we have; a person has not said."""

    sentence = _(
        "%(count)d rows may be organizations that are known already. Decide about them first: "
        "one by one, or all of a kind together."
    )


class NothingToImport(Refused):
    """Every row is left out."""

    sentence = _("No row is left to import: each is left out or cannot be imported.")


# --- import ----------------------------------------------------------------------------------------


@transaction.atomic
def queue_import(*, by: Person, batch: ImportBatch, now: datetime) -> None:
    """Let the worker import every decided row of a batch, in one go.

    Raises:
        what ``start_import`` raises.
    """
    start_import(by=by, batch=batch, now=now)
    number = by.pk
    transaction.on_commit(lambda: apply_queued.enqueue(batch.pk, number))


@transaction.atomic
def start_import(*, by: Person, batch: ImportBatch, now: datetime) -> None:
    """Let a batch be imported by whoever calls ``apply_import`` next.

    Raises:
        NotPermitted: the person may not import.
        RowsUndecided: rows wait for a decision.
        NothingToImport: all rows are left out.
        NotNow: the batch does not wait for a look.
    """
    access.require(by, PERMISSION, at=batch.organization)
    rows = ImportRow.objects.filter(batch=batch)
    if undecided := rows.filter(decision=Decision.OPEN).count():
        raise RowsUndecided(count=undecided)
    if not rows.filter(decision__in=(Decision.NEW, Decision.SAME)).exists():
        raise NothingToImport
    move(batch, Status.REVIEW, Status.APPLYING)
    ImportBatch.objects.filter(pk=batch.pk).update(done_count=0)
    close_items(kind=WAITING, subject=subject_of(batch), now=now)


@task(priority=50)
def apply_queued(number: int, person_number: int) -> str:
    """Import a batch that was queued; return what was made, for the record of the queue."""
    with opened_for_system("an import is carried out"):
        batch = ImportBatch.objects.select_related("organization").get(pk=number)
        by = Person.objects.get(pk=person_number)
    try:
        done = apply_import(
            by=by,
            batch=batch,
            store=shelf.take(settings.REFERENCE_DIR),
            home_state=settings.KEYWAY_STATE,
            now=timezone.now(),
        )
    except Exception:
        # Nothing was written; the import can be tried again.
        with opened_for_system("an import is carried out"):
            ImportBatch.objects.filter(pk=number, status=Status.APPLYING).update(
                status=Status.REVIEW
            )
        raise
    return f"{done.organizations} organizations, {done.sites} sites, {done.contacts} contacts"


@dataclass(frozen=True, slots=True)
class Applied:
    """What an import made."""

    organizations: int
    sites: int
    contacts: int
    changed: int


def apply_import(
    *, by: Person, batch: ImportBatch, store: Store, home_state: str, now: datetime
) -> Applied:
    """Import the decided rows of a batch that is being applied: all of them or none.

    What is slow is reckoned before the transaction begins, so that readers and writers of the
    site wait for the writing alone.

    Args:
        by: who started it.
        batch: one with the status "applying".
        store: where points and districts are looked up.
        home_state: postal code of rows that name no state.
        now: when.

    Raises:
        NotPermitted: the person may not import.
        NotNow: the batch is not being applied.
    """
    with opened_for_system("an import is carried out"):
        access.require(by, PERMISSION, at=batch.organization)
        rows = list(
            ImportRow.objects.filter(
                batch=batch, decision__in=(Decision.NEW, Decision.SAME), has_blocking_problem=False
            ).order_by("number")
        )
    plan = prepared(batch, rows, store=store, home_state=home_state)
    _tell(batch, len(rows) // 2)
    with opened_for_system("an import is carried out"), transaction.atomic():
        move(batch, Status.APPLYING, Status.APPLIED)
        done = _write(completed(plan, rows))
        batch.applied_at, batch.done_count = now, batch.rows_count
        batch.save(update_fields=["applied_at", "done_count"])
        journal.record(
            "import.applied",
            by=by,
            at=batch.organization,
            about=batch,
            organizations=done.organizations,
            sites=done.sites,
            contacts=done.contacts,
            changed=done.changed,
        )
    return done


def _tell(batch: ImportBatch, done: int) -> None:
    with opened_for_system("progress of an import"):
        ImportBatch.objects.filter(pk=batch.pk).update(done_count=done)


# --- write it down ---------------------------------------------------------------------------------


def _write(plan: Plan) -> Applied:
    """Write down everything, organizations first, and what was made and changed."""
    counts = {model: _make(plan, model) for model in (Organization, Site, Contact)}
    changes = [
        *(_made(plan, number, record) for number, record in plan.made),
        *(_was(plan, *each) for each in plan.changed.values()),
    ]
    models: tuple[type[Any], ...] = (Organization, Contact)
    for model in models:
        held = [each[1:] for each in plan.changed.values() if type(each[1]) is model]
        names = sorted({name for _, before in held for name in before})
        if held:
            model.objects.bulk_update([record for record, _ in held], names, batch_size=100)
    ImportChange.objects.bulk_create(
        sorted(changes, key=lambda each: each.order), batch_size=_BATCH
    )
    return Applied(counts[Organization], counts[Site], counts[Contact], changed=len(plan.changed))


def _make(plan: Plan, model: type[Any]) -> int:
    records = [record for _, record in plan.made if type(record) is model]
    for record in records:
        if hasattr(record, "organization"):
            # The organization has its number by now.
            record.organization = record.organization
    model.objects.bulk_create(records, batch_size=_BATCH)
    return len(records)


def _made(plan: Plan, number: int, record: Model) -> ImportChange:
    return _change(plan, number, record, None, kept_values(record))


def _was(plan: Plan, number: int, record: Model, before: dict[str, Any]) -> ImportChange:
    after = {name: getattr(record, name) for name in before}
    return _change(plan, number, record, before, after)


def _change(
    plan: Plan, number: int, record: Model, before: dict[str, Any] | None, after: dict[str, Any]
) -> ImportChange:
    return ImportChange(
        organization_id=plan.batch.organization_id,
        batch=plan.batch,
        order=number,
        kind=record._meta.label_lower,
        number=record.pk,
        before=before,
        after=after,
    )
