"""The state of translations: which page lacks a language, which is behind its original."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from keyway.credentials.actions.registry import keepers
from keyway.partners import access
from keyway.promote.access import EDIT_PAGES
from keyway.promote.queries.translations import STATES, Standing, standings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest

_PAGE = 50
_LABELS: Mapping[str, Any] = {
    "missing": _("Missing"),
    "stale": _("Behind its original"),
    "partly": _("Partly translated"),
    "draft": _("Waits as a draft"),
    "in_step": _("In step"),
}


class TranslationsView(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """Every page in every other language; what needs an editor comes first."""

    page_title = _("Translations of pages")
    header_icon = "globe"
    template_name = "promote/desk/translations.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Ask for the permission before anything is shown."""
        if not access.may(request.user, EDIT_PAGES, at=keepers()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return where the page is."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return how the translations stand, and how many in each state."""
        rows = standings()
        state = self.request.GET.get("state", "")
        shown = [each for each in rows if each.state == state] or rows
        page = Paginator(shown, _PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            **kwargs,
            waiting=sum(each.state != "in_step" for each in rows),
            page=page,
            lines=[_line(each) for each in page],
            filters=_filters(rows, state),
        )


def _filters(rows: Sequence[Standing], state: str) -> list[dict[str, Any]]:
    """Return the states that occur, as links with their counts."""
    found = [(each, sum(row.state == each for row in rows)) for each in STATES]
    return [
        {
            "label": _LABELS[each],
            "count": count,
            "href": "?" + urlencode({"state": each}),
            "is_current": each == state,
        }
        for each, count in found
        if count
    ]


def _line(standing: Standing) -> dict[str, Any]:
    """Return one translation as the page shows it, with the way to deal with it."""
    original, translation = standing.original, standing.translation
    return {
        "standing": standing,
        "label": _LABELS[standing.state],
        "language": get_language_info(standing.language)["name_translated"],
        "own_language": get_language_info(original.locale.language_code)["name_translated"],
        "changed": ", ".join(standing.changed),
        "edit_href": reverse("wagtailadmin_pages:edit", args=[(translation or original).pk]),
        "translate_href": ""
        if translation
        else reverse("wagtail_localize:submit_page_translation", args=[original.pk]),
        "history_href": reverse("wagtailadmin_pages:history", args=[original.pk]),
    }
