"""What this room adds to the back office, and to how editors' pages are served."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.urls import path, reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from keyway.credentials.actions.registry import keepers
from keyway.partners import access
from keyway.promote.access import EDIT_PAGES
from keyway.promote.admin.translations import TranslationsView
from keyway.promote.forms.media import VideoForm
from keyway.promote.models import Video
from keyway.promote.models.sizes import WithinOperation

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase
    from django.urls import URLPattern

    Serve = Callable[[Any, HttpRequest, list[Any], dict[str, Any]], HttpResponseBase]


_FIELDS = (
    "title", "file", "provider_url", "poster", "spoken_language", "seconds", "captions_en",
    "captions_es", "transcript_en", "transcript_es", "waiver", "rights_holder", "shows_minors",
    "permission_until_date",
)  # fmt: skip


class VideoDesk(SnippetViewSet):  # type: ignore[misc]
    """The desk of videos, from which pages choose."""

    model = Video
    icon = "media"
    menu_label = _("Videos")
    menu_order = 320
    add_to_admin_menu = True
    list_display: ClassVar[list[str]] = ["title", "spoken_language", "changed_at"]
    search_fields: ClassVar[list[str]] = ["title"]
    edit_handler = ObjectList([FieldPanel(name) for name in _FIELDS], base_form_class=VideoForm)


register_snippet(VideoDesk)


@hooks.register("register_image_operations")  # type: ignore[untyped-decorator]
def weigh_pictures() -> list[tuple[str, type[WithinOperation]]]:
    """Let a drawing of a picture say how heavy it may be."""
    return [("within", WithinOperation)]


@hooks.register("on_serve_page")  # type: ignore[untyped-decorator]
def keep_no_place(serve: Serve) -> Serve:
    """Let no cache keep a page whose address says where somebody lives."""

    def served(
        page: Any, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase:
        response = serve(page, request, args, kwargs)
        if "zip" in request.GET:
            patch_cache_control(response, private=True, no_store=True)
        return response

    return served


class TranslationsEntry(MenuItem):  # type: ignore[misc]
    """The entry of translations, for whoever edits pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the person may edit pages."""
        return access.may(request.user, EDIT_PAGES, at=keepers())


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def desk_addresses() -> list[URLPattern]:
    """Return the pages of this room in the back office."""
    return [path("translations/", TranslationsView.as_view(), name="staff_translations")]


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def translations_entry() -> MenuItem:
    """Return the entry of translations, after the pages."""
    return TranslationsEntry(
        _("Translations"),
        reverse("staff_translations"),
        name="translations",
        icon_name="globe",
        order=110,
    )


@hooks.register("register_admin_urls", order=-1)  # type: ignore[untyped-decorator]
def one_picture_at_a_time() -> list[URLPattern]:
    """Lead the form for many pictures to the one for one, where each is opened and described."""
    one = RedirectView.as_view(pattern_name="wagtailimages:add")
    return [path("images/multiple/add/", one, name="staff_pictures_one_by_one")]
