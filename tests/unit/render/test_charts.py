"""Charts: ranges, parts and years."""

from __future__ import annotations

import re
import time
import xml.etree.ElementTree as ET

import pytest

from keyway.render import charts, numbers, timelines
from keyway.render.drawing import Drawing, Row
from keyway.render.figure import Figure

RANGES = [
    Row("51-4111", "Tool and die makers", (Figure(None, reason="suppressed"),)),
    Row("51-4121", "Welders, cutters & brazers", (Figure(42.0, "a year", 3.0, 160.0),)),
    Row("51-4041", "Machinists", (Figure(338.2, "a year", 263.0, 418.0),)),
]
PARTS = [Row("51-4041", "Machinists", (Figure(120.0), Figure(338.0)))]
OF = [charts.Part("Filled", "met"), charts.Part("Unfilled", "open")]
YEARS = [
    timelines.Series(
        "Machinists",
        (2022, 2023, 2024),
        (Figure(3300.0, low=3000.0, high=3600.0), Figure(None), Figure(3500.0)),
    ),
]
DAYS = [
    Row("2026-11-20", "November 20, 2026", (Figure(14.0), Figure(2.0))),
    Row("2026-11-21", "November 21, 2026", (Figure(0.0), Figure(0.0))),
    Row("2026-11-22", "November 22, 2026", (Figure(1_204.0), Figure(31.0))),
]


def all_drawings(language: numbers.Language) -> dict[str, Drawing]:
    return {
        "ranges": charts.ranges(RANGES, title="Unfilled", column="Unfilled", language=language),
        "parts": charts.parts(PARTS, title="Who fills", of=OF, language=language),
        "days": timelines.days(
            DAYS, title="Day by day", of=("Opened", "Left out"), language=language
        ),
        "lines": timelines.lines(YEARS, title="Jobs", language=language),
        "multiples": timelines.multiples(YEARS * 4, title="Jobs", language=language),
    }


@pytest.fixture(params=["ranges", "parts", "days", "lines", "multiples"])
def drawing(request) -> Drawing:
    return all_drawings("en")[request.param]


def pictures(drawing: Drawing) -> list[ET.Element]:
    markup = f"<div>{drawing.svg}</div>"
    return list(ET.fromstring(markup))  # noqa: S314


def words_in(drawing: Drawing) -> str:
    return " ".join(" ".join(text.itertext()) for text in pictures(drawing)[0].iter("text"))


def test_a_chart_comes_wide_and_narrow(drawing):
    assert [picture.get("class") for picture in pictures(drawing)] == ["wide", "narrow"]
    assert [picture.get("viewBox").split()[2] for picture in pictures(drawing)] == ["760", "360"]


def test_a_chart_names_itself_and_tells_its_finding(drawing):
    for picture in pictures(drawing):
        told = {child.get("id"): child.text for child in picture if child.tag in ("title", "desc")}

        assert picture.get("role") == "img"
        assert told[picture.get("aria-labelledby")] == drawing.title
        assert told[picture.get("aria-describedby")] == drawing.summary


def test_a_chart_asks_for_no_looser_policy_and_has_no_color_of_its_own(drawing):
    assert "style=" not in drawing.svg
    assert "font-family" not in drawing.svg
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', drawing.svg)) <= {
        "none",
        *(f"var(--{token})" for token in ("ink", "quiet", "line", "edge", "copper", "paper")),
        *(f"var(--{token})" for token in ("copper-bright", "patina", "hatch")),
    }


def test_the_sentence_the_picture_and_the_table_tell_the_same_numbers():
    drawing = all_drawings("en")["ranges"]
    table = [numbers.write(row.figures[0]) for row in drawing.rows]

    assert next(row.label for row in drawing.rows) == "Machinists"
    assert table[0].sentence in drawing.summary
    assert table[1].sentence in drawing.summary
    for written in table:
        assert written.value in words_in(drawing)


def test_parts_and_years_tell_the_numbers_of_their_table():
    drawings = all_drawings("en")

    assert "120 filled" in drawings["parts"].summary
    assert "340" in words_in(drawings["parts"]) or "338" in words_in(drawings["parts"])
    assert drawings["lines"].summary == "Machinists: 3,300 in 2022, 3,500 in 2024."
    assert drawings["lines"].columns == ("2022", "2023", "2024")


def test_days_tell_the_most_and_the_sum_and_list_the_latest_first():
    drawing = all_drawings("en")["days"]

    assert drawing.summary == (
        "Most on one day: 1,204, on November 22, 2026. "
        "In all: 1,218 from November 20, 2026 to November 22, 2026."
    )
    assert next(row.key for row in drawing.rows) == "2026-11-22"
    assert [item.label for item in drawing.legend] == ["Opened", "Left out"]
    assert "1,204" in words_in(drawing)


def test_days_on_which_nothing_was_counted_are_drawn_and_said():
    zero = [Row("2026-11-22", "22 de noviembre de 2026", (Figure(0.0), Figure(0.0)))]

    drawing = timelines.days(zero, title="Día por día", of=("Aperturas", "Fuera"), language="es")

    assert drawing.summary == "En estos días no se contó nada."
    assert "22 de noviembre" in words_in(drawing)


def test_unknown_comes_last_and_is_said():
    drawing = all_drawings("es")["ranges"]

    assert drawing.rows[-1].label == "Tool and die makers"
    assert "no publicado" in words_in(drawing)
    assert "Sin publicar: 1 de 3." in drawing.summary


def test_names_are_escaped():
    assert "cutters &amp; brazers" in all_drawings("en")["ranges"].svg


def test_a_long_name_over_a_small_chart_is_not_cut_but_broken():
    program = "Energy and Industrial Technology"
    named = timelines.Series(program, YEARS[0].years, YEARS[0].figures)

    drawn = timelines.multiples([named, *YEARS * 3], title="Jobs")

    assert all(program in " ".join(picture.itertext()) for picture in pictures(drawn))


def test_no_rows_make_an_empty_chart_that_says_so():
    drawing = charts.ranges([], title="Unfilled", column="Unfilled")

    assert drawing.summary == "None of these numbers is published."
    assert drawing.rows == ()


def test_a_drawn_chart_is_not_drawn_again():
    first = time.perf_counter()
    rows = [
        Row(str(i), f"Occupation {i}", (Figure(float(i), low=0.0, high=i * 2.0),))
        for i in range(1, 21)
    ]
    charts.ranges(rows, title="One", column="c")
    first = time.perf_counter() - first

    again = time.perf_counter()
    charts.ranges(rows, title="One", column="c")
    again = time.perf_counter() - again

    assert again < first
