"""The pages for students: easy to read, light, no cookie, and nothing of a child is kept."""

from __future__ import annotations

import gzip
import json
import re
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import CommandError, call_command

from keyway.errors import Refused
from keyway.standards.ctdl import check
from keyway.web.management.commands.path import Command
from tests.factories import credentials as made
from tests.factories.people import partnership, site
from tests.reading import grade

pytestmark = pytest.mark.django_db

ASK = "/en/paths/?grade=10&zip=85201&q=I+like+machines"
OWN = ("paths/", "paths/?grade=10", "paths/?grade=10&zip=85201", "paths/interests/", "paths/plan/")
HARDEST = 6.0
HEAVIEST = 60 * 1024


@pytest.fixture
def machining():
    school = made.school("Mesa High")
    site(school, is_main=True, longitude=-111.85, latitude=33.43, location_precision="exact")
    return made.program(school, name="Machining")


def page_of(answer):
    return BeautifulSoup(answer.content, "html.parser")


def own_words(page):
    """The page's own sentences: no names of schools or jobs, no sources, no words for listeners."""
    main = page.find("main")
    for part in main.select(
        ".origin-sheet, .notes, .proof, .rung-title, .crumbs, .visually-hidden, template, script"
    ):
        part.decompose()
    blocks = main.select("p, li, dt, .hint, h1, h2, h3, legend, label, button, summary")
    return [
        re.sub(r"\s+", " ", each.get_text(" ")) for each in blocks if not each.select("p, li, dt")
    ]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("path", [*OWN, ASK.removeprefix("/en/")])
def test_every_page_answers_in_both_languages(client, machining, path, language):
    answer = client.get(f"/{language}/{path}")

    assert answer.status_code == 200
    assert page_of(answer).html["lang"] == language
    assert " style=" not in answer.content.decode()


@pytest.mark.parametrize("path", [*OWN, ASK.removeprefix("/en/")])
def test_a_sixth_grader_can_read_it(client, machining, path):
    texts = own_words(page_of(client.get(f"/en/{path}")))

    assert grade(texts) <= HARDEST


def test_a_page_of_routes_is_light(client, machining):
    made.program(machining.organization, name="Welding", cip_code="48.0508", family="welding")
    answer = client.get(ASK)

    parts = [answer.content]
    for name in re.findall(r'"/static/([\w/.]+\.(?:css|js))"', answer.content.decode()):
        with open(finders.find(name), "rb") as file:  # noqa: PTH123 — what the finder found
            parts.append(file.read())

    assert len(parts) == 5
    assert sum(len(gzip.compress(part)) for part in parts) < HEAVIEST


def test_no_cookie_is_set_and_no_cache_keeps_a_zip_code(client, machining):
    answer = client.get(ASK)

    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert page_of(answer).select_one("meta[name=robots]")["content"] == "noindex, nofollow"


def test_a_link_to_share_names_the_steps_and_nothing_of_a_person(client, machining):
    page = page_of(client.get(ASK))
    links = {link["href"] for link in page.select("a[href*='routes=']")}

    assert links == {f"/en/paths/plan/?routes=p{machining.pk}_j51-4041"}
    shared = client.get(links.pop())
    assert "85201" not in shared.content.decode()
    assert "Machinists" in shared.content.decode()


def test_routes_are_told_as_pathways_of_the_partnership_without_a_place(client, machining):
    partnership()

    page = page_of(client.get(ASK))

    told = [json.loads(each.string) for each in page.select('script[type="application/ld+json"]')]
    found = next(each for block in told for each in _documents(block) if "@graph" in each)
    assert check(found) == []
    assert "ceterms:Pathway" in {node["@type"] for node in found["@graph"]}
    assert "85201" not in json.dumps(found)


def _documents(block):
    return block if isinstance(block, list) else [block]


def test_a_shared_step_that_is_gone_is_told(client, machining):
    machining.status = "closed"
    machining.save()

    answer = client.get(f"/en/paths/plan/?routes=p{machining.pk}_j51-4041")

    assert "has changed" in answer.content.decode()


