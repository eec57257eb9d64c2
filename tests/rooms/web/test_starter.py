"""The starter content of a new site: planted once, whole, in both languages, plain to read."""

from __future__ import annotations

import csv
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from wagtail.models import Page

from keyway.promote.models import EventPage, StoriesPage, StoryPage, ToolkitPage
from keyway.reference import registry
from keyway.reference.words import occupation_words
from keyway.web.content.plant import plant_starter
from keyway.web.content.starter import Ground, Sheet, rich, sheets
from tests.reading import grade

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
SHEETS = {each.key: each for each in sheets()}
_SOURCES = "Where this comes from"
# Whose codes are looked up in a directory and a registry that a test's database does not hold.
_CODED = ("figure", "segment")
# All of them are planted by every start of a site; here one of each kind has to do.
_ONE_OF_EACH = (
    "event/open-house",
    "toolkit/close-enough",
    "story/welder",
    "story/machinist",
    "series/launch-point-demo",
    "episode/a-part-that-flies",
    "news/stories-lessons-and-events",
    "plain/about",
)


@pytest.mark.django_db
def test_the_starter_content_is_planted_once_and_left_to_its_editors() -> None:
    given = [each for each in sheets() if each.key in _ONE_OF_EACH]
    made = plant_starter(state_code="AZ", now=NOW, given=given)
    planted = Page.objects.live().filter(depth__gt=2)

    assert made == 2 * (5 + len(_ONE_OF_EACH))
    assert all(each.get_translations().live().count() == 1 for each in planted)
    newest = StoryPage.objects.order_by("-first_published_at").first()
    assert newest.slug == "machinist"
    begins = EventPage.objects.filter(slug="open-house").first().starts_at
    assert (begins.hour, begins.minute) == (16, 0)  # nine in the morning in Phoenix

    StoryPage.objects.filter(slug="welder", locale__language_code="es").delete()
    StoryPage.objects.filter(slug="machinist").update(title="Our own words")

    assert plant_starter(state_code="AZ", now=NOW, given=given) == 0
    assert StoryPage.objects.filter(title="Our own words").count() == 2


@pytest.mark.django_db
def test_another_state_gets_no_word_that_is_for_arizona() -> None:
    welder = SHEETS["story/welder"]

    plant_starter(state_code="OR", now=NOW, given=[welder, SHEETS["event/open-house"]])

    page = StoryPage.objects.get(locale__language_code="en")
    assert "Arizona" not in str(page.body.raw_data)
    assert "program" not in {each.block_type for each in page.threads}
    assert not EventPage.objects.exists()
    assert StoriesPage.objects.count() == 2


def test_plain_words_become_paragraphs_lists_and_links_and_nothing_else() -> None:
    words = "One <b>line</b>\nand more.\n\n- **first**\n- see [paths](paths/)"

    made = rich(words, "es")

    assert made == (
        "<p>One &lt;b&gt;line&lt;/b&gt; and more.</p>"
        '<ul><li><b>first</b></li><li>see <a href="/es/paths/">paths</a></li></ul>'
    )


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_a_sheet_says_the_same_in_both_languages_and_is_plain_to_read(sheet: Sheet) -> None:
    english, spanish = sheet.told["en"], sheet.told["es"]
    hardest = 6 if sheet.shared.get("audience") in ("students", "parents") else 8

    assert english.keys() == spanish.keys()
    assert _shape(english) == _shape(spanish)
    assert _links(english) == _links(spanish)
    assert grade(_prose(english)) <= hardest
    for language in ("en", "es"):
        for block in _body(sheet, language):
            block.block.clean(block.value)


def test_every_code_that_a_sheet_names_exists() -> None:
    with (registry.FOLDER / "credentials.csv").open(encoding="utf-8") as file:
        credentials = {row["key"] for row in csv.DictReader(file)}
    named = list(_named([dict(each.shared) | dict(each.told) for each in SHEETS.values()]))

    assert {code for kind, code in named if kind == "credential"} <= credentials
    assert [
        code for kind, code in named if kind == "occupation" and not occupation_words(code)
    ] == []


def test_there_are_eight_stories_of_different_occupations_with_figures_and_sources() -> None:
    stories = [each for each in SHEETS.values() if each.kind == "story"]
    first = {each.shared["threads"][0]["value"] for each in stories}

    assert len(first) == len(stories) >= 8
    for each in stories:
        kinds = [block["type"] for block in each.told["en"]["body"]]
        assert kinds.count("figure") >= 3
        assert "https://" in each.told["en"]["body"][-1]["value"]


def test_what_is_made_up_is_marked() -> None:
    made_up = [each for each in SHEETS.values() if each.kind in ("series", "episode", "event")]

    assert all(each.shared["is_demo"] for each in made_up)
    assert sum(each.kind == "episode" for each in made_up) >= 2


def _body(sheet: Sheet, language: str) -> Iterator[Any]:
    """Yield the blocks of a sheet as its page holds them, without those that name codes."""
    block = (ToolkitPage if sheet.kind == "toolkit" else StoryPage)._meta.get_field("body")
    ground = Ground(language, "AZ", lambda kind, slug: 1)
    stream = block.stream_block
    raw = ground.stored(stream, sheet.told[language].get("body", []), sheet.key)
    yield from (each for each in stream.to_python(raw) if each.block_type not in _CODED)


def _shape(value: Any) -> Any:
    """Return a value without its words: kinds of blocks, codes, time marks, how many there are."""
    if isinstance(value, dict):
        kept = ("type", "query", "soc_code", "credential", "starts", "states", "minutes", "code")
        return {k: each if k in kept else _shape(each) for k, each in value.items()}
    if isinstance(value, list):
        return [_shape(each) for each in value]
    return type(value).__name__


def _links(value: Any) -> list[str]:
    return re.findall(r"\]\(([^)]+)\)", str(value))


def _prose(value: Any) -> Iterator[str]:
    """Yield the sentences of a sheet, without its list of sources."""
    if isinstance(value, str):
        plain = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", value).replace("**", "")
        yield from (" ".join(part.split()) for part in re.split(r"\n\s*\n|\n- ", plain))
    elif isinstance(value, dict):
        yield from (text for name, each in value.items() if name != "type" for text in _prose(each))
    elif isinstance(value, list):
        ends = [at for at, each in enumerate(value) if _is_sources(each)]
        for each in value[: ends[0] if ends else None]:
            yield from _prose(each)


def _is_sources(block: Any) -> bool:
    return isinstance(block, dict) and block.get("value") == _SOURCES


def _named(value: Any) -> Iterator[tuple[str, str]]:
    """Yield every code in threads and figures."""
    if isinstance(value, list):
        for each in value:
            yield from _named(each)
    elif isinstance(value, dict):
        if isinstance(value.get("type"), str) and isinstance(value.get("value"), str):
            yield value["type"], value["value"]
        if value.get("soc_code"):
            yield "occupation", value["soc_code"]
        if value.get("credential"):
            yield "credential", value["credential"]
        for each in value.values():
            yield from _named(each)
