"""Roles: small classes with a name, a description and permissions.

The permissions of this room are named in the roles below. A room above declares its own with
``declare`` when it is loaded, and says which roles get them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _

from keyway.errors import Broken
from keyway.partners.models import Organization

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django_stubs_ext import StrOrPromise

Kind = Organization.Kind
EVERY_KIND = frozenset(Kind)
EDUCATION = frozenset({Kind.DISTRICT, Kind.SCHOOL, Kind.CTED, Kind.COLLEGE})


@dataclass(frozen=True, slots=True)
class Permission:
    """Something that may be allowed: ``room.verb_noun`` and a sentence that finishes "May …"."""

    code: str
    sentence: StrOrPromise


PERMISSIONS: dict[str, Permission] = {
    each.code: each
    for each in (
        Permission("partners.approve_organization", _("approve, merge and close organizations")),
        Permission("partners.edit_organization", _("change an organization and its sites")),
        Permission("partners.see_contacts", _("see contacts")),
        Permission("partners.edit_contacts", _("add, change and remove contacts")),
        Permission("partners.confirm_facts", _("confirm that facts are still right")),
        Permission("partners.manage_people", _("invite people, change their roles, remove them")),
        Permission("partners.manage_staff", _("give and take roles at the partnership itself")),
        Permission("partners.import_contacts", _("import contact sheets and undo an import")),
        Permission("partners.export", _("take lists of people away as a file")),
        Permission("partners.work_board", _("see and clear the Monday board")),
        Permission("partners.read_journal", _("read the journal")),
        Permission("partners.erase_person", _("hand out or erase what is kept about a person")),
        Permission("partners.edit_pages", _("write the public pages and stories")),
        Permission("partners.publish_pages", _("publish pages and approve what others wrote")),
    )
}


class Role:
    """What somebody is at an organization.

    Attributes:
        code: how it is stored; never changes.
        name: what people call it.
        description: one sentence on whom it is for.
        kinds: kinds of organization where it can be held.
        is_admin: whether its holder manages the people there; the last one cannot leave.
        permissions: codes of what it allows, this room's and those declared by others.
    """

    code: ClassVar[str]
    name: ClassVar[StrOrPromise]
    description: ClassVar[StrOrPromise]
    kinds: ClassVar[frozenset[str]] = EVERY_KIND
    is_admin: ClassVar[bool] = False
    permissions: ClassVar[set[str]] = set()


class PartnershipDirector(Role):
    """Whoever runs the partnership."""

    code = "partnership_director"
    name = _("Director of the partnership")
    description = _("Runs the partnership and decides who works for it.")
    kinds = frozenset({Kind.PARTNERSHIP})
    is_admin = True
    permissions = set(PERMISSIONS)


class PartnershipStaff(Role):
    """Whoever works for the partnership."""

    code = "partnership_staff"
    name = _("Staff of the partnership")
    description = _("Keeps the directory, approves organizations and helps everybody.")
    kinds = frozenset({Kind.PARTNERSHIP})
    permissions = set(PERMISSIONS) - {"partners.manage_staff"}


class PartnershipVolunteer(Role):
    """Whoever helps the partnership now and then."""

    code = "partnership_volunteer"
    name = _("Volunteer of the partnership")
    description = _("Clears the board and sees contacts, but takes no lists away.")
    kinds = frozenset({Kind.PARTNERSHIP})
    permissions = {"partners.see_contacts", "partners.confirm_facts", "partners.work_board"}


class OrganizationAdmin(Role):
    """Whoever answers for an organization's entry."""

    code = "organization_admin"
    name = _("Administrator")
    description = _("Answers for the organization's entry and for its people.")
    kinds = EVERY_KIND - {Kind.PARTNERSHIP}
    is_admin = True
    permissions = {
        "partners.edit_organization",
        "partners.see_contacts",
        "partners.edit_contacts",
        "partners.confirm_facts",
        "partners.manage_people",
        "partners.export",
    }


class PlantManager(Role):
    """Whoever runs a plant or its personnel."""

    code = "plant_manager"
    name = _("Plant or HR manager")
    description = _("Keeps the plant's entry and its contacts right.")
    kinds = frozenset({Kind.MANUFACTURER})
    permissions = {
        "partners.edit_organization",
        "partners.see_contacts",
        "partners.edit_contacts",
        "partners.confirm_facts",
    }


class Educator(Role):
    """Whoever teaches, counsels or directs CTE."""

    code = "educator"
    name = _("Teacher, counselor or CTE director")
    description = _("Works at a school, technical district or college.")
    kinds = EDUCATION
    permissions = {"partners.see_contacts", "partners.confirm_facts"}


class OfficeStaff(Role):
    """Whoever works for an elected official or an agency."""

    code = "office_staff"
    name = _("Aide or agency staff")
    description = _("Works for an elected official, an agency or an association.")
    kinds = frozenset({Kind.ELECTED_OFFICE, Kind.AGENCY, Kind.ASSOCIATION})
    permissions = {"partners.see_contacts", "partners.confirm_facts"}


class Member(Role):
    """A colleague who only looks."""

    code = "member"
    name = _("Colleague")
    description = _("Sees the organization's own pages and changes nothing.")
    permissions = {"partners.see_contacts"}


ROLES: dict[str, type[Role]] = {
    each.code: each
    for each in (
        PartnershipDirector,
        PartnershipStaff,
        PartnershipVolunteer,
        OrganizationAdmin,
        PlantManager,
        Educator,
        OfficeStaff,
        Member,
    )
}


def declare(permission: Permission, *, roles: Iterable[str]) -> None:
    """Add another room's permission and give it to roles; the director always gets it.

    Raises:
        Broken: the code is declared with another sentence, or a role does not exist.
    """
    held = PERMISSIONS.setdefault(permission.code, permission)
    if held != permission:
        raise Broken(f"two permissions are called {permission.code}")
    for code in {*roles, PartnershipDirector.code}:
        role(code).permissions.add(permission.code)


def role(code: str) -> type[Role]:
    """Return the role of this code.

    Raises:
        Broken: there is none.
    """
    if code not in ROLES:
        raise Broken(f"there is no role {code!r}")
    return ROLES[code]


def roles_for(organization: Organization) -> list[type[Role]]:
    """Return the roles that can be held at an organization, most capable first."""
    return [each for each in ROLES.values() if organization.kind in each.kinds]
