"""The Monday board: what waits, oldest first, dealt with by one click."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from keyway.partners.actions.links import ask_for_new_link, make_link
from keyway.partners.actions.organizations import propose_organization
from keyway.partners.actions.work import post_item
from keyway.partners.models import (
    Invitation,
    JournalEntry,
    Link,
    Organization,
    WorkItem,
)
from keyway.partners.queries import freshness
from keyway.partners.queries.circles import circle_of
from tests.factories.people import contact, member, organization, partnership, site

if TYPE_CHECKING:
    from django.test import Client

    from keyway.partners.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours() -> Organization:
    return partnership()


@pytest.fixture
def sam(ours: Organization) -> Person:
    """Staff of the partnership."""
    return member(ours, "partnership_staff", full_name="Sam Staff")


@pytest.fixture
def staff(client: Client, sam: Person) -> Client:
    client.force_login(sam)
    return client


def _propose() -> Organization:
    propose_organization(
        name="Demo Anodizing",
        kind="manufacturer",
        state_code="AZ",
        city="Mesa",
        zip_code="85210",
        full_name="Ana Lopez",
        title="Owner",
        email="ana@example.org",
        language="es",
        now=timezone.now() - timedelta(days=3, hours=1),
    )
    return Organization.objects.get(name="Demo Anodizing")


def _do(staff: Client, deed: str, **typed: str) -> str:
    address = reverse("staff_board_act", args=[WorkItem.objects.latest("pk").pk, deed])
    return staff.post(address, typed, follow=True).content.decode()


def test_what_waits_is_told_with_its_age_and_its_button(staff: Client, ours: Organization) -> None:
    _propose()

    page = staff.get(reverse("staff_board")).content.decode()

    assert "Demo Anodizing asks to be in the directory." in page
    assert "<strong>3</strong> days" in page
    assert "Approve" in page


def test_the_front_page_begins_with_what_waits(staff: Client, ours: Organization) -> None:
    _propose()

    page = staff.get(reverse("wagtailadmin_home")).content.decode()

    assert "Demo Anodizing asks to be in the directory." in page


def test_one_click_approves_and_invites_whoever_asked(staff: Client, ours: Organization) -> None:
    asked = _propose()

    page = _do(staff, "approve")

    asked.refresh_from_db()
    assert "Demo Anodizing is in the directory." in page
    assert asked.status == "approved"
    assert Invitation.objects.get().email == "ana@example.org"
    assert "Nothing waits" in page


def test_leaving_out_takes_a_reason_from_the_list(staff: Client, ours: Organization) -> None:
    _propose()

    refused = _do(staff, "refuse", reason="because")
    assert "Choose one of the reasons" in refused
    assert Organization.objects.filter(name="Demo Anodizing").exists()

    _do(staff, "refuse", reason="elsewhere")
    assert not Organization.objects.filter(name="Demo Anodizing").exists()
    assert JournalEntry.objects.get(event="organization.refused").detail == {"reason": "elsewhere"}


def test_a_new_link_is_sent_by_one_click(staff: Client, ours: Organization) -> None:
    ana = contact(organization("Demo Castings"), email="ana@example.org")
    make_link(deed=freshness.CONFIRM, contact=ana, days=30, now=timezone.now() - timedelta(days=40))
    ask_for_new_link(link=Link.objects.get(), now=timezone.now())

    page = _do(staff, "renew")

    assert "A new link is on its way" in page
    assert mail.outbox[0].to == ["ana@example.org"]
    assert not WorkItem.objects.filter(done_at=None).exists()


def test_what_was_dealt_with_elsewhere_is_cleared_once(staff: Client, ours: Organization) -> None:
    post_item(
        kind="facts.name_disputed", at=ours, subject="1", address="/staff/", now=timezone.now()
    )

    assert "Done. It is off the board." in _do(staff, "clear")
    assert JournalEntry.objects.filter(event="work.cleared").count() == 1
    address = reverse("staff_board_act", args=[WorkItem.objects.get().pk, "clear"])
    staff.post(address, follow=True)
    assert JournalEntry.objects.filter(event="work.cleared").count() == 1


@pytest.mark.parametrize("deed", ["approve", "refuse", "renew"])
def test_a_deed_that_does_not_fit_the_item_changes_nothing(
    staff: Client, ours: Organization, deed: str
) -> None:
    plant = organization("Demo Castings")
    post_item(
        kind="facts.name_disputed",
        at=ours,
        about=plant,
        subject="organization:1",
        address="/staff/",
        now=timezone.now(),
    )

    _do(staff, deed, reason="elsewhere")

    plant.refresh_from_db()
    assert plant.status == "approved"
    assert WorkItem.objects.get().done_at is None


def test_a_volunteer_sees_the_board_and_approves_nothing(
    client: Client, ours: Organization
) -> None:
    asked = _propose()
    client.force_login(member(ours, "partnership_volunteer"))

    _do(client, "approve")

    asked.refresh_from_db()
    assert asked.status == "proposed"


def test_somebody_of_a_plant_finds_no_board(client: Client, ours: Organization) -> None:
    _propose()
    client.force_login(member(organization()))

    assert client.get(reverse("staff_board")).status_code == 302
    address = reverse("staff_board_act", args=[WorkItem.objects.get().pk, "approve"])
    assert client.post(address).status_code == 302
    assert WorkItem.objects.get().done_at is None


@pytest.mark.parametrize("query", ["?mine=1", "?overdue=1", "?kind=contact.left", "?kind=nothing"])
def test_every_filter_answers(staff: Client, ours: Organization, query: str) -> None:
    _propose()

    assert staff.get(reverse("staff_board") + query).status_code == 200


def test_an_empty_board_says_what_comes_here(staff: Client) -> None:
    assert "Everybody has their answer" in staff.get(reverse("staff_board")).content.decode()


# --- how true the directory is ---------------------------------------------------------------------


def test_the_share_counts_what_people_confirmed_within_a_year(sam: Person) -> None:
    now = timezone.now()
    organization(confirmed_at=now - timedelta(days=10))
    organization(confirmed_at=now - timedelta(days=400))
    organization(is_demo=True)
    official = organization(
        kind="school",
        official_scheme="nces",
        official_code="040001",
        source_release="2024-25",
    )
    site(official)

    found = {each.kind: each for each in freshness.shares(within=circle_of(sam), now=now)}

    # the partnership itself, two plants and the school
    assert (found["organizations"].confirmed, found["organizations"].total) == (1, 4)
    assert (found["organizations"].official, found["organizations"].releases) == (1, ("2024-25",))
    assert (found["sites"].total, found["sites"].official) == (1, 1)
    assert found["contacts"].percent is None


def test_the_share_is_told_by_kind(sam: Person) -> None:
    now = timezone.now()
    organization(kind="college", confirmed_at=now)

    found = {each.kind: each for each in freshness.shares_by_kind(within=circle_of(sam), now=now)}

    assert found["college"].percent == 100
    assert found["partnership"].percent == 0
