"""Threads: what published pages name, so that others can ask who names them; and reading them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Thread(models.Model):
    """A published page names something: an occupation, a credential, a plant, a program, a page.

    Drawn from the page's blocks whenever it is published; held as codes, so that what is deleted
    elsewhere leaves a broken thread, which is an editor's work, and never a broken page.
    """

    class Kind(models.TextChoices):
        """What is named."""

        OCCUPATION = "occupation", _("Occupation")
        CREDENTIAL = "credential", _("Credential")
        ORGANIZATION = "organization", _("Plant or school")
        PROGRAM = "program", _("Program")
        TOOLKIT = "toolkit", _("Lesson or toolkit")
        EVENT = "event", _("Event")
        FIGURE = "figure", _("Figure")

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page")
    )
    place = models.CharField(
        _("place on the page"),
        max_length=40,
        blank=True,
        help_text=_("Anchor of the segment or block; empty is the whole page."),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    code = models.CharField(_("code or address"), max_length=200, blank=True)
    is_broken = models.BooleanField(_("leads nowhere"), default=False)
    checked_at = models.DateTimeField(_("checked"))

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        indexes: ClassVar = [models.Index(fields=["kind", "code"], name="threads_by_code")]

    def __str__(self) -> str:
        """Return kind and code."""
        return f"{self.kind} {self.code}"


TELLS_WORK = (Thread.Kind.OCCUPATION, Thread.Kind.CREDENTIAL)


# --- what a page names -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Named:
    """Something that a page names.

    Attributes:
        kind: a value of ``Thread.Kind``.
        code: SOC code, end of an address, or number of a page; a figure's query and subject.
        place: anchor of the segment; empty is the whole page.
    """

    kind: str
    code: str
    place: str = ""


def named_in(threads: Iterable[Any] | None, place: str = "") -> list[Named]:
    """Return what a field of threads names, in its order, each thing once."""
    found = [Named(each.block_type, _code(each.value), place) for each in threads or ()]
    return list(dict.fromkeys(found))


def _code(value: Any) -> str:
    """Return what a thread holds; empty where the page that was chosen is gone."""
    if value is None:
        return ""
    return str(getattr(value, "pk", value))


def named(page: Any) -> list[Named]:
    """Return all that a page names: by itself, in its segments, and in its figures."""
    found = named_in(getattr(page, "threads", None))
    found += _figures(getattr(page, "body", None))
    for anchor, value in segments(page):
        found += named_in(value["threads"], anchor)
    return list(dict.fromkeys(found))


def segments(page: Any) -> Iterator[tuple[str, Any]]:
    """Yield the segments of an episode, each with the anchor that its heading has on the page."""
    for each in getattr(page, "segments", None) or ():
        yield f"at-{each.id}", each.value


def _figures(body: Iterable[Any] | None) -> list[Named]:
    blocks = [each.value for each in body or () if each.block_type == "figure"]
    keys = ("query", "soc_code", "credential", "county_fips")
    return [
        Named(Thread.Kind.FIGURE, ":".join(value.get(key) or "" for key in keys))
        for value in blocks
    ]


def unconnected(page: Any) -> list[str]:
    """Return what names neither an occupation nor a credential though it should.

    These are the titles of segments; an empty title stands for a story itself.
    """
    if hasattr(page, "segments"):
        return [value["title"] for _anchor, value in segments(page) if not _tells(value["threads"])]
    is_story = page._meta.model_name == "storypage"
    return [""] if is_story and not _tells(page.threads) else []


def _tells(threads: Iterable[Any] | None) -> bool:
    return any(each.kind in TELLS_WORK for each in named_in(threads))
