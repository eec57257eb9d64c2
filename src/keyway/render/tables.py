"""Tables to take away: CSV, a workbook and JSON, each with its origin and without live formulas.

A cell that a spreadsheet would run (beginning with ``= + - @``, a tab, a line break, or the
full-width forms of those signs) is made plain text by a leading apostrophe. Numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keyway.render.figure import Origin

Cell = str | int | float | bool | None

# What spreadsheets take for the start of a formula, or skip before looking for one.
_LIVE = tuple("=+-@\t\r\n＝＋－＠")
_SKIPPED = " \u00a0\u200b\ufeff\u2060"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field's name in data, its label for people, and what it means."""

    name: str
    label: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows to be taken away, with where they come from.

    Attributes:
        title: what the table holds; the name of the workbook's first sheet is cut from it.
        columns: names, labels and meanings, one for each cell of a row.
        rows: cells; None is unknown and stays empty, never zero.
        origin: sources, method and range; written into every format.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    origin: Origin


def harmless(value: Cell) -> Cell:
    """Return a cell that no spreadsheet runs; only text is ever changed."""
    if not isinstance(value, str):
        return value
    looked_at = value.lstrip(_SKIPPED)
    return f"'{value}" if looked_at.startswith(_LIVE) or value.startswith(_LIVE) else value


def to_csv(table: Table) -> bytes:
    """Write CSV in UTF-8 with a byte-order mark, so that spreadsheets read accents.

    The origin follows the rows after an empty line, so that the first line is the heading.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(column.name) for column in table.columns])
    writer.writerows([[harmless(cell) for cell in row] for row in table.rows])
    writer.writerow([])
    writer.writerows([[harmless(key), harmless(text)] for key, text in origin_lines(table)])
    return out.getvalue().encode("utf-8-sig")


def to_json(table: Table) -> bytes:
    """Write one object: ``title``, ``origin``, ``columns`` and ``rows`` (one object a row)."""
    names = [column.name for column in table.columns]
    document = {
        "title": table.title,
        "origin": origin_object(table.origin),
        "columns": [
            {"name": column.name, "label": column.label, "meaning": column.meaning}
            for column in table.columns
        ],
        "rows": [dict(zip(names, row, strict=True)) for row in table.rows],
    }
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1).encode()


def to_xlsx(table: Table) -> bytes:
    """Write a workbook: the table with a frozen heading and filters, and a sheet on its origin.

    Text is written as text, so nothing is run as a formula or turned into a link.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
        sheet = book.add_worksheet(_sheet_name(table.title))
        sheet.write_row(0, 0, [harmless(column.label) for column in table.columns], bold)
        for index, row in enumerate(table.rows, start=1):
            for place, cell in enumerate(row):
                _write(sheet, index, place, cell)
        sheet.freeze_panes(1, 1)
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
        sheet.set_column(0, 0, 36)
        sheet.set_column(1, max(len(table.columns) - 1, 1), 16)
        about = book.add_worksheet("Origin")
        about.set_column(0, 0, 28)
        about.set_column(1, 1, 100)
        for index, (key, text) in enumerate(origin_lines(table)):
            about.write_string(index, 0, str(harmless(key)))
            about.write_string(index, 1, str(harmless(text)))
    return out.getvalue()


def origin_lines(table: Table) -> list[tuple[str, str]]:
    """Return the origin as pairs of a word and a text, for formats made of cells."""
    origin = table.origin
    lines = [("Table", table.title)]
    for source in origin.sources:
        said = ", ".join(filter(None, (source.publisher, source.title, source.release)))
        lines.append(("Source", said))
        lines += [("Licence", source.licence)] if source.licence else []
        lines += [("Credit", source.credit)] if source.credit else []
    method = " ".join(filter(None, (origin.method, origin.method_version)))
    rest = (
        ("Method", method),
        ("Computed", origin.computed_date),
        ("Interval", origin.interval),
        ("Assumptions", "; ".join(origin.assumptions)),
        ("Caution", origin.note),
    )
    lines += [(key, text) for key, text in rest if text]
    lines += [(column.name, column.meaning) for column in table.columns if column.meaning]
    return lines


def origin_object(origin: Origin) -> dict[str, object]:
    """Return the origin as an object for JSON."""
    return {
        "sources": [
            {
                "publisher": source.publisher,
                "title": source.title,
                "release": source.release,
                "licence": source.licence,
                "credit": source.credit,
                "url": source.url,
                "retrieved_date": source.retrieved_date,
            }
            for source in origin.sources
        ],
        "method": origin.method,
        "method_version": origin.method_version,
        "computed_date": origin.computed_date,
        "interval": origin.interval,
        "assumptions": list(origin.assumptions),
        "note": origin.note,
    }


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell) -> None:
    if cell is None:
        return
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, str):
        sheet.write_string(row, column, str(harmless(cell)))
    else:
        sheet.write_number(row, column, cell)


def _sheet_name(title: str) -> str:
    """Return a name that a workbook accepts: 31 letters, no brackets, slashes or quotes."""
    kept = "".join(letter for letter in title if letter not in "[]:*?/\\'").strip()
    return kept[:31].strip() or "Table"
