"""Names as lists write them, taken apart: what is distinctive, what kind, which level, which number."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from keyway.engine.likeness.words import (
    ABBREVIATIONS,
    FILLERS,
    KINDS,
    LEGAL,
    LEGAL_PHRASES,
    LEVELS,
    PHRASES,
    SCHOOL_WORDS,
    SET_ASIDE,
    SITE_WORDS,
)

_TRADING_AS = re.compile(
    r"\b(?:d\s*[./]?\s*b\s*[./]?\s*a\b\.?|doing business as|trading as|a\.?k\.?a\.?\b|"
    r"f\.?k\.?a\.?\b|formerly(?: known as)?|previously|also known as|antes)\s*",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r",?\s+(?:an?|una)\s+(?:division|subsidiary|unit|part|división|filial)\s+(?:of|de)\b.*$"
    r"|,\s+an?\s+[\w\s]+\scompany\s*$",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"\b(?:[a-z]\.\s?){2,}(?:[a-z]\b)?|\b(?:[a-z] ){1,5}[a-z]\b")


@dataclass(frozen=True, slots=True)
class Name:
    """One name, taken apart.

    Attributes:
        written: as it stands in the list.
        core: distinctive words in order, without legal endings, kind, level and site words.
        words: all words in order, abbreviations written out; for names that are nothing but kind.
        numbers: numbers in it; "Plant 2" has 2.
        level: "elementary", "middle", "high" … or empty.
        kind: "district", "school", "college", "cted" or empty for anything else.
        is_trade: it follows "doing business as", "formerly" or stands after a dash.
    """

    written: str
    core: tuple[str, ...]
    words: tuple[str, ...]
    numbers: frozenset[str]
    level: str
    kind: str
    is_trade: bool

    @property
    def squeezed(self) -> str:
        """Return the distinctive words as one string of letters."""
        return "".join(self.core)

    @property
    def initials(self) -> str:
        """Return the first letters of the distinctive words."""
        return "".join(word[0] for word in self.core)


def folded(text: str) -> str:
    """Return text in lower case without accents, signs and double spaces; "&" is "and"."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    plain = re.sub(r"[’'`´]", "", plain).replace("&", " and ")
    return " ".join(re.sub(r"[^a-z0-9.]+", " ", plain).replace(".", ". ").split())


@lru_cache(maxsize=65_536)
def names_of(written: str, other_names: tuple[str, ...] = ()) -> tuple[Name, ...]:
    """Return the names that a listing goes by, the one it is written under first."""
    found: dict[tuple[str, ...], Name] = {}
    for place, text in enumerate((written, *other_names)):
        for part, is_trade in _parts(text):
            name = parsed(part, is_trade=is_trade or place > 0)
            if name.core or not found:
                found.setdefault((*name.core, name.level, name.kind), name)
    return tuple(found.values())


def _parts(text: str) -> list[tuple[str, bool]]:
    """Return the names inside a name; whether each is a trade or second name."""
    whole = _PART_OF.sub("", text)
    inside = re.findall(r"\(([^)]*)\)", whole)
    outside = re.sub(r"\([^)]*\)", " ", whole)
    pieces = [piece for piece in _TRADING_AS.split(outside) if piece.strip(" ,-")]
    parts = [(piece, place > 0) for place, piece in enumerate(pieces)] or [(text, False)]
    for note in inside:
        said = _TRADING_AS.sub("", note)
        if _may_stand_alone(said):
            parts.append((said, True))
    sides = re.split(r"\s+[-–—/|]\s+", pieces[0]) if pieces else []
    return parts + [(side, True) for side in sides if len(sides) > 1 and _may_stand_alone(side)]


def _may_stand_alone(text: str) -> bool:
    """Return whether a note or a side of a dash names an organization, not only a place of it."""
    words = folded(text).replace(".", "").split()
    return len(words) >= 2 and not SITE_WORDS & set(words)


@lru_cache(maxsize=65_536)
def parsed(written: str, *, is_trade: bool = False) -> Name:
    """Take one name apart."""
    text = _INITIALS.sub(lambda found: re.sub(r"[. ]", "", found[0]) + " ", folded(written))
    text = f" {text.replace('.', ' ')} "
    text = f" {' '.join(text.split())} "
    for phrase in LEGAL_PHRASES:
        text = text.replace(f" {phrase} ", " ")
    words = [word for each in text.split() for word in ABBREVIATIONS.get(each, each).split()]
    words = _joined(words)
    numbers = frozenset(word.lstrip("0") or "0" for word in words if word.isdigit())
    kept = [word for word in words if word not in LEGAL and word not in FILLERS]
    kept = [word for word in kept if word not in ("number", "suite") and not word.isdigit()]
    level, kind = _level(kept), _kind(kept)
    core = [_stem(word) for word in kept if word not in SITE_WORDS]
    if level or kind:
        core = [word for word in core if word not in SET_ASIDE] or core
    return Name(written, tuple(core), tuple(kept), numbers, level, kind, is_trade)


def _joined(words: list[str]) -> list[str]:
    text = f" {' '.join(words)} "
    for phrase, word in PHRASES.items():
        text = text.replace(f" {phrase} ", f" {word} ")
    # "Anthem High" is a school, "Mile High Tooling" is not.
    return re.sub(r"(?<=\w) high $", " highschool ", text).split()


def _level(words: list[str]) -> str:
    levels = [LEVELS[word] for word in words if word in LEVELS]
    return levels[-1] if levels else ""


def _kind(words: list[str]) -> str:
    kinds = [KINDS[word] for word in words if word in KINDS]
    if kinds:
        return kinds[-1]
    return "school" if SCHOOL_WORDS & set(words) else ""


def _stem(word: str) -> str:
    """Return a word without its plural ending."""
    if len(word) > 5 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
