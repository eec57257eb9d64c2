"""How stories, series, events and news look: drawings, pictures, shelves, fronts and drafts."""

from __future__ import annotations

import gzip
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail.users.models import UserProfile

import keyway.web
from keyway.partners.models import Person
from keyway.promote.models import EpisodePage, EventPage, StoriesPage, StoryPage
from keyway.promote.models.sizes import PLACES
from keyway.promote.queries import pages as queries
from keyway.promote.templatetags.promote import parted
from keyway.web.content.models import HomePage, SectionFront
from tests.factories.promote import (
    episode,
    event,
    news_item,
    picture,
    plain_page,
    segment,
    story,
    thread,
    toolkit_page,
)

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]
STATIC = Path(keyway.web.__file__).parent / "static" / "keyway"
BODY: list[dict[str, Any]] = [
    {"type": "heading", "value": "What you do all day"},
    {"type": "words", "value": "<p>You read a drawing.</p>"},
    {"type": "quote", "value": {"words": "It fits.", "who": "A machinist", "consent": "File 7"}},
    {"type": "callout", "value": {"title": "Try it", "words": "<p>Measure a coin.</p>"}},
    {"type": "question", "value": {"question": "Is it loud?", "answer": "<p>Yes.</p>"}},
]
MACHINIST = thread("occupation", "51-4041")


def html(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


# --- drawings --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("soc_code", "tool"),
    [("51-4121", "torch"), ("51-4041", "mill"), ("49-9041", "gears"), ("29-1141", "hub")],
)
def test_the_kind_of_work_decides_what_is_drawn(soc_code: str, tool: str) -> None:
    page = StoryPage(title="Work", threads=[thread("occupation", soc_code)])

    assert queries.scene_of(page).tool == tool


def test_an_episode_is_drawn_after_the_first_work_it_shows() -> None:
    page = EpisodePage(title="Night", segments=[segment("Doors", "0:10", MACHINIST)])

    assert queries.scene_of(page).tool == "mill"


def test_both_languages_of_a_page_get_the_same_drawing() -> None:
    one = StoryPage(title="A hair is too thick", threads=[MACHINIST])
    other = StoryPage(title="Un cabello es demasiado", threads=[MACHINIST])
    other.translation_key = one.translation_key

    assert queries.scene_of(one) == queries.scene_of(other)


def test_every_drawing_is_there_and_brings_no_color_of_its_own() -> None:
    for tool in {*queries.TOOLS.values(), "hub"}:
        drawn = get_template(f"promote/art/tool_{tool}.html").render({})
        assert "<" in drawn
        assert "#" not in drawn
    for ground in queries.GROUNDS:
        assert "path" in get_template(f"promote/art/ground_{ground}.html").render({})


# --- pictures --------------------------------------------------------------------------------------


# Wagtail leaves the file that it draws a rendition into to be collected.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_picture_comes_in_three_sizes_and_says_what_it_shows(client: Client) -> None:
    shown = html(client, story(language="es", picture=picture()).url)

    assert 'alt="Un torno da forma a un eje."' in shown
    assert re.search(
        r'type="image/avif" srcset="\S+-480x360\S+ 480w, \S+-720x540\S+ 720w, \S+-1080x810\S+ 1080w"',
        shown,
    )
    assert re.search(r'<img src="\S+\.webp" [^>]*fetchpriority="high"', shown)
    assert "scene" not in shown


def test_a_picture_whose_permission_has_ended_gives_way_to_the_drawing(client: Client) -> None:
    ended = picture(shows_minors=True, permission_until_date=date(2025, 6, 30))

    shown = html(client, story(picture=ended, threads=[MACHINIST]).url)

    assert "<img" not in shown.partition("</header>")[2].partition("story-words")[0]
    assert 'class="scene' in shown


# --- pages -----------------------------------------------------------------------------------------


def test_what_follows_a_titles_colon_is_set_apart_and_still_heard() -> None:
    assert parted("Cut <fine>: the work") == (
        'Cut &lt;fine&gt;<span class="visually-hidden">:</span>'
        ' <span class="title-tail">the work</span>'
    )
    assert parted("No colon here") == "No colon here"


def test_a_story_shows_its_blocks_and_never_where_a_consent_is_kept(client: Client) -> None:
    shown = html(client, story(body=BODY, threads=[MACHINIST]).url)

    for words in ("What you do all day", "You read a drawing.", "It fits.", "Is it loud?"):
        assert words in shown
    assert "File 7" not in shown
    assert 'href="#leads-on"' in shown


def test_what_is_made_up_says_so_on_its_page_and_on_the_shelf(client: Client) -> None:
    made = story(is_demo=True)

    assert "This is a demonstration." in html(client, made.url)
    assert "Demonstration" in html(client, made.get_parent().url)


def test_the_way_back_goes_over_the_shelf(client: Client) -> None:
    made = episode(segments=[segment("Doors", "2:10", MACHINIST)], number=2)

    shown = html(client, made.url)

    way = shown[shown.index('class="crumbs"') : shown.index("</ol>")]
    assert re.findall(r'href="([^"]+)"', way) == ["/en/", "/en/series/", made.get_parent().url]
    assert "2:10" in shown


