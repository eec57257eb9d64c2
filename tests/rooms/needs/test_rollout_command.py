"""`keyway rollout`: the plan in a terminal and as JSON, and what stands in the way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command

from keyway.needs.actions import rollout as actions
from keyway.needs.queries import choices
from keyway.web.management.commands.rollout import NothingEntered
from tests.factories.rollout import world

if TYPE_CHECKING:
    from keyway.needs.models import GapFinding

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer draws than usual tell as much here, in less time."""
    monkeypatch.setattr(choices, "FITTED", 4)
    monkeypatch.setattr(choices, "SCORED", 10)


def told(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    call_command("rollout", "--seconds", "1", *options)
    return capsys.readouterr().out


def test_the_plan_is_told_as_json_with_its_proof(
    finding: GapFinding, capsys: pytest.CaptureFixture[str]
) -> None:
    world(finding)

    plan = json.loads(told(capsys, "--budget", "3000000", "--format", "json"))

    assert {"plan", "value", "bound", "gap", "scenarios", "origin"} <= set(plan)
    assert 0 < plan["value"] <= plan["bound"]
    assert plan["cost_usd"] <= 3_000_000
    assert sum(line["cost_usd"] for line in plan["plan"]) == plan["cost_usd"]
    assert {"best", "cheapest", "robust", "greedy", "popular"} <= set(plan["scenarios"])


def test_the_plan_is_told_in_plain_words(
    finding: GapFinding, capsys: pytest.CaptureFixture[str]
) -> None:
    world(finding)

    text = told(capsys, "--budget", "3000000", "--rural-share", "0.05")

    assert "no plan within these limits fills more than" in text
    assert "The rural rule costs between" in text


def test_an_impossible_budget_says_what_would_do(finding: GapFinding) -> None:
    world(finding)

    with pytest.raises(actions.BudgetTooSmall) as refused:
        call_command("rollout", "--budget", "10")

    assert "less than $" in str(refused.value)


def test_an_empty_site_says_how_to_fill_it(finding: GapFinding) -> None:
    with pytest.raises(NothingEntered):
        call_command("rollout", "--budget", "10")
