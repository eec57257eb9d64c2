"""The map for crawlers: editors' pages in every language; rooms add theirs to ``SITEMAPS``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.sitemaps import Sitemap
from wagtail.models import Page

if TYPE_CHECKING:
    from django.db.models import QuerySet


class EditorsPages(Sitemap[Page]):
    """Home and section fronts that anyone may read."""

    def items(self) -> QuerySet[Page]:
        """Return the live public pages, ordered as they stand in the tree."""
        pages: QuerySet[Page] = Page.objects.live().public().filter(depth__gt=1).order_by("path")
        return pages

    def location(self, item: Page) -> str:
        """Return the page's address on this site."""
        return item.url or ""

    def lastmod(self, item: Page) -> Any:
        """Return when the page was last published."""
        return item.last_published_at


SITEMAPS: dict[str, type[Sitemap[Any]]] = {"pages": EditorsPages}
