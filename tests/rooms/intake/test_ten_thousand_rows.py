"""Ten thousand rows go in at once, come out at once, and neither takes a minute or a gigabyte."""

from __future__ import annotations

import resource
import time
from typing import TYPE_CHECKING

import pytest

from benchmarks.partners.imports import sheet_of
from keyway.intake.actions import applying, undoing
from keyway.intake.actions.deciding import decide_all
from keyway.partners.models import Contact, Organization
from tests.factories.contact_sheets import looked_at, store
from tests.factories.people import NOW, member, partnership

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = [pytest.mark.django_db, pytest.mark.long]

# Of a machine that runs other tests meanwhile.
MOST_SECONDS = 180
MOST_MIB = 1024


def test_ten_thousand_rows_are_imported_and_taken_back(
    record_property: Callable[[str, object], None],
) -> None:
    home = partnership()
    staff = member(home, "partnership_staff")
    begun = time.perf_counter()

    batch = looked_at(staff, home, sheet_of(10_000, 3_000))
    looked = time.perf_counter()
    decide_all(by=staff, batch=batch, band="", decision="new")
    applying.start_import(by=staff, batch=batch, now=NOW)
    applying.apply_import(by=staff, batch=batch, store=store(), home_state="AZ", now=NOW)
    applied = time.perf_counter()
    contacts = Contact.objects.count()
    undoing.queue_undo(by=staff, batch=batch)
    undoing.undo_import(by=staff, batch=batch, now=NOW)
    undone = time.perf_counter()

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    record_property("preview seconds", round(looked - begun, 1))
    record_property("import seconds", round(applied - looked, 1))
    record_property("undo seconds", round(undone - applied, 1))
    record_property("peak MiB", round(peak))
    assert contacts == 10_000
    assert list(Organization.objects.all()) == [home]
    assert undone - begun < MOST_SECONDS
    assert peak < MOST_MIB
