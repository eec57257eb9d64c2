"""The desks of the back office: who may do what, saves through actions, files safe to open."""

from __future__ import annotations

import csv
import io
import time
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from keyway.partners.actions import confirming as _declares  # noqa: F401 — the deeds used here
from keyway.partners.actions.links import make_link
from keyway.partners.models import Contact, JournalEntry, Link, Organization, Site
from tests.factories.people import contact, member, organization, partnership, site

if TYPE_CHECKING:
    from django.test import Client


pytestmark = pytest.mark.django_db

DESKS = (
    "partners_organization",
    "partners_site",
    "partners_contact",
    "partners_person",
    "partners_membership",
    "partners_invitation",
    "partners_link",
    "partners_consent",
)
PASSWORD = "correct horse battery staple"  # noqa: S105 — of no account outside these tests
LIVE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", " =1")


@pytest.fixture
def ours() -> Organization:
    return partnership()


@pytest.fixture
def staff(client: Client, ours: Organization) -> Client:
    """A client signed in as staff of the partnership, a moment ago."""
    client.force_login(member(ours, "partnership_staff", full_name="Sam Staff"))
    return client


@pytest.fixture
def volunteer(client: Client, ours: Organization) -> Client:
    client.force_login(member(ours, "partnership_volunteer"))
    return client


@pytest.fixture
def plant() -> Organization:
    plant = organization("Demo Copper Castings")
    site(plant, is_main=True)
    contact(plant, full_name="Ana Lopez", email="ana@example.org")
    return plant


def _event() -> str:
    return JournalEntry.objects.latest("pk").event


# --- looking ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("desk", DESKS)
def test_every_desk_lists_filters_and_searches(
    staff: Client, plant: Organization, desk: str
) -> None:
    address = reverse(f"{desk}:index")

    assert staff.get(address).status_code == 200
    assert staff.get(address, {"q": "copper"}).status_code == 200
    assert staff.get(reverse(f"{desk}:index_results"), {"q": "zzz"}).status_code == 200


@pytest.mark.parametrize("desk", DESKS)
def test_no_desk_opens_to_somebody_of_a_plant(
    client: Client, plant: Organization, desk: str
) -> None:
    client.force_login(member(plant))

    assert client.get(reverse(f"{desk}:index")).status_code == 302


@pytest.mark.parametrize("desk", ["partners_organization", "partners_site", "partners_contact"])
def test_a_record_is_looked_at_with_its_history(
    staff: Client, plant: Organization, desk: str
) -> None:
    model: type[Any] = {"organization": Organization, "site": Site, "contact": Contact}[
        desk.split("_")[1]
    ]
    number = model.objects.order_by("-pk")[0].pk

    assert staff.get(reverse(f"{desk}:inspect", args=[number])).status_code == 200
    assert staff.get(reverse(f"{desk}:history", args=[number])).status_code == 200
    assert staff.get(reverse(f"{desk}:edit", args=[number])).status_code == 200


@pytest.mark.parametrize("desk", DESKS[3:])
def test_what_changes_elsewhere_is_only_looked_at_here(
    client: Client, plant: Organization, desk: str
) -> None:
    keeper = member(plant, is_superuser=True)
    client.force_login(keeper)

    for page, args in (("add", []), ("edit", [1]), ("delete", [1])):
        answer = client.post(reverse(f"{desk}:{page}", args=args), {"role": "member"})
        assert answer.status_code in (302, 404)
    assert keeper.memberships.get().role == "organization_admin"


def test_the_page_of_a_person_shows_no_secret(staff: Client, plant: Organization) -> None:
    ana = member(plant, full_name="Ana Lopez", password=PASSWORD)

    page = staff.get(reverse("partners_person:inspect", args=[ana.pk])).content.decode()

    assert "Ana Lopez" in page
    assert ana.password not in page
    assert "scrypt" not in page


def test_a_volunteer_sees_contacts_and_changes_none(volunteer: Client, plant: Organization) -> None:
    number = Contact.objects.get().pk

    assert volunteer.get(reverse("partners_contact:index")).status_code == 200
    answer = volunteer.post(reverse("partners_contact:edit", args=[number]), {"full_name": "X"})

    assert answer.status_code == 302
    assert Contact.objects.get().full_name == "Ana Lopez"


# --- saving ----------------------------------------------------------------------------------------


