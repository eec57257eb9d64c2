"""Whether what editors name is there: asked of the rooms when a page is saved.

Blocks are models and ask nobody. The views declare who answers, when they are loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Ask = Callable[[str, str], str]

_ANSWERS: list[Ask] = []


def declare_check(ask: Ask) -> None:
    """Let ``ask(kind, code)`` say in a sentence why a code leads nowhere; empty where it leads on.

    Kinds are those of ``Thread.Kind``, and ``county``. The last to declare itself answers.
    """
    _ANSWERS[:] = [ask]


def fault_of(kind: str, code: str) -> str:
    """Return in a sentence what is wrong with a code, and what to do; empty where nothing is."""
    return _ANSWERS[0](kind, code) if _ANSWERS else ""
