"""Programs: found by everybody, kept by those who teach them, official facts left as they are."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from keyway.credentials.actions import programs as actions
from keyway.credentials.models import Articulation, Offering, Program
from keyway.partners.access import NotPermitted
from keyway.partners.models import JournalEntry, Organization
from tests.factories.credentials import credential, offering, program, promise, school
from tests.factories.people import NOW, member, organization, site

if TYPE_CHECKING:
    from django.test import Client

    from keyway.partners.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

HERE = "/en/my/organizations/westwood/"


@pytest.fixture
def westwood() -> Organization:
    place = school("Westwood High", slug="westwood")
    site(
        place,
        is_main=True,
        zip_code="85201",
        longitude=-111.85,
        latitude=33.43,
        location_precision="exact",
    )
    return place


@pytest.fixture
def teacher(westwood: Organization) -> Person:
    return member(westwood, "educator")


def add(by: Person, at: Organization, **given: Any) -> Program:
    values = {"name": "Welding", "level": "secondary", "cip_code": "48.0508", **given}
    return actions.add_program(by=by, organization=at, values=values, now=NOW)


# --- the public ------------------------------------------------------------------------------------


def test_the_nearest_program_comes_first(client: Client, westwood: Organization) -> None:
    far = school("Globe High")
    site(far, is_main=True, longitude=-110.79, latitude=33.39, location_precision="exact")
    program(far, name="Aero Welding")
    program(westwood, name="Zinc Welding")

    near = client.get("/en/programs/", {"zip": "85201"}).content.decode()
    within = client.get("/en/programs/", {"zip": "85201", "miles": "25"}).content.decode()

    assert near.index("Zinc Welding") < near.index("Aero Welding")
    assert "Aero Welding" not in within


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ({"q": "westwood weld"}, True),
        ({"q": "48.0508"}, True),
        ({"level": "secondary"}, True),
        ({"level": "associate"}, False),
        ({"family": "machining"}, True),
        ({"credential": "certified-welder"}, True),
        ({"credential": "nobody-knows"}, False),
        ({"kind": "college"}, False),
        ({"zip": "00000", "miles": "nan"}, True),
    ],
)
def test_programs_are_found_by_what_the_address_asks(
    client: Client, westwood: Organization, asked: dict[str, str], is_found: bool
) -> None:
    one = program(westwood, name="Welding", cip_code="48.0508")
    Organization.objects.update(search_text="westwood high")
    offering(credential("Certified Welder", slug="certified-welder"), one)

    page = client.get("/en/programs/", asked)

    assert page.status_code == 200
    assert (f"/en/programs/{one.slug}/" in page.content.decode()) is is_found


def test_a_page_says_who_hires_and_what_nobody_knows(
    client: Client, westwood: Organization
) -> None:
    one = program(westwood, tuition_usd=Decimal("0"), tuition_date=date(2026, 8, 1))
    nims = credential("Machining Level I")
    offering(nims, one)
    promise(nims, organization("Demo Castings"), until_date=date(2099, 1, 1))

    page = client.get(f"/en/programs/{one.slug}/").content.decode()

    assert "Machining Level I" in page
    assert "Demo Castings" in page
    assert "free, as of" in page
    assert "seats still open, instructors, equipment" in page
    assert "Nobody has counted its students yet" in page


def test_a_program_of_a_place_that_waits_is_not_there(client: Client) -> None:
    hidden = program(school(status=Organization.Status.PROPOSED))

    assert client.get(f"/en/programs/{hidden.slug}/").status_code == 404
    assert client.get(f"/en/programs/{hidden.slug}/counts.csv").status_code == 404


def test_the_list_is_taken_away_as_a_file(client: Client, westwood: Organization) -> None:
    program(westwood, name="Welding")

    told = json.loads(client.get("/en/programs/download.json?zip=85201").content)

    assert [(row["program"], row["miles"]) for row in told["rows"]] == [("Welding", 0.0)]


def test_a_school_page_has_a_panel_of_its_programs(client: Client, westwood: Organization) -> None:
    program(westwood, name="Welding")
    program(westwood, name="Gone", status=Program.Status.CLOSED)

    panel = client.get("/en/panels/programs/westwood/").content.decode()
    page = client.get("/en/partners/westwood/").content.decode()

    assert "Welding" in panel
    assert "Gone" not in panel
    assert "/en/panels/programs/westwood/" in page


# --- those who teach -------------------------------------------------------------------------------


def test_a_teacher_enters_a_program_that_everybody_sees(
    client: Client, westwood: Organization, teacher: Person
) -> None:
    client.force_login(teacher)
    typed = {"name": "Welding", "level": "secondary", "status": "offered", "seats": "24"}

    sent = client.post(f"{HERE}programs/add/", typed)

    one = Program.objects.get()
    assert sent.status_code == 302
    assert (one.seats, one.evidence, one.slug) == (24, "institution", "welding-westwood")
    assert JournalEntry.objects.filter(event="program.added", organization=westwood).exists()
    assert "Welding" in client.get("/en/programs/").content.decode()


def test_what_an_official_file_says_is_not_changed(westwood: Organization, teacher: Person) -> None:
    one = program(westwood, source_key="ade_cted", state_program_name="Precision Machining")

    actions.change_program(
        by=teacher, program=one, values={"name": "Rocket Science", "seats": 20}, now=NOW
    )

    one.refresh_from_db()
    assert (one.name, one.seats, one.confirmed_at) == ("Precision Machining", 20, NOW)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"tuition_usd": Decimal("99")}, actions.CostNeedsDate),
        ({"seats": 10, "seats_open": 11}, actions.MoreOpenThanSeats),
        ({"lowest_grade": 12, "highest_grade": 9}, actions.GradesReversed),
    ],
)
def test_facts_that_cannot_be_right_are_refused(
    westwood: Organization, teacher: Person, given: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        add(teacher, westwood, **given)


def test_nobody_enters_programs_elsewhere(westwood: Organization) -> None:
    with pytest.raises(NotPermitted):
        add(member(school(), "educator"), westwood)
    with pytest.raises(NotPermitted):
        add(member(westwood, "member"), westwood)


def test_an_office_teaches_no_programs() -> None:
    office = organization(kind=Organization.Kind.AGENCY)

    with pytest.raises(actions.DoesNotTeach):
        add(member(office), office)


def test_a_credential_is_named_ended_and_named_again(
    westwood: Organization, teacher: Person
) -> None:
    one, nims = program(westwood), credential("Machining Level I")
    named: dict[str, Any] = {
        "by": teacher,
        "program": one,
        "credential": nims,
        "url": "",
        "now": NOW,
    }

    first = actions.add_offering(next_exam_date=None, **named)
    with pytest.raises(actions.TaughtAlready):
        actions.add_offering(next_exam_date=None, **named)
    actions.end_offering(by=teacher, offering=first, now=NOW)
    again = actions.add_offering(next_exam_date=date(2027, 5, 1), **named)

    assert again.pk == first.pk
    assert (again.is_ended, again.evidence) == (False, "institution")


def test_still_right_vouches_for_what_nobody_had_verified(
    westwood: Organization, teacher: Person
) -> None:
    one = program(westwood)
    unsure = offering(credential(), one)

    actions.confirm_program(by=teacher, program=one, now=NOW)

    unsure.refresh_from_db()
    one.refresh_from_db()
    assert (unsure.evidence, one.confirmed_at) == ("institution", NOW)


def test_an_agreement_says_what_counts(westwood: Organization, teacher: Person) -> None:
    one = program(westwood)

    with pytest.raises(actions.NothingCounts):
        actions.add_articulation(by=teacher, program=one, values={"kind": "dual"}, now=NOW)
    actions.add_articulation(
        by=teacher, program=one, values={"kind": "dual", "from_program": program()}, now=NOW
    )

    assert Articulation.objects.get().organization == westwood


def test_a_closed_program_leaves_the_lists(
    client: Client, westwood: Organization, teacher: Person
) -> None:
    one = program(westwood, name="Welding")
    client.force_login(teacher)

    sent = client.post(f"{HERE}programs/{one.pk}/close/")

    assert sent.status_code == 302
    assert "Welding</a>" not in client.get("/en/programs/").content.decode()


def test_every_page_of_ones_own_programs_opens(
    client: Client, westwood: Organization, teacher: Person
) -> None:
    one = program(westwood)
    taught = offering(credential(), one)
    client.force_login(teacher)

    pages = [
        "programs/", "programs/add/", f"programs/{one.pk}/", f"programs/{one.pk}/change/",
        f"programs/{one.pk}/credentials/add/", f"programs/{one.pk}/counts/add/",
        f"programs/{one.pk}/agreements/add/", f"offerings/{taught.pk}/change/",
    ]  # fmt: skip
    assert {client.get(f"{HERE}{page}").status_code for page in pages} == {200}
    assert client.post(f"{HERE}offerings/{taught.pk}/end/").status_code == 302
    assert Offering.objects.get().is_ended


def test_a_foreign_program_is_not_there(
    client: Client, westwood: Organization, teacher: Person
) -> None:
    foreign = program()
    client.force_login(teacher)

    assert client.get(f"{HERE}programs/{foreign.pk}/").status_code == 404
    assert client.post(f"{HERE}programs/{foreign.pk}/close/").status_code == 404
