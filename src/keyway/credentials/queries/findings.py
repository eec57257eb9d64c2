"""What this site found about a fact: told as its own finding, dated and sealed."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from django.utils.crypto import constant_time_compare, salted_hmac

from keyway.standards.ctdl.facts import Judgment

if TYPE_CHECKING:
    from datetime import date

    from keyway.standards.ctdl import Places

_SALT = "keyway.credentials.judgment"
# What only the site that found it may say.
OURS_TO_SAY = frozenset({"checked", "official", "institution"})


def seal(about: str, says: str, on: str) -> str:
    """Return the proof that this site itself found something on a day."""
    return salted_hmac(_SALT, f"{about}|{says}|{on}", algorithm="sha256").hexdigest()[:32]


def is_sealed(about: str, judgment: Judgment) -> bool:
    """Return whether a finding that is said to be this site's own is."""
    return constant_time_compare(seal(about, judgment.says, judgment.on), judgment.seal)


def judged(about: str, says: str, on: date | None, places: Places) -> Judgment | None:
    """Return a finding of this site as it is told: sealed, with its day; None without one."""
    if not says:
        return None
    day = on.isoformat() if on else ""
    return Judgment(places.base, says, day, seal(about, says, day))


def evidence(about: str, level: str, on: date | None, places: Places) -> dict[str, Any]:
    """Return how well something is known, apart from who says so."""
    ours = level in OURS_TO_SAY
    finding = judged(about, level if ours else "", on, places)
    return {"evidence": "cited" if ours else level, "judgment": finding}


def same(row: object, kind: type[Any], **given: Any) -> dict[str, Any]:
    """Return the values that a row and a fact call the same."""
    names = {each.name for each in fields(kind)} - given.keys() - {"judgment", "kept"}
    return {name: getattr(row, name) for name in names if hasattr(row, name)} | given