def test_every_other_kind_of_page_opens_full_and_empty(client: Client) -> None:
    full = [
        plain_page(body=BODY),
        news_item(body=BODY),
        event(is_canceled=True, body=BODY),
        toolkit_page(BODY),
    ]
    for page in full:
        html(client, page.url)
        shelf = page.get_parent()
        assert page.title in html(client, shelf.url) or shelf.depth == 2
        page.unpublish()
        assert page.title not in html(client, shelf.url)


# --- shelves ---------------------------------------------------------------------------------------


def test_a_shelf_can_be_narrowed_to_an_audience(client: Client) -> None:
    story(title="For parents", audience="parents")
    told = story(title="For students", audience="students")

    shown = html(client, f"{told.get_parent().url}?for=parents")

    assert "For parents" in shown
    assert "For students" not in shown


def test_events_tell_the_hour_of_the_state_and_leave_the_shelf_when_they_are_over(
    client: Client,
) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    ahead = event(title="Open house", starts_at=tomorrow)
    event(title="Long ago", starts_at=datetime(2020, 5, 1, 16, tzinfo=UTC))
    told = event(title="Winter tour", starts_at=datetime(2040, 1, 5, 16, tzinfo=UTC))

    coming, _heading, past = html(client, ahead.get_parent().url).partition("What has been")

    assert "Open house" in coming
    assert "Long ago" in past
    assert "Jan. 5, 2040, 9 a.m." in html(client, told.url)


def test_a_front_shows_first_what_speaks_to_its_audience(client: Client) -> None:
    mine = story(title="Told to parents", audience="parents")
    other = story(title="Told to students", audience="students")
    home = HomePage.objects.get(locale=mine.locale)

    order = [each.pk for each in queries.newest_stories(home, "parents")]

    assert order == [mine.pk, other.pk]
    front = SectionFront.objects.child_of(home).get(audience="parents")
    assert "Told to parents" in html(client, front.url)
    assert "Told to students" in html(client, home.url)


# --- drafts and weight -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [StoryPage, EventPage])
def test_a_draft_that_was_never_saved_can_be_looked_at(kind: Any) -> None:
    shelf = story().get_parent()
    draft = kind(title="", lead="", locale=shelf.locale)
    draft.path, draft.depth = Page._get_children_path_interval(shelf.path)[1], shelf.depth + 1

    shown = draft.make_preview_request(None, draft.default_preview_mode)

    assert shown.status_code == 200
    assert "private" in shown.headers["Cache-Control"]


def test_what_is_published_may_be_kept_for_a_minute(client: Client) -> None:
    made = story()

    assert client.get(made.url).headers["Cache-Control"] == "public, max-age=60"


def test_an_editor_sees_a_draft_beside_the_form(client: Client) -> None:
    shelf = story().get_parent()
    client.force_login(Person.objects.create_superuser("keeper@example.org", full_name="Kim"))
    address = reverse("wagtailadmin_pages:preview_on_add", args=["promote", "storypage", shelf.pk])
    typed = {
        "title": "A draft: the work of a tester",
        "slug": "draft",
        "lead": "What it is.",
        "audience": "students",
        "body": streamfield([("heading", "What a tester does")]),
        "threads": streamfield([("occupation", "51-4041")]),
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
    }

    kept = client.post(address, nested_form_data(typed))
    shown = client.get(address)

    assert kept.json()["is_available"]
    assert "What a tester does" in shown.content.decode()
    assert "A draft: readers do not see it like this yet." in shown.content.decode()
    # The draft stands in a frame of the editor, and nowhere else.
    assert "frame-ancestors 'self'" in shown.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in shown.headers["Content-Security-Policy"]


def test_the_hours_that_an_editor_types_are_those_of_the_state() -> None:
    keeper = Person.objects.create_superuser("keeper@example.org", full_name="Kim")

    assert UserProfile.get_for_user(keeper).get_current_time_zone() == "America/Phoenix"


def test_the_first_view_of_a_story_with_four_photographs_is_light(client: Client) -> None:
    for number in range(4):
        made = story(body=BODY, threads=[MACHINIST], audience="students", title=f"Work {number}")
    sheets = ("keyway.css", "promote.css", "keyway.js")
    heaviest = {name: max(most for _, most in each.drawings) for name, each in PLACES.items()}

    shown = html(client, made.url)
    page = len(gzip.compress(shown.encode()))
    beside = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in sheets)
    photographs = (heaviest["hero"] + 3 * heaviest["body"]) * 1024

    assert "htmx.min" not in shown
    assert page + beside + photographs < 59 * 1024  # with an icon and the heads of answers below 60


def test_stories_have_one_shelf_a_language() -> None:
    shelf = story().get_parent().specific

    assert isinstance(shelf, StoriesPage)
    assert not StoriesPage.can_create_at(shelf.get_parent())
