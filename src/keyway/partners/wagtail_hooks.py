"""What this room adds to the back office: the board, the journal, the desks, the look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from keyway.partners.admin import board, journal
from keyway.partners.admin.desks import PartnersGroup
from keyway.partners.admin.several import ApproveSeveral, CloseSeveral, WithdrawSeveral

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLPattern
    from django.utils.safestring import SafeString


def addresses() -> list[URLPattern]:
    """Return the pages of this room that are no viewset."""
    return [
        path("board/", board.BoardView.as_view(), name="staff_board"),
        path("board/<int:number>/<slug:deed>/", board.act, name="staff_board_act"),
        path("journal/", journal.JournalView.as_view(), name="staff_journal"),
        path(
            "journal/results/",
            journal.JournalView.as_view(results_only=True),
            name="staff_journal_results",
        ),
    ]


def desks() -> PartnersGroup:
    """Return the desks."""
    return PartnersGroup()


def board_entry() -> MenuItem:
    """Return the board's entry, the first of the menu."""
    return MenuItem(
        _("Monday board"), reverse("staff_board"), name="board", icon_name="tasks", order=10
    )


class JournalItem(MenuItem):  # type: ignore[misc]
    """The journal's entry, for those who may read it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the person may read the journal."""
        return request.user.has_perm("partners.view_journalentry")


def journal_entry() -> MenuItem:
    """Return the journal's entry, after the desks."""
    return JournalItem(
        _("Journal"), reverse("staff_journal"), name="journal", icon_name="history", order=120
    )


def board_first(request: HttpRequest, panels: list[Any]) -> None:
    """Put what waits before everything else on the front page of the back office."""
    panels.insert(0, board.BoardPanel())


def look() -> SafeString:
    """Return the sheet that gives the back office our colors."""
    return format_html('<link rel="stylesheet" href="{}">', static("keyway/desk.css"))


hooks.register("register_bulk_action", ApproveSeveral)
hooks.register("register_bulk_action", CloseSeveral)
hooks.register("register_bulk_action", WithdrawSeveral)
hooks.register("register_admin_urls", addresses)
hooks.register("register_admin_viewset", desks)
hooks.register("register_admin_menu_item", board_entry)
hooks.register("construct_homepage_panels", board_first)
hooks.register("insert_global_admin_css", look)
hooks.register("register_admin_menu_item", journal_entry)