def test_a_changed_organization_goes_through_the_action(staff: Client, plant: Organization) -> None:
    answer = staff.post(
        reverse("partners_organization:edit", args=[plant.pk]),
        {"name": "Demo Castings", "kind": "manufacturer", "website": "example.org"},
    )

    plant.refresh_from_db()
    assert answer.status_code == 302, answer.context["form"].errors
    assert (plant.name, plant.website) == ("Demo Castings", "https://example.org")
    assert "castings" in plant.search_text
    assert plant.confirmed_at is not None
    assert _event() == "organization.changed"


def test_an_entered_organization_is_in_the_directory_at_once(
    staff: Client, ours: Organization
) -> None:
    answer = staff.post(
        reverse("partners_organization:add"), {"name": "Demo Anodizing", "kind": "manufacturer"}
    )

    assert answer.status_code == 302, answer.context["form"].errors
    entered = Organization.objects.get(name="Demo Anodizing")
    assert (entered.status, entered.slug) == ("approved", "demo-anodizing")
    assert JournalEntry.objects.filter(event="organization.entered").exists()


def test_an_organization_is_never_deleted_not_even_by_the_keeper(
    client: Client, plant: Organization
) -> None:
    client.force_login(member(plant, is_superuser=True))

    client.post(reverse("partners_organization:delete", args=[plant.pk]))

    assert Organization.objects.filter(pk=plant.pk).exists()


def test_a_contact_is_changed_and_the_history_names_nobody(
    staff: Client, plant: Organization
) -> None:
    kept = Contact.objects.get()
    address = reverse("partners_contact:edit", args=[kept.pk])
    typed = {"full_name": "Ana Ruiz", "email": "ana@example.org", "preferred_language": "es"}

    assert staff.post(address, typed).status_code == 302

    kept.refresh_from_db()
    assert (kept.full_name, kept.preferred_language) == ("Ana Ruiz", "es")
    assert _event() == "contact.changed"
    history = staff.get(reverse("partners_contact:history", args=[kept.pk])).content.decode()
    assert "Edit" in history


def test_a_refusal_is_told_in_the_form_and_nothing_is_saved(
    staff: Client, plant: Organization
) -> None:
    contact(plant, email="other@example.org")
    kept = Contact.objects.get(email="ana@example.org")
    typed = {"full_name": "Ana", "email": "other@example.org", "preferred_language": "en"}

    answer = staff.post(reverse("partners_contact:edit", args=[kept.pk]), typed)

    kept.refresh_from_db()
    assert answer.status_code == 200
    assert "already" in answer.content.decode()
    assert kept.full_name == "Ana Lopez"


def test_a_removed_contact_clears_what_the_board_said_of_them(
    staff: Client, plant: Organization
) -> None:
    kept = Contact.objects.get()

    staff.post(reverse("partners_contact:delete", args=[kept.pk]))

    assert not Contact.objects.exists()
    assert JournalEntry.objects.filter(event="contact.removed").exists()


# --- several at once -------------------------------------------------------------------------------


def test_several_that_wait_are_approved_at_once(staff: Client, plant: Organization) -> None:
    waiting = [organization(f"Waiting {n}", status="proposed") for n in "ab"]
    address = reverse("wagtail_bulk_action", args=["partners", "organization", "approve"])
    chosen = "&".join(f"id={each.pk}" for each in (*waiting, plant))

    page = staff.get(f"{address}?{chosen}")
    staff.post(f"{address}?{chosen}")

    assert "left as they are" in page.content.decode()
    assert not Organization.objects.filter(status="proposed").exists()
    assert JournalEntry.objects.filter(event="organization.approved").count() == 2


def test_several_are_closed_and_the_partnership_never_is(
    staff: Client, ours: Organization, plant: Organization
) -> None:
    address = reverse("wagtail_bulk_action", args=["partners", "organization", "close"])

    staff.post(f"{address}?id={plant.pk}&id={ours.pk}")

    assert Organization.objects.get(pk=plant.pk).status == "closed"
    assert Organization.objects.get(pk=ours.pk).status == "approved"


def test_all_in_the_list_cannot_be_closed_by_one_click(staff: Client, plant: Organization) -> None:
    address = reverse("wagtail_bulk_action", args=["partners", "organization", "close"])

    staff.post(f"{address}?id=all")

    assert Organization.objects.get(pk=plant.pk).status == "approved"


