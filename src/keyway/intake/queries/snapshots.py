"""Records as values that can be kept and compared: was this changed since?"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder

from keyway.partners.models import (
    Consent,
    Contact,
    ImportChange,
    Invitation,
    Membership,
    Organization,
    Site,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import Model

    from keyway.partners.models import ImportBatch

_PART = 400

# What the machine writes by itself tells nothing of what a person did.
_BY_ITSELF = frozenset({"changed_at", "created_at", "asked_at", "official_digest"})


def kept_values(record: Model, names: Iterable[str] | None = None) -> dict[str, Any]:
    """Return a record's values as JSON keeps them, all that a person may change or the named.

    Foreign keys are numbers, under their column's name.
    """
    wanted = set(names) if names is not None else None
    values = {
        field.attname: getattr(record, field.attname)
        for field in record._meta.concrete_fields
        if not field.primary_key
        and (field.attname in wanted if wanted is not None else field.name not in _BY_ITSELF)
    }
    plain: dict[str, Any] = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
    return plain


def model_of(kind: str) -> type[Model]:
    """Return the model that a change is of."""
    return apps.get_model(kind)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A record that an import wrote and that somebody changed, removed or uses since.

    Attributes:
        row: of the sheet; the place among the changes for a merge.
        kind: of the record.
        number: of the record.
        label: what people call it; empty where it is gone.
        reason: "changed", "gone" or "used".
        organization_slug: where to look at it; empty where it is gone.
    """

    row: int
    kind: str
    number: int
    label: str
    reason: str
    organization_slug: str = ""


def conflicts_of(batch: ImportBatch) -> list[Conflict]:
    """Return why an import cannot be taken back, in the order of its rows; none when it can."""
    changes = list(ImportChange.objects.filter(batch=batch).order_by("order", "pk"))
    final = _final_values(changes)
    found = [
        conflict
        for kind in dict.fromkeys(change.kind for change in changes)
        for conflict in _of_kind(kind, [c for c in changes if c.kind == kind], final)
    ]
    return sorted([*found, *_used(changes)], key=lambda conflict: conflict.row)


def _final_values(changes: Iterable[ImportChange]) -> dict[tuple[str, int], dict[str, Any]]:
    """Return what each record looked like when the import ended."""
    final: dict[tuple[str, int], dict[str, Any]] = {}
    for change in changes:
        final.setdefault((change.kind, change.number), {}).update(change.after or {})
    return final


def _of_kind(
    kind: str, changes: list[ImportChange], final: dict[tuple[str, int], dict[str, Any]]
) -> Iterator[Conflict]:
    model, seen = model_of(kind), set()
    for start in range(0, len(changes), _PART):
        part = changes[start : start + _PART]
        held = model._default_manager.in_bulk({change.number for change in part})
        for change in part:
            if change.number in seen:
                continue
            seen.add(change.number)
            record = held.get(change.number)
            if record is None:
                # What is gone that the import made needs no undoing.
                if change.before is not None:
                    yield Conflict(change.order, kind, change.number, "", "gone")
            elif not _is_as(record, final[kind, change.number]):
                yield _conflict(change, record, "changed")


def _is_as(record: Model, values: dict[str, Any]) -> bool:
    told = dict(values)
    partners = told.pop("partners", None)
    if partners is None or not isinstance(record, Organization):
        return kept_values(record, told) == told
    return _partners(record) == partners and kept_values(record, told) == told


def _partners(organization: Organization) -> list[int]:
    return sorted(organization.partners.values_list("pk", flat=True))


def _conflict(change: ImportChange, record: Model, reason: str) -> Conflict:
    organization = record if isinstance(record, Organization) else record.organization  # type: ignore[attr-defined]
    return Conflict(
        change.order, change.kind, change.number, str(record), reason, organization.slug
    )


def _used(changes: list[ImportChange]) -> Iterator[Conflict]:
    """Yield the organizations that the import made and that others have built upon since."""
    made: dict[str, dict[int, ImportChange]] = {}
    for change in changes:
        if change.before is None:
            made.setdefault(change.kind, {})[change.number] = change
    organizations = made.get(Organization._meta.label_lower, {})
    numbers = sorted(organizations)
    used: set[int] = set()
    for start in range(0, len(numbers), _PART):
        used |= _built_upon(numbers[start : start + _PART], made)
    named = Organization.objects.in_bulk(used)
    yield from (_conflict(organizations[n], named[n], "used") for n in sorted(used) if n in named)


def _built_upon(numbers: list[int], made: dict[str, dict[int, ImportChange]]) -> set[int]:
    """Return those of the organizations that have people, parts, sites or contacts of others."""
    used: set[int | None] = set()
    models: tuple[type[Any], ...] = (Membership, Invitation, Consent)
    for model in models:
        rows = model.objects.filter(organization__in=numbers)
        used.update(rows.values_list("organization_id", flat=True))
    parts = Organization.objects.filter(parent__in=numbers)
    used.update(parts.values_list("parent_id", flat=True))
    models = (Site, Contact)
    for model in models:
        own = made.get(model._meta.label_lower, {})
        rows = model.objects.filter(organization__in=numbers)
        others = rows.values_list("pk", "organization_id")
        used.update(organization for pk, organization in others if pk not in own)
    return {number for number in used if number is not None}
