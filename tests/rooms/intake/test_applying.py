"""An import is all or nothing, and can be taken back as a whole."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from keyway.intake.actions import applying, undoing
from keyway.intake.actions.deciding import decide_all
from keyway.intake.actions.reading import NotNow
from keyway.intake.queries.snapshots import conflicts_of
from keyway.partners.access import NotPermitted
from keyway.partners.actions.sites import confirm_site
from keyway.partners.models import (
    Contact,
    ImportBatch,
    ImportChange,
    ImportRow,
    JournalEntry,
    Organization,
    Site,
)
from tests.factories.contact_sheets import looked_at, store
from tests.factories.people import NOW, contact, member, organization, partnership, person, site
from tests.rooms.intake.records import everything

if TYPE_CHECKING:
    from keyway.partners.models import Person

pytestmark = pytest.mark.django_db

Status = ImportBatch.Status


@pytest.fixture
def home() -> Organization:
    return partnership()


@pytest.fixture
def staff(home: Organization) -> Person:
    return member(home, "partnership_staff")


def applied(by: Person, batch: ImportBatch) -> applying.Applied:
    applying.queue_import(by=by, batch=batch, now=NOW)
    return applying.apply_import(by=by, batch=batch, store=store(), home_state="AZ", now=NOW)


def undone(by: Person, batch: ImportBatch) -> undoing.Undone:
    undoing.queue_undo(by=by, batch=batch)
    return undoing.undo_import(by=by, batch=batch, now=NOW)


def test_decided_rows_become_organizations_sites_and_contacts(
    staff: Person, home: Organization
) -> None:
    done = applied(staff, looked_at(staff, home))

    agave = Organization.objects.get(name="Agave Mfg Demo")
    assert (done.organizations, done.sites, done.contacts) == (2, 2, 3)
    assert (agave.kind, agave.status, agave.naics_code) == ("manufacturer", "approved", "332710")
    assert agave.website == "https://agave.example"
    assert sorted(agave.contacts.values_list("full_name", flat=True)) == ["Ana Ruiz", "Raj Patel"]


def test_a_site_gets_its_county_and_districts_from_its_point(
    staff: Person, home: Organization
) -> None:
    applied(staff, looked_at(staff, home))

    plant = Site.objects.get(organization__name="Agave Mfg Demo")
    assert (plant.county_fips, plant.location_precision) == ("04013", "zip")
    assert plant.upper_district
    assert plant.is_main


def test_notes_about_people_are_nowhere(staff: Person, home: Organization) -> None:
    applied(staff, looked_at(staff, home))

    assert "golf" not in str(everything())
    assert "golf" not in str(list(ImportChange.objects.values()))


def test_what_an_organization_has_is_never_overwritten_only_filled(
    staff: Person, home: Organization
) -> None:
    known = organization("Agave Mfg Demo", phone="602-555-0199")
    site(known, city="Mesa", zip_code="85210", street="12 Plant Road", is_main=True)
    contact(known, full_name="Ana Ruiz", email="ANA@agave.example", phone="")
    batch = looked_at(staff, home)
    decide_all(by=staff, batch=batch, band="", decision="same")

    done = applied(staff, batch)

    known.refresh_from_db()
    assert (known.phone, known.website) == ("602-555-0199", "https://agave.example")
    assert known.contacts.count() == 2
    assert known.contacts.get(full_name="Ana Ruiz").phone == "480-555-0111"
    assert done.changed == 2


def test_a_row_of_another_place_adds_a_site(staff: Person, home: Organization) -> None:
    known = organization("Quail Castings Demo", website="https://quail.example")
    site(known, city="Mesa", zip_code="85210", is_main=True)
    batch = looked_at(staff, home)
    decide_all(by=staff, batch=batch, band="", decision="same")

    applied(staff, batch)

    assert sorted(known.sites.values_list("city", "is_main")) == [("Mesa", True), ("Tucson", False)]


def test_rows_that_wait_for_a_decision_hold_the_import_back(
    staff: Person, home: Organization
) -> None:
    site(organization("Agave Mfg Demo"), city="Mesa", zip_code="85210")
    batch = looked_at(staff, home)

    with pytest.raises(applying.RowsUndecided, match="1 rows"):
        applying.queue_import(by=staff, batch=batch, now=NOW)


def test_a_sheet_of_which_nothing_is_left_is_refused(staff: Person, home: Organization) -> None:
    batch = looked_at(staff, home)
    ImportRow.objects.filter(batch=batch).update(decision="skip")

    with pytest.raises(applying.NothingToImport):
        applying.queue_import(by=staff, batch=batch, now=NOW)


def test_an_import_that_breaks_off_leaves_nothing(
    staff: Person, home: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch, before = looked_at(staff, home), everything()
    applying.queue_import(by=staff, batch=batch, now=NOW)

    def breaks(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the power went out")

    monkeypatch.setattr(ImportChange.objects, "bulk_create", breaks)
    with pytest.raises(RuntimeError):
        applying.apply_queued.func(batch.pk, staff.pk)

    batch.refresh_from_db()
    assert everything() == before
    assert batch.status == Status.REVIEW


def test_two_clicks_import_once(staff: Person, home: Organization) -> None:
    batch = looked_at(staff, home)
    applied(staff, batch)

    with pytest.raises(NotNow):
        applying.apply_import(by=staff, batch=batch, store=store(), home_state="AZ", now=NOW)

    assert Organization.objects.filter(name="Agave Mfg Demo").count() == 1


def test_undoing_leaves_the_directory_as_it_was(staff: Person, home: Organization) -> None:
    known = organization("Agave Mfg Demo")
    site(known, city="Mesa", zip_code="85210", is_main=True)
    contact(known, full_name="Ana Ruiz", email="ana@agave.example", phone="")
    before = everything()
    batch = looked_at(staff, home)
    decide_all(by=staff, batch=batch, band="", decision="same")
    applied(staff, batch)
    assert everything() != before

    undone(staff, batch)

    batch.refresh_from_db()
    assert everything() == before
    assert batch.status == Status.UNDONE
    assert JournalEntry.objects.filter(event="import.undone", about_number=batch.pk).exists()


def test_what_somebody_confirmed_since_keeps_the_whole_import(
    staff: Person, home: Organization
) -> None:
    batch = looked_at(staff, home)
    applied(staff, batch)
    plant = Site.objects.get(organization__name="Quail Castings Demo")
    confirm_site(by=staff, site=plant, now=NOW + timedelta(days=1))
    before = everything()

    with pytest.raises(undoing.ChangedSince, match="1 records"):
        undoing.queue_undo(by=staff, batch=batch)

    [conflict] = conflicts_of(batch)
    assert (conflict.row, conflict.reason, conflict.kind) == (4, "changed", "partners.site")
    assert everything() == before


def test_an_organization_that_others_built_upon_is_not_taken_away(
    staff: Person, home: Organization
) -> None:
    batch = looked_at(staff, home)
    applied(staff, batch)
    agave = Organization.objects.get(name="Agave Mfg Demo")
    member(agave)
    site(agave, city="Tempe")

    [conflict] = conflicts_of(batch)

    assert (conflict.row, conflict.reason, conflict.label) == (2, "used", "Agave Mfg Demo")


def test_what_somebody_removed_since_does_not_hinder(staff: Person, home: Organization) -> None:
    batch = looked_at(staff, home)
    applied(staff, batch)
    Contact.objects.filter(full_name="Lee Wong").delete()

    done = undone(staff, batch)

    assert done.removed == 6
    assert not Contact.objects.exists()


def test_only_who_may_import_undoes(staff: Person, home: Organization) -> None:
    from_elsewhere = person()
    batch = looked_at(staff, home)
    applied(staff, batch)

    with pytest.raises(NotPermitted):
        undoing.queue_undo(by=from_elsewhere, batch=batch)


def test_an_undone_sheet_can_be_imported_again(staff: Person, home: Organization) -> None:
    batch = looked_at(staff, home)
    applied(staff, batch)
    undone(staff, batch)

    applied(staff, looked_at(staff, home))

    assert Organization.objects.filter(name="Agave Mfg Demo").count() == 1
