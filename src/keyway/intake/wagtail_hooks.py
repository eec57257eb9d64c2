"""What this room adds to the back office: imports and merges in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from keyway.intake.actions.reading import PERMISSION
from keyway.partners import access
from keyway.partners.models import Organization

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLResolver
    from django.utils.safestring import SafeString


class ImportsEntry(MenuItem):  # type: ignore[misc]
    """An entry of the menu for whoever may import."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the person may import sheets."""
        home = Organization.objects.filter(runs_site=True).first()
        return home is not None and access.may(request.user, PERMISSION, at=home)


def addresses() -> list[URLResolver]:
    """Return the pages of this room."""
    return [path("", include("keyway.intake.urls"))]


def entry() -> MenuItem:
    """Return the entry of imports."""
    return ImportsEntry(
        _("Imports"), reverse("staff_imports"), name="imports", icon_name="upload", order=30
    )


def look() -> SafeString:
    """Return the sheet for the pages of this room."""
    return format_html('<link rel="stylesheet" href="{}">', static("keyway/intake.css"))


hooks.register("register_admin_urls", addresses)
hooks.register("register_admin_menu_item", entry)
hooks.register("insert_global_admin_css", look)
