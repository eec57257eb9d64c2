"""States' lists of credentials: what opens when, and where each credential stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.db.models.functions import Lower

from keyway.credentials.models import Recognition
from keyway.credentials.queries.recognition import Standing, public_claims, standing
from keyway.reference.lookups import registry

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from keyway.reference.lookups.registry import StateList, Step

When = Literal["coming", "open", "past"]
_YEARS_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Window:
    """One step of a list in one year.

    Attributes:
        of: the list.
        step: which step.
        year: the year in which it ends.
        first: its first day; the last one where only that is known.
        last: its last day, itself included.
    """

    of: StateList
    step: Step
    year: int
    first: date
    last: date

    def when(self, on: date) -> When:
        """Return whether it is to come, open or past on a day."""
        if on < self.first:
            return "coming"
        return "open" if on <= self.last else "past"

    def days(self, on: date) -> int:
        """Return days until it opens, or the days that are left of it after a day."""
        return ((self.first if on < self.first else self.last) - on).days

    @property
    def is_one_day(self) -> bool:
        """Whether only the day is known by which it is due."""
        return self.first == self.last


def windows(of: StateList, *, on: date, years: int = _YEARS_AHEAD) -> list[Window]:
    """Return the windows of a list that are open or to come, the next first."""
    found = [
        window
        for step in of.steps
        for year in range(on.year, on.year + years)
        if (window := window_in(of, step, year)) is not None and window.when(on) != "past"
    ]
    return sorted(found, key=lambda each: (each.last, each.first))


def window_in(of: StateList, step: Step, year: int) -> Window | None:
    """Return a step's window in a year; None where no source gives its last day."""
    days = step.window(year)
    return None if days is None else Window(of, step, year, *days)


def next_window(of: StateList, step_key: str, *, on: date) -> Window | None:
    """Return the window of a step that is open, or the next to open."""
    return next((each for each in windows(of, on=on) if each.step.key == step_key), None)


def petition_lists(state_code: str) -> list[StateList]:
    """Return a state's lists to which a school may ask for a credential to be added."""
    return [each for each in registry.state_lists(state_code) if each.can_petition]


@dataclass(frozen=True, slots=True)
class OnList:
    """Where a credential stands on a list, by the latest claim about it."""

    claim: Recognition
    standing: Standing


def on_list(key: str, *, on: date) -> list[OnList]:
    """Return where credentials stand on a list, by name; the latest claim about each counts."""
    claims = public_claims().filter(
        type=Recognition.Type.STATE_LIST, list_key=key, credential__is_withdrawn=False
    )
    latest = _latest(claims.select_related("credential").order_by(Lower("credential__name"), "pk"))
    return [OnList(each, standing(each, on)) for each in latest]


def _latest(claims: Iterable[Recognition]) -> list[Recognition]:
    held: dict[int, Recognition] = {}
    for claim in claims:
        before = held.get(claim.credential_id)
        if before is None or _age(claim) >= _age(before):
            held[claim.credential_id] = claim
    return list(held.values())


def _age(claim: Recognition) -> tuple[int, str]:
    return (claim.year or 0, claim.seen_date.isoformat() if claim.seen_date else "")
