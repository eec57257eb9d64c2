"""The template library ``keyway``: figures with their origin, range bars, icons, links.

Load it with ``{% load keyway %}``. Every tag is shown on the page of components.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from django import template
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse, translate_url
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from wagtail.models import Page

from keyway.render import bars, icons, numbers
from keyway.render.figure import Figure, Origin
from keyway.render.maps import contours
from keyway.web.frame import linking, tongues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.template.context import Context

    from keyway.render.drawing import Row

register = template.Library()

_NOTES = "_keyway_origins"
_RANGE = re.compile(r"[$<]?\d[\d,.]*–[$<]?\d[\d,.]*%?")


def language() -> numbers.Language:
    """Return the page's language as the drawing code knows it."""
    return "es" if (get_language() or "en").startswith("es") else "en"


@register.simple_tag
def icon(name: str, classes: str = "icon") -> SafeString:
    """Draw a line icon: ``{% icon "download" %}``."""
    return _trusted(icons.icon(name, classes))


@register.simple_tag
def mark(classes: str = "mark") -> SafeString:
    """Draw the keyway mark."""
    return _trusted(icons.mark(classes))


@register.simple_tag
def illustration() -> SafeString:
    """Draw the contour illustration of the home page."""
    return _trusted(contours.illustration())


@register.filter
def written(figure: Figure) -> numbers.Written:
    """Write a figure in the page's language: ``{{ figure|written }}`` has value, likely, sentence."""
    return numbers.write(figure, language())


@register.filter
def number(value: float | None) -> str:
    """Write a plain number with separators; None is said to be not published."""
    if value is None:
        return numbers.word("unknown", language())
    return numbers.number(value, language())


@register.filter
def unbroken(text: str) -> SafeString:
    """Keep a range of numbers on one line of a headline: "2,200–6,500" never breaks at its dash."""
    return mark_safe(_RANGE.sub(r'<span class="nowrap">\g<0></span>', escape(text)))  # noqa: S308


@register.filter
def item(values: Any, key: Any) -> Any:
    """Return ``values[key]``: a template cannot index by a variable."""
    return values[key]


@register.filter
def words(text: str) -> list[str]:
    """Split a text at its spaces."""
    return text.split()


@register.simple_tag
def range_bar(
    figure: Figure, scale: float | None = None, is_decorative: bool = False
) -> SafeString:
    """Draw a figure's interval; bars that share ``scale`` can be compared."""
    bar = bars.range_bar(figure, scale=scale, language=language(), is_decorative=is_decorative)
    return _trusted(bar)


@register.simple_tag
def common_scale(rows: Sequence[Row]) -> float:
    """Return the right end on which the first figures of all rows fit."""
    return bars.common_scale([row.figures[0] for row in rows])


@register.inclusion_tag("components/figures/figure.html", takes_context=True)
def figure(
    context: Context,
    figure: Figure,
    label: str = "",
    size: str = "",
    scale: float | None = None,
    tone: str = "",
) -> dict[str, Any]:
    """Show a figure as the hero with its range as shadow; it opens its origin.

    Args:
        context: the page's context, where footnotes are collected.
        figure: what to show.
        label: what is counted, in a few words.
        size: "hero", "" or "small".
        scale: right end of the range bar, to compare bars that stand together.
        tone: "patina" for what is met; copper otherwise.
    """
    return {
        "figure": figure,
        "written": written(figure),
        "label": label,
        "size": size,
        "tone": tone,
        "bar": _figure_bar(figure, scale),
        "sheet": origin_sheet(figure),
        "note": _note(context, figure.origin),
    }


