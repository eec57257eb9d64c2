"""Surveys: written, linted, approved by a person, opened and closed; who is asked, and when."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.functional import lazy
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext_noop as _

from keyway.errors import Broken, Refused
from keyway.partners import access, journal
from keyway.promote.access import APPROVE_SURVEY, EDIT_SURVEYS
from keyway.promote.actions.campaigning import CODE_LENGTH, LETTERS
from keyway.promote.models import PerceptionSurvey, Sitting, SurveyGroup, SurveyQuestion
from keyway.promote.queries import surveys as queries
from keyway.reference.perception import questions as listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from keyway.partners.models import Organization, Person

Status = PerceptionSurvey.Status
Audience = PerceptionSurvey.Audience
MOST_QUESTIONS = 20
MOST_DAYS = 120  # a sitting is over and summed up long before its answers are forgotten
_TRIES = 8

for _event, _words in {
    "survey.begun": gettext_lazy("%(who)s began a survey of %(where)s."),
    "survey.changed": gettext_lazy("%(who)s changed a survey of %(where)s."),
    "survey.approved": gettext_lazy("%(who)s approved the questions of a survey of %(where)s."),
    "survey.reworked": gettext_lazy("%(who)s took a survey of %(where)s back to a draft."),
    "survey.opened": gettext_lazy("%(who)s opened a survey of %(where)s."),
    "survey.closed": gettext_lazy("%(who)s closed a survey of %(where)s."),
    "survey_group.added": gettext_lazy("%(who)s added a group to a survey of %(where)s."),
    "sitting.added": gettext_lazy("%(who)s planned a sitting of a survey of %(where)s."),
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


class TooManyQuestions(Refused):
    """Nobody finishes so many."""

    sentence = _("Twenty questions are enough. Take one out before you add another.")


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


class TooLong(Refused):
    """The sitting would last too long."""

    sentence = _("A sitting lasts 120 days at most. Choose an earlier last day.")


class BackwardDays(Refused):
    """The last day comes before the first."""

    sentence = _("The last day comes before the first.")


class SatAlready(Refused):
    """The group has such a sitting."""

    sentence = _("This group has a sitting at that time already.")


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


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked together.

    Attributes:
        school: one of the directory; None for whoever takes a link.
        arm: what the group is in the comparison.
        grade: of the class; None where it is none.
        expected_count: how many may answer; None where nobody knows.
        county_fips: where; empty where nobody said.
    """

    school: Organization | None = None
    arm: str = "none"
    grade: int | None = None
    expected_count: int | None = None
    county_fips: str = ""


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


@transaction.atomic
def choose_questions(*, by: Person, survey: PerceptionSurvey, keys: Iterable[str]) -> None:
    """Let a draft ask these questions of our list, before its own; others of the list go.

    Raises:
        NotPermitted, NotADraft, TooManyQuestions: as the names say.
        NotForThem: a question is for another audience, or does not exist.
    """
    _require_draft(by, survey)
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
    _require_draft(by, survey)
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
    _require_draft(by, survey)
    if not survey.questions.filter(pk=number).delete()[0]:
        raise NotNow
    journal.record("survey.changed", by=by, at=survey.organization, about=survey)


def _require_draft(by: Person, survey: PerceptionSurvey) -> None:
    access.require(by, EDIT_SURVEYS, at=survey.organization)
    # One after the other, so that nothing slips in while a colleague approves.
    held = PerceptionSurvey.objects.select_for_update().filter(pk=survey.pk, status=Status.DRAFT)
    if held.first() is None:
        raise NotADraft


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
    _require_draft(by, survey)
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


# --- who is asked, and when ------------------------------------------------------------------------


@transaction.atomic
def add_group(*, by: Person, survey: PerceptionSurvey, asked: Asked, now: datetime) -> SurveyGroup:
    """Add who answers together.

    Raises:
        NotPermitted: the person may not write surveys here.
        NotNow: the survey is closed.
    """
    access.require(by, EDIT_SURVEYS, at=survey.organization)
    if survey.status == Status.CLOSED:
        raise NotNow
    group = new_group(survey, asked, now=now)
    journal.record("survey_group.added", by=by, at=survey.organization, about=group)
    return group


def new_group(
    survey: PerceptionSurvey, asked: Asked, *, now: datetime, result_digest: str = ""
) -> SurveyGroup:
    """Keep who answers together, without asking who may."""
    return SurveyGroup.objects.create(
        organization_id=survey.organization_id,
        survey=survey,
        school=asked.school,
        arm=asked.arm,
        grade=asked.grade,
        expected_count=asked.expected_count,
        county_fips=asked.county_fips,
        result_digest=result_digest,
        made_at=now,
    )


@transaction.atomic
def add_sitting(
    *, by: Person, group: SurveyGroup, wave: str, opens_date: date, closes_date: date
) -> Sitting:
    """Plan when a group is asked; a short code opens it on its days.

    Raises:
        NotPermitted: the person may not write surveys here.
        NotNow: the survey is closed.
        BackwardDays, TooLong: the days cannot be so.
        SatAlready: the group has a sitting at that time.
    """
    access.require(by, EDIT_SURVEYS, at=group.organization)
    if group.survey.status == Status.CLOSED:
        raise NotNow
    sitting = new_sitting(group, wave, opens_date, closes_date)
    journal.record("sitting.added", by=by, at=group.organization, about=sitting, wave=wave)
    return sitting


def new_sitting(group: SurveyGroup, wave: str, opens_date: date, closes_date: date) -> Sitting:
    """Keep when a group is asked, without asking who may.

    Raises:
        BackwardDays, TooLong: the days cannot be so.
        SatAlready: the group has a sitting at that time.
    """
    if closes_date < opens_date:
        raise BackwardDays
    if closes_date - opens_date > timedelta(days=MOST_DAYS):
        raise TooLong
    if group.sittings.filter(wave=wave).exists():
        raise SatAlready
    for _try in range(_TRIES):
        code = "".join(secrets.choice(LETTERS) for _letter in range(CODE_LENGTH))
        try:
            with transaction.atomic():
                return Sitting.objects.create(
                    organization_id=group.organization_id,
                    group=group,
                    wave=wave,
                    code=code,
                    opens_date=opens_date,
                    closes_date=closes_date,
                )
        except IntegrityError:
            continue
    raise Broken("no free code was found for a sitting")
