"""Surveys: written, stopped where the law protects, approved by a person, answered, summed up once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import translation

from keyway.engine.perception import METHOD, METHOD_VERSION, Reason
from keyway.partners.access import NotPermitted, circle_of
from keyway.partners.models import JournalEntry, Organization
from keyway.promote.actions import answering, questioning, reckoning, sampling, surveying
from keyway.promote.models import (
    PerceptionFinding,
    PerceptionSurvey,
    Response,
    Sitting,
    SittingResult,
)
from keyway.promote.queries import results
from keyway.promote.queries import surveys as queries
from keyway.web.privacy.retaining import apply_retention
from tests.factories.people import NOW, member, organization, partnership

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from keyway.partners.models import Person
    from keyway.promote.models import SurveyGroup

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 2)
PUPILS, OPEN = PerceptionSurvey.Audience.PUPILS, PerceptionSurvey.Status.OPEN
KEYS = ("interesting", "innovative", "clean_safe", "prospects", "awareness")


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
def draft(home: Organization, staff: Person) -> PerceptionSurvey:
    plan = surveying.Plan("Tours of October", PUPILS, "The tours of October 2026")
    survey = surveying.begin_survey(by=staff, organization=home, plan=plan)
    questioning.choose_questions(by=staff, survey=survey, keys=KEYS)
    return survey


@pytest.fixture
def opened(draft: PerceptionSurvey, staff: Person) -> PerceptionSurvey:
    surveying.approve_survey(by=staff, survey=draft, now=NOW)
    surveying.open_survey(by=staff, survey=draft)
    draft.refresh_from_db()
    return draft


def group(survey: PerceptionSurvey, by: Person, **given: Any) -> SurveyGroup:
    asked = sampling.Asked(grade=8, **given)
    return sampling.add_group(by=by, survey=survey, asked=asked, now=NOW)


def sat(at: SurveyGroup, by: Person, wave: str = "before") -> Sitting:
    days: dict[str, Any] = {"opens_date": TODAY, "closes_date": TODAY + timedelta(days=20)}
    return sampling.add_sitting(by=by, group=at, wave=wave, **days)


def answered(sitting: Sitting, people: int, step: int = 4) -> None:
    for number in range(people):
        steps = {1: step, 2: 1 + number % 5, 3: 3, 4: 2}
        answering.answer(sitting=sitting, steps=steps, on=TODAY)


def own(en: str, es: str = "¿Qué te parece este trabajo?") -> questioning.Own:
    return questioning.Own(en, es)


# --- what may be asked -----------------------------------------------------------------------------


def test_students_are_not_asked_what_the_law_protects(
    draft: PerceptionSurvey, staff: Person
) -> None:
    asked = questioning.write_question(
        by=staff, survey=draft, own=own("Does your church want you to work in a plant?")
    )

    with pytest.raises(surveying.TouchesProtectedTopics) as refusal:
        surveying.approve_survey(by=staff, survey=draft, now=NOW, was_read=True)

    assert asked.topics == ["religion"]
    assert str(refusal.value.values["topics"]) == "Religion"
    draft.refresh_from_db()
    assert draft.status == PerceptionSurvey.Status.DRAFT


def test_a_topic_in_spanish_alone_is_found_as_well(draft: PerceptionSurvey, staff: Person) -> None:
    text = own("What do you think of this work?", "¿Por quién votó tu familia?")

    asked = questioning.write_question(by=staff, survey=draft, own=text)

    assert "voting" in asked.topics


def test_consent_on_record_lets_a_person_approve_it(draft: PerceptionSurvey, staff: Person) -> None:
    questioning.write_question(by=staff, survey=draft, own=own("Do you pray before work?"))
    plan = surveying.Plan(draft.name, PUPILS, consent_record="Office of the school, file 7")
    surveying.change_survey(by=staff, survey=draft, plan=plan)
    draft.refresh_from_db()

    surveying.approve_survey(by=staff, survey=draft, now=NOW)

    entry = JournalEntry.objects.get(event="survey.approved")
    assert (entry.person_number, entry.detail["topics"]) == (staff.pk, 1)


def test_what_no_list_can_judge_waits_until_a_person_says_it_was_read(
    draft: PerceptionSurvey, staff: Person
) -> None:
    questioning.write_question(by=staff, survey=draft, own=own("Do you like blue shoes?"))

    with pytest.raises(surveying.NotRead):
        surveying.approve_survey(by=staff, survey=draft, now=NOW)
    surveying.approve_survey(by=staff, survey=draft, now=NOW, was_read=True)


def test_adults_may_be_asked_more(home: Organization, staff: Person) -> None:
    plan = surveying.Plan("The public", PerceptionSurvey.Audience.PUBLIC)
    survey = surveying.begin_survey(by=staff, organization=home, plan=plan)
    questioning.write_question(by=staff, survey=survey, own=own("Does the governor help plants?"))

    surveying.approve_survey(by=staff, survey=survey, now=NOW)


def test_questions_stand_once_they_are_approved(opened: PerceptionSurvey, staff: Person) -> None:
    with pytest.raises(surveying.NotADraft):
        questioning.choose_questions(by=staff, survey=opened, keys=["tell"])


def test_no_survey_opens_without_a_persons_approval(
    draft: PerceptionSurvey, staff: Person, home: Organization
) -> None:
    with pytest.raises(surveying.NotNow):
        surveying.open_survey(by=staff, survey=draft)
    volunteer = member(home, "partnership_volunteer")
    with pytest.raises(NotPermitted):
        surveying.approve_survey(by=volunteer, survey=draft, now=NOW)


# --- answering -------------------------------------------------------------------------------------


def test_an_answer_is_numbers_and_a_day(opened: PerceptionSurvey, staff: Person) -> None:
    sitting = sat(group(opened, staff), staff)

    answering.answer(sitting=sitting, steps={1: 5, 4: 1}, on=TODAY)

    kept = Response.objects.values().get()
    assert (kept["answers"], kept["day"]) == ({"1": 5, "4": 1}, TODAY)
    assert set(kept) == {"id", "organization_id", "sitting_id", "answers", "way", "day"}


@pytest.mark.parametrize("steps", [{}, {1: 6}, {99: 3}])
def test_a_sheet_that_says_nothing_known_is_refused(
    opened: PerceptionSurvey, staff: Person, steps: dict[int, int]
) -> None:
    sitting = sat(group(opened, staff), staff)

    with pytest.raises((answering.NothingAnswered, answering.NoSuchStep)):
        answering.answer(sitting=sitting, steps=steps, on=TODAY)


def test_no_more_answers_are_taken_than_a_class_can_give(
    opened: PerceptionSurvey, staff: Person
) -> None:
    sitting = sat(group(opened, staff, expected_count=1), staff)
    answered(sitting, 12)

    with pytest.raises(answering.SittingFull):
        answered(sitting, 1)


def test_paper_is_kept_whole_or_not_at_all(
    opened: PerceptionSurvey, staff: Person, home: Organization
) -> None:
    sitting = sat(group(opened, staff), staff)
    given: dict[str, Any] = {"by": staff, "at": home, "sitting": sitting, "on": TODAY}

    with pytest.raises(answering.NoSuchStep):
        answering.enter_sheets(sheets=[{1: 4}, {1: 9}], **given)
    assert answering.enter_sheets(sheets=[{1: 4}, {2: 2}], **given) == 2

    assert Response.objects.filter(way=Response.Way.PAPER).count() == 2


def test_a_school_enters_the_sheets_of_its_own_classes_alone(
    opened: PerceptionSurvey, staff: Person
) -> None:
    school = organization("Demo School", kind=Organization.Kind.SCHOOL)
    teacher = member(school, "educator")
    sitting = sat(group(opened, staff, school=school), staff)
    other = organization("Other School", kind=Organization.Kind.SCHOOL)
    stranger = circle_of(member(other, "educator"))

    answering.enter_sheets(by=teacher, at=school, sitting=sitting, sheets=[{1: 4}], on=TODAY)

    assert queries.sitting(within=circle_of(teacher), organization=school, number=sitting.pk)
    assert not queries.sittings(within=stranger, organization=school).exists()


# --- summing up ------------------------------------------------------------------------------------


def test_three_answers_show_nothing(opened: PerceptionSurvey, staff: Person) -> None:
    sitting = sat(group(opened, staff), staff)
    answered(sitting, 3)
    reckoning.close_and_sum_up(sitting, now=NOW)

    shown = results.shown(sitting, queries.questions_of(opened))
    reckoning.reckon_survey(number=opened.pk, now=NOW)
    kept = results.latest_finding(opened)

    assert shown is not None
    assert (shown.has_enough, shown.lines) == (False, ())
    assert kept is not None
    assert {each.index.value for each in kept.finding.standings} == {None}
    assert {each.index.reason for each in kept.finding.standings} <= {
        Reason.TOO_FEW_ANSWERS,
        Reason.NOT_ASKED,
    }


def test_a_sitting_is_summed_up_once_and_takes_no_more_answers(
    opened: PerceptionSurvey, staff: Person
) -> None:
    sitting = sat(group(opened, staff), staff)
    answered(sitting, 12)

    assert reckoning.close_and_sum_up(sitting, now=NOW)
    assert not reckoning.close_and_sum_up(sitting, now=NOW)
    with pytest.raises(answering.NotOpen):
        answered(sitting, 1)

    kept = SittingResult.objects.get()
    assert (kept.answers_count, kept.counts["1"]) == (12, [0, 0, 0, 12, 0])
    lines = results.shown(sitting, queries.questions_of(opened)).lines  # type: ignore[union-attr]
    assert lines[0].agree.reason == Reason.ALL_ALIKE


def test_a_finding_waits_for_ten_new_answers_and_is_the_same_twice(
    opened: PerceptionSurvey, staff: Person
) -> None:
    first = sat(group(opened, staff), staff)
    answered(first, 15)
    reckoning.close_and_sum_up(first, now=NOW)

    assert reckoning.reckon_survey(number=opened.pk, now=NOW)
    assert not reckoning.reckon_survey(number=opened.pk, now=NOW)
    few = sat(group(opened, staff), staff)
    answered(few, 4)
    reckoning.close_and_sum_up(few, now=NOW + timedelta(hours=1))
    assert not reckoning.reckon_survey(number=opened.pk, now=NOW + timedelta(hours=2))

    kept = PerceptionFinding.objects.get()
    assert results.latest_finding(opened).finding.standings  # type: ignore[union-attr]
    assert kept.method == f"{METHOD} {METHOD_VERSION}"


def test_answers_are_forgotten_after_a_year_and_the_counts_stay(
    opened: PerceptionSurvey, staff: Person
) -> None:
    sitting = sat(group(opened, staff), staff)
    answered(sitting, 11)

    over = TODAY + timedelta(days=30)
    assert reckoning.close_past_sittings(now=NOW, on=over) == 1
    apply_retention(now=NOW + timedelta(days=367))
    again = reckoning.close_past_sittings(now=NOW, on=over + timedelta(days=340))

    assert (Response.objects.count(), again) == (0, 0)
    assert SittingResult.objects.get().answers_count == 11
    shown = results.shown(sitting, queries.questions_of(opened))
    assert shown is not None
    assert shown.has_enough


# --- pages -----------------------------------------------------------------------------------------


def test_staff_write_approve_open_and_read_a_survey_on_pages(
    client: Client, home: Organization, staff: Person
) -> None:
    client.force_login(staff)
    begun = client.post(
        reverse("promote:new_survey", args=[home.slug]),
        {"name": "Tours", "audience": "pupils", "planned_groups": 20, "planned_treated": 10,
         "planned_answers": 25},
    )  # fmt: skip
    survey = PerceptionSurvey.objects.get()
    page = reverse("promote:survey", args=[home.slug, survey.pk])
    move = reverse("promote:move_survey", args=[home.slug, survey.pk])

    client.post(begun["Location"], {"deed": "choose", "key": KEYS})
    client.post(
        begun["Location"],
        {"deed": "write", "text_en": "Do your parents own a gun?", "text_es": "¿Tus papás?",
         "scale": "yes_no"},
    )  # fmt: skip
    stopped = client.post(move, {"deed": "approve"})
    assert stopped.status_code == 422
    assert "Guns and ammunition" in stopped.text
    assert "points of 100" in client.get(page).text

    number = survey.questions.get(key="").pk
    client.post(reverse("promote:remove_question", args=[home.slug, number]))
    for deed in ("approve", "open"):
        client.post(move, {"deed": deed})
    survey.refresh_from_db()
    assert survey.status == OPEN
    results_page = client.get(reverse("promote:survey_results", args=[home.slug, survey.pk]))
    assert "Not enough answers yet" in results_page.text


def test_rows_of_paper_are_told_what_is_wrong_and_nothing_is_lost(
    client: Client, opened: PerceptionSurvey, staff: Person, home: Organization, monkeypatch: Any
) -> None:
    monkeypatch.setattr("keyway.promote.views.sittings.today", lambda: TODAY)
    sitting = sat(group(opened, staff), staff)
    client.force_login(staff)
    address = reverse("promote:enter_sheets", args=[home.slug, sitting.pk])
    typed = {"number": "a", "r1-1": "4", "r1-2": "5", "r2-1": "7", "r2-2": "3"}

    wrong = client.post(address, typed)
    right = [client.post(address, {**typed, "r2-1": "2"}) for _twice in range(2)]

    assert wrong.status_code == 422
    assert "Sheet 2, question 1" in wrong.text
    assert 'name="r1-1" value="4"' in wrong.text
    assert [each.status_code for each in right] == [302, 302]
    assert Response.objects.count() == 2