@register.simple_tag(takes_context=True)
def figure_inline(
    context: Context,
    figure: Figure,
    scale: float | None = None,
    show_interval: bool = True,
    show_unit: bool = False,
) -> SafeString:
    """Show a figure inside a table or a list; a tap on the number opens its origin.

    Built without a template file, because a table shows hundreds of them.
    """
    text = written(figure)
    shown = "number" if text.is_known else "unknown"
    interval = format_html(' <span class="interval">({})</span>', text.interval)
    unit = format_html(" {}", text.unit)
    note = _note(context, figure.origin)
    opener = format_html(
        '<details class="origin cell" name="origin" data-figure>'
        '<summary><span class="{}">{}</span>{}{}{}<sup class="print-only">{}</sup>'
        '<span class="visually-hidden">: {}</span></summary>{}</details>',
        shown,
        text.value,
        unit if show_unit and text.unit and text.is_known else "",
        interval if show_interval and text.interval else "",
        _trusted(icons.mark()),
        note or "",
        _("source and method"),
        _brief_sheet(figure, note) if note else origin_sheet(figure),
    )
    if not scale:
        return opener
    return format_html("{}{}", opener, range_bar(figure, scale, is_decorative=True))


@register.simple_tag(takes_context=True)
def page_origins(context: Context) -> SafeString:
    """List every origin shown on this page, numbered as its figures are in print."""
    origins = _registry(context)
    if not origins:
        return SafeString("")
    return render_to_string("components/figures/origins.html", {"origins": list(origins)})


@register.simple_tag(takes_context=True)
def linked_data(context: Context) -> SafeString:
    """Tell programs what this page is about: its ``crumbs`` and its ``linked_data``."""
    return linking.of_page(context)


@register.simple_tag(takes_context=True)
def share(context: Context) -> SafeString:
    """Tell other sites what a link to an editors' page looks like: title, lead and card."""
    return linking.shared(context)


@register.simple_tag
def drawing_svg(drawing: Any) -> SafeString:
    """Put a chart's or a map's SVG into the page; its text was escaped when it was drawn."""
    return _trusted(drawing.svg)


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[dict[str, Any]]:
    """Return the page's address in each language; ``alternates`` in the context wins.

    A page of editors that is missing in a language says so: ``is_missing``. Search engines take
    the whole address alone: ``address``.
    """
    return [{**each, "address": linking.whole(each["href"])} for each in _tongues(context)]


def _tongues(context: Context) -> list[dict[str, Any]]:
    given = context.get("alternates")
    if given:
        return cast("list[dict[str, Any]]", given)
    request = getattr(context, "request", None) or context.get("request")
    page = context.get("page")
    if request and isinstance(page, Page) and page.pk:
        return tongues.links(request, page)
    path = request.get_full_path() if request else "/"
    current = language()
    return [
        {
            "code": code,
            "name": str(get_language_info(code)["name_local"]).capitalize(),
            "href": translate_url(path, code),
            "is_current": code == current,
        }
        for code in ("en", "es")
    ]


@register.simple_tag(takes_context=True)
def is_mixed(context: Context) -> bool:
    """Return whether some words of an editors' page wait for their translation."""
    return tongues.is_mixed(context)


@register.simple_tag(takes_context=True)
def sort_link(context: Context, key: str, is_descending_first: bool = True) -> dict[str, str]:
    """Return ``href`` and ``aria`` for a column head sorted by ``?sort=key`` or ``?sort=-key``.

    The other filters in the address stay as they are; the page number goes.
    """
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    current = query.get("sort", "")
    first, second = (f"-{key}", key) if is_descending_first else (key, f"-{key}")
    query["sort"] = second if current == first else first
    query.pop("page", None)
    aria = {f"-{key}": "descending", key: "ascending"}.get(current, "")
    return {"href": f"?{query.urlencode()}", "aria": aria}


@register.filter
def sentence(text: str) -> str:
    """End a text with a period, where it has no end of its own."""
    stripped = text.strip()
    return stripped if not stripped or stripped[-1] in ".!?…" else f"{stripped}."


@register.filter
def interval_words(interval: str) -> str:
    """Say what an interval is: a bare number is how many draws it was read from."""
    if not interval:
        return _("From the 5th to the 95th percentile.")
    if not interval.isdigit():
        return interval
    return _("From the 5th to the 95th percentile of %(draws)s draws.") % {"draws": interval}


