"""States' lists: windows that come back each year, and what an application needs."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from keyway.errors import Broken
from keyway.reference.lookups.state_list_rules import Step, read, state_list, state_lists

if TYPE_CHECKING:
    from pathlib import Path


def step(list_key: str, key: str) -> Step:
    held = state_list(list_key)
    assert held is not None
    found = held.step(key)
    assert found is not None
    return found


def test_arizona_takes_new_credentials_in_february_and_corrections_until_the_end_of_april() -> None:
    assert step("az-cte-credentials", "apply").window(2027) == (date(2027, 2, 1), date(2027, 2, 28))
    assert step("az-cte-credentials", "review").window(2027) == (
        date(2027, 3, 1),
        date(2027, 3, 31),
    )
    revise = step("az-cte-credentials", "revise")
    window = revise.window(2027)
    assert window is not None
    assert window[1] == date(2027, 4, 30)
    assert revise.is_firm
    assert step("az-cte-credentials", "update").window(2027) is None
    assert step("az-cte-credentials", "update").answer_days == 30


def test_the_incentive_list_has_its_four_days() -> None:
    held = state_list("az-incentive")
    assert held is not None
    days = {each.key: each.window(2027) for each in held.steps}

    assert {key: day[1] for key, day in days.items() if day} == {
        "demand_list": date(2027, 9, 1),
        "align": date(2027, 10, 1),
        "decide": date(2027, 2, 1),
        "post": date(2027, 3, 1),
    }


def test_an_application_in_arizona_needs_letters_that_support_and_that_hire() -> None:
    held = state_list("az-cte-credentials")
    assert held is not None

    assert held.applicants == ("district", "cted")
    assert {"applicant", "one_credential", "letter_support", "letter_hire", "letterhead"} <= {
        each.key for each in held.needs
    }


def test_lists_of_any_state_are_told_in_both_languages_with_their_source() -> None:
    every = state_lists()

    assert {each.state_code for each in every} >= {"AZ", "TX", "VA"}
    assert state_lists("az") == tuple(each for each in every if each.state_code == "AZ")
    for each in every:
        assert each.url.startswith("https://")
        assert each.citation
        texts = [each.title_en, each.title_es, each.text_en, each.text_es, each.who_en, each.who_es]
        texts += [t for s in each.steps for t in (s.title_en, s.title_es, s.rule_en, s.rule_es)]
        texts += [t for n in each.needs for t in (n.title_en, n.title_es, n.text_en, n.text_es)]
        assert all(texts)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[list]]\nkey = "x"\n', "list x"),
        ("[[list.step]]\n", "list ?"),
    ],
)
def test_a_list_that_lacks_something_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "lists.toml"
    path.write_text(text if text.startswith("[[list]]") else f"[[list]]\n{text}", encoding="utf-8")

    with pytest.raises(Broken, match=re.escape(said)):
        read(path)
