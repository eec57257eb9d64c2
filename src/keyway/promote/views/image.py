"""The image index: published studies side by side, and our own surveys with what they cannot say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keyway.engine.perception import EVERYBODY, Design, Measure
from keyway.partners.views.frame import crumbs, language, nothing_here
from keyway.promote.models import PerceptionSurvey, Sitting, SurveyGroup
from keyway.promote.queries import image as queries
from keyway.render import charts, numbers, timelines
from keyway.render.drawing import Row
from keyway.render.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from keyway.engine.perception import Answered, Effect, Finding
    from keyway.promote.models import SurveyQuestion
    from keyway.promote.queries.image import Published, Surveyed
    from keyway.render.drawing import Drawing

_CACHED_SECONDS = 300
_SHOWN = 12
_HEADLINE = "encourage"


@require_safe
def image_index(request: HttpRequest) -> HttpResponse:
    """Show what published studies found, beside the surveys held here."""
    facts = queries.published(language())
    told = queries.surveyed(list(queries.public_surveys()[:_SHOWN]))
    context = {
        "title": _headline(facts),
        "lede": _(
            "What published studies found, what our own surveys say so far, and what must not be "
            "compared."
        ),
        "surveys": [_card(each) for each in told],
        "over_years": _over_years(facts),
        "apart": _apart(facts),
        "newest": _newest(facts),
        "columns": _columns(),
        "population": [_line(each) for each in facts[::-1] if each.fact.kind == "population"],
        "reactions": [_line(each) for each in facts[::-1] if each.fact.kind == "reaction"],
        "crumbs": crumbs((_("Image index"), "")),
    }
    return _public(render(request, "promote/image_index.html", context))


@require_safe
def image_survey(request: HttpRequest, number: int) -> HttpResponse:
    """Show everything that one survey found, and why the rest is missing."""
    survey = queries.public_surveys().filter(pk=number).first()
    if survey is None:
        raise Http404(nothing_here())
    told = queries.surveyed([survey])[0]
    way = ((_("Image index"), reverse("promote:image_index")), (survey.name, ""))
    context = {
        "told": told,
        "eyebrow": _eyebrow(survey),
        "title": sentence(told),
        "crumbs": crumbs(*way),
        **(_found(told) if told.finding else {}),
    }
    return _public(render(request, "promote/image_survey.html", context))


def _public(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=_CACHED_SECONDS)
    return response


# --- published studies -------------------------------------------------------------------------------


def _headline(facts: Sequence[Published]) -> str:
    """Return what the oldest and the newest comparable study found, in one sentence."""
    series = [each for each in facts if each.fact.series == _HEADLINE]
    if len(series) < 2:
        return _("What people think of manufacturing")
    said = {
        "then": numbers.number(100 * (series[0].share.value or 0)),
        "start": series[0].fact.year,
        "now": numbers.number(100 * (series[-1].share.value or 0)),
        "end": series[-1].fact.year,
    }
    text = _(
        "In %(start)s, %(then)s in 100 would encourage a career in manufacturing; in %(end)s, "
        "%(now)s in 100"
    )
    return text % said


def _over_years(facts: Sequence[Published]) -> Drawing | None:
    """Draw the questions that studies asked again, as so many of 100 people asked."""
    found = queries.over_years(facts)
    years = tuple(sorted({row.fact.year for rows in found.values() for row in rows}))
    series = [
        timelines.Series(rows[0].short, years, tuple(_in(year, rows) for year in years))
        for rows in found.values()
    ]
    title = _("What studies asked more than once")
    return timelines.lines(series, title=title, language=language()) if series else None


def _in(year: int, rows: Sequence[Published]) -> Figure:
    """Return what a series found in a year, of 100 people asked."""
    for each in rows:
        if each.fact.year == year:
            told = round(100 * (each.share.value or 0.0))
            return replace(each.share, value=told, unit=_("of 100"), style="count")
    return Figure(None, reason=_("Not asked in this year."))


def _apart(facts: Sequence[Published]) -> list[str]:
    """Return what sets studies of one series apart."""
    return [
        _("%(asked)s, %(year)s: %(note)s")
        % {"asked": row.short, "year": row.fact.year, "note": row.note}
        for rows in queries.over_years(facts).values()
        for row in rows
        if row.note
    ]


def _newest(facts: Sequence[Published]) -> Drawing:
    """Draw the newest answer of the public to each question that our own list asks too."""
    newest: dict[str, Published] = {}
    for each in facts:
        if each.fact.kind == "population" and each.fact.question_key:
            newest[each.fact.series] = each
    rows = [
        Row(name, f"{each.asked} ({each.fact.year})", (each.share,))
        for name, each in newest.items()
    ]
    title = _("What the public said when it was last asked")
    return charts.ranges(rows, title=title, column=_("Share"), with_bars=True, language=language())


def _columns() -> list[dict[str, Any]]:
    return [
        {"label": _("What was asked")},
        {"label": _("Year"), "is_number": True},
        {"label": _("Share"), "is_number": True},
        {"label": _("Asked of")},
        {"label": _("Answers"), "is_number": True},
        {"label": _("To note")},
    ]


def _line(each: Published) -> dict[str, Any]:
    """Return a published share as a row."""
    cells = [str(each.fact.year), each.share, each.population, each.answers, each.note]
    return {"label": each.asked, "href": "", "cells": cells}


# --- our own surveys ---------------------------------------------------------------------------------


def _card(told: Surveyed) -> dict[str, Any]:
    """Return a survey as the index shows it."""
    return {
        "name": told.survey.name,
        "href": reverse("promote:image_survey", args=[told.survey.pk]),
        "eyebrow": _eyebrow(told.survey),
        "index": queries.points(told.index, told.origin, _("of 100 points")),
        "sentence": sentence(told) if told.index.value is not None else "",
    }


def _eyebrow(survey: PerceptionSurvey) -> str:
    said = {"who": survey.get_audience_display(), "status": survey.get_status_display()}
    return _("%(who)s. %(status)s.") % said


def sentence(told: Surveyed) -> str:
    """Return the most that a survey can say, in one sentence."""
    finding = told.finding
    if finding is None or told.index.value is None:
        return _("Not enough answers yet")
    effects = [each for each in finding.effects if each.points.has_interval]
    if effects:
        return _effect_sentence(effects[-1].points)
    changes = [each for each in finding.changes if each.points.value is not None]
    if changes:
        said = _points(changes[-1].points.value or 0.0)
        return _("Answers moved by %(points)s points; that is a change, not an effect") % {
            "points": said
        }
    said = numbers.number(told.index.value)
    return _("The image stands at %(points)s of 100 points") % {"points": said}


def _effect_sentence(measure: Measure) -> str:
    low, high = measure.low or 0.0, measure.high or 0.0
    said = {"low": _points(low), "high": _points(high)}
    if low > 0:
        text = _("The image rose by %(low)s to %(high)s points more where the visit was")
    elif high < 0:
        text = _("The image fell behind where the visit was: by %(low)s to %(high)s points")
    else:
        text = _("No effect can be seen: it may be anything from %(low)s to %(high)s points")
    return text % said


def _points(value: float) -> str:
    return numbers.number(value, decimals=1)


def _found(told: Surveyed) -> dict[str, Any]:
    """Return everything that a finding says, ready to be shown."""
    finding = told.finding
    if finding is None:
        return {}
    asked = queries.questions_by_number(told.survey)
    pairs = [(each, asked[each.question]) for each in finding.answered if each.question in asked]
    return {
        "standings": _standings(told, finding),
        "changes": _changes(told, finding),
        "change_columns": _change_columns(),
        "effects": [_effect(told, each) for each in finding.effects],
        "placebos": _placebos(told, finding),
        "placebo_columns": _placebo_columns(),
        "losses": _losses(told, finding),
        "loss_columns": _loss_columns(),
        "question_columns": _question_columns(),
        "questions": [_question(told, *pair) for pair in pairs if not pair[0].is_reaction],
        "reactions": [_question(told, *pair) for pair in pairs if pair[0].is_reaction],
        "planned": _planned(told, finding),
        "reliability": queries.points(_of_100(finding.reliability), told.origin, _("of 100")),
        "cautions": [queries.caution(each) for each in finding.cautions],
    }


def _of_100(share: Measure) -> Measure:
    """Return a share in hundredths."""
    value, low, high = (
        None if each is None else 100 * each for each in (share.value, share.low, share.high)
    )
    return replace(share, value=value, low=low, high=high)


def _standings(told: Surveyed, finding: Finding) -> Drawing | None:
    """Draw where the image stands, by time and group."""
    known = [each for each in finding.standings if each.index.value is not None]
    several = {each.arm for each in known if each.arm != EVERYBODY}
    rows = [
        Row(
            f"{each.wave}.{each.arm}",
            _("%(when)s: %(who)s") % {"when": _wave(each.wave), "who": _arm(each.arm)},
            (queries.points(each.index, told.origin, _("of 100 points")),),
        )
        for each in known
        if each.arm != EVERYBODY or len(several) > 1
    ]
    if not rows:
        return None
    title = _("Where the image stands, by time and group")
    return charts.ranges(rows, title=title, column=_("Points"), language=language())


def _change_columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Group")},
        {"label": _("Change since before"), "is_number": True},
        {"label": _("Answers"), "is_number": True},
        {"label": _("Schools"), "is_number": True},
    ]


def _changes(told: Surveyed, finding: Finding) -> list[dict[str, Any]]:
    rows = []
    for each in finding.changes:
        label = _("%(when)s: %(who)s") % {"when": _wave(each.wave), "who": _arm(each.arm)}
        cells = [
            queries.points(each.points, told.origin),
            queries.count(each.points.n, _("answers"), told.origin),
            _schools(each.points.schools, told),
        ]
        rows.append({"label": label, "href": "", "cells": cells})
    return rows


def _schools(number: int | None, told: Surveyed) -> object:
    """Return how many schools, or that nobody shares one."""
    return _("none") if number is None else queries.count(number, _("schools"), told.origin)


def _effect(told: Surveyed, each: Effect) -> dict[str, Any]:
    """Return a comparison with everything that belongs to it."""
    seen = Measure(each.minimum_detectable, reason=each.points.reason)
    return {
        "when": _wave(each.wave),
        "with": _arm(each.comparison) if each.comparison else "",
        "points": queries.points(each.points, told.origin),
        "reached": queries.count(each.reached, _("schools"), told.origin),
        "compared": queries.count(each.compared, _("schools"), told.origin),
        "chance": queries.chance(each.chance, told.origin),
        "smallest": queries.chance(each.smallest_chance, told.origin),
        "seen": queries.points(seen, told.origin),
        "design": queries.design(each.design),
        "is_in_turn": each.design in {Design.LOT, Design.WAITING} and each.sets > 1,
    }


def _placebo_columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Where")},
        {"label": _("When")},
        {"label": _("Points"), "is_number": True},
        {"label": _("Schools"), "is_number": True},
    ]


def _placebos(told: Surveyed, finding: Finding) -> list[dict[str, Any]]:
    """Return the same comparisons where nothing was done."""
    return [
        {
            "label": queries.trial(each.trial),
            "href": "",
            "cells": [
                _wave(each.wave),
                queries.points(each.points, told.origin),
                queries.count(each.reached + each.compared, _("schools"), told.origin),
            ],
        }
        for each in finding.placebos
    ]


def _loss_columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Group")},
        {"label": _("Answers before"), "is_number": True},
        {"label": _("Answers then"), "is_number": True},
        {"label": _("Schools before"), "is_number": True},
        {"label": _("Of these, schools again"), "is_number": True},
    ]


def _losses(told: Surveyed, finding: Finding) -> list[dict[str, Any]]:
    """Return who did not answer again, by time and group; schools have no names here."""
    rows = []
    for each in finding.losses:
        label = _("%(when)s: %(who)s") % {"when": _wave(each.wave), "who": _arm(each.arm)}
        answers = (each.answers, each.answers_again)
        schools = (each.schools, each.schools_again)
        cells = [queries.count(number, _("answers"), told.origin) for number in answers]
        cells += [queries.count(number, _("schools"), told.origin) for number in schools]
        rows.append({"label": label, "href": "", "cells": cells})
    return rows


def _question_columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Question")},
        {"label": _("When")},
        {"label": _("Agree, likely or yes"), "is_number": True},
        {"label": _("Answers"), "is_number": True},
        {"label": _("Published"), "is_number": True},
        {"label": _("Asked of")},
    ]


def _question(told: Surveyed, each: Answered, asked: SurveyQuestion) -> dict[str, Any]:
    """Return how a question was answered, beside the newest published share of its kind."""
    kind = "reaction" if each.is_reaction else "population"
    others = [fact for fact in queries.published_of(each.key, language()) if fact.fact.kind == kind]
    other = others[0] if others else None
    of = f"{other.population}, {other.fact.year}" if other else _("nothing alike is published")
    cells = [
        _wave(each.wave),
        queries.share(each.agree, told.origin),
        queries.count(each.agree.n, _("answers"), told.origin),
        other.share if other else "",
        of,
    ]
    text = asked.text_es if language() == "es" else asked.text_en
    return {"label": text, "href": "", "cells": cells}


def _planned(told: Surveyed, finding: Finding) -> dict[str, Any]:
    """Return what the plan can see."""
    plan = finding.planned
    seen = Measure(plan.minimum_detectable, reason=plan.reason)
    return {
        "is_known": bool(plan.schools and plan.reached and plan.answers),
        "schools": plan.schools,
        "reached": plan.reached,
        "answers": plan.answers,
        "seen": queries.points(seen, told.origin),
    }


def _wave(wave: str) -> str:
    return str(dict(Sitting.Wave.choices).get(wave, wave))


def _arm(arm: str) -> str:
    if arm == EVERYBODY:
        return _("All together")
    return str(dict(SurveyGroup.Arm.choices).get(arm, arm))
