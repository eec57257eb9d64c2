"""Published shares are read as they were printed, and name questions that exist."""

from __future__ import annotations

from decimal import Decimal

from keyway.reference.perception.benchmarks import benchmarks, benchmarks_of
from keyway.reference.perception.questions import question


def test_every_share_has_a_page_and_both_languages():
    for each in benchmarks():
        assert 0 < each.value < 1
        assert each.url.startswith("http")
        assert bool(each.note_en) == bool(each.note_es)
        assert each.asked_en != each.asked_es


def test_every_named_question_is_in_our_list():
    assert not {
        each.question_key
        for each in benchmarks()
        if each.question_key and not question(each.question_key)
    }


def test_a_series_holds_one_kind_of_asking():
    kinds = {(each.series, each.kind) for each in benchmarks()}

    assert len(kinds) == len({series for series, _ in kinds})


def test_the_share_who_would_encourage_a_child_is_what_two_studies_printed():
    found = benchmarks_of("encourage")

    assert [(each.year, each.value) for each in found] == [
        (2022, Decimal("0.40")),
        (2017, Decimal("0.27")),
    ]
    assert found[0].note_en
    assert not benchmarks_of("")
