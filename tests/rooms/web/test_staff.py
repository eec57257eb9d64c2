"""The back office: one login, one kind of account, nothing open to strangers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from keyway.partners.models import Person

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"  # noqa: S105 — of no account outside these tests


@pytest.fixture
def keeper() -> Person:
    """Someone who may do everything."""
    return Person.objects.create_superuser("keeper@example.org", PASSWORD, full_name="Kim Keeper")


@pytest.fixture
def staff(client: Client, keeper: Person) -> Client:
    """A client signed in as the keeper."""
    client.force_login(keeper)
    return client


def test_djangos_own_admin_is_not_there(client: Client) -> None:
    assert client.get("/admin/", follow=True).status_code == 404
    assert client.get("/django-admin/", follow=True).status_code == 404


def test_a_stranger_is_sent_to_the_one_login(client: Client) -> None:
    answer = client.get("/staff/pages/")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/staff/login/")
    assert (
        client.get("/staff/login/?next=/en/")
        .headers["Location"]
        .endswith("/accounts/login/?next=/en/")
    )


def test_someone_without_a_role_signs_in_to_nothing(client: Client) -> None:
    visitor = Person.objects.create_user("v@example.org", PASSWORD, full_name="Vi Visitor")
    client.force_login(visitor)

    answer = client.get("/staff/pages/")

    assert answer.status_code == 302


@pytest.mark.parametrize(
    "name",
    [
        "wagtailadmin_home",
        "wagtailadmin_explore_root",
        "wagtailusers_users:index",
        "wagtailusers_users:add",
        "wagtailusers_groups:index",
        "wagtailimages:index",
        "wagtaildocs:index",
        "wagtailredirects:index",
        "wagtailadmin_account",
        "wagtailadmin_reports:site_history",
    ],
)
def test_every_desk_of_the_back_office_opens(staff: Client, name: str) -> None:
    assert staff.get(reverse(name)).status_code == 200


def test_the_keeper_adds_a_colleague(staff: Client) -> None:
    answer = staff.post(
        reverse("wagtailusers_users:add"),
        {
            "email": "new@example.org",
            "full_name": "Ana de la Cruz",
            "preferred_language": "es",
            "is_active": "on",
        },
    )

    assert answer.status_code == 302, answer.context["form"].errors
    added = Person.objects.get(email="new@example.org")
    assert added.full_name == "Ana de la Cruz"
    assert added.preferred_language == "es"
    assert not added.has_usable_password()


def test_the_keeper_changes_a_colleagues_name(staff: Client) -> None:
    colleague = Person.objects.create_user("c@example.org", PASSWORD, full_name="C")

    answer = staff.post(
        reverse("wagtailusers_users:edit", args=[colleague.pk]),
        {
            "email": "c@example.org",
            "full_name": "Cruz Ortega",
            "preferred_language": "en",
            "is_active": "on",
        },
    )

    assert answer.status_code == 302, answer.context["form"].errors
    colleague.refresh_from_db()
    assert colleague.full_name == "Cruz Ortega"
    assert colleague.check_password(PASSWORD)


def test_the_keeper_writes_their_own_name_in_one_field(staff: Client, keeper: Person) -> None:
    page = staff.get("/staff/account/").content.decode()
    assert 'name="name-full_name"' in page
    assert "first_name" not in page

    staff.post(
        "/staff/account/",
        {
            "name-full_name": "Kim de Keeper",
            "name-preferred_language": "es",
            "locale-preferred_language": "es",
            "locale-current_time_zone": "America/New_York",
            "theme-theme": "system",
            "theme-contrast": "system",
            "theme-density": "default",
            "theme-keyboard_shortcuts": "on",
        },
    )

    keeper.refresh_from_db()
    assert (keeper.full_name, keeper.preferred_language) == ("Kim de Keeper", "es")


def test_an_upload_is_never_opened_as_a_page_of_this_site(client: Client) -> None:
    for path in ("/media/documents/x.html", "/media/images/x.svg", "/media/images/../x.png"):
        assert client.get(path, follow=True).status_code == 404


def test_the_staff_policy_is_looser_only_for_the_back_office(staff: Client) -> None:
    inside = staff.get("/staff/").headers["Content-Security-Policy"]
    outside = staff.get("/en/").headers["Content-Security-Policy"]

    assert "'unsafe-inline'" in inside
    assert "'unsafe-inline'" not in outside
    assert "'unsafe-eval'" not in inside + outside


def test_no_page_of_the_back_office_names_an_outside_host(staff: Client) -> None:
    body = staff.get("/staff/").content.decode()

    assert "gravatar" not in body
    assert "releases.wagtail" not in body
