"""Campaigns: who may plan them, what their pages show, where short links may lead."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from icalendar import Calendar
from PIL import Image
from wagtail.models import Page

from keyway.partners.access import NotPermitted, circle_of
from keyway.partners.models import Organization, WorkItem
from keyway.promote.actions import campaigning as actions
from keyway.promote.actions.demonstration import campaign_for_demonstration
from keyway.promote.briefs import campaigns as told
from keyway.promote.models import Campaign, CampaignLink, CampaignPiece, LinkReach, PageReach
from keyway.promote.queries import campaigns as queries
from keyway.promote.queries import reach
from tests.factories.people import member, organization, partnership
from tests.factories.promote import campaign, piece, short_link

if TYPE_CHECKING:
    from django.test import Client

    from keyway.partners.models import Person
    from keyway.reference.store import Store

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 9, 23, 0, tzinfo=UTC)
TODAY = date(2026, 11, 9)
PLAN = actions.Plan(
    name="Evening for parents",
    goal="Parents ask their school for a tour.",
    audience="parents",
    starts_date=date(2026, 11, 1),
    ends_date=date(2026, 11, 30),
)


@pytest.fixture(autouse=True)
def afternoon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def ours() -> Organization:
    return partnership()


@pytest.fixture
def staff(ours: Organization, client: Client) -> Person:
    somebody = member(ours, "partnership_staff")
    client.force_login(somebody)
    return somebody


def at(one: Campaign, rest: str = "", language: str = "en") -> str:
    slug = one.organization.slug
    return f"/{language}/my/organizations/{slug}/campaigns/{one.pk}/{rest}"


def opens(link: CampaignLink, day: int, count: int, left_out: int = 0) -> None:
    LinkReach.objects.create(
        organization=link.organization,
        link=link,
        day=date(2026, 11, day),
        opens_count=count,
        left_out_count=left_out,
    )


# --- deeds -----------------------------------------------------------------------------------------


def test_a_volunteer_plans_no_campaign(ours: Organization) -> None:
    by = member(ours, "partnership_volunteer")

    with pytest.raises(NotPermitted):
        actions.start_campaign(by=by, organization=ours, plan=PLAN, on=TODAY)


def test_a_campaign_runs_between_its_days_and_ends_when_somebody_says_so(
    ours: Organization, staff: Person
) -> None:
    one = actions.start_campaign(by=staff, organization=ours, plan=PLAN, on=TODAY)

    assert queries.status_on(one, date(2026, 10, 31)) == Campaign.Status.PLANNED
    assert queries.status_on(one, TODAY) == Campaign.Status.RUNNING
    assert queries.status_on(one, date(2026, 12, 1)) == Campaign.Status.ENDED
    actions.end_campaign(by=staff, campaign=one)
    with pytest.raises(actions.CampaignEnded):
        actions.end_campaign(by=staff, campaign=one)
    one.refresh_from_db()
    with pytest.raises(actions.CampaignEnded):
        actions.make_short_link(
            by=staff, campaign=one, channel="poster", target="/en/paths/", now=NOW
        )


def test_codes_hold_no_letter_that_looks_like_another(ours: Organization, staff: Person) -> None:
    one = campaign(ours)

    made = [
        actions.make_short_link(
            by=staff, campaign=one, channel="poster", target="/en/paths/", now=NOW
        ).code
        for _number in range(20)
    ]

    assert len(set(made)) == 20
    assert {len(code) for code in made} == {6}
    assert not set("".join(made)) & set("01ilo2z5s8b9gqaeu")


def test_a_link_on_a_piece_of_another_campaign_is_refused(
    ours: Organization, staff: Person
) -> None:
    foreign = piece(campaign(ours))

    with pytest.raises(actions.ForeignPiece):
        actions.make_short_link(
            by=staff,
            campaign=campaign(ours),
            channel="poster",
            target="/en/paths/",
            now=NOW,
            piece=foreign,
        )


# --- pages -----------------------------------------------------------------------------------------


def test_staff_begin_a_campaign_with_pieces_and_links(
    client: Client, reference: Store, ours: Organization, staff: Person
) -> None:
    given = {
        "name": "Evening for parents",
        "goal": "Parents ask for a tour.",
        "audience": "parents",
        "county_codes": ["04013"],
        "starts_date": "2026-11-01",
        "ends_date": "2026-11-30",
        "budget_usd": "1200",
    }
    client.post(f"/en/my/organizations/{ours.slug}/campaigns/start/", given)
    one = Campaign.objects.get()
    client.post(
        at(one, "pieces/add/"),
        {"title": "Poster", "kind": "poster", "due_date": "2026-11-05", "cost_usd": "80"},
    )
    stands_on = CampaignPiece.objects.get()
    client.post(
        at(one, "links/add/"),
        {
            "channel": "poster",
            "place": "Library",
            "target": "http://testserver/es/paths/",
            "piece": stands_on.pk,
        },
    )
    link = CampaignLink.objects.get()

    page = client.get(at(one)).content.decode()

    assert (link.target, link.piece) == ("/es/paths/", stands_on)
    assert f"testserver/g/{link.code}" in page
    assert 'class="qr"' in page
    assert "Late since" in page
    assert "Maricopa" in page
    assert "Library" in page


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/en/paths/",
        "//example.org/en/",
        "javascript:alert(1)",
        "/en/no-such-page/",
        "/staff/",
        "/en/paths/#there\n",
        "",
    ],
)
def test_a_short_link_leads_only_to_a_page_of_this_site(
    client: Client, reference: Store, ours: Organization, staff: Person, target: str
) -> None:
    one = campaign(ours)

    answer = client.post(at(one, "links/add/"), {"channel": "poster", "target": target})

    found = CampaignLink.objects.first()
    assert (answer.status_code, found) == (422, None) or (found and found.target == "/en/paths/")


def test_the_page_shows_reach_by_channel_and_what_one_person_cost(
    client: Client, reference: Store, ours: Organization, staff: Person
) -> None:
    one = campaign(ours, spent_usd=500)
    poster = short_link(one)
    mail = short_link(one, channel="mail")
    opens(poster, 2, 60, left_out=9)
    opens(poster, 3, 20)
    opens(mail, 3, 40)

    page = client.get(at(one)).content.decode()
    links = list(queries.links_of(one))
    rows = reach.opens_by_channel(links, reach.opens_of_links(links), on=TODAY)

    assert [(row.label, row.opens.value, row.left_out.value) for row in rows] == [
        ("Poster", 80.0, 9.0),
        ("E-mail or newsletter", 40.0, 0.0),
    ]
    assert "By channel" in page
    assert "for each person reached" in page
    assert "Most on one day: 60, on Nov. 2, 2026. In all: 120" in page


def test_a_handful_of_openings_is_listed_and_not_drawn() -> None:
    few = {TODAY: (9, 1)}

    assert told.drawn(few, TODAY, "en") is None
    assert [line["label"] for line in told.daily(few, TODAY)] == ["Nov. 9, 2026"]


def test_days_without_openings_stand_among_the_drawn_ones() -> None:
    drawing = told.drawn({date(2026, 11, 2): (30, 2), TODAY: (5, 0)}, TODAY, "en")

    assert drawing is not None
    assert [row.figures[0].value for row in drawing.rows] == [5.0, *[0.0] * 6, 30.0]


def test_staff_see_which_pages_were_read_most(
    client: Client, reference: Store, ours: Organization, staff: Person
) -> None:
    home, front = Page.objects.live().filter(depth__in=(2, 3)).order_by("depth", "pk")[:2]
    for page, day, count in ((home, 2, 5), (front, 8, 30), (front, 9, 11), (home, 9, 7)):
        PageReach.objects.create(page=page, day=date(2026, 11, day), opens_count=count)
    PageReach.objects.create(page=home, day=date(2026, 9, 1), opens_count=900)

    shown = client.get(f"/en/my/organizations/{ours.slug}/campaigns/").content.decode()
    found = reach.most_opened(date(2026, 10, 11), TODAY, most=10)

    assert [(each.title, each.opens.value) for each in found] == [
        (front.title, 41.0),
        (home.title, 12.0),
    ]
    assert "What was read most" in shown


def test_nothing_is_said_of_cost_from_a_handful_of_openings() -> None:
    few = reach.cost_of_one(500.0, [4, 5], on=TODAY)
    unspent = reach.cost_of_one(None, [400], on=TODAY)

    assert (few.value, few.reason) == (None, "Too few openings to say it.")
    assert unspent.value is None


def test_people_are_fewer_than_openings_and_never_fewer_than_what_one_day_shows() -> None:
    one_day = reach.people_reached([100], on=TODAY)
    spread = reach.people_reached([10] * 10, on=TODAY)

    assert one_day.value is not None
    assert spread.value is not None
    assert one_day.low is not None
    assert spread.value < one_day.value < 100
    assert one_day.low > 70


def test_the_calendar_holds_campaigns_and_what_is_due(
    client: Client, reference: Store, ours: Organization, staff: Person
) -> None:
    one = campaign(ours, name="Evening for parents")
    due = piece(one, title="Poster", due_date=date(2026, 11, 5))
    here = f"/en/my/organizations/{ours.slug}/campaigns"

    page = client.get(f"{here}/calendar/").content.decode()
    file = client.get(f"{here}/calendar.ics")

    events = {str(each["uid"]): each for each in Calendar.from_ical(file.content).walk("VEVENT")}
    assert "November 2026" in page
    assert events[f"piece-{due.pk}@testserver"]["summary"] == "Poster (Evening for parents)"
    assert events[f"campaign-{one.pk}@testserver"].decoded("dtend") == date(2026, 12, 1)


def test_the_codes_and_the_counts_can_be_taken_along(
    client: Client, reference: Store, ours: Organization, staff: Person
) -> None:
    one = campaign(ours)
    link = short_link(one, place="=2+3")
    opens(link, 2, 60)
    code = f"/en/my/organizations/{ours.slug}/short-links/{link.pk}"

    png = client.get(f"{code}.png").content
    svg = client.get(f"{code}.svg")
    csv = client.get(at(one, "reach.csv")).content.decode("utf-8-sig")
    rows = json.loads(client.get(at(one, "reach.json")).content)["rows"]

    assert Image.open(BytesIO(png)).format == "PNG"
    assert svg.headers["Content-Disposition"].startswith("attachment")
    assert f"2026-11-02,{link.code},Poster,'=2+3,60,0" in csv
    assert rows[0]["opens_count"] == 60


def test_pieces_and_links_change_and_end(
    client: Client, reference: Store, ours: Organization, staff: Person
) -> None:
    one = campaign(ours)
    due, link = piece(one), short_link(one)
    here = f"/en/my/organizations/{ours.slug}"
    given = {"title": "Poster", "kind": "poster", "done_date": "2026-11-08", "cost_usd": "90"}

    client.post(f"{here}/pieces/{due.pk}/", given)
    client.post(f"{here}/short-links/{link.pk}/end/")
    page = client.get(at(one, language="es")).content.decode()
    client.post(f"{here}/pieces/{due.pk}/remove/")

    assert "$90" in page
    assert 'class="is-done"' in page
    assert 'class="is-ended"' in page
    assert not CampaignPiece.objects.exists()


@pytest.mark.parametrize("rest", ["", "change/", "pieces/add/", "links/add/", "reach.csv"])
def test_a_campaign_of_others_is_not_there_before_anybody_is_refused(
    client: Client, reference: Store, ours: Organization, rest: str
) -> None:
    volunteer = member(ours, "partnership_volunteer")
    client.force_login(volunteer)
    theirs = campaign(organization("Other Works"))
    under_ours: Any = at(theirs, rest).replace(theirs.organization.slug, ours.slug)

    assert client.get(under_ours).status_code == 404
    assert client.get(at(campaign(ours), rest)).status_code == 403


def test_late_pieces_wait_on_the_board_until_they_are_done(ours: Organization) -> None:
    one = campaign(ours)
    late = piece(one, due_date=date(2026, 11, 5))
    piece(one, due_date=date(2026, 11, 20))
    piece(campaign(ours, status="ended"), due_date=date(2026, 11, 5))

    assert actions.tell_board(now=NOW) == 1
    item = WorkItem.objects.get(kind=actions.LATE, done_at=None)
    late.done_date = TODAY
    late.save()
    actions.tell_board(now=NOW)

    item.refresh_from_db()
    assert item.detail == {"pieces": 1}
    assert item.done_at is not None


# --- for demonstration -----------------------------------------------------------------------------


def test_a_made_up_campaign_fills_the_page_of_the_made_up_partnership_and_says_so(
    client: Client, reference: Store
) -> None:
    shown = partnership(is_demo=True)
    client.force_login(member(shown, "partnership_staff"))

    begun = campaign_for_demonstration(state_code="AZ", now=NOW, is_wanted=True)
    again = campaign_for_demonstration(state_code="AZ", now=NOW, is_wanted=True)
    one = Campaign.objects.get()
    page = client.get(at(one)).content.decode()

    assert (begun, again) == (True, False)
    assert "This campaign and its numbers are made up." in page
    assert "Most on one day: " in page
    assert page.count('class="short-code"') == 3
    assert queries.status_on(one, TODAY) == Campaign.Status.RUNNING


def test_what_is_made_up_is_counted_nowhere_and_late_on_no_board(reference: Store) -> None:
    somebody = member(partnership(is_demo=True), "partnership_staff")
    campaign_for_demonstration(state_code="AZ", now=NOW, is_wanted=True)

    assert LinkReach.objects.exists()
    assert not reach.own_counts(within=circle_of(somebody)).exists()
    assert not queries.late_pieces(on=date(2027, 6, 1)).exists()


@pytest.mark.parametrize("change", [{"is_demo": False}, {}], ids=["a real one runs it", "public"])
def test_what_is_made_up_goes_with_all_that_was_counted(
    reference: Store, change: dict[str, bool]
) -> None:
    shown = partnership(is_demo=True)
    campaign_for_demonstration(state_code="AZ", now=NOW, is_wanted=True)
    Organization.objects.filter(pk=shown.pk).update(**change or {"is_demo": True})

    campaign_for_demonstration(state_code="AZ", now=NOW, is_wanted=bool(change))

    assert not Campaign.objects.exists()
    assert not LinkReach.objects.exists()
