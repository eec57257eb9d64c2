"""The journal as staff read it: sentences, names while people are there, filters, a file."""

from __future__ import annotations

import ast
import csv
import inspect
import io
import pkgutil
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from keyway.errors import Broken
from keyway.partners import actions, journal
from keyway.partners.models import JournalEntry, Organization
from keyway.partners.queries.circles import circle_of
from keyway.partners.queries.journal import EVENTS, declare_event, entries, told
from tests.factories.people import member, organization, partnership

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from keyway.partners.models import Person

pytestmark = pytest.mark.django_db
ADDRESS = "/staff/journal/"


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


@pytest.fixture
def approved(sam: Person) -> Organization:
    """A plant that Sam approved."""
    plant = organization("Demo Castings")
    journal.record("organization.approved", by=sam, at=plant, about=plant)
    return plant


def test_a_deed_is_told_as_a_sentence(staff: Client, approved: Organization) -> None:
    assert "Sam Staff approved Demo Castings." in staff.get(ADDRESS).content.decode()


def test_an_erased_person_is_a_number_and_nothing_else(
    staff: Client, approved: Organization
) -> None:
    gone = member(approved, full_name="Gone Person", email="gone@example.org")
    number = gone.pk
    journal.record("site.confirmed", by=gone, at=approved)
    gone.delete()

    page = staff.get(ADDRESS).content.decode()

    assert f"person {number}, since erased" in page
    assert "Gone Person" not in page


def test_an_entry_about_a_removed_organization_is_still_told(
    staff: Client, approved: Organization
) -> None:
    approved.delete()

    assert "an organization since removed" in staff.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"event": "organization.approved"}, 1),
        ({"event": "site.removed"}, 1),
        ({"organization": "castings"}, 1),
        ({"organization": "zzz"}, 0),
        ({"person": "sam"}, 2),
        ({"person": "999999999999999999999999"}, 0),
        ({"since": timezone.now().date()}, 2),
        ({"until": timezone.now().date() - timedelta(days=1)}, 0),
    ],
)
def test_the_journal_is_filtered(
    staff: Client, sam: Person, approved: Organization, asked: dict[str, Any], count: int
) -> None:
    journal.record("site.removed", by=sam, at=organization("Demo Anodizing"))

    page = staff.get(ADDRESS, asked).content.decode()

    found = page.count("Sam Staff approved") + page.count("Sam Staff removed a site")
    assert found == count


@pytest.mark.parametrize("asked", [{"since": "yesterday"}, {"event": "x"}, {"person": "\x00"}])
def test_a_filter_that_makes_no_sense_breaks_nothing(
    staff: Client, approved: Organization, asked: dict[str, str]
) -> None:
    assert staff.get(ADDRESS, asked).status_code == 200


def test_whoever_may_not_read_the_journal_does_not(client: Client, ours: Organization) -> None:
    for somebody in (member(ours, "partnership_volunteer"), member(organization())):
        client.force_login(somebody)
        assert client.get(ADDRESS).status_code == 302


def test_the_file_holds_the_sentences_and_is_journaled(
    staff: Client, approved: Organization
) -> None:
    answer = staff.get(ADDRESS, {"export": "csv"})

    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))  # type: ignore[attr-defined]
    assert rows[0][:3] == ["When", "Deed", "What was done"]
    assert rows[1][2] == "Sam Staff approved Demo Castings."
    assert JournalEntry.objects.latest("pk").detail == {"list": "journal", "form": "csv", "rows": 1}


def test_older_details_never_break_a_page(sam: Person) -> None:
    JournalEntry.objects.create(event="list.exported", person_number=sam.pk, detail={})
    JournalEntry.objects.create(event="room.gone", person_number=sam.pk)

    sentences = [each.sentence for each in told(JournalEntry.objects.order_by("pk"))]

    assert sentences == ["list.exported", "room.gone"]


def test_nobody_reads_the_journal_of_another_organization(approved: Organization) -> None:
    stranger = member(organization())

    assert not entries(within=circle_of(stranger))


def test_two_sentences_for_one_deed_are_refused() -> None:
    with pytest.raises(Broken, match="two sentences"):
        declare_event("organization.approved", "Something else.")


# --- every deed is recorded, and every record is told ----------------------------------------------

# Public functions of actions that record nothing, and why.
SILENT = {
    "work.post_item": "what waits is the echo of a deed that is recorded where it is done",
    "work.post_to_staff": "it posts an item",
    "work.close_items": "the deed that deals with the item is recorded where it is done",
    "link_mails.send_letter": "making the link is recorded by make_link",
    "links.declare_deed": "it keeps nothing",
    "links.declare_renewal": "it keeps nothing",
    "links.deed_of": "it keeps nothing",
    "links.facts_digest": "it keeps nothing",
    "confirming.facts_about": "it keeps nothing",
    "approving.approve_organizations": "each is recorded by approve_organization",
    "approving.close_organizations": "each is recorded by close_organization",
    "organizations.index_words": "it keeps nothing; the caller saves and records",
    "people.give_role": "the deeds that give a role are recorded: an invitation that is accepted",
    "people.permission_to_manage": "it keeps nothing",
    "seeding.lists_fingerprint": "it keeps nothing",
    "seeding.placed_in": "it keeps nothing",
    "seeding.relocate_sites": "districts follow the loaded outlines, whose loading is recorded",
    "sites.find_place": "it keeps nothing",
}


def _functions() -> Iterator[tuple[str, str]]:
    """Yield the name and the source of every public function of this room's actions."""
    for found in pkgutil.iter_modules(actions.__path__):
        module = import_module(f"keyway.partners.actions.{found.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                yield f"{found.name}.{name}", inspect.getsource(inspect.unwrap(function))


def _records(source: str, module: str) -> bool:
    """Return whether a function records, by itself or by a helper of its module that does."""
    if "journal.record(" in source:
        return True
    text = inspect.getsource(import_module(f"keyway.partners.actions.{module}"))
    tree = ast.parse(text)
    recording = {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and "journal.record(" in (ast.unparse(node))
    }
    return any(f"{name}(" in source for name in recording)


@pytest.mark.parametrize("module", sorted({name.split(".")[0] for name, _ in _functions()}))
def test_every_action_records_what_it_does(module: str) -> None:
    silent = [
        name
        for name, source in _functions()
        if name.startswith(f"{module}.") and name not in SILENT and not _records(source, module)
    ]

    assert not silent, f"these record nothing: {silent}"


def test_whatever_is_excused_is_there() -> None:
    assert not set(SILENT) - {name for name, _ in _functions()}


def _recorded() -> Iterator[str]:
    """Yield every deed that any room names when it records."""
    for path in Path(actions.__path__[0]).parents[1].rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "journal.record"):
                continue
            if node.args and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)


def test_every_recorded_deed_is_told_in_a_sentence() -> None:
    assert not set(_recorded()) - set(EVENTS)
