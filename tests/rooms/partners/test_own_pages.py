"""One's own pages: seen by one's own people, changed by whoever may, absent for everybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.core import mail
from django.utils import timezone

from keyway.partners.models import Invitation, JournalEntry, Membership, Organization, Person
from keyway.web.accounts.factors import PROVEN_FOR
from tests.factories.accounts import token_in
from tests.factories.people import contact, member, organization, person, site

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lists")]
GEARS = "/en/my/organizations/apache-gears/"


@pytest.fixture
def gears() -> Organization:
    return organization("Apache Gears", slug="apache-gears")


PAGES = [
    "",
    "change/",
    "sites/add/",
    "contacts/add/",
    "people/",
    "invite/",
    "leave/",
    "people.csv",
    "people.xlsx",
]


@pytest.mark.parametrize("page", PAGES)
def test_an_administrator_reaches_every_page(
    enter: Callable[[Person], Client], gears: Organization, page: str
) -> None:
    assert enter(member(gears)).get(f"{GEARS}{page}").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_a_foreign_organization_answers_as_one_that_is_not_there(
    enter: Callable[[Person], Client], gears: Organization, page: str
) -> None:
    stranger = enter(member(organization()))

    foreign = stranger.get(f"{GEARS}{page}")
    absent = stranger.get(f"/en/my/organizations/no-such-plant/{page}")

    assert foreign.status_code == absent.status_code == 404
    assert foreign.content == absent.content.replace(b"no-such-plant", b"apache-gears")


@pytest.mark.parametrize("page", PAGES)
def test_a_visitor_is_sent_to_sign_in_whether_it_exists_or_not(
    client: Client, gears: Organization, page: str
) -> None:
    for slug in ("apache-gears", "no-such-plant"):
        answer = client.get(f"/en/my/organizations/{slug}/{page}")
        assert answer.status_code == 302
        assert "/accounts/login/" in answer["Location"]


@pytest.mark.parametrize("page", ["change/", "sites/add/", "contacts/add/", "invite/"])
def test_a_colleague_who_only_looks_is_told_whom_to_ask(
    enter: Callable[[Person], Client], gears: Organization, page: str
) -> None:
    answer = enter(member(gears, "member")).get(f"{GEARS}{page}")

    assert answer.status_code == 403
    assert "Ask an administrator of Apache Gears" in answer.content.decode()


def test_my_page_shows_what_waits_and_where_i_belong(
    enter: Callable[[Person], Client], gears: Organization
) -> None:
    page = enter(member(gears, full_name="Rosa Delgado")).get("/en/my/").content.decode()

    assert "Welcome, Rosa Delgado" in page
    assert "Nobody has confirmed the entry of Apache Gears yet." in page
    assert GEARS in page


def test_whoever_belongs_nowhere_is_told_what_to_do(enter: Callable[[Person], Client]) -> None:
    page = enter(person()).get("/en/my/").content.decode()

    assert "You belong to no organization yet" in page
    assert "/en/partners/join/" in page


def test_the_keeper_of_a_new_site_is_led_to_name_the_partnership(
    enter: Callable[[Person], Client],
) -> None:
    keeper = person(is_superuser=True)
    signed_in = enter(keeper)
    session = signed_in.session
    session[PROVEN_FOR] = keeper.pk
    session.save()

    assert "/en/my/partnership/" in signed_in.get("/en/my/").content.decode()
    signed_in.post(
        "/en/my/partnership/", {"name": "Demo Partnership", "city": "Mesa", "zip_code": "85201"}
    )

    assert Organization.objects.get(runs_site=True).name == "Demo Partnership"
    assert "/en/my/partnership/" not in signed_in.get("/en/my/").content.decode()


def test_nobody_else_names_it(enter: Callable[[Person], Client]) -> None:
    assert enter(person()).get("/en/my/partnership/").status_code == 404


def test_one_tap_confirms_the_entry_and_its_sites(
    enter: Callable[[Person], Client], gears: Organization
) -> None:
    own = site(gears, is_main=True)

    answer = enter(member(gears, "plant_manager")).post(f"{GEARS}confirm/", follow=True)

    gears.refresh_from_db()
    own.refresh_from_db()
    assert gears.confirmed_at is not None
    assert own.confirmed_at is not None
    assert "The entry counts as confirmed today." in answer.content.decode()


def test_a_site_is_shown_with_its_districts_as_soon_as_it_is_kept(
    enter: Callable[[Person], Client], gears: Organization
) -> None:
    answer = enter(member(gears)).post(
        f"{GEARS}sites/add/",
        {"street": "1 Main St", "city": "Mesa", "state_code": "az", "zip_code": "85201"},
        follow=True,
    )

    page = answer.content.decode()
    assert "Legislative district 8, Congressional district 4" in page
    assert "By the center of ZIP 85201" in page


def test_a_place_that_no_map_holds_is_told_at_the_form_with_what_was_typed(
    enter: Callable[[Person], Client], gears: Organization
) -> None:
    answer = enter(member(gears)).post(
        f"{GEARS}sites/add/", {"city": "Atlantis", "state_code": "AZ", "zip_code": "99999"}
    )

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "We could not find this place" in page
    assert 'value="Atlantis"' in page
    assert not gears.sites.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"latitude": "33.5"},
        {"latitude": "abc", "longitude": "-111"},
        {"latitude": "99", "longitude": "-111"},
        {"latitude": "nan", "longitude": "nan"},
        {"zip_code": "8520"},
        {"state_code": "A1"},
        {"city": "x" * 300},
        {"city": "Me\x00sa"},
    ],
)
def test_a_slip_of_the_pen_is_told_at_its_field(
    enter: Callable[[Person], Client], gears: Organization, typed: dict[str, str]
) -> None:
    given = {"city": "Mesa", "state_code": "AZ", "zip_code": "85201", **typed}

    answer = enter(member(gears)).post(f"{GEARS}sites/add/", given)

    assert answer.status_code == 200
    assert not gears.sites.exists()


def test_facts_are_changed_and_seen_by_everybody(
    enter: Callable[[Person], Client], gears: Organization
) -> None:
    admin = enter(member(gears))

    answer = admin.post(
        f"{GEARS}change/",
        {
            "name": "Apache Gears",
            "summary": "Gears for wind turbines.",
            "naics_code": "332",
            "website": "example.org",
            "phone": "480-555-0100",
        },
    )

    gears.refresh_from_db()
    assert answer.status_code == 302
    assert (gears.website, gears.naics_code) == ("https://example.org", "332")
    assert "Gears for wind turbines." in admin.get("/en/partners/apache-gears/").content.decode()


def test_contacts_are_seen_by_ones_own_people_alone(
    enter: Callable[[Person], Client], gears: Organization
) -> None:
    contact(gears, full_name="Pedro Privado")

    assert "Pedro Privado" in enter(member(gears, "member")).get(GEARS).content.decode()


def test_another_organizations_site_is_not_reached_through_ones_own(
    enter: Callable[[Person], Client], gears: Organization
) -> None:
    foreign = site(organization())
    admin = enter(member(gears))

    for deed in ("", "confirm/", "remove/"):
        answer = admin.post(f"{GEARS}sites/{foreign.pk}/{deed}")
        assert answer.status_code == 404
    foreign.refresh_from_db()
    assert foreign.confirmed_at is None


# --- people ----------------------------------------------------------------------------------------


def test_an_administrator_invites_changes_a_role_and_removes(
    enter: Callable[[Person], Client], gears: Organization
) -> None:
    admin = enter(member(gears))
    colleague = member(gears, "member", full_name="Luis Lara")
    held = Membership.objects.get(person=colleague)

    invited = admin.post(
        f"{GEARS}invite/",
        {"email": "ana@example.org", "full_name": "", "role": "plant_manager", "language": "en"},
        follow=True,
    )
    assert "on its way to ana@example.org" in invited.content.decode()

    admin.post(f"{GEARS}people/{held.pk}/role/", {"role": "plant_manager"})
    held.refresh_from_db()
    assert held.role == "plant_manager"

    assert "Remove Luis Lara?" in admin.get(f"{GEARS}people/{held.pk}/remove/").content.decode()
    admin.post(f"{GEARS}people/{held.pk}/remove/")
    assert not Membership.objects.filter(person=colleague).exists()


def test_changing_a_role_asks_for_fresh_proof(
    enter: Callable[[Person], Client], gears: Organization
) -> None:
    admin = enter(member(gears))
    held = Membership.objects.get(person=member(gears, "member"))
    session = admin.session
    session[AUTHENTICATION_METHODS_SESSION_KEY][0]["at"] -= 16 * 60
    session.save()

    for page in (f"people/{held.pk}/role/", f"people/{held.pk}/remove/", "people.csv"):
        answer = admin.post(f"{GEARS}{page}", {"role": "plant_manager"})
        assert answer.status_code in (302, 405)
    held.refresh_from_db()
    assert held.role == "member"
    assert admin.get(f"{GEARS}people.csv").status_code == 302


def test_the_list_of_people_is_harmless_and_taking_it_is_in_the_journal(
    enter: Callable[[Person], Client], gears: Organization
) -> None:
    admin = enter(member(gears, full_name="=2+5"))

    text = admin.get(f"{GEARS}people.csv").content.decode("utf-8-sig")

    assert "'=2+5" in text
    assert JournalEntry.objects.get(event="people.exported").detail == {"form": "csv", "rows": 1}


def test_the_last_administrator_is_told_on_the_page(
    enter: Callable[[Person], Client], gears: Organization
) -> None:
    answer = enter(member(gears)).post(f"{GEARS}leave/", follow=True)

    assert "is the only administrator of Apache Gears" in answer.content.decode()


# --- the page behind an invitation -----------------------------------------------------------------


def invited(gears: Organization, client: Client, **fields: str) -> str:
    """Invite somebody and return the address in the mail."""
    from_ = {"email": "ana@example.org", "full_name": "Ana Ruiz", "role": "plant_manager"}
    client.post(f"{GEARS}invite/", {**from_, "language": "en", **fields})
    client.logout()
    return f"/en/invitation/{token_in(str(mail.outbox[-1].body))}/"


def test_one_tap_accepts_and_leads_in(
    enter: Callable[[Person], Client], client: Client, gears: Organization
) -> None:
    there = invited(gears, enter(member(gears, full_name="Rosa Delgado")))

    page = client.get(there).content.decode()
    assert "Rosa Delgado" in page
    assert "Plant or HR manager" in page
    answer = client.post(there, {"full_name": "Ana Ruiz", "password": ""})

    assert answer["Location"].endswith(GEARS)
    assert client.get(GEARS).status_code == 200
    assert Person.objects.get(email="ana@example.org").last_login is not None


def test_looking_at_an_invitation_changes_nothing(
    enter: Callable[[Person], Client], client: Client, gears: Organization
) -> None:
    there = invited(gears, enter(member(gears)))

    for _ in range(3):
        assert client.get(there).status_code == 200
    client.head(there)

    assert Invitation.objects.get().accepted_at is None


def test_a_weak_password_is_told_at_its_field(
    enter: Callable[[Person], Client], client: Client, gears: Organization
) -> None:
    there = invited(gears, enter(member(gears)))

    answer = client.post(there, {"full_name": "Ana Ruiz", "password": "short"})

    assert answer.status_code == 200
    assert not Person.objects.filter(email="ana@example.org").exists()


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"accepted_at": timezone.now()}, 410, "This invitation was accepted"),
        ({"revoked_at": timezone.now()}, 410, "This invitation was withdrawn"),
        ({"expires_at": timezone.now()}, 410, "This invitation has expired"),
        ({"token_digest": "0" * 64}, 404, "This is not an invitation of ours"),
    ],
)
def test_a_link_that_is_closed_says_why_and_what_to_do(
    enter: Callable[[Person], Client],
    client: Client,
    gears: Organization,
    change: dict[str, object],
    status: int,
    said: str,
) -> None:
    there = invited(gears, enter(member(gears)))
    Invitation.objects.update(**change)

    for answer in (client.get(there), client.post(there, {"full_name": "Ana"})):
        assert answer.status_code == status
        assert said in answer.content.decode()
    assert not Person.objects.filter(email="ana@example.org").exists()


def test_somebody_with_an_account_signs_in_first_and_then_accepts_by_one_tap(
    enter: Callable[[Person], Client], client: Client, gears: Organization
) -> None:
    ana = person(email="ana@example.org")
    there = invited(gears, enter(member(gears)))

    asked = client.get(there).content.decode()
    assert "You have an account already" in asked
    assert there in client.post(there)["Location"]

    enter(ana)
    client.post(there)
    assert Membership.objects.filter(person=ana, organization=gears).exists()


def test_another_person_who_is_signed_in_cannot_take_it(
    enter: Callable[[Person], Client], client: Client, gears: Organization
) -> None:
    there = invited(gears, enter(member(gears)))
    other = person()
    enter(other)

    page = client.post(there).content.decode()

    assert "sent to another" in page
    assert not Membership.objects.filter(person=other).exists()
