"""What this room adds to the back office: desks of the registry, the queue of claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from keyway.credentials.access import IMPORT_REGISTRY, VERIFY
from keyway.credentials.actions.registry import keepers
from keyway.credentials.admin import exchange
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


class FilesEntry(MenuItem):  # type: ignore[misc]
    """The entry of files for the registry, for whoever may take them over."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the person may take files over."""
        return access.may(request.user, IMPORT_REGISTRY, at=keepers())


def addresses() -> list[URLPattern]:
    """Return the pages of this room that are no viewset."""
    return [
        path("credentials/verify/", QueueView.as_view(), name="staff_claims"),
        path("credentials/verify/<int:number>/", ClaimView.as_view(), name="staff_claim"),
        path("credentials/import/", exchange.FilesView.as_view(), name="staff_registry_files"),
        path(
            "credentials/import/<int:number>/",
            exchange.FileView.as_view(),
            name="staff_registry_file",
        ),
        path(
            "credentials/import/<int:number>/take/", exchange.take_over, name="staff_registry_take"
        ),
        path("credentials/import/<int:number>/drop/", exchange.drop, name="staff_registry_drop"),
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


def files_entry() -> MenuItem:
    """Return the entry of files, below the queue."""
    return FilesEntry(
        _("Files for the registry"),
        reverse("staff_registry_files"),
        name="registry-files",
        icon_name="download",
        order=32,
    )


hooks.register("register_admin_urls", addresses)
hooks.register("register_admin_viewset", desks)
hooks.register("register_admin_menu_item", queue_entry)
hooks.register("register_admin_menu_item", files_entry)
