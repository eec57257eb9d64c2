"""Staff import, decide, undo and merge on pages that work without JavaScript."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from keyway.intake.actions import applying, reading, undoing
from keyway.partners.models import ImportBatch, ImportRow, Organization
from tests.factories.contact_sheets import looked_at, sheet
from tests.factories.people import NOW, contact, member, organization, partnership, site

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from keyway.partners.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Organization:
    return partnership()


@pytest.fixture
def staff(home: Organization) -> Person:
    return member(home, "partnership_staff")


@pytest.fixture
def desk(client: Client, staff: Person) -> Client:
    """A browser in which staff have signed in, a second factor shown."""
    client.force_login(staff)
    return client


def page(desk: Client, name: str, *args: object, **query: Any) -> str:
    answer = desk.get(reverse(name, args=args), query)
    assert answer.status_code == 200, answer.headers
    return answer.content.decode()


def posted(desk: Client, name: str, /, *args: object, **values: Any) -> HttpResponse:
    return desk.post(reverse(name, args=args), values)  # type: ignore[return-value]


def test_an_uploaded_sheet_is_on_its_way(desk: Client) -> None:
    file = SimpleUploadedFile("C:\\lists\\contacts.csv", sheet())

    answer = posted(desk, "staff_import_new", file=file, kind="manufacturer", sheet="")

    batch = ImportBatch.objects.get()
    assert answer["Location"] == reverse("staff_import", args=[batch.pk])
    assert (batch.file_name, batch.status) == ("contacts.csv", "reading")


def test_a_sheet_that_is_read_shows_a_bar_and_loads_itself_anew(
    desk: Client, staff: Person, home: Organization
) -> None:
    batch = looked_at(staff, home)
    ImportBatch.objects.filter(pk=batch.pk).update(status="reading", done_count=2)

    shown = page(desk, "staff_import", batch.pk)

    assert '<progress id="bar" max="4" value="2">' in shown
    assert '<noscript><meta http-equiv="refresh"' in shown
    assert "2 of 4 rows" in page(desk, "staff_import_progress", batch.pk)


def test_when_the_work_is_over_the_bar_asks_for_the_page(
    desk: Client, staff: Person, home: Organization
) -> None:
    batch = looked_at(staff, home)

    answer = desk.get(reverse("staff_import_progress", args=[batch.pk]))

    assert answer["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "The file is empty."),
        ("huge.csv", b"x" * 10_000_001, "larger than 10 MB"),
    ],
)
def test_a_file_refused_at_the_door_says_why_beside_the_field(
    desk: Client, name: str, content: bytes, said: str
) -> None:
    answer = posted(
        desk, "staff_import_new", file=SimpleUploadedFile(name, content), kind="manufacturer"
    )

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_file_that_could_not_be_read_says_what_to_do(
    desk: Client, staff: Person, home: Organization
) -> None:
    batch = looked_at(staff, home, b"\xd0\xcf\x11\xe0" + bytes(600))

    assert "save it as .xlsx" in page(desk, "staff_import", batch.pk)


def test_the_review_shows_columns_counts_and_problems(
    desk: Client, staff: Person, home: Organization
) -> None:
    batch = looked_at(staff, home)

    shown = page(desk, "staff_import", batch.pk)

    assert "The heading says so, and 3 of 3 cells look like it." in shown
    assert "Notes and private details of people are never taken from a sheet." in shown
    assert "No organization named" in shown


def test_rows_show_evidence_and_take_a_decision(
    desk: Client, staff: Person, home: Organization
) -> None:
    known = organization("Agave Manufacturing Demo, Inc.", website="https://agave.example")
    site(known, city="Mesa", zip_code="85210")
    batch = looked_at(staff, home)

    shown = page(desk, "staff_import_rows", batch.pk, show="undecided")
    answer = posted(
        desk, "staff_import_decide", batch.pk, 2, decision="same-0", **{"from": "show=undecided"}
    )

    assert "The same as <b>Agave Manufacturing Demo, Inc.</b>" in shown
    assert "the same ZIP code: 85210" in shown
    assert answer["Location"].endswith("?show=undecided#row-2")
    assert ImportRow.objects.get(batch=batch, number=2).same_as == known


def test_a_decision_in_place_returns_the_row_alone(
    desk: Client, staff: Person, home: Organization
) -> None:
    batch = looked_at(staff, home)

    answer = desk.post(
        reverse("staff_import_decide", args=[batch.pk, 4]),
        {"decision": "skip"},
        headers={"HX-Request": "true"},
    )

    assert answer.content.decode().lstrip().startswith('<li class="intake-row is-skip"')


def test_a_forged_decision_is_told_not_crashed_on(
    desk: Client, staff: Person, home: Organization
) -> None:
    batch = looked_at(staff, home)

    for given in ("", "same", "same-99", "same-x", "erase"):
        answer = posted(desk, "staff_import_decide", batch.pk, 4, decision=given)
        assert answer["Location"] == reverse("staff_import", args=[batch.pk])


def test_problems_are_handed_out_without_live_formulas(
    desk: Client, staff: Person, home: Organization
) -> None:
    bad = ("=cmd|' /C calc'!A0", "", "", "@SUM(1)", "", "", "＝1+1", "AZ", "", "", "", "")
    batch = looked_at(staff, home, sheet(bad))
    session = desk.session
    session["account_authentication_methods"] = [{"method": "password", "at": 4_000_000_000}]
    session.save()

    answer = desk.get(reverse("staff_import_problems", args=[batch.pk]))

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row]
    assert len(rows) > 3
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r＝＋－＠"))]


def test_staff_import_and_take_it_back(desk: Client, staff: Person, home: Organization) -> None:
    batch = looked_at(staff, home)

    posted(desk, "staff_import_apply", batch.pk)
    applying.apply_queued.func(batch.pk, staff.pk)
    shown = page(desk, "staff_import", batch.pk)
    posted(desk, "staff_import_undo", batch.pk)
    undoing.undo_queued.func(batch.pk, staff.pk)

    assert "Take the whole import back" in shown
    assert "The directory is as it was before." in page(desk, "staff_import", batch.pk)
    assert list(Organization.objects.all()) == [home]


def test_what_a_stopped_worker_left_is_started_again(
    desk: Client, staff: Person, home: Organization
) -> None:
    batch = looked_at(staff, home)
    posted(desk, "staff_import_apply", batch.pk)

    assert "Start it again" in page(desk, "staff_import", batch.pk)
    posted(desk, "staff_import_again", batch.pk)
    applying.apply_queued.func(batch.pk, staff.pk)
    with pytest.raises(reading.NotNow):
        applying.apply_queued.func(batch.pk, staff.pk)

    assert ImportBatch.objects.get().status == ImportBatch.Status.APPLIED
    assert Organization.objects.filter(name="Agave Mfg Demo").count() == 1


def test_what_hinders_an_undo_is_listed_by_row(
    desk: Client, staff: Person, home: Organization
) -> None:
    batch = looked_at(staff, home)
    posted(desk, "staff_import_apply", batch.pk)
    applying.apply_queued.func(batch.pk, staff.pk)
    contact(Organization.objects.get(name="Quail Castings Demo"))

    shown = page(desk, "staff_import", batch.pk)

    assert "Row 4:</b> Quail Castings Demo has people, sites or contacts that others added" in shown
    assert "Take the whole import back" not in shown


def test_two_organizations_stand_side_by_side_and_become_one(
    desk: Client, home: Organization
) -> None:
    kept = organization("Agave Manufacturing Demo", phone="480-555-0111")
    gone = organization("Agave Mfg Demo", website="https://agave.example")
    for each in (kept, gone):
        site(each, city="Mesa", zip_code="85210")

    offered = page(desk, "staff_merge", kept=kept.slug)
    shown = page(desk, "staff_merge", kept=kept.slug, gone=gone.slug)
    posted(desk, "staff_merge", kept=kept.slug, gone=gone.slug, name="gone", website="gone")

    kept.refresh_from_db()
    assert "Agave Mfg Demo" in offered
    assert "https://agave.example" in shown
    assert (kept.name, kept.sites.count()) == ("Agave Mfg Demo", 2)
    assert "Take the merge back" in page(desk, "staff_import", ImportBatch.objects.get().pk)


def test_a_merge_is_searched_by_name(desk: Client) -> None:
    organization("Agave Mfg Demo")

    assert "Agave Mfg Demo" in page(desk, "staff_merge", q="AGAVE")
    assert "Nothing is called like this." in page(desk, "staff_merge", q="zzz")


def test_foreign_and_missing_imports_answer_alike(client: Client, home: Organization) -> None:
    batch = looked_at(member(home, "partnership_staff"), home)
    client.force_login(member(organization()))

    for name in ("staff_import", "staff_import_rows", "staff_import_progress"):
        answers = [client.get(reverse(name, args=[number])) for number in (batch.pk, 999_999)]
        assert {answer.status_code for answer in answers} == {302}


def test_a_volunteer_of_the_partnership_may_not_import(client: Client, home: Organization) -> None:
    client.force_login(member(home, "partnership_volunteer"))

    answer = client.get(reverse("staff_imports"))

    assert answer.status_code in (302, 403)


def test_the_pages_speak_spanish(desk: Client, staff: Person, home: Organization) -> None:
    staff.preferred_language = "es"
    staff.save()
    batch = looked_at(staff, home)
    reading.discard_import(by=staff, batch=batch, now=NOW)

    assert desk.get(reverse("staff_imports")).status_code == 200
