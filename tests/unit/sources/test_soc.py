"""SOC 2018: levels, definitions, titles that belong to one occupation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keyway.sources.systems import soc
from tests.factories.sheets import cut, note_of, part_of, refusal, text, workbook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.factories.sheets import Cell

LETTERHEAD: list[tuple[Cell, ...]] = [
    ("U.S. Bureau of Labor Statistics",),
    ("On behalf of the Office of Management and Budget (OMB)",),
    (None,),
    ("November 2017 (for reference year January 2018)",),
]
MAJORS: list[tuple[Cell, ...]] = [
    ("Major", f"{code}-0000", f"Group {code}", None) for code in range(11, 57, 2)
]
LIST: list[tuple[Cell, ...]] = [
    *MAJORS,
    ("Minor", "51-4000", "Metal Workers and Plastic Workers", None),
    ("Broad", "51-4120", "Welding, Soldering, and Brazing Workers", None),
    ("Detailed", "51-4121", "Welders, Cutters, Solderers, and Brazers", "Use hand-welding."),
]
TITLES: list[tuple[Cell, ...]] = [
    ("51-4121", "Welders, Cutters, Solderers, and Brazers", "Arc Welder", None),
    ("51-4121", "Welders, Cutters, Solderers, and Brazers", "Pipe Welder", "x"),
    ("51-4121", "Welders, Cutters, Solderers, and Brazers", "Pipe Welder", None),
    ("17-3024", "Electro-Mechanical and Mechatronics Technologists", "Robot Technician", "X"),
]


def definitions(path: Path, rows: list[tuple[Cell, ...]]) -> Path:
    return workbook(path, {"2018 SOC": [*LETTERHEAD, soc.DEFINITIONS, *rows]})


def titles(path: Path, rows: list[tuple[Cell, ...]]) -> Path:
    return workbook(path, {"Sorted by SOC": [*LETTERHEAD, soc.TITLES, *rows]})


def test_every_level_is_kept_with_its_definition(tmp_path: Path) -> None:
    reading = soc.read(definitions(tmp_path / "soc_2018_definitions.xlsx", LIST))

    frame = part_of(reading, "soc_occupations", "2018").frame
    levels = dict(frame.select("soc_code", "group_level").iter_rows())
    assert levels["51-0000"] == "major"
    assert levels["51-4000"] == "minor"
    assert levels["51-4120"] == "broad"
    assert levels["51-4121"] == "detailed"
    assert frame.row(-1)[-1] is None
    assert frame["definition"].drop_nulls().to_list() == ["Use hand-welding."]


def test_titles_are_kept_once_and_the_example_of_the_definition_wins(tmp_path: Path) -> None:
    reading = soc.read(titles(tmp_path / "titles.xlsx", TITLES))

    frame = part_of(reading, "soc_direct_match_titles", "2018").frame
    assert frame.rows() == [
        ("17-3024", "Robot Technician", True),
        ("51-4121", "Arc Welder", False),
        ("51-4121", "Pipe Welder", True),
    ]
    assert note_of(reading, "Titles that the list repeats").examples == ("51-4121 Pipe Welder",)


def test_a_folder_gives_both_tables_whatever_the_files_are_called(tmp_path: Path) -> None:
    definitions(tmp_path / "a.xlsx", LIST)
    titles(tmp_path / "b.xlsx", TITLES)

    reading = soc.read(tmp_path)

    assert {part.table for part in reading.parts} == set(soc.SOURCE.tables)
    assert [name for name, _ in reading.files] == ["a.xlsx", "b.xlsx"]


def test_the_list_saved_as_text_loads_too(tmp_path: Path) -> None:
    path = text(
        tmp_path / "soc.csv", [soc.DEFINITIONS, *LIST], encoding="utf-8-sig", newline="\r\n"
    )

    assert part_of(soc.read(path), "soc_occupations").frame.height == len(LIST)


def test_a_level_that_its_code_contradicts_is_refused(tmp_path: Path) -> None:
    wrong = [*LIST[:-1], ("Broad", "51-4121", "Welders", "Use hand-welding.")]

    said = refusal(soc.read, definitions(tmp_path / "soc.xlsx", wrong))

    assert f"row {len(LETTERHEAD) + 1 + len(wrong)}, column SOC Group" in said
    assert "51-4121 is called “Broad”, where its code says detailed" in said


def test_a_list_of_another_edition_or_cut_off_is_refused(tmp_path: Path) -> None:
    said = refusal(soc.read, definitions(tmp_path / "soc.xlsx", LIST[3:]))

    assert "20 of 23 major groups" in said


def test_a_code_that_became_a_date_is_refused(tmp_path: Path) -> None:
    wrong = [*MAJORS, ("Detailed", "11/1/1011", "Chief Executives", None)]

    said = refusal(soc.read, definitions(tmp_path / "soc.xlsx", wrong))

    assert "column SOC Code" in said
    assert "It looks like a date" in said


def test_the_same_list_twice_is_refused(tmp_path: Path) -> None:
    definitions(tmp_path / "a.xlsx", LIST)
    definitions(tmp_path / "b.xlsx", LIST)

    assert "holds the same list more than once" in refusal(soc.read, tmp_path)


def test_a_workbook_cut_off_is_refused(tmp_path: Path) -> None:
    assert "damaged" in refusal(soc.read, cut(definitions(tmp_path / "soc.xlsx", LIST)))


def test_a_workbook_without_the_columns_is_refused_and_not_recognized(tmp_path: Path) -> None:
    path = definitions(tmp_path / "soc_2018_definitions.xlsx", LIST)
    other = workbook(tmp_path / "other.xlsx", {"A": [("SOC Group", "SOC Title"), ("Major", "x")]})

    assert soc.recognizes(path)
    assert not soc.recognizes(other)
    assert "neither the definitions nor the direct-match titles" in refusal(soc.read, other)
