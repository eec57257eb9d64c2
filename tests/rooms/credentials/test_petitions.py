"""Petitions: who may begin one, what is missing and who owes it, letters that count, the packet."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.utils import timezone
from pypdf import PdfReader

from keyway.credentials.actions import petition_letters as letters
from keyway.credentials.actions import petitioning
from keyway.credentials.models import Petition, PetitionLetter, Recognition
from keyway.credentials.queries import petitions as queries
from keyway.credentials.views.petitions import employers_for
from keyway.errors import Refused
from keyway.partners.access import NotPermitted
from keyway.partners.models import Link, Organization, WorkItem
from keyway.partners.queries.circles import circle_of
from keyway.reference.lookups import registry
from tests.factories.credentials import credential, program
from tests.factories.people import contact, member, organization, partnership

if TYPE_CHECKING:
    from django.test import Client

    from keyway.partners.models import Contact, Person
    from keyway.reference.store import Store

pytestmark = pytest.mark.django_db

Kind = Organization.Kind
NOW = datetime(2027, 2, 9, 18, 0, tzinfo=UTC)
TODAY = date(2027, 2, 9)
LIST = "az-cte-credentials"
BASE = "https://keyway.example.org"


@pytest.fixture
def district() -> Organization:
    return organization("Mesa Unified District", kind=Kind.DISTRICT)


@pytest.fixture
def director(district: Organization) -> Person:
    return member(district, "educator", full_name="Rosa Diaz")


@pytest.fixture
def ana() -> Contact:
    return contact(
        organization("Copper Castings"), full_name="Ana Lopez", title="HR manager", is_public=True
    )


def start(by: Person, at: Organization, year: int = 2027, **given: Any) -> Petition:
    of = registry.state_list(LIST)
    assert of is not None
    return petitioning.start_petition(
        by=by,
        organization=at,
        credential=given.pop("credential", None) or credential("Certified Welder"),
        of=of,
        year=year,
        now=NOW,
        on=given.pop("on", TODAY),
    )


def fill(petition: Petition, by: Person) -> None:
    """Write everything that the applicant itself owes."""
    taught = program(petition.organization)
    texts = {"reason": "Shops hire.", "alignment": "Each one.", "exam_plan": "In May."}
    petitioning.change_petition(by=by, petition=petition, texts=texts, programs=[taught])
    one = petition.credential
    one.exam_mode, one.renewal = "both", "never"
    one.price_low_usd, one.price_date = 120, TODAY
    one.save()


def asked(petition: Petition, by: Person, who: Contact) -> tuple[PetitionLetter, str]:
    """Ask for a letter and return it with the address of its page."""
    letter = letters.ask_for_letter(
        by=by, petition=petition, employer=who.organization, now=timezone.now()
    )
    letters.send_request(by=by, letter=letter, contact=who, now=timezone.now(), base=BASE)
    return letter, re.findall(rf"{BASE}(/l/\S+)", mail.outbox[-1].body)[0]


def answer(client: Client, address: str, button: str = "sign", **typed: str) -> Any:
    page = client.get(address).content.decode()
    hidden = dict(re.findall(r'name="(proof|seen)" value="([^"]*)"', page))
    given = {"signer_name": "Ana Lopez", "signer_title": "HR manager", **typed}
    return client.post(address, {**hidden, "answer": button, **given})


def packet_words(client: Client, petition: Petition) -> list[str]:
    at = petition.organization.slug
    made = client.get(f"/es/my/organizations/{at}/petitions/{petition.pk}/packet.pdf").content
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(made)).pages]


# --- beginning -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [Kind.COLLEGE, Kind.MANUFACTURER, Kind.ASSOCIATION])
def test_who_is_no_school_district_cannot_apply_and_reads_the_rule(kind: str) -> None:
    at = organization(kind=kind)
    staff = member(partnership(), "partnership_staff")

    with pytest.raises(petitioning.MayNotApply, match="may not apply"):
        start(staff, at)


def test_a_charter_school_and_a_technical_district_may_apply() -> None:
    of = registry.state_list(LIST)
    assert of is not None

    assert queries.may_apply(organization(kind=Kind.CTED), of)
    assert queries.may_apply(organization(kind=Kind.SCHOOL, is_charter=True), of)
    assert not queries.may_apply(organization(kind=Kind.SCHOOL), of)
    assert not queries.may_apply(organization(kind=Kind.DISTRICT, state_code="NM"), of)


def test_a_window_that_closed_leads_to_the_next_year(
    district: Organization, director: Person
) -> None:
    late = date(2027, 3, 2)

    with pytest.raises(petitioning.WindowClosed, match="Prepare the petition for 2028"):
        start(director, district, on=late)
    assert start(director, district, year=2028, on=late).cycle_year == 2028


def test_one_petition_per_credential_and_window(district: Organization, director: Person) -> None:
    first = start(director, district)

    with pytest.raises(petitioning.PetitionedAlready):
        start(director, district, credential=first.credential)
    with pytest.raises(petitioning.NoCredential):
        start(director, district, credential=credential("TSA", kind="not_credential"))


def test_a_colleague_who_only_looks_begins_nothing(district: Organization) -> None:
    with pytest.raises(NotPermitted):
        start(member(district, "member"), district)


# --- what is missing -------------------------------------------------------------------------------


def test_what_is_missing_names_who_owes_it(
    client: Client, district: Organization, director: Person, ana: Contact, reference: Store
) -> None:
    petition = start(director, district)
    asked(petition, director, ana)

    lacking = {each.key: each for each in queries.missing(petition, queries.letters_of(petition))}

    assert {"programs", "reason", "alignment", "exam_plan", "facts", "letters"} < lacking.keys()
    assert "Mesa Unified District" in lacking["reason"].who
    assert "Ana Lopez at Copper Castings" in str([each.who for each in lacking.values()])


def test_a_letter_that_names_no_hiring_is_kept_and_does_not_count(
    client: Client, district: Organization, director: Person, ana: Contact, reference: Store
) -> None:
    petition = start(director, district)
    letter, address = asked(petition, director, ana)

    thanks = answer(client, address, supports="yes", words="We weld.")

    letter.refresh_from_db()
    assert thanks.status_code == 200
    assert (letter.status, letter.supports, queries.counts(letter)) == ("signed", True, False)
    said = [each.text for each in queries.missing(petition, [letter])]
    assert any("names no hiring" in each for each in said)


def test_a_full_letter_counts_and_its_original_is_asked_for(
    client: Client, district: Organization, director: Person, ana: Contact, reference: Store
) -> None:
    petition = start(director, district)
    fill(petition, director)
    letter, address = asked(petition, director, ana)
    answer(client, address, supports="yes", will_hire="yes", hires_a_year="4")

    letter.refresh_from_db()
    before = queries.missing(petition, queries.letters_of(petition))
    letters.file_original(by=director, letter=letter, is_at_hand=True)

    assert letter.hires_a_year == 4
    assert ["on company paper" in each.text for each in before] == [True]
    assert queries.missing(petition, queries.letters_of(petition)) == []


def test_what_was_typed_badly_is_told_and_nothing_is_signed(
    client: Client, district: Organization, director: Person, ana: Contact, reference: Store
) -> None:
    letter, address = asked(start(director, district), director, ana)

    empty = answer(client, address)
    wrong = answer(client, address, supports="yes", hires_a_year="many", signer_name="")

    assert "Tick what your company says" in empty.content.decode()
    assert "Write a whole number" in wrong.content.decode()
    assert "Write your name" in wrong.content.decode()
    letter.refresh_from_db()
    assert letter.status == "asked"


def test_signs_that_nobody_sees_are_left_out_of_a_letter(
    client: Client, district: Organization, director: Person, ana: Contact, reference: Store
) -> None:
    letter, address = asked(start(director, district), director, ana)

    signed = answer(
        client, address, supports="yes", signer_name="Ana\x00 Lopez\x07", words="One.\nTwo.\x0b"
    )

    letter.refresh_from_db()
    assert signed.status_code == 200
    assert (letter.signer_name, letter.words) == ("Ana Lopez", "One.\nTwo.")


def test_two_taps_answer_once_and_declining_is_kept(
    client: Client, district: Organization, director: Person, ana: Contact, reference: Store
) -> None:
    letter, address = asked(start(director, district), director, ana)

    answer(client, address, "decline")
    again = answer(client, address, supports="yes", will_hire="yes")

    letter.refresh_from_db()
    assert again.status_code in (409, 403, 410)
    assert letter.status == "declined"


def test_who_gives_no_letter_is_not_asked_again_as_the_page_says(
    client: Client, district: Organization, director: Person, ana: Contact, reference: Store
) -> None:
    petition = start(director, district)
    letter, address = asked(petition, director, ana)
    thanks = answer(client, address, "decline")

    with pytest.raises(letters.GivesNone):
        letters.ask_for_letter(
            by=director, petition=petition, employer=letter.organization, now=timezone.now()
        )

    assert "will not ask you again" in thanks.content.decode()
    assert not employers_for(petition).filter(pk=letter.organization_id)


def test_a_request_taken_back_closes_its_link(
    client: Client, district: Organization, director: Person, ana: Contact, reference: Store
) -> None:
    letter, address = asked(start(director, district), director, ana)

    letters.withdraw_request(by=director, letter=letter, now=timezone.now())

    assert client.get(address).status_code == 410
    with pytest.raises(petitioning.NotNow):
        letters.withdraw_request(by=director, letter=letter, now=timezone.now())


def test_nobody_reminds_twice_a_day_and_only_one_link_works(
    client: Client, district: Organization, director: Person, ana: Contact, reference: Store
) -> None:
    letter, _address = asked(start(director, district), director, ana)
    later = timezone.now() + timedelta(days=2)

    with pytest.raises(Refused):
        letters.send_request(by=director, letter=letter, contact=ana, now=timezone.now(), base=BASE)
    letters.send_request(by=director, letter=letter, contact=ana, now=later, base=BASE)

    assert Link.objects.filter(revoked_at=None).count() == 1


def test_where_nobody_is_shown_staff_choose_whom_to_write_to(
    client: Client, district: Organization, director: Person, reference: Store
) -> None:
    staff = member(partnership(), "partnership_staff")
    hidden = contact(organization("Quiet Works"), full_name="Hidden Name")
    petition = start(director, district)
    letters.ask_for_letter(by=director, petition=petition, employer=hidden.organization, now=NOW)
    address = petitioning.address_of(petition)

    client.force_login(director)
    school_sees = client.get(address).content.decode()
    client.force_login(staff)
    staff_see = client.get(address).content.decode()

    assert "Hidden Name" not in school_sees
    assert "chooses whom to write to" in school_sees
    assert "Hidden Name" in staff_see
    assert WorkItem.objects.filter(kind=letters.NOBODY, done_at=None).count() == 1


# --- steps -----------------------------------------------------------------------------------------


def test_what_the_state_decides_becomes_a_claim_that_nobody_checked(
    district: Organization, director: Person
) -> None:
    partnership()
    petition = start(director, district)
    move = {"by": director, "petition": petition, "now": NOW}

    petitioning.move_petition(status="submitted", day=TODAY, on=TODAY, **move)
    petitioning.move_petition(status="revision", day=date(2027, 3, 9), on=date(2027, 3, 9), **move)
    petitioning.move_petition(status="listed", day=date(2027, 5, 1), on=date(2027, 5, 2), **move)

    claim = Recognition.objects.get()
    assert (claim.place, claim.status, claim.year) == ("listed", "unverified", 2027)
    assert WorkItem.objects.get(done_at=None).kind == petitioning.DECIDED
    with pytest.raises(petitioning.NotNow):
        petitioning.move_petition(
            status="refused", day=date(2027, 5, 1), on=date(2027, 5, 2), **move
        )


@pytest.mark.parametrize(
    ("day", "refusal"),
    [(date(2027, 1, 31), petitioning.NotInWindow), (date(2027, 2, 20), petitioning.NotYet)],
)
def test_it_cannot_be_handed_in_while_the_form_is_closed(
    district: Organization, director: Person, day: date, refusal: type
) -> None:
    petition = start(director, district)

    with pytest.raises(refusal):
        petitioning.move_petition(
            by=director, petition=petition, status="submitted", day=day, now=NOW, on=TODAY
        )


def test_staff_are_told_of_missing_letters_when_the_end_is_near(
    district: Organization, director: Person
) -> None:
    partnership()
    petition = start(director, district, on=date(2026, 11, 2))

    early = letters.tell_board(now=datetime(2026, 12, 1, tzinfo=UTC))
    near = letters.tell_board(now=NOW)

    item = WorkItem.objects.get(kind=petitioning.LACKING)
    assert (early, near) == (0, 1)
    assert item.detail == {"credential": "Certified Welder", "letters": 1, "days": 19}
    petitioning.move_petition(
        by=director, petition=petition, status="submitted", day=TODAY, now=NOW, on=TODAY
    )
    assert not WorkItem.objects.filter(kind=petitioning.LACKING, done_at=None).exists()


# --- pages and paper -------------------------------------------------------------------------------


def test_an_incomplete_packet_says_so_on_its_first_page(
    client: Client, district: Organization, director: Person, ana: Contact, reference: Store
) -> None:
    petition = start(director, district)
    asked(petition, director, ana)
    client.force_login(director)

    pages = packet_words(client, petition)

    assert "INCOMPLETE" in pages[0]
    assert "Letter of Copper Castings: not answered yet" in pages[0]
    assert "Ana Lopez at Copper Castings owes this." in pages[0]


def test_a_complete_packet_holds_each_letter_on_a_page_of_its_own(
    client: Client, district: Organization, director: Person, ana: Contact, reference: Store
) -> None:
    petition = start(director, district)
    fill(petition, director)
    letter, address = asked(petition, director, ana)
    answer(client, address, supports="yes", will_hire="yes", words="#read is what we do.")
    letters.file_original(by=director, letter=letter, is_at_hand=True)
    client.force_login(director)

    pages = packet_words(client, petition)

    assert "INCOMPLETE" not in " ".join(pages)
    assert "Everything on the list below is here." in pages[0]
    assert "Copper Castings hires people who hold this credential." in pages[-1]
    assert "#read is what we do." in pages[-1]
    assert "Space for the company’s letterhead" in pages[-1]


def test_a_school_gathers_a_petition_on_its_pages(
    client: Client, district: Organization, director: Person, ana: Contact, reference: Store
) -> None:
    welder = credential("Certified Welder")
    client.force_login(director)
    address = f"/en/my/organizations/{district.slug}/petitions/"
    form = client.get(f"{address}start/").content.decode()
    window = re.findall(rf'value="({LIST}/\d+)"', form)[0]

    begun = client.post(f"{address}start/", {"credential": welder.pk, "window": window})
    petition = Petition.objects.get()
    here = f"{address}{petition.pk}/"
    client.post(f"{here}words/", {"reason": "Shops hire.", "alignment": "", "exam_plan": ""})
    client.post(f"{here}letters/ask/", {"employer": ana.organization_id})
    letter = PetitionLetter.objects.get()
    client.post(f"{here}letters/{letter.pk}/send/", {"contact": ana.pk})
    page = client.get(here).content.decode()

    assert begun["Location"] == here
    assert len(mail.outbox) == 1
    assert "things are missing" in page
    assert "Shops hire." in page
    assert "things are missing" in client.get(address).content.decode()


def test_an_employer_sees_its_own_letter_and_no_other(
    client: Client, district: Organization, director: Person, ana: Contact, reference: Store
) -> None:
    petition = start(director, district)
    letter, address = asked(petition, director, ana)
    answer(client, address, supports="yes", will_hire="yes")
    plant, other = ana.organization, organization("Another")
    manager, stranger = member(plant, "plant_manager"), member(other, "plant_manager")

    client.force_login(manager)
    own = client.get(f"/en/my/organizations/{plant.slug}/letters/")
    printed = client.get(f"/es/my/organizations/{plant.slug}/letters/{letter.pk}.pdf")
    docket = client.get(petitioning.address_of(petition))
    client.force_login(stranger)
    foreign = client.get(f"/en/my/organizations/{other.slug}/letters/{letter.pk}.pdf")

    assert b"Certified Welder" in own.content
    assert printed.content.startswith(b"%PDF")
    assert (docket.status_code, foreign.status_code) == (404, 404)
    assert not queries.own_letters(plant, within=circle_of(stranger)).exists()