def test_open_links_are_withdrawn_and_used_ones_stay(staff: Client, plant: Organization) -> None:
    ana = plant.contacts.get()
    for _ in range(2):
        make_link(deed="facts.confirm", contact=ana, days=30, now=timezone.now())
    used, open_ = Link.objects.order_by("pk")
    Link.objects.filter(pk=used.pk).update(used_at=timezone.now())
    address = reverse("wagtail_bulk_action", args=["partners", "link", "withdraw"])

    staff.post(f"{address}?id={used.pk}&id={open_.pk}")

    assert Link.objects.get(pk=used.pk).revoked_at is None
    assert Link.objects.get(pk=open_.pk).revoked_at is not None
    assert JournalEntry.objects.filter(event="link.withdrawn").count() == 1


def test_a_volunteer_withdraws_no_link(volunteer: Client, plant: Organization) -> None:
    make_link(deed="facts.confirm", contact=plant.contacts.get(), days=30, now=timezone.now())
    address = reverse("wagtail_bulk_action", args=["partners", "link", "withdraw"])

    volunteer.post(f"{address}?id={Link.objects.get().pk}")

    assert Link.objects.get().revoked_at is None


def test_a_volunteer_approves_none(volunteer: Client) -> None:
    waiting = organization(status="proposed")
    address = reverse("wagtail_bulk_action", args=["partners", "organization", "approve"])

    volunteer.post(f"{address}?id={waiting.pk}")

    waiting.refresh_from_db()
    assert waiting.status == "proposed"


# --- files -----------------------------------------------------------------------------------------


def _body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("desk", DESKS)
def test_every_list_is_a_file_without_live_formulas(
    staff: Client, plant: Organization, desk: str, form: str
) -> None:
    for number, text in enumerate(LIVE):
        named = organization(text, website="", summary=text)
        site(named, name=text, street=text, city=text)
        contact(named, full_name=text, title=text, email=f"c{number}@example.org", phone=text)

    body = _body(staff.get(reverse(f"{desk}:index"), {"export": form}))

    if form == "csv":
        cells = [cell for row in csv.reader(io.StringIO(body.decode())) for cell in row]
    else:
        sheet = load_workbook(io.BytesIO(body)).active
        found = [cell for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in found if cell.data_type == "f"]
        cells = [cell.value for cell in found if isinstance(cell.value, str)]
    live = [each for each in cells if each.lstrip(" ").startswith(tuple("=+-@\t\r\n＝＋－＠"))]
    assert not live
    assert _event() == "list.exported"


def test_a_file_is_journaled_with_list_form_and_rows(staff: Client, plant: Organization) -> None:
    staff.get(reverse("partners_contact:index"), {"export": "csv"})

    assert JournalEntry.objects.get(event="list.exported").detail == {
        "list": "contacts",
        "form": "csv",
        "rows": 1,
    }


def test_a_file_needs_fresh_proof(client: Client, ours: Organization, plant: Organization) -> None:
    client.force_login(member(ours, "partnership_staff", password=PASSWORD))
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 901}]
    session.save()

    answer = client.get(reverse("partners_contact:index"), {"export": "csv"})

    assert answer.status_code == 302
    assert "reauthenticate" in answer.headers["Location"] or "login" in answer.headers["Location"]
    assert not JournalEntry.objects.filter(event="list.exported").exists()


@pytest.mark.parametrize("desk", [*DESKS[:3], "staff_journal"])
def test_whoever_may_not_take_lists_away_gets_none(
    volunteer: Client, plant: Organization, desk: str
) -> None:
    address = reverse(desk if desk == "staff_journal" else f"{desk}:index")

    answer = volunteer.get(address, {"export": "csv"})

    assert answer.status_code == 302
    assert not JournalEntry.objects.filter(event="list.exported").exists()


def test_no_file_is_offered_to_whoever_may_not_take_it(
    volunteer: Client, plant: Organization
) -> None:
    assert b"export=csv" not in volunteer.get(reverse("partners_contact:index")).content


@pytest.mark.parametrize("address", ["partners_organization:index", "wagtailimages:index"])
def test_a_count_of_matches_is_a_heading_and_no_alert(staff: Client, address: str) -> None:
    page = staff.get(reverse(address), {"q": "partnership"}).content.decode()

    assert 'role="alert"' not in page
