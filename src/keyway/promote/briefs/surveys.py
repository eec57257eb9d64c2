"""How surveys are told: answers to pick from, what a sitting stands at, and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from keyway.engine.perception import LEAST_ANSWERS, Measure, Reason
from keyway.promote.briefs.findings import origin, reason, words_of
from keyway.promote.models import PerceptionSurvey, Sitting, SurveyQuestion
from keyway.promote.queries.surveys import OFF_SUBJECT, SittingState, state_of, topic_names
from keyway.render import qr
from keyway.render.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from keyway.promote.forms.answers import Row
    from keyway.promote.queries.results import SittingShown

_STEP = 0.05  # shares of one class are told in twentieths, so that no student's answer shows
Scale = SurveyQuestion.Scale


def old_sheet() -> str:
    """Return what is said where a form came without its proof."""
    return _("This page was open for too long. Send it again; what you picked is still here.")


def choices(scale: str) -> list[tuple[int, str]]:
    """Return the answers of a scale, each with its step."""
    if scale == Scale.YES_NO:
        return [(5, _("Yes")), (1, _("No"))]
    if scale == Scale.LIKELY:
        words = [
            _("Very unlikely"),
            _("Unlikely"),
            _("Not sure"),
            _("Likely"),
            _("Very likely"),
        ]
    else:
        words = [
            _("Strongly disagree"),
            _("Disagree"),
            _("Not sure"),
            _("Agree"),
            _("Strongly agree"),
        ]
    return list(enumerate(words, start=1))


def asked(question: SurveyQuestion, language: str, picked: int | None = None) -> dict[str, Any]:
    """Return a question as a sheet shows it."""
    return {
        "number": question.order,
        "text": words_of(question, language),
        "choices": [
            {"step": step, "label": label, "is_picked": step == picked}
            for step, label in choices(question.scale)
        ],
    }


def listed(question: SurveyQuestion, language: str) -> dict[str, Any]:
    """Return a question as those who write the survey see it, with what the linter found."""
    topics = list(question.topics)
    return {
        "question": question,
        "scale": question.get_scale_display(),
        "topics": topic_names(topics, language),
        "is_off_subject": OFF_SUBJECT in topics,
    }


# --- a sitting -------------------------------------------------------------------------------------


def sitting(
    one: Sitting, shown: SittingShown | None, count: int, on: date, language: str
) -> dict[str, Any]:
    """Return a sitting for whoever runs it; answers are counted, never shown, before it is closed."""
    state = state_of(one, on=on)
    return {
        "sitting": one,
        "wave": one.get_wave_display(),
        "state": state.value,
        "is_open": state is SittingState.OPEN,
        "days": days(one),
        "count": so_far(count),
        "has_enough": count >= LEAST_ANSWERS,
        "shown": shown,
        "answers": answers_figure(shown) if shown else None,
        "lines": _lines(shown, language) if shown else [],
    }


def _lines(shown: SittingShown, language: str) -> list[dict[str, Any]]:
    return [
        {
            "text": words_of(each.question, language),
            "figure": _share(each.agree, shown.reckoned_at),
            "is_reversed": each.question.is_reversed,
        }
        for each in shown.lines
    ]


def listed_sitting(one: Sitting, on: date) -> dict[str, Any]:
    """Return a sitting as a line of a list."""
    state = state_of(one, on=on)
    words = {
        SittingState.EARLY: _("Not open yet"),
        SittingState.OPEN: pgettext("survey", "Open"),
        SittingState.CLOSED: _("Closed"),
    }
    return {
        "sitting": one,
        "survey": one.group.survey,
        "where": one.group.school.name if one.group.school else _("Whoever takes the link"),
        "wave": one.get_wave_display(),
        "days": days(one),
        "state": words[state],
        "is_open": state is SittingState.OPEN,
    }


def so_far(count: int) -> str:
    """Return how many have answered, and from when on something is shown."""
    if not count:
        return _("No answers yet; results are shown from 10.")
    if count < LEAST_ANSWERS:
        return ngettext(
            "%(count)s answer so far; shown from 10.",
            "%(count)s answers so far; shown from 10.",
            count,
        ) % {"count": count}
    return ngettext(
        "%(count)s answer so far.", "%(count)s answers so far.", count
    ) % {"count": count}  # fmt: skip


def days(one: Sitting) -> str:
    """Return the days of a sitting."""
    return _("%(first)s to %(last)s") % {
        "first": date_format(one.opens_date),
        "last": date_format(one.closes_date),
    }


def answers_figure(shown: SittingShown) -> Figure:
    """Return how many answered; unknown under ten."""
    return Figure(
        shown.answers,
        unit=_("answers"),
        reason=reason(Reason.TOO_FEW_ANSWERS) if shown.answers is None else "",
        origin=origin(shown.reckoned_at),
    )


def _share(agree: Measure, reckoned_at: datetime) -> Figure:
    def told(value: float | None) -> float | None:
        return None if value is None else round(value / _STEP) * _STEP

    return Figure(
        told(agree.value),
        low=told(agree.low) if agree.has_interval else None,
        high=told(agree.high) if agree.has_interval else None,
        reason=reason(agree.reason),
        origin=origin(
            reckoned_at, _("Rounded to five percent, so that no student's answer shows.")
        ),
        style="percent",
    )


def check_title(sittings: Sequence[dict[str, Any]]) -> str:
    """Return what a teacher's page finds first."""
    if any(each["lines"] for each in sittings):
        return _("What your class said")
    return _("Your check is ready") if len(sittings) < 2 else _("Your checks")


