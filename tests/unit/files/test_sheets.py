"""A sheet is read whatever wrote it, and refused by name when it is none, damaged or hostile."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keyway.files import Fault, Limits, Unreadable, read_sheet
from tests.unit.files.making import LAUGHS, TYPES, archive, replaced, workbook

TEXT = "Company;Teléfono\nPeña Hermanos Demo;928-555-0130\n"
ROWS = ((1, ("Company", "Teléfono")), (2, ("Peña Hermanos Demo", "928-555-0130")))


def fault_of(data: bytes, **options: str) -> Fault:
    with pytest.raises(Unreadable) as refused:
        read_sheet(data, **options)
    return refused.value.fault


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_usual_text_file_is_read(encoding: str, separator: str, ending: str) -> None:
    text = TEXT.replace(";", separator).replace("\n", ending)

    assert read_sheet(text.encode(encoding)).rows == ROWS


def test_a_first_line_may_say_the_separator() -> None:
    assert read_sheet(b"sep=|\nCompany|City, State\nA|B, C\n").rows[0] == (
        2,
        ("Company", "City, State"),
    )


def test_a_cell_in_quotation_marks_may_span_lines_and_becomes_one() -> None:
    sheet = read_sheet(b'Company,Address\n"Agave, Inc. Demo","1 A St\nMesa"\n')

    assert sheet.rows[1] == (2, ("Agave, Inc. Demo", "1 A St Mesa"))


def test_blank_rows_keep_their_number_and_are_left_out() -> None:
    assert [number for number, _ in read_sheet(b"a,b\n,\n\nc,d\n").rows] == [1, 4]


def test_a_workbook_is_read_by_what_it_holds() -> None:
    data = workbook(Contacts=[["Company", "ZIP"], ["Agave Demo", 85201]])

    sheet = read_sheet(data)

    assert (sheet.name, sheet.others) == ("Contacts", ())
    assert sheet.rows == ((1, ("Company", "ZIP")), (2, ("Agave Demo", "85201")))


def test_of_several_sheets_the_fullest_is_read_and_the_others_are_named() -> None:
    data = workbook(About=[["Read me"]], Plants=[["Company"], ["A"], ["B"]], Old=[["Company"]])

    sheet = read_sheet(data)

    assert (sheet.name, sheet.others) == ("Plants", ("About", "Old"))


def test_the_sheet_asked_for_is_read_whatever_the_case_of_its_name() -> None:
    data = workbook(About=[["Read me"]], Plants=[["Company"], ["A"]])

    assert read_sheet(data, wanted=" about ").name == "About"
    assert fault_of(data, wanted="Schools") is Fault.NO_SHEET


def test_a_formula_is_never_reckoned_only_its_last_value_is_seen() -> None:
    data = workbook(Sheet=[["Company"], ['=HYPERLINK("http://x.example","Agave")'], ["B"]])

    assert [cells for _, cells in read_sheet(data).rows] == [("Company",), ("0",), ("B",)]


def test_a_formula_in_a_text_file_is_text() -> None:
    assert read_sheet(b"Company\n=1+1\n").rows[1] == (2, ("=1+1",))


def test_letters_that_cannot_be_seen_are_taken_out() -> None:
    data = "Company\nAga\u200bve\u00a0 Demo\u202e\x07\n".encode()

    assert read_sheet(data).rows[1] == (2, ("Agave Demo",))


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", Fault.EMPTY),
        (b"\xef\xbb\xbf\r\n", Fault.EMPTY),
        (b",,\n,,\n", Fault.NO_ROWS),
        (b"<!DOCTYPE html><table><tr><td>Company", Fault.WEB_PAGE),
        (b"<?xml version='1.0'?><Workbook/>", Fault.WEB_PAGE),
        (b"\xd0\xcf\x11\xe0" + bytes(600), Fault.LOCKED),
        (b"%PDF-1.7\n\0\0\0", Fault.NO_SHEET),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Fault.NO_SHEET),
        (b"PK\x03\x04" + bytes(40), Fault.DAMAGED),
        (b"Company\n\x81\x8d\x8f\n", Fault.LETTERS),
        (archive({"contacts.csv": "Company\nA\n"}), Fault.NO_SHEET),
        (workbook(S=[["Company"]])[:-200], Fault.DAMAGED),
        (b"," * 80 + b"x\n", Fault.MANY_COLUMNS),
        (b"Company\n" + b"x" * 6_000, Fault.LONG_CELL),
        (b'Company\n"never closed\n' + b"A,B\n" * 3_000, Fault.LONG_CELL),
        (b"x" * 10_000_001, Fault.TOO_LARGE),
    ],
)
def test_what_is_no_sheet_is_refused_by_its_fault(data: bytes, fault: Fault) -> None:
    assert fault_of(data) is fault


def test_a_workbook_with_macros_is_refused() -> None:
    data = replaced(workbook(S=[["Company"], ["A"]]), xl__vbaProject_bin=b"x")
    data = data.replace(b"vbaProject_bin", b"vbaProject.bin")

    assert fault_of(data) is Fault.MACROS


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    data = replaced(workbook(S=[["Company"]]), xl__media__image1=bytes(90_000_000))

    assert fault_of(data) is Fault.DENSE


def test_more_parts_than_any_workbook_has_are_refused() -> None:
    data = archive({f"xl/{number}.xml": "<a/>" for number in range(2_001)})

    assert fault_of(data) is Fault.MANY_PARTS


def test_growing_entities_are_refused() -> None:
    members = {
        "[Content_Types].xml": TYPES,
        "xl/workbook.xml": "<workbook/>",
        "xl/worksheets/sheet1.xml": LAUGHS,
    }

    assert fault_of(archive(members)) is Fault.ENTITIES


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read_sheet(b"a\n" * 12, limits=Limits(rows=10))

    assert refused.value.fault is Fault.MANY_ROWS


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        sheet = read_sheet(data)
    except Unreadable:
        return
    assert sheet.rows


BOOK = workbook(Contacts=[["Company", "ZIP"], ["Agave Demo", 85201], ["Quail Demo", 85540]])


@given(st.integers(0, len(BOOK) - 1), st.integers(0, 255), st.booleans())
@settings(max_examples=300, deadline=None)
def test_a_workbook_with_a_byte_changed_or_cut_off_is_read_or_refused(
    place: int, value: int, is_cut: bool
) -> None:
    data = BOOK[:place] if is_cut else BOOK[:place] + bytes([value]) + BOOK[place + 1 :]
    try:
        read_sheet(data)
    except Unreadable:
        return
