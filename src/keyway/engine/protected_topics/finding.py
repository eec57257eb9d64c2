"""Finds protected topics in a question: words and combinations of words, in English and Spanish.

No list of words understands a question, so there are two rules. What the lists find is a protected
topic. What they do not find is let pass only where it speaks of the subject of the survey; any other
question is stopped as ``OFF_SUBJECT`` until a person says that it was read. Wide on purpose: a
harmless question that is stopped can be reworded, one that passes is asked.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LETTERS = re.compile(r"[a-z0-9]+")
_BETWEEN = r"(?: [a-z0-9]+){0,5}"
# Not a topic of a law: no list can tell what a question is about that never names the subject.
OFF_SUBJECT = "off_subject"


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with the patterns that catch it.

    Attributes:
        key: how it is stored.
        patterns: by language, "en" or "es"; see ``prepare`` for how they are written.
        unless: by language, what is taken out of a question before it is looked at.
    """

    key: str
    patterns: Mapping[str, Sequence[str]]
    unless: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Found:
    """A topic that a question touches.

    Attributes:
        topic: its key.
        words: the words that gave it away, as the question has them, without accents.
    """

    topic: str
    words: str


_All = tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists as they are searched, by language.

    Attributes:
        topics: key, exceptions and patterns of each topic.
        subject: words that say what the survey is about.
    """

    topics: Mapping[str, tuple[tuple[str, _All, tuple[_All, ...]], ...]]
    subject: Mapping[str, re.Pattern[str]]


def prepare(
    topics: Sequence[Topic], groups: Mapping[str, Mapping[str, str]], subject: Mapping[str, str]
) -> Lists:
    """Return the lists ready to be searched.

    Patterns are read word by word: ``a|b_c`` is the word a or the words b c, ``end*`` takes any
    ending, ``..`` stands for up to five words, ``x + y`` asks for both anywhere, ``@name`` is a
    group of words.

    Args:
        topics: what to look for.
        groups: by language, words that patterns name with ``@``.
        subject: by language, words of which a question about the subject has at least one.
    """
    return Lists(
        topics={
            language: tuple(
                (
                    each.key,
                    tuple(_piece(text, named) for text in each.unless.get(language, ())),
                    tuple(_pattern(text, named) for text in each.patterns[language]),
                )
                for each in topics
            )
            for language, named in groups.items()
        },
        subject={language: _piece(words, {}) for language, words in subject.items()},
    )


def find(question: str, language: str, lists: Lists) -> list[Found]:
    """Return the topics that a question touches, each with the words that gave it away.

    A question in which the lists find nothing and that does not name the subject either is returned
    as ``OFF_SUBJECT``.

    Args:
        question: as it is asked.
        language: "en" or "es".
        lists: what ``prepare`` made.
    """
    text = plain(question)
    found = []
    for key, exceptions, patterns in lists.topics[language]:
        rest = text
        for exception in exceptions:
            rest = exception.sub(" ", rest)
        words = next(filter(None, (_words(pattern, rest) for pattern in patterns)), "")
        if words:
            found.append(Found(key, words))
    if not found and not lists.subject[language].search(text):
        found.append(Found(OFF_SUBJECT, ""))
    return found


def plain(text: str) -> str:
    """Return the words of a text in small letters without accents, one blank around each."""
    # The letter ñ tells "año" from "ano": it is written as two letters that no accent leaves.
    kept = text.lower().replace("ñ", "nn").replace("n\u0303", "nn")
    letters = unicodedata.normalize("NFKD", kept)
    return f" {' '.join(_LETTERS.findall(''.join(c for c in letters if not _is_mark(c))))} "


def _is_mark(letter: str) -> bool:
    return unicodedata.combining(letter) > 0


def _words(pattern: _All, text: str) -> str:
    """Return what a pattern found in a text; empty where a part of it is missing."""
    hits = [part.search(text) for part in pattern]
    return " … ".join(hit.group().strip() for hit in hits if hit) if all(hits) else ""


def _pattern(text: str, groups: Mapping[str, str]) -> _All:
    return tuple(_piece(part, groups) for part in text.split(" + "))


def _piece(text: str, groups: Mapping[str, str]) -> re.Pattern[str]:
    written = "".join(
        _BETWEEN if slot == ".." else f" (?:{_slot(slot, groups)})" for slot in text.split()
    )
    return re.compile(f"{written}(?= )")


def _slot(slot: str, groups: Mapping[str, str]) -> str:
    words = groups[slot[1:]] if slot.startswith("@") else slot
    return "|".join(map(_word, words.split("|")))


def _word(word: str) -> str:
    return " ".join(
        plain(each).strip() + ("[a-z0-9]*" if each.endswith("*") else "")
        for each in word.split("_")
    )
