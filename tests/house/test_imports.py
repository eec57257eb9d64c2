"""Imports and foreign keys point down the house."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.house import rules

ROOT = Path(__file__).resolve().parents[2]

ROOMS = ("partners", "intake", "credentials", "visits", "needs", "promote", "policy")

# Where each planted line goes and what it says.
FAULTS = {
    "a room reads from the room above": ("needs/queries.py", "import keyway.web.frame.views"),
    "the engine fetches its own data": ("engine/fetch.py", "import keyway.reference"),
    "the web framework below partners": ("codes/web.py", "import django"),
    "a room reads a source": ("needs/queries.py", "import keyway.sources"),
    "a folder without a place in the plan": ("helpers/__init__.py", ""),
    "furniture of another kind": ("partners/services.py", ""),
    "models call back to actions": ("partners/models.py", "import keyway.partners.actions"),
}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the package and its plan, to plant faults in."""
    shutil.copy(ROOT / ".importlinter", tmp_path)
    skipped = shutil.ignore_patterns("*.html", "*.parquet", "*.csv", "static", "__pycache__")
    shutil.copytree(ROOT / "src" / "keyway", tmp_path / "src" / "keyway", ignore=skipped)
    return tmp_path


def test_imports_keep_to_the_plan() -> None:
    assert rules.broken_contracts(ROOT) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_import_fails_the_plan(house: Path, fault: str) -> None:
    name, line = FAULTS[fault]
    planted = house / "src" / "keyway" / name
    planted.parent.mkdir(exist_ok=True)
    if "keyway.partners.actions" in line:
        (planted.parent / "actions.py").write_text("")
    with planted.open("a") as file:
        file.write(f"\n{line}\n")

    assert "BROKEN" in "".join(rules.broken_contracts(house))


def test_foreign_keys_point_down() -> None:
    assert rules.keys_pointing_up(apps.get_models()) == []


@isolate_apps("keyway.partners")
def test_a_key_that_points_up_is_found() -> None:
    class Keepsake(models.Model):  # noqa: DJ008 — never shown
        home = models.ForeignKey(apps.get_model("content", "HomePage"), on_delete=models.CASCADE)

        class Meta:
            app_label = "partners"

    assert rules.keys_pointing_up([Keepsake]) == ["Keepsake.home points from partners to content"]


@isolate_apps("keyway.needs")
def test_a_key_that_points_down_is_welcome() -> None:
    class Keepsake(models.Model):  # noqa: DJ008 — never shown
        giver = models.ForeignKey(apps.get_model("partners", "Person"), on_delete=models.CASCADE)

        class Meta:
            app_label = "needs"

    assert rules.keys_pointing_up([Keepsake]) == []


def test_every_room_that_stands_is_held_to_the_same_furniture() -> None:
    plan = (ROOT / ".importlinter").read_text(encoding="utf-8")
    rooms = [room for room in ROOMS if (ROOT / "src" / "keyway" / room / "__init__.py").exists()]

    assert [room for room in rooms if f"    keyway.{room}\n" not in plan] == []
