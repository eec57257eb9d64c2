"""Who belongs where: invited, accepted, given another role, removed; never the last administrator."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import override_settings

from keyway.partners.access import NotPermitted
from keyway.partners.actions import invitations, people
from keyway.partners.models import (
    Contact,
    Invitation,
    JournalEntry,
    Membership,
    Organization,
    Person,
)
from tests.factories.accounts import token_in
from tests.factories.people import NOW, contact, member, organization, partnership, person

if TYPE_CHECKING:
    from keyway.errors import Refused

pytestmark = pytest.mark.django_db
BASE = "https://keyway.example.org"
LATER = NOW + timedelta(days=15)


class Refusing(BaseEmailBackend):
    """A mail server that is not there."""

    def send_messages(self, messages: Any) -> int:
        raise ConnectionRefusedError


@pytest.fixture
def plant() -> Organization:
    return organization("Apache Gears")


@pytest.fixture
def rosa(plant: Organization) -> Person:
    """The plant's only administrator."""
    return member(plant, full_name="Rosa Delgado")


def invite(by: Person, at: Organization, **changed: Any) -> Invitation:
    given = {
        "email": "ana@example.org",
        "full_name": "Ana Ruiz",
        "role": "plant_manager",
        "language": "en",
        "now": NOW,
        "base": BASE,
        **changed,
    }
    return invitations.invite_person(by=by, organization=at, **given)


def token() -> str:
    """Return the token of the last mail that was sent."""
    return token_in(str(mail.outbox[-1].body))


def accept(given_token: str, **changed: Any) -> Person:
    given = {"full_name": "Ana Ruiz", "password": "", "language": "en", "now": NOW, **changed}
    return invitations.accept_as_new(token=given_token, **given)


def held(somebody: Person, at: Organization) -> Membership:
    return Membership.objects.get(person=somebody, organization=at)


def test_an_invitation_is_a_mail_in_its_language_and_its_token_is_kept_nowhere(
    plant: Organization, rosa: Person
) -> None:
    invitation = invite(rosa, plant, language="es")

    (sent,) = mail.outbox
    assert sent.to == ["ana@example.org"]
    assert f"{BASE}/es/invitation/" in str(sent.body)
    assert len(token()) >= 43
    assert token() not in invitation.token_digest
    assert "@" not in str(JournalEntry.objects.filter(event="invitation.sent").values())


def test_whoever_accepts_has_an_account_a_role_and_a_contact(
    plant: Organization, rosa: Person
) -> None:
    invite(rosa, plant)

    ana = accept(token(), full_name="Ana R.", password="four or five words in a row")  # noqa: S106

    assert held(ana, plant).role == "plant_manager"
    assert ana.check_password("four or five words in a row")
    assert Contact.objects.get(organization=plant, person=ana).full_name == "Ana R."
    assert JournalEntry.objects.filter(event="invitation.accepted", person_number=ana.pk).exists()


def test_a_contact_we_have_becomes_the_persons_own(plant: Organization, rosa: Person) -> None:
    known = contact(plant, email="ANA@example.org")
    invite(rosa, plant)

    ana = accept(token())

    known.refresh_from_db()
    assert known.person == ana
    assert plant.contacts.count() == 1
    assert not ana.has_usable_password()


def test_a_link_works_once(plant: Organization, rosa: Person) -> None:
    invite(rosa, plant)
    accept(token())

    with pytest.raises(invitations.InvitationNotOpen):
        accept(token())

    assert Person.objects.filter(email="ana@example.org").count() == 1


@pytest.mark.parametrize("wrong", ["", "x", "0" * 43, "é"])
def test_a_token_that_is_none_opens_nothing(wrong: str) -> None:
    with pytest.raises(invitations.InvitationNotOpen):
        accept(wrong)


def test_an_expired_and_a_withdrawn_link_open_nothing(plant: Organization, rosa: Person) -> None:
    expired = invite(rosa, plant)
    with pytest.raises(invitations.InvitationNotOpen):
        accept(token(), now=LATER)

    invitations.withdraw_invitation(by=rosa, invitation=expired, now=NOW)
    with pytest.raises(invitations.InvitationNotOpen):
        accept(token())

    assert not Person.objects.filter(email="ana@example.org").exists()


def test_sending_again_ends_the_link_before(plant: Organization, rosa: Person) -> None:
    invitation = invite(rosa, plant)
    first = token()

    invitations.resend_invitation(by=rosa, invitation=invitation, now=NOW, base=BASE)

    with pytest.raises(invitations.InvitationNotOpen):
        accept(first)
    assert accept(token()).email == "ana@example.org"


def test_inviting_twice_is_told_kindly_and_sends_nothing(plant: Organization, rosa: Person) -> None:
    invite(rosa, plant)

    with pytest.raises(invitations.InvitedAlready, match="send the invitation again"):
        invite(rosa, plant, email="ANA@Example.org")

    assert len(mail.outbox) == 1


def test_an_expired_invitation_stands_in_nobodys_way(plant: Organization, rosa: Person) -> None:
    invite(rosa, plant)

    invite(rosa, plant, now=LATER)

    assert Invitation.objects.filter(revoked_at=None).count() == 1


def test_a_member_is_not_invited_again(plant: Organization, rosa: Person) -> None:
    with pytest.raises(invitations.BelongsAlready):
        invite(rosa, plant, email=rosa.email.upper())


