"""Components: what they show of a figure in each of its states, in both languages."""

from __future__ import annotations

import re

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from keyway.render.figure import Figure, Origin, SourceLine

pytestmark = pytest.mark.one_database

RECKONED = Origin(
    sources=(
        SourceLine("Bureau of <Numbers>", "Survey", "May 2025", credit="Say it", url="/survey"),
        SourceLine("Other Bureau", "Census", "2021"),
    ),
    method="gap",
    method_version="1.0",
    computed_date="2026-11-20",
    interval="200",
    assumptions=("Half of the openings",),
    note="Not a time series",
    data_url="/take",
)
INTERVAL = Figure(338.2, "openings a year", 263.0, 418.0, origin=RECKONED)
UNKNOWN = Figure(
    None, "openings a year", reason="Too few employers", origin=Origin(method="published")
)


def rendered(template: str, language: str = "en", path: str = "/en/gap/", **context: object) -> str:
    request = RequestFactory().get(path)
    source = "{% load i18n keyway %}" + template
    with translation.override(language):
        return engines["django"].from_string(source).render(context, request)


def words(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def test_a_figure_opens_everything_it_rests_on():
    sheet = words(rendered("{% figure figure label='Unfilled' %}", figure=INTERVAL))

    for said in (
        "340 openings a year, likely between 260 and 420",
        "Survey",
        "May 2025",
        "Census",
        "version 1.0",
        "reckoned on 2026-11-20",
        "200 draws",
        "Half of the openings",
        "Not a time series",
        "Take this number away",
    ):
        assert said in sheet


def test_a_figure_opens_without_a_script():
    markup = rendered("{% figure figure %}", figure=INTERVAL)

    assert "<details" in markup
    assert "<summary>" in markup
    assert "onclick" not in markup
    assert "style=" not in markup


def test_an_unknown_figure_is_said_and_hatched_and_never_a_zero():
    markup = rendered("{% figure figure label='Openings' %}", figure=UNKNOWN)

    assert "not published" in markup
    assert "Too few employers" in markup
    assert 'class="range is-unknown"' in markup
    assert not re.search(r">\s*0\s*<", markup)


def test_a_figure_in_a_table_keeps_its_unit_for_what_is_known():
    known = rendered("{% figure_inline figure show_unit=True %}", figure=INTERVAL)
    unknown = rendered("{% figure_inline figure show_unit=True %}", figure=UNKNOWN)

    assert "openings a year" in words(known)
    assert "openings a year" not in words(unknown).split(":")[0]


def test_an_origin_stands_once_on_a_page_of_many_figures():
    template = "{% for each in figures %}{% figure_inline each %}{% endfor %}{% page_origins %}"

    markup = rendered(template, figures=[INTERVAL, UNKNOWN, INTERVAL, INTERVAL])

    assert markup.count("Half of the openings") == 1
    assert markup.count('data-origin="origin-1"') == 3
    assert markup.count('id="origin-1"') == markup.count('id="origin-2"') == 1


def test_origins_of_one_page_do_not_reach_the_next():
    rendered("{% figure figure %}", figure=INTERVAL)

    assert rendered("{% page_origins %}") == ""


def test_what_publishers_wrote_is_escaped_and_marked_as_english():
    markup = rendered("{% figure figure %}", language="es", figure=INTERVAL)

    assert "Bureau of &lt;Numbers&gt;" in markup
    assert re.search(r'<span lang="en">Bureau', markup)


def test_a_kept_sheet_is_kept_for_each_language_apart():
    english = words(rendered("{% figure figure %}", figure=INTERVAL))
    spanish = words(rendered("{% figure figure %}", language="es", figure=INTERVAL))

    assert "likely 260–420" in english
    assert "probable: 260–420" in spanish
    assert "Source" in english
    assert "Source" not in spanish


@pytest.mark.parametrize(
    ("address", "href", "aria"),
    [
        ("/en/gap/?county=04013&page=3", "?county=04013&amp;sort=-openings", ""),
        ("/en/gap/?sort=-openings", "?sort=openings", "descending"),
        ("/en/gap/?sort=openings", "?sort=-openings", "ascending"),
    ],
)
def test_a_column_is_sorted_by_its_address_and_keeps_the_filters(address, href, aria):
    markup = rendered("{% sort_link 'openings' as s %}{{ s.href }}|{{ s.aria }}", path=address)

    assert markup == f"{href}|{aria}"


def test_the_language_switch_leads_to_the_same_page():
    template = "{% include 'components/frame/language_switch.html' %}"

    markup = rendered(template, path="/en/gap/?county=04013")

    assert 'href="/es/gap/?county=04013"' in markup
    assert 'lang="es"' in markup


def test_a_method_without_a_page_is_named_and_not_linked():
    template = "{% method_link key as m %}{{ m.name }}|{{ m.href }}"

    assert rendered(template, key="published").endswith("|")
    assert rendered(template, key="unheard-of") == "unheard-of|"
    assert rendered(template, key="gap").endswith("|/en/methods/gap/")


def test_a_range_in_a_headline_stays_on_one_line_and_its_text_is_escaped():
    markup = rendered("{{ text|unbroken }}", text="<b> 2,200–6,500 openings")

    assert markup == '&lt;b&gt; <span class="nowrap">2,200–6,500</span> openings'
