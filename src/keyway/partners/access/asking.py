"""The questions: may somebody do something at an organization?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

from keyway.errors import Broken, Refused
from keyway.partners.access.roles import PERMISSIONS, ROLES
from keyway.partners.queries.circles import Circle, circle_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from keyway.partners.models import Organization, Person

__all__ = ["NotPermitted", "circle_of", "is_staff", "may", "permissions_at", "require"]


class NotPermitted(Refused):
    """The person's role does not allow the deed here."""

    sentence = _(
        "Your role at %(organization)s does not allow you to do this. "
        "Ask an administrator of %(organization)s, or the partnership."
    )


def may(by: Person | AnonymousUser, permission: str, *, at: Organization) -> bool:
    """Return whether somebody may do something at an organization.

    Raises:
        Broken: no room declared the permission.
    """
    if permission not in PERMISSIONS:
        raise Broken(f"no room declared the permission {permission!r}")
    return permission in permissions_at(by, at)


def require(by: Person | AnonymousUser, permission: str, *, at: Organization) -> None:
    """Let pass who may do something at an organization.

    Raises:
        NotPermitted: the person may not.
        Broken: no room declared the permission.
    """
    if not may(by, permission, at=at):
        raise NotPermitted(organization=at.name)


def permissions_at(by: Person | AnonymousUser, at: Organization) -> frozenset[str]:
    """Return the codes of all that somebody may do at an organization."""
    circle = circle_of(by)
    if circle.person_number is not None and by.is_superuser:
        return frozenset(PERMISSIONS)
    return frozenset(
        code for held in _roles_that_count(circle, at) for code in ROLES[held].permissions
    )


def _roles_that_count(circle: Circle, at: Organization) -> list[str]:
    """Return the roles held here, at the organization this belongs to, or as the site's staff."""
    held = (circle.roles.get(at.pk), circle.roles.get(at.parent_id or 0), circle.staff_role)
    return [role for role in held if role in ROLES]


def is_staff(person: Person | AnonymousUser) -> bool:
    """Return whether somebody works for the partnership that runs the site, or administers it."""
    return circle_of(person).is_staff
