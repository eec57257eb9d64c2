"""What the pages of an import show of its rows and columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from keyway.intake.queries import words
from keyway.intake.queries.entries import fields_of
from keyway.intake.queries.imports import organizations_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from keyway.partners.models import ImportBatch, ImportRow, Organization
    from keyway.partners.queries.circles import Circle

_SHOWN = ("city", "city_state_zip", "zip", "contact", "email", "phone")
_EVIDENCE = 5


@dataclass(frozen=True, slots=True)
class Proposal:
    """An organization, or an earlier row, that a row may be the same as.

    Attributes:
        place: among the row's proposals; what a decision names.
        name: of the organization or the row's.
        where: its cities.
        slug: of the organization; empty for a row.
        row: number of the earlier row, or 0.
        band: how sure, as a code, and ``band_label`` in words.
        is_other_place: it would be another site.
        is_chosen: a person decided for it.
        reasons: what speaks for it; ``doubts``: against.
    """

    place: int
    name: str
    where: str
    slug: str
    row: int
    band: str
    band_label: str
    is_other_place: bool
    is_group: bool
    is_chosen: bool
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is shown.

    Attributes:
        number: in the sheet.
        name: of the organization.
        cells: what it says, the most telling first.
        problems: sentences; blocking ones first.
        decision: as a code.
    """

    number: int
    name: str
    cells: tuple[str, ...]
    problems: tuple[tuple[str, str], ...]
    is_blocked: bool
    decision: str
    decision_label: str
    proposals: tuple[Proposal, ...]


def lines(batch: ImportBatch, rows: Sequence[ImportRow], *, within: Circle) -> list[Line]:
    """Return rows as they are shown, with the names of what they may be the same as."""
    numbers = {
        each["organization"] for row in rows for each in row.candidates if "organization" in each
    }
    known = organizations_named(numbers, within=within)
    return [_line(batch, row, known) for row in rows]


def _line(batch: ImportBatch, row: ImportRow, known: dict[int, Organization]) -> Line:
    held = {
        field.value: row.cells[at]
        for at, field in fields_of(batch).items()
        if at < len(row.cells) and row.cells[at]
    }
    return Line(
        number=row.number,
        name=held.get("name", ""),
        cells=tuple(held[field] for field in _SHOWN if field in held),
        problems=tuple((_column(batch, each), words.problem(each)) for each in row.problems),
        is_blocked=row.has_blocking_problem,
        decision=row.decision,
        decision_label=_decided(row),
        proposals=tuple(_proposals(row, known)),
    )


def _decided(row: ImportRow) -> str:
    earlier = next(
        (each["row"] for each in row.candidates if each.get("chosen") and "row" in each), 0
    )
    if earlier:
        return gettext("The same as row %(row)d") % {"row": earlier}
    return str(row.get_decision_display())


def _column(batch: ImportBatch, problem: dict[str, Any]) -> str:
    """Return the heading of the column in which something is wrong; empty for the whole row."""
    for column in batch.mapping.get("columns", ()):
        if problem["field"] and column["field"] == problem["field"]:
            return words.column_name(column["heading"], column["column"])
    return ""


def _proposals(row: ImportRow, known: dict[int, Organization]) -> Iterator[Proposal]:
    for place, each in enumerate(row.candidates):
        organization = known.get(each.get("organization", 0))
        if organization is None and "row" not in each:
            continue
        cities = (
            dict.fromkeys(site.city for site in organization.sites.all()) if organization else {}
        )
        signs = each.get("evidence", [])[:_EVIDENCE]
        yield Proposal(
            place=place,
            name=organization.name if organization else "",
            where=", ".join(filter(None, cities)),
            slug=organization.slug if organization else "",
            row=each.get("row", 0),
            band=each["band"],
            band_label=str(words.BANDS[each["band"]]),
            is_other_place=each.get("is_other_place", False),
            is_group=each.get("is_group", False),
            is_chosen=each.get("chosen", False),
            reasons=tuple(words.evidence(sign) for sign in signs if sign["weight"] > 0),
            doubts=tuple(words.evidence(sign) for sign in signs if sign["weight"] < 0),
        )


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column as it is shown: its heading, what it is taken to hold and why, first cells."""

    place: int
    name: str
    field: str
    reason: str
    is_private: bool
    examples: tuple[str, ...]


def columns(batch: ImportBatch) -> list[ColumnLine]:
    """Return the columns of a sheet with what each is taken to hold."""
    return [
        ColumnLine(
            place=each["column"],
            name=words.column_name(each["heading"], each["column"]),
            field=each["field"] or "",
            reason=words.reason(each),
            is_private=each["reason"] == "not_kept",
            examples=tuple(each["examples"]),
        )
        for each in batch.mapping.get("columns", ())
    ]


def problem_rows(batch: ImportBatch, rows: Iterable[ImportRow]) -> Iterator[tuple[str, ...]]:
    """Yield row, column, cell and sentence of everything wrong in a sheet, for a file."""
    for row in rows:
        for each in row.problems:
            yield str(row.number), _column(batch, each), each["value"], words.problem(each)
