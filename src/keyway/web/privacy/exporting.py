"""Handing out everything that is kept about somebody, as JSON and as a page of plain text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models.fields.files import FieldFile

from keyway.partners import journal
from keyway.partners.access.walls import opened_for_system
from keyway.web.privacy.datamap import data_map
from keyway.web.privacy.finding import found, whoever

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model

    from keyway.partners.models import Person
    from keyway.web.privacy.datamap import Entry
    from keyway.web.privacy.finding import Finding

NOT_HANDED_OUT = "kept, and handed out to nobody"
_LABEL_WIDTH = 22


@opened_for_system("handing out what is kept about a person")
@transaction.atomic
def everything_about(email: str, *, by: Person | None, now: datetime) -> dict[str, Any]:
    """Return all that is kept about somebody, and record that it was handed out.

    Args:
        email: one of their addresses.
        by: who asked; None for the command line.
        now: when.

    Raises:
        NobodyKnown: nothing is kept under the address.
    """
    somebody = whoever(email)
    findings = found(somebody)
    journal.record(
        "person.exported",
        by=by,
        at=None,
        about=somebody.person,
        number=somebody.number,
        rows=sum(len(each.about) for each in findings),
    )
    return {
        "addresses": list(somebody.addresses),
        "made_at": now,
        "kept": [_kept(each) for each in findings],
    }


def _kept(finding: Finding) -> dict[str, Any]:
    group = data_map().groups[finding.entry.group]
    keys = finding.about.union(*finding.linked.values())
    rows = finding.model._base_manager.filter(pk__in=keys).order_by("pk")
    return {
        "what": finding.entry.model,
        "why": group.words.en,
        "basis": group.basis.en,
        "rows": [
            _all_of(finding.entry, row) if row.pk in finding.about else _link_only(finding, row)
            for row in rows
        ],
    }


def _all_of(entry: Entry, row: Model) -> dict[str, Any]:
    return {name: _value(entry, row, name) for name in entry.classes if not _is_several(row, name)}


def _link_only(finding: Finding, row: Model) -> dict[str, Any]:
    """Return how a row that is about something else leads to the person."""
    leading = [name for name, keys in finding.linked.items() if row.pk in keys]
    return {"id": row.pk, "leads_to_them_by": leading}


def _is_several(row: Model, name: str) -> bool:
    return bool(row._meta.get_field(name).many_to_many)


def _value(entry: Entry, row: Model, name: str) -> Any:
    if entry.classes[name] == "secret":
        return NOT_HANDED_OUT
    field: Any = row._meta.get_field(name)
    value = getattr(row, field.attname)
    if isinstance(value, bytes | memoryview):
        return f"{len(value)} bytes"
    return value.name if isinstance(value, FieldFile) else value


def as_json(everything: dict[str, Any]) -> str:
    """Return it as JSON that people can read as well."""
    return json.dumps(everything, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False) + "\n"


def as_text(everything: dict[str, Any]) -> str:
    """Return it as plain text, one line a fact."""
    lines = [f"What is kept about {', '.join(everything['addresses'])}", ""]
    for kept in everything["kept"]:
        lines += [f"{kept['what']}: {kept['why']}", f"  Ground: {kept['basis']}"]
        for row in kept["rows"]:
            lines.append("")
            lines += [f"  {name:<{_LABEL_WIDTH}} {_told(value)}" for name, value in row.items()]
        lines.append("")
    return "\n".join(lines)


def _told(value: Any) -> str:
    if value is None or value == "":
        return "—"
    return str(value)
