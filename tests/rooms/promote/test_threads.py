"""Threads: drawn when a page is published, live beside it, and an editor's work when they break."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError

from keyway.credentials.models import Credential
from keyway.credentials.queries.nearby import zip_in_state
from keyway.partners.models import WorkItem
from keyway.promote.actions.threading import BROKEN, MISSING, look_after_threads
from keyway.promote.models import EpisodePage, StoryPage, Thread
from keyway.promote.models.blocks import FigureBlock, Query, Threads
from keyway.promote.queries.beside import told
from keyway.promote.queries.figures import Asker, Subject, asked, promised
from keyway.promote.queries.threads import pages_naming
from keyway.promote.views.threads import asker
from tests.factories.credentials import credential, offering, program, promise
from tests.factories.people import organization, partnership, site
from tests.factories.promote import episode, event, segment, story, thread, toolkit_page

if TYPE_CHECKING:
    from django.test import Client

    from keyway.reference.store import Store

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]
MACHINIST = thread("occupation", "51-4041")
NOBODY = "51-9999"


def board() -> dict[str, Any]:
    """Return what waits on the board: by kind, its detail."""
    return {each.kind: each.detail for each in WorkItem.objects.filter(done_at=None)}


def drawn(page: Any) -> list[tuple[str, str, bool]]:
    rows = Thread.objects.filter(page_id=page.pk).order_by("pk")
    return list(rows.values_list("kind", "code", "is_broken"))


# --- when a page is published ----------------------------------------------------------------------


def test_publishing_draws_what_a_page_its_segments_and_its_figures_name() -> None:
    figure = {"type": "figure", "value": {"query": "gap", "soc_code": "51-4041"}}
    made = episode(
        segments=[segment("Milling", "0:10", MACHINIST), segment("Doors", "2:10", MACHINIST)],
        body=[figure],
    )

    assert drawn(made) == [
        ("figure", "gap:51-4041::", False),
        ("occupation", "51-4041", False),
        ("occupation", "51-4041", False),
    ]
    first = made.segments[0].id
    assert Thread.objects.filter(place=f"at-{first}").count() == 1


def test_a_page_that_is_taken_down_or_deleted_names_nothing() -> None:
    shown, gone = story(threads=[MACHINIST]), story(threads=[MACHINIST])

    shown.unpublish()
    gone.delete()

    assert not Thread.objects.exists()


def test_a_segment_without_work_waits_on_the_board_until_it_is_mended_and_published() -> None:
    partnership()
    page = episode(segments=[segment("Milling", "0:10", MACHINIST), segment("Doors", "2:10")])
    assert board() == {MISSING: {"page": page.url, "count": 1}}

    page.segments = [segment("Doors", "2:10", MACHINIST)]
    draft = page.save_revision()
    assert MISSING in board()
    draft.publish()

    assert board() == {}


def test_a_figure_counts_no_made_up_employer() -> None:
    proof = credential("Machining Level I")
    for plant in (organization("Copper Castings"), organization("Demo Works", is_demo=True)):
        promise(proof, plant)

    assert promised(asker(), proof).value == 1


def test_what_is_deleted_later_waits_on_the_board_until_it_is_there_again() -> None:
    partnership()
    proof = credential("Machining Level I")
    page = story(threads=[thread("credential", proof.slug)])
    assert board() == {}

    Credential.objects.update(is_withdrawn=True)
    look_after_threads.call()
    assert board() == {BROKEN: {"page": page.url, "codes": proof.slug}}

    Credential.objects.update(is_withdrawn=False)
    look_after_threads.call()
    assert board() == {}


def test_deleting_a_page_takes_its_work_off_the_board() -> None:
    partnership()
    page = story(threads=[thread("occupation", NOBODY)])
    assert set(board()) == {BROKEN}

    StoryPage.objects.get(pk=page.pk).delete()

    assert board() == {}


def test_an_event_that_is_gone_is_named_by_what_it_was() -> None:
    partnership()
    tour = event()
    page = story(threads=[MACHINIST, thread("event", tour.pk)])
    assert drawn(page)[1] == ("event", str(tour.pk), False)

    tour.delete()
    look_after_threads.call()

    assert board()[BROKEN]["codes"] == "event"


# --- beside a page ---------------------------------------------------------------------------------


@pytest.fixture
def by(reference: Store) -> Asker:
    return asker()


@pytest.mark.usefixtures("finding")
def test_beside_an_occupation_stand_its_pay_and_openings_with_their_origin(by: Asker) -> None:
    [work, *_rest] = told(by, story(threads=[MACHINIST]).threads)

    assert (work.title, work.href) == ("Machinists", "/en/occupations/51-4041/")
    pay, openings = (line.figure for line in work.lines)
    assert pay is not None
    assert openings is not None
    assert pay.is_known
    assert pay.origin.sources
    assert openings.has_interval


def test_beside_a_credential_stands_who_promises_what_the_strongest_first(by: Asker) -> None:
    proof = credential("Machining Level I")
    talks, hires = organization("Talks", is_demo=True), organization("Hires")
    promise(proof, talks)
    promise(proof, hires, deed="hire")

    [shown, *_rest] = told(by, story(threads=[thread("credential", proof.slug)]).threads)

    assert [line.text for line in shown.lines] == ["Hires", "Talks"]
    assert [line.is_demo for line in shown.lines] == [False, True]


def test_programs_with_seats_come_first_and_full_ones_not_at_all(by: Asker) -> None:
    proof = credential("Machining Level I")
    for name, seats in (("Full", 0), ("Unknown", None), ("Open", 4)):
        offering(proof, program(name=name, seats_open=seats))

    shown = told(by, story(threads=[thread("credential", proof.slug)]).threads)
    [programs] = [each for each in shown if each.kind == "programs"]

    assert [line.label for line in programs.lines] == ["Open", "Unknown"]
    assert [line.figure and line.figure.value for line in programs.lines] == [4, None]


def test_a_story_leads_to_the_lesson_that_names_its_work_and_to_the_next_event(by: Asker) -> None:
    lesson = toolkit_page([], threads=[MACHINIST], minutes=45)
    lesson.save_revision().publish()
    event(title="Over", starts_at=datetime(2020, 1, 1, tzinfo=UTC))
    event(title="Ahead", starts_at=datetime(2099, 1, 1, tzinfo=UTC), is_demo=True)

    shown = {each.kind: each for each in told(by, story(threads=[MACHINIST]).threads)}

    assert shown["toolkit"].title == lesson.title
    assert (shown["event"].title, shown["event"].lines[0].is_demo) == ("Ahead", True)


def test_what_is_gone_is_left_out_for_readers_and_the_page_still_stands(client: Client) -> None:
    page = story(
        title="A day at the mill",
        threads=[MACHINIST, thread("occupation", NOBODY), thread("program", "nowhere")],
        body=[{"type": "figure", "value": {"query": "gone", "soc_code": NOBODY, "words": ""}}],
    )

    answer = client.get(page.url)

    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Machinists" in text
    assert "nowhere" not in text
    assert "This figure is not told any more." in text


def test_a_page_with_a_zip_code_in_its_address_is_kept_by_no_cache(client: Client) -> None:
    page = story(threads=[MACHINIST])

    asked_for, wrong = client.get(f"{page.url}?zip=85201"), client.get(f"{page.url}?zip=1")

    assert "no-store" in asked_for["Cache-Control"]
    assert "We know no ZIP code" in wrong.content.decode()


# --- figures ---------------------------------------------------------------------------------------


@pytest.mark.usefixtures("finding")
def test_every_figure_is_told_or_says_why_it_is_unknown(by: Asker) -> None:
    proof = credential("Machining Level I", price_low_usd=Decimal(90), price_date="2026-10-01")
    about, gone = Subject("51-4041", proof.slug), Subject(NOBODY, "nowhere", "99999")

    told_now = {query: asked(by, query, about) for query in Query.values}
    lost = {query: asked(by, query, gone) for query in (*Query.values, "no_more")}

    assert all(each.href and not each.is_broken for each in told_now.values())
    assert {query for query, each in told_now.items() if not each.figure.is_known} == {
        Query.FAMILY_EARNED
    }
    assert told_now[Query.FAMILY_EARNED].figure.reason
    assert all(each.is_broken and each.figure.reason for each in lost.values())


def test_a_price_that_is_a_range_says_so(by: Asker) -> None:
    proof = credential(
        "Level I", price_low_usd=Decimal(90), price_high_usd=Decimal(150), price_date="2026-10-01"
    )

    figure = asked(by, Query.CREDENTIAL_PRICE, Subject(credential=proof.slug)).figure

    assert figure.value == 90
    assert figure.origin.note.startswith("The lowest price.")


# --- in the editor ---------------------------------------------------------------------------------


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("kind", "code", "help_"),
    [
        ("occupation", NOBODY, "copy its code"),
        ("credential", "withdrawn", "Look for it under Credentials"),
        ("organization", "closed", "Look for it in the directory"),
        ("program", "ended", "Look for it under Programs"),
    ],
)
def test_a_code_that_leads_nowhere_is_refused_with_what_to_do(
    kind: str, code: str, help_: str
) -> None:
    block = Threads()
    value = block.to_python([MACHINIST, thread(kind, code)])

    with pytest.raises(StreamBlockValidationError) as refused:
        block.clean(value)

    assert list(refused.value.block_errors) == [1]
    words = refused.value.block_errors[1].messages[0]
    assert code in words
    assert help_ in words


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"query": "gap"}, {"soc_code"}),
        ({"query": "promises"}, {"credential"}),
        ({"query": "gap", "soc_code": NOBODY, "county_fips": "99999"}, {"soc_code", "county_fips"}),
    ],
)
def test_a_figure_of_nothing_is_refused_beside_its_field(
    given: dict[str, str], fields: set[str]
) -> None:
    block = FigureBlock()

    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python(given))

    assert set(refused.value.block_errors) == fields


# --- panels ----------------------------------------------------------------------------------------


def test_other_rooms_pages_tell_which_stories_name_them(client: Client) -> None:
    plant = organization("Demo Castings")
    page = episode(
        title="Hot metal",
        segments=[segment("Pouring", "0:10", MACHINIST, thread("organization", plant.slug))],
    )
    anchor = f"{page.url}#at-{EpisodePage.objects.get(pk=page.pk).segments[0].id}"

    work = client.get("/en/panels/stories/occupation/51-4041/").content.decode()
    maker = client.get(f"/en/panels/stories/organizations/{plant.slug}/").content.decode()

    assert "One story tells of it" in work
    assert anchor in work
    assert "Hot metal" in maker
    assert "HX-Reswap" not in client.get("/en/panels/stories/occupation/51-4041/")


def test_a_page_that_no_story_names_keeps_no_place_for_stories(client: Client) -> None:
    answer = client.get("/en/panels/stories/occupation/51-4121/")

    assert "No story tells of it yet." in answer.content.decode()
    assert answer["HX-Reswap"] == "delete"


@pytest.mark.one_database
@pytest.mark.parametrize("address", ["occupation/51-9999", "figure/51-4041", "event/1", "x/y"])
def test_there_is_no_panel_of_what_is_not_there(address: str, client: Client) -> None:
    assert client.get(f"/en/panels/stories/{address}/").status_code == 404


def test_a_spanish_page_is_told_to_readers_of_spanish() -> None:
    page = story("es", threads=[MACHINIST])

    assert not pages_naming("occupation", "51-4041", language="en")
    [telling] = pages_naming("occupation", "51-4041", language="es")
    assert telling.page.pk == page.pk
    assert telling.href.startswith("/es/")


def test_a_place_brings_the_nearest_programs_to_the_top(by: Asker) -> None:
    proof = credential("Machining Level I")
    for name, east, north in (("Far", -110.9, 32.2), ("Near", -111.84, 33.42)):
        at = organization(f"{name} College", kind="college")
        site(at, longitude=east, latitude=north, location_precision="exact")
        offering(proof, program(at, name=name))
    placed = replace(by, point=zip_in_state(by.store, by.state, "85201"))

    shown = told(placed, story(threads=[thread("credential", proof.slug)]).threads)
    [programs] = [each for each in shown if each.kind == "programs"]

    assert [line.label for line in programs.lines] == ["Near", "Far"]
    assert "1 mile away" in programs.lines[0].text
