"""Kinds of work are found by the words that young people and parents use, in both languages."""

import pytest

from keyway.reference import words
from keyway.reference.words import kinds


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("I like machines", "machining"),
        ("Me gustan las máquinas", "machining"),
        ("robots", "automation"),
        ("ROBÓTICA", "automation"),
        ("soldadora", "welding"),
        ("planes", "aerospace"),
        ("computer chips", "electronics"),
        ("fixing cars", "maintenance"),
        ("comida", "production"),
        ("3D", "design"),
    ],
)
def test_a_kind_of_work_is_found_by_plain_words(asked, found):
    assert found in [each.key for each in kinds.search(asked)][:3]


@pytest.mark.parametrize("asked", ["", "a", "zzzz", "poetry", "¿?", "de la"])
def test_words_that_speak_of_nothing_here_find_nothing(asked):
    assert kinds.search(asked) == []


def test_each_kind_is_told_in_both_languages_and_leads_to_occupations_we_describe():
    for each in kinds.kinds():
        assert all(each.names) and all(each.plains)  # noqa: PT018 — one promise
        assert all(words.occupation_words(soc) for soc in each.socs), each.key


def test_the_interest_check_speaks_for_every_kind_and_for_nothing_else():
    keys = {each.key for each in kinds.kinds()}

    assert {key for item in kinds.items() for key in item.kinds} == keys
    assert 18 <= len(kinds.items()) <= 24
