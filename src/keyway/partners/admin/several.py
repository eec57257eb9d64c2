"""One deed to several organizations at once: approve those that wait, close those that are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction

from keyway.errors import Refused
from keyway.partners import access
from keyway.partners.actions import approving
from keyway.partners.actions.links import revoke_link
from keyway.partners.admin.parts import base_of, said
from keyway.partners.models import Link, Organization
from keyway.partners.queries.links import LinkState, state_of

if TYPE_CHECKING:
    from collections.abc import Sequence

Status = Organization.Status


class _Several(BulkAction):  # type: ignore[misc]
    """A deed to the organizations that were ticked, all or none."""

    models: ClassVar = [Organization]
    template_name = "partners/desk/several.html"
    statuses: ClassVar[frozenset[str]] = frozenset()

    def get_all_objects_in_listing_query(self, parent_id: object) -> list[int]:
        """Return nothing: what nobody looked at one by one is not changed."""
        return []

    def check_perm(self, obj: Organization) -> bool:
        """Return whether the deed fits the organization and the person's role."""
        allowed = access.may(self.request.user, "partners.approve_organization", at=obj)
        return allowed and obj.status in self.statuses and not obj.runs_site

    def get_execution_context(self) -> dict[str, Any]:
        """Return who does it, and where links in mail lead."""
        return {"user": self.request.user, "base": base_of(self.request)}

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it, or tell why nothing was done."""
        try:
            return super().form_valid(form)  # type: ignore[no-any-return]
        except Refused as error:
            messages.error(self.request, said(error))
            return HttpResponseRedirect(self.next_url)


class ApproveSeveral(_Several):
    """Takes several that wait into the directory."""

    display_name = _("Approve")
    action_type = "approve"
    aria_label = _("Approve the ticked organizations")
    question = _("These organizations come into the directory, and whoever asked is invited:")
    action_priority = 10
    statuses = frozenset({Status.PROPOSED})

    @classmethod
    def execute_action(
        cls, objects: Sequence[Organization], user: Any = None, base: str = "", **_more: Any
    ) -> tuple[int, int]:
        """Approve them, all or none."""
        done = approving.approve_organizations(
            by=user, organizations=objects, now=timezone.now(), base=base
        )
        return done, 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """Return what was done."""
        return ngettext(
            "%(count)d organization is in the directory.",
            "%(count)d organizations are in the directory.",
            num_parent_objects,
        ) % {"count": num_parent_objects}


class CloseSeveral(_Several):
    """Takes several out of the directory."""

    display_name = _("Close")
    action_type = "close"
    aria_label = _("Close the ticked organizations")
    question = _("These organizations leave the directory. Their records stay and can be reopened:")
    action_priority = 20
    classes: ClassVar = {"serious"}
    statuses = frozenset({Status.PROPOSED, Status.APPROVED})

    @classmethod
    def execute_action(
        cls, objects: Sequence[Organization], user: Any = None, **_more: Any
    ) -> tuple[int, int]:
        """Close them, all or none."""
        done = approving.close_organizations(by=user, organizations=objects, now=timezone.now())
        return done, 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """Return what was done."""
        return ngettext(
            "%(count)d organization is closed.",
            "%(count)d organizations are closed.",
            num_parent_objects,
        ) % {"count": num_parent_objects}


class WithdrawSeveral(BulkAction):  # type: ignore[misc]
    """Withdraws several links that are open."""

    models: ClassVar = [Link]
    template_name = "partners/desk/several.html"
    display_name = _("Withdraw")
    action_type = "withdraw"
    aria_label = _("Withdraw the ticked links")
    question = _("These links stop working at once. Whoever opens one can ask for another:")
    action_priority = 10
    classes: ClassVar = {"serious"}

    def get_all_objects_in_listing_query(self, parent_id: object) -> list[int]:
        """Return nothing: what nobody looked at one by one is not changed."""
        return []

    def check_perm(self, obj: Link) -> bool:
        """Return whether the link is open and the person's role allows it."""
        allowed = access.may(self.request.user, "partners.edit_contacts", at=obj.organization)
        return allowed and state_of(obj, now=timezone.now()) is LinkState.OPEN

    def get_execution_context(self) -> dict[str, Any]:
        """Return who does it."""
        return {"user": self.request.user}

    @classmethod
    def execute_action(
        cls, objects: Sequence[Link], user: Any = None, **_more: Any
    ) -> tuple[int, int]:
        """Withdraw them; the page's transaction lets all or none be."""
        for each in objects:
            revoke_link(by=user, link=each, now=timezone.now())
        return len(objects), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """Return what was done."""
        return ngettext(
            "%(count)d link is withdrawn.", "%(count)d links are withdrawn.", num_parent_objects
        ) % {"count": num_parent_objects}
