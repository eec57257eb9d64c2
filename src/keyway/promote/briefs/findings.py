"""How findings of surveys are told: where the image stands, what moved, what a plan can see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from keyway.engine.perception import EVERYBODY, METHOD, METHOD_VERSION, Measure, Reason
from keyway.promote.models import Sitting, SurveyGroup
from keyway.promote.queries.image import caution, design, trial
from keyway.reference.parameters import parameters_of
from keyway.render.figure import Figure, Origin

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from keyway.engine.perception import Lost, Planned
    from keyway.promote.models import SurveyQuestion
    from keyway.promote.queries.results import Kept

_LEAST_CHANCE = 0.01


def words_of(question: SurveyQuestion, language: str) -> str:
    """Return what is asked, in a language."""
    return question.text_es if language == "es" else question.text_en


def origin(reckoned_at: datetime, note: str = "") -> Origin:
    """Return where the numbers of a survey come from."""
    return Origin(
        method=METHOD,
        method_version=METHOD_VERSION,
        computed_date=reckoned_at.date().isoformat(),
        interval="95 %",
        note=note,
    )


def reason(why: Reason) -> str:
    """Return why a number is missing, in a short sentence."""
    return {
        Reason.NONE: "",
        Reason.TOO_FEW_ANSWERS: _("not enough answers yet"),
        Reason.NOT_ASKED: _("not asked"),
        Reason.ALL_ALIKE: _("everybody answered alike"),
        Reason.ONE_SCHOOL: _("one school alone"),
        Reason.ONE_QUESTION: _("too few questions"),
        Reason.NO_COMPARISON: _("no comparison group"),
        Reason.FEW_SCHOOLS_REACHED: _("fewer than three schools reached"),
        Reason.FEW_SCHOOLS: _("too few schools"),
        Reason.FORGOTTEN: _("Single answers are no longer kept."),
        Reason.NOT_PLANNED: _("not planned"),
    }[why]


def points(measure: Measure, reckoned_at: datetime, unit: str = "") -> Figure:
    """Return a measure in points of the index."""
    return Figure(
        None if measure.value is None else round(measure.value, 1),
        unit=unit,
        low=None if not measure.has_interval or measure.low is None else round(measure.low, 1),
        high=None if not measure.has_interval or measure.high is None else round(measure.high, 1),
        reason=reason(measure.reason),
        origin=origin(reckoned_at, "" if measure.value is None else reason(measure.reason)),
        style="plain",
    )


def found(
    kept: Kept, questions: Sequence[SurveyQuestion], names: Mapping[str, str], language: str
) -> dict[str, Any]:
    """Return a finding as staff read it: standings, changes, effects, each question.

    Args:
        kept: the finding.
        questions: of the survey.
        names: of the schools, by what a finding calls them.
        language: of the reader.
    """
    finding, at = kept.finding, kept.reckoned_at
    texts = {each.order: words_of(each, language) for each in questions}
    return {
        "standings": [
            {
                "wave": wave(each.wave),
                "arm": arm(each.arm),
                "figure": points(each.index, at),
            }
            for each in finding.standings
        ],
        "changes": [
            {"wave": wave(each.wave), "arm": arm(each.arm), "figure": points(each.points, at)}
            for each in finding.changes
        ],
        "effects": [
            {
                "wave": wave(each.wave),
                "comparison": arm(each.comparison) if each.comparison else "",
                "figure": points(each.points, at),
                "chance": _chance(each.chance, at),
                "smallest": _points(each.minimum_detectable, at),
                "design": design(each.design),
            }
            for each in finding.effects
        ],
        "placebos": [
            {
                "trial": trial(each.trial),
                "wave": wave(each.wave),
                "figure": points(each.points, at),
            }
            for each in finding.placebos
        ],
        "losses": [_lost(each, names, at) for each in finding.losses],
        "answered": [
            {
                "text": texts.get(each.question, each.key),
                "wave": wave(each.wave),
                "is_reaction": each.is_reaction,
                "figure": Figure(
                    each.agree.value,
                    low=each.agree.low,
                    high=each.agree.high,
                    reason=reason(each.agree.reason),
                    origin=origin(at),
                    style="percent",
                ),
            }
            for each in finding.answered
        ],
        "cautions": [caution(each) for each in finding.cautions],
        "has_enough": any(each.index.value is not None for each in finding.standings),
        "day": date_format(at),
    }


def _lost(lost: Lost, names: Mapping[str, str], at: datetime) -> dict[str, Any]:
    """Return who answered before and not again; staff alone see the names."""
    told = origin(at)
    missing = reason(Reason.TOO_FEW_ANSWERS)
    return {
        "wave": wave(lost.wave),
        "arm": arm(lost.arm),
        "before": Figure(lost.answers, unit=_("answers"), origin=told),
        "again": Figure(lost.answers_again, unit=_("answers"), reason=missing, origin=told),
        "stayed": points(lost.stayed, at),
        "left": points(lost.left, at),
        "gone": [names.get(each, each) for each in lost.gone],
    }


def _chance(chance: float | None, at: datetime) -> Figure:
    if chance is None:
        missing = _("given from three schools in each group on")
        return Figure(None, reason=missing, origin=origin(at), style="percent")
    unit = _("or less") if chance < _LEAST_CHANCE else ""
    return Figure(max(chance, _LEAST_CHANCE), unit=unit, origin=origin(at), style="percent")


def _points(value: float | None, at: datetime) -> Figure:
    return points(Measure(value), at)


def wave(code: str) -> str:
    """Return when a sitting is, in words."""
    return str(Sitting.Wave(code).label)


def arm(code: str) -> str:
    """Return what a group is in the comparison, in words."""
    return _("All together") if code == EVERYBODY else str(SurveyGroup.Arm(code).label)


# --- power -----------------------------------------------------------------------------------------


def plan(planned: Planned, on: date, language: str) -> dict[str, Any]:
    """Return what a planned survey will be able to see, before it goes out."""
    shown = Origin(
        method=METHOD,
        method_version=METHOD_VERSION,
        computed_date=on.isoformat(),
        assumptions=tuple(
            f"{each.title_es if language == 'es' else each.title_en}: {each.value:g}"
            for each in parameters_of(METHOD).values()
        ),
    )
    detectable = planned.minimum_detectable
    return {
        "figure": Figure(
            None if detectable is None else round(detectable, 1),
            unit=_("points of 100"),
            reason=reason(planned.reason),
            origin=shown,
            style="plain",
        ),
        "sentence": _planned(planned),
        "is_known": detectable is not None,
    }


def _planned(planned: Planned) -> str:
    if planned.reason is Reason.NOT_PLANNED:
        return _(
            "Write down how many schools take part, how many of them are reached, and how many "
            "answers you expect. Then you see what this survey will be able to show."
        )
    if planned.reason is Reason.NO_COMPARISON:
        return _(
            "Every school gets the visit, so there is no comparison. The survey will show how "
            "people react, never what the visit did. Let some schools wait, drawn by lot."
        )
    if planned.minimum_detectable is None:
        return _(
            "So few schools cannot show any effect, however large. Add schools before you ask."
        )
    return _(
        "An effect this large is seen four times in five. Smaller ones will mostly be missed. A "
        "visit rarely moves an image by more than a few points."
    )
