"""A contact sheet from upload to the moment it may be imported: read, looked at, decided."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop as _
from django_tasks import task

from keyway.engine import sheets
from keyway.errors import Refused
from keyway.files import Limits, Unreadable, read_apart
from keyway.intake.actions.looking import WAITING, look_at, subject_of
from keyway.intake.queries.imports import IMPORTED_KINDS
from keyway.partners import access, journal
from keyway.partners.access.walls import opened_for_system
from keyway.partners.actions.work import close_items
from keyway.partners.models import ImportBatch, ImportRow, Organization
from keyway.reference import shelf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from keyway.partners.models import Person
    from keyway.reference.store import Store

PERMISSION = "partners.import_contacts"
_BATCH = 500
UNEXPECTED = "unexpected"

Status, Decision = ImportBatch.Status, ImportRow.Decision


class SheetTooLarge(Refused):
    """The file is larger than a contact sheet is."""

    sentence = _(
        "The file is larger than 10 MB. Save the sheet alone, without pictures and other sheets, "
        "or split it in two."
    )


class SheetEmpty(Refused):
    """There is nothing in the file."""

    sentence = _("The file is empty. Choose the sheet again, after saving and closing it.")


class SheetImportedAlready(Refused):
    """The very same file was imported before."""

    sentence = _(
        "This very file was imported already. Open that import to undo it, or change the sheet."
    )


class NotNow(Refused):
    """The import is read, imported or undone at this moment, or it is over."""

    sentence = _("This cannot be changed now. Open the import again to see how far it is.")


class NoNameColumn(Refused):
    """No column holds the organizations' names."""

    sentence = _("Say which column holds the name of the organization; without it no row counts.")


class ColumnTwice(Refused):
    """Two columns were said to hold the same."""

    sentence = _("Two columns cannot hold the same. Choose another meaning for one of them.")


# --- upload ----------------------------------------------------------------------------------------


@transaction.atomic
def upload_sheet(
    *,
    by: Person,
    at: Organization,
    file_name: str,
    content: bytes,
    kind: str,
    now: datetime,
    sheet: str = "",
    is_queued: bool = True,
) -> ImportBatch:
    """Keep an uploaded sheet and let the worker read it; nothing is in the directory yet.

    Args:
        by: who uploads.
        at: the partnership that runs the site.
        file_name: as the person calls it; only shown.
        content: the file.
        kind: of the organizations in rows that do not say theirs.
        now: when.
        sheet: which sheet of a workbook; the fullest when not given.
        is_queued: whether the worker reads it; else the caller does, with ``read_batch``.

    Raises:
        NotPermitted: the person may not import.
        SheetTooLarge: it has more than ten megabytes.
        SheetEmpty: it has no bytes.
        SheetImportedAlready: the same bytes are in the directory.
    """
    access.require(by, PERMISSION, at=at)
    if not content:
        raise SheetEmpty
    if len(content) > Limits().file_bytes:
        raise SheetTooLarge
    digest = hashlib.sha256(content).hexdigest()
    same = ImportBatch.objects.filter(organization=at, file_digest=digest)
    if same.filter(status__in=(Status.APPLIED, Status.APPLYING)).exists():
        raise SheetImportedAlready
    batch = ImportBatch.objects.create(
        organization=at,
        uploaded_by=by,
        file_name=file_name.replace("\\", "/").rpartition("/")[2][-200:] or "sheet",
        file_digest=digest,
        content=content,
        kind=kind,
        mapping={"wanted": sheet},
        uploaded_at=now,
    )
    journal.record("import.uploaded", by=by, at=at, about=batch, bytes=len(content))
    if is_queued:
        transaction.on_commit(lambda: read_uploaded.enqueue(batch.pk))
    return batch


@task(priority=50)
def read_uploaded(number: int) -> str:
    """Read an uploaded sheet and look at its rows; return how far that came."""
    with opened_for_system("an uploaded sheet is read"):
        batch = ImportBatch.objects.filter(pk=number, status=Status.READING).first()
    if batch is None:
        return "gone"
    store = shelf.take(settings.REFERENCE_DIR)
    try:
        return read_batch(batch=batch, store=store, home_state=settings.KEYWAY_STATE)
    except Exception:
        # Whoever uploaded must not wait for ever; the job's own record keeps what happened.
        _refuse(batch, UNEXPECTED)
        raise


