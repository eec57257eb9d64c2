"""A contact sheet is read, looked at and decided before anything is in the directory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from keyway.intake.actions import reading as imports
from keyway.intake.actions.deciding import decide_all, decide_row
from keyway.intake.queries import imports as queries
from keyway.partners.access import NotPermitted
from keyway.partners.models import ImportBatch, ImportRow, JournalEntry, Organization, WorkItem
from keyway.partners.queries.circles import circle_of
from tests.factories.contact_sheets import HEADINGS, looked_at, sheet
from tests.factories.people import NOW, member, organization, partnership, site

if TYPE_CHECKING:
    from keyway.partners.models import Person

pytestmark = pytest.mark.django_db

Decision = ImportRow.Decision


@pytest.fixture
def home() -> Organization:
    return partnership()


@pytest.fixture
def staff(home: Organization) -> Person:
    return member(home, "partnership_staff")


def row(batch: ImportBatch, number: int) -> ImportRow:
    return ImportRow.objects.get(batch=batch, number=number)


def test_a_sheet_is_read_and_nothing_is_in_the_directory(staff: Person, home: Organization) -> None:
    batch = looked_at(staff, home)

    assert batch.status == ImportBatch.Status.REVIEW
    assert batch.content is None
    assert batch.rows_count == 4
    assert list(Organization.objects.all()) == [home]


def test_columns_are_guessed_and_notes_are_left_out(staff: Person, home: Organization) -> None:
    batch = looked_at(staff, home)

    columns = {each["heading"]: each for each in batch.mapping["columns"]}
    assert columns["Company"]["field"] == "name"
    assert columns["E-mail"]["reason"] == "both"
    assert (columns["Notes"]["field"], columns["Notes"]["reason"]) == (None, "not_kept")


def test_notes_are_not_even_kept_until_the_import(staff: Person, home: Organization) -> None:
    batch = looked_at(staff, home)

    assert "golf" not in str(list(ImportRow.objects.values()))
    assert "golf" not in str(batch.mapping)


def test_a_private_column_cannot_be_chosen(staff: Person, home: Organization) -> None:
    batch = looked_at(staff, home)
    columns = {each["column"]: each["field"] or "" for each in batch.mapping["columns"]}

    imports.choose_columns(
        by=staff, batch=batch, columns={**columns, HEADINGS.index("Notes"): "subsector"}
    )

    batch.refresh_from_db()
    assert batch.mapping["columns"][HEADINGS.index("Notes")]["field"] is None


def test_two_rows_of_one_firm_are_one_organization_without_a_question(
    staff: Person, home: Organization
) -> None:
    batch = looked_at(staff, home)

    assert row(batch, 2).decision == Decision.NEW
    assert row(batch, 3).decision == Decision.SAME
    assert row(batch, 3).candidates[0]["row"] == 2


def test_a_row_without_a_name_is_told_and_left_out(staff: Person, home: Organization) -> None:
    batch = looked_at(staff, home)

    broken = row(batch, 5)
    assert broken.has_blocking_problem
    assert broken.problems[0]["fault"] == "no_name"
    assert broken.decision == Decision.SKIP


def test_what_may_be_known_waits_for_a_person_with_its_evidence(
    staff: Person, home: Organization
) -> None:
    known = organization("Agave Manufacturing Demo, Inc.", website="https://agave.example")
    site(known, city="Mesa", zip_code="85210")

    batch = looked_at(staff, home)

    first = row(batch, 2)
    assert first.decision == Decision.OPEN
    assert first.candidates[0]["organization"] == known.pk
    assert {each["sign"] for each in first.candidates[0]["evidence"]} >= {"name_same", "zip_same"}


def test_a_closed_organization_is_not_proposed(staff: Person, home: Organization) -> None:
    closed = organization("Agave Mfg Demo", status=Organization.Status.CLOSED)
    site(closed, city="Mesa", zip_code="85210")

    assert row(looked_at(staff, home), 2).candidates == []


def test_a_place_that_no_map_holds_is_kept_and_told(staff: Person, home: Organization) -> None:
    content = sheet(("Far Demo", "", "", "", "", "", "Nowhere at all", "AZ", "00501", "", "", ""))

    batch = looked_at(staff, home, content)

    far = row(batch, 2)
    assert "place_unknown" in {each["fault"] for each in far.problems}
    assert far.decision == Decision.NEW


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"%PDF-1.7\n\0\0", "no_sheet"),
        (b"<html><body>Sign in</body></html>", "web_page"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "locked"),
        (b"PK\x03\x04" + bytes(60), "damaged"),
        (b"," * 99 + b"x\n", "many_columns"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_by_its_fault(
    staff: Person, home: Organization, content: bytes, fault: str
) -> None:
    batch = looked_at(staff, home, content)

    assert (batch.status, batch.refusal) == (ImportBatch.Status.REFUSED, fault)
    assert batch.content is None


def test_an_empty_or_huge_file_is_refused_at_the_door(staff: Person, home: Organization) -> None:
    with pytest.raises(imports.SheetEmpty):
        looked_at(staff, home, b"")
    with pytest.raises(imports.SheetTooLarge):
        looked_at(staff, home, b"x" * 10_000_001)

    assert not ImportBatch.objects.exists()


def test_only_who_may_import_uploads(home: Organization) -> None:
    helper = member(home, "partnership_volunteer")
    plant = organization()

    for by, at in ((helper, home), (member(plant), home), (member(plant), plant)):
        with pytest.raises(NotPermitted):
            looked_at(by, at)


def test_the_journal_tells_of_the_upload_and_no_name(staff: Person, home: Organization) -> None:
    batch = looked_at(staff, home)

    entry = JournalEntry.objects.get(event="import.uploaded")
    assert (entry.person_number, entry.about_number) == (staff.pk, batch.pk)
    assert "contacts" not in str(entry.detail)


def test_other_columns_can_be_chosen_and_rows_are_looked_at_again(
    staff: Person, home: Organization
) -> None:
    batch = looked_at(staff, home)
    columns = {each["column"]: each["field"] or "" for each in batch.mapping["columns"]}
    columns[HEADINGS.index("Website")] = ""

    imports.choose_columns(by=staff, batch=batch, columns=columns, kind="agency")

    batch.refresh_from_db()
    assert (batch.status, batch.kind) == (ImportBatch.Status.READING, "agency")
    changed = batch.mapping["columns"][HEADINGS.index("Website")]
    assert (changed["field"], changed["reason"]) == (None, "chosen")


def test_columns_must_name_the_organization_and_none_twice(
    staff: Person, home: Organization
) -> None:
    batch = looked_at(staff, home)

    with pytest.raises(imports.NoNameColumn):
        imports.choose_columns(by=staff, batch=batch, columns={0: "city"})
    with pytest.raises(imports.ColumnTwice):
        imports.choose_columns(by=staff, batch=batch, columns={0: "name", 1: "name"})

    batch.refresh_from_db()
    assert batch.status == ImportBatch.Status.REVIEW


def test_a_person_decides_about_a_row(staff: Person, home: Organization) -> None:
    known = organization("Quail Castings Demo LLC")
    site(known, city="Tucson", zip_code="85706")
    batch = looked_at(staff, home)

    decide_row(by=staff, row=row(batch, 4), decision="same", candidate=0)

    decided = row(batch, 4)
    assert (decided.decision, decided.same_as) == (Decision.SAME, known)
    assert decided.candidates[0]["chosen"]


def test_a_decision_that_does_not_exist_is_refused(staff: Person, home: Organization) -> None:
    batch = looked_at(staff, home)

    for decision, candidate in (("same", 7), ("same", None), ("other", None)):
        with pytest.raises(imports.NotNow):
            decide_row(by=staff, row=row(batch, 4), decision=decision, candidate=candidate)
    with pytest.raises(imports.NotNow):
        decide_row(by=staff, row=row(batch, 5), decision="new")


def test_all_sure_ones_are_decided_by_one_explicit_deed(staff: Person, home: Organization) -> None:
    for name, city, code in (
        ("Agave Mfg Demo", "Mesa", "85210"),
        ("Quail Castings Demo", "Tucson", "85706"),
    ):
        site(organization(name), city=city, zip_code=code)
    batch = looked_at(staff, home)

    done = decide_all(by=staff, batch=batch, band="sure", decision="same")

    assert done == 2
    assert row(batch, 2).decision == row(batch, 4).decision == Decision.SAME
    assert JournalEntry.objects.filter(event="import.decided").exists()


def test_a_discarded_sheet_leaves_nothing(staff: Person, home: Organization) -> None:
    batch = looked_at(staff, home)

    imports.discard_import(by=staff, batch=batch, now=NOW)

    assert not ImportBatch.objects.exists()
    assert not ImportRow.objects.exists()


def test_a_sheet_waits_on_the_board_until_it_is_dealt_with(
    staff: Person, home: Organization
) -> None:
    batch = looked_at(staff, home)
    item = WorkItem.objects.get(kind="import.waiting")

    imports.discard_import(by=staff, batch=batch, now=NOW)

    assert (item.organization, item.detail) == (home, {"rows": 4})
    assert item.address.endswith(f"/imports/{batch.pk}/")
    assert not WorkItem.objects.filter(done_at=None).exists()


def test_an_import_is_found_by_staff_alone(staff: Person, home: Organization) -> None:
    batch = looked_at(staff, home)
    plant = member(organization())

    assert queries.batch(within=circle_of(staff), number=batch.pk) == batch
    assert queries.batch(within=circle_of(plant), number=batch.pk) is None
    assert queries.row(within=circle_of(plant), batch=batch, number=2) is None


def test_the_summary_counts_rows_and_problems(staff: Person, home: Organization) -> None:
    batch = looked_at(staff, home)

    found = queries.summary(within=circle_of(staff), batch=batch)

    assert (found.rows, found.new, found.same, found.blocked, found.undecided) == (4, 2, 1, 1, 0)
    assert ("no_name", 1) in found.faults


def test_rows_are_filtered_by_decision_and_by_problem(staff: Person, home: Organization) -> None:
    batch = looked_at(staff, home)
    circle = circle_of(staff)

    blocked = queries.rows(within=circle, batch=batch, show="blocked")
    wrong = queries.rows(within=circle, batch=batch, fault="no_name")

    assert [each.number for each in blocked] == [each.number for each in wrong] == [5]
    assert queries.rows(within=circle, batch=batch, fault="zip_wrong").count() == 0


def test_the_same_file_again_is_refused_while_it_is_in_the_directory(
    staff: Person, home: Organization
) -> None:
    batch = looked_at(staff, home)
    ImportBatch.objects.filter(pk=batch.pk).update(
        status=ImportBatch.Status.APPLIED, applied_at=NOW
    )

    with pytest.raises(imports.SheetImportedAlready):
        looked_at(staff, home)
