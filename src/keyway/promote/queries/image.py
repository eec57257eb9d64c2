"""The image index: what published studies found, and what our own surveys say, as figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from keyway.engine.perception import (
    METHOD,
    Caution,
    Design,
    Finding,
    Measure,
    Reason,
    Trial,
)
from keyway.promote.models import PerceptionFinding, PerceptionSurvey, SurveyQuestion
from keyway.reference.perception.benchmarks import Benchmark, benchmarks, benchmarks_of
from keyway.render.figure import Figure, Origin, SourceLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from django.db.models import QuerySet

_WAYS = 10_000  # a chance is told as so many of ten thousand ways to draw the schools


# --- published studies -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Published:
    """One published share.

    Attributes:
        fact: as it was read.
        asked: what was asked, in the reader's language.
        short: the same for a drawing; empty where the series is not drawn over years.
        population: who was asked, in the reader's language.
        note: what sets it apart; may be empty.
        share: of those asked.
        answers: of the whole study.
    """

    fact: Benchmark
    asked: str
    short: str
    population: str
    note: str
    share: Figure
    answers: Figure


def published(language: str) -> list[Published]:
    """Return every published share, the oldest first."""
    return [_published(each, language) for each in benchmarks()]


def published_of(question_key: str, language: str) -> list[Published]:
    """Return the shares that ask what a question of our list asks, the newest first.

    They stand beside other numbers, so each carries what sets it apart.
    """
    found = (_published(each, language) for each in benchmarks_of(question_key))
    return [
        replace(each, share=replace(each.share, origin=replace(each.share.origin, note=each.note)))
        for each in found
    ]


def over_years(facts: Iterable[Published]) -> dict[str, list[Published]]:
    """Return the series of the population that are drawn over years."""
    series: dict[str, list[Published]] = {}
    for each in facts:
        if each.short:
            series.setdefault(each.fact.series, []).append(each)
    return series


def _published(fact: Benchmark, language: str) -> Published:
    is_spanish = language == "es"
    note = fact.note_es if is_spanish else fact.note_en
    source = SourceLine(
        publisher=fact.publisher,
        title=fact.study,
        release=str(fact.year),
        url=fact.url,
        retrieved_date=fact.seen_date.isoformat(),
    )
    origin = Origin(sources=(source,), method="published")
    return Published(
        fact=fact,
        asked=fact.asked_es if is_spanish else fact.asked_en,
        short=fact.short_es if is_spanish else fact.short_en,
        population=fact.population_es if is_spanish else fact.population_en,
        note=note,
        share=Figure(float(fact.value), origin=origin, style="percent"),
        answers=_answers_of(fact, origin),
    )


def _answers_of(fact: Benchmark, origin: Origin) -> Figure:
    if fact.answers_count is None:
        reason = _("Our source does not say how many answered.")
        return Figure(None, _("answers"), reason=reason, origin=origin)
    unit = _("answers or more") if fact.is_least else _("answers")
    return Figure(fact.answers_count, unit, origin=origin)


# --- our own surveys ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A survey that everybody may see, with what it found.

    Attributes:
        survey: what was asked of whom.
        finding: the newest; None before the first is reckoned.
        origin: of every number in it.
        reckoned_date: of the finding.
    """

    survey: PerceptionSurvey
    finding: Finding | None
    origin: Origin
    reckoned_date: date | None

    @property
    def index(self) -> Measure:
        """Where the image stands by the newest answers of all arms together."""
        every = self.finding.standings if self.finding else ()
        told = [each.index for each in every if each.arm == "all"]
        known = [each for each in told if each.value is not None]
        return (known or told or [Measure(reason=Reason.TOO_FEW_ANSWERS)])[-1]


def public_surveys() -> QuerySet[PerceptionSurvey]:
    """Return the surveys whose questions and findings everybody may see, the newest first."""
    return PerceptionSurvey.objects.filter(
        kind=PerceptionSurvey.Kind.INDEX,
        status__in=(PerceptionSurvey.Status.OPEN, PerceptionSurvey.Status.CLOSED),
    ).order_by("-pk")


def surveyed(surveys: Sequence[PerceptionSurvey]) -> list[Surveyed]:
    """Return surveys with their newest findings."""
    rows = PerceptionFinding.objects.filter(survey__in=surveys).order_by("reckoned_at", "pk")
    newest = {row.survey_id: row for row in rows}
    return [_surveyed(each, newest.get(each.pk)) for each in surveys]


def questions_by_number(survey: PerceptionSurvey) -> dict[int, SurveyQuestion]:
    """Return the questions of a survey by their number."""
    return {each.order: each for each in SurveyQuestion.objects.filter(survey=survey)}


