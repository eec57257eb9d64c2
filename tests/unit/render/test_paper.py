"""Printed pages: tagged, titled, and deaf to what looks like a command."""

from __future__ import annotations

import struct
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from keyway.errors import Broken
from keyway.render import paper
from keyway.render.figure import Figure, Origin, SourceLine

OPENINGS = Figure(
    338.2,
    "openings a year",
    263.2,
    418.7,
    origin=Origin(
        sources=(SourceLine("U.S. Bureau of Labor Statistics", "OEWS", "May 2025"),),
        method="demand",
        method_version="3",
        computed_date="2026-11-02",
    ),
)


def note(language: str = "en", **data: object) -> PdfReader:
    made = paper.pdf("note", {"heading": "Found", **data}, language=language, title="A note")
    return PdfReader(BytesIO(made))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_a_paper_is_tagged_titled_and_speaks_its_language():
    reader = note("es", lede="Máquinas")

    root = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "es-US"
    assert reader.metadata.title == "A note"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert "Página 1 de 1" in words(reader)


@pytest.mark.parametrize(
    "typed",
    ['#read("/etc/passwd")', "$x$ *bold* _it_ <tag> @ref", "#import sys: *", '"); #eval("1', "= H"],
)
def test_what_somebody_typed_is_printed_and_never_obeyed(typed):
    reader = note(text=typed, lede=typed, facts=[{"term": typed, "text": typed}])

    assert words(reader).count(" ".join(typed.split())) == 4


def test_letters_that_no_font_holds_become_a_square_and_the_page_is_made():
    reader = note(text="Łukasz 😀 中\u202e \x07done\x00 Tʼááłáʼí", kicker="ñandú")

    assert "Łukasz □ □ done Tʼááłáʼí" in words(reader)


def test_a_figure_is_printed_with_its_range_and_its_origin_below():
    reader = note(facts=[{"term": "Openings", "figure": paper.printed(OPENINGS, "en")}])

    said = words(reader)

    assert "340 openings a year (likely 260–420)" in said
    assert "U.S. Bureau of Labor Statistics, OEWS, May 2025. Reckoned by keyway/demand 3" in said


def test_an_unknown_figure_says_so_and_is_no_zero():
    unknown = Figure(None, "openings a year", reason="Suppressed by the publisher")

    assert paper.printed(unknown, "es")["value"] == "no publicado"


def test_dates_and_many_pages_are_printed_with_their_numbers():
    reader = note(text="\n\n".join(f"Line {each}" for each in range(90)), lede=date(2026, 2, 1))

    assert "Page 2 of" in words(reader)
    assert "2026-02-01" in words(reader)


@pytest.mark.parametrize("template", ["house", "nothing", "../papers/note", "note.typ", ""])
def test_a_template_that_is_not_there_is_refused(template):
    with pytest.raises(Broken, match="no paper is called"):
        paper.pdf(template, {}, language="en", title="A note")


def test_data_that_do_not_fill_the_template_are_refused_with_its_name():
    with pytest.raises(Broken, match="the paper note cannot be printed"):
        paper.pdf("note", {}, language="en", title="A note")


def test_a_language_that_is_not_spoken_is_refused():
    with pytest.raises(Broken):
        paper.pdf("note", {"heading": "Found"}, language="fr", title="A note")


def test_a_card_is_a_picture_of_the_size_that_others_ask_for() -> None:
    data = {"hour": "five", "kicker": "Story", "heading": "A weld", "notice": "", "name": "Keyway"}

    made = paper.png("card", data, language="en", title="A weld")

    assert made[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", made[16:24]) == (1200, 630)
