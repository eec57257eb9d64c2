"""Layouts are told apart by content, and what they hold is joined into parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from keyway.reference.releases import FileRefused
from keyway.sources import files
from tests.unit.sources.making import part, reasons, write_text

if TYPE_CHECKING:
    from pathlib import Path

FULL = ["state_fips", "state_code", "state_name"]
OHIO = ["39", "OH", "Ohio"]
ARIZONA = ["04", "AZ", "Arizona"]


def _read(document: files.Document) -> list[files.Piece]:
    frame = files.open_table(document).with_columns(
        part=pl.lit("states"), release=pl.lit("2020"), release_date=pl.lit("2020")
    )
    return [files.Piece("states", frame, frame.height)]


def _read_fast_copy(document: files.Document) -> list[files.Piece]:
    frame = files.open_table(document).rename({"fips": "state_fips"})
    sliced = frame.with_columns(
        state_code=pl.lit("XX"),
        state_name=pl.lit("copied"),
        part=pl.lit("states"),
        release=pl.lit("2020"),
        release_date=pl.lit("2020"),
    )
    return [files.Piece("states", sliced, frame.height)]


LAYOUTS = (
    files.Layout(files.matching(files.has_columns(*FULL), within=1), files.each(_read)),
    files.Layout(files.matching(files.has_columns("fips"), within=1), files.each(_read_fast_copy)),
)


def test_the_name_of_a_file_does_not_matter(tmp_path: Path) -> None:
    path = write_text(tmp_path / "holiday photos.dat", [FULL, OHIO])

    assert files.recognizes(path, LAYOUTS)
    assert part(files.reading(path, LAYOUTS, title="states"), "states", "states").frame.height == 1


def test_several_files_make_one_part(tmp_path: Path) -> None:
    write_text(tmp_path / "a.csv", [FULL, OHIO])
    write_text(tmp_path / "b.csv", [FULL, ARIZONA])

    reading = files.reading(tmp_path, LAYOUTS, title="states")

    assert part(reading, "states", "states").frame["state_code"].to_list() == ["AZ", "OH"]
    assert (reading.rows_read, [name for name, _ in reading.files]) == (2, ["a.csv", "b.csv"])


def test_the_better_layout_wins_where_both_hold_a_row(tmp_path: Path) -> None:
    write_text(tmp_path / "a copy.csv", [["fips"], ["39"], ["04"]])
    write_text(tmp_path / "official.csv", [FULL, OHIO])

    reading = files.reading(tmp_path, LAYOUTS, title="states")

    assert part(reading, "states", "states").frame["state_name"].to_list() == ["copied", "Ohio"]
    assert reasons(reading) == {"The same row stands a second time, in this file or another.": 1}


def test_the_same_file_twice_gives_the_same_rows(tmp_path: Path) -> None:
    once = files.reading(write_text(tmp_path / "1" / "a.csv", [FULL, OHIO]), LAYOUTS, title="x")
    write_text(tmp_path / "2" / "a.csv", [FULL, OHIO])
    write_text(tmp_path / "2" / "b.csv", [FULL, OHIO])

    twice = files.reading(tmp_path / "2", LAYOUTS, title="x")

    assert twice.parts[0].frame.equals(once.parts[0].frame)


def test_files_in_other_layouts_are_listed_not_dropped_in_silence(tmp_path: Path) -> None:
    write_text(tmp_path / "a.csv", [FULL, OHIO])
    write_text(tmp_path / "SOURCE.txt", [["Notes about the file"]])

    reading = files.reading(tmp_path, LAYOUTS, title="states")

    assert [note.examples for note in reading.left_out] == [("SOURCE.txt",)]


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", [["OCC_CODE", "TOT_EMP"], ["51-4041", "60"]])

    with pytest.raises(FileRefused, match=r"a.csv: This does not look like the list of states"):
        files.reading(path, LAYOUTS, title="the list of states")


def test_a_file_that_lacks_one_column_is_told_which(tmp_path: Path) -> None:
    write_text(tmp_path / "a.csv", [FULL, OHIO])
    write_text(tmp_path / "b.csv", [FULL[:2], OHIO[:2]])

    with pytest.raises(FileRefused, match=r"b.csv: The columns state_name are missing"):
        files.reading(tmp_path, LAYOUTS, title="states")


def test_progress_names_each_file(tmp_path: Path) -> None:
    write_text(tmp_path / "a.csv", [FULL, OHIO])
    write_text(tmp_path / "b.csv", [FULL, ARIZONA])
    told: list[tuple[str, int, int]] = []

    files.reading(tmp_path, LAYOUTS, title="states", progress=lambda *news: told.append(news))

    assert told == [("a.csv", 1, 0), ("b.csv", 2, 0)]


def _document(place: str) -> files.Document:
    return files.Document(place.rpartition("/")[2], "text", b"", place)


@pytest.mark.parametrize(
    ("place", "year"),
    [
        ("/data/cbp21co.txt", 2021),
        ("/data/2019/cbp/2023/table.csv", 2023),
        ("/data/counties-2020.csv", 2020),
    ],
)
def test_the_innermost_name_tells_the_year(place: str, year: int) -> None:
    pattern = r"cbp(\d{2})co|(20\d{2})"

    assert files.year_in(_document(place), pattern, remedy="Rename it.") == year


def test_a_year_far_out_on_the_path_is_not_the_files_year() -> None:
    document = _document("/archive 2019/of/all/the/tables/of/counties.csv")

    with pytest.raises(FileRefused, match=r"says the year\. Rename it"):
        files.year_in(document, r"(20\d{2})", remedy="Rename it.")


def test_json_with_another_inside_is_refused_not_crashed_on(tmp_path: Path) -> None:
    def read(document: files.Document) -> list[files.Piece]:
        return [files.Piece(files.open_json(document)["table"], pl.DataFrame(), 0)]

    path = tmp_path / "a.json"
    path.write_text('{"other": 1}')
    layouts = (files.Layout(lambda document, top: document.kind == "json", files.each(read)),)

    with pytest.raises(FileRefused, match="Its inside is not as expected"):
        files.reading(path, layouts, title="a table")


def test_a_file_of_headers_alone_is_refused(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", [FULL])

    with pytest.raises(FileRefused, match=r"Nothing in it can be kept\. It has no rows"):
        files.reading(path, LAYOUTS, title="states")
