"""A stranger's file is opened in a process of its own; whatever it does there, we go on."""

from __future__ import annotations

import time

import pytest

from keyway.files import Fault, Unreadable, read_apart
from tests.unit.files.making import archive, replaced, workbook

ROW = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>{1}</t></is></c></row>'


def test_a_sheet_read_apart_is_the_same_as_read_here() -> None:
    sheet = read_apart("Company,City\nPeña Demo,Mesa\n".encode())

    assert sheet.rows == ((1, ("Company", "City")), (2, ("Peña Demo", "Mesa")))


def test_a_refusal_comes_back_with_its_fault() -> None:
    with pytest.raises(Unreadable) as refused:
        read_apart(b"")

    assert refused.value.fault is Fault.EMPTY


@pytest.mark.parametrize(
    "sheet",
    [
        # A cell far down and far right: a reader that fills the space between needs 16 GB.
        (
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            '<row r="1"><c r="A1"><v>1</v></c></row>'
            '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
        ),
        # Half a million rows in 90 MB.
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + "".join(
            ROW.format(number, f"{number * 7919 % 99991:060x}") for number in range(1, 300_000)
        )
        + "</sheetData></worksheet>",
    ],
    ids=["a far corner", "very many rows"],
)
def test_a_sheet_that_wants_too_much_is_refused_and_we_go_on(sheet: str) -> None:
    data = replaced(workbook(S=[["Company"]]), **{"xl__worksheets__sheet1.xml": sheet})
    begun = time.perf_counter()

    with pytest.raises(Unreadable) as refused:
        read_apart(data, seconds=5)

    assert refused.value.fault in {
        Fault.EXHAUSTING, Fault.MANY_ROWS, Fault.TOO_LARGE, Fault.DENSE,
    }  # fmt: skip
    assert time.perf_counter() - begun < 15


def test_ten_thousand_rows_come_through() -> None:
    rows = [["Company", "City"], *([f"Firm {n} Demo", "Mesa"] for n in range(10_000))]

    assert len(read_apart(workbook(S=rows)).rows) == 10_001


def test_an_archive_of_nothing_is_refused() -> None:
    with pytest.raises(Unreadable):
        read_apart(archive({}))
