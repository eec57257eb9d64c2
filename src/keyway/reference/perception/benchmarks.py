"""What published studies found people think of manufacturing: facts, each with its page.

What not to believe: most figures were read in reports about the studies, whose questionnaires are
not public; the words are ours. Shares of the public and what visitors say after an event never
compare. Two studies compare only where they share a series.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003  read at run time
from decimal import Decimal  # noqa: TC003  read at run time
from functools import cache
from typing import Literal

from keyway.reference.perception import FOLDER
from keyway.reference.typed_rows import rows


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One published share.

    Attributes:
        series: shares with the same name asked nearly the same.
        question_key: the question of our list that asks the same; empty without one.
        year: in which it was asked or published.
        publisher: who published the study.
        study: its title.
        population_en: who was asked; ``population_es`` the same in Spanish.
        answers_count: answers of the whole study; None where our source does not say.
        is_least: the source says "more than" so many.
        value: share from 0 to 1.
        kind: "population" (a sample of people) or "reaction" (asked after an event alone).
        asked_en: what was asked, in our words; ``asked_es`` the same in Spanish.
        short_en: the same for a drawing, where the series is drawn; ``short_es`` in Spanish.
        note_en: what sets it apart; ``note_es`` the same in Spanish; empty where nothing does.
        url: the page it was read on.
        seen_date: when.
    """

    series: str
    question_key: str
    year: int
    publisher: str
    study: str
    population_en: str
    population_es: str
    answers_count: int | None
    is_least: bool
    value: Decimal
    kind: Literal["population", "reaction"]
    asked_en: str
    asked_es: str
    short_en: str
    short_es: str
    note_en: str
    note_es: str
    url: str
    seen_date: date


@cache
def benchmarks() -> tuple[Benchmark, ...]:
    """Return every published share, the oldest first.

    Raises:
        Broken: a cell of the file cannot be read.
    """
    found = rows(Benchmark, [FOLDER], "benchmarks.csv")
    return tuple(sorted(found, key=lambda each: each.year))


def benchmarks_of(question_key: str) -> list[Benchmark]:
    """Return the shares that ask what a question of our list asks, the newest first."""
    found = [each for each in benchmarks() if question_key and each.question_key == question_key]
    return found[::-1]
