"""What rooms above know and this room shows: they register their answer, nothing is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from keyway.reference.lookups.places import State
    from keyway.reference.store import Store
    from keyway.render.figure import Figure


class AskOpenings(Protocol):
    """Answers how many openings an occupation has a year in a county, or None if not known."""

    def __call__(
        self, store: Store, state: State, soc_code: str, area_code: str, language: str
    ) -> Figure | None:
        """Return the openings as a figure with its origin."""
        ...


_ASKED: dict[str, AskOpenings] = {}


def declare_openings(ask: AskOpenings) -> None:
    """Let a room answer for openings; the last to declare itself answers."""
    _ASKED["openings"] = ask


def openings(
    store: Store, state: State, soc_code: str, area_code: str, language: str
) -> Figure | None:
    """Return the openings a year of an occupation in an area; None where nobody knows.

    Args:
        store: the public tables.
        state: the state that the site shows.
        soc_code: the occupation.
        area_code: a county's five digits, or the state's two.
        language: "en" or "es".
    """
    ask = _ASKED.get("openings")
    return ask(store, state, soc_code, area_code, language) if ask else None
