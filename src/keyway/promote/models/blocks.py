"""Blocks that editors build pages from: structured facts, never design, never a typed figure."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from keyway.promote.models.codes import fault_of

_SOC = r"^\d{2}-\d{4}$"
_SLUG = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
_MARK = r"^\d{1,3}:[0-5]\d$"
# What editors may write in running text; headings and pictures are blocks of their own.
WORDS = ["bold", "italic", "link", "ol", "ul"]


class Query(models.TextChoices):
    """Figures that a page can insert; each is asked anew whenever the page is drawn."""

    OPENINGS = "openings", _("Openings a year of an occupation")
    MEDIAN_WAGE = "median_wage", _("Median pay of an occupation")
    EMPLOYMENT = "employment", _("Jobs in an occupation")
    GAP = "gap", _("Openings less people who finish a program")
    PROMISES = "promises", _("Employers who promise something on a credential")
    CREDENTIAL_PRICE = "credential_price", _("Price of a credential")
    CREDENTIAL_PROGRAMS = "credential_programs", _("Programs that teach toward a credential")
    FAMILY_EARNED = "family_earned", _("Credentials earned in manufacturing programs, statewide")


# What a figure has to be told besides its query.
OF_JOBS = frozenset({Query.OPENINGS, Query.MEDIAN_WAGE, Query.EMPLOYMENT, Query.GAP})
OF_CREDENTIALS = frozenset({Query.PROMISES, Query.CREDENTIAL_PRICE, Query.CREDENTIAL_PROGRAMS})
_CODED = ("occupation", "credential", "organization", "program")


class PictureBlock(blocks.StructBlock):  # type: ignore[misc]
    """A picture with its caption."""

    picture = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(max_length=240, required=False, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "promote/blocks/picture.html"


class FigureBlock(blocks.StructBlock):  # type: ignore[misc]
    """A figure by query: what is asked, of what, where; never typed, so it stays current."""

    query = blocks.ChoiceBlock(choices=Query.choices, label=_("Figure"))
    soc_code = blocks.RegexBlock(
        regex=_SOC, required=False, label=_("Occupation (SOC code)"), help_text="51-4041"
    )
    credential = blocks.RegexBlock(
        regex=_SLUG,
        required=False,
        max_length=160,
        label=_("Credential"),
        help_text=_("The last part of its page's address: mssc-cpt"),
    )
    county_fips = blocks.RegexBlock(
        regex=r"^\d{5}$",
        required=False,
        label=_("County (FIPS code)"),
        help_text=_("Empty is the whole state."),
    )
    words = blocks.CharBlock(
        max_length=240, required=False, label=_("What it means, in a sentence")
    )

    class Meta:
        icon = "table"
        label = _("Figure")
        template = "promote/blocks/figure.html"

    def clean(self, value: Any) -> Any:
        """Refuse a figure of something that is not there, or that is not named."""
        cleaned = super().clean(value)
        faults = _figure_faults(cleaned)
        if faults:
            errors = {name: ValidationError(words) for name, words in faults.items()}
            raise blocks.StructBlockValidationError(block_errors=errors)
        return cleaned


def _figure_faults(value: Any) -> dict[str, Any]:
    """Return what is wrong with a figure, by the name of the field."""
    given = {
        "soc_code": ("occupation", value.get("soc_code")),
        "credential": ("credential", value.get("credential")),
        "county_fips": ("county", value.get("county_fips")),
    }
    faults: dict[str, Any] = {
        name: words
        for name, (kind, code) in given.items()
        if code and (words := fault_of(kind, code))
    }
    if value.get("query") in OF_JOBS and not value.get("soc_code"):
        faults["soc_code"] = _("This figure is about an occupation. Write its code.")
    if value.get("query") in OF_CREDENTIALS and not value.get("credential"):
        faults["credential"] = _(
            "This figure is about a credential. Write the last part of its page's address."
        )
    return faults


class VideoBlock(blocks.StructBlock):  # type: ignore[misc]
    """A video that plays on a click."""

    video = SnippetChooserBlock("promote.Video", label=_("Video"))

    class Meta:
        icon = "media"
        label = _("Video")
        template = "promote/blocks/video.html"


class QuoteBlock(blocks.StructBlock):  # type: ignore[misc]
    """What a real person said, with their consent on record."""

    words = blocks.TextBlock(max_length=400, label=_("Their words"))
    who = blocks.CharBlock(max_length=120, label=_("Name and work"))
    consent = blocks.CharBlock(
        max_length=200,
        label=_("Where their consent is kept"),
        help_text=_("Not shown. For a minor: the guardian's, with its date."),
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "promote/blocks/quote.html"


class CalloutBlock(blocks.StructBlock):  # type: ignore[misc]
    """One thing worth standing out."""

    title = blocks.CharBlock(max_length=80, label=_("Title"))
    words = blocks.RichTextBlock(features=WORDS, label=_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        template = "promote/blocks/callout.html"


class QuestionBlock(blocks.StructBlock):  # type: ignore[misc]
    """A question that readers ask, and its answer."""

    question = blocks.CharBlock(max_length=160, label=_("Question"))
    answer = blocks.RichTextBlock(features=WORDS, label=_("Answer"))

    class Meta:
        icon = "help"
        label = _("Question and answer")
        template = "promote/blocks/question.html"


class LessonStepBlock(blocks.StructBlock):  # type: ignore[misc]
    """A step of a lesson: how long, what is done."""

    minutes = blocks.IntegerBlock(min_value=1, max_value=240, required=False, label=_("Minutes"))
    title = blocks.CharBlock(max_length=120, label=_("What to do"))
    words = blocks.RichTextBlock(features=WORDS, required=False, label=_("How"))

    class Meta:
        icon = "list-ol"
        label = _("Step")
        template = "promote/blocks/lesson_step.html"


class StandardBlock(blocks.StructBlock):  # type: ignore[misc]
    """A standard that a lesson serves."""

    code = blocks.CharBlock(max_length=40, label=_("Code"))
    title = blocks.CharBlock(max_length=200, label=_("What it asks, in our words"))
    source_url = blocks.URLBlock(label=_("Where it is published"))
    seen_date = blocks.DateBlock(label=_("Seen on"))

    class Meta:
        icon = "tick"
        label = _("Standard")
        template = "promote/blocks/standard.html"


class ChecklistBlock(blocks.StructBlock):  # type: ignore[misc]
    """Things to tick off."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    items = blocks.ListBlock(blocks.CharBlock(max_length=240), label=_("Things"))

    class Meta:
        icon = "clipboard-list"
        label = _("Checklist")
        template = "promote/blocks/checklist.html"


