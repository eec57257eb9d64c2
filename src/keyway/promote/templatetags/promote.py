"""Tags of this room's pages: ``{% load promote %}``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from csp.constants import SELF
from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.shortcuts import get_renditions_or_not_found

from keyway.credentials.queries.nearby import ZipNotHere, zip_in_state
from keyway.partners.views.frame import language, say, searched, state_shown, store, today
from keyway.promote.models.providers import video_at
from keyway.promote.models.sizes import PLACES
from keyway.promote.queries import beside, pages
from keyway.promote.queries.figures import Asked, Asker, Subject, asked

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.template import Context

    from keyway.promote.models import Picture, Video
    from keyway.promote.models.providers import Elsewhere
    from keyway.promote.queries.beside import Told
    from keyway.reference.lookups.districts import Point

register = template.Library()
_ZIP_LENGTH = 12
_ASKERS: WeakKeyDictionary[HttpRequest, Asker] = WeakKeyDictionary()


@register.simple_tag(takes_context=True)
def threads_here(context: Context) -> list[Told]:
    """Return what stands beside the segment that is drawn, or the page: ``{% threads_here as told %}``."""
    value = context.get("value")
    field = value.get("threads") if value else getattr(context.get("page"), "threads", None)
    own = getattr(context.get("page"), "url", None)
    # A lesson does not lead to itself.
    return [each for each in beside.told(_asker(context), field) if not own or each.href != own]


@register.filter
def parted(text: str) -> SafeString:
    """Set what follows a title's colon apart: ``{{ page.title|unbroken|parted }}``.

    The colon stays for whoever listens.
    """
    head, colon, tail = conditional_escape(text).partition(": ")
    if not colon:
        return mark_safe(head)  # noqa: S308 - escaped above
    return format_html(
        '{}<span class="visually-hidden">:</span> <span class="title-tail">{}</span>',
        mark_safe(head),  # noqa: S308 - escaped above
        mark_safe(tail),  # noqa: S308 - escaped above
    )


@register.simple_tag
def shown_today(picture: Picture | None) -> Picture | None:
    """Return a picture while it may be shown: ``{% shown_today value.picture as picture %}``."""
    return pages.shown(picture, today())


@register.inclusion_tag("promote/_photograph.html")
def photograph(picture: Picture, place: str, *, is_told: bool = True) -> dict[str, Any]:
    """Show a picture in its place: ``{% photograph card.picture "hero" %}``.

    ``is_told`` False is for a picture beside a title that says the same: nobody hears it twice.
    """
    stands = PLACES[place]
    specs, last = stands.specs(), stands.fallback()
    drawn = get_renditions_or_not_found(picture, [*specs, last])
    return {
        "drawings": [{"drawn": drawn[spec], "width": width} for spec, width in specs.items()],
        "fallback": drawn[last],
        "widths": stands.widths,
        "alt": picture.default_alt_text if is_told else "",
        "is_first": stands.is_first,
        "is_hero": place == "hero",
    }


@register.simple_tag(takes_context=True)
def figure_of(context: Context, value: Any) -> Asked:
    """Return the answer to a figure block: ``{% figure_of value as asked %}``."""
    about = Subject(
        value.get("soc_code") or "", value.get("credential") or "", value.get("county_fips") or ""
    )
    return asked(_asker(context), value.get("query") or "", about)


@register.simple_tag(takes_context=True)
def zip_asked(context: Context) -> dict[str, str]:
    """Return the ZIP code in the address, and in a sentence what is wrong with it."""
    zip_code, _point, fault = _place(context)
    return {"zip": zip_code, "fault": fault}


@register.simple_tag(takes_context=True)
def played(context: Context, video: Video) -> Elsewhere | None:
    """Let this answer alone show a video; return where it plays unless it is a file of ours."""
    there = video_at(video.provider_url) if not video.file else None
    request: Any = context.get("request")
    if request is not None:
        plays = request.__dict__.setdefault("plays", {})
        name, source = ("frame-src", there.origin) if there else ("media-src", SELF)
        plays[name] = sorted({*plays.get(name, ()), source})
    return there


@register.inclusion_tag("promote/campaigns/_reach.html", takes_context=True)
def reach_of(context: Context, page: Any) -> dict[str, Any]:
    """Count a page by a picture that nobody sees: ``{% reach_of page %}``, near the page's end."""
    is_preview = getattr(context.get("request"), "is_preview", False)
    return {"number": None if is_preview else getattr(page, "pk", None)}


def _asker(context: Context) -> Asker:
    """Return with what is asked for one reader; all parts of a page share it."""
    request = context.get("request")
    kept = _ASKERS.get(request) if request is not None else None
    if kept is None:
        point = _place(context)[1]
        kept = Asker(store(), state_shown(), language(), timezone.now(), today(), point)
        if request is not None:
            _ASKERS[request] = kept
    return kept


def _place(context: Context) -> tuple[str, Point | None, str]:
    """Return the ZIP code that the reader typed, where that is, and why it is unknown."""
    request = context.get("request")
    zip_code = searched(request, "zip", _ZIP_LENGTH) if request is not None else ""
    if not zip_code:
        return "", None, ""
    try:
        return zip_code, zip_in_state(store(), state_shown(), zip_code), ""
    except ZipNotHere as refusal:
        return zip_code, None, say(refusal)