def can_ask_again(sittings: Sequence[dict[str, Any]]) -> bool:
    """Return whether the same class can be asked after what it sees or visits."""
    waves = {each["sitting"].wave for each in sittings}
    is_over = all(each["shown"] is not None for each in sittings)
    return is_over and Sitting.Wave.AFTER not in waves


# --- paper -----------------------------------------------------------------------------------------


def grid(
    one: Sitting, questions: Sequence[SurveyQuestion], rows: Sequence[Row], errors: Sequence[str]
) -> dict[str, Any]:
    """Return the page on which many sheets are typed in."""
    return {
        "sitting": one,
        "columns": [
            {"number": each.order, "text": each.text_en, "text_es": each.text_es}
            for each in questions
        ],
        "rows": [
            {
                "number": row.number,
                "is_wrong": bool(row.error),
                "cells": [
                    {
                        "name": f"r{row.number}-{question.order}",
                        "value": cell,
                        "label": _("Sheet %(row)s, question %(question)s")
                        % {"row": row.number, "question": question.order},
                        "is_number": question.scale != Scale.YES_NO,
                    }
                    for question, cell in zip(questions, row.cells, strict=True)
                ],
            }
            for row in rows
        ],
        "errors": errors,
        "has_yes_no": any(each.scale == Scale.YES_NO for each in questions),
    }


def heading(survey: PerceptionSurvey) -> str:
    """Return what a sheet is headed by, in words of whoever answers."""
    if survey.audience == PerceptionSurvey.Audience.PUPILS:
        return _("What do you think about making things?")
    return _("What do you think about manufacturing?")


def paper_sheet(
    one: Sitting, questions: Iterable[SurveyQuestion], address: str, language: str
) -> dict[str, Any]:
    """Return what the printed sheet says; it asks for no name."""
    return {
        "kicker": _("Short survey"),
        "heading": heading(one.group.survey),
        "lede": _("Do not write your name. Mark one box in each row. You may skip a row."),
        "questions": [
            {
                "number": str(each.order),
                "text": words_of(each, language),
                "choices": [label for _step, label in choices(each.scale)],
            }
            for each in questions
        ],
        "qr": qr.svg(address),
        "qr_alt": _("Opens the questions: %(address)s") % {"address": address},
        "call": _("Or answer on a phone"),
        "address": address.split("://", 1)[1].rstrip("/"),
        "code_words": _("Code"),
        "code": one.code,
        "footer": _("Nobody can tell who you are. Answers are forgotten after a year."),
    }
