"""`keyway sources`, `params`, `prune` and `compile_starter`."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.test import override_settings

from keyway.reference.loading import load
from keyway.reference.parameters import UnknownParameter, gap_parameters
from keyway.reference.store import STARTER, Store
from keyway.sources import catalog
from keyway.web.management import starter
from keyway.web.management.cli import main
from keyway.web.management.starter import (
    NothingToSelectFrom,
    StarterTooLarge,
    compile_starter,
)
from tests.unit.reference.releases import SOURCE, reading, states_part

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.one_database


def say(word: str, *arguments: str) -> str:
    """Run a command and return what it says."""
    out = io.StringIO()
    call_command(word, *arguments, stdout=out, stderr=out)
    return out.getvalue()


# --- sources -----------------------------------------------------------------------------------------


def test_every_source_and_table_is_listed_with_where_to_fetch_it(tmp_path: Path) -> None:
    with override_settings(REFERENCE_DIR=tmp_path):
        said = say("sources")

    for module in catalog.SOURCES.values():
        assert module.source.url in said
        assert module.source.licence in said
        for table in module.source.tables:
            assert table in said


def test_starter_loaded_and_missing_tables_are_told_apart(tmp_path: Path) -> None:
    load(
        tmp_path,
        SOURCE,
        reading(states_part(part="states", release="2030")),
        loaded_date="2030-02-01",
    )

    with override_settings(REFERENCE_DIR=tmp_path):
        rows = {row["table"]: row for row in json.loads(say("sources", "--format", "json"))}

    assert rows["states"]["kept_in"] == "loaded"
    assert rows["states"]["older_releases"] == 1
    assert rows["counties"]["kept_in"] == "starter"
    assert rows["onet_tasks"]["kept_in"] == "missing"
    assert rows["onet_tasks"]["release"] is None
    assert rows["onet_tasks"]["age_months"] is None


def test_data_past_its_renewal_is_told(tmp_path: Path) -> None:
    with override_settings(REFERENCE_DIR=tmp_path):
        rows = {row["table"]: row for row in json.loads(say("sources", "--format", "json"))}
        said = say("sources")

    assert rows["counties"]["newer_since"] == "2018-12"
    assert "should exist since 2018-12" in said
    assert rows["cip_soc_links"]["newer_since"] is None


# --- params ------------------------------------------------------------------------------------------


def test_every_parameter_is_listed() -> None:
    said = say("params")

    assert all(name in said for name in gap_parameters())
    assert "assumed" in said


@pytest.mark.parametrize("name", sorted(gap_parameters()))
def test_a_parameter_is_told_with_its_citation_and_date(name: str) -> None:
    said = say("params", name)

    parameter = gap_parameters()[name]
    assert parameter.citation in said
    assert parameter.dated in said
    assert f"{parameter.value:g} {parameter.unit}" in said


def test_parameters_come_as_json_for_other_programs() -> None:
    rows = json.loads(say("params", "--format", "json"))

    assert [row["name"] for row in rows] == list(gap_parameters())
    assert {"value", "low", "high", "citation", "dated", "is_assumed"} <= set(rows[0])


def test_a_parameter_that_is_not_there_ends_with_a_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(UnknownParameter):
        say("params", "demand.luck")

    assert main(["params", "demand.luck"]) == 1
    assert "There is no parameter called “demand.luck”" in capsys.readouterr().err


# --- prune -------------------------------------------------------------------------------------------


def test_prune_tells_what_it_forgot(tmp_path: Path) -> None:
    for release in ("2020", "2024"):
        load(tmp_path, SOURCE, reading(states_part(release=release)), loaded_date="2026-01-01")

    with override_settings(REFERENCE_DIR=tmp_path):
        said = say("prune")

    assert "Forgot states, 04, Edition 2020." in said
    assert [entry.release_date for entry in Store([tmp_path]).entries()] == ["2024"]


# --- starter -----------------------------------------------------------------------------------------


def test_the_starter_selected_from_itself_is_the_same(tmp_path: Path) -> None:
    """Selecting is idempotent and its bytes depend on nothing but the rows, states and date."""
    first = compile_starter(Store([STARTER]), tmp_path / "a", postal=("AZ",), dated="2026-11-22")
    again = compile_starter(Store([STARTER]), tmp_path / "b", postal=("AZ",), dated="2026-11-22")

    assert [entry.sha256 for entry in first] == [entry.sha256 for entry in again]
    assert (tmp_path / "a" / "catalog.json").read_bytes() == (
        tmp_path / "b" / "catalog.json"
    ).read_bytes()
    shipped = {(e.table, e.part): e.rows_count for e in Store([STARTER]).entries()}
    assert {(e.table, e.part): e.rows_count for e in first} == shipped


def test_a_folder_that_lacks_sources_is_told_which_tables_miss(tmp_path: Path) -> None:
    load(tmp_path / "store", SOURCE, reading(states_part()), loaded_date="2026-01-01")

    with pytest.raises(NothingToSelectFrom, match="oews_area_wages"):
        compile_starter(
            Store([tmp_path / "store"]), tmp_path / "out", postal=("AZ",), dated="2026-11-22"
        )

    assert not (tmp_path / "out").exists()


def test_a_selection_that_is_too_large_replaces_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starter, "BYTES_LIMIT", 1000)

    with pytest.raises(StarterTooLarge, match="Choose fewer states"):
        compile_starter(Store([STARTER]), tmp_path / "out", postal=("AZ",), dated="2026-11-22")

    assert not (tmp_path / "out").exists()
