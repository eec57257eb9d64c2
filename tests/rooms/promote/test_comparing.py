"""Who is compared with whom: lots that can be drawn again, starts in turn, schools alike."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import translation

from keyway.engine.perception import Design, Matched, reckon
from keyway.partners.access import NotPermitted
from keyway.partners.models import JournalEntry, Organization
from keyway.partners.views.frame import state_shown, store
from keyway.promote.actions import designing, sampling, surveying
from keyway.promote.models import (
    PerceptionFinding,
    PerceptionSurvey,
    Sitting,
    SittingResult,
    SurveyGroup,
)
from keyway.promote.queries import results
from keyway.promote.queries import surveys as queries
from tests.factories.people import NOW, member, organization, partnership, site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from keyway.partners.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]
SEED = "0f3a"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Addresses and refusals are in the language of whoever asked last."""
    with translation.override("en"):
        yield


@pytest.fixture
def home() -> Organization:
    return partnership()


@pytest.fixture
def staff(home: Organization) -> Person:
    return member(home, "partnership_staff")


@pytest.fixture
def survey(home: Organization, staff: Person) -> PerceptionSurvey:
    plan = surveying.Plan("Tours", PerceptionSurvey.Audience.PUPILS, planned_answers=25)
    return surveying.begin_survey(by=staff, organization=home, plan=plan)


def school(name: str, students: int = 400, **fields: Any) -> Organization:
    kind = Organization.Kind.SCHOOL
    return organization(name, kind=kind, enrollment_count=students, highest_grade="12", **fields)


def asked(survey: PerceptionSurvey, by: Person, *schools: Organization, **given: Any) -> None:
    for each in schools:
        group = sampling.Asked(each, grade=10, **given)
        sampling.add_group(by=by, survey=survey, asked=group, now=NOW)


def drawn(survey: PerceptionSurvey, by: Person, reached: int, seed: str = SEED) -> tuple[str, ...]:
    return designing.draw_lot(by=by, survey=survey, reached=reached, seed=seed, now=NOW)


def arms(survey: PerceptionSurvey, cohort: int = 1) -> dict[str, str]:
    rows = SurveyGroup.objects.filter(survey=survey, cohort=cohort)
    return dict(rows.values_list("school__name", "arm"))


def test_anybody_with_the_seed_can_draw_the_lot_again(
    survey: PerceptionSurvey, staff: Person
) -> None:
    schools = [school(f"School {number}") for number in range(6)]
    asked(survey, staff, *schools)

    drawn(survey, staff, 2)

    by_hand = sorted(schools, key=lambda one: sha256(f"{SEED} school {one.pk}".encode()).digest())
    kept = arms(survey)
    assert [kept[one.name] for one in by_hand] == ["reached"] * 2 + ["waiting"] * 4
    entry = JournalEntry.objects.get(event="survey.lot_drawn")
    assert (entry.detail["seed"], entry.detail["schools"], entry.detail["reached"]) == (SEED, 6, 2)
    survey.refresh_from_db()
    assert [name for _, name in queries.lots_of(survey)[0].tickets] == [
        f"school {one.pk}" for one in by_hand
    ]


def test_a_lot_is_drawn_once(survey: PerceptionSurvey, staff: Person) -> None:
    asked(survey, staff, *(school(f"School {number}") for number in range(4)))
    drawn(survey, staff, 2)

    with pytest.raises(designing.DrawnAlready):
        drawn(survey, staff, 2, "another")


@pytest.mark.parametrize("reached", [0, 2, 9])
def test_nothing_is_drawn_where_nobody_would_wait(
    survey: PerceptionSurvey, staff: Person, reached: int
) -> None:
    asked(survey, staff, school("North"), school("South"))

    with pytest.raises(designing.NothingToDraw):
        drawn(survey, staff, reached)


def test_only_staff_of_the_partnership_draw(survey: PerceptionSurvey, home: Organization) -> None:
    with pytest.raises(NotPermitted):
        drawn(survey, member(home, "partnership_volunteer"), 1)


