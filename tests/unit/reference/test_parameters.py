"""Parameters are dated and cited, lie within their limits, and can be asked "what if"."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyway.reference.parameters import (
    ParameterOutOfRange,
    UnknownParameter,
    changed,
    document,
    gap_parameters,
)

NAMES = sorted(gap_parameters())
parameters = pytest.mark.parametrize("name", NAMES)


@parameters
def test_a_parameter_has_a_citation_a_date_and_both_languages(name):
    parameter = gap_parameters()[name]

    assert len(parameter.citation) > 10
    assert date.fromisoformat(parameter.dated)
    assert parameter.unit
    for text in (parameter.title_en, parameter.title_es, parameter.text_en, parameter.text_es):
        assert text.strip()
    assert parameter.title_en != parameter.title_es
    assert parameter.text_en.endswith(".")
    assert parameter.text_es.endswith((".", "?"))


@parameters
def test_a_parameter_lies_within_its_range_and_limits(name):
    parameter = gap_parameters()[name]

    assert parameter.minimum <= parameter.low <= parameter.value <= parameter.high
    assert parameter.high <= parameter.maximum


@parameters
def test_what_a_reader_may_ask_for_makes_sense(name):
    parameter = gap_parameters()[name]

    assert bool(parameter.choices) == parameter.is_open
    assert all(parameter.minimum <= choice <= parameter.maximum for choice in parameter.choices)
    assert list(parameter.choices) == sorted(set(parameter.choices))


def test_a_parameter_that_judgment_set_says_that_it_is_assumed():
    judged = [p.name for p in gap_parameters().values() if "judgment" in p.citation.casefold()]

    assert judged
    assert [name for name in judged if not gap_parameters()[name].is_assumed] == []


def test_an_unknown_name_is_refused_with_the_word_that_lists_them():
    with pytest.raises(UnknownParameter, match="keyway params"):
        changed(gap_parameters(), {"demand.luck": 1.0})


@parameters
def test_a_value_beyond_the_limits_is_refused(name):
    parameter = gap_parameters()[name]

    for value in (parameter.minimum - 1, parameter.maximum + 1):
        with pytest.raises(ParameterOutOfRange, match="must lie between"):
            changed(gap_parameters(), {name: value})


@given(st.sampled_from(NAMES), st.floats(0, 1))
def test_another_value_moves_its_range_along_and_leaves_the_rest_alone(name, position):
    before = gap_parameters()[name]
    value = min(before.minimum + position * (before.maximum - before.minimum), before.maximum)

    after = changed(gap_parameters(), {name: value})

    assert after[name].value == value
    assert after[name].minimum <= after[name].low <= value <= after[name].high
    assert after[name].high <= after[name].maximum
    assert {n: p for n, p in after.items() if n != name} == {
        n: p for n, p in gap_parameters().items() if n != name
    }


def test_nobody_can_change_the_parameters_in_place():
    with pytest.raises(TypeError):
        gap_parameters()["demand.luck"] = None  # type: ignore[index]


def test_every_institution_s_reach_is_one_of_the_two_that_are_not_local():
    reach = document("institutions_reach")["reach"]

    assert set(reach.values()) == {"online", "national"}
    assert all(len(unitid) == 6 and unitid.isdigit() for unitid in reach)
    assert document("institutions_reach")["is_assumed"]


def test_no_industry_stands_in_two_combined_codes():
    members = [m for codes in document("oews_combined_industries")["codes"].values() for m in codes]

    assert len(members) == len(set(members))
    assert all(len(member) == 4 for member in members)
