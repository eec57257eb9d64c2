"""Toolkits: the lesson on its clock, the same words on paper, posters that lead somewhere."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from pypdf import PdfReader

from keyway.promote.briefs import toolkits as briefs
from keyway.promote.briefs.lessons import first_figure, grouped, points
from keyway.promote.briefs.running_words import paragraphs
from tests.factories.promote import campaign, short_link, toolkit_page

if TYPE_CHECKING:
    from django.test import Client

    from keyway.promote.models import ToolkitPage

pytestmark = pytest.mark.django_db
SITE = "https://keyway.example.org"


def block(kind: str, **value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value.get("value", value)}


def step(title: str, minutes: int | None) -> dict[str, Any]:
    return block("step", title=title, minutes=minutes, words="<p>Do <b>it</b>.</p>")


LESSON = [
    step("Guess", 5),
    step("Make", 10),
    block("heading", value="After the break"),
    step("Inspect", 10),
    block(
        "standard",
        code="7.EE.B.4.b",
        title="Solve with an inequality",
        source_url="https://www.azed.gov/math",
        seen_date=date(2026, 11, 23),
    ),
    block("checklist", title="Have ready", items=["Rulers", "Paper"]),
    block("question", question="Is it safe?", answer="<p>It has rules.</p>"),
    block("figure", query="median_wage", soc_code="51-4041", words="Half earn more."),
    block("figure", query="median_wage", soc_code="99-9999"),
]


@pytest.fixture
def page(reference: None) -> ToolkitPage:
    return toolkit_page(LESSON, audience="teachers", minutes=45, lowest_grade=7, highest_grade=9)


def read(client: Client, page: ToolkitPage, what: str) -> tuple[PdfReader, str]:
    answer = client.get(f"/en/toolkits/{page.pk}/{what}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(BytesIO(answer.content))
    return reader, " ".join(" ".join(each.extract_text() for each in reader.pages).split())


def test_the_clock_of_a_lesson_runs_on_through_what_stands_between_its_steps(page):
    groups = grouped(page.body)

    assert [each.kind for each in groups[:3]] == ["steps", "heading", "steps"]
    assert [(each.number, each.starts, each.ends) for each in groups[0].steps] == [
        (1, 0, 5),
        (2, 5, 15),
    ]
    assert groups[2].steps[0].number == 3
    assert groups[2].minutes == 25


def test_after_a_step_without_a_length_no_minute_is_told_until_the_next_part(reference):
    page = toolkit_page(
        [step("Talk", None), step("Write", 5), block("heading", value="Next"), step("Go", 5)]
    )

    first, _heading, last = grouped(page.body)

    assert [(each.starts, each.ends) for each in first.steps] == [(0, None), (None, None)]
    assert [(each.starts, each.ends) for each in last.steps] == [(0, 5)]


def test_a_lesson_is_drawn_to_scale(page):
    first, _heading, alone = grouped(page.body)[:3]

    assert [(each.number, each.left, each.width) for each in first.scale] == [
        (1, "0.00%", "33.33%"),
        (2, "33.33%", "66.67%"),
    ]
    assert alone.scale == ()


def test_no_heading_skips_a_level(page):
    groups = grouped([*page.body[-4:-3], *page.body[2:]])

    assert [(each.kind, each.level) for each in groups[:3]] == [
        ("checklist", 2),
        ("heading", 3),
        ("steps", 3),
    ]


def test_the_page_shows_its_lesson_and_what_can_be_printed(client, page):
    answer = client.get(page.url).content.decode()

    assert answer.count("lesson-part") == 2
    assert '<li value="3">' in answer
    assert f"/en/toolkits/{page.pk}/poster.pdf?size=tabloid" in answer
    assert "seen on Nov. 23, 2026" in answer


def test_a_toolkit_without_a_word_says_that_it_is_being_written(client, reference):
    assert "being written" in client.get(toolkit_page([]).url).content.decode()


def test_a_card_lists_the_questions_of_a_toolkit_or_its_headings(page):
    assert points(page.body) == ["Is it safe?"]
    assert points(page.body[2:3]) == ["After the break"]
    assert first_figure(page.body[:3]) is None


def test_the_paper_says_what_the_page_says_with_figures_and_sources_below(client, page):
    reader, said = read(client, page, "print.pdf")

    root = reader.trailer["/Root"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    for words in ("45 minutes", "Grades 7 to 9", "Inspect", "15–25", "7.EE.B.4.b", "Rulers"):
        assert words in said
    assert "azed.gov/math" in said
    assert "Bureau of Labor Statistics" in said
    assert "99-9999" not in said


def test_a_block_that_papers_do_not_know_breaks_no_paper(client, page, monkeypatch):
    monkeypatch.delitem(briefs._PARTS, "question")

    _reader, said = read(client, page, "print.pdf")

    assert "It has rules" not in said
    assert "Rulers" in said


@pytest.mark.parametrize(
    "body",
    [
        [],
        [step("Alone", None)],
        [block("checklist", title="Only this", items=[]), block("heading", value="Then")],
        [block("words", value="<ul><li>#set page()</li></ul><p></p><script>x</script>")],
    ],
)
def test_any_order_of_blocks_can_be_printed(client, reference, body):
    read(client, toolkit_page(body), "print.pdf")


def test_a_spanish_page_prints_in_spanish_at_any_address(client, reference):
    page = toolkit_page([step("Adivinar", 5)], "es", title="¿Qué tan cerca?", minutes=45)

    reader, said = read(client, page, "print.pdf")

    assert reader.trailer["/Root"]["/Lang"] == "es-US"
    assert "Página 1 de 1" in said


@pytest.mark.parametrize(
    ("what", "wide", "pages"),
    [
        ("poster.pdf", 8.5, 1),
        ("poster.pdf?size=tabloid", 11, 1),
        ("postcard.pdf", 6, 2),
        ("postcard.pdf?layout=sheet", 11, 2),
    ],
)
def test_posters_and_cards_have_their_sizes_and_carry_the_origin(client, page, what, wide, pages):
    reader, said = read(client, page, what)

    assert float(reader.pages[0].mediabox.width) == pytest.approx(wide * 72)
    assert len(reader.pages) == pages
    assert "Bureau of Labor Statistics" in said


def test_the_code_on_a_poster_leads_to_the_page_or_to_a_short_link(client, page):
    _reader, own = read(client, page, "poster.pdf")
    short_link(campaign(), code="k7m3xw")
    _reader, short = read(client, page, "poster.pdf?code=k7m3xw")

    assert f"testserver/en/toolkits/{page.slug}/" in own
    assert "testserver/g/k7m3xw" in short


@pytest.mark.parametrize(
    "what",
    [
        "poster.pdf?size=wall",
        "postcard.pdf?layout=x",
        "poster.pdf?code=../x",
        "poster.pdf?to=x",
        "poster.pdf?code=r4t6hn",
        "postcard.pdf?code=k7m3x4",
    ],
)
def test_a_size_or_a_code_that_is_none_is_not_there(client, page, what):
    short_link(campaign(), code="r4t6hn", ended_at=timezone.now())

    assert client.get(f"/en/toolkits/{page.pk}/{what}").status_code == 404


@pytest.mark.parametrize("what", ["print.pdf", "poster.pdf", "postcard.pdf"])
def test_a_number_longer_than_databases_count_is_not_there(client, what):
    assert client.get(f"/en/toolkits/{10**20}/{what}").status_code == 404


def test_a_draft_is_not_printed(client, page):
    page.unpublish()

    for what in ("print.pdf", "poster.pdf", "postcard.pdf"):
        assert client.get(f"/en/toolkits/{page.pk}/{what}").status_code == 404


def test_running_words_keep_marks_and_lose_what_leads_nowhere_safe():
    html = (
        '<p>One <b>two</b> <a href="/en/gap/">three</a> <a href="javascript:x">four</a></p>'
        "<ul><li>five <i>six</i></li><li></li></ul>plain"
    )

    first, listed, last = paragraphs(html, base=SITE)

    runs = first["items"][0]
    assert [each["text"].strip() for each in runs if each["bold"]] == ["two"]
    assert {each["href"] for each in runs} == {"", f"{SITE}/en/gap/"}
    assert (listed["kind"], len(listed["items"])) == ("ul", 1)
    assert listed["items"][0][1]["italic"] is True
    assert last["items"][0][0]["text"] == "plain"
