"""States' lists of credentials as dated parameters: who may ask, when, and with what."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Self

from keyway.errors import Broken
from keyway.reference import registry

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_FILE = "state_lists.toml"
_KINDS = frozenset({"approval", "incentive", "training", "accountability"})
_LEAP_YEAR = 2024


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day that comes back every year."""

    month: int
    day: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the day that ``text``, such as "02-28", names.

        Raises:
            ValueError: there is no such day.
        """
        found = date.fromisoformat(f"{_LEAP_YEAR}-{text}")
        return cls(found.month, found.day)

    def in_year(self, year: int) -> date:
        """Return this day in ``year``."""
        return date(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a list's year.

    Attributes:
        key: name of the step within its list: "apply", "review", "revise" …
        opens: first day; None where only the last one is known, or none at all.
        closes: last day, itself included; None where no source gives one.
        answer_days: days within which the state answers, where it says so.
        is_firm: whether the source allows no exception.
    """

    key: str
    title_en: str
    title_es: str
    rule_en: str
    rule_es: str
    opens: MonthDay | None
    closes: MonthDay | None
    answer_days: int | None
    is_firm: bool

    def window(self, year: int) -> tuple[date, date] | None:
        """Return first and last day in ``year``; None where the last day is not known.

        A step whose first day is not known is the one day on which it is due.
        """
        if self.closes is None:
            return None
        last = self.closes.in_year(year)
        first = self.opens.in_year(year) if self.opens else last
        return (first if first <= last else first.replace(year=year - 1), last)


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that an application has to hold.

    Attributes:
        key: what is asked: "applicant", "one_credential", "letter_support", "letter_hire",
            "letterhead", "alignment", "fact_sheet" …
        least: how many of it, where it is counted.
    """

    key: str
    title_en: str
    title_es: str
    text_en: str
    text_es: str
    least: int | None


@dataclass(frozen=True, slots=True)
class StateList:
    """A state's list of credentials or programs, and its rules.

    Attributes:
        key: name of the list, the ``list_key`` of claims and petitions.
        kind: "approval" (counts in school), "incentive" (brings money), "training" (public money
            for job seekers) or "accountability" (counts in a school's grade).
        can_petition: whether somebody may ask for a credential to be added.
        applicants: kinds of organization that may ask.
        is_verified: whether the text of the source was read; its date is ``seen_date``.
    """

    key: str
    state_code: str
    kind: str
    recognizer: str
    title_en: str
    title_es: str
    text_en: str
    text_es: str
    who_en: str
    who_es: str
    can_petition: bool
    applicants: tuple[str, ...]
    citation: str
    url: str
    list_url: str
    seen_date: date
    is_verified: bool
    steps: tuple[Step, ...]
    needs: tuple[Need, ...]

    def step(self, key: str) -> Step | None:
        """Return one step, or None where the list has no such step."""
        return next((each for each in self.steps if each.key == key), None)


def state_lists(state_code: str = "") -> tuple[StateList, ...]:
    """Return the lists of one state, or of every state, in the order of the file."""
    found = read(registry.FOLDER / _FILE)
    return tuple(each for each in found if not state_code or each.state_code == state_code.upper())


def state_list(key: str) -> StateList | None:
    """Return one list by its key, or None where there is none."""
    return next((each for each in state_lists() if each.key == key), None)


@cache
def read(path: Path) -> tuple[StateList, ...]:
    """Return the lists of one file.

    Raises:
        Broken: the file does not hold what it must.
    """
    rows = tomllib.loads(path.read_text(encoding="utf-8")).get("list", [])
    found = tuple(_list(row, path) for row in rows)
    if len({each.key for each in found}) != len(found):
        raise Broken(f"{path}: two lists have one key")
    return found


def _list(row: Mapping[str, Any], path: Path) -> StateList:
    plain = {name: value for name, value in row.items() if name not in {"step", "need"}}
    try:
        found = StateList(
            **{**plain, "applicants": tuple(row["applicants"])},
            steps=tuple(_step(each) for each in row.get("step", ())),
            needs=tuple(_need(each) for each in row.get("need", ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Broken(f"{path}, list {row.get('key', '?')}: {error}") from error
    if found.kind not in _KINDS:
        raise Broken(f"{path}, list {found.key}: “{found.kind}” is no kind of list")
    return found


def _step(row: Mapping[str, Any]) -> Step:
    plain = {name: value for name, value in row.items() if name not in {"from", "until"}}
    return Step(
        **{"answer_days": None, **plain}, opens=_day(row, "from"), closes=_day(row, "until")
    )


def _day(row: Mapping[str, Any], name: str) -> MonthDay | None:
    return MonthDay.parse(row[name]) if name in row else None


def _need(row: Mapping[str, Any]) -> Need:
    return Need(**{"least": None, **row})
