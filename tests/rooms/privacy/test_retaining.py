"""Forgetting in time: what is past its days goes, all of it, and nothing before."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import override_settings
from django.utils import timezone

from keyway.partners.models import (
    Contact,
    ImportBatch,
    Invitation,
    JournalEntry,
    Membership,
    Organization,
    Person,
)
from keyway.web.privacy.datamap import data_map
from keyway.web.privacy.retaining import apply_retention, past_its_days
from tests.rooms.privacy.world import ADDRESS, NOW, Marks, dump, maria

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

pytestmark = pytest.mark.django_db

YEARS_LATER = NOW + timedelta(days=20 * 365)


@pytest.fixture(autouse=True)
def media(tmp_path: Path) -> Iterator[Path]:
    """A folder of files for this test alone."""
    with override_settings(MEDIA_ROOT=tmp_path / "media"):
        yield tmp_path / "media"


def past(now: datetime) -> dict[str, int]:
    """How many rows are past their days, by model; emptied ones are not counted."""
    counts = {
        entry.model: sum(
            past_its_days(model, each, now).count() for each in entry.expire if not each.clear
        )
        for entry, model in data_map().here()
        if entry.expire
    }
    return {model: count for model, count in counts.items() if count}


def test_twenty_years_later_every_row_past_its_days_is_gone() -> None:
    maria(Marks())
    Membership.objects.all().delete()
    assert len(past(YEARS_LATER)) >= 12

    apply_retention(now=YEARS_LATER)

    assert past(YEARS_LATER) == {}


def test_twenty_years_later_nobody_who_left_is_known(
    media: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    marks = Marks()
    maria(marks)
    Membership.objects.all().delete()

    with django_capture_on_commit_callbacks(execute=True):
        apply_retention(now=YEARS_LATER)
        # The account is nobody's contact only after the contact is forgotten.
        apply_retention(now=YEARS_LATER)

    assert not Person.objects.filter(email=ADDRESS).exists()
    left = [row for row in dump() if ADDRESS in row or any(mark in row for mark in marks.made)]
    assert [row.split(":")[0] for row in left] == []


def test_a_second_run_finds_nothing() -> None:
    maria(Marks())
    apply_retention(now=YEARS_LATER)

    assert apply_retention(now=YEARS_LATER) == {}


def test_what_is_not_past_its_days_stays() -> None:
    maria(Marks())
    before = sorted(dump())

    assert apply_retention(now=NOW) == {}

    assert sorted(dump()) == before


def test_an_invitation_goes_ninety_days_after_it_expired_and_no_day_before() -> None:
    maria(Marks())
    Invitation.objects.update(expires_at=NOW)

    apply_retention(now=NOW + timedelta(days=90))
    assert Invitation.objects.count() == 2

    apply_retention(now=NOW + timedelta(days=90, seconds=1))
    assert Invitation.objects.count() == 0


def test_an_uploaded_sheet_is_emptied_after_a_month_and_its_record_stays() -> None:
    maria(Marks())

    apply_retention(now=NOW + timedelta(days=31))

    batch = ImportBatch.objects.get()
    assert batch.content is None
    assert batch.rows.count() == 1


def test_somebody_who_belongs_to_an_organization_stays_however_long_unseen() -> None:
    person = maria(Marks())

    apply_retention(now=YEARS_LATER)

    assert Person.objects.filter(pk=person.pk).exists()


def test_the_sites_administrator_stays_however_long_unseen() -> None:
    Person.objects.create_superuser("root@example.org", full_name="Root", last_login=NOW)

    apply_retention(now=YEARS_LATER)

    assert Person.objects.filter(email="root@example.org").exists()


def test_a_contact_confirmed_lately_stays() -> None:
    plant = Organization.objects.create(name="Plant", slug="plant", kind="manufacturer")
    later = timezone.now() + timedelta(days=1_000)
    Contact.objects.create(
        organization=plant, full_name="Eva", email="eva@example.org", confirmed_at=later
    )

    apply_retention(now=timezone.now() + timedelta(days=2_000))

    assert Contact.objects.count() == 1


def test_what_was_forgotten_is_recorded_as_a_number() -> None:
    maria(Marks())

    gone = apply_retention(now=YEARS_LATER)

    entry = JournalEntry.objects.get(event="retention.applied")
    assert entry.detail == {"rows": sum(gone.values())}
