"""The questions of our list: what can be asked about manufacturing, in our words, EN and ES."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from keyway.errors import Broken
from keyway.reference.perception import FOLDER

AUDIENCES = frozenset({"pupils", "teachers", "parents", "public"})
SCALES = frozenset({"agree", "likely", "yes_no"})


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the list.

    Attributes:
        key: never changes; benchmarks name it.
        audiences: who can be asked.
        scale: agree, likely or yes_no.
        is_reversed: agreeing is the worse image.
        is_in_index: counts in the index.
        check: place in the three-question check; 0 where it is none of the three.
        en: the words in English.
        es: the words in Spanish.
        pupils_en: easier words for students; empty where the usual ones do.
        pupils_es: the same in Spanish.
        kin: the published question that asks the same, in our description; empty without one.
    """

    key: str
    audiences: frozenset[str]
    scale: str
    is_reversed: bool
    is_in_index: bool
    check: int
    en: str
    es: str
    pupils_en: str = ""
    pupils_es: str = ""
    kin: str = ""

    def words(self, audience: str) -> tuple[str, str]:
        """Return what an audience is asked, in English and Spanish."""
        if audience == "pupils" and self.pupils_en:
            return self.pupils_en, self.pupils_es
        return self.en, self.es


@cache
def questions() -> tuple[Question, ...]:
    """Return the list, in its order.

    Raises:
        Broken: the file names an audience or a scale that does not exist, or a key twice.
    """
    with (FOLDER / "questions.toml").open("rb") as file:
        found = tuple(map(_question, tomllib.load(file)["question"]))
    if len({each.key for each in found}) != len(found):
        raise Broken("two questions of the list have the same key")
    return found


def questions_for(audience: str) -> list[Question]:
    """Return the questions that an audience can be asked, in the order of the list."""
    return [each for each in questions() if audience in each.audiences]


def check_questions() -> list[Question]:
    """Return the three questions of the check in class, in their order."""
    return sorted((each for each in questions() if each.check), key=lambda each: each.check)


def question(key: str) -> Question | None:
    """Return the question of this key, or None."""
    return next((each for each in questions() if each.key == key), None)


def _question(row: dict[str, object]) -> Question:
    audiences = row["audiences"]
    if not isinstance(audiences, list) or not AUDIENCES.issuperset(audiences):
        raise Broken(f"the question {row['key']} names an audience that does not exist")
    if row["scale"] not in SCALES:
        raise Broken(f"the question {row['key']} names a scale that does not exist")
    return Question(
        key=str(row["key"]),
        audiences=frozenset(audiences),
        scale=str(row["scale"]),
        is_reversed=bool(row.get("reversed", False)),
        is_in_index=bool(row["index"]),
        check=int(str(row.get("check", 0))),
        en=str(row["en"]),
        es=str(row["es"]),
        pupils_en=str(row.get("pupils_en", "")),
        pupils_es=str(row.get("pupils_es", "")),
        kin=str(row.get("kin", "")),
    )
