"""Answering: on a screen, on paper entered later, and in a class whose teacher has no account.

Single answers are not journaled: an entry carries its second, and a class answers one by one.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from keyway.errors import Refused
from keyway.partners import access, journal
from keyway.partners.access.walls import opened_for_system
from keyway.promote.access import ENTER_ANSWERS
from keyway.promote.actions.reckoning import close_and_sum_up
from keyway.promote.actions.sampling import Asked, new_group, new_sitting
from keyway.promote.models import (
    PerceptionSurvey,
    Response,
    Sitting,
    SurveyGroup,
    SurveyQuestion,
)
from keyway.promote.queries import surveys as queries
from keyway.promote.queries.surveys import SittingState
from keyway.reference.perception.questions import check_questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from keyway.partners.models import Organization, Person

STEPS = {"agree": (1, 2, 3, 4, 5), "likely": (1, 2, 3, 4, 5), "yes_no": (1, 5)}
CHECK_DAYS = 14
MOST_SHEETS = 400
_MOST_OPEN = 5_000
_TOKEN_BYTES = 24
Wave = Sitting.Wave

for _event, _words in {
    "sheets.entered": gettext_lazy("%(who)s entered paper sheets of a survey of %(where)s."),
    "check.started": gettext_lazy("A teacher started the three-question check of %(where)s."),
    "check.seeded": gettext_lazy("The three-question check of %(where)s was made ready."),
}.items():
    journal.declare_event(_event, _words)


class NotOpen(Refused):
    """The sitting takes no answers now."""

    sentence = _("This survey takes no answers now.")


class NothingAnswered(Refused):
    """No question was answered."""

    sentence = _("Pick an answer to at least one question.")


class NoSuchStep(Refused):
    """An answer is none of the steps."""

    sentence = _("Pick one of the answers that are shown.")


class SittingFull(Refused):
    """More answers came than people can be there."""

    sentence = _("More answers came than this class has students. Ask the teacher.")


class NoPartnership(Refused):
    """Nobody runs the site yet."""

    sentence = _(
        "Nobody runs this site yet, so that nobody could keep the answers. Come back later."
    )


class AskedAlready(Refused):
    """The class was asked again already."""

    sentence = _("This class has both of its checks already. Start a new one.")


@dataclass(frozen=True, slots=True)
class Started:
    """A check that a teacher started.

    Attributes:
        sitting: with the code for the class.
        token: opens the private page of results; only its digest is kept.
    """

    sitting: Sitting
    token: str


@opened_for_system("whoever answers a survey is nobody to us")
@transaction.atomic
def answer(*, sitting: Sitting, steps: Mapping[int, int], on: date) -> None:
    """Keep one anonymous answer: numbers from 1 to 5 and the day, nothing else.

    Args:
        sitting: what was opened by its code.
        steps: number of a question and the step; what was skipped is not there.
        on: the day.

    Raises:
        NotOpen: the sitting is closed or not open yet.
        NothingAnswered, NoSuchStep: the sheet is empty or holds something else.
        SittingFull: more answers came than people can be there.
    """
    _keep(sitting, [steps], Response.Way.SCREEN, on)


@opened_for_system("a school enters the sheets of its classes")
@transaction.atomic
def enter_sheets(
    *, by: Person, at: Organization, sitting: Sitting, sheets: Sequence[Mapping[int, int]], on: date
) -> int:
    """Keep answers from paper, all of them or none; return how many.

    Args:
        by: who typed them.
        at: the partnership, or the school where the sitting is.
        sitting: which one.
        sheets: one mapping a sheet.
        on: the day.

    Raises:
        NotPermitted: the person may not enter answers here.
        NotOpen, NothingAnswered, NoSuchStep, SittingFull: as with ``answer``.
    """
    access.require(by, ENTER_ANSWERS, at=at)
    _keep(sitting, sheets, Response.Way.PAPER, on)
    journal.record("sheets.entered", by=by, at=sitting.organization, about=sitting)
    return len(sheets)


@opened_for_system("a teacher without an account runs a check")
@transaction.atomic
def enter_sheets_of_class(
    *, group: SurveyGroup, sitting: Sitting, sheets: Sequence[Mapping[int, int]], on: date
) -> int:
    """Keep the paper answers of a class whose teacher holds the token; return how many.

    Raises:
        NotOpen, NothingAnswered, NoSuchStep, SittingFull: as with ``answer``.
    """
    if sitting.group_id != group.pk:
        raise NotOpen
    _keep(sitting, sheets, Response.Way.PAPER, on)
    return len(sheets)


def _keep(sitting: Sitting, sheets: Sequence[Mapping[int, int]], way: str, on: date) -> None:
    # While it is held nobody closes it, so that what is kept here is summed up there.
    held = Sitting.objects.select_for_update(of=("self",)).select_related("group__survey")
    found = held.filter(pk=sitting.pk).first()
    if found is None or queries.state_of(found, on=on) is not SittingState.OPEN:
        raise NotOpen
    asked = queries.questions_of(found.group.survey)
    for each in sheets:
        _check(each, asked)
    there = Response.objects.filter(sitting=found).count()
    if there + len(sheets) > _most(found.group):
        raise SittingFull
    Response.objects.bulk_create(
        Response(
            organization_id=found.organization_id,
            sitting=found,
            answers={str(number): step for number, step in sorted(each.items())},
            way=way,
            day=on,
        )
        for each in sheets
    )


def _check(steps: Mapping[int, int], asked: Iterable[SurveyQuestion]) -> None:
    if not steps:
        raise NothingAnswered
    allowed = {each.order: STEPS[each.scale] for each in asked}
    if any(step not in allowed.get(number, ()) for number, step in steps.items()):
        raise NoSuchStep


def _most(group: SurveyGroup) -> int:
    """Return how many answers a sitting takes: a class may have had guests, but not a crowd."""
    return 2 * group.expected_count + 10 if group.expected_count else _MOST_OPEN


# --- the check in class ----------------------------------------------------------------------------


@opened_for_system("a teacher without an account runs a check")
@transaction.atomic
def start_check(*, partnership: Organization | None, asked: Asked, wave: str, now: datetime,
    on: date) -> Started:  # fmt: skip
    """Start the three-question check for a class; whoever holds the token sees its results.

    Args:
        partnership: who runs the site.
        asked: the class: grade, size, school or county where they were given.
        wave: "before" or "after".
        now: when.
        on: the day; it takes answers for two weeks.

    Raises:
        NoPartnership: nobody runs the site.
        NotOpen: the partnership has ended its check.
    """
    if partnership is None:
        raise NoPartnership
    survey = queries.check_survey(partnership)
    if survey is None:
        if queries.has_check(partnership):
            raise NotOpen
        survey = _seed(partnership, now)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    group = new_group(survey, asked, now=now, result_digest=queries.digest(token))
    sitting = new_sitting(group, wave, on, on + timedelta(days=CHECK_DAYS))
    journal.record("check.started", by=None, at=partnership, about=group)
    return Started(sitting, token)


@opened_for_system("a teacher without an account runs a check")
@transaction.atomic
def ask_again(*, group: SurveyGroup, on: date) -> Sitting:
    """Give a class a new code for the time after.

    Raises:
        AskedAlready: it was asked after already.
        NotOpen: the check is over for everybody.
    """
    if group.survey.status != PerceptionSurvey.Status.OPEN:
        raise NotOpen
    if group.sittings.filter(wave=Wave.AFTER).exists():
        raise AskedAlready
    return new_sitting(group, Wave.AFTER, on, on + timedelta(days=CHECK_DAYS))


@opened_for_system("a teacher without an account runs a check")
def finish_check(*, group: SurveyGroup, sitting: Sitting, now: datetime) -> None:
    """Close a class's sitting, so that its results can be seen.

    Raises:
        NotOpen: it is another class's, or closed already.
    """
    if sitting.group_id != group.pk or not close_and_sum_up(sitting, now=now):
        raise NotOpen


@transaction.atomic
def finish_sitting(*, by: Person, at: Organization, sitting: Sitting, now: datetime) -> None:
    """Close a sitting before its last day, so that its results can be seen.

    Raises:
        NotPermitted: the person may not run sittings here.
        NotOpen: it is closed already.
    """
    access.require(by, ENTER_ANSWERS, at=at)
    if not close_and_sum_up(sitting, now=now):
        raise NotOpen


@opened_for_system("the three-question check is made ready")
@transaction.atomic
def seed_check(*, partnership: Organization | None, now: datetime) -> bool:
    """Make the three-question check of the partnership that runs the site ready; return if it was new.

    Its questions are ours, linted by a test and read by those who release them.
    """
    if partnership is None or queries.has_check(partnership):
        return False
    _seed(partnership, now)
    return True


def _seed(partnership: Organization, now: datetime) -> PerceptionSurvey:
    survey = PerceptionSurvey.objects.create(
        organization=partnership,
        name="Three-question check · Tres preguntas",
        kind=PerceptionSurvey.Kind.CHECK,
        audience=PerceptionSurvey.Audience.PUPILS,
        status=PerceptionSurvey.Status.OPEN,
        approved_at=now,
    )
    SurveyQuestion.objects.bulk_create(
        SurveyQuestion(
            organization=partnership,
            survey=survey,
            order=order,
            key=each.key,
            text_en=each.words("pupils")[0],
            text_es=each.words("pupils")[1],
            scale=each.scale,
            is_reversed=each.is_reversed,
            is_in_index=each.is_in_index,
        )
        for order, each in enumerate(check_questions(), start=1)
    )
    journal.record("check.seeded", by=None, at=partnership, about=survey)
    return survey
