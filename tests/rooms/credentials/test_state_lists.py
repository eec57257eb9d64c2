"""States' lists: windows counted in days, in the state's own days, and what nobody checked says so."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from icalendar import Calendar

from keyway.credentials.models import Recognition
from keyway.credentials.queries import state_lists as queries
from keyway.reference.lookups import clocks, registry
from tests.factories.credentials import credential, recognition

if TYPE_CHECKING:
    from django.test import Client

    from keyway.reference.lookups.registry import StateList
    from keyway.reference.store import Store

pytestmark = pytest.mark.django_db

LIST = "az-cte-credentials"


@pytest.fixture
def arizona() -> StateList:
    found = registry.state_list(LIST)
    assert found is not None
    return found


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


# --- counting --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "when", "days", "year"),
    [
        (date(2026, 11, 22), "coming", 71, 2027),
        (date(2027, 2, 1), "open", 27, 2027),
        (date(2027, 2, 9), "open", 19, 2027),
        (date(2027, 2, 28), "open", 0, 2027),
        (date(2027, 3, 1), "coming", 337, 2028),
    ],
)
def test_the_window_is_counted_to_the_day(
    arizona: StateList, on: date, when: str, days: int, year: int
) -> None:
    window = queries.next_window(arizona, "apply", on=on)

    assert window is not None
    assert (window.when(on), window.days(on), window.year) == (when, days, year)


def test_a_step_without_a_day_has_no_window(arizona: StateList) -> None:
    update = arizona.step("update")

    assert update is not None
    assert queries.window_in(arizona, update, 2027) is None


def test_the_day_ends_in_the_state_and_not_in_greenwich() -> None:
    evening = datetime(2027, 3, 1, 6, 30, tzinfo=UTC)  # 23:30 on 28 February in Phoenix

    assert clocks.day_in("AZ", evening) == date(2027, 2, 28)
    assert clocks.seconds_left("AZ", evening) == 1800
    assert clocks.day_in("XX", evening) == date(2027, 3, 1)


# --- the page --------------------------------------------------------------------------------------


def test_the_page_begins_with_the_days_that_are_left(
    client: Client, reference: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, datetime(2027, 2, 9, 18, 0, tzinfo=UTC))

    english = client.get("/en/state-lists/").content.decode()
    spanish = client.get("/es/state-lists/").content.decode()

    assert "19 days left to put a credential on the list of Arizona" in english
    assert "19 days left, until Feb. 28, 2027" in english
    assert "Lista de credenciales de industria" in spanish


@pytest.mark.one_database
def test_on_the_last_day_the_page_says_so(
    client: Client, reference: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, datetime(2027, 2, 28, 18, 0, tzinfo=UTC))

    words = client.get("/en/state-lists/").content.decode()

    assert "Today is the last day to put a credential on the list of Arizona" in words


def test_where_a_credential_stands_is_the_latest_claim_and_says_how_sure(
    client: Client, reference: Store
) -> None:
    welder = credential("Certified Welder")
    claim = {
        "type": Recognition.Type.STATE_LIST,
        "recognizer": "Arizona Department of Education",
        "state_code": "AZ",
        "list_key": LIST,
    }
    recognition(welder, place="listed", year=2024, **claim)
    recognition(welder, place="removed", year=2026, **claim)

    held = queries.on_list(LIST, on=date(2026, 11, 2))
    page = client.get("/en/state-lists/").content.decode()

    assert [(each.claim.place, each.standing) for each in held] == [("removed", "unverified")]
    assert "Taken off the list" in page
    assert "Not verified" in page


def test_a_state_without_data_says_who_can_add_it(client: Client, reference: Store) -> None:
    assert b"We know no list of" in client.get("/en/state-lists/?state=OH").content
    assert client.get("/en/state-lists/?state=QQ").status_code == 404


def test_the_deadlines_can_be_put_into_a_calendar(
    client: Client, reference: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, datetime(2026, 11, 22, 18, 0, tzinfo=UTC))

    answer = client.get("/en/state-lists/deadlines.ics?state=AZ")

    events = {str(each["uid"]): each for each in Calendar.from_ical(answer.content).walk("VEVENT")}
    window = events[f"{LIST}-apply-2027@testserver"]
    assert answer["Content-Type"].startswith("text/calendar")
    assert (window["dtstart"].dt, window["dtend"].dt) == (date(2027, 2, 1), date(2027, 3, 1))
    assert f"{LIST}-revise-2027@testserver" in events
