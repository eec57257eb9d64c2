"""Keyway's own words: what an occupation is, and Spanish names for official codes.

Nothing here is official. The publishers of SOC, NAICS, CIP, O*NET and IPEDS publish their titles in
English; the Spanish names are our translations, and the texts about occupations are ours in both
languages. Pages that show them keep the official code beside them.

Two kinds of file, both UTF-8 CSV beside this module:

* ``occupations.csv``: one row per occupation, plain texts in English and Spanish;
* ``names_*.csv``: system, code, a plain English label where the official title is not one, and the
  Spanish name.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from keyway.errors import Broken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

SYSTEMS: Final = frozenset(
    {
        "soc",  # occupations, SOC 2018 and the broader codes of the wage survey: "51-4041"
        "naics",  # industries, NAICS 2022: "31-33", "332", "3327"
        "cip",  # fields of study, CIP 2020: "48", "48.0501"
        "onet",  # O*NET skills, knowledge, abilities, work activities: "2.B.3.m"
        "award_level",  # IPEDS award levels: "3"
        "sector",  # IPEDS sectors of institutions: "4"
        "job_zone",  # O*NET job zones: "3"
        "education",  # typical entry education, coded by the label BLS prints
        "training",  # typical on-the-job training, coded by the label BLS prints
        "experience",  # typical related experience, coded by the label BLS prints
    }
)


class UnknownSystem(Broken):
    """A name was asked for in a code system this module does not hold."""


@dataclass(frozen=True, slots=True)
class OccupationWords:
    """What an occupation is, in our words, in English and Spanish.

    ``short`` is a label for charts and phones, at most 34 letters; ``plain`` says what people make
    or fix, with what, and what must be exact; ``day`` says where the work happens and how a usual
    day goes; ``tools`` are a few things they handle.
    """

    name_es: str
    short_en: str
    short_es: str
    plain_en: str
    plain_es: str
    day_en: str
    day_es: str
    tools_en: tuple[str, ...]
    tools_es: tuple[str, ...]

    def short(self, language: str) -> str:
        """Return a short label, in ``language`` ("en" or "es")."""
        return self.short_es if _is_spanish(language) else self.short_en

    def plain(self, language: str) -> str:
        """Return what the work is, in ``language`` ("en" or "es")."""
        return self.plain_es if _is_spanish(language) else self.plain_en

    def day(self, language: str) -> str:
        """Return how a usual day goes, in ``language`` ("en" or "es")."""
        return self.day_es if _is_spanish(language) else self.day_en

    def tools(self, language: str) -> tuple[str, ...]:
        """Return a few tools of the work, in ``language`` ("en" or "es")."""
        return self.tools_es if _is_spanish(language) else self.tools_en


def occupation_words(soc_code: str) -> OccupationWords | None:
    """Return our words about an occupation, or None where we have not written any.

    A detailed code that the wage survey counts only together with its neighbors ("51-2092") is
    answered with the words of the code it is counted under ("51-2090").
    """
    words = _occupations()
    return words.get(soc_code) or words.get(f"{soc_code[:-1]}0")


def spanish_name(system: str, code: str) -> str | None:
    """Return our Spanish name for a code, or None where we have none.

    Raises:
        UnknownSystem: ``system`` is not one of ``SYSTEMS``.
    """
    return _label(system, code, 1)


def named_codes(system: str) -> frozenset[str]:
    """Return the codes of a system that have a Spanish name.

    Raises:
        UnknownSystem: ``system`` is not one of ``SYSTEMS``.
    """
    _require(system)
    return frozenset(code for kept, code in _names() if kept == system)


def name(system: str, code: str, official_name: str, language: str) -> str:
    """Return the name of a code to show in ``language``, falling back to the official name.

    English shows our plain label where there is one (award levels, fields of study printed in
    capitals) and else the official name without the closing period that CIP prints.

    Raises:
        UnknownSystem: ``system`` is not one of ``SYSTEMS``.
    """
    ours = _label(system, code, 1 if _is_spanish(language) else 0)
    return ours or official_name.strip().removesuffix(".")


def short_name(soc_code: str, official_name: str, language: str) -> str:
    """Return a short label of an occupation for a chart, else its whole name in ``language``.

    A short label is no title: show the official name or the code near it.
    """
    words = occupation_words(soc_code)
    return words.short(language) if words else name("soc", soc_code, official_name, language)


def _is_spanish(language: str) -> bool:
    return language == "es" or language.startswith("es-")


def _require(system: str) -> None:
    if system not in SYSTEMS:
        message = f"No names are kept for the system {system!r}; there are {sorted(SYSTEMS)}."
        raise UnknownSystem(message)


def _label(system: str, code: str, place: int) -> str | None:
    _require(system)
    labels = _names().get((system, code))
    return (labels[place] or None) if labels else None


def _rows(file: Traversable) -> Iterator[dict[str, str]]:
    return csv.DictReader(file.read_text(encoding="utf-8").splitlines())


@cache
def _names() -> Mapping[tuple[str, str], tuple[str, str]]:
    """Return (plain English label or "", Spanish name) by (system, code)."""
    folder = resources.files(__name__)
    return MappingProxyType(
        {
            (row["system"], row["code"]): (row["name_en"], row["name_es"])
            for file in folder.iterdir()
            if file.name.startswith("names_")
            for row in _rows(file)
        }
    )


@cache
def _occupations() -> Mapping[str, OccupationWords]:
    """Return our words by SOC code."""
    file = resources.files(__name__) / "occupations.csv"
    return MappingProxyType({row["soc_code"]: _words(row) for row in _rows(file)})


def _words(row: dict[str, str]) -> OccupationWords:
    return OccupationWords(
        name_es=_names()["soc", row["soc_code"]][1],
        short_en=row["short_en"],
        short_es=row["short_es"],
        plain_en=row["plain_en"],
        plain_es=row["plain_es"],
        day_en=row["day_en"],
        day_es=row["day_es"],
        tools_en=tuple(row["tools_en"].split("; ")),
        tools_es=tuple(row["tools_es"].split("; ")),
    )
