"""What rooms above know and this room shows: they register their answer, nothing is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from keyway.render.figure import Figure


class AskOpenings(Protocol):
    """Answers how many openings an occupation has a year in a county, or None if not known."""

    def __call__(self, soc_code: str, county_fips: str, language: str) -> Figure | None:
        """Return the openings as a figure with its origin."""
        ...


_ASKED: dict[str, AskOpenings] = {}


def declare_openings(ask: AskOpenings) -> None:
    """Let a room answer for openings; the last to declare itself answers."""
    _ASKED["openings"] = ask


def openings(soc_code: str, county_fips: str, language: str) -> Figure | None:
    """Return the openings a year of an occupation in a county; None where nobody knows.

    Args:
        soc_code: the occupation.
        county_fips: five digits; the state's two digits ask for the whole state.
        language: "en" or "es".
    """
    ask = _ASKED.get("openings")
    return ask(soc_code, county_fips, language) if ask else None
