"""Page types: stories, series with episodes, toolkits, events, news and plain pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from keyway.promote.models import blocks
from keyway.promote.models.campaigns import Audience
from keyway.promote.models.showing import context_of
from keyway.reference.words.kinds import folded

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_HOME = ["content.HomePage"]
_KEPT_SECONDS = 60


class _Told(Page):  # type: ignore[misc]
    """A page with a lead; the views add what stands beside its words."""

    lead = models.TextField(
        _("lead"), max_length=400, help_text=_("What readers find here, in two sentences.")
    )

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("lead")]
    # Found by any word that begins like one typed, with and without accents, on every database.
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.AutocompleteField("plain_words"),
    ]

    class Meta:
        abstract = True

    def plain_words(self) -> str:
        """Return all that the page says, without case and accents."""
        held = [each for each in self._meta.fields if isinstance(each, StreamField)]
        said = (each.get_searchable_content(getattr(self, each.name)) for each in held)
        return folded(" ".join([self.title, self.lead, *(text for part in said for text in part)]))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the page's context with what the views declared for its kind."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, **context_of(request, self)}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the page; everybody may keep it for a minute, a draft nobody."""
        response: HttpResponse = super().serve(request, *args, **kwargs)
        patch_cache_control(response, public=True, max_age=_KEPT_SECONDS)
        return response


