"""Tables to take away."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from keyway.render import tables
from keyway.render.figure import Origin, SourceLine

ORIGIN = Origin(
    sources=(SourceLine("Bureau", "Survey", "May 2025", credit="=CREDIT()"),),
    method="gap",
    method_version="1.0",
    assumptions=("@half",),
)
LIVE = "=+-@\t\r\n＝＋－＠"
PAYLOADS = [
    "=1+1",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠A1",
    " =1",
    "\u00a0=1",
    "\ufeff=1",
    "=cmd|'/c calc'!A0",
    '=HYPERLINK("http://example.org")',
    "=1,2",
    '="a"&"b"',
]


def table(*cells: tables.Cell) -> tables.Table:
    columns = tuple(tables.Column(f"c{i}", f"Label {i}", "-meaning") for i in range(len(cells)))
    return tables.Table("Openings [2025]", columns, [cells], ORIGIN)


def is_live(cell: object) -> bool:
    return isinstance(cell, str) and cell.lstrip(" \u00a0\ufeff\u200b")[:1] in tuple(LIVE)


def csv_cells(made: tables.Table) -> list[str]:
    rows = csv.reader(io.StringIO(tables.to_csv(made).decode("utf-8-sig"), newline=""))
    return [cell for row in rows for cell in row]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_of_a_csv_file_is_run(payload):
    cells = csv_cells(table("Machinists", payload))

    assert f"'{payload}" in cells
    assert not [cell for cell in cells if is_live(cell)]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_of_a_workbook_is_run(payload):
    book = load_workbook(io.BytesIO(tables.to_xlsx(table("Machinists", payload))))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]

    assert not [cell for cell in cells if cell.data_type == "f" or is_live(cell.value)]


@given(st.text(alphabet=LIVE + " \u00a0\ufeffab'1", max_size=8))
def test_whatever_the_text_no_cell_starts_alive(text):
    assert not is_live(tables.harmless(text))


def test_numbers_stay_numbers_also_below_zero():
    book = load_workbook(io.BytesIO(tables.to_xlsx(table("Loss", -12.5, 3, None))))
    row = [cell.value for cell in book.worksheets[0][2]]

    assert row == ["Loss", -12.5, 3, None]
    assert "-12.5" in csv_cells(table("Loss", -12.5))


def test_an_unknown_cell_stays_empty_in_every_format():
    made = table("Tool and die makers", None)

    assert tables.to_csv(made).decode("utf-8-sig").splitlines()[1] == "Tool and die makers,"
    assert json.loads(tables.to_json(made))["rows"] == [{"c0": "Tool and die makers", "c1": None}]


def test_every_format_says_where_its_numbers_come_from():
    made = table("Machinists", 33)
    book = load_workbook(io.BytesIO(tables.to_xlsx(made)))

    in_book = {cell.value for row in book["Origin"].iter_rows() for cell in row}

    assert "Bureau, Survey, May 2025" in in_book
    assert "Bureau, Survey, May 2025" in csv_cells(made)
    assert json.loads(tables.to_json(made))["origin"]["sources"][0]["release"] == "May 2025"


def test_json_refuses_numbers_that_are_none():
    with pytest.raises(ValueError, match="Out of range"):
        tables.to_json(table("Machinists", float("nan")))
