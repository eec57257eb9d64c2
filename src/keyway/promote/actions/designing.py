"""Who is compared with whom: drawn by lot, one start after the other, or chosen because alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from keyway.engine.perception import draw
from keyway.errors import Refused
from keyway.partners import access, journal
from keyway.promote.access import EDIT_SURVEYS
from keyway.promote.actions.surveying import NotNow, Status
from keyway.promote.models import PerceptionSurvey, SurveyGroup
from keyway.promote.queries import surveys as queries

if TYPE_CHECKING:
    from datetime import datetime

    from keyway.engine.perception import Matched
    from keyway.partners.models import Person

Arm = SurveyGroup.Arm
LEAST_DRAWN = 2  # schools without which there is nothing to draw

for _event, _words in {
    "survey.lot_drawn": gettext_lazy("%(who)s drew a lot in a survey of %(where)s."),
    "survey.start_begun": gettext_lazy("%(who)s began the next start of a survey of %(where)s."),
    "survey.matched": gettext_lazy("%(who)s chose schools alike for a survey of %(where)s."),
}.items():
    journal.declare_event(_event, _words)


class DrawnAlready(Refused):
    """The lot of this start was drawn; drawing until one likes it is no lot."""

    sentence = _("The lot of this start is drawn, and is drawn once. The next start has its own.")


class NothingToDraw(Refused):
    """Too few schools wait for the lot, or all of them would be drawn."""

    sentence = _(
        "Add two schools or more that have no place in the comparison yet, and draw fewer than all."
    )


class NobodyWaits(Refused):
    """No school waits for the next start."""

    sentence = _("No school waits. The next start is for schools that a lot left waiting.")


class NobodyAlike(Refused):
    """There is no reached school, or no school like it."""

    sentence = _("We find no school alike. Add the schools that get the visit first.")


@transaction.atomic
def draw_lot(
    *, by: Person, survey: PerceptionSurvey, reached: int, seed: str, now: datetime
) -> tuple[str, ...]:
    """Draw, among the schools of the newest start that have no arm yet, who is reached; rest wait.

    The seed, the schools and the number drawn are kept, so that anybody can draw again.

    Args:
        by: who draws.
        survey: not closed.
        reached: how many schools get the visit.
        seed: random, picked by nobody.
        now: when.

    Raises:
        NotPermitted: the person may not write surveys here.
        NotNow: the survey is closed.
        DrawnAlready: this start has its lot.
        NothingToDraw: too few schools, or all of them would be drawn.
    """
    held, cohort = _held(by, survey), queries.newest_start(survey)
    if any(each["cohort"] == cohort for each in held.lots):
        raise DrawnAlready
    waiting = queries.start(held, cohort, Arm.NONE)
    schools = sorted(set(waiting.values_list("school", flat=True)))
    if len(schools) < LEAST_DRAWN or not 0 < reached < len(schools):
        raise NothingToDraw
    names = [queries.name_in_lot(each) for each in schools]
    picked = draw(names, reached, seed=seed)
    chosen = [each for each in schools if queries.name_in_lot(each) in picked]
    waiting.filter(school__in=chosen).update(arm=Arm.REACHED)
    queries.start(held, cohort, Arm.NONE).update(arm=Arm.WAITING)
    lot = {"cohort": cohort, "seed": seed, "schools": names, "reached": reached}
    kept = [*held.lots, {**lot, "drawn_at": now.isoformat()}]
    PerceptionSurvey.objects.filter(pk=held.pk).update(lots=kept)
    journal.record(
        "survey.lot_drawn",
        by=by,
        at=held.organization,
        about=held,
        start=cohort,
        seed=seed,
        schools=len(names),
        reached=reached,
    )
    return picked


@transaction.atomic
def begin_start(*, by: Person, survey: PerceptionSurvey, now: datetime) -> int:
    """Begin the next start: whoever waits stands there anew and can be drawn; return its number.

    Raises:
        NotPermitted: the person may not write surveys here.
        NotNow: the survey is closed.
        NobodyWaits: the newest start has nobody waiting.
    """
    held, cohort = _held(by, survey), queries.newest_start(survey)
    waiting = list(queries.start(held, cohort, Arm.WAITING))
    if not waiting:
        raise NobodyWaits
    for group in waiting:
        group.pk, group.cohort, group.arm, group.made_at = None, cohort + 1, Arm.NONE, now
    SurveyGroup.objects.bulk_create(waiting)
    journal.record("survey.start_begun", by=by, at=held.organization, about=held, start=cohort + 1)
    return cohort + 1


@transaction.atomic
def choose_alike(*, by: Person, survey: PerceptionSurvey, found: Matched, now: datetime) -> int:
    """Ask schools alike as well, each in the set of its reached school; return how many.

    Raises:
        NotPermitted: the person may not write surveys here.
        NotNow: the survey is closed, or schools alike were chosen before.
        NobodyAlike: nobody was found.
    """
    held = _held(by, survey)
    if not found.sets:
        raise NobodyAlike
    if SurveyGroup.objects.filter(survey=held, arm=Arm.MATCHED).exists():
        raise NotNow
    for number, (ours, *others) in enumerate(found.sets, start=1):
        rows = queries.start(held, 1, Arm.REACHED).filter(school=_number(ours))
        first = rows.first()
        rows.update(set_number=number)
        SurveyGroup.objects.bulk_create(
            SurveyGroup(
                organization_id=held.organization_id,
                survey=held,
                school_id=_number(name),
                arm=Arm.MATCHED,
                grade=first.grade if first else None,
                set_number=number,
                made_at=now,
            )
            for name in others
        )
    journal.record("survey.matched", by=by, at=held.organization, about=held, schools=found.chosen)
    return found.chosen


def _held(by: Person, survey: PerceptionSurvey) -> PerceptionSurvey:
    """Return a survey that is not closed, held so that nobody draws beside."""
    access.require(by, EDIT_SURVEYS, at=survey.organization)
    rows = PerceptionSurvey.objects.select_for_update().exclude(status=Status.CLOSED)
    held = rows.filter(pk=survey.pk).first()
    if held is None:
        raise NotNow
    return held


def _number(name: str) -> int:
    return int(name.rpartition(" ")[2])
