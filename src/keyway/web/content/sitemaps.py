"""The map for crawlers: editors' pages in every language; rooms add theirs to ``SITEMAPS``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from wagtail.models import Page

from keyway.credentials.models import Credential, Program
from keyway.credentials.queries.programs import public_programs
from keyway.credentials.queries.registry import public_credentials
from keyway.partners.models import Organization
from keyway.partners.queries.directory import public_organizations

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet


class EditorsPages(Sitemap[Page]):
    """Editors' pages that anyone may read."""

    def items(self) -> list[Page]:
        """Return the live public pages as they stand in the tree.

        Pages in borrowed words stay out; so do those made up for demonstration, which no search
        engine should hand to a family.
        """
        rows = Page.objects.live().public().filter(depth__gt=1, alias_of=None).order_by("path")
        return [each for each in rows.specific() if not getattr(each, "is_demo", False)]

    def location(self, item: Page) -> str:
        """Return the page's address on this site."""
        return item.url or ""

    def lastmod(self, item: Page) -> Any:
        """Return when the page was last published."""
        return item.last_published_at


class RoomsPages(Sitemap[str]):
    """Pages of the rooms that readers come to by a search, in both languages."""

    i18n = True

    def items(self) -> list[str]:
        """Return the names of their addresses."""
        return ["credentials:paths", "promote:near", "promote:search", "needs:gap"]

    def location(self, item: str) -> str:
        """Return the page's address on this site."""
        return reverse(item)


class Organizations(Sitemap[Organization]):
    """The public pages of the directory, in both languages."""

    i18n = True

    def items(self) -> QuerySet[Organization]:
        """Return the organizations that everybody may see; those made up stay out."""
        return public_organizations().filter(is_demo=False).order_by("slug")

    def location(self, item: Organization) -> str:
        """Return the page's address on this site."""
        return reverse("partners:organization", args=[item.slug])

    def lastmod(self, item: Organization) -> datetime:
        """Return when the entry was last changed."""
        return item.changed_at


class Credentials(Sitemap[Credential]):
    """The pages of the registry, in both languages."""

    i18n = True

    def items(self) -> QuerySet[Credential]:
        """Return the credentials that are shown."""
        return public_credentials().order_by("slug")

    def location(self, item: Credential) -> str:
        """Return the page's address on this site."""
        return reverse("credentials:credential", args=[item.slug])

    def lastmod(self, item: Credential) -> datetime:
        """Return when the entry was last changed."""
        return item.changed_at


class Programs(Sitemap[Program]):
    """The pages of what is taught, in both languages."""

    i18n = True

    def items(self) -> QuerySet[Program]:
        """Return the programs of organizations that everybody may see."""
        return public_programs().filter(organization__is_demo=False).order_by("slug")

    def location(self, item: Program) -> str:
        """Return the page's address on this site."""
        return reverse("credentials:program", args=[item.slug])

    def lastmod(self, item: Program) -> datetime:
        """Return when the entry was last changed."""
        return item.changed_at


SITEMAPS: dict[str, type[Sitemap[Any]]] = {
    "pages": EditorsPages,
    "rooms": RoomsPages,
    "directory": Organizations,
    "credentials": Credentials,
    "programs": Programs,
}