def _surveyed(survey: PerceptionSurvey, row: PerceptionFinding | None) -> Surveyed:
    asked = SourceLine(
        publisher=_("The partnership's own survey"),
        title=survey.name,
        release=row.reckoned_at.date().isoformat() if row else "",
    )
    origin = Origin(sources=(asked,), method=METHOD, interval=interval())
    if row is None:
        return Surveyed(survey, None, origin, None)
    found = Finding.from_json(row.result)
    day = row.reckoned_at.date()
    origin = replace(origin, method_version=found.version, computed_date=day.isoformat())
    return Surveyed(survey, found, origin, day)


def interval() -> str:
    """Return what the range of a survey's number is."""
    return _("95 of 100 such ranges hold the true number; schools, not students, are counted.")


def points(measure: Measure, origin: Origin, unit: str = "") -> Figure:
    """Return an index, a change or an effect as a figure."""
    return Figure(
        None if measure.value is None else round(measure.value, 1),
        unit or _("points"),
        low=None if measure.low is None else round(measure.low, 1),
        high=None if measure.high is None else round(measure.high, 1),
        reason=because(measure.reason),
        origin=origin,
        style="plain",
    )


def share(measure: Measure, origin: Origin) -> Figure:
    """Return a share as a figure."""
    return Figure(
        measure.value,
        low=measure.low,
        high=measure.high,
        reason=because(measure.reason),
        origin=origin,
        style="percent",
    )


def count(number: int | None, unit: str, origin: Origin) -> Figure:
    """Return a number of answers or schools; under ten answers nothing is told."""
    reason = because(Reason.TOO_FEW_ANSWERS) if number is None else ""
    return Figure(number, unit, reason=reason, origin=replace(origin, interval=""))


def chance(value: float | None, origin: Origin) -> Figure:
    """Return a p-value as so many of ten thousand ways to draw the schools."""
    unit = _("of 10,000 ways to draw the schools")
    if value is None:
        reason = because(Reason.FEW_SCHOOLS_REACHED)
        return Figure(None, unit, reason=reason, origin=replace(origin, interval=""))
    told = max(round(value * _WAYS), 1)
    return Figure(told, unit, origin=replace(origin, interval=""))


def because(reason: Reason) -> str:
    """Return in plain words why a number, its range or its chance is missing."""
    return {
        Reason.NONE: "",
        Reason.TOO_FEW_ANSWERS: _("Not enough answers yet: ten are needed."),
        Reason.NOT_ASKED: _("Nobody was asked before, so nothing can be said of a change."),
        Reason.ALL_ALIKE: _("All answered alike, so the share would tell each one's answer."),
        Reason.ONE_SCHOOL: _("One school tells of itself alone, so there is no range."),
        Reason.ONE_QUESTION: _("Three questions are needed."),
        Reason.NO_COMPARISON: _("No other schools were asked, so no effect can be told."),
        Reason.FEW_SCHOOLS_REACHED: _("Fewer than three schools, so no chance is given."),
        Reason.FEW_SCHOOLS: _("So few schools allow no range."),
        Reason.FORGOTTEN: _("Single answers are no longer kept."),
        Reason.NOT_PLANNED: _("Nobody said yet how many schools will take part."),
    }[reason]


def caution(one: Caution) -> str:
    """Return what a reader has to know beside the numbers."""
    return {
        Caution.LOST_MANY: _(
            "Fewer than two thirds answered again. Those who did may think otherwise than those "
            "who did not."
        ),
        Caution.LOST_UNEVENLY: _(
            "One group lost more of its answers than the other. That alone can look like an effect."
        ),
        Caution.SMALL_SCHOOLS: _("Schools with fewer than three answers were left out."),
        Caution.MATCHED: _(
            "The schools compared with are alike, but were not drawn by lot: they may differ in "
            "what nobody measured."
        ),
        Caution.NOT_DRAWN: _(
            "Who waits was not drawn by lot. Schools that went first may have wanted it more."
        ),
        Caution.MIXED_SCHOOL: _(
            "One school stands in both groups, so what was told may have been passed on."
        ),
        Caution.PLACEBO_MOVED: _(
            "Where nothing was done, the groups moved apart as well. Do not take the difference "
            "for an effect."
        ),
    }[one]


def design(one: Design) -> str:
    """Return how it came about who was reached."""
    return {
        Design.NONE: "",
        Design.LOT: _("Drawn by lot: an experiment"),
        Design.WAITING: _("Others wait, without a lot"),
        Design.MATCHED: _("Schools alike, without a lot"),
    }[one]


def trial(one: Trial) -> str:
    """Return where nothing was done and the same comparison was made."""
    return {
        Trial.EARLIER: _("The year before the visit"),
        Trial.GRADE: _("A grade that the visit did not reach"),
    }[one]
