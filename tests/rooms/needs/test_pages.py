"""The pages of the gap: what they show, what they refuse, and what they never do."""

import re
import shutil

import pytest
from django.urls import reverse
from django.utils import translation

from keyway.needs.actions import store_finding
from keyway.needs.models import GapFinding, GapRow
from keyway.reference.parameters import gap_parameters
from tests.factories.reference import hidden_machinists

PAGES = [
    "gap/",
    "gap/?county=04013",
    "gap/?family=51&all=1&sort=name",
    "gap/?q=machinist",
    "gap/compare/",
    "gap/compare/?a=04013&b=04",
    "occupations/",
    "occupations/51-4041/",
    "occupations/51-2028/",
    "counties/",
    "counties/04013/",
    "institutions/",
    "institutions/105154/",
    "institutions/105154/programs/48.0501/2/",
    "data/",
    "data/oews_area_wages/",
    "methods/",
    "methods/gap/",
    "methods/demand/",
    "methods/supply/",
    "methods/naive/",
    "methods/pathways/",
    "methods/perception/",
]


def text_of(answer):
    """The words of a page without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_in_both_languages(client, finding, path, language):
    answer = client.get(f"/{language}/{path}")

    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_no_page_holds_inline_styles_or_scripts(client, finding, path):
    markup = client.get(f"/en/{path}").content.decode()

    assert " style=" not in markup
    assert not re.search(r"\son[a-z]+=", markup)
    # Linked data is no script: nothing runs it, and the policy lets nothing inline run.
    markup = re.sub(r'<script type="application/ld\+json">', "", markup)
    assert not re.search(r"<script(?![^>]*\bsrc=)", markup)


@pytest.mark.usefixtures("db", "reference")
def test_before_the_first_finding_a_page_says_what_happens_and_asks_again(client):
    answer = client.get("/en/gap/")

    assert answer.status_code == 503
    assert answer["Refresh"]
    assert "first reckoning" in text_of(answer)


@pytest.mark.parametrize(
    "path",
    [
        "occupations/99-9999/",
        "counties/39049/",
        "counties/99999/",
        "institutions/999999/",
        "institutions/105154/programs/01.0101/2/",
        "methods/astrology/",
        "data/no_such_table/",
        "gap/?county=39049",
    ],
)
def test_what_is_not_there_is_not_found(client, finding, path):
    assert client.get(f"/en/{path}").status_code == 404


def test_a_county_page_lists_the_counties_own_figures(client, finding):
    row = GapRow.objects.get(finding=finding, area_code="04013", soc_code="51-4041")

    page = client.get("/en/gap/?county=04013&sort=-unfilled")

    line = next(x for x in page.context["page"] if x.soc_code == "51-4041")
    assert line.unfilled.value == row.unfilled_p50
    assert (line.unfilled.low, line.unfilled.high) == (row.unfilled_p5, row.unfilled_p95)


@pytest.mark.parametrize("key", ["unfilled", "need", "openings", "jobs"])
def test_ranking_turns_over_with_the_sign(client, finding, key):
    down = [x.soc_code for x in client.get(f"/en/gap/?all=1&sort=-{key}").context["page"]]
    up = [x.soc_code for x in client.get(f"/en/gap/?all=1&sort={key}").context["page"]]

    assert up == down[::-1]


def test_names_sort_from_a_to_z(client, finding):
    names = [x.name for x in client.get("/en/gap/?all=1&sort=name").context["page"]]

    assert names == sorted(names, key=str.casefold)


def test_a_search_finds_by_any_word_of_the_name_or_by_code(client, finding):
    by_name = client.get("/en/gap/?q=MACHINISTS").context["page"]
    by_code = client.get("/en/gap/?q=51-4041").context["page"]

    assert [x.soc_code for x in by_name] == [x.soc_code for x in by_code] == ["51-4041"]


def test_a_search_that_finds_nothing_says_what_to_do(client, finding):
    answer = client.get("/en/gap/?q=zeppelin%00")

    assert "No occupation fits these filters" in text_of(answer)


def test_occupations_are_listed_by_who_teaches_them_and_where_they_work(client, finding):
    taught, plants, everything = (
        {x.soc_code for x in client.get(f"/en/gap/?all={kind}").context["page"]}
        for kind in ("", "plants", "1")
    )

    assert "51-2028" not in taught
    assert "51-2028" in plants
    assert "13-2011" not in plants
    assert "13-2011" in everything


def test_a_college_shows_what_feeds_plants_and_all_on_request(client, finding):
    usual = client.get("/en/institutions/105154/").context
    everything = client.get("/en/institutions/105154/?all=1").context

    assert usual["count"] <= everything["count"]
    assert usual["count"] > 0


def test_a_question_that_is_not_reckoned_shows_the_usual_figures_and_says_so(client, finding):
    answer = client.get("/en/gap/?demand.share_new_entrants=0.6")

    assert answer.status_code == 200
    assert "Your question is being reckoned" in text_of(answer)


def test_a_reckoned_question_is_shown_with_its_own_figures(client, finding, reckoning):
    asked = GapFinding.objects.get(pk=finding.pk)
    asked.pk, asked.fingerprint = None, "f" * 64
    asked.scenario = "demand.share_new_entrants=0.6"
    asked.save()

    answer = client.get("/en/gap/?demand.share_new_entrants=0.6")

    assert answer.context["book"].finding.pk == asked.pk


@pytest.mark.parametrize("value", ["7", "-1", "much", "nan"])
def test_an_impossible_assumption_is_refused_in_a_sentence(client, finding, value):
    answer = client.get(f"/en/gap/?demand.share_new_entrants={value}")

    assert answer.status_code == 400
    assert "must lie between" in text_of(answer)


def test_a_page_says_when_newer_data_waits_for_its_reckoning(client, finding):
    GapFinding.objects.filter(pk=finding.pk).update(fingerprint="0" * 64)

    assert "Newer data or assumptions are being reckoned" in text_of(client.get("/en/gap/"))


def test_every_open_assumption_can_be_turned_on_the_gap_page(client, finding):
    questions = client.get("/en/gap/").context["what_if"]

    opened = [each for each in gap_parameters().values() if each.is_open]
    assert [question["title"] for question in questions] == [each.title_en for each in opened]
    assert all(
        sum(choice["is_current"] for choice in question["choices"]) == 1 for question in questions
    )


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_the_database_few_questions(
    client, finding, django_assert_max_num_queries, path
):
    client.get(f"/en/{path}")

    with django_assert_max_num_queries(15):
        client.get(f"/en/{path}")


def test_the_map_and_its_table_show_the_same_numbers(client, finding):
    page = client.get("/en/gap/")

    drawn = {row.key: row.figures[0].value for row in page.context["map"].rows}
    totals = {
        row.area_code: row.unfilled_p50
        for row in finding.totals.filter(family="linked")
        if row.area_code != "04"
    }
    assert {fips: value for fips, value in drawn.items() if value is not None} == totals


def test_a_finding_is_kept_once(finding, reckoning):
    again = store_finding(reckoning=reckoning, computed_at=finding.computed_at)

    assert again.pk == finding.pk
    assert GapFinding.objects.count() == 1


def test_addresses_keep_their_form(client):
    with translation.override("es"):
        assert reverse("needs:occupation", args=["51-4041"]) == "/es/occupations/51-4041/"
        assert reverse("needs:county", args=["04013"]) == "/es/counties/04013/"


@pytest.mark.parametrize(
    ("is_hidden", "said"),
    [
        (True, "No count of these jobs is published for Arizona."),
        (True, "Expected, not counted"),
        (False, "Expected, not counted"),
    ],
)
def test_a_gap_without_a_published_count_says_that_it_is_an_expectation(
    client, finding, small_folder, tmp_path, settings, is_hidden, said
):
    folder = shutil.copytree(small_folder, tmp_path / "reference")
    if is_hidden:
        hidden_machinists(folder)
    settings.REFERENCE_DIR = folder

    page = text_of(client.get("/en/occupations/51-4041/"))

    assert (said in page) == is_hidden
