"""The first wall: which organizations' private rows somebody may see."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from keyway.partners.models import Membership, Organization
from keyway.partners.queries.walls import opened_to_find_circle

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import Model, QuerySet

    from keyway.partners.models import Person

_M = TypeVar("_M", bound="Model")

STAFF_ROLES = ("partnership_director", "partnership_staff", "partnership_volunteer")


@dataclass(frozen=True, slots=True)
class Circle:
    """What somebody belongs to.

    Attributes:
        person_number: who it is; None for a visitor.
        roles: role by the number of the organization it is held at.
        organizations: numbers of those organizations and of their parts (a district's schools).
        is_staff: works for the partnership that runs the site, or administers the site, and so
            sees every organization.
        staff_role: the role at that partnership; its permissions hold everywhere.
    """

    person_number: int | None = None
    roles: Mapping[int, str] = field(default_factory=dict)
    organizations: frozenset[int] = frozenset()
    is_staff: bool = False
    staff_role: str = ""

    def holds(self, organization: Organization | int) -> bool:
        """Return whether private rows of this organization may be seen."""
        number = organization if isinstance(organization, int) else organization.pk
        return self.is_staff or number in self.organizations

    def own(self, rows: QuerySet[_M], by: str = "organization") -> QuerySet[_M]:
        """Return the rows that may be seen, of a queryset with the organization at ``by``."""
        if self.is_staff:
            return rows
        where: dict[str, Any] = {f"{by}__in": self.organizations}
        return rows.filter(**where)


NOBODY = Circle()
_asked: ContextVar[dict[tuple[int, bool], Circle] | None] = ContextVar("circles", default=None)


@contextmanager
def circles_stand() -> Iterator[None]:
    """Ask for each circle once while the block runs: only where nothing is done, for a page to read."""
    token = _asked.set({})
    try:
        yield
    finally:
        _asked.reset(token)


def circle_of(person: Person | AnonymousUser) -> Circle:
    """Return what a person belongs to as of now; ``NOBODY`` for a visitor or a closed account."""
    if not person.is_authenticated or not person.is_active or person.pk is None:
        return NOBODY
    asked, key = _asked.get(), (person.pk, person.is_superuser)
    if asked is not None and key in asked:
        return asked[key]
    with opened_to_find_circle(person.pk):
        found = _circle_of(person)
    if asked is not None:
        asked[key] = found
    return found


def _circle_of(person: Person) -> Circle:
    held = Membership.objects.filter(person_id=person.pk).exclude(
        organization__status=Organization.Status.CLOSED
    )
    rows = list(held.values_list("organization_id", "role", "organization__runs_site"))
    roles = {organization: role for organization, role, _ in rows}
    parts = Organization.objects.filter(parent_id__in=roles).values_list("pk", flat=True)
    staff_role = next((role for _, role, runs in rows if runs and role in STAFF_ROLES), "")
    return Circle(
        person_number=person.pk,
        roles=roles,
        organizations=frozenset(roles) | frozenset(parts if roles else ()),
        is_staff=person.is_superuser or bool(staff_role),
        staff_role=staff_role,
    )
