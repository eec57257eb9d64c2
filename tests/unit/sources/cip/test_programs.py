"""The list of programs: editions, guards, zeros lost in spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from keyway.sources.cip import programs
from tests.factories.sheets import archive, cut, note_of, part_of, refusal, text, text_bytes

if TYPE_CHECKING:
    from pathlib import Path

HEADER = (
    "CIPFamily", "CIPCode", "Action", "TextChange", "CIPTitle", "CIPDefinition",
    "CrossReferences", "Examples",
)  # fmt: skip


def row(code: str, title: str, action: str = "No substantive changes") -> tuple[str, ...]:
    return (code[:2], code, action, "no", title, f"What {title} teaches.", "", "")


LIST = (
    HEADER,
    row("48", "PRECISION PRODUCTION."),
    row("48.05", "Precision Metal Working."),
    row("48.0508", "Welding Technology/Welder."),
    row("15.0503", "Energy Management Technology.", "Moved from"),
    row("60.04", "Medical Residency Programs.", "Deleted"),
    row("61", "MEDICAL RESIDENCY/FELLOWSHIP PROGRAMS."),
)


def guarded(rows: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
    return [rows[0]] + [(f'="{r[0]}"', f'="{r[1]}"', *r[2:]) for r in rows[1:]]


def test_families_groups_and_programs_are_kept_with_their_zeros(tmp_path: Path) -> None:
    reading = programs.read(text(tmp_path / "CIPCode2020.csv", LIST))

    part = part_of(reading, "cip_programs", "2020")
    assert part.frame["cip_code"].to_list() == ["48", "48.05", "48.0508", "61"]
    assert part.frame["program_name"][2] == "Welding Technology/Welder"


def test_codes_that_2020_moved_or_dropped_are_named_not_kept(tmp_path: Path) -> None:
    reading = programs.read(text(tmp_path / "CIPCode2020.csv", LIST))

    assert note_of(reading, "Codes of 2010 that moved").examples == ("15.0503",)
    assert note_of(reading, "Codes of 2010 that the edition").examples == ("60.04",)
    assert reading.rows_read == 6


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_guards_marks_and_line_ends_change_nothing(
    tmp_path: Path, encoding: str, newline: str
) -> None:
    lines = (
        ",".join(LIST[0])
        + newline
        + newline.join(
            f'="{r[0]}",="{r[1]}",' + ",".join(f'"{cell}"' for cell in r[2:]) for r in LIST[1:]
        )
    )
    path = tmp_path / "CIPCode2020.csv"
    path.write_bytes((lines + newline).encode(encoding))

    part = part_of(programs.read(path), "cip_programs")

    assert part.frame["cip_code"].to_list() == ["48", "48.05", "48.0508", "61"]


def test_a_renamed_file_in_an_archive_is_still_told_by_its_columns(tmp_path: Path) -> None:
    path = archive(tmp_path / "download(3).zip", {"data.txt": text_bytes(LIST)})

    assert programs.recognizes(path)
    assert part_of(programs.read(path), "cip_programs").frame.height == 4


def test_zeros_lost_in_a_spreadsheet_are_refused_with_row_and_column(tmp_path: Path) -> None:
    lost = [r if r[1] != "48.05" else (r[0], "1.05", *r[2:]) for r in LIST]

    said = refusal(programs.read, text(tmp_path / "CIPCode2020.csv", lost))

    assert "row 3, column CIPCode" in said
    assert "“1.05” is not a code like 01, 01.01 or 01.0101" in said
    assert "re-saved in a spreadsheet" in said


def test_the_edition_of_2010_is_refused(tmp_path: Path) -> None:
    said = refusal(programs.read, text(tmp_path / "CIPCode2010.csv", LIST[:-1]))

    assert "older edition than 2020" in said
    assert "Load CIPCode2020.csv whole" in said


def test_a_list_cut_in_the_middle_of_a_row_is_refused(tmp_path: Path) -> None:
    said = refusal(programs.read, cut(text(tmp_path / "CIPCode2020.csv", LIST), 0.8))

    assert "ends in the middle of a row" in said
    assert "Download it again" in said


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    short = [r[:4] + r[5:] for r in LIST]

    said = refusal(programs.read, text(tmp_path / "CIPCode2020.csv", short))

    assert "No file with the columns" in said
    assert "CIPTitle" in said


def test_a_new_column_is_no_obstacle(tmp_path: Path) -> None:
    wider = [(*r, "new") for r in LIST]

    reading = programs.read(text(tmp_path / "CIPCode2020.csv", wider))

    assert part_of(reading, "cip_programs").frame.height == 4


def test_a_code_that_stands_twice_is_refused(tmp_path: Path) -> None:
    said = refusal(programs.read, text(tmp_path / "CIPCode2020.csv", (*LIST, LIST[3])))

    assert "Code 48.0508 stands in it more than once" in said
    assert "row 8" in said


def test_a_program_without_a_title_is_refused(tmp_path: Path) -> None:
    said = refusal(programs.read, text(tmp_path / "CIPCode2020.csv", (*LIST, row("61.01", ""))))

    assert "Code 61.01 has no title" in said


def test_another_publishers_table_is_not_taken_for_it(tmp_path: Path) -> None:
    path = text(tmp_path / "CIPCode2020.csv", [("area", "occ_code"), ("04", "51-4121")])

    assert not programs.recognizes(path)
    assert "as the National Center for Education Statistics serves it" in refusal(
        programs.read, path
    )


def test_the_reader_tells_what_it_is_reading(tmp_path: Path) -> None:
    told: list[str] = []

    programs.read(
        text(tmp_path / "CIPCode2020.csv", LIST), lambda name, _done, _all: told.append(name)
    )

    assert told == ["CIPCode2020.csv"]
