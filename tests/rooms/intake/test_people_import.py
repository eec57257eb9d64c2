"""`keyway people import` tells what is in a sheet and imports what needs no person's judgment."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command

from keyway.errors import Refused
from keyway.partners.models import ImportBatch, Organization
from tests.factories.contact_sheets import sheet
from tests.factories.people import member, organization, partnership, person, site

if TYPE_CHECKING:
    from pathlib import Path

    from keyway.partners.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Person:
    return member(partnership(), "partnership_staff")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "contacts.csv"
    path.write_bytes(sheet())
    return path


def said(file: Path, by: str, *options: str) -> str:
    out = io.StringIO()
    call_command("people", "import", str(file), "--by", by, *options, stdout=out)
    return out.getvalue()


def refused(file: Any, by: str, *options: str) -> str:
    with pytest.raises(Refused) as refusal:
        said(file, by, *options)
    return str(refusal.value)


def test_a_dry_run_tells_and_keeps_nothing(staff: Person, file: Path) -> None:
    told = said(file, staff.email, "--dry-run")

    assert "The row names no organization" in " ".join(told.split())
    assert "4 rows: 2 new, 1 added" in told
    assert not ImportBatch.objects.exists()


def test_without_more_the_sheet_waits_in_the_back_office(staff: Person, file: Path) -> None:
    said(file, staff.email)

    assert ImportBatch.objects.get().status == ImportBatch.Status.REVIEW
    assert not Organization.objects.filter(name="Agave Mfg Demo").exists()


def test_rows_without_doubt_are_imported_and_the_others_left_out(staff: Person, file: Path) -> None:
    site(organization("Quail Castings Demo"), city="Tucson", zip_code="85706")

    told = said(file, staff.email, "--apply")

    assert "1 rows in doubt were left out" in told
    assert Organization.objects.filter(name="Agave Mfg Demo").exists()
    assert Organization.objects.filter(name="Quail Castings Demo").count() == 1


def test_the_kind_can_be_said(staff: Person, file: Path) -> None:
    said(file, staff.email, "--apply", "--organization-kind", "agency")

    assert Organization.objects.get(name="Agave Mfg Demo").kind == "agency"


def test_what_cannot_be_gets_a_sentence(staff: Person, file: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04" + bytes(60))

    assert "is no file" in refused(tmp_path / "nowhere.csv", staff.email)
    assert "Nobody has the address" in refused(file, "nobody@example.org")
    assert "damaged" in refused(broken, staff.email)
    assert "Your role" in refused(file, person().email)
    assert not ImportBatch.objects.exists()


def test_without_a_partnership_nothing_is_imported(file: Path) -> None:
    assert "No partnership runs this site" in refused(file, person().email)
