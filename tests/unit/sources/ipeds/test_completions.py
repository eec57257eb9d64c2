"""Awards: totals, second majors, levels that changed, files that do not add up."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import polars as pl
import pytest

from keyway.sources import ipeds
from keyway.sources.ipeds import completions
from tests.factories.sheets import archive, cut, note_of, part_of, refusal, text, text_bytes

if TYPE_CHECKING:
    from pathlib import Path

HEADER = (
    "UNITID", "CIPCODE", "MAJORNUM", "AWLEVEL", "XCTOTALT", "CTOTALT", "XCTOTALM", "CTOTALM",
)  # fmt: skip
Row = tuple[str, ...]


def award(cip: str, count: str, level: str = "3", major: str = "1", unitid: str = "105145") -> Row:
    return (unitid, cip, major, level, "R", count, "R", "0")


MESA: list[Row] = [
    award("48.0508", "30"),
    award("15.0613", "12"),
    award("99", "42"),
    award("48.0508", "9", level="20"),
    award("99", "9", level="20"),
    award("52.0201", "2", major="2"),
    award("99", "2", major="2"),
]


def file(path: Path, rows: list[Row]) -> Path:
    return text(path, [HEADER, *rows])


@pytest.fixture(autouse=True)
def one_institution_is_a_nation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files of one institution pass for whole ones."""
    monkeypatch.setattr(completions, "INSTITUTIONS_AT_LEAST", 1)


def test_a_selection_of_institutions_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()

    said = refusal(ipeds.read, file(tmp_path / "c2024_a.csv", MESA))

    assert "Awards of 1 institutions only" in said
    assert "whole nation" in said


def test_first_majors_are_kept_by_program_and_level(tmp_path: Path) -> None:
    reading = ipeds.read(file(tmp_path / "c2024_a.csv", MESA))

    part = part_of(reading, "ipeds_program_completions", "2024")
    assert part.frame.select("cip_code", "award_level_code", "awards_count").rows() == [
        ("15.0613", "3", 12),
        ("48.0508", "20", 9),
        ("48.0508", "3", 30),
    ]
    assert set(part.frame["year"]) == {2024}


def test_totals_and_second_majors_are_left_out_with_the_reason(tmp_path: Path) -> None:
    reading = ipeds.read(file(tmp_path / "c2024_a.csv", MESA))

    assert note_of(reading, "Totals over all programs").rows_count == 2
    assert note_of(reading, "Second majors").rows_count == 2
    assert reading.rows_read == 7


@pytest.mark.parametrize("total", ["99", "99.0000", "99.", '="99"'])
def test_every_way_to_write_the_total_is_known(tmp_path: Path, total: str) -> None:
    rows = [award("48.0508", "5"), award(total, "5")]

    reading = ipeds.read(file(tmp_path / "c2024_a.csv", rows))

    assert part_of(reading, "ipeds_program_completions").frame["awards_count"].to_list() == [5]


def test_a_count_of_none_stays_zero_and_a_blank_stays_unknown(tmp_path: Path) -> None:
    rows = [award("48.0508", "0"), award("48.0501", ""), award("99", "0")]

    frame = part_of(
        ipeds.read(file(tmp_path / "c2024_a.csv", rows)), "ipeds_program_completions"
    ).frame

    assert frame.select("cip_code", "awards_count").rows() == [("48.0501", None), ("48.0508", 0)]
    assert "blank" in frame["awards_note"][0]
    assert frame["awards_note"][1] is None


def test_zeros_lost_in_a_spreadsheet_come_back(tmp_path: Path) -> None:
    rows = [award("1.0", "4"), award("1.11", "3"), award("99", "7")]

    frame = part_of(
        ipeds.read(file(tmp_path / "c2024_a.csv", rows)), "ipeds_program_completions"
    ).frame

    assert frame["cip_code"].to_list() == ["01.0000", "01.1100"]


def test_levels_that_are_not_known_are_listed(tmp_path: Path) -> None:
    rows = [award("48.0508", "5"), award("99", "5"), award("48.0508", "3", level="44"),
            award("99", "3", level="44")]  # fmt: skip

    reading = ipeds.read(file(tmp_path / "c2024_a.csv", rows))

    assert note_of(reading, "Award levels that Keyway").examples == ("44 105145 48.0508",)