class _Article(_Told):
    """A page with a picture, an audience and a body."""

    picture = models.ForeignKey(
        "promote.Picture",
        verbose_name=_("picture"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    audience = models.CharField(
        _("audience"), max_length=13, choices=Audience, default=Audience.EVERYBODY
    )
    is_demo = models.BooleanField(
        _("for demonstration"), default=False, help_text=_("Marked as such on the page.")
    )
    body = StreamField(blocks.Body(required=False), blank=True, verbose_name=_("body"))

    content_panels: ClassVar[list[Any]] = [
        *_Told.content_panels,
        FieldPanel("picture"),
        FieldPanel("body"),
    ]
    settings_panels: ClassVar[list[Any]] = [
        *Page.settings_panels,
        FieldPanel("audience"),
        FieldPanel("is_demo"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *_Told.search_fields,
        index.SearchField("body"),
        index.FilterField("audience"),
    ]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        abstract = True


class StoriesPage(_Told):
    """The shelf of stories."""

    parent_page_types: ClassVar[list[str]] = _HOME
    subpage_types: ClassVar[list[str]] = ["promote.StoryPage"]
    max_count_per_parent = 1
    template = "promote/stories.html"

    class Meta:
        verbose_name = _("shelf of stories")


class StoryPage(_Article):
    """A story about people at work, or about a kind of work."""

    threads = StreamField(
        blocks.Threads(required=False), blank=True, verbose_name=_("what it names")
    )

    content_panels: ClassVar[list[Any]] = [*_Article.content_panels, FieldPanel("threads")]
    parent_page_types: ClassVar[list[str]] = ["promote.StoriesPage"]
    template = "promote/story.html"

    class Meta:
        verbose_name = _("story")


class SeriesShelfPage(_Told):
    """The shelf of series."""

    parent_page_types: ClassVar[list[str]] = _HOME
    subpage_types: ClassVar[list[str]] = ["promote.SeriesPage"]
    max_count_per_parent = 1
    template = "promote/series_shelf.html"

    class Meta:
        verbose_name = _("shelf of series")


class SeriesPage(_Article):
    """A series of episodes."""

    channel = models.CharField(_("where it runs"), max_length=120, blank=True)
    rights_holder = models.CharField(_("rights holder"), max_length=160, blank=True)

    content_panels: ClassVar[list[Any]] = [
        *_Article.content_panels,
        FieldPanel("channel"),
        FieldPanel("rights_holder"),
    ]
    parent_page_types: ClassVar[list[str]] = ["promote.SeriesShelfPage"]
    subpage_types: ClassVar[list[str]] = ["promote.EpisodePage"]
    template = "promote/series.html"

    class Meta:
        verbose_name = _("series")


class EpisodePage(_Article):
    """An episode: a video and its segments, each with what it names."""

    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    air_date = models.DateField(_("first shown"), null=True, blank=True)
    video = models.ForeignKey(
        "promote.Video",
        verbose_name=_("video"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    segments = StreamField(blocks.Segments(required=False), blank=True, verbose_name=_("segments"))

    content_panels: ClassVar[list[Any]] = [
        *_Told.content_panels,
        MultiFieldPanel(
            [FieldPanel("number"), FieldPanel("air_date"), FieldPanel("video")],
            heading=_("Episode"),
        ),
        FieldPanel("picture"),
        FieldPanel("segments"),
        FieldPanel("body"),
    ]
    search_fields: ClassVar[list[Any]] = [*_Article.search_fields, index.SearchField("segments")]
    parent_page_types: ClassVar[list[str]] = ["promote.SeriesPage"]
    template = "promote/episode.html"

    class Meta:
        verbose_name = _("episode")


class ToolkitsPage(_Told):
    """The shelf of toolkits."""

    parent_page_types: ClassVar[list[str]] = _HOME
    subpage_types: ClassVar[list[str]] = ["promote.ToolkitPage"]
    max_count_per_parent = 1
    template = "promote/toolkits.html"

    class Meta:
        verbose_name = _("shelf of toolkits")


class ToolkitPage(_Article):
    """Something ready to use: a lesson, answers for parents, a visit kit, how to host."""

    body = StreamField(blocks.ToolkitBody(required=False), blank=True, verbose_name=_("body"))
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"), null=True, blank=True)
    lowest_grade = models.PositiveSmallIntegerField(_("lowest grade"), null=True, blank=True)
    highest_grade = models.PositiveSmallIntegerField(_("highest grade"), null=True, blank=True)
    has_check = models.BooleanField(
        _("ends with the three-question check"),
        default=False,
        help_text=_("For lessons: students answer without names, on phones or on paper."),
    )
    threads = StreamField(
        blocks.Threads(required=False), blank=True, verbose_name=_("what it names")
    )

    content_panels: ClassVar[list[Any]] = [
        *_Told.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("minutes"),
                FieldPanel("lowest_grade"),
                FieldPanel("highest_grade"),
                FieldPanel("has_check"),
            ],
            heading=_("Lesson"),
        ),
        FieldPanel("picture"),
        FieldPanel("body"),
        FieldPanel("threads"),
    ]
    parent_page_types: ClassVar[list[str]] = ["promote.ToolkitsPage"]
    template = "promote/toolkit.html"

    class Meta:
        verbose_name = _("toolkit")


class EventsPage(_Told):
    """The shelf of events."""

    parent_page_types: ClassVar[list[str]] = _HOME
    subpage_types: ClassVar[list[str]] = ["promote.EventPage"]
    max_count_per_parent = 1
    template = "promote/events.html"

    class Meta:
        verbose_name = _("shelf of events")


class EventPage(_Article):
    """An event that people can come to."""

    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    host = models.SlugField(
        _("host"),
        max_length=160,
        blank=True,
        help_text=_("The last part of its page's address in the directory."),
    )
    place = models.CharField(_("place"), max_length=160, blank=True)
    street = models.CharField(_("street and town"), max_length=200, blank=True)
    zip_code = models.CharField(_("ZIP code"), max_length=5, blank=True)
    bus = models.CharField(_("bus"), max_length=200, blank=True)
    childcare = models.CharField(_("child care"), max_length=200, blank=True)
    food = models.CharField(_("food"), max_length=200, blank=True)
    languages = models.CharField(_("languages spoken"), max_length=120, blank=True)
    sign_up_url = models.URLField(_("where to sign up"), max_length=300, blank=True)
    is_canceled = models.BooleanField(_("canceled"), default=False)
    threads = StreamField(
        blocks.Threads(required=False), blank=True, verbose_name=_("what it names")
    )

    content_panels: ClassVar[list[Any]] = [
        *_Told.content_panels,
        MultiFieldPanel(
            [FieldPanel("starts_at"), FieldPanel("ends_at"), FieldPanel("is_canceled")],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("host"),
                FieldPanel("place"),
                FieldPanel("street"),
                FieldPanel("zip_code"),
            ],
            heading=_("Where"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("bus"),
                FieldPanel("childcare"),
                FieldPanel("food"),
                FieldPanel("languages"),
                FieldPanel("sign_up_url"),
            ],
            heading=_("What families ask"),
        ),
        FieldPanel("picture"),
        FieldPanel("body"),
        FieldPanel("threads"),
    ]
    parent_page_types: ClassVar[list[str]] = ["promote.EventsPage"]
    template = "promote/event.html"

    class Meta:
        verbose_name = _("event")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gte=models.F("starts_at")),
                name="an_event_ends_after_it_begins",
                violation_error_message=_("The end comes before the beginning."),
            )
        ]


class NewsPage(_Told):
    """The shelf of news."""

    parent_page_types: ClassVar[list[str]] = _HOME
    subpage_types: ClassVar[list[str]] = ["promote.NewsItemPage"]
    max_count_per_parent = 1
    template = "promote/news.html"

    class Meta:
        verbose_name = _("shelf of news")


class NewsItemPage(_Article):
    """A piece of news, with its day."""

    day = models.DateField(_("day"))

    content_panels: ClassVar[list[Any]] = [*_Article.content_panels, FieldPanel("day")]
    parent_page_types: ClassVar[list[str]] = ["promote.NewsPage"]
    template = "promote/news_item.html"

    class Meta:
        verbose_name = _("piece of news")


class PlainPage(_Article):
    """A page of plain words."""

    parent_page_types: ClassVar[list[str]] = ["content.HomePage", "promote.PlainPage"]
    subpage_types: ClassVar[list[str]] = ["promote.PlainPage"]
    template = "promote/plain.html"

    class Meta:
        verbose_name = _("plain page")
