"""What a survey asks: questions of our list, or one's own, with what the linter finds in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_noop as _

from keyway.errors import Refused
from keyway.partners import journal
from keyway.promote.actions.surveying import NotForThem, NotNow, require_draft
from keyway.promote.models import SurveyQuestion
from keyway.promote.queries import surveys as queries
from keyway.reference.perception import questions as listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from keyway.partners.models import Person
    from keyway.promote.models import PerceptionSurvey

MOST_QUESTIONS = 20


class TooManyQuestions(Refused):
    """Nobody finishes so many."""

    sentence = _("Twenty questions are enough. Take one out before you add another.")


@dataclass(frozen=True, slots=True)
class Own:
    """A question in a survey's own words.

    Attributes:
        text_en: the question in English.
        text_es: the question in Spanish.
        scale: agree, likely or yes_no.
        is_reversed: agreeing is the worse image.
        is_in_index: counts in the index.
    """

    text_en: str
    text_es: str
    scale: str = "agree"
    is_reversed: bool = False
    is_in_index: bool = False


@transaction.atomic
def choose_questions(*, by: Person, survey: PerceptionSurvey, keys: Iterable[str]) -> None:
    """Let a draft ask these questions of our list, before its own; others of the list go.

    Raises:
        NotPermitted, NotADraft, TooManyQuestions: as the names say.
        NotForThem: a question is for another audience, or does not exist.
    """
    require_draft(by, survey)
    wanted = set(keys)
    chosen = [each for each in listed.questions_for(survey.audience) if each.key in wanted]
    if len(chosen) != len(wanted):
        raise NotForThem
    own = list(survey.questions.filter(key="").order_by("order"))
    if len(chosen) + len(own) > MOST_QUESTIONS:
        raise TooManyQuestions
    survey.questions.all().delete()
    rows = [_row(survey, each) for each in chosen]
    for each in own:
        each.pk = None
    _number([*rows, *own])
    journal.record("survey.changed", by=by, at=survey.organization, about=survey)


@transaction.atomic
def write_question(*, by: Person, survey: PerceptionSurvey, own: Own) -> SurveyQuestion:
    """Add a question in a draft's own words, in both languages, with what the linter finds.

    Raises:
        NotPermitted, NotADraft, TooManyQuestions: as the names say.
    """
    require_draft(by, survey)
    asked = queries.questions_of(survey)
    if len(asked) >= MOST_QUESTIONS:
        raise TooManyQuestions
    question = SurveyQuestion.objects.create(
        organization=survey.organization,
        survey=survey,
        order=max((each.order for each in asked), default=0) + 1,
        text_en=own.text_en,
        text_es=own.text_es,
        scale=own.scale,
        is_reversed=own.is_reversed,
        is_in_index=own.is_in_index,
        topics=queries.touched(own.text_en, own.text_es),
    )
    journal.record("survey.changed", by=by, at=survey.organization, about=survey)
    return question


@transaction.atomic
def remove_question(*, by: Person, survey: PerceptionSurvey, number: int) -> None:
    """Take a question out of a draft.

    Raises:
        NotPermitted, NotADraft: as the names say.
        NotNow: it is not there any more.
    """
    require_draft(by, survey)
    if not survey.questions.filter(pk=number).delete()[0]:
        raise NotNow
    journal.record("survey.changed", by=by, at=survey.organization, about=survey)


def _row(survey: PerceptionSurvey, each: listed.Question) -> SurveyQuestion:
    english, spanish = each.words(survey.audience)
    return SurveyQuestion(
        organization_id=survey.organization_id,
        survey=survey,
        key=each.key,
        text_en=english,
        text_es=spanish,
        scale=each.scale,
        is_reversed=each.is_reversed,
        is_in_index=each.is_in_index,
        topics=queries.touched(english, spanish),
    )


def _number(rows: list[SurveyQuestion]) -> None:
    for order, row in enumerate(rows, start=1):
        row.order = order
    SurveyQuestion.objects.bulk_create(rows)
