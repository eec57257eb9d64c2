"""The pages: everybody reads what is kept; one's own data is one's own; staff need leave and proof."""

from __future__ import annotations

import json
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.test import Client, override_settings
from django.utils import translation

from keyway.partners.models import Contact, Person
from keyway.web.privacy.datamap import data_map
from keyway.web.privacy.telling import name_of, purposes
from tests.factories.accounts import PASSWORD, add_app, shown_by_app, sign_in
from tests.factories.accounts import person as account
from tests.factories.people import contact, member, organization, partnership

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.django_db

DESK = "/staff/people-data/"
ADDRESS = "ana@plant.example"


@pytest.fixture(autouse=True)
def media(tmp_path: Path) -> Iterator[Path]:
    """A folder of files for this test alone."""
    with override_settings(MEDIA_ROOT=tmp_path / "media"):
        yield tmp_path / "media"


@pytest.fixture
def ana(client: Client) -> Person:
    """Ana, signed in a moment ago, with an entry as a contact of a plant."""
    somebody = account(ADDRESS)
    contact(organization("Copper Castings"), full_name="Ana Ruiz", email=ADDRESS)
    sign_in(client, ADDRESS)
    return somebody


# --- the public page -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "es"])
def test_everybody_reads_what_is_kept_in_their_language(client: Client, language: str) -> None:
    answer = client.get(f"/{language}/privacy/")

    assert answer.status_code == 200
    page = unescape(answer.content.decode())
    assert all(purpose.words in page for purpose in purposes(language))


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_model_about_people_is_told_with_its_end(language: str) -> None:
    told = data_map()
    about_people = [
        (entry, model)
        for entry, model in told.here()
        if entry.is_about_people and told.groups[entry.group].is_about_people
    ]

    with translation.override(language):
        kinds = [kind for purpose in purposes(language) for kind in purpose.kinds]
        names = {name_of(entry, model, language) for entry, model in about_people}

    assert {kind.name for kind in kinds} == names
    assert all(kind.ends and kind.holds for kind in kinds)


def test_what_is_not_told_says_nothing_about_anybody() -> None:
    told = data_map()

    hidden = [entry for entry, _ in told.here() if not told.groups[entry.group].is_about_people]

    assert [entry.model for entry in hidden if entry.fields("personal", "pupil")] == []


# --- one's own page --------------------------------------------------------------------------------


def test_who_is_not_signed_in_is_sent_to_sign_in(client: Client) -> None:
    for path in ("/en/my/data/", "/en/my/data/erase/"):
        answer = client.get(path)
        assert answer.status_code == 302
        assert "/accounts/login/" in answer["Location"]


def test_one_sees_what_is_kept_about_oneself(client: Client, ana: Person) -> None:
    page = client.get("/en/my/data/").content.decode()

    assert "Contacts" in page
    assert "Erase everything about me" in page


@pytest.mark.parametrize(("form", "kind"), [("json", "application/json"), ("txt", "text/plain")])
def test_one_takes_ones_own_data_away(client: Client, ana: Person, form: str, kind: str) -> None:
    answer = client.post("/en/my/data/download/", {"form": form})

    assert answer.status_code == 200
    assert answer["Content-Type"].startswith(kind)
    assert "no-store" in answer["Cache-Control"]
    assert ADDRESS in answer.content.decode()
    if form == "json":
        kinds = {kept["what"] for kept in json.loads(answer.content)["kept"]}
        assert {"partners.person", "partners.contact"} <= kinds


def test_nothing_is_handed_out_by_a_link(client: Client, ana: Person) -> None:
    assert client.get("/en/my/data/download/").status_code == 405


def test_looking_at_the_last_question_erases_nothing(client: Client, ana: Person) -> None:
    answer = client.get("/en/my/data/erase/")

    assert answer.status_code == 200
    assert Person.objects.filter(email=ADDRESS).exists()


def test_one_erases_oneself_and_is_signed_out(client: Client, ana: Person) -> None:
    answer = client.post("/en/my/data/erase/")

    assert "It is done" in answer.content.decode()
    assert not Person.objects.filter(email=ADDRESS).exists()
    assert not Contact.objects.exists()
    assert client.get("/en/my/data/").status_code == 302


def test_the_only_administrator_is_told_what_to_do_first(client: Client) -> None:
    somebody = member(organization("Copper Castings"), email=ADDRESS)
    somebody.set_password(PASSWORD)
    somebody.save()
    somebody.emailaddress_set.update(verified=True)
    sign_in(client, ADDRESS)

    answer = client.post("/en/my/data/erase/")

    assert answer.status_code == 400
    assert "Make somebody else an administrator first" in answer.content.decode()
    assert Person.objects.filter(pk=somebody.pk).exists()


def test_a_stale_sign_in_is_asked_again_before_anything_goes(client: Client, ana: Person) -> None:
    with override_settings(STEP_UP_SECONDS=-1):
        download = client.post("/en/my/data/download/", {"form": "json"})
        erasing = client.post("/en/my/data/erase/")

    assert (download.status_code, erasing.status_code) == (302, 302)
    assert Person.objects.filter(pk=ana.pk).exists()


# --- the desk --------------------------------------------------------------------------------------


def staff(client: Client, role: str) -> Person:
    """Somebody who works for the partnership, signed in with both factors."""
    at = partnership()
    somebody = member(at, role, email="staff@example.org", full_name="Sam Staff")
    somebody.set_password(PASSWORD)
    somebody.save()
    somebody.emailaddress_set.update(verified=True)
    add_app(somebody)
    sign_in(client, "staff@example.org")
    client.post("/en/accounts/second-step/authenticate/", {"code": shown_by_app()})
    return somebody


def test_staff_find_hand_out_and_erase_by_address(client: Client) -> None:
    staff(client, "partnership_staff")
    contact(organization("Copper Castings"), full_name="Eva Lee", email="eva@example.org")

    looked = client.post(DESK, {"email": "EVA@example.org", "deed": "look"})
    taken = client.post(DESK, {"email": "eva@example.org", "deed": "json"})
    erased = client.post(DESK, {"email": "eva@example.org", "deed": "erase"})

    assert "Erase all of it for good" in looked.content.decode()
    assert json.loads(taken.content)["addresses"] == ["eva@example.org"]
    assert erased.status_code == 302
    assert not Contact.objects.exists()


def test_an_unknown_address_is_told_at_the_desk(client: Client) -> None:
    staff(client, "partnership_staff")

    answer = client.post(DESK, {"email": "nobody@example.org", "deed": "erase"})

    assert answer.status_code == 200
    assert "Nothing is kept about nobody@example.org" in answer.content.decode()


@pytest.mark.parametrize("role", ["partnership_volunteer"])
def test_a_volunteer_hands_nothing_out(client: Client, role: str) -> None:
    staff(client, role)
    contact(organization("Copper Castings"), full_name="Eva Lee", email="eva@example.org")

    answer = client.post(DESK, {"email": "eva@example.org", "deed": "json"})

    assert answer.status_code in (302, 403)
    assert b"Eva" not in answer.content
    assert Contact.objects.exists()


def test_a_stranger_never_sees_the_desk(client: Client, ana: Person) -> None:
    answer = client.post(DESK, {"email": ADDRESS, "deed": "json"})

    assert answer.status_code in (302, 403, 404)
    assert ADDRESS.encode() not in answer.content
