"""Tables come out of files with every cell as text and every row numbered."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import polars as pl
import pytest

from keyway.reference.releases import FileRefused
from keyway.sources import files
from tests.unit.sources.making import text_of, write_text, write_workbook, write_zip

if TYPE_CHECKING:
    from pathlib import Path

COUNTIES = [["Fips", "Name", "Jobs"], ["04013", "Maricopa", "1,200"], ["04019", "Pima", ""]]


def test_codes_keep_their_zeros_and_blanks_are_null(tmp_path: Path) -> None:
    frame = files.open_table(write_text(tmp_path / "a.csv", COUNTIES))

    assert frame.rows() == [("04013", "Maricopa", "1,200", 2), ("04019", "Pima", None, 3)]


@pytest.mark.parametrize("separator", [",", "\t", "|", ";"])
def test_the_separator_is_found(tmp_path: Path, separator: str) -> None:
    frame = files.open_table(write_text(tmp_path / "a.csv", COUNTIES, separator))

    assert frame["Name"].to_list() == ["Maricopa", "Pima"]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_and_line_ends_do_not_matter(tmp_path: Path, ending: str, encoding: str) -> None:
    path = tmp_path / "a.csv"
    text = "code,name\n35013,Doña Ana\n".replace("\n", ending)
    path.write_bytes(text.encode(encoding))

    frame = files.open_table(path)

    assert frame.rows() == [("35013", "Doña Ana", 2)]


def test_a_header_below_notes_is_found_and_rows_keep_their_number(tmp_path: Path) -> None:
    rows = [["As of 9/6/2023"], [], ["Sort", "NEM Code"], ["1", "11-1011"]]
    path = write_workbook(tmp_path / "a.xlsx", {"links": rows})

    frame = files.open_table(path, header=files.has_columns("nem code"))

    assert frame.to_dicts() == [{"Sort": "1", "nem code": "11-1011", files.ROW: 4}]


def test_a_row_of_text_below_notes_keeps_its_number(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("A note about it\n\ncode,jobs\n04013,5\n")

    frame = files.open_table(path, header=files.has_columns("code", "jobs"))

    assert frame[files.ROW].to_list() == [4]


def test_whole_numbers_of_a_workbook_have_no_point(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"x": [["a", "b", "c"], [60, 0.25, True]]})

    assert files.open_table(path).row(0)[:3] == ("60", "0.25", "TRUE")


def test_a_date_of_a_workbook_reads_as_a_date(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"x": [["a"], [dt.date(2021, 11, 1)]]})

    assert files.open_table(path)["a"].to_list() == ["2021-11-01"]


def test_a_sheet_is_found_whatever_the_case_of_its_name(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"Index": [["i"]], "Table 1.10": [["a"], ["b"]]})

    assert files.open_table(path, sheet="table 1.10")["a"].to_list() == ["b"]


def test_a_missing_sheet_names_those_that_are_there(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"Sheet1": [["a"]]})

    with pytest.raises(FileRefused, match=r"no sheet “Table 1\.2”; it has Sheet1"):
        files.open_table(path, sheet="Table 1.2")


def test_parquet_reads_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pl.DataFrame({"code": ["04013"], "jobs": [12]}).write_parquet(path)

    assert files.open_table(path).rows() == [("04013", "12", 1)]


def test_a_cut_off_parquet_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pl.DataFrame({"code": ["04013"] * 1000}).write_parquet(path)
    path.write_bytes(path.read_bytes()[:200])

    with pytest.raises(FileRefused, match="Parquet file is damaged"):
        files.open_table(path)


def test_the_only_member_of_an_archive_is_the_table(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", {"inner/a.csv": text_of(COUNTIES)})

    assert files.open_table(path).height == 2


def test_an_archive_of_several_is_no_table(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", {"a.csv": "x\n", "b.csv": "x\n"})

    with pytest.raises(FileRefused, match="holds several files"):
        files.open_table(path)


def test_json_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('{"a": 1}')

    with pytest.raises(FileRefused, match="not a table of rows and columns"):
        files.open_table(path)


def test_blank_rows_are_skipped_and_blank_or_double_names_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,a,\n1,2,3\n,,\n\n4,5,6\n")

    frame = files.open_table(path)

    assert frame.columns == ["a", "a (2)", "column 3", files.ROW]
    assert frame["a"].to_list() == ["1", "4"]


def test_a_table_without_rows_is_empty_not_an_error(tmp_path: Path) -> None:
    frame = files.open_table(write_text(tmp_path / "a.csv", COUNTIES[:1]))

    assert (frame.height, frame.columns) == (0, ["Fips", "Name", "Jobs", files.ROW])


def test_a_comma_or_line_end_inside_quotes_belongs_to_the_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('title,jobs\n"Tank car, truck\nand ship loaders","10,700"\n')

    assert files.open_table(path).row(0)[:2] == ("Tank car, truck\nand ship loaders", "10,700")


def test_quotation_marks_may_be_letters(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text('code\ttitle\n1\t5" pipe\n2\t"Slim" fitter\n')

    frame = files.open_table(path, separator="\t", quoted=False)

    assert frame["title"].to_list() == ['5" pipe', '"Slim" fitter']


# --- what is refused -------------------------------------------------------------------------------


def test_a_file_that_stops_in_a_row_is_refused_with_the_row(tmp_path: Path) -> None:
    path = tmp_path / "state.csv"
    path.write_text("area,code,jobs\n04,51-4041,60\n04,51-4")

    with pytest.raises(FileRefused, match=r"state.csv \(row 3\): It ends in the middle of a row"):
        files.open_table(path)


def test_a_file_that_stops_inside_quotes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "state.csv"
    path.write_text('area,title\n04,"Tank car, tr')

    with pytest.raises(FileRefused, match="middle of a row"):
        files.open_table(path)


def test_a_last_row_without_line_end_is_fine_when_whole(tmp_path: Path) -> None:
    path = tmp_path / "state.csv"
    path.write_text("area,code\n04,51-4041")

    assert files.open_table(path).height == 1


def test_rows_longer_than_the_header_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("area,jobs\n04,1,200\n04,7\n")

    with pytest.raises(FileRefused, match="rows cannot be told apart"):
        files.open_table(path)


def test_a_header_that_is_not_there_shows_what_is(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", COUNTIES)

    with pytest.raises(FileRefused, match="it begins with “Fips, Name, Jobs”"):
        files.open_table(path, header=files.has_columns("OCC_CODE"))


def test_a_file_of_no_known_letters_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"code,name\n1,\x81\x8d\x8f\n")

    with pytest.raises(FileRefused, match="unknown encoding"):
        files.open_table(path)


def test_a_binary_file_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\x00\x01\x02" * 50)

    with pytest.raises(FileRefused, match="not a table"):
        files.open_table(path)


# --- columns ---------------------------------------------------------------------------------------


def _frame(*names: str) -> pl.DataFrame:
    return pl.DataFrame({name: ["x"] for name in names} | {files.ROW: [2]})


def test_columns_are_found_in_any_case_and_with_any_dash() -> None:
    frame = files.require_columns(
        _frame("occ_code", "Employment, 2024–34"),
        ["OCC_CODE", "employment, 2024-34"],
        file="a.csv",
    )

    assert frame.columns == ["OCC_CODE", "employment, 2024-34", files.ROW]


def test_missing_columns_are_named_beside_the_new_ones() -> None:
    with pytest.raises(FileRefused) as refused:
        files.require_columns(_frame("OCC", "TOT_EMP"), ["OCC_CODE", "TOT_EMP"], file="nat.xlsx")

    assert str(refused.value) == (
        "nat.xlsx: The columns OCC_CODE are missing. It has instead: OCC. Check that this is the "
        "right file; download it again from the publisher, and do not open and re-save it on the "
        "way."
    )


def test_new_columns_are_named() -> None:
    assert files.unexpected_columns(_frame("A", "B", "NEW"), ["a", "b"]) == ("NEW",)


def test_a_column_is_found_by_its_beginning() -> None:
    frame = _frame("Median annual wage, dollars, 2024[1]")

    name = files.column_like(frame, "median annual wage", file="a.xlsx")

    assert name == "Median annual wage, dollars, 2024[1]"


def test_a_beginning_that_no_column_has_is_named() -> None:
    with pytest.raises(FileRefused, match="No column begins with “Labor force exit rate”"):
        files.column_like(_frame("a"), "Labor force exit rate", file="a.xlsx")


def test_a_header_may_be_barred_by_columns_of_a_fuller_layout() -> None:
    finder = files.has_columns("NAICS", "TOT_EMP", without=("AREA_TITLE",))

    assert finder(["NAICS", "TOT_EMP"])
    assert not finder(["AREA_TITLE", "NAICS", "TOT_EMP"])


def test_the_top_rows_tell_what_a_document_is(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"one": [["a"], ["b"]], "two": [["c"]]})
    document = next(files.documents(path))

    assert files.top_rows(document, 1) == [["a"], ["c"]]
    assert files.sheet_names(document) == ["one", "two"]
