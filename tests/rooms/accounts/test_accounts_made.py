"""Accounts come from invitations, from the desk and from the command line; addresses keep in step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import path

from keyway.partners.models import Person
from keyway.web.accounts.entering import enter
from keyway.web.urls import urlpatterns as real
from tests.factories.accounts import PASSWORD, SECOND_STEP, add_app, code_in, keeper, sign_in

if TYPE_CHECKING:
    import pytest
    from django.http import HttpRequest, HttpResponse


def accept(request: HttpRequest) -> HttpResponse:
    """Stand for the page on which an invitation is accepted."""
    person = Person.objects.get(email=request.GET["as"])
    return enter(request, person, on_to="/en/my/account/")


urlpatterns = [path("accept/", accept), *real]


def test_the_command_line_makes_an_administrator_who_can_sign_in(
    monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command(
        "createsuperuser", interactive=False, email="First@Example.org", full_name="F", verbosity=0
    )

    answer = sign_in(client, "first@example.org")

    assert answer.headers["Location"] == "/staff/board/"
    assert mail.outbox == []


def test_a_colleague_added_at_the_desk_proves_their_address_with_a_code(client: Client) -> None:
    Person.objects.create_user("new@example.org", full_name="New Colleague")

    client.post("/en/accounts/login/code/", {"email": "new@example.org"})
    client.post("/en/accounts/login/code/confirm/", {"code": code_in(str(mail.outbox[0].body))})

    assert client.get("/en/my/account/").status_code == 200
    assert EmailAddress.objects.get(email="new@example.org").verified


def test_a_password_with_an_unproven_address_asks_for_a_code_first(client: Client) -> None:
    Person.objects.create_user("new@example.org", PASSWORD, full_name="New Colleague")

    answer = sign_in(client, "new@example.org")

    assert answer.headers["Location"].endswith("/accounts/confirm-email/")
    assert client.get("/en/my/account/").status_code == 302
    client.post("/en/accounts/confirm-email/", {"code": code_in(str(mail.outbox[0].body))})
    assert client.get("/en/my/account/").status_code == 200


def test_an_address_changed_at_the_desk_is_no_way_in_any_more(ana: Person) -> None:
    ana.email = "ana.ruiz@plant.example"
    ana.save()

    sign_in(old := Client(), "ana@plant.example")

    assert "_auth_user_id" not in old.session
    assert list(EmailAddress.objects.values_list("email", "verified")) == [
        ("ana.ruiz@plant.example", False)
    ]


def test_saving_a_person_without_a_new_address_leaves_it_proven(ana: Person) -> None:
    ana.full_name = "Ana Ruiz de Soto"
    ana.save()

    assert EmailAddress.objects.get(user=ana).verified


def test_changing_ones_own_address_takes_hold_with_the_code(client: Client, ana: Person) -> None:
    sign_in(client, ana.email)
    client.post("/en/accounts/email/", {"email": "new@plant.example", "action_add": "1"})
    ana.refresh_from_db()
    assert ana.email == "ana@plant.example"

    client.post("/en/accounts/confirm-email/", {"code": code_in(str(mail.outbox[-1].body))})

    ana.refresh_from_db()
    assert ana.email == "new@plant.example"
    assert list(EmailAddress.objects.filter(user=ana).values_list("email", flat=True)) == [
        "new@plant.example"
    ]


@override_settings(ROOT_URLCONF=__name__)
def test_whoever_accepts_an_invitation_is_signed_in_and_their_address_proven(
    client: Client,
) -> None:
    made = Person.objects.create_user("new@example.org", PASSWORD, full_name="New Colleague")

    answer = client.get("/accept/?as=new@example.org")

    assert answer.headers["Location"] == "/en/my/account/"
    assert client.session["_auth_user_id"] == str(made.pk)
    assert EmailAddress.objects.get(user=made).verified


@override_settings(ROOT_URLCONF=__name__)
def test_an_invitation_is_no_way_into_an_account_that_stands(client: Client, ana: Person) -> None:
    sign_in(Client(), ana.email)

    answer = client.get(f"/accept/?as={ana.email}")

    assert "/accounts/login/?next=/en/my/account/" in answer.headers["Location"]
    assert "_auth_user_id" not in client.session


@override_settings(ROOT_URLCONF=__name__)
def test_an_invitation_passes_over_no_second_factor(client: Client) -> None:
    made = keeper()
    add_app(made)

    answer = client.get(f"/accept/?as={made.email}")

    assert answer.headers["Location"] == f"{SECOND_STEP}authenticate/"
    assert "_auth_user_id" not in client.session
