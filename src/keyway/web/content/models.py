"""Pages that editors keep: home and one front per audience.

Pages hold structured facts, not design; figures come from queries, never from an editor's keyboard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from keyway.needs.views.glance import glance
from keyway.promote.views.pages import article, front

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.template.response import TemplateResponse


class StepBlock(blocks.StructBlock):  # type: ignore[misc]
    """One next step: what to do, why, and the address inside this site that does it."""

    title = blocks.CharBlock(max_length=80, label=_("What to do"))
    explanation = blocks.CharBlock(max_length=240, label=_("Why, in one sentence"))
    address = blocks.RegexBlock(
        regex=r"^[a-z0-9][a-z0-9/_-]*/(\?[A-Za-z0-9=&_.-]*)?$",
        max_length=200,
        label=_("Address inside this site"),
        help_text=_("Without the language: gap/ or counties/04013/"),
        error_messages={"invalid": _("Write it as gap/ or counties/04013/")},
    )

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Return the block's context with ``href``, the address in the reader's language."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["href"] = f"/{get_language()}/{value['address']}"
        return context

    class Meta:
        icon = "arrow-right"
        label = _("Next step")
        template = "content/_step.html"


class HomePage(Page):  # type: ignore[misc]
    """The front door: what this is, and one door per audience."""

    lead = models.TextField(
        _("lead"), max_length=400, help_text=_("What this is, in two sentences.")
    )

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "content.SectionFront",
        "promote.StoriesPage",
        "promote.SeriesShelfPage",
        "promote.ToolkitsPage",
        "promote.EventsPage",
        "promote.NewsPage",
        "promote.PlainPage",
    ]
    template = "content/home.html"

    class Meta:
        verbose_name = _("home page")

    def doors(self) -> models.QuerySet[SectionFront]:
        """Return the section fronts that stand in the menu, in the editors' order."""
        fronts = SectionFront.objects.child_of(self).live().in_menu()
        ordered: models.QuerySet[SectionFront] = fronts.order_by("path")
        return ordered

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the page's context with ``doors``, the state at a glance and what is new."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, "doors": self.doors(), "glance": glance(), **front(self)}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the page; once it has figures, everybody may keep it for a minute."""
        response: TemplateResponse = super().serve(request, *args, **kwargs)
        if (response.context_data or {}).get("glance"):
            patch_cache_control(response, public=True, max_age=60)
        return response


class Audience(models.TextChoices):
    """Whom a section front speaks to."""

    STUDENTS = "students", _("Students")
    PARENTS = "parents", _("Parents")
    TEACHERS = "teachers", _("Teachers and counselors")
    SCHOOLS = "schools", _("Schools and colleges")
    MANUFACTURERS = "manufacturers", _("Manufacturers")
    OFFICIALS = "officials", _("Public officials")


class SectionFront(Page):  # type: ignore[misc]
    """What one audience finds here, and the three things they can do next."""

    audience = models.CharField(_("audience"), max_length=20, choices=Audience)
    lead = models.TextField(
        _("lead"), max_length=400, help_text=_("What they find here, in two sentences.")
    )
    steps = StreamField(
        [("step", StepBlock())],
        max_num=3,
        blank=True,
        verbose_name=_("next steps"),
        help_text=_("Three at most: people who are offered more choose none."),
    )

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("audience"),
        FieldPanel("lead"),
        FieldPanel("steps"),
    ]
    parent_page_types: ClassVar[list[str]] = ["content.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "content/section_front.html"

    class Meta:
        verbose_name = _("section front")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the page's context with what the shelves hold for its audience."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        home = self.get_parent()
        return {**context, **article(request, self), **front(home, self.audience)}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the page; everybody may keep it for a minute."""
        response: HttpResponse = super().serve(request, *args, **kwargs)
        patch_cache_control(response, public=True, max_age=60)
        return response
