"""No page is silently half English: what is said in English on a Spanish page says so by ``lang``."""

import re
from dataclasses import replace
from functools import cache

import polib
import pytest
from bs4 import BeautifulSoup, Comment, Doctype

from keyway.needs.views.gap import written
from keyway.reference.parameters import gap_parameters
from keyway.web.keeping import messages, prepare
from tests.rooms.needs.test_pages import PAGES

pytestmark = pytest.mark.one_database

FRAME = [
    "",
    "components/",
    "students/",
    "parents/",
    "teachers/",
    "schools/",
    "manufacturers/",
    "officials/",
]
SPOKEN = ("aria-label", "alt", "data-label", "placeholder", "title")
PLACE = re.compile(r"%\(\w+\)[sdif]|%%")


def words_of(markup):
    """Yield what a page says outside English elements: texts and attributes that are read aloud."""
    soup = BeautifulSoup(markup, "html.parser")
    for text in soup.find_all(string=True):
        # What stands as code is a name, the same in every language.
        unsaid = ("script", "style", "code")
        hidden = isinstance(text, (Comment, Doctype)) or text.parent.name in unsaid
        if not hidden and spoken_in(text.parent) != "en":
            yield re.sub(r"\s+", " ", text).strip()
    for element in soup.find_all(True):
        if spoken_in(element) != "en":
            yield from (element[name].strip() for name in SPOKEN if element.get(name))


def spoken_in(element):
    """The language of an element, as a screen reader takes it."""
    named = element if element.get("lang") else element.find_parent(lang=True)
    return named["lang"] if named else ""


@cache
def english():
    """The English messages that Spanish says otherwise, each with its pattern where it has places."""
    patterns = {}
    for room in messages.ROOMS:
        path = messages.file_of(room, "es")
        for entry in polib.pofile(str(path)) if path.exists() else []:
            for said in filter(None, (entry.msgid, entry.msgid_plural)):
                if said not in (entry.msgstr, *entry.msgstr_plural.values()):
                    patterns[said] = pattern_of(said) if PLACE.search(said) else None
    return patterns


def pattern_of(message):
    """What a message looks like on a page, with anything in its places."""
    return re.compile(".+".join(map(re.escape, PLACE.split(message))))


def english_on(markup):
    """The English messages that stand on a page outside English elements."""
    said = set(words_of(markup))
    filled = {
        word
        for word in said
        for pattern in english().values()
        if pattern and pattern.fullmatch(word)
    }
    return sorted(said & set(english()) | filled)


def test_a_leftover_is_found_and_one_that_says_its_language_is_not():
    message = "Openings that no program fills"
    filled = "Which occupations in Pima"

    assert english_on(f'<html lang="es"><p>{message}</p><h2>{filled}</h2></html>') == [
        message,
        filled,
    ]
    assert english_on(f'<html lang="es"><p aria-label="{message}">Vacantes</p></html>') == [message]
    assert english_on(f'<html lang="es"><div lang="en"><p>{message}</p></div></html>') == []


@pytest.mark.parametrize("path", [*FRAME, *PAGES, "no/such/page/", "gap/?county=99999"])
def test_a_spanish_page_says_no_message_in_english(client, finding, path):
    answer = client.get(f"/es/{path}")

    assert answer.status_code in (200, 404)
    assert english_on(answer.content.decode()) == []


@pytest.mark.usefixtures("db", "reference")
def test_the_page_that_waits_says_no_message_in_english(client):
    answer = client.get("/es/gap/")

    assert answer.status_code == 503
    assert english_on(answer.content.decode()) == []


@pytest.mark.parametrize("value", ["7", "many"])
def test_a_refusal_is_told_in_the_language_of_the_page(client, finding, value):
    markup = client.get(f"/es/gap/?demand.share_new_entrants={value}").content.decode()

    assert (
        "“Vacantes que llenan personas nuevas en la ocupación” debe estar entre 0.05 y 1.0; "
        f"{value} no lo está." in markup
    )
    assert english_on(markup) == []


def test_the_api_refuses_in_the_language_asked_for(client, finding):
    told = client.get("/api/v1/occupations/99-9999?language=es").json()["detail"]

    assert told == "Ninguna ocupación tiene este código."


def test_the_same_words_are_said_alike_in_every_room():
    # Where two rooms say a message, the file found first would win on the pages of both.
    said = {}
    for room in messages.ROOMS:
        path = messages.file_of(room, "es")
        for entry in polib.pofile(str(path)) if path.exists() else []:
            key = entry.msgctxt, entry.msgid
            said.setdefault(key, set()).add(entry.msgstr or entry.msgstr_plural[0])

    assert {key: words for key, words in said.items() if len(words) > 1} == {}


def test_parameters_have_their_units_in_spanish(book):
    spanish = replace(book, language="es")
    shown = {each.unit: written(each, each.value, spanish) for each in gap_parameters().values()}

    assert [unit for unit, words in shown.items() if unit != "km" and words.endswith(unit)] == []


@pytest.mark.django_db
def test_a_new_copy_compiles_its_translations_before_it_serves(tmp_path, monkeypatch):
    words = tmp_path / "web" / "locale" / "es" / "LC_MESSAGES" / "django.po"
    words.parent.mkdir(parents=True)
    words.write_text('msgid "Gap"\nmsgstr "Brecha"\n', encoding="utf-8")
    monkeypatch.setattr(messages, "PACKAGE", tmp_path)
    monkeypatch.setattr(prepare, "gather_static_files", lambda say: None)

    prepare.prepare(lambda line: None)

    assert polib.mofile(str(words.with_suffix(".mo"))).find("Gap").msgstr == "Brecha"
