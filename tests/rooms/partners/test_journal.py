"""The journal: it tells everything that was done, and nothing can be taken back."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from keyway.errors import Broken
from keyway.partners import journal
from keyway.partners.models import JournalEntry
from tests.factories.people import member, organization

pytestmark = pytest.mark.django_db


def test_an_entry_tells_who_where_what_and_when():
    plant = organization()
    somebody = member(plant)

    journal.record("organization.changed", by=somebody, at=plant, about=plant, fields=2)

    entry = JournalEntry.objects.get()
    assert entry.person_number == somebody.pk
    assert (entry.organization, entry.about_kind) == (plant, "partners.organization")
    assert entry.detail == {"fields": 2}
    assert abs((timezone.now() - entry.happened_at).total_seconds()) < 60


@pytest.mark.parametrize("deed", ["change", "delete"])
def test_the_database_refuses_to_change_or_delete_an_entry(deed):
    journal.record("person.invited", by=None, at=None)
    rows = JournalEntry.objects.all()

    with pytest.raises(DatabaseError, match=r"append-only|permission denied"), transaction.atomic():
        rows.update(event="person.removed") if deed == "change" else rows.delete()

    assert JournalEntry.objects.get().event == "person.invited"


@pytest.mark.parametrize("words", ["ana@example.org", "she said no", "x" * 64])
def test_words_and_addresses_are_refused(words):
    with pytest.raises(Broken, match="codes, not words"):
        journal.record("person.invited", by=None, at=None, note=words)


def test_a_deed_has_the_form_noun_past_participle():
    with pytest.raises(Broken, match=r"noun\.past_participle"):
        journal.record("Did something", by=None, at=None)


def test_an_entry_outlives_what_it_tells_of():
    plant = organization()
    journal.record("organization.closed", by=None, at=plant, about=plant)
    number = plant.pk

    plant.delete()

    assert JournalEntry.objects.get().organization_id == number
