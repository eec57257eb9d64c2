"""What a person decides about the rows of a sheet: new, the same as one we have, or left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from keyway.intake.actions.reading import PERMISSION, NotNow
from keyway.partners import access, journal
from keyway.partners.models import ImportBatch, ImportRow

if TYPE_CHECKING:
    from keyway.partners.models import Person

Status, Decision = ImportBatch.Status, ImportRow.Decision


@transaction.atomic
def decide_row(*, by: Person, row: ImportRow, decision: str, candidate: int | None = None) -> None:
    """Keep what a person decided about a row.

    Args:
        by: who decided.
        row: of an import that waits for a look.
        decision: a value of ``ImportRow.Decision``.
        candidate: which of the row's candidates it is the same as.

    Raises:
        NotPermitted: the person may not import.
        NotNow: the import does not wait for a look, or the row has no such candidate.
    """
    access.require(by, PERMISSION, at=row.organization)
    batch = ImportBatch.objects.select_for_update().get(pk=row.batch_id)
    if batch.status != Status.REVIEW or row.has_blocking_problem:
        raise NotNow
    _decide(row, decision, candidate)
    row.save(update_fields=["decision", "same_as", "candidates"])


def _decide(row: ImportRow, decision: str, candidate: int | None) -> None:
    """Set a decision on a row; the caller saves it.

    Raises:
        NotNow: the row has no such candidate, or there is no such decision.
    """
    if decision not in Decision.values:
        raise NotNow
    is_same = decision == Decision.SAME
    if is_same and (candidate is None or not 0 <= candidate < len(row.candidates)):
        raise NotNow
    for place, each in enumerate(row.candidates):
        each["chosen"] = is_same and place == candidate
    row.decision = decision
    row.same_as_id = (
        row.candidates[candidate].get("organization") if is_same and candidate is not None else None
    )


@transaction.atomic
def decide_all(*, by: Person, batch: ImportBatch, band: str, decision: str) -> int:
    """Decide every open row whose best proposal is of a band alike; return how many.

    Args:
        by: who decided.
        batch: one that waits for a look.
        band: "sure", "likely" or "perhaps"; empty for all that is still open.
        decision: same, new or skip.

    Raises:
        NotPermitted: the person may not import.
        NotNow: the import does not wait for a look, or there is no such decision.
    """
    access.require(by, PERMISSION, at=batch.organization)
    held = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if held.status != Status.REVIEW or decision not in Decision.values:
        raise NotNow
    rows = [
        row
        for row in ImportRow.objects.filter(batch=batch, decision=Decision.OPEN)
        if row.candidates and band in ("", row.candidates[0]["band"])
    ]
    for row in rows:
        _decide(row, decision, 0 if decision == Decision.SAME else None)
    ImportRow.objects.bulk_create(
        rows,
        update_conflicts=True,
        update_fields=["decision", "same_as", "candidates"],
        unique_fields=["id"],
        batch_size=500,
    )
    journal.record(
        "import.decided",
        by=by,
        at=batch.organization,
        about=batch,
        band=band or "all",
        decision=decision,
        rows=len(rows),
    )
    return len(rows)