def test_the_plan_is_printed_without_a_person_in_it(client, machining):
    answer = client.get(f"/es/paths/plan.pdf?routes=p{machining.pk}_j51-4041")

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_without_routes_there_is_nothing_to_print(client, machining):
    assert "text/html" in client.get("/en/paths/plan.pdf?routes=zzz")["Content-Type"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("grade=44", "none of these"),
        ("grade=10&zip=99999", "no ZIP code"),
        ("grade=10&zip=abc", "no ZIP code"),
        ("grade=10&near=Hogwarts", "no town and no school"),
        ("grade=10&near=Hogwarts&q=machines", "no town and no school"),
        ("grade=10&zip=85201&q=poetry", "no work for"),
        ("grade=10&zip=85201&soc=99-9999", "no code of a job"),
        ("grade=10&zip=85201&q=%3Cscript%3E", "no work for"),
    ],
)
def test_an_answer_that_cannot_be_used_is_asked_again(client, machining, query, said):
    answer = client.get(f"/en/paths/?{query}")
    text = page_of(answer).get_text(" ")

    assert answer.status_code == 400
    assert said in text
    assert "Question" in text
    assert "<script>" not in answer.content.decode().replace('<script src="', "")


def test_where_nothing_leads_the_missing_link_is_named(client):
    text = page_of(client.get(ASK)).get_text(" ")

    assert "We know no program in the state that teaches this work." in text


def test_two_ways_stand_side_by_side(client, machining):
    made.program(machining.organization, name="Mechanics", cip_code="47.0303", family="maintenance")
    codes = [box["value"] for box in page_of(client.get(ASK)).select("input[name=compare]")]

    page = page_of(client.get(f"{ASK}&compare={codes[0]}&compare={codes[1]}"))

    assert len(page.select("#compare .compare h3")) == 2


def test_the_interest_check_has_a_list_for_whoever_has_no_script(client):
    page = page_of(client.get("/en/paths/interests/"))

    assert page.select_one("form[data-check]").has_attr("hidden")
    assert len(page.select("form[data-check] fieldset")) == 20
    assert len(page.select(".kinds li a")) == 10
    assert not page.select("form[data-check] [type=submit]")


# --- the command line -------------------------------------------------------------------------------


def said(*words):
    out = StringIO()
    call_command(Command(stdout=out), *words)
    return out.getvalue()


def test_the_command_tells_routes_as_a_table(machining):
    text = said("--zip", "85201", "--grade", "10", "--interest", "machines")

    assert "Machinists" in text
    assert f"p{machining.pk}_j51-4041" in text
    assert "→ Ask your counselor" in text


def test_the_command_tells_routes_as_an_object_with_its_origin(machining):
    told = json.loads(
        said("--zip", "85201", "--grade", "10", "--soc", "51-4041", "--format", "json")
    )

    assert list(told) == ["origin", "question", "unbeaten_count", "missing", "routes"]
    assert told["origin"]["state"]["code"] == settings.KEYWAY_STATE
    assert told["origin"]["releases"]
    assert told["routes"][0]["months"]["value"] > 0
    assert len(told["routes"][0]["next_steps"]) == 3


@pytest.mark.parametrize(
    "words",
    [
        ("--zip", "99999"),
        ("--zip", ""),
        ("--zip", "85201", "--grade", "x"),
        ("--zip", "85201", "--soc", "17-2141"),
        ("--zip", "85201", "--interest", "poetry"),
    ],
)
def test_the_command_refuses_plainly(machining, words):
    with pytest.raises(Refused):
        said(*words)


def test_without_programs_the_command_says_how_to_get_them():
    with pytest.raises(Refused, match="keyway up"):
        said("--zip", "85201")


@pytest.mark.parametrize("words", [(), ("--zip", "85201", "--soc", "51-4041", "--interest", "x")])
def test_the_command_asks_for_what_it_needs(words):
    with pytest.raises(CommandError):
        said(*words)
