"""What waits on the Monday board: posted once, told in a sentence, taken off when it is done."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from keyway.errors import Broken
from keyway.partners.access import circle_of
from keyway.partners.actions.work import close_items, declare_work, post_item
from keyway.partners.models import WorkItem
from keyway.partners.queries import work
from tests.factories.people import NOW, member, organization, partnership, person

if TYPE_CHECKING:
    from keyway.partners.models import Organization

pytestmark = pytest.mark.django_db
TOUR = "tour.requested"


@pytest.fixture(autouse=True)
def declared() -> None:
    declare_work(TOUR, "%(organization)s asks for a tour for %(students)d students.", "Answer")


@pytest.fixture
def ours() -> Organization:
    return partnership()


def _post(ours: Organization, school: Organization, **given: object) -> None:
    fields = {"subject": "visit:7", "address": "/staff/visits/7/", "now": NOW, "students": 28}
    post_item(kind=TOUR, at=ours, about=school, **{**fields, **given})  # type: ignore[arg-type]


def test_a_thing_that_is_posted_twice_waits_once_and_keeps_its_age(ours: Organization) -> None:
    school = organization("Demo Middle School")

    _post(ours, school)
    _post(ours, school, now=NOW + timedelta(days=3), students=30)

    item = WorkItem.objects.get()
    assert item.posted_at == NOW
    assert item.detail == {"students": 30}


def test_a_thing_that_was_done_may_wait_again(ours: Organization) -> None:
    school = organization()
    _post(ours, school)

    closed = close_items(kind=TOUR, subject="visit:7", now=NOW)
    _post(ours, school)

    assert closed == 1
    assert WorkItem.objects.filter(done_at=None).count() == 1


def test_the_sentence_names_the_organization_as_it_is_called_today(ours: Organization) -> None:
    school = organization("Old Name")
    _post(ours, school)
    school.name = "New Name"
    school.save()

    (line,) = work.waiting(
        work.open_items(within=circle_of(member(ours, "partnership_staff"))),
        now=NOW + timedelta(days=2, hours=5),
    )

    assert line.sentence == "New Name asks for a tour for 28 students."
    assert (line.button, line.days) == ("Answer", 2)


def test_the_oldest_comes_first(ours: Organization) -> None:
    school = organization()
    _post(ours, school, subject="visit:2", now=NOW)
    _post(ours, school, subject="visit:1", now=NOW - timedelta(days=9))

    items = work.open_items(within=circle_of(member(ours, "partnership_staff")))

    assert [each.subject for each in items] == ["visit:1", "visit:2"]


def test_filters_keep_what_is_mine_and_what_is_overdue(ours: Organization) -> None:
    school = organization()
    ana = member(ours, "partnership_staff")
    _post(ours, school, subject="visit:1", waits_for=ana)
    _post(ours, school, subject="visit:2", due_date=date(2026, 10, 30))
    circle = circle_of(ana)

    mine = work.open_items(within=circle, mine=True)
    overdue = work.open_items(within=circle, overdue_on=NOW.date())
    counts = work.board_counts(within=circle, today=NOW.date())

    assert [each.subject for each in mine] == ["visit:1"]
    assert [each.subject for each in overdue] == ["visit:2"]
    assert (counts.total, counts.mine, counts.overdue) == (2, 1, 1)


def test_nobody_sees_the_board_of_an_organization_that_is_not_theirs(ours: Organization) -> None:
    _post(ours, organization())

    assert not work.open_items(within=circle_of(person()))
    assert not work.open_items(within=circle_of(member(organization())))


@pytest.mark.parametrize(
    "given",
    [
        {"address": "https://example.org/"},
        {"address": "//example.org/"},
        {"students": "ana@example.org"},
        {"students": "x" * 201},
        {"teacher": "Ana"},
    ],
)
def test_words_addresses_and_ways_out_are_refused(
    ours: Organization, given: dict[str, object]
) -> None:
    with pytest.raises(Broken):
        _post(ours, organization(), **given)

    assert not WorkItem.objects.exists()


def test_a_kind_that_nobody_declared_is_refused(ours: Organization) -> None:
    with pytest.raises(Broken, match="no room declared"):
        post_item(kind="thing.lost", at=ours, subject="1", address="/staff/", now=NOW)


def test_two_kinds_may_not_share_a_name() -> None:
    with pytest.raises(Broken, match="two kinds"):
        declare_work(TOUR, "Another sentence.", "Answer")
