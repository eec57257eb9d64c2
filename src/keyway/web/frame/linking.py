"""What a page tells programs: the way back to it and whatever its room adds, as linked data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

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
