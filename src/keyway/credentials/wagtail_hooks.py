"""What this room adds to the back office: desks of the registry, the queue of claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from keyway.credentials.access import VERIFY
from keyway.credentials.actions.registry import keepers
from keyway.credentials.admin.desks import RegistryGroup
from keyway.credentials.admin.verifying import ClaimView, QueueView
from keyway.partners import access

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLPattern


class QueueEntry(MenuItem):  # type: ignore[misc]
    """The entry of the queue, for whoever may check claims."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the person may check claims."""
        return access.may(request.user, VERIFY, at=keepers())


def addresses() -> list[URLPattern]:
    """Return the pages of this room that are no viewset."""
    return [
        path("credentials/verify/", QueueView.as_view(), name="staff_claims"),
        path("credentials/verify/<int:number>/", ClaimView.as_view(), name="staff_claim"),
    ]


def desks() -> RegistryGroup:
    """Return the desks."""
    return RegistryGroup()


def queue_entry() -> MenuItem:
    """Return the queue's entry, before the desks."""
    return QueueEntry(
        _("Claims to verify"),
        reverse("staff_claims"),
        name="claims",
        icon_name="clipboard-list",
        order=24,
    )


hooks.register("register_admin_urls", addresses)
hooks.register("register_admin_viewset", desks)
hooks.register("register_admin_menu_item", queue_entry)
