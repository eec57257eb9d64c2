"""Two organizations become one by a person's deed, and two again when it is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from keyway.intake.actions import merging, undoing
from keyway.partners.access import NotPermitted
from keyway.partners.models import ImportBatch, JournalEntry, Organization
from tests.factories.people import NOW, contact, member, organization, partnership, site
from tests.rooms.intake.records import everything

if TYPE_CHECKING:
    from collections.abc import Iterable

    from keyway.partners.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Person:
    return member(partnership(), "partnership_staff")


@pytest.fixture
def kept() -> Organization:
    found = organization("Agave Manufacturing Demo", phone="480-555-0111")
    site(found, is_main=True)
    contact(found, email="ana@agave.example")
    return found


@pytest.fixture
def gone() -> Organization:
    found = organization("Agave Mfg Demo", website="https://agave.example", phone="480-555-0999")
    site(found, is_main=True, city="Tempe")
    contact(found, email="ANA@agave.example")
    contact(found, email="raj@agave.example")
    return found


def merged(
    by: Person, kept: Organization, gone: Organization, taken: Iterable[str] = ()
) -> ImportBatch:
    batch = merging.merge_organizations(by=by, kept=kept, gone=gone, taken=taken, now=NOW)
    kept.refresh_from_db()
    gone.refresh_from_db()
    return batch


def test_sites_contacts_people_and_parts_come_along(
    staff: Person, kept: Organization, gone: Organization
) -> None:
    boss, part = member(gone), organization(parent=gone)

    merged(staff, kept, gone)

    part.refresh_from_db()
    assert sorted(kept.sites.values_list("city", "is_main")) == [("Mesa", True), ("Tempe", False)]
    assert kept.contacts.filter(email="raj@agave.example").exists()
    assert kept.memberships.get().person == boss
    assert part.parent == kept
    assert gone.status == Organization.Status.CLOSED


def test_facts_are_taken_where_chosen_or_lacking(
    staff: Person, kept: Organization, gone: Organization
) -> None:
    merged(staff, kept, gone, taken=["name", "runs_site"])

    assert (kept.name, kept.website) == ("Agave Mfg Demo", "https://agave.example")
    assert kept.phone == "480-555-0111"
    assert not kept.runs_site


def test_a_contact_that_both_have_stays_with_the_closed_one(
    staff: Person, kept: Organization, gone: Organization
) -> None:
    merged(staff, kept, gone)

    assert kept.contacts.filter(email__iexact="ana@agave.example").count() == 1
    assert gone.contacts.count() == 1


def test_the_place_in_an_official_list_comes_along(staff: Person, kept: Organization) -> None:
    school = organization("Agave High", official_scheme="nces", official_code="0400001")

    merged(staff, kept, school)

    assert (kept.official_scheme, kept.official_code) == ("nces", "0400001")
    assert school.official_code == ""


def test_what_official_lists_tell_apart_is_not_merged(staff: Person) -> None:
    one = organization(official_scheme="nces", official_code="0400001")
    other = organization(official_scheme="nces", official_code="0400002")

    with pytest.raises(merging.TwoOfficial):
        merged(staff, one, other)


def test_neither_itself_nor_the_partnership_nor_a_closed_one_is_merged(
    staff: Person, kept: Organization
) -> None:
    home = Organization.objects.get(runs_site=True)
    closed = organization(status=Organization.Status.CLOSED)

    with pytest.raises(merging.SameOrganization):
        merged(staff, kept, kept)
    for each in (home, closed):
        with pytest.raises(merging.NeverMerged):
            merged(staff, kept, each)


def test_only_staff_merge(kept: Organization, gone: Organization) -> None:
    owner = member(kept)
    before = everything()

    with pytest.raises(NotPermitted):
        merged(owner, kept, gone)

    assert everything() == before


def test_taking_a_merge_back_makes_two_of_one_again(
    staff: Person, kept: Organization, gone: Organization
) -> None:
    satellite = organization("Agave High")
    gone.partners.add(satellite)
    member(gone)
    organization(parent=gone, official_scheme="nces", official_code="0400009")
    before = everything()
    batch = merged(staff, kept, gone, taken=["name", "phone"])
    assert satellite in kept.partners.all()
    assert everything() != before

    undoing.queue_undo(by=staff, batch=batch)
    undoing.undo_import(by=staff, batch=batch, now=NOW)

    assert everything() == before
    assert satellite not in kept.partners.all()


def test_a_merge_that_was_built_upon_is_not_taken_back(
    staff: Person, kept: Organization, gone: Organization
) -> None:
    batch = merged(staff, kept, gone)
    Organization.objects.filter(pk=kept.pk).update(name="Agave Works Demo", website="")

    with pytest.raises(undoing.ChangedSince):
        undoing.queue_undo(by=staff, batch=batch)


def test_the_journal_tells_of_the_merge(
    staff: Person, kept: Organization, gone: Organization
) -> None:
    merged(staff, kept, gone)

    entry = JournalEntry.objects.get(event="organization.merged")
    assert (entry.organization, entry.about_number) == (kept, gone.pk)
