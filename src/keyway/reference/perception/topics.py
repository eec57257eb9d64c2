"""The topics that pupils are not asked about, as the file beside this module keeps them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from keyway.reference.perception import FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Protected:
    """One protected topic.

    Attributes:
        key: how it is stored.
        titles: by language, what it is called.
        laws: number of the topic in each law: "state 2", "federal 8".
        exact: by language, the laws' own phrases, which must always be found.
        patterns: by language, words and combinations of words.
        unless: by language, what is harmless though it looks alike.
    """

    key: str
    titles: Mapping[str, str]
    laws: tuple[str, ...]
    exact: Mapping[str, tuple[str, ...]]
    patterns: Mapping[str, tuple[str, ...]]
    unless: Mapping[str, tuple[str, ...]]


@cache
def topics() -> tuple[Protected, ...]:
    """Return the topics in the order of the state's law."""
    return tuple(map(_topic, _document()["topic"]))


@cache
def groups() -> dict[str, dict[str, str]]:
    """Return the groups of words that patterns name, by language."""
    return {language: dict(_document()["groups"][language]) for language in LANGUAGES}


@cache
def subject() -> dict[str, str]:
    """Return the words of which a question for pupils has at least one, by language."""
    return dict(_document()["subject"])


def titles(language: str) -> dict[str, str]:
    """Return what each topic is called in a language, by its key."""
    return {each.key: each.titles[language] for each in topics()}


def _topic(row: dict[str, Any]) -> Protected:
    return Protected(
        key=row["key"],
        titles={language: row[f"title_{language}"] for language in LANGUAGES},
        laws=tuple(row["laws"]),
        exact={language: tuple(row[f"exact_{language}"]) for language in LANGUAGES},
        patterns={language: tuple(row[language]) for language in LANGUAGES},
        unless={language: tuple(row.get(f"unless_{language}", ())) for language in LANGUAGES},
    )


@cache
def _document() -> dict[str, Any]:
    with (FOLDER / "protected_topics.toml").open("rb") as file:
        return tomllib.load(file)
