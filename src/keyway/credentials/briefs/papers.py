"""A plan as a printed page: the routes, what they cost and pay, and three next steps each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from keyway.render.paper import printed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from keyway.credentials.briefs.ladders import Ladder, NextStep
    from keyway.credentials.briefs.rungs import Step
    from keyway.render.figure import Figure


def file_name() -> str:
    """Return what the printed plan is called as a file."""
    return f"{_('my-plan')}.pdf"


def plan(ladders: Sequence[Ladder], *, language: str, on: date) -> dict[str, Any]:
    """Return what the paper says; it holds nothing of a person.

    Args:
        ladders: the routes of the plan.
        language: "en" or "es".
        on: the day it is printed.
    """
    return {
        "kicker": _("Ways to work"),
        "heading": _("My plan"),
        "lede": _("Printed on %(day)s. It holds no name and no place of yours.")
        % {"day": date_format(on)},
        "routes": [_route(each, language) for each in ladders],
        "steps_heading": _("Step by step"),
        "next_heading": _("Your next three steps"),
        "hire_heading": _("Who promises what"),
        "footer": _("Pay and times are not promises. Ask the school before you decide."),
    }


def _route(ladder: Ladder, language: str) -> dict[str, Any]:
    return {
        "title": ladder.title,
        "plain": ladder.plain,
        "facts": list(_facts(ladder, language)),
        "steps": [_step(each, language) for each in ladder.steps],
        "next": [_next(each) for each in ladder.next_steps],
        "promises": [
            _("%(employer)s: %(deed)s, for %(credential)s, until %(day)s")
            % {
                "employer": each.employer,
                "deed": each.deed,
                "credential": each.credential,
                "day": date_format(each.until),
            }
            for each in ladder.promises
        ],
    }


def _facts(ladder: Ladder, language: str) -> Iterable[dict[str, Any]]:
    rows: list[tuple[str, Figure | None]] = [
        (_("Time after high school"), ladder.months),
        (_("Cost to you"), ladder.cost),
        (_("First pay here"), ladder.wage),
        (_("Half earn more than"), ladder.later),
        (_("Jobs open here a year"), ladder.openings),
    ]
    for term, figure in rows:
        if figure is not None:
            shown = printed(figure, language)
            yield {"term": term, "figure": shown}


def _step(step: Step, language: str) -> dict[str, str]:
    where = f" – {step.where}" if step.where else ""
    return {
        "title": f"{step.title}{where}",
        "text": " ".join((*step.lines, *_passed(step, language))),
        "proof": step.proof.words,
    }


def _passed(step: Step, language: str) -> Iterable[str]:
    """Yield how many passed a test after a class, where somebody prints it."""
    if step.passed is not None:
        here = _("Passed a test after this class here:")
        state = _("Passed a test after this class, in the whole state:")
        said = printed(step.passed.share, language)
        year = _("class of %(year)s") % {"year": step.passed.year}
        share = f"{said['value']} {said['unit']} ({said['likely']})"
        yield f"{state if step.passed.is_statewide else here} {share}, {year}."


def _next(step: NextStep) -> dict[str, str]:
    return {
        "text": step.sentence,
        "day": _day(step),
        "url": step.url,
    }


def _day(step: NextStep) -> str:
    if step.day:
        return date_format(step.day)
    return _("Ask for the day.") if step.asks_day else ""
