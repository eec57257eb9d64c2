"""Every URL pattern of the site, with the address it is written at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

if TYPE_CHECKING:
    from collections.abc import Iterator

# Where a route carries something: ``<int:pk>`` or the beginning of ``(?P<pk>\d+)``.
PLACE = re.compile(r"\(\?P<(\w+)>|<(?:\w+:)?(\w+)>")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern.

    Attributes:
        route: the whole route; the language is written ``en/``.
        name: its name with its namespaces; empty where it has none.
        arguments: names of what the address carries.
    """

    route: str
    name: str
    arguments: tuple[str, ...]


def all_patterns() -> list[Pattern]:
    """Return every pattern of the site in the order in which it is tried."""
    return list(_below(get_resolver(), "", ()))


def _below(resolver: URLResolver, before: str, spaces: tuple[str, ...]) -> Iterator[Pattern]:
    for each in resolver.url_patterns:
        written = "en/" if isinstance(each.pattern, LocalePrefixPattern) else str(each.pattern)
        route = before + written
        if isinstance(each, URLResolver):
            inner = (*spaces, each.namespace) if each.namespace else spaces
            yield from _below(each, route, inner)
        elif isinstance(each, URLPattern):
            name = ":".join((*spaces, each.name)) if each.name else ""
            yield Pattern(route, name, tuple(a or b for a, b in PLACE.findall(route)))
