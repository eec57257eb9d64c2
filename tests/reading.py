"""How hard a text is to read: the grade of Flesch and Kincaid, for English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
_END = re.compile(r"(?<=[.!?:;])\s+")


def grade(texts: Iterable[str]) -> float:
    """Return the reading grade of texts; each text ends a sentence where it has no end of its own."""
    sentences = [part for text in texts for part in _END.split(text.strip()) if _WORD.search(part)]
    words = [word for part in sentences for word in _WORD.findall(part)]
    if not words:
        return 0.0
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    plain = word.lower()
    count = len(_VOWELS.findall(plain))
    if plain.endswith("e") and not plain.endswith(("le", "ee")) and count > 1:
        count -= 1
    if plain.endswith("ed") and not plain.endswith(("ted", "ded")) and count > 1:
        count -= 1
    return max(count, 1)
