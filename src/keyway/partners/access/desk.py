"""The back office's own questions, answered by the roles.

Django and Wagtail ask ``person.has_perm("partners.change_site")``; this backend answers from what
the person's role at the partnership that runs the site allows, so there is no second table of
rights to keep in step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from keyway.partners.access.roles import ROLES
from keyway.partners.queries.circles import circle_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from keyway.partners.models import Person

_EDIT = "partners.edit_organization"
_CONTACTS = "partners.edit_contacts"
_APPROVE = "partners.approve_organization"
_PEOPLE = "partners.manage_people"
_PAGES = "partners.edit_pages"
_BOARD = "partners.work_board"

# What the back office asks for, and the permission that answers.
ANSWERED_BY: dict[str, str] = {
    "wagtailadmin.access_admin": _BOARD,
    "partners.view_organization": _BOARD,
    "partners.add_organization": _APPROVE,
    "partners.change_organization": _EDIT,
    "partners.delete_organization": _APPROVE,
    "partners.view_site": _BOARD,
    "partners.add_site": _EDIT,
    "partners.change_site": _EDIT,
    "partners.delete_site": _EDIT,
    "partners.view_contact": "partners.see_contacts",
    "partners.add_contact": _CONTACTS,
    "partners.change_contact": _CONTACTS,
    "partners.delete_contact": _CONTACTS,
    "partners.view_person": _PEOPLE,
    "partners.view_membership": _PEOPLE,
    "partners.view_invitation": _PEOPLE,
    "partners.view_link": "partners.see_contacts",
    "partners.view_workitem": _BOARD,
    "partners.view_consent": "partners.see_contacts",
    "partners.view_journalentry": "partners.read_journal",
    "partners.export_lists": "partners.export",
    "wagtailimages.add_image": _PAGES,
    "wagtailimages.change_image": _PAGES,
    "wagtailimages.choose_image": _PAGES,
    "wagtaildocs.add_document": _PAGES,
    "wagtaildocs.change_document": _PAGES,
    "wagtaildocs.choose_document": _PAGES,
}


class DeskBackend:
    """Answers what the back office asks; signs nobody in."""

    def authenticate(self, request: Any, **credentials: Any) -> None:
        """Recognize nobody: there is one way to sign in, and this is not it."""

    def get_user(self, user_id: int) -> None:
        """Find nobody."""

    def has_perm(
        self, user_obj: Person | AnonymousUser, perm: str, obj: object | None = None
    ) -> bool:
        """Return whether the person's role as staff allows what is asked."""
        return perm in self.get_all_permissions(user_obj)

    def has_module_perms(self, user_obj: Person | AnonymousUser, app_label: str) -> bool:
        """Return whether the person's role allows anything in an app."""
        return any(each.startswith(f"{app_label}.") for each in self.get_all_permissions(user_obj))

    def get_all_permissions(
        self, user_obj: Person | AnonymousUser, obj: object | None = None
    ) -> set[str]:
        """Return all that the back office may ask for and the person's role allows."""
        role = ROLES.get(circle_of(user_obj).staff_role)
        if role is None:
            return set()
        return {asked for asked, answer in ANSWERED_BY.items() if answer in role.permissions}
