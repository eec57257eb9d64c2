"""People at an organization: their roles given, changed and taken; never the last administrator's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext_noop as _

from keyway.errors import Refused
from keyway.partners import access, journal
from keyway.partners.access.walls import opened_for_system
from keyway.partners.models import Membership, Organization, Person

if TYPE_CHECKING:
    from datetime import datetime

# Wagtail's groups of those who write and who publish pages; kept in step with the roles' permissions.
WRITERS = {"Editors": "partners.edit_pages", "Moderators": "partners.publish_pages"}


class LastAdministrator(Refused):
    """Without this person nobody could manage the organization's people."""

    sentence = _(
        "%(person)s is the only administrator of %(organization)s. Make somebody else an "
        "administrator first."
    )


class NoLongerThere(Refused):
    """The person was removed in the meantime."""

    sentence = _("This person no longer belongs to %(organization)s. Load the list again.")


class RoleCannotBeHeld(Refused):
    """The role cannot be held at this kind of organization."""

    sentence = _("This role cannot be held at %(organization)s. Choose one from the list.")


def permission_to_manage(organization: Organization) -> str:
    """Return the permission that managing people asks for: at the partnership itself, its own."""
    return "partners.manage_staff" if organization.runs_site else "partners.manage_people"


def give_role(*, organization: Organization, person: Person, role: str, now: datetime) -> None:
    """Let a person belong to an organization, or renew the role they hold there.

    The caller has asked whether it is allowed.
    """
    Membership.objects.update_or_create(
        organization=organization,
        person=person,
        defaults={"role": role},
        create_defaults={"role": role, "since_at": now},
    )
    _keep_editors(person, organization)


@transaction.atomic
def change_role(*, by: Person, membership: Membership, role: str, now: datetime) -> None:
    """Give somebody another role at the organization they belong to; their sessions end.

    Raises:
        NotPermitted: the person may not manage people here.
        RoleCannotBeHeld: the role does not exist at this kind of organization.
        LastAdministrator: nobody would be left to manage people.
        NoLongerThere: the membership ended in the meantime.
    """
    organization = membership.organization
    access.require(by, permission_to_manage(organization), at=organization)
    if role not in {each.code for each in access.roles_for(organization)}:
        raise RoleCannotBeHeld(organization=organization.name)
    held = _locked(membership)
    if not access.role(role).is_admin:
        _leave_an_administrator(held)
    before = held.role
    held.role = role
    held.save(update_fields=["role"])
    _keep_editors(held.person, organization)
    _end_sessions(held.person, now)
    journal.record(
        "role.changed", by=by, at=organization, about=held.person, before=before, after=role
    )


@transaction.atomic
def remove_person(*, by: Person, membership: Membership, now: datetime) -> None:
    """End somebody's belonging to an organization; their account and contact entry stay.

    Raises:
        NotPermitted: the person may not manage people here.
        LastAdministrator: nobody would be left to manage people.
        NoLongerThere: the membership ended in the meantime.
    """
    organization = membership.organization
    access.require(by, permission_to_manage(organization), at=organization)
    held = _locked(membership)
    _end(held, now)
    journal.record("person.removed", by=by, at=organization, about=held.person, role=held.role)


@transaction.atomic
def leave_organization(*, by: Person, membership: Membership, now: datetime) -> None:
    """End one's own belonging to an organization.

    Raises:
        LastAdministrator: nobody would be left to manage people.
        NoLongerThere: the membership is another person's, or ended in the meantime.
    """
    organization = membership.organization
    if membership.person_id != by.pk:
        raise NoLongerThere(organization=organization.name)
    held = _locked(membership)
    _end(held, now)
    journal.record("person.left", by=by, at=organization, about=by, role=held.role)


def _locked(membership: Membership) -> Membership:
    """Return the membership as it stands, with the organization's people held until the end.

    Two administrators who remove each other at once come one after the other.
    """
    organization = membership.organization
    Organization.objects.select_for_update().get(pk=organization.pk)
    held = (
        Membership.objects.select_related("person", "organization").filter(pk=membership.pk).first()
    )
    if held is None:
        raise NoLongerThere(organization=organization.name)
    return held


def _end(held: Membership, now: datetime) -> None:
    _leave_an_administrator(held)
    Membership.objects.filter(pk=held.pk).delete()
    _keep_editors(held.person, held.organization)
    _end_sessions(held.person, now)


def _leave_an_administrator(held: Membership) -> None:
    admins = [role.code for role in access.roles_for(held.organization) if role.is_admin]
    if held.role not in admins:
        return
    others = Membership.objects.filter(
        organization=held.organization, role__in=admins, person__is_active=True
    ).exclude(pk=held.pk)
    if not others.exists():
        raise LastAdministrator(person=str(held.person), organization=held.organization.name)


@opened_for_system("sessions end when rights change")
def _end_sessions(person: Person, now: datetime) -> None:
    """End the person's live sessions: each that began before now is over at its next request."""
    Person.objects.filter(pk=person.pk).update(access_changed_at=now)


@opened_for_system("editors follow the roles")
def _keep_editors(person: Person, organization: Organization) -> None:
    """Let the person write and publish as their role at the partnership that runs the site allows."""
    if not organization.runs_site:
        return
    held = Membership.objects.filter(organization=organization, person=person).first()
    may = access.role(held.role).permissions if held is not None else set()
    for group in Group.objects.filter(name__in=WRITERS):
        (person.groups.add if WRITERS[group.name] in may else person.groups.remove)(group)
