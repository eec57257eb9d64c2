"""Surveys: begun, changed, approved by a person, opened and closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.functional import lazy
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext_noop as _

from keyway.errors import Refused
from keyway.partners import access, journal
from keyway.promote.access import APPROVE_SURVEY, EDIT_SURVEYS
from keyway.promote.models import PerceptionSurvey
from keyway.promote.queries import surveys as queries

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from keyway.partners.models import Organization, Person

Status = PerceptionSurvey.Status
Audience = PerceptionSurvey.Audience

for _event, _words in {
    "survey.begun": gettext_lazy("%(who)s began a survey of %(where)s."),
    "survey.changed": gettext_lazy("%(who)s changed a survey of %(where)s."),
    "survey.approved": gettext_lazy("%(who)s approved the questions of a survey of %(where)s."),
    "survey.reworked": gettext_lazy("%(who)s took a survey of %(where)s back to a draft."),
    "survey.opened": gettext_lazy("%(who)s opened a survey of %(where)s."),
    "survey.closed": gettext_lazy("%(who)s closed a survey of %(where)s."),
}.items():
    journal.declare_event(_event, _words)


class NotADraft(Refused):
    """The survey was approved; its questions stand."""

    sentence = _("This survey is approved and its questions stand. Take it back to a draft first.")


class NotNow(Refused):
    """The survey is not where this could follow."""

    sentence = _("A colleague was faster: this survey stands otherwise by now. Look at it again.")


class NoQuestions(Refused):
    """There is nothing to ask."""

    sentence = _("Choose at least one question first.")


class NotForThem(Refused):
    """The question is for another audience."""

    sentence = _("A question of our list does not fit who answers here. Choose others.")


class TouchesProtectedTopics(Refused):
    """Questions for students touch what the law protects."""

    sentence = _(
        "Questions for students touch what the law protects: %(topics)s. Reword or remove them, or "
        "write down where the written consent of the parents is kept."
    )


class NotRead(Refused):
    """Questions that no list can judge wait for a person."""

    sentence = _(
        "Some questions do not name work, school or the visit, so that no list of words can judge "
        "them. Read them again, and tick that they touch none of the protected topics."
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """What a survey is.

    Attributes:
        name: what people call it.
        audience: who answers.
        about: what is looked at.
        consent_record: where written consent of the parents is kept; empty without one.
        planned_groups: schools that will take part; None where nobody said.
        planned_treated: of these, schools that get the visit or series.
        planned_answers: answers expected a school.
    """

    name: str
    audience: str
    about: str = ""
    consent_record: str = ""
    planned_groups: int | None = None
    planned_treated: int | None = None
    planned_answers: int | None = None

    def values(self) -> dict[str, object]:
        """Return the fields as they are kept."""
        return {name: getattr(self, name) for name in self.__slots__}


# --- writing ---------------------------------------------------------------------------------------


@transaction.atomic
def begin_survey(*, by: Person, organization: Organization, plan: Plan) -> PerceptionSurvey:
    """Begin a survey as a draft.

    Raises:
        NotPermitted: the person may not write surveys here.
    """
    access.require(by, EDIT_SURVEYS, at=organization)
    survey = PerceptionSurvey.objects.create(organization=organization, **plan.values())
    journal.record("survey.begun", by=by, at=organization, about=survey)
    return survey


@transaction.atomic
def change_survey(*, by: Person, survey: PerceptionSurvey, plan: Plan) -> None:
    """Change a draft; of an approved survey only what is planned.

    Raises:
        NotPermitted: the person may not write surveys here.
        NotADraft: who answers, or the consent, would change under what was approved.
    """
    access.require(by, EDIT_SURVEYS, at=survey.organization)
    is_same = (plan.audience, plan.consent_record) == (survey.audience, survey.consent_record)
    if survey.status != Status.DRAFT and not is_same:
        raise NotADraft
    if plan.audience != survey.audience and survey.questions.exclude(key="").exists():
        raise NotForThem
    PerceptionSurvey.objects.filter(pk=survey.pk).update(**plan.values())
    journal.record("survey.changed", by=by, at=survey.organization, about=survey)


def require_draft(by: Person, survey: PerceptionSurvey) -> None:
    """Hold a draft that a person may write.

    Raises:
        NotPermitted: the person may not write surveys here.
        NotADraft: the survey was approved.
    """
    access.require(by, EDIT_SURVEYS, at=survey.organization)
    # One after the other, so that nothing slips in while a colleague approves.
    held = PerceptionSurvey.objects.select_for_update().filter(pk=survey.pk, status=Status.DRAFT)
    if held.first() is None:
        raise NotADraft


# --- approving, opening, closing -------------------------------------------------------------------


@transaction.atomic
def approve_survey(
    *, by: Person, survey: PerceptionSurvey, now: datetime, was_read: bool = False
) -> None:
    """Approve the questions as they stand; no list of words ever approves anything.

    Args:
        by: who read them.
        survey: a draft.
        now: when.
        was_read: the person says that questions no list can judge touch no protected topic.

    Raises:
        NotPermitted: the person may not approve surveys here.
        NotADraft, NoQuestions: there is nothing to approve.
        TouchesProtectedTopics: questions for students touch such topics without consent on record.
        NotRead: questions that no list can judge were not read.
    """
    access.require(by, APPROVE_SURVEY, at=survey.organization)
    require_draft(by, survey)
    asked = queries.questions_of(survey)
    if not asked:
        raise NoQuestions
    found = {key for each in asked for key in queries.touched(each.text_en, each.text_es)}
    if survey.audience == Audience.PUPILS:
        _check(found, survey.consent_record, was_read=was_read)
    PerceptionSurvey.objects.filter(pk=survey.pk).update(
        status=Status.APPROVED, approved_by=by, approved_at=now
    )
    journal.record(
        "survey.approved",
        by=by,
        at=survey.organization,
        about=survey,
        questions=len(asked),
        topics=len(found - {queries.OFF_SUBJECT}),
        was_read=was_read,
    )


def _check(found: set[str], consent_record: str, *, was_read: bool) -> None:
    protected = found - {queries.OFF_SUBJECT}
    if protected and not consent_record.strip():
        raise TouchesProtectedTopics(topics=_named(sorted(protected)))
    if queries.OFF_SUBJECT in found and not was_read:
        raise NotRead


def _topics_named(keys: list[str]) -> str:
    language = "es" if (get_language() or "en").startswith("es") else "en"
    return ", ".join(queries.topic_names(keys, language))


# Named when somebody reads the refusal, in their language.
_named = lazy(_topics_named, str)


def rework_survey(*, by: Person, survey: PerceptionSurvey) -> None:
    """Take an approved survey that was not opened yet back to a draft; its approval is void.

    Raises:
        NotPermitted: the person may not write surveys here.
        NotNow: it is no draft to be, or open already.
    """
    given = {"status": Status.DRAFT, "approved_by": None, "approved_at": None}
    _move(by, survey, "survey.reworked", (Status.APPROVED,), given)


def open_survey(*, by: Person, survey: PerceptionSurvey) -> None:
    """Open an approved survey: from now on its sittings take answers on their days.

    Raises:
        NotPermitted: the person may not write surveys here.
        NotNow: nobody approved it, or it is open or closed.
    """
    _move(by, survey, "survey.opened", (Status.APPROVED,), {"status": Status.OPEN})


def close_survey(*, by: Person, survey: PerceptionSurvey) -> None:
    """Close an open survey for good; what it found stays.

    Raises:
        NotPermitted: the person may not write surveys here.
        NotNow: it is not open.
    """
    _move(by, survey, "survey.closed", (Status.OPEN,), {"status": Status.CLOSED})


@transaction.atomic
def _move(
    by: Person,
    survey: PerceptionSurvey,
    event: str,
    come_from: tuple[str, ...],
    given: Mapping[str, object],
) -> None:
    access.require(by, EDIT_SURVEYS, at=survey.organization)
    waiting = PerceptionSurvey.objects.filter(pk=survey.pk, status__in=come_from)
    if not waiting.update(**given):
        raise NotNow
    journal.record(event, by=by, at=survey.organization, about=survey)
