"""The image index: published facts, our own surveys, and what must not be said."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from keyway.engine.perception import Arm, Question, Sat, Spread, Wave, power, reckon
from keyway.promote.models import PerceptionFinding, PerceptionSurvey, SurveyQuestion
from keyway.promote.queries.results import planned
from tests.factories.people import partnership

if TYPE_CHECKING:
    from django.test import Client

    from keyway.engine.perception import Finding
    from keyway.partners.models import Organization

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

QUESTIONS = (Question(1, "interesting"), Question(2, "motivated", is_in_index=False))


def survey(status: str = "open", at: Organization | None = None, **fields: Any) -> PerceptionSurvey:
    given = {"name": "Tours of October", "audience": "pupils", "status": status, **fields}
    made = PerceptionSurvey.objects.create(organization=at or partnership(), **given)
    for number, text in ((1, "Jobs here can be interesting."), (2, "I want to know more.")):
        SurveyQuestion.objects.create(
            organization=made.organization,
            survey=made,
            order=number,
            key=QUESTIONS[number - 1].key,
            text_en=text,
            text_es="Sí.",
        )
    return made


def found(of: PerceptionSurvey, finding: Finding) -> None:
    PerceptionFinding.objects.create(
        organization=of.organization,
        survey=of,
        method="perception 1",
        inputs_digest="0" * 64,
        result=finding.to_json(),
        reckoned_at=datetime(2026, 11, 20, tzinfo=UTC),
    )


def school(name: str, arm: Arm, wave: Wave, mean: float, n: int = 20) -> Sat:
    counts = {1: (2, 3, 5, 6, 4)}
    return Sat(
        name,
        arm,
        wave,
        n,
        mean,
        300.0,
        counts | {2: (1, 1, 2, 8, 8)} if wave == "after" else counts,
    )


def study(moved: float) -> list[Sat]:
    rows = []
    for place in range(12):
        arm, start = Arm.REACHED if place < 6 else Arm.WAITING, 50.0 + place % 3
        end = start + place % 4 + (moved if place < 6 else 0.0)
        rows += [
            school(str(place), arm, Wave.BEFORE, start),
            school(str(place), arm, Wave.AFTER, end),
        ]
    return rows


def test_the_index_begins_with_what_two_studies_found_and_what_sets_them_apart(
    client: Client,
) -> None:
    page = client.get("/en/image/").content.decode()

    assert (
        "In 2017, 27 in 100 would encourage a career in manufacturing; in 2022, 40 in 100" in page
    )
    assert "any other young person" in page
    assert "hartfordbusiness.com" in page
    assert "No survey has been opened yet" in page


def test_three_answers_give_no_number_anywhere(client: Client) -> None:
    one = survey()
    found(one, reckon([school("A", Arm.NONE, Wave.BEFORE, 77.7, n=3)], QUESTIONS))

    pages = [client.get(path).content.decode() for path in ("/en/image/", f"/en/image/{one.pk}/")]

    for page in pages:
        assert "Not enough answers yet" in page
        assert "77.7" not in page


def test_a_survey_without_others_to_compare_with_tells_no_effect(client: Client) -> None:
    one = survey()
    alone = [row for row in study(6.0) if row.arm is Arm.REACHED]
    found(one, reckon(alone, QUESTIONS))

    page = client.get(f"/en/image/{one.pk}/").content.decode()

    assert "that is a change, not an effect" in page
    assert "No other schools were asked, so no effect can be told." in page


def test_an_effect_is_told_with_its_range_and_reactions_stand_apart(client: Client) -> None:
    one = survey()
    found(one, reckon(study(8.0), QUESTIONS, planned=power(12, 6, 20)))

    page = client.get(f"/en/image/{one.pk}/").content.decode()

    assert "The image rose by" in page
    assert "of 10,000 ways to draw the schools" in page
    assert "Asked after the event only." in page
    assert "US public, 2017" in page


def test_an_effect_that_may_be_none_says_so(client: Client) -> None:
    one = survey()
    found(one, reckon(study(0.5), QUESTIONS))

    assert b"No effect can be seen" in client.get(f"/en/image/{one.pk}/").content


def test_a_draft_and_a_check_in_class_are_not_there(client: Client) -> None:
    home = partnership()

    for hidden in (survey("draft", home), survey("approved", home), survey(at=home, kind="check")):
        assert client.get(f"/en/image/{hidden.pk}/").status_code == 404


def test_what_a_plan_sees_rests_on_the_dated_assumptions() -> None:
    one = survey(planned_groups=24, planned_treated=12, planned_answers=30)

    assert planned(one) == power(24, 12, 30, Spread(20.0, 0.10))