class Body(blocks.StreamBlock):  # type: ignore[misc]
    """The words of a page."""

    heading = blocks.CharBlock(
        max_length=120, icon="title", label=_("Heading"), template="promote/blocks/heading.html"
    )
    words = blocks.RichTextBlock(
        features=WORDS, icon="pilcrow", label=_("Text"), template="promote/blocks/words.html"
    )
    figure = FigureBlock()
    picture = PictureBlock()
    video = VideoBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    question = QuestionBlock()


class ToolkitBody(Body):
    """The words of a toolkit: also steps, standards and checklists."""

    step = LessonStepBlock()
    standard = StandardBlock()
    checklist = ChecklistBlock()


class Threads(blocks.StreamBlock):  # type: ignore[misc]
    """What a page or a segment names; each thread opens its neighbors and stays live."""

    occupation = blocks.RegexBlock(
        regex=_SOC,
        icon="user",
        label=_("Occupation"),
        help_text=_("SOC code, such as 51-4041."),
    )
    credential = blocks.RegexBlock(
        regex=_SLUG,
        max_length=160,
        icon="tick-inverse",
        label=_("Credential"),
        help_text=_("The last part of its page's address: mssc-cpt"),
    )
    organization = blocks.RegexBlock(
        regex=_SLUG,
        max_length=160,
        icon="site",
        label=_("Plant or school"),
        help_text=_("The last part of its page's address in the directory."),
    )
    program = blocks.RegexBlock(
        regex=_SLUG,
        max_length=160,
        icon="form",
        label=_("Program"),
        help_text=_("The last part of its page's address."),
    )
    toolkit = blocks.PageChooserBlock(
        page_type="promote.ToolkitPage", icon="doc-full", label=_("Lesson or toolkit")
    )
    event = blocks.PageChooserBlock(
        page_type="promote.EventPage", icon="date", label=_("Tour or event")
    )

    def clean(self, value: Any) -> Any:
        """Refuse a code that leads nowhere, beside the field where it was typed."""
        cleaned = super().clean(value)
        faults = {
            place: fault_of(each.block_type, each.value)
            for place, each in enumerate(cleaned)
            if each.block_type in _CODED
        }
        errors = {place: ValidationError(words) for place, words in faults.items() if words}
        if errors:
            raise blocks.StreamBlockValidationError(block_errors=errors)
        return cleaned


class SegmentBlock(blocks.StructBlock):  # type: ignore[misc]
    """A part of an episode, with its time mark and what it names."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    starts = blocks.RegexBlock(
        regex=_MARK,
        label=_("Starts at"),
        help_text=_("Minutes and seconds: 2:15"),
        error_messages={"invalid": _("Write minutes and seconds: 2:15")},
    )
    words = blocks.RichTextBlock(features=WORDS, label=_("What is seen"))
    threads = Threads(required=False, label=_("What it names"))

    class Meta:
        icon = "media"
        label = _("Segment")
        template = "promote/blocks/segment.html"


class Segments(blocks.StreamBlock):  # type: ignore[misc]
    """The segments of an episode, in order of their time marks."""

    segment = SegmentBlock()

    def clean(self, value: Any) -> Any:
        """Return the segments in order of their time marks."""
        cleaned = super().clean(value)
        marks = [_seconds(each.value["starts"]) for each in cleaned]
        if marks != sorted(marks):
            raise blocks.StreamBlockValidationError(
                non_block_errors=[_("The time marks are not in order.")]
            )
        return cleaned


def _seconds(mark: str) -> int:
    minutes, seconds = mark.split(":")
    return int(minutes) * 60 + int(seconds)
