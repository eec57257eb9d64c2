"""Handing out: everything about somebody, nothing about others, no secret."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from django.test import override_settings

from keyway.partners.models import Contact, JournalEntry, Organization
from keyway.web.privacy.datamap import data_map
from keyway.web.privacy.exporting import NOT_HANDED_OUT, as_json, as_text, everything_about
from keyway.web.privacy.finding import NobodyKnown
from tests.rooms.privacy.world import ADDRESS, NOW, Marks, maria

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(tmp_path: Path) -> Iterator[Path]:
    """A folder of files for this test alone."""
    with override_settings(MEDIA_ROOT=tmp_path / "media"):
        yield tmp_path / "media"


def handed_out() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(as_json(everything_about(ADDRESS, by=None, now=NOW)))
    return told


def rows_of(told: dict[str, Any], model: str) -> list[dict[str, Any]]:
    return [row for kept in told["kept"] if kept["what"] == model for row in kept["rows"]]


def test_every_kind_of_thing_about_a_person_is_handed_out() -> None:
    maria(Marks())

    told = handed_out()

    kinds = {kept["what"] for kept in told["kept"]}
    assert {
        "partners.person",
        "partners.membership",
        "partners.contact",
        "partners.consent",
        "partners.link",
        "partners.invitation",
        "partners.importrow",
        "partners.journalentry",
        "account.emailaddress",
        "sessions.session",
    } <= kinds
    assert len(rows_of(told, "partners.contact")) == 2
    assert rows_of(told, "partners.journalentry")[0]["event"] == "contact.asked"
    assert rows_of(told, "partners.importrow")[0]["cells"]["E-mail"] == ADDRESS


def test_no_secret_is_handed_out() -> None:
    maria(Marks())
    secret = {entry.model: entry.fields("secret") for entry in data_map().entries}

    told = handed_out()

    shown = [
        row[name]
        for kept in told["kept"]
        for row in kept["rows"]
        for name in secret[kept["what"]]
        if name in row
    ]
    assert len(shown) > 5
    assert set(shown) == {NOT_HANDED_OUT}


def test_what_is_about_others_tells_only_how_it_leads_to_the_person() -> None:
    maria(Marks())

    told = handed_out()

    bob = [row for row in rows_of(told, "partners.invitation") if "email" not in row]
    assert [row["leads_to_them_by"] for row in bob] == [["invited_by"]]
    assert "bob@example.org" not in json.dumps(told)
    assert "boss@example.org" not in json.dumps(told)


def test_another_persons_data_stays_out() -> None:
    plant = Organization.objects.create(name="Plant", slug="plant", kind="manufacturer")
    Contact.objects.create(organization=plant, full_name="Eva", email="eva@example.org")
    maria(Marks())

    assert "eva@example.org" not in json.dumps(handed_out())


def test_the_text_tells_what_the_json_tells_line_by_line() -> None:
    marks = Marks()
    maria(marks)

    told = everything_about(ADDRESS, by=None, now=NOW)
    text = as_text(told)

    for mark in marks.made:
        assert (mark in text) == (mark in as_json(told)), mark


def test_handing_out_is_recorded_without_the_address() -> None:
    person = maria(Marks())

    everything_about(ADDRESS, by=None, now=NOW)

    entry = JournalEntry.objects.get(event="person.exported")
    assert entry.about_number == person.pk
    assert ADDRESS not in json.dumps(entry.detail)


def test_an_unknown_address_hands_out_nothing_and_records_nothing() -> None:
    with pytest.raises(NobodyKnown):
        everything_about("nobody@example.org", by=None, now=NOW)

    assert not JournalEntry.objects.exists()


def test_the_command_writes_two_files_that_only_their_owner_reads(tmp_path: Path) -> None:
    maria(Marks())
    file = tmp_path / "maria.json"

    call_command("people", "export", ADDRESS, "--to", str(file))

    assert json.loads(file.read_text())["addresses"][0] == ADDRESS
    assert ADDRESS in file.with_suffix(".txt").read_text()
    assert {each.stat().st_mode & 0o777 for each in tmp_path.glob("maria.*")} == {0o600}


def test_the_command_erases_and_says_what_stays(capsys: pytest.CaptureFixture[str]) -> None:
    maria(Marks())

    call_command("people", "erase", ADDRESS)

    said = capsys.readouterr().out
    assert "partners.contact" in said
    assert "The journal can never be changed." in said
    assert not Contact.objects.filter(email=ADDRESS).exists()
