"""People are known by e-mail, in whatever case it is written, and by the name they go by."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from keyway.partners.models import Person

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"  # noqa: S105 — of no account outside these tests


def test_a_new_person_may_sign_in_and_nothing_more() -> None:
    person = Person.objects.create_user("ana@example.org", PASSWORD, full_name="Ana Ruiz")

    assert person.is_active
    assert not person.is_superuser
    assert not person.has_perm("wagtailadmin.access_admin")
    assert authenticate(username="ana@example.org", password=PASSWORD) == person


def test_a_superuser_may_do_everything() -> None:
    person = Person.objects.create_superuser("kim@example.org", PASSWORD, full_name="Kim")

    assert person.has_perm("wagtailadmin.access_admin")


def test_the_case_of_an_address_does_not_matter_at_the_door() -> None:
    person = Person.objects.create_user("Ana.Ruiz@example.org", PASSWORD, full_name="Ana Ruiz")

    assert authenticate(username="ANA.RUIZ@EXAMPLE.ORG", password=PASSWORD) == person


def test_two_people_cannot_share_an_address_that_differs_in_case() -> None:
    Person.objects.create_user("ana@example.org", PASSWORD, full_name="Ana Ruiz")

    with pytest.raises(IntegrityError):
        Person.objects.create_user("Ana@example.org", PASSWORD, full_name="Ana Other")


def test_a_form_tells_that_an_address_is_known() -> None:
    Person.objects.create_user("ana@example.org", PASSWORD, full_name="Ana Ruiz")
    twin = Person(email="ANA@example.org", full_name="Ana Other", password="x")  # noqa: S106

    with pytest.raises(ValidationError, match="known already"):
        twin.validate_constraints()


def test_a_person_without_an_address_is_refused() -> None:
    with pytest.raises(ValueError, match="needs an e-mail address"):
        Person.objects.create_user("", PASSWORD, full_name="Ana Ruiz")


def test_someone_who_may_no_longer_sign_in_does_not() -> None:
    Person.objects.create_user("ana@example.org", PASSWORD, full_name="Ana Ruiz", is_active=False)

    assert authenticate(username="ana@example.org", password=PASSWORD) is None


@pytest.mark.parametrize(
    ("full_name", "shown"), [("Ana de la Cruz", "Ana de la Cruz"), ("", "ana@example.org")]
)
def test_a_person_is_shown_by_name_and_else_by_address(full_name: str, shown: str) -> None:
    person = Person(email="ana@example.org", full_name=full_name)

    assert str(person) == shown


def test_a_name_is_never_split() -> None:
    person = Person(full_name="Ana de la Cruz")

    assert person.get_full_name() == person.get_short_name() == "Ana de la Cruz"


def test_passwords_are_kept_with_scrypt() -> None:
    person = Person.objects.create_user("ana@example.org", PASSWORD, full_name="Ana Ruiz")

    assert person.password.startswith("scrypt$")
