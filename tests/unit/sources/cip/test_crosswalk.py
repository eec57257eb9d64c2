"""The crosswalk: its two lists, codes without a match, codes that became numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keyway.sources.cip import crosswalk
from tests.factories.sheets import cut, note_of, part_of, refusal, text, workbook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.factories.sheets import Cell

HEADER = crosswalk.COLUMNS
PAIRS: list[tuple[Cell, ...]] = [
    ("48.0508", "Welding Technology/Welder.", "51-4121", "Welders"),
    ("48.0508", "Welding Technology/Welder.", "51-4122", "Welding Machine Setters"),
    ("01.0000", "Agriculture, General.", "19-1011", "Animal Scientists"),
    ("01.0508", "Taxidermy/Taxidermist.", "99-9999", "NO MATCH"),
    ("99.9999", "NO MATCH", "13-1074", "Farm Labor Contractors"),
]


def turned(rows: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    return [(r[2], r[3], r[0], r[1]) for r in rows]


def official_form(
    path: Path, by_program: list[tuple[Cell, ...]], by_occupation: list[tuple[Cell, ...]]
) -> Path:
    return workbook(
        path,
        {
            "File Guide": [("File Name", "Description"), ("CIP-SOC", "From programs.")],
            "CIP-SOC": [HEADER, *by_program],
            "SOC-CIP": [(HEADER[2], HEADER[3], HEADER[0], HEADER[1]), *turned(by_occupation)],
        },
    )


def test_pairs_are_kept_and_codes_without_a_match_are_listed(tmp_path: Path) -> None:
    reading = crosswalk.read(official_form(tmp_path / "crosswalk.xlsx", PAIRS, PAIRS))

    part = part_of(reading, "cip_soc_links", "2020")
    assert part.frame.rows() == [
        ("01.0000", "19-1011"),
        ("48.0508", "51-4121"),
        ("48.0508", "51-4122"),
    ]
    assert note_of(reading, "Programs that").examples == ("01.0508",)
    assert note_of(reading, "Occupations that").examples == ("13-1074",)
    assert reading.rows_read == 5


def test_codes_that_became_numbers_get_their_zeros_back(tmp_path: Path) -> None:
    numbers: list[tuple[Cell, ...]] = [(1.0, "Agriculture, General.", "19-1011", "Scientists"),
                                       (48.0508, "Welding", "51-4121", "Welders"),
                                       (1.01, "Agricultural Business", "11-9013", "Farmers")]  # fmt: skip

    reading = crosswalk.read(official_form(tmp_path / "crosswalk.xlsx", numbers, numbers))

    codes = part_of(reading, "cip_soc_links").frame["cip_code"].to_list()
    assert codes == ["01.0000", "01.0100", "48.0508"]


def test_a_pair_of_the_first_list_alone_is_kept_as_the_publisher_has_some(tmp_path: Path) -> None:
    reading = crosswalk.read(official_form(tmp_path / "crosswalk.xlsx", PAIRS, PAIRS[1:]))

    assert part_of(reading, "cip_soc_links").frame.height == 3


def test_a_first_list_that_lacks_a_pair_of_the_second_was_cut(tmp_path: Path) -> None:
    said = refusal(crosswalk.read, official_form(tmp_path / "c.xlsx", PAIRS[1:], PAIRS))

    assert "Sheet CIP-SOC lacks 1 pairs that sheet SOC-CIP has" in said
    assert "48.0508 and 51-4121" in said


def test_one_sheet_saved_as_text_loads_too(tmp_path: Path) -> None:
    path = text(tmp_path / "links.csv", [HEADER, *PAIRS], encoding="utf-8-sig", newline="\r\n")

    assert crosswalk.recognizes(path)
    assert part_of(crosswalk.read(path), "cip_soc_links").frame.height == 3


def test_a_pair_that_stands_twice_is_kept_once_and_noted(tmp_path: Path) -> None:
    reading = crosswalk.read(text(tmp_path / "links.csv", [HEADER, *PAIRS, PAIRS[0]]))

    assert part_of(reading, "cip_soc_links").frame.height == 3
    assert note_of(reading, "Pairs that the file repeats").examples == ("48.0508 51-4121",)


def test_an_occupation_that_became_a_date_is_refused(tmp_path: Path) -> None:
    broken = [*PAIRS[:2], ("48.0510", "Computer Numerically Controlled", "Apr-21", "Machinists")]

    said = refusal(crosswalk.read, official_form(tmp_path / "c.xlsx", broken, broken))

    assert "row 4, column SOC2018Code" in said
    assert "“Apr-21” is not a code like 11-1011" in said
    assert "It looks like a date" in said


def test_a_workbook_cut_off_is_refused(tmp_path: Path) -> None:
    said = refusal(crosswalk.read, cut(official_form(tmp_path / "c.xlsx", PAIRS, PAIRS)))

    assert "damaged" in said
    assert "Download it again" in said


def test_another_workbook_is_not_taken_for_it(tmp_path: Path) -> None:
    path = workbook(tmp_path / "CIP2020_SOC2018_Crosswalk.xlsx", {"A": [("a", "b"), (1, 2)]})

    assert not crosswalk.recognizes(path)
    assert "It has no sheet with the columns CIP2020Code" in refusal(crosswalk.read, path)
