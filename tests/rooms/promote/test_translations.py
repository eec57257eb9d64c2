"""Pages in two languages: what editors see of their standing, what readers meet where one is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from wagtail.models import Locale
from wagtail_localize.operations import translate_object

from keyway.promote.models import StoriesPage, StoryPage
from keyway.promote.queries.translations import standings
from tests.factories import people, promote

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
WORDS = {"type": "words", "value": "<p>Two plates are one.</p>", "id": "a"}


@pytest.fixture
def stories() -> dict[str, StoryPage]:
    """One story in both languages, on shelves that are translations of each other."""
    words = {"title": "Brighter than the sun", "lead": "A weld.", "body": [WORDS]}
    english = promote.story("en", slug="welder", **words)
    key = english.translation_key
    spanish = promote.story("es", slug="welder", title="Más brillante", translation_key=key)
    shelf = StoriesPage.objects.get(locale=english.locale)
    StoriesPage.objects.exclude(pk=shelf.pk).update(translation_key=shelf.translation_key)
    return {"en": english, "es": spanish}


def _of(page: StoryPage) -> tuple[str, tuple[str, ...]]:
    found = next(each for each in standings() if each.original.pk == page.pk)
    return found.state, found.changed


def test_pages_that_share_a_key_are_translations_of_each_other(
    stories: dict[str, StoryPage],
) -> None:
    assert {each.state for each in standings()} == {"in_step"}
    assert _of(stories["en"]) == ("in_step", ())


def test_a_translation_is_behind_when_words_of_its_original_change_and_in_step_when_published(
    stories: dict[str, StoryPage],
) -> None:
    english = stories["en"]
    english.lead = "A weld holds up a roof."
    english.save_revision().publish()
    behind = _of(english)

    stories["es"].lead = "Una soldadura sostiene un techo."
    stories["es"].save_revision().publish()

    assert behind == ("stale", ("Lead",))
    assert _of(english) == ("in_step", ())


def test_publishing_without_a_changed_word_leaves_a_translation_in_step(
    stories: dict[str, StoryPage],
) -> None:
    stories["en"].save_revision().publish()

    assert _of(stories["en"]) == ("in_step", ())


def test_a_missing_translation_and_a_draft_are_told_apart(stories: dict[str, StoryPage]) -> None:
    stories["es"].unpublish()
    draft = _of(stories["en"])
    stories["es"].delete()

    assert draft == ("draft", ())
    assert _of(stories["en"]) == ("missing", ())


def test_a_page_translated_string_by_string_stays_a_draft_until_it_is_done(
    client: Client, stories: dict[str, StoryPage]
) -> None:
    stories["es"].delete()
    english = stories["en"]

    translate_object(english, [Locale.objects.get(language_code="es")])
    made = StoryPage.objects.get(locale__language_code="es")

    assert not made.live
    assert _of(english) == ("partly", ())

    made.save_revision().publish()
    shown = client.get("/es/stories/welder/").content.decode()
    assert "Una parte de esta página todavía no está traducida." in shown


def test_search_engines_are_told_the_whole_address_in_each_language(
    client: Client, stories: dict[str, StoryPage]
) -> None:
    head = client.get("/en/stories/welder/").content.decode().split("</head>")[0]

    for code in ("en", "es"):
        address = f"{settings.WAGTAILADMIN_BASE_URL}/{code}/stories/welder/"
        assert f'<link rel="alternate" hreflang="{code}" href="{address}">' in head


def test_a_page_that_is_missing_in_a_language_says_so_and_offers_the_other(
    client: Client, stories: dict[str, StoryPage]
) -> None:
    stories["es"].delete()

    english = client.get("/en/stories/welder/").content.decode()
    answer = client.get("/es/stories/welder/")

    assert 'hreflang="es"' not in english.split("</head>")[0]
    assert answer.status_code == 404
    shown = answer.content.decode()
    assert 'href="/en/stories/welder/" lang="en" hreflang="en"' in shown
    assert stories["en"].title in shown
    assert client.get("/es/stories/nobody/").status_code == 404


def test_the_switch_leads_to_a_translation_at_another_address(
    client: Client, stories: dict[str, StoryPage]
) -> None:
    stories["es"].slug = "soldar"
    stories["es"].save_revision().publish()

    assert 'href="/es/stories/soldar/"' in client.get("/en/stories/welder/").content.decode()
    moved = client.get("/es/stories/welder/")
    assert (moved.status_code, moved.headers["Location"]) == (302, "/es/stories/soldar/")


def test_words_borrowed_from_another_language_are_not_shown(
    client: Client, stories: dict[str, StoryPage]
) -> None:
    stories["es"].delete()
    spanish = Locale.objects.get(language_code="es")
    stories["en"].copy_for_translation(spanish, alias=True).save()

    answer = client.get("/es/stories/welder/")

    assert answer.status_code == 404
    assert _of(stories["en"]) == ("missing", ())


def test_editors_see_what_waits_and_how_to_deal_with_it(
    client: Client, stories: dict[str, StoryPage]
) -> None:
    stories["es"].delete()
    editor = people.member(people.partnership(), "partnership_staff")
    client.force_login(editor)

    shown = client.get("/staff/translations/").content.decode()

    assert "1 translation waits for an editor" in shown
    assert f'href="/staff/localize/submit/page/{stories["en"].pk}/"' in shown
    client.force_login(people.member(people.organization()))
    assert client.get("/staff/translations/").status_code != 200
