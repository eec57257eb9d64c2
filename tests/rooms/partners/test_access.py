"""Who may do what where."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from keyway.errors import Broken
from keyway.partners import access
from keyway.partners.access.roles import OrganizationAdmin
from keyway.partners.models import Contact, Organization
from keyway.partners.queries.circles import circle_of, circles_stand
from keyway.web.frame.opening import OneCircle
from tests.factories.people import contact, member, organization, partnership, person

pytestmark = pytest.mark.django_db


def test_an_administrator_may_edit_their_own_plant_and_no_other():
    own, other = organization("Demo Gears"), organization("Demo Castings")
    somebody = member(own)

    assert access.may(somebody, "partners.edit_organization", at=own)
    assert not access.may(somebody, "partners.edit_organization", at=other)


def test_a_district_administrator_may_edit_its_schools_but_a_school_not_its_district():
    district = organization("Demo Unified", kind=Organization.Kind.DISTRICT)
    school = organization("Demo High", kind=Organization.Kind.SCHOOL, parent=district)
    sibling = organization("Demo Middle", kind=Organization.Kind.SCHOOL, parent=district)
    of_district, of_school = member(district), member(school)

    assert access.may(of_district, "partners.edit_organization", at=school)
    assert not access.may(of_school, "partners.edit_organization", at=district)
    assert not access.may(of_school, "partners.edit_organization", at=sibling)


def test_staff_of_the_partnership_that_runs_the_site_may_edit_everywhere():
    plant = organization()
    staff = member(partnership(), "partnership_staff")

    assert access.is_staff(staff)
    assert access.may(staff, "partners.approve_organization", at=plant)


def test_staff_of_another_partnership_are_no_staff_here():
    partnership()
    plant = organization()
    elsewhere = organization("Demo Valley Partnership", kind=Organization.Kind.PARTNERSHIP)
    somebody = member(elsewhere, "partnership_director")

    assert not access.is_staff(somebody)
    assert not access.may(somebody, "partners.edit_organization", at=plant)


def test_a_volunteer_here_who_directs_another_partnership_stays_a_volunteer_here():
    plant = organization()
    elsewhere = organization("Demo Valley Partnership", kind=Organization.Kind.PARTNERSHIP)
    somebody = member(partnership(), "partnership_volunteer")
    elsewhere.memberships.create(
        person=somebody, role="partnership_director", since_at=somebody.joined_at
    )

    assert not access.may(somebody, "partners.edit_organization", at=plant)


@pytest.mark.parametrize("closed", ["account", "organization"])
def test_a_closed_account_or_organization_gives_no_rights(closed):
    plant = organization()
    somebody = member(plant)
    somebody.is_active = closed != "account"
    somebody.save()
    if closed == "organization":
        Organization.objects.filter(pk=plant.pk).update(status=Organization.Status.CLOSED)

    assert not access.may(somebody, "partners.see_contacts", at=plant)


def test_a_visitor_may_nothing():
    assert access.permissions_at(AnonymousUser(), organization()) == frozenset()


def test_an_administrator_of_the_site_may_everything():
    somebody = person(is_superuser=True)

    assert access.permissions_at(somebody, organization()) == frozenset(access.PERMISSIONS)


def test_a_permission_nobody_declared_is_a_mistake_of_ours():
    with pytest.raises(Broken, match="no room declared"):
        access.may(person(), "partners.fly", at=organization())


def test_a_refusal_names_the_organization():
    with pytest.raises(access.NotPermitted, match="Your role at Demo Gears"):
        access.require(person(), "partners.manage_people", at=organization("Demo Gears"))


def test_a_room_declares_a_permission_and_who_gets_it(monkeypatch):
    monkeypatch.setattr(OrganizationAdmin, "permissions", set(OrganizationAdmin.permissions))
    plant = organization()
    permission = access.Permission("tests.host_tour", "host a tour")

    monkeypatch.setitem(access.PERMISSIONS, permission.code, permission)
    access.declare(permission, roles=["organization_admin"])

    assert access.may(member(plant), "tests.host_tour", at=plant)
    assert not access.may(member(plant, "member"), "tests.host_tour", at=plant)


def test_rows_of_others_are_not_there():
    own, other = organization(), organization()
    mine, _ = contact(own), contact(other)

    seen = circle_of(member(own)).own(Contact.objects.all())

    assert list(seen) == [mine]


def test_the_back_office_asks_the_same_roles():
    staff = member(partnership(), "partnership_staff")
    volunteer = member(Organization.objects.get(runs_site=True), "partnership_volunteer")
    manager = member(organization(), "plant_manager")

    assert staff.has_perm("partners.change_organization")
    assert volunteer.has_perm("wagtailadmin.access_admin")
    assert not volunteer.has_perm("partners.change_organization")
    assert not manager.has_perm("wagtailadmin.access_admin")


def test_for_a_page_that_is_read_a_circle_is_found_once_and_around_a_deed_anew(
    django_assert_num_queries,
):
    own = organization()
    somebody = member(own)

    with circles_stand():
        circle_of(somebody)
        with django_assert_num_queries(0):
            known = circle_of(somebody)
        somebody.memberships.all().delete()
        still = circle_of(somebody)
    anew = circle_of(somebody)

    assert known.holds(own)
    assert still == known
    assert not anew.holds(own)


@pytest.mark.parametrize(("method", "stands"), [("get", True), ("head", True), ("post", False)])
def test_only_what_is_read_keeps_a_circle(rf, method, stands):
    own = organization()
    somebody = member(own)

    def answer(request):
        circle_of(somebody)
        somebody.memberships.all().delete()
        return circle_of(somebody).holds(own)

    assert OneCircle(answer)(getattr(rf, method)("/")) is stands
