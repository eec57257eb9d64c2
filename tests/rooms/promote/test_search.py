"""Search over everything public: both languages, groups, near misses, nothing found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from wagtail.models import Page
from wagtail.search import index

from keyway.promote.models import StoryPage
from tests.factories import promote
from tests.factories.credentials import credential

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
HOOD = {"type": "words", "value": "<p>A welder lifts the hood.</p>"}
# As the migration of the search's package makes it; a test's database comes without migrations.
_INDEX = (
    "DROP TABLE wagtailsearch_indexentry_fts",
    "CREATE VIRTUAL TABLE wagtailsearch_indexentry_fts USING fts5(autocomplete, body, title)",
    (
        "CREATE TRIGGER fill_fts AFTER INSERT ON wagtailsearch_indexentry BEGIN "
        "INSERT INTO wagtailsearch_indexentry_fts(title, body, autocomplete, rowid) "
        "VALUES (NEW.title, NEW.body, NEW.autocomplete, NEW.id); END"
    ),
)


@pytest.fixture(autouse=True)
def found_words() -> None:
    """Publish one story and index it, as the worker does."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for statement in _INDEX:
                cursor.execute(statement)
    english = promote.story("en", slug="welder", title="Brighter than the sun", body=[HOOD])
    same = {"slug": "welder", "translation_key": english.translation_key}
    promote.story(
        "es", title="Más brillante que el sol", lead="Cae la careta del soldador.", **same
    )
    for page in StoryPage.objects.all():
        index.insert_or_update_object(Page.objects.get(pk=page.pk))


def _page(client: Client, language: str, words: str) -> str:
    answer = client.get(f"/{language}/search/", {"q": words})
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "welders"), ("en", "sun BRIGHTER"), ("es", "mas brillante"), ("es", "soldád caret")],
)
def test_a_story_is_found_by_the_beginnings_of_its_words_without_accents(
    client: Client, language: str, words: str
) -> None:
    found = _page(client, language, words)

    assert f'href="/{language}/stories/welder/"' in found


def test_a_page_of_the_other_language_is_offered_as_what_it_is(client: Client) -> None:
    found = _page(client, "en", "careta")

    assert '<a href="/es/stories/welder/" lang="es" hreflang="es">' in found
    assert '<p lang="es">' in found


def test_an_occupation_is_found_by_either_language_by_code_and_by_the_title_in_use(
    client: Client,
) -> None:
    for language, words in (
        ("en", "soldadores"),
        ("es", "welder"),
        ("en", "51-4121"),
        ("es", "pipe welder"),
    ):
        assert f'href="/{language}/occupations/51-4121/"' in _page(client, language, words)


def test_what_the_rooms_hold_is_found_and_the_rest_is_one_link_away(client: Client) -> None:
    for number in range(8):
        credential(f"Widget Grinder {number}")

    found = _page(client, "en", "widget grinders")

    assert "8 credentials" in found
    assert len(re.findall(r'href="/en/credentials/[\w-]+/"', found)) == 6
    assert 'href="/en/credentials/?q=widget+grinders"' in found


def test_a_word_that_is_misspelled_is_met_with_the_one_that_was_meant(client: Client) -> None:
    found = _page(client, "en", "weldr")

    assert '<a href="?q=welder">welder</a>?' in found


def test_nothing_found_and_nothing_asked_offer_a_beginning(client: Client) -> None:
    nothing, start = _page(client, "en", '"><b>qqzzx'), _page(client, "es", "")

    assert "Nothing here is called" in nothing
    assert "<b>qqzzx" not in nothing
    assert nothing.count('href="?q=') == start.count('href="?q=') == 6


def test_what_is_private_or_a_draft_is_not_found(client: Client) -> None:
    StoryPage.objects.all()[0].unpublish()

    assert 'href="/en/stories/welder/"' not in _page(client, "en", "welder")
