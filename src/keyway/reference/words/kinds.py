"""Kinds of work in plain words, how people search for them, and the items of the interest check."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

_LEAST = 3
"""Letters that a word must share with the beginning of another to count as the same."""


@dataclass(frozen=True, slots=True)
class KindOfWork:
    """A kind of work that somebody may like.

    Attributes:
        key: lasting name, used in addresses.
        names: what it is called, English and Spanish.
        plains: what one does there, English and Spanish.
        words: what people type who look for it, in both languages, without accents.
        families: values of the registry's kinds of work.
        socs: occupations, the most usual first.
    """

    key: str
    names: tuple[str, str]
    plains: tuple[str, str]
    words: tuple[str, ...]
    families: tuple[str, ...]
    socs: tuple[str, ...]

    def name(self, language: str) -> str:
        """Return what it is called, in ``language`` ("en" or "es")."""
        return self.names[language == "es"]

    def plain(self, language: str) -> str:
        """Return what one does there, in ``language`` ("en" or "es")."""
        return self.plains[language == "es"]


@dataclass(frozen=True, slots=True)
class Item:
    """One statement of the interest check and the kinds of work that it speaks for."""

    texts: tuple[str, str]
    kinds: tuple[str, ...]

    def text(self, language: str) -> str:
        """Return the statement, in ``language`` ("en" or "es")."""
        return self.texts[language == "es"]


@cache
def kinds() -> tuple[KindOfWork, ...]:
    """Return the kinds of work, in the order in which they are offered."""
    return tuple(
        KindOfWork(
            row["key"],
            (row["name_en"], row["name_es"]),
            (row["plain_en"], row["plain_es"]),
            tuple(dict.fromkeys([*row["words_en"], *row["words_es"]])),
            tuple(row["families"]),
            tuple(row["socs"]),
        )
        for row in _document()["kind"]
    )


@cache
def items() -> tuple[Item, ...]:
    """Return the items of the interest check, in order."""
    return tuple(
        Item((row["text_en"], row["text_es"]), tuple(row["kinds"])) for row in _document()["item"]
    )


def kind(key: str) -> KindOfWork | None:
    """Return the kind of work with this key, or None."""
    return next((each for each in kinds() if each.key == key), None)


def search(text: str) -> list[KindOfWork]:
    """Return the kinds of work that a person's words speak of, in either language, closest first."""
    return [each for _, each in _scored(text)]


def closest(text: str) -> list[KindOfWork]:
    """Return the kinds of work that a person's words speak of most, all alike."""
    scored = _scored(text)
    return [each for score, each in scored if score == scored[0][0]]


def _scored(text: str) -> list[tuple[int, KindOfWork]]:
    asked = folded(text).split()
    scored = [(sum(_speaks(each, word) for word in asked), each) for each in kinds()]
    return sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: -pair[0])


def folded(text: str) -> str:
    """Return a text in small letters, without accents and signs."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = (each if each.isalnum() else " " for each in plain if not unicodedata.combining(each))
    return " ".join("".join(letters).split())


def _speaks(of: KindOfWork, word: str) -> bool:
    """Return whether a word is one of the kind's words, or the beginning of one or the reverse."""
    if word in of.words:
        return True
    return len(word) >= _LEAST and any(
        part.startswith(word) or (len(part) > _LEAST and word.startswith(part))
        for phrase in of.words
        for part in phrase.split()
        if len(part) >= _LEAST
    )


@cache
def _document() -> dict[str, Any]:
    file = resources.files("keyway.reference.words") / "kinds_of_work.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
