"""What a page shows beside its own words: asked of the rooms when it is drawn.

Pages are models and ask nobody. The views declare what they add, when they are loaded::

    declare_context("promote.StoryPage", story_context)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import HttpRequest

Ask = Callable[["HttpRequest", Any], dict[str, Any]]

_CONTEXTS: dict[str, Ask] = {}


def declare_context(label: str, ask: Ask) -> None:
    """Let ``ask(request, page)`` add to the context of pages of a kind, such as ``promote.StoryPage``."""
    _CONTEXTS[label] = ask


def context_of(request: HttpRequest, page: Any) -> dict[str, Any]:
    """Return what was declared for a page; nothing where nothing was."""
    ask = _CONTEXTS.get(page._meta.label)
    return ask(request, page) if ask else {}