def test_whoever_waits_is_drawn_at_the_next_start(survey: PerceptionSurvey, staff: Person) -> None:
    asked(survey, staff, *(school(f"School {number}") for number in range(5)))
    with pytest.raises(designing.NobodyWaits):
        designing.begin_start(by=staff, survey=survey, now=NOW)
    drawn(survey, staff, 2)

    assert designing.begin_start(by=staff, survey=survey, now=NOW) == 2
    drawn(survey, staff, 1, "second")

    first, second = arms(survey), arms(survey, 2)
    assert set(second) == {name for name, arm in first.items() if arm == "waiting"}
    assert sorted(second.values()) == ["reached", "waiting", "waiting"]
    survey.refresh_from_db()
    assert queries.is_drawn(survey)


def test_a_school_that_was_put_first_by_hand_spoils_the_experiment(
    survey: PerceptionSurvey, staff: Person
) -> None:
    asked(survey, staff, *(school(f"School {number}") for number in range(4)))
    drawn(survey, staff, 2)
    survey.refresh_from_db()
    assert queries.is_drawn(survey)

    asked(survey, staff, school("Friend of a friend"), arm="reached")

    assert not queries.is_drawn(survey)


def test_a_plan_counts_the_schools_as_drawn(survey: PerceptionSurvey, staff: Person) -> None:
    assert results.planned(survey).schools is None
    asked(survey, staff, *(school(f"School {number}") for number in range(24)))
    drawn(survey, staff, 12)

    plan = results.planned(survey)

    assert (plan.schools, plan.reached) == (24, 12)
    assert plan.minimum_detectable is not None


def test_schools_alike_are_of_the_same_kind_and_size(
    survey: PerceptionSurvey, staff: Person
) -> None:
    asked(survey, staff, school("Large", 1900), school("Small", 90), arm="reached")
    large, small = school("Large too", 2000), school("Small too", 80)
    for at in (large, small):
        site(at, is_main=True, county_fips="04013")
    organization("A plant", enrollment_count=1900)

    found = _alike(survey, each=1)
    designing.choose_alike(by=staff, survey=survey, found=found, now=NOW)

    names = queries.names_of(survey, found)
    assert [[names[each] for each in one] for one in found.sets] == [
        ["Large", "Large too"],
        ["Small", "Small too"],
    ]
    sets = SurveyGroup.objects.order_by("set_number", "pk").values_list("set_number", "arm")
    assert list(sets) == [(1, "reached"), (1, "matched"), (2, "reached"), (2, "matched")]
    again = queries.chosen_alike(survey, **_where())
    assert again.sets == found.sets
    assert again.balance[1].is_alike


def test_schools_alike_are_chosen_once_and_never_from_nobody(
    survey: PerceptionSurvey, staff: Person
) -> None:
    with pytest.raises(designing.NobodyAlike):
        designing.choose_alike(by=staff, survey=survey, found=Matched((), (), 0), now=NOW)


def test_an_earlier_survey_says_how_alike_schools_are(
    survey: PerceptionSurvey, staff: Person, home: Organization
) -> None:
    ours, warm, cold = school("Ours"), school("Warm"), school("Cold")
    earlier = surveying.begin_survey(
        by=staff, organization=home, plan=surveying.Plan("Last year", "pupils")
    )
    for at, mean in ((ours, 70.0), (warm, 69.0), (cold, 30.0)):
        _answered(earlier, staff, at, mean)
    asked(survey, staff, ours, arm="reached")

    found = _alike(survey, each=1)

    assert found.sets == ((f"school {ours.pk}", f"school {warm.pk}"),)
    assert found.balance[0].reached == 70.0