def read_batch(*, batch: ImportBatch, store: Store, home_state: str) -> str:
    """Read a batch's file apart, keep its rows, guess its columns, look at every row.

    A file that cannot be read leaves the batch refused, with the fault as a code.
    """
    if batch.content is not None:
        try:
            sheet = read_apart(bytes(batch.content), wanted=batch.mapping.get("wanted", ""))
        except Unreadable as refusal:
            return _refuse(batch, refusal.fault)
        with opened_for_system("an uploaded sheet is read"), transaction.atomic():
            _keep_rows(batch, [(number, list(cells)) for number, cells in sheet.rows])
            batch.mapping |= {"sheet": sheet.name, "others": list(sheet.others)}
            batch.content = None
            batch.save(update_fields=["mapping", "content", "rows_count"])
    look_at(batch=batch, store=store, home_state=home_state)
    return "read"


def _refuse(batch: ImportBatch, fault: str) -> str:
    with opened_for_system("an uploaded sheet is read"):
        batch.status, batch.refusal, batch.content = Status.REFUSED, str(fault), None
        batch.save(update_fields=["status", "refusal", "content"])
    return str(fault)


def _keep_rows(batch: ImportBatch, rows: Sequence[tuple[int, list[str]]]) -> None:
    """Keep a sheet's rows below its headings, and what its columns seem to hold."""
    top = sheets.find_header([cells for _, cells in rows])
    headings = rows[top][1] if top is not None else []
    body = rows[(top + 1) if top is not None else 0 :]
    width = max((len(cells) for _, cells in rows), default=0)
    guesses = sheets.guess(headings, [cells for _, cells in body], columns=width)
    private = {guess.column for guess in guesses if guess.reason is sheets.Reason.NOT_KEPT}
    batch.mapping["columns"] = [
        {**asdict(guess), "examples": []} if guess.column in private else asdict(guess)
        for guess in guesses
    ]
    batch.rows_count = len(body)
    ImportRow.objects.bulk_create(
        (
            ImportRow(
                organization_id=batch.organization_id,
                batch=batch,
                number=number,
                # Notes and private details are not kept, not even until the import.
                cells=["" if at in private else cell for at, cell in enumerate(cells)],
            )
            for number, cells in body
        ),
        batch_size=_BATCH,
    )


# --- columns ---------------------------------------------------------------------------------------


@transaction.atomic
def choose_columns(
    *, by: Person, batch: ImportBatch, columns: Mapping[int, str], kind: str = ""
) -> None:
    """Say what each column holds; every row is looked at again and decisions begin anew.

    Args:
        by: who says so.
        batch: one that waits for a look.
        columns: a field's code, or nothing, by the column's place.
        kind: of the organizations in rows that do not say theirs; as before when not given.

    Raises:
        NotPermitted: the person may not import.
        NotNow: the import does not wait for a look.
        NoNameColumn: no column holds names.
        ColumnTwice: a field is given twice.
    """
    access.require(by, PERMISSION, at=batch.organization)
    private = {
        each["column"]
        for each in batch.mapping["columns"]
        if each["reason"] == sheets.Reason.NOT_KEPT
    }
    chosen = [field for at, field in columns.items() if field and at not in private]
    if len(set(chosen)) != len(chosen):
        raise ColumnTwice
    if sheets.Field.NAME not in chosen:
        raise NoNameColumn
    move(batch, Status.REVIEW, Status.READING)
    for column in batch.mapping["columns"]:
        field = columns.get(column["column"]) or None
        if column["reason"] == sheets.Reason.NOT_KEPT:
            continue
        if field != column["field"]:
            column["field"], column["reason"] = field, sheets.Reason.CHOSEN.value
    batch.kind = kind if kind in IMPORTED_KINDS else batch.kind
    batch.done_count = 0
    batch.save(update_fields=["mapping", "kind", "done_count"])
    transaction.on_commit(lambda: read_uploaded.enqueue(batch.pk))


def move(batch: ImportBatch, before: str, after: str) -> None:
    """Move a batch from one status to the next.

    Raises:
        NotNow: it has another status by now.
    """
    # One conditional update, so that two clicks at once cannot both succeed.
    if not ImportBatch.objects.filter(pk=batch.pk, status=before).update(status=after):
        raise NotNow
    batch.status = after


@transaction.atomic
def discard_import(*, by: Person, batch: ImportBatch, now: datetime) -> None:
    """Forget a sheet that was not imported, with its rows.

    Raises:
        NotPermitted: the person may not import.
        NotNow: it is being read or imported, or it was imported.
    """
    access.require(by, PERMISSION, at=batch.organization)
    waiting = ImportBatch.objects.filter(
        pk=batch.pk, status__in=(Status.REVIEW, Status.REFUSED, Status.READING)
    )
    if not waiting.exists():
        raise NotNow
    close_items(kind=WAITING, subject=subject_of(batch), now=now)
    journal.record("import.discarded", by=by, at=batch.organization, about=batch)
    waiting.delete()