@register.simple_tag
def method_link(key: str) -> dict[str, str]:
    """Return ``name`` and ``href`` of a method; the address is empty where it has no page."""
    names = {
        "published": _("Published figure, as its publisher gives it"),
        "directory": _("Counted in the directory, or as its entry says"),
        "demand": _("How openings are estimated"),
        "supply": _("How graduates are counted"),
        "gap": _("How graduates and openings are matched"),
        "naive": _("Graduates added up over the crosswalk, for comparison"),
        "rollout": _("How plans are found"),
        "pathways": _("How ways to work are found"),
        "reach": _("How reach is counted"),
        "perception": _("How surveys are read"),
        "funnel": _("Share of published counts"),
        "coverage": _("Straight lines between points on the map"),
    }
    href = ""
    if key in names and key not in ("published", "directory", "funnel", "coverage"):
        href = reverse("needs:method", args=[key])
    return {"name": names.get(key, key), "href": href}


@register.simple_tag
def origin_details(origin: Origin) -> SafeString:
    """Return an origin in full: sources, method, range, assumptions, caution and data."""
    return _origin_body(origin, bool(origin.interval), language())


def origin_sheet(figure: Figure) -> SafeString:
    """Return the sheet that opens under a figure; what does not depend on the value is kept."""
    body = _origin_body(figure.origin, figure.has_interval, language())
    return format_html('<div class="origin-sheet">{}{}</div>', _said(figure), body)


def _figure_bar(figure: Figure, scale: float | None) -> SafeString | str:
    """Draw the bar under a figure: its range in words stands beside it."""
    if figure.is_known and not figure.has_interval:
        return ""
    return range_bar(figure, scale, is_decorative=True)


def _brief_sheet(figure: Figure, note: int) -> SafeString:
    """Return the sheet of a figure in a table: the whole origin stands once, at the page's foot.

    The script brings it up into the sheet; without it the link leads there.
    """
    return format_html(
        '<div class="origin-sheet" data-origin="origin-{}">{}{}</div>',
        note,
        _said(figure),
        _brief_body(figure.origin, note, language()),
    )


def _said(figure: Figure) -> SafeString:
    text = written(figure)
    if figure.is_known or not figure.reason:
        return format_html('<p class="said">{}</p>', text.sentence)
    return format_html('<p class="said">{}. {}</p>', text.value.capitalize(), figure.reason)


@lru_cache(maxsize=2048)
def _brief_body(origin: Origin, note: int, code: str) -> SafeString:
    """Render an origin in two lines, once per language and footnote number."""
    del code
    publishers = sorted({source.publisher for source in origin.sources})
    return render_to_string(
        "components/figures/_origin_brief.html",
        {"origin": origin, "note": note, "publishers": publishers},
    )


@lru_cache(maxsize=2048)
def _origin_body(origin: Origin, has_interval: bool, code: str) -> SafeString:
    """Render an origin once per language; a page's hundred figures share a few origins."""
    del code  # part of the key: the active language decides the words
    return render_to_string(
        "components/figures/_origin_body.html", {"origin": origin, "has_interval": has_interval}
    )


def _note(context: Context, origin: Origin) -> int | None:
    """Give an origin its footnote number on this page."""
    if origin == Origin():
        return None
    return _registry(context).setdefault(origin, len(_registry(context)) + 1)


def _registry(context: Context) -> dict[Origin, int]:
    """Return the page's origins; they live on the request, which all templates of a page share."""
    request = context.get("request")
    if request is None:
        return {}
    if not hasattr(request, _NOTES):
        setattr(request, _NOTES, {})
    return cast("dict[Origin, int]", getattr(request, _NOTES))


def _trusted(markup: str) -> SafeString:
    """Mark drawn markup as safe: ``keyway.render`` escapes every text it is given."""
    return mark_safe(markup)  # noqa: S308