def test_staff_draw_on_a_page_and_see_every_ticket(
    client: Client, survey: PerceptionSurvey, staff: Person, home: Organization
) -> None:
    client.force_login(staff)
    address = reverse("promote:comparison", args=[home.slug, survey.pk])
    schools = [school(f"School {number}") for number in range(24)]
    asked(survey, staff, *schools)
    assert "Draw the lot" in client.get(address).text
    assert client.post(address, {"deed": "draw", "reached": "x"}).status_code == 422

    client.post(address, {"deed": "draw", "reached": "12"})

    survey.refresh_from_db()
    page = client.get(address).text
    assert page.count("Gets the visit") == 12
    assert survey.lots[0]["seed"] in page
    assert "Begin the next start" in page
    assert "points of 100" in page


def test_staff_see_how_alike_schools_are_before_they_are_asked(
    client: Client, survey: PerceptionSurvey, staff: Person, home: Organization
) -> None:
    client.force_login(staff)
    address = reverse("promote:comparison", args=[home.slug, survey.pk])
    asked(survey, staff, school("Mesa", 1000), school("Yuma", 500), arm="reached")
    for number in range(4):
        school(f"Like Mesa {number}", 990 + number)
        school(f"Like Yuma {number}", 498 + number)

    page = client.get(address, {"each": "2"}).text
    assert page.count("Like Mesa") == page.count("Like Yuma") == 2
    client.post(address, {"deed": "alike", "each": "2"})

    assert "that are asked as well" in client.get(address).text
    assert SurveyGroup.objects.filter(arm="matched").count() == 4


def test_a_finding_names_who_is_lost_to_staff_and_tells_the_public_no_name(
    client: Client, survey: PerceptionSurvey, staff: Person, home: Organization
) -> None:
    schools = [school(f"School {number}") for number in range(14)]
    asked(survey, staff, *schools)
    drawn(survey, staff, 7)
    PerceptionSurvey.objects.update(status="open")
    survey.refresh_from_db()
    for number, group in enumerate(SurveyGroup.objects.order_by("pk")):
        _summed(group, "prior", 49.0 + number % 2)
        _summed(group, "before", 50.0 + number % 3)
        if number:
            gain = 9.0 if group.arm == "reached" else 0.0
            _summed(group, "after", 50.0 + number % 3 + number % 5 + gain)
    _found(survey)

    client.force_login(staff)
    own = client.get(reverse("promote:survey_results", args=[home.slug, survey.pk])).text
    public = client.get(reverse("promote:image_survey", args=[survey.pk])).text

    assert "Drawn by lot: an experiment" in own
    assert "The year before the visit" in own
    assert "School 0" in own
    assert "School 0" not in public
    for words in ("Drawn by lot: an experiment", "The same where nothing was done"):
        assert words in public


def _where() -> dict[str, Any]:
    return {"store": store(), "state": state_shown()}


def _alike(survey: PerceptionSurvey, each: int) -> Matched:
    return queries.alike(survey, each=each, **_where())


def _answered(survey: PerceptionSurvey, by: Person, at: Organization, mean: float) -> None:
    group = sampling.add_group(by=by, survey=survey, asked=sampling.Asked(at), now=NOW)
    _summed(group, "before", mean)


def _summed(group: SurveyGroup, wave: str, mean: float) -> None:
    days = {"opens_date": NOW.date(), "closes_date": NOW.date(), "closed_at": NOW}
    kept: dict[str, Any] = {"organization": group.organization}
    code = f"{group.pk}{wave}"
    sitting = Sitting.objects.create(group=group, wave=wave, code=code, **days, **kept)
    SittingResult.objects.create(
        sitting=sitting,
        answers_count=20,
        counts={"scored": 20},
        index_mean=mean,
        index_variance=300.0,
        reckoned_at=NOW,
        **kept,
    )


def _found(survey: PerceptionSurvey) -> None:
    rows = SittingResult.objects.select_related("sitting__group").order_by("pk")
    sats = [results.sat_of(each) for each in rows]
    found = reckon(sats, (), is_drawn=queries.is_drawn(survey))
    assert found.effects[0].design is Design.LOT
    PerceptionFinding.objects.create(
        organization=survey.organization,
        survey=survey,
        method="perception 2",
        inputs_digest="0" * 64,
        result=found.to_json(),
        reckoned_at=NOW,
    )
