"""Contact sheets as partnerships keep them, with plants that are made up and say so."""

from __future__ import annotations

import csv
import io
from functools import cache
from typing import TYPE_CHECKING

from keyway.intake.actions.reading import read_batch, upload_sheet
from keyway.reference.store import STARTER, Store
from tests.factories.people import NOW

if TYPE_CHECKING:
    from keyway.partners.models import ImportBatch, Organization, Person

HEADINGS = ("Company", "Contact", "Title", "E-mail", "Phone", "Address", "City", "State", "Zip",
            "Website", "NAICS", "Notes")  # fmt: skip

ROWS = (
    ("Agave Mfg Demo", "Ana Ruiz", "HR manager", "ana@agave.example", "480-555-0111",
     "12 Plant Rd", "Mesa", "AZ", "85210", "agave.example", "332710", "met at the fair"),
    ("Agave Mfg Demo", "Raj Patel", "Plant manager", "raj@agave.example", "480-555-0112",
     "12 Plant Rd", "Mesa", "AZ", "85210", "agave.example", "332710", ""),
    ("Quail Castings Demo", "Lee Wong", "Owner", "lee@quail.example", "520-555-0113",
     "", "Tucson", "AZ", "85706", "", "", "likes golf"),
    ("", "Nobody", "", "", "", "", "Yuma", "AZ", "85365", "", "", ""),
)  # fmt: skip


def sheet(*rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> bytes:
    """Return a sheet as a spreadsheet program saves it."""
    out = io.StringIO()
    csv.writer(out).writerows([headings, *(rows or ROWS)])
    return out.getvalue().encode("utf-8-sig")


@cache
def store() -> Store:
    """Return the tables that ship with the project."""
    return Store((STARTER,))


def looked_at(
    by: Person, at: Organization, content: bytes | None = None, **options: str
) -> ImportBatch:
    """Return an import that was read and waits for a look."""
    given = {"file_name": "contacts.csv", "kind": "manufacturer", **options}
    batch = upload_sheet(
        by=by, at=at, content=sheet() if content is None else content, now=NOW, **given
    )
    read_batch(batch=batch, store=store(), home_state="AZ")
    batch.refresh_from_db()
    return batch
