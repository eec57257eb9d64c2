"""Imports as their pages show them: how far, what is wrong, what is to decide, what was changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from keyway.partners.models import ImportBatch, ImportChange, ImportRow, Organization

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from keyway.partners.queries.circles import Circle

IMPORTED_KINDS = frozenset(Organization.Kind.values) - {Organization.Kind.PARTNERSHIP.value}
MERGE = "merge"
"""The kind of a batch that holds a merge of two organizations rather than a sheet."""

FILTERS = ("undecided", "same", "new", "skipped", "blocked", "problems")


def batches(*, within: Circle) -> QuerySet[ImportBatch]:
    """Return the imports that somebody may see, the newest first; never the files themselves."""
    rows = within.own(ImportBatch.objects.all())
    return rows.defer("content").select_related("organization", "uploaded_by").order_by("-pk")


def batch(*, within: Circle, number: int) -> ImportBatch | None:
    """Return one import that somebody may see, or None."""
    return batches(within=within).filter(pk=number).first()


def row(*, within: Circle, batch: ImportBatch, number: int) -> ImportRow | None:
    """Return one row of an import by its number in the sheet, or None."""
    rows = within.own(ImportRow.objects.filter(batch=batch, number=number))
    return rows.select_related("organization").first()


def rows(
    *, within: Circle, batch: ImportBatch, show: str = "", fault: str = ""
) -> QuerySet[ImportRow]:
    """Return an import's rows in the order of the sheet.

    Args:
        within: whose circle.
        batch: which import.
        show: one of ``FILTERS``; all rows when empty.
        fault: only rows with this problem; looked up by the summary's numbers.
    """
    found = within.own(ImportRow.objects.filter(batch=batch)).order_by("number")
    chosen: dict[str, dict[str, Any]] = {
        "undecided": {"decision": ImportRow.Decision.OPEN},
        "same": {"decision": ImportRow.Decision.SAME},
        "new": {"decision": ImportRow.Decision.NEW},
        "skipped": {"decision": ImportRow.Decision.SKIP, "has_blocking_problem": False},
        "blocked": {"has_blocking_problem": True},
    }
    found = found.filter(**chosen.get(show, {}))
    if show == "problems":
        found = found.exclude(problems=[])
    if fault:
        listed = found.values_list("pk", "problems")
        found = found.filter(
            pk__in=[pk for pk, held in listed if any(each["fault"] == fault for each in held)]
        )
    return found


@dataclass(frozen=True, slots=True)
class Summary:
    """An import in numbers.

    Attributes:
        rows: below the headings.
        new: rows that become organizations of their own.
        same: rows that are added to one we have, or to one of the sheet.
        skipped: rows left out by decision.
        blocked: rows that cannot be imported.
        undecided: rows that wait for a person.
        bands: rows that wait, by how sure their best proposal is.
        faults: rows by what is wrong with them, the most frequent first.
    """

    rows: int
    new: int
    same: int
    skipped: int
    blocked: int
    undecided: int
    bands: dict[str, int]
    faults: list[tuple[str, int]]


def summary(*, within: Circle, batch: ImportBatch) -> Summary:
    """Return an import in numbers."""
    held = within.own(ImportRow.objects.filter(batch=batch)).values_list(
        "decision", "has_blocking_problem", "problems"
    )
    decisions: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    blocked = count = 0
    for decision, is_blocked, problems in held.iterator():
        count += 1
        blocked += is_blocked
        decisions[decision] += not is_blocked
        faults.update({each["fault"] for each in problems})
    return Summary(
        rows=count,
        new=decisions[ImportRow.Decision.NEW],
        same=decisions[ImportRow.Decision.SAME],
        skipped=decisions[ImportRow.Decision.SKIP],
        blocked=blocked,
        undecided=decisions[ImportRow.Decision.OPEN],
        bands=_bands(within, batch),
        faults=faults.most_common(),
    )


def _bands(within: Circle, batch: ImportBatch) -> dict[str, int]:
    open_rows = ImportRow.objects.filter(batch=batch, decision=ImportRow.Decision.OPEN)
    held = within.own(open_rows).values_list("candidates", flat=True)
    found = Counter(each[0]["band"] for each in held if each)
    return {band: found[band] for band in ("sure", "likely", "perhaps") if found[band]}


def organizations_named(numbers: Iterable[int], *, within: Circle) -> dict[int, Organization]:
    """Return organizations by their number, for the names of proposals."""
    asked = Organization.objects.filter(pk__in=set(numbers))
    return within.own(asked, by="pk").prefetch_related("sites").in_bulk()


def changes(*, within: Circle, batch: ImportBatch) -> QuerySet[ImportChange]:
    """Return what an import changed, in the order in which it did."""
    return within.own(ImportChange.objects.filter(batch=batch)).order_by("order", "pk")


def changed_counts(*, within: Circle, batch: ImportBatch) -> dict[str, tuple[int, int]]:
    """Return how many records of each kind an import made and how many it changed."""
    counts: dict[str, list[int]] = {}
    for kind, before in changes(within=within, batch=batch).values_list("kind", "before"):
        counts.setdefault(kind, [0, 0])[before is not None] += 1
    return {kind: (made, changed) for kind, (made, changed) in counts.items()}