def test_the_old_level_of_short_certificates_dates_the_file(tmp_path: Path) -> None:
    rows = [award("48.0508", "5", level="1"), award("99", "5", level="1")]

    assert (
        part_of(ipeds.read(file(tmp_path / "c2018_a.csv", rows)), "ipeds_program_completions").part
        == "2018"
    )
    said = refusal(ipeds.read, file(tmp_path / "c2024_a.csv", rows))
    assert "Award level 1 is in it, which ended in 2019; this is not a file of 2024" in said


def test_the_new_levels_of_short_certificates_date_the_file(tmp_path: Path) -> None:
    said = refusal(ipeds.read, file(tmp_path / "c2018_a.csv", MESA))

    assert "Award levels 20 and 21 are in it, which began in 2020" in said
    assert "column AWLEVEL" in said


def test_a_renamed_file_asks_for_its_name(tmp_path: Path) -> None:
    said = refusal(ipeds.read, file(tmp_path / "awards.csv", MESA))

    assert "The year stands nowhere in this file" in said
    assert "such as c2024_a.csv" in said


def test_programs_that_do_not_add_up_to_the_total_are_refused(tmp_path: Path) -> None:
    said = refusal(ipeds.read, file(tmp_path / "c2024_a.csv", MESA[1:]))

    assert "institution 105145 at award level 3 add up to 12" in said
    assert "the file's own total says 42" in said
    assert "cut off or edited" in said


def test_a_selection_without_totals_is_refused(tmp_path: Path) -> None:
    said = refusal(ipeds.read, file(tmp_path / "c2024_a.csv", [award("48.0508", "5")]))

    assert "No totals (CIP 99) are in it" in said


def test_several_years_in_one_file_are_refused(tmp_path: Path) -> None:
    rows = [("YEAR", *HEADER), ("2023", *MESA[2]), ("2024", *MESA[2])]

    said = refusal(ipeds.read, text(tmp_path / "c2024_a.csv", rows))

    assert "Several years in one file" in said


def test_a_row_that_stands_twice_is_refused(tmp_path: Path) -> None:
    said = refusal(ipeds.read, file(tmp_path / "c2024_a.csv", [*MESA, MESA[0]]))

    assert "Institution 105145, program 48.0508, level 3 stands in it more than once" in said


def test_the_archive_and_the_parquet_copy_hold_the_same(tmp_path: Path) -> None:
    zipped = archive(
        tmp_path / "C2024_A.zip",
        {"c2024_a.csv": text_bytes([HEADER, *MESA], newline="\r\n"), "c2024_a.txt": "About it.\n"},
    )
    frame = pl.read_csv(io.StringIO(text_bytes([HEADER, *MESA])), schema_overrides={"CIPCODE": str})
    copy = tmp_path / "c2024_a.parquet"
    frame.drop("XCTOTALT", "XCTOTALM").write_parquet(copy)

    assert ipeds.recognizes(zipped)
    assert ipeds.recognizes(copy)
    first = part_of(ipeds.read(zipped), "ipeds_program_completions").frame
    assert first.equals(part_of(ipeds.read(copy), "ipeds_program_completions").frame)


def test_a_count_that_is_no_number_is_refused_with_row_and_column(tmp_path: Path) -> None:
    said = refusal(ipeds.read, file(tmp_path / "c2024_a.csv", [award("48.0508", "many"), *MESA]))

    assert "row 2, column CTOTALT" in said
    assert "“many” is not a number" in said


def test_a_cut_file_is_refused(tmp_path: Path) -> None:
    said = refusal(ipeds.read, cut(file(tmp_path / "c2024_a.csv", MESA), 0.9))

    assert "ends in the middle of a row" in said


def test_another_publishers_file_is_refused(tmp_path: Path) -> None:
    path = text(tmp_path / "c2024_a.csv", [("UNITID", "EFYLEV"), ("105145", "1")])

    assert not ipeds.recognizes(path)
    assert "neither the directory of institutions (HD) nor completions" in refusal(ipeds.read, path)
