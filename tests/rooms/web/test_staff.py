"""The back office: one login, one kind of account, nothing open to strangers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from keyway.partners.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def _patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in resolver.url_patterns:
        path = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _patterns(each, path)
        else:
            yield path, each


def test_exactly_one_address_takes_a_password(client: Client) -> None:
    answering = []
    for path in ("/staff/login/", "/_util/login/", "/admin/login/", "/accounts/login/", "/login/"):
        answer = client.post(path, {"username": "a@example.org", "password": "x"})
        if answer.status_code == 200 and b'name="password"' in answer.content:
            answering.append(path)

    assert answering == ["/staff/login/"]


def test_no_view_for_signing_in_is_mounted_twice() -> None:
    logins = [
        path
        for path, pattern in _patterns(get_resolver())
        if "LoginView" in getattr(pattern.callback, "__qualname__", "")
        or "LoginView" in getattr(getattr(pattern.callback, "view_class", None), "__name__", "")
    ]

    assert logins == ["staff/login/"]


def test_djangos_own_admin_is_not_there(client: Client) -> None:
    assert client.get("/admin/", follow=True).status_code == 404
    assert client.get("/django-admin/", follow=True).status_code == 404


def test_wagtails_second_login_leads_to_the_one(client: Client) -> None:
    answer = client.get("/_util/login/?next=/en/")

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/staff/login/?next=/en/"


def test_a_stranger_is_sent_to_the_login(client: Client) -> None:
    answer = client.get("/staff/pages/")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/staff/login/")


def test_the_keeper_signs_in_by_e_mail_in_whatever_case(client: Client, keeper: Person) -> None:
    client.post("/staff/login/", {"username": "Keeper@Example.ORG", "password": PASSWORD})

    assert client.get("/staff/").status_code == 200


def test_someone_without_a_role_signs_in_to_nothing(client: Client) -> None:
    visitor = Person.objects.create_user("v@example.org", PASSWORD, full_name="Vi Visitor")
    client.force_login(visitor)

    answer = client.get("/staff/pages/")

    assert answer.status_code == 302


def test_a_forgotten_password_is_no_way_in(client: Client) -> None:
    assert client.get("/staff/password_reset/", follow=True).status_code == 404


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
            "password1": PASSWORD,
            "password2": PASSWORD,
            "is_active": "on",
        },
    )

    assert answer.status_code == 302, answer.context["form"].errors
    added = Person.objects.get(email="new@example.org")
    assert added.full_name == "Ana de la Cruz"
    assert added.preferred_language == "es"
    assert added.check_password(PASSWORD)


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
