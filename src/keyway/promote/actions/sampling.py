"""Who is asked in a survey, and when."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from keyway.errors import Broken, Refused
from keyway.partners import access, journal
from keyway.promote.access import EDIT_SURVEYS
from keyway.promote.actions.campaigning import CODE_LENGTH, LETTERS
from keyway.promote.actions.surveying import NotNow, Status
from keyway.promote.models import Sitting, SurveyGroup

if TYPE_CHECKING:
    from datetime import date, datetime

    from keyway.partners.models import Organization, Person
    from keyway.promote.models import PerceptionSurvey

MOST_DAYS = 120  # a sitting is over and summed up long before its answers are forgotten
_TRIES = 8

for _event, _words in {
    "survey_group.added": gettext_lazy("%(who)s added a group to a survey of %(where)s."),
    "sitting.added": gettext_lazy("%(who)s planned a sitting of a survey of %(where)s."),
}.items():
    journal.declare_event(_event, _words)


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
class Asked:
    """Who is asked together.

    Attributes:
        school: one of the directory; None for whoever takes a link.
        arm: what the group is in the comparison.
        grade: of the class; None where it is none.
        expected_count: how many may answer; None where nobody knows.
        county_fips: where; empty where nobody said.
        is_placebo: a grade of the school that the visit does not reach.
    """

    school: Organization | None = None
    arm: str = "none"
    grade: int | None = None
    expected_count: int | None = None
    county_fips: str = ""
    is_placebo: bool = False


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
        is_placebo=asked.is_placebo,
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
