"""What the linter of pupils' surveys stops, on questions that we wrote and labelled ourselves.

``tuned``: the lists were written with these in view. ``unseen``: written afterwards; the lists were
not touched again. A question counts as stopped when a topic is named or when it is off the subject.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from keyway.engine.protected_topics import OFF_SUBJECT, Lists, Topic, find, prepare
from keyway.reference.perception.questions import questions
from keyway.reference.perception.topics import groups, subject, topics

ROWS = list(
    csv.DictReader(Path(__file__).with_name("survey_questions.csv").read_text("utf-8").splitlines())
)


@cache
def lists() -> Lists:
    """The lists as the site uses them."""
    return prepare(
        [Topic(each.key, each.patterns, each.unless) for each in topics()], groups(), subject()
    )


def found(row: dict[str, str]) -> list[str]:
    """What is found in a labelled question."""
    return [each.topic for each in find(row["question"], row["language"], lists())]


def chosen(kind: str, language: str = "") -> list[dict[str, str]]:
    """Labelled questions of a set and a language; both sets and languages where empty."""
    return [
        each for each in ROWS if kind in ("", each["set"]) and language in ("", each["language"])
    ]


def share(rows: list[bool]) -> float:
    """The share of what holds."""
    return sum(rows) / len(rows)


def test_the_list_holds_three_hundred_questions_and_every_topic_in_both_languages() -> None:
    held = {(each["language"], each["topic"]) for each in ROWS}

    assert len(ROWS) >= 300
    assert held >= {(language, each.key) for each in topics() for language in ("en", "es")}
    assert len(topics()) == 14


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", ["tuned", "unseen"])
def test_protected_questions_are_stopped(kind: str, language: str) -> None:
    sensitive = [each for each in chosen(kind, language) if each["topic"] != "none"]

    assert share([bool(found(each)) for each in sensitive]) >= 0.95


def test_the_words_alone_name_the_topic_of_what_they_were_written_for() -> None:
    sensitive = [each for each in chosen("tuned") if each["topic"] != "none"]

    assert share([each["topic"] in found(each) for each in sensitive]) >= 0.95


def test_few_harmless_questions_are_stopped() -> None:
    stopped = [each for each in ROWS if found(each)]

    assert share([each["topic"] != "none" for each in stopped]) >= 0.95


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_phrase_of_the_laws_is_found_as_its_topic(language: str) -> None:
    phrases = [(each.key, words) for each in topics() for words in each.exact[language]]

    assert len(phrases) >= 56
    for key, words in phrases:
        assert key in [each.topic for each in find(words, language, lists())], words


def test_both_laws_are_covered_topic_by_topic() -> None:
    laws = {law for each in topics() for law in each.laws}

    assert laws == {f"state {n}" for n in range(1, 15)} | {f"federal {n}" for n in range(1, 9)}


def test_our_own_questions_pass() -> None:
    for each in questions():
        for audience in each.audiences & {"pupils"}:
            english, spanish = each.words(audience)
            assert find(english, "en", lists()) == []
            assert find(spanish, "es", lists()) == []


def test_a_question_that_never_names_the_subject_waits_for_a_person() -> None:
    (one,) = find("Do you like your shoes?", "en", lists())

    assert one.topic == OFF_SUBJECT


def test_accents_and_capitals_hide_nothing() -> None:
    for written in ("¿RELIGIÓN?", "religion", "re\u0301ligio\u0301n"):
        assert [each.topic for each in find(written, "es", lists())] == ["religion"]