@override_settings(EMAIL_BACKEND=f"{__name__}.Refusing")
def test_when_no_mail_goes_out_nobody_is_invited(plant: Organization, rosa: Person) -> None:
    with pytest.raises(invitations.MailNotSent):
        invite(rosa, plant)

    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", ["partnership_director", "educator", "nonsense"])
def test_a_role_of_another_kind_of_organization_cannot_be_given(
    plant: Organization, rosa: Person, role: str
) -> None:
    with pytest.raises(people.RoleCannotBeHeld):
        invite(rosa, plant, role=role)
    with pytest.raises(people.RoleCannotBeHeld):
        people.change_role(by=rosa, membership=held(rosa, plant), role=role, now=NOW)


def test_a_link_is_no_way_into_an_account_that_stands(plant: Organization, rosa: Person) -> None:
    person(email="ana@example.org")
    invite(rosa, plant, email="Ana@Example.org")

    with pytest.raises(invitations.SignInFirst):
        accept(token())

    assert Invitation.objects.get().accepted_at is None


def test_the_owner_of_an_account_accepts_signed_in_and_nobody_else(
    plant: Organization, rosa: Person
) -> None:
    ana, other = person(email="ana@example.org"), person()
    invite(rosa, plant)

    with pytest.raises(invitations.ForSomebodyElse):
        invitations.accept_as_known(by=other, token=token(), now=NOW)
    invitations.accept_as_known(by=ana, token=token(), now=NOW)

    assert held(ana, plant).role == "plant_manager"
    assert not Membership.objects.filter(person=other).exists()


def test_only_whoever_manages_people_invites_changes_and_removes(
    plant: Organization, rosa: Person
) -> None:
    manager = member(plant, "plant_manager")
    stranger = member(organization())
    own = held(manager, plant)

    for somebody in (manager, stranger):
        with pytest.raises(NotPermitted):
            invite(somebody, plant)
        with pytest.raises(NotPermitted):
            people.change_role(by=somebody, membership=own, role="organization_admin", now=NOW)
        with pytest.raises(NotPermitted):
            people.remove_person(by=somebody, membership=held(rosa, plant), now=NOW)


def test_staff_do_not_hand_out_roles_at_the_partnership_itself() -> None:
    ours = partnership()
    director, staff = member(ours, "partnership_director"), member(ours, "partnership_staff")

    with pytest.raises(NotPermitted):
        invite(staff, ours, role="partnership_director")
    with pytest.raises(NotPermitted):
        people.change_role(
            by=staff, membership=held(staff, ours), role="partnership_director", now=NOW
        )

    invite(director, ours, role="partnership_staff")


@pytest.mark.parametrize("way", ["remove", "leave", "demote"])
def test_the_last_administrator_cannot_go(plant: Organization, rosa: Person, way: str) -> None:
    own = held(rosa, plant)
    staff = member(partnership(), "partnership_staff")
    member(plant, "plant_manager")
    member(plant, is_active=False)

    with pytest.raises(people.LastAdministrator, match="Rosa Delgado is the only administrator"):
        _go(way, rosa, staff, own)

    assert held(rosa, plant).role == "organization_admin"


@pytest.mark.parametrize("way", ["remove", "leave", "demote"])
def test_one_of_two_administrators_may_go_and_their_sessions_end(
    plant: Organization, rosa: Person, way: str
) -> None:
    other = member(plant)

    _go(way, rosa, other, held(rosa, plant))

    rosa.refresh_from_db()
    assert rosa.access_changed_at == NOW
    still = Membership.objects.filter(person=rosa, role="organization_admin")
    assert not still.exists()


def _go(way: str, rosa: Person, other: Person, own: Membership) -> None:
    if way == "leave":
        people.leave_organization(by=rosa, membership=own, now=NOW)
    elif way == "remove":
        people.remove_person(by=other, membership=own, now=NOW)
    else:
        people.change_role(by=other, membership=own, role="member", now=NOW)


def test_nobody_leaves_in_anothers_name(plant: Organization, rosa: Person) -> None:
    other = member(plant)

    with pytest.raises(people.NoLongerThere):
        people.leave_organization(by=other, membership=held(rosa, plant), now=NOW)


def test_a_person_removed_by_a_colleague_meanwhile_is_told(
    plant: Organization, rosa: Person
) -> None:
    gone = held(member(plant, "member"), plant)
    Membership.objects.filter(pk=gone.pk).delete()

    with pytest.raises(people.NoLongerThere):
        people.remove_person(by=rosa, membership=gone, now=NOW)


def test_whoever_may_write_and_publish_pages_is_in_wagtails_groups_and_nobody_else() -> None:
    groups = {Group.objects.get_or_create(name=name)[0] for name in people.WRITERS}
    ours = partnership()
    director, staff = member(ours, "partnership_director"), member(ours, "partnership_volunteer")

    people.change_role(by=director, membership=held(staff, ours), role="partnership_staff", now=NOW)
    assert set(staff.groups.all()) == groups

    people.change_role(
        by=director, membership=held(staff, ours), role="partnership_volunteer", now=NOW
    )
    assert set(staff.groups.all()) == set()


def test_every_refusal_says_what_to_do() -> None:
    refusals: list[type[Refused]] = [
        people.LastAdministrator,
        people.NoLongerThere,
        people.RoleCannotBeHeld,
        invitations.BelongsAlready,
        invitations.InvitedAlready,
        invitations.MailNotSent,
        invitations.InvitationNotOpen,
        invitations.ForSomebodyElse,
        invitations.SignInFirst,
    ]

    for each in refusals:
        assert each.sentence.count(".") >= 2
