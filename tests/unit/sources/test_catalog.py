"""Every source is listed, and a file in the wrong place is told where it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import keyway.reference.tables  # noqa: F401  fills the register
from keyway.reference.contract import CONTRACTS
from keyway.reference.releases import FileRefused
from keyway.sources import catalog, files
from tests.unit.sources.making import write_text

if TYPE_CHECKING:
    from pathlib import Path

STATES = [["STATE", "STUSAB", "STATE_NAME"], ["04", "AZ", "Arizona"]]


@pytest.mark.parametrize("key", sorted(catalog.SOURCES))
def test_each_source_fills_tables_that_name_it(key: str) -> None:
    source = catalog.SOURCES[key].source

    assert source.key == key
    assert source.tables
    assert {CONTRACTS[name].source for name in source.tables} == {key}


@pytest.mark.parametrize("key", sorted(catalog.SOURCES))
def test_each_source_says_who_publishes_it_under_which_licence(key: str) -> None:
    source = catalog.SOURCES[key].source

    assert source.publisher
    assert source.title
    assert source.licence
    assert source.files.endswith(".")
    assert source.url.startswith("https://")


def test_every_table_has_a_source() -> None:
    filled = {name for module in catalog.SOURCES.values() for name in module.source.tables}

    assert filled == set(CONTRACTS)


def test_a_file_is_known_by_its_content(tmp_path: Path) -> None:
    assert catalog.guess(write_text(tmp_path / "x.dat", STATES, separator="|")) == ["geography"]


def test_a_file_of_another_source_is_told_where_it_belongs(tmp_path: Path) -> None:
    path = write_text(tmp_path / "cbp21co.txt", STATES, separator="|")

    with pytest.raises(FileRefused) as refused:
        catalog.read("cbp", path)

    assert str(refused.value) == (
        "cbp21co.txt: This looks like Counties, states and wage-survey areas, not County Business "
        "Patterns. Use “keyway load geography” with this file."
    )


def test_a_file_of_no_source_is_refused(tmp_path: Path) -> None:
    path = write_text(tmp_path / "recipes.csv", [["dish", "salt"], ["soup", "2 g"]])

    with pytest.raises(FileRefused, match="does not look like County Business Patterns"):
        catalog.read("cbp", path)


def test_an_unknown_source_lists_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(catalog.SourceUnknown, match=r"no source called “oess”.*cbp, "):
        catalog.read("oess", tmp_path)


def test_a_right_file_is_read_with_progress(tmp_path: Path) -> None:
    told: list[str] = []
    path = write_text(tmp_path / "state.txt", STATES, separator="|")

    reading = catalog.read("geography", path, lambda name, done, total: told.append(name))

    assert (reading.rows_read, told) == (1, ["state.txt"])


def test_telling_whose_files_they_are_opens_each_file_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    read = type(tmp_path).read_bytes

    def noted(path: Path) -> bytes:
        opened.append(path.name)
        return read(path)

    write_text(tmp_path / "states.txt", STATES, "|")
    write_text(tmp_path / "notes.csv", [["remark"], ["Call the college."]])
    monkeypatch.setattr(type(tmp_path), "read_bytes", noted)

    assert catalog.guess(tmp_path) == ["geography"]
    assert opened == ["notes.csv", "states.txt"]


def test_every_source_tells_of_a_document_what_it_tells_of_its_file(tmp_path: Path) -> None:
    file = write_text(tmp_path / "states.txt", STATES, "|")
    document = next(files.documents(file))

    for module in catalog.SOURCES.values():
        assert module.recognizes(document) == module.recognizes(file)
