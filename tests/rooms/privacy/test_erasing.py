"""Erasing leaves nothing: not in the database, not in files, not in what waits to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import override_settings
from wagtail.models import Page

from keyway.errors import Refused
from keyway.partners.models import (
    Contact,
    ImportRow,
    Invitation,
    JournalEntry,
    Membership,
    Organization,
    Person,
    WorkItem,
)
from keyway.web.privacy.datamap import data_map
from keyway.web.privacy.erasing import OnlyAdministrator, erase
from keyway.web.privacy.finding import NobodyKnown
from tests.rooms.privacy.world import ADDRESS, NOW, Marks, dump, maria

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

pytestmark = pytest.mark.django_db


@pytest.fixture
def media(tmp_path: Path) -> Iterator[Path]:
    """A folder of files for this test alone."""
    with override_settings(MEDIA_ROOT=tmp_path / "media"):
        yield tmp_path / "media"


def traces(marks: Marks, media: Path) -> list[str]:
    """Where a mark or an address of Maria's still stands."""
    texts = [*dump(), *(f"{p}: {p.read_text()}" for p in media.rglob("*") if p.is_file())]
    wanted = [*marks.made, ADDRESS, "maria.png", "maria.txt"]
    return [text for text in texts if any(each in text.lower() for each in wanted)]


def test_every_text_about_a_person_is_gone_from_database_and_files(
    media: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    marks = Marks()
    maria(marks)
    assert len(marks.made) > 40
    assert len(traces(marks, media)) > 25

    with django_capture_on_commit_callbacks(execute=True):
        erase(ADDRESS, by=None)

    assert traces(marks, media) == []


def test_maria_is_known_to_every_model_that_can_know_somebody(media: Path) -> None:
    """The proof above is as wide as the map: each model with a rule has a row of hers."""
    maria(Marks())

    erased = erase(ADDRESS, by=None)

    reached = {*erased.deleted, *erased.cleared, *erased.unlinked, *erased.kept}
    ruled = {entry.model for entry, _ in data_map().here() if entry.find}
    assert ruled - reached <= {
        "partners.person_groups",
        "partners.person_user_permissions",
        "wagtailcore.pagesubscription",
        "wagtailcore.referenceindex",
        "wagtailsearch.indexentry",
        "taggit.taggeditem",
    }


def test_what_others_made_stays_and_forgets_who_invited_or_wrote(media: Path) -> None:
    maria(Marks())

    erase(ADDRESS, by=None)

    bob = Invitation.objects.get(email="bob@example.org")
    assert bob.invited_by is None
    assert WorkItem.objects.get(subject="other:2").waits_for is None
    assert not Page.objects.filter(owner__isnull=False).exists()
    assert Organization.objects.filter(slug="copper-castings").exists()
    assert Person.objects.filter(email="boss@example.org").exists()


def test_a_row_of_an_import_keeps_its_place_and_is_left_out_of_it(media: Path) -> None:
    maria(Marks())

    erase(ADDRESS, by=None)

    row = ImportRow.objects.get()
    assert (row.number, row.cells, row.decision) == (2, {}, "skip")


def test_the_journal_keeps_a_number_that_leads_to_nobody(media: Path) -> None:
    person = maria(Marks())

    erased = erase(ADDRESS, by=None)

    entries = JournalEntry.objects.filter(person_number=person.pk)
    assert entries.count() == 1
    assert not Person.objects.filter(pk=person.pk).exists()
    count, reason = erased.kept["partners.journalentry"]
    assert count >= 1
    assert "number of the person" in reason.en
    assert JournalEntry.objects.filter(event="person.erased").count() == 1


def test_a_contact_without_an_account_is_erased_by_address_in_any_case() -> None:
    plant = Organization.objects.create(name="Plant", slug="plant", kind="manufacturer")
    Contact.objects.create(organization=plant, full_name="Ana", email="Ana@Example.org")
    Contact.objects.create(organization=plant, full_name="Eva", email="eva@example.org")

    erase(" ANA@example.org ", by=None)

    assert list(Contact.objects.values_list("full_name", flat=True)) == ["Eva"]


def test_an_unknown_address_is_refused() -> None:
    with pytest.raises(NobodyKnown, match="Nothing is kept about nobody@"):
        erase("nobody@example.org", by=None)


def test_the_only_administrator_is_never_erased_in_silence() -> None:
    plant = Organization.objects.create(name="Plant", slug="plant", kind="manufacturer")
    only = Person.objects.create_user("only@example.org", full_name="Only One")
    Membership.objects.create(
        organization=plant, person=only, role="organization_admin", since_at=NOW
    )

    with pytest.raises(OnlyAdministrator, match="Only One is the only administrator of Plant"):
        erase("only@example.org", by=None)

    assert Person.objects.filter(pk=only.pk).exists()
    assert Membership.objects.count() == 1


def test_the_sites_last_administrator_is_not_erased() -> None:
    Person.objects.create_superuser("root@example.org", full_name="Root")

    with pytest.raises(OnlyAdministrator, match="this site"):
        erase("root@example.org", by=None)


def test_an_administrator_with_a_colleague_is_erased() -> None:
    plant = Organization.objects.create(name="Plant", slug="plant", kind="manufacturer")
    for name in ("one", "two"):
        person = Person.objects.create_user(f"{name}@example.org", full_name=name)
        Membership.objects.create(
            organization=plant, person=person, role="organization_admin", since_at=NOW
        )

    erase("one@example.org", by=None)

    with pytest.raises(Refused):
        erase("two@example.org", by=None)


def test_a_fault_half_way_erases_nothing(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    maria(Marks())

    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("keyway.web.privacy.erasing.journal.record", breaks)
    with pytest.raises(RuntimeError):
        erase(ADDRESS, by=None)

    assert Person.objects.filter(email=ADDRESS).exists()
    assert Contact.objects.filter(email=ADDRESS).exists()
