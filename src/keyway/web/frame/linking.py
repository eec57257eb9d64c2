"""What a page tells programs: the way back, linked data, and what a link to it looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Page

from keyway.standards import linked_data, schema_org

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keyway.standards.foreign import Node


def block(
    crumbs: Sequence[dict[str, str]], documents: Sequence[Node], file: str = ""
) -> SafeString:
    """Return the data block of a page, and the link to the same as a file.

    The block is no script: it runs nothing, and no letter in it can end it.

    Args:
        crumbs: the way back, labels with addresses.
        documents: what the page's room adds.
        file: address of the same as a file; may be empty.
    """
    told = [*_breadcrumbs(crumbs), *documents]
    if not told:
        return SafeString("")
    data = SafeString(linked_data.for_page(told))
    link = (
        format_html('<link rel="alternate" type="application/ld+json" href="{}">', file)
        if file
        else ""
    )
    return format_html('{}<script type="application/ld+json">{}</script>', link, data)


def whole(address: str) -> str:
    """Return a path of this site with the site's own name before it."""
    return urljoin(f"{settings.WAGTAILADMIN_BASE_URL}/", address)


def _breadcrumbs(crumbs: Sequence[dict[str, str]]) -> list[Node]:
    base = settings.WAGTAILADMIN_BASE_URL
    steps: list[tuple[str, str]] = [
        (str(each["label"]), f"{base}{each['href']}" if each.get("href") else "") for each in crumbs
    ]
    return [schema_org.breadcrumbs(steps)] if len(steps) > 1 else []


def of_page(context: Any) -> SafeString:
    """Return the block of a page, from what its view put into the context."""
    crumbs = context.get("crumbs") or ()
    return block(crumbs, context.get("linked_data") or (), context.get("linked_file") or "")


def shared(context: Any) -> SafeString:
    """Return what a link to an editors' page looks like where people share it, and its feeds."""
    page = context.get("page")
    if not isinstance(page, Page) or not page.pk or not page.live:
        return SafeString("")
    base = settings.WAGTAILADMIN_BASE_URL
    told = {
        "og:type": "article",
        "og:site_name": "Keyway",
        "og:title": page.seo_title or page.title,
        "og:description": page.search_description or getattr(page, "lead", ""),
        "og:url": f"{base}{page.url or ''}",
        "og:locale": f"{page.locale.language_code}_US",
        "og:image": f"{base}{reverse('promote:card', args=[page.pk])}",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": page.title,
    }
    card = format_html_join("", '<meta property="{}" content="{}">', told.items())
    feeds = (
        (_("Stories"), "application/rss+xml", reverse("promote:stories_feed")),
        (_("News"), "application/rss+xml", reverse("promote:news_feed")),
    )
    links = format_html_join("", '<link rel="alternate" title="{}" type="{}" href="{}">', feeds)
    return format_html('{}<meta name="twitter:card" content="summary_large_image">{}', card, links)
