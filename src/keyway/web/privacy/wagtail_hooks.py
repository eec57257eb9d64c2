"""What privacy adds to the back office: the desk for handing out and erasing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core.internal.httpkit import authenticated_user
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from keyway.web.privacy import desk

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLPattern


class PeopleDataItem(MenuItem):  # type: ignore[misc]
    """The desk's entry, for those who may."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the person may hand out and erase."""
        return desk.may_hand_out(authenticated_user(request))


def addresses() -> list[URLPattern]:
    """Return the desk's address."""
    return [path("people-data/", desk.people_data, name="staff_people_data")]


def entry() -> MenuItem:
    """Return the desk's entry, after the journal."""
    return PeopleDataItem(
        _("What is kept about people"),
        reverse("staff_people_data"),
        name="people-data",
        icon_name="lock",
        order=130,
    )


hooks.register("register_admin_urls", addresses)
hooks.register("register_admin_menu_item", entry)
