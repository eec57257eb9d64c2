"""Every row of a sheet looked at: what is wrong with it, and whom it may be."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse

from keyway.engine import likeness, sheets
from keyway.intake.queries.entries import (
    directory_listings,
    entry_of,
    fields_of,
    listing_of,
    state_words,
    unplaced_of,
)
from keyway.partners.access.walls import opened_for_system
from keyway.partners.actions.work import post_item
from keyway.partners.models import ImportBatch, ImportRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keyway.reference.store import Store

Status, Decision = ImportBatch.Status, ImportRow.Decision
_BATCH = 500
# What waits on the board until the sheet is imported or put aside.
WAITING = "import.waiting"


def subject_of(batch: ImportBatch) -> str:
    """Return what an import is called on the board."""
    return f"import:{batch.pk}"


def look_at(*, batch: ImportBatch, store: Store, home_state: str) -> None:
    """Note what is wrong with every row of a batch and whom it may be; progress is kept.

    Args:
        batch: whose rows are kept.
        store: where points are looked up.
        home_state: postal code of rows that name no state.
    """
    with opened_for_system("a sheet's rows are looked at"):
        rows = list(ImportRow.objects.filter(batch=batch).order_by("number"))
        known = list(directory_listings())
    states = state_words(store)
    mapping = fields_of(batch)
    entries = [
        entry_of(row.cells, mapping, states=states, home_state=home_state, kind=batch.kind)
        for row in rows
    ]
    _progress(batch, len(rows) // 4)
    listed = [
        (row, entry) for row, entry in zip(rows, entries, strict=True) if not entry.is_blocked
    ]
    groups = _first_of_group(listed)
    firsts = [pair for pair in listed if groups[pair[0].number] == pair[0].number]
    listings = [listing_of(str(row.number), entry) for row, entry in firsts]
    outside = likeness.find(listings, known)
    _progress(batch, len(rows) // 2)
    inside = likeness.find_within(listings)
    unplaced = unplaced_of(store, entries, home_state)
    for row, entry, is_unplaced in zip(rows, entries, unplaced, strict=True):
        row.problems = [asdict(problem) for problem in entry.problems]
        if is_unplaced:
            row.problems.append(
                asdict(sheets.Problem(sheets.Fault.PLACE_UNKNOWN, value=entry.city))
            )
        row.has_blocking_problem = entry.is_blocked
        key, first = str(row.number), groups.get(row.number, row.number)
        row.candidates = (
            [_same_name(first)]
            if first != row.number
            else [
                *(_candidate(each, "organization") for each in outside.get(key, ())),
                *(_candidate(each, "row") for each in inside.get(key, ())),
            ]
        )
        row.decision, row.same_as = _first_decision(row), None
    _keep_looks(batch, rows)


def _keep_looks(batch: ImportBatch, rows: list[ImportRow]) -> None:
    names = ["problems", "has_blocking_problem", "candidates", "decision", "same_as"]
    for start in range(0, len(rows), 4 * _BATCH):
        with opened_for_system("a sheet's rows are looked at"), transaction.atomic():
            part = rows[start : start + 4 * _BATCH]
            # Rows that are there are written over: many times faster than one update of many cases.
            ImportRow.objects.bulk_create(
                part,
                update_conflicts=True,
                update_fields=names,
                unique_fields=["id"],
                batch_size=_BATCH,
            )
        _progress(batch, (len(rows) + start + len(part)) // 2)
    with opened_for_system("a sheet's rows are looked at"):
        ImportBatch.objects.filter(pk=batch.pk, status=Status.READING).update(
            status=Status.REVIEW, done_count=batch.rows_count
        )
    batch.status = Status.REVIEW
    post_item(
        kind=WAITING,
        at=batch.organization,
        subject=subject_of(batch),
        address=reverse("staff_import", args=[batch.pk]),
        now=batch.uploaded_at,
        rows=batch.rows_count,
    )


def _progress(batch: ImportBatch, done: int) -> None:
    with opened_for_system("progress of an import"):
        ImportBatch.objects.filter(pk=batch.pk).update(done_count=min(done, batch.rows_count))


def _first_of_group(
    listed: Sequence[tuple[ImportRow, sheets.Entry]],
) -> dict[int, int]:
    """Return, by row, the first row that writes the same name and the same place.

    A contact sheet has a row for each person: what is written alike is one organization, and that
    is no guess. Everything else is proposed and decided by a person.
    """
    first: dict[tuple[str, ...], int] = {}
    groups = {}
    for row, entry in listed:
        name = " ".join(entry.name.casefold().split())
        key = (name, entry.city.casefold(), entry.state, entry.zip_code, entry.street.casefold())
        groups[row.number] = first.setdefault(key, row.number)
    return groups


def _same_name(first: int) -> dict[str, Any]:
    return {"row": first, "is_group": True, "band": "sure", "score": 1.0, "chosen": True}


def _candidate(found: likeness.Likeness, what: str) -> dict[str, Any]:
    return {
        what: int(found.right),
        "score": round(found.score, 3),
        "band": found.band.value,
        "is_other_place": found.is_other_place,
        "evidence": [
            {"sign": e.sign.value, "weight": round(e.weight, 2), "left": e.left, "right": e.right}
            for e in found.evidence
        ],
    }


def _first_decision(row: ImportRow) -> str:
    """Return what a row that needs no person's judgment becomes; the others stay open."""
    if row.has_blocking_problem:
        return Decision.SKIP
    if not row.candidates:
        return Decision.NEW
    return Decision.SAME if row.candidates[0].get("is_group") else Decision.OPEN
