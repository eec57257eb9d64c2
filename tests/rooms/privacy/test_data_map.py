"""The data map knows every field there is, and none that is gone."""

from __future__ import annotations

import re

import pytest
from django.apps import apps

from keyway.partners.models import Person
from keyway.web.privacy.datamap import (
    FILE,
    PUPIL_FIELDS_AT_MOST,
    DataMap,
    data_map,
    faults,
    parsed,
)

pytestmark = pytest.mark.django_db

TEXT = FILE.read_text(encoding="utf-8")


def changed(old: str, new: str) -> DataMap:
    """The map with one place of its text changed, which must be there."""
    assert TEXT.count(old) >= 1, old
    return parsed(TEXT.replace(old, new, 1))


def test_every_field_of_every_model_is_in_the_map_and_no_other() -> None:
    assert faults(data_map()) == []


def test_a_field_that_the_map_forgot_is_named() -> None:
    assert faults(changed('"full_name", "title", "email"', '"full_name", "email"')) == [
        "partners.contact.title is not in the map"
    ]


def test_a_field_that_exists_no_longer_is_named() -> None:
    assert faults(changed('"title", "email"', '"title", "fax", "email"')) == [
        "partners.contact.fax exists no longer"
    ]


def test_a_model_that_the_map_forgot_or_that_is_gone_is_named() -> None:
    assert faults(changed('["partners.site"]', '["partners.yard"]')) == [
        "partners.site is not in the map",
        "partners.yard exists no longer",
    ]


def test_a_row_without_an_end_is_named() -> None:
    found = faults(changed('while = "site"\nnone = ["id", "name"', 'none = ["id", "name"'))

    assert len(found) == 1
    assert found[0].endswith("has no end")


def test_a_row_that_is_found_and_never_erased_is_named() -> None:
    found = faults(
        changed(
            'find = { person = ["person"] }\nerase = "delete"', 'find = { person = ["person"] }'
        )
    )

    assert found == ["partners.membership is found and not erased, or kept without a reason"]


def test_pupils_data_needs_leave() -> None:
    text = TEXT.replace('"title", "email"', '"email"', 1)
    with_pupils = text.replace('["partners.contact"]', '["partners.contact"]\npupil = ["title"]')
    with_leave = with_pupils.replace("allowed = [", 'allowed = ["partners.contact.title", ')

    assert faults(parsed(with_pupils)) == [
        "partners.contact.title holds pupils' data without leave"
    ]
    assert faults(parsed(with_leave)) == []


def test_anonymous_answers_alone_are_about_pupils_and_at_most_eight_fields_ever_may_be() -> None:
    of_pupils = [
        f"{entry.model}.{name}" for entry in data_map().entries for name in entry.fields("pupil")
    ]

    assert sorted(of_pupils) == ["promote.response.answers", "promote.response.day"]
    assert len(data_map().pupil_fields) <= PUPIL_FIELDS_AT_MOST


def test_every_link_to_a_person_is_followed_or_cut_by_the_database() -> None:
    """A key to a person that the database neither removes nor empties must be in a rule."""
    forgotten = [
        f"{entry.model}.{field.name}"
        for entry, model in data_map().here()
        for field in model._meta.local_fields
        if field.is_relation and field.related_model is Person
        if field.name
        not in {*entry.link, *(name for names in entry.find.values() for name in names)}
    ]

    assert forgotten == []


def test_every_model_that_says_something_about_people_ends() -> None:
    endless = [
        entry.model
        for entry in data_map().entries
        if entry.is_about_people and not entry.while_ and not entry.expire
    ]

    assert endless == []


def test_what_is_told_in_english_is_told_in_spanish() -> None:
    told = data_map()
    pairs = [
        *((group.words, group.basis) for group in told.groups.values()),
        *((each, each) for each in told.whiles.values()),
        *((entry.keep, entry.keep) for entry in told.entries if entry.keep),
        *((entry.holds, entry.called) for entry in told.entries if entry.holds and entry.called),
        *((each.after, each.after) for entry in told.entries for each in entry.expire),
    ]

    for words in (each for pair in pairs for each in pair):
        assert words.en != words.es
        assert words.en.endswith(".") == words.es.endswith(".")
        assert re.findall(r"\d+", words.en) == re.findall(r"\d+", words.es)


def test_the_map_counts_what_the_registry_counts() -> None:
    models = [each for each in apps.get_models(include_auto_created=True) if not each._meta.proxy]
    fields = sum(
        len(each._meta.local_fields) + len(each._meta.local_many_to_many) for each in models
    )

    mapped = sum(len(entry.classes) for entry, _ in data_map().here())

    assert mapped == fields > 600
