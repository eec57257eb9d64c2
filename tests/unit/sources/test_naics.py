"""Industries of two editions and what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from keyway.reference.releases import FileRefused
from keyway.sources.systems import naics
from tests.unit.sources.making import part, row, write_text, write_workbook

if TYPE_CHECKING:
    from pathlib import Path

CODES_2022 = [
    ["Seq. No.", "2022 NAICS US   Code", "2022 NAICS US Title"],
    [],
    [1, "31-33", "ManufacturingT"],
    [2, 311, "Food ManufacturingT"],
    [3, 334413, "Semiconductor and Related Device Manufacturing"],
]
LINKS = [
    ["2017 NAICS to 2022 NAICS"],
    [],
    [
        "2017 NAICS Code",
        "2017 NAICS Title",
        "2022 NAICS Code",
        "2022 NAICS Title",
    ],
    [333293, "Printing Machinery", 333248, "All Other Industrial Machinery"],
    [315190, "Other Apparel Knitting", 315120, "Apparel Knitting Mills"],
]


def test_the_bureaus_list_tells_its_edition_and_titles_lose_their_mark(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "renamed.xlsx", {"codes": CODES_2022})

    found = part(naics.read(path), "naics_industries", "2022")

    assert row(found.frame, naics_code="31-33") == {
        "edition_year": 2022,
        "naics_code": "31-33",
        "industry_name": "Manufacturing",
        "digits_count": 2,
    }
    assert row(found.frame, naics_code="311")["industry_name"] == "Food Manufacturing"
    assert row(found.frame, naics_code="334413")["digits_count"] == 6


def test_the_links_of_editions_are_read(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "links.xlsx", {"links": LINKS})

    found = part(naics.read(path), "naics_edition_links", "2017-2022")

    assert found.frame.rows() == [("315190", "315120"), ("333293", "333248")]


def test_a_copy_tells_its_edition_by_its_name(tmp_path: Path) -> None:
    rows = [["code", "title", "Level", "naics6d"], ["3344", "Semiconductors", "4", "NA"]]
    path = write_text(tmp_path / "naics2017_all.csv", rows)

    assert part(naics.read(path), "naics_industries", "2017").frame.height == 1


def test_a_copy_without_edition_is_refused(tmp_path: Path) -> None:
    path = write_text(tmp_path / "codes.csv", [["code", "title", "naics6d"], ["3344", "x", "NA"]])

    with pytest.raises(FileRefused, match=r"2-6 digit_2022_Codes\.xlsx"):
        naics.read(path)


def test_placeholders_for_unknown_industries_are_left_out_and_counted(tmp_path: Path) -> None:
    rows = [["code", "title", "naics6d"], ["3344", "x", "NA"], ["99", "Unknown", "NA"]]

    reading = naics.read(write_text(tmp_path / "naics2022_all.csv", rows))

    assert [(note.rows_count, note.examples) for note in reading.left_out] == [(1, ("99",))]


def test_a_code_that_became_a_date_is_refused(tmp_path: Path) -> None:
    rows = [["code", "title", "naics6d"], ["Mar-31", "Manufacturing", "NA"]]

    with pytest.raises(FileRefused, match=r"row 2, column code.*It looks like a date"):
        naics.read(write_text(tmp_path / "naics2022_all.csv", rows))


def test_a_copy_of_links_is_read(tmp_path: Path) -> None:
    rows = [["naics2017", "naics2017_title", "naics2022"], ["111110", "Soybeans", "111110"]]

    assert naics.read(write_text(tmp_path / "links.csv", rows)).parts[0].frame.height == 1
