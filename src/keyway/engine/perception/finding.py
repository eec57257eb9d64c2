"""What a survey found, as it is stored: every number with what it rests on, or why it is missing."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

METHOD = "perception"
METHOD_VERSION = "2"

LEAST_ANSWERS = 10  # fewer are never shown, and neither is anything reckoned from them
EVERYBODY = "all"  # the arm of a standing that adds the arms that may be shown

Json = Mapping[str, Any]


class Reason(StrEnum):
    """Why a number, its interval or its chance is not given."""

    NONE = ""
    TOO_FEW_ANSWERS = "too_few_answers"  # not enough answers yet
    NOT_ASKED = "not_asked"  # nobody was asked at this time
    ALL_ALIKE = "all_alike"  # everyone answered alike; the share would tell each one's answer
    ONE_SCHOOL = "one_school"  # one school tells of itself alone: a number, and no interval
    ONE_QUESTION = "one_question"  # fewer than three questions have no reliability
    NO_COMPARISON = "no_comparison"  # a reaction or a change, never an effect
    FEW_SCHOOLS_REACHED = "few_schools_reached"  # under three: no chance is given
    FEW_SCHOOLS = "few_schools"  # too few for any interval: every one would be open
    FORGOTTEN = "forgotten"  # single answers are no longer kept; counts alone are
    NOT_PLANNED = "not_planned"  # nobody said how many schools will take part


class Caution(StrEnum):
    """What a reader has to know beside the numbers."""

    LOST_MANY = "lost_many"  # an arm gave under two thirds of its first answers later on
    SMALL_SCHOOLS = "small_schools"  # schools with too few answers were left out
    MATCHED = "matched"  # compared with schools alike, not with schools that wait
    MIXED_SCHOOL = "mixed_school"  # one school is in both arms
    NOT_DRAWN = "not_drawn"  # who waits was chosen, not drawn by lot
    LOST_UNEVENLY = "lost_unevenly"  # one arm lost more of its answers than the other
    PLACEBO_MOVED = "placebo_moved"  # where nothing was done, something seems to have worked


class Design(StrEnum):
    """How it came about who was reached: what an effect may claim."""

    NONE = ""
    LOT = "lot"  # drawn by lot: an experiment
    WAITING = "waiting"  # the others wait, but nobody drew lots
    MATCHED = "matched"  # the others are alike


class Trial(StrEnum):
    """A comparison where nothing was done, so that nothing should be found."""

    EARLIER = "earlier"  # the same schools in the year before
    GRADE = "grade"  # a grade of the same schools that the visit did not reach


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with what it rests on; ``value`` None is unknown, never zero.

    Attributes:
        value: the number; its unit is said by whoever holds it.
        low: lower end of the 95 % interval, same unit; None where there is none.
        high: upper end.
        n: answers it rests on; None when under ten.
        schools: schools or groups it rests on; None where each answer stands for itself.
        reason: why the value, or else its interval, is missing.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    schools: int | None = None
    reason: Reason = Reason.NONE

    @property
    def has_interval(self) -> bool:
        """Whether both ends are known."""
        return self.low is not None and self.high is not None


@dataclass(frozen=True, slots=True)
class Standing:
    """The index at one time.

    Attributes:
        wave: "before", "after" or "later".
        arm: "reached", "waiting", "matched", "none", or "all".
        index: 0 (worst image) to 100 (best).
    """

    wave: str
    arm: str
    index: Measure


@dataclass(frozen=True, slots=True)
class Answered:
    """How one question was answered at one time, all arms that may be shown together.

    Attributes:
        question: its number in the survey.
        key: its key in our list; empty for its own words.
        wave: when.
        agree: share (0–1) of the two upper steps, or of yes; as asked, never turned around.
        is_reaction: asked after the event alone: what people say then, never a change.
    """

    question: int
    key: str
    wave: str
    agree: Measure
    is_reaction: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """How far an arm's index moved since before; a change is not an effect.

    Attributes:
        wave: "after" or "later".
        arm: whose.
        points: of the index.
    """

    wave: str
    arm: str
    points: Measure


@dataclass(frozen=True, slots=True)
class Effect:
    """How much more the reached schools moved than schools that were not reached.

    Attributes:
        wave: "after" or "later".
        comparison: arm compared with: "waiting" or "matched"; empty where there is none.
        points: of the index; ``n`` counts the answers of both arms and both times.
        reached: schools reached.
        compared: schools compared with.
        chance: share of assignments, as good as drawn by lot, with a difference as large as this
            where nothing worked (a p-value); None under three schools in either arm.
        smallest_chance: the smallest that so few schools can give.
        minimum_detectable: true effect, in points, that so many schools see four times in five.
        design: how it came about who was reached.
        sets: starts, or reached schools with those alike, within which schools were compared.
    """

    wave: str
    comparison: str
    points: Measure
    reached: int = 0
    compared: int = 0
    chance: float | None = None
    smallest_chance: float | None = None
    minimum_detectable: float | None = None
    design: Design = Design.NONE
    sets: int = 1


@dataclass(frozen=True, slots=True)
class Placebo:
    """The same comparison where nothing was done.

    Attributes:
        trial: where.
        wave: "before" for the year before, else "after" or "later".
        points: of the index; a range that leaves zero out speaks against the effect.
        reached: schools of the reached arm.
        compared: schools compared with.
    """

    trial: Trial
    wave: str
    points: Measure
    reached: int = 0
    compared: int = 0

    @property
    def has_moved(self) -> bool:
        """Whether the range leaves zero out."""
        low, high = self.points.low, self.points.high
        return low is not None and high is not None and not low <= 0 <= high


@dataclass(frozen=True, slots=True)
class Lost:
    """Who answered before, and did not later on.

    Attributes:
        wave: "after" or "later".
        arm: whose.
        schools: that answered before.
        schools_again: of these, those that answered later.
        answers: before.
        answers_again: later; None under ten.
        stayed: index before of the schools that answered again.
        left: index before of those that did not.
        gone: names of those that did not.
    """

    wave: str
    arm: str
    schools: int
    schools_again: int
    answers: int
    answers_again: int | None
    stayed: Measure = field(default_factory=Measure)
    left: Measure = field(default_factory=Measure)
    gone: tuple[str, ...] = ()

    @property
    def share_again(self) -> float | None:
        """Answers later for each answer before; unknown under ten."""
        return None if self.answers_again is None else self.answers_again / self.answers


@dataclass(frozen=True, slots=True)
class Planned:
    """What a planned survey will be able to see, said before it goes out.

    Attributes:
        schools: that will take part; None where nobody said.
        reached: of these, those that get the visit or series.
        answers: expected of each school.
        minimum_detectable: points of the index that it sees four times in five; None with a reason.
        smallest_chance: the smallest p-value that so many schools can give.
        reason: why nothing can be said.
    """

    schools: int | None = None
    reached: int | None = None
    answers: int | None = None
    minimum_detectable: float | None = None
    smallest_chance: float | None = None
    reason: Reason = Reason.NONE


@dataclass(frozen=True, slots=True)
class Finding:
    """Everything a survey says so far; ``to_json`` is what is kept.

    Attributes:
        standings: the index by time and arm, and of all arms together.
        answered: each question by time.
        changes: since before, by time and arm.
        effects: against a comparison group; one a later time, a refusal where there is no group.
        reliability: omega of the index, 0–1: how far its questions measure one thing.
        planned: what the plan can see.
        cautions: what a reader has to know.
        placebos: the same comparisons where nothing was done.
        losses: who did not answer again, by time and arm.
        version: of the method.
    """

    standings: tuple[Standing, ...] = ()
    answered: tuple[Answered, ...] = ()
    changes: tuple[Change, ...] = ()
    effects: tuple[Effect, ...] = ()
    reliability: Measure = field(default_factory=Measure)
    planned: Planned = field(default_factory=Planned)
    cautions: tuple[Caution, ...] = ()
    placebos: tuple[Placebo, ...] = ()
    losses: tuple[Lost, ...] = ()
    version: str = METHOD_VERSION

    def to_json(self) -> dict[str, Any]:
        """Return plain values that a database's JSON field takes; no NaN is among them."""
        return {key: _plain(each) for key, each in asdict(self).items()}

    @classmethod
    def from_json(cls, kept: Json) -> Finding:
        """Return the finding that was kept."""
        return cls(
            standings=tuple(
                Standing(each["wave"], each["arm"], _measure(each["index"]))
                for each in kept["standings"]
            ),
            answered=tuple(
                Answered(**{**each, "agree": _measure(each["agree"])}) for each in kept["answered"]
            ),
            changes=tuple(
                Change(each["wave"], each["arm"], _measure(each["points"]))
                for each in kept["changes"]
            ),
            effects=tuple(_effect(each) for each in kept["effects"]),
            reliability=_measure(kept["reliability"]),
            planned=Planned(**{**kept["planned"], "reason": Reason(kept["planned"]["reason"])}),
            cautions=tuple(Caution(each) for each in kept["cautions"]),
            placebos=tuple(_placebo(each) for each in kept.get("placebos", ())),
            losses=tuple(_lost(each) for each in kept.get("losses", ())),
            version=kept["version"],
        )


def _measure(kept: Json) -> Measure:
    return Measure(**{**kept, "reason": Reason(kept["reason"])})


def _effect(kept: Json) -> Effect:
    points, design = _measure(kept["points"]), Design(kept.get("design", ""))
    return Effect(**{**kept, "points": points, "design": design})


def _placebo(kept: Json) -> Placebo:
    return Placebo(**{**kept, "trial": Trial(kept["trial"]), "points": _measure(kept["points"])})


def _lost(kept: Json) -> Lost:
    held = {name: _measure(kept[name]) for name in ("stayed", "left")}
    return Lost(**{**kept, **held, "gone": tuple(kept["gone"])})


def _plain(value: object) -> object:
    """Return a value as JSON knows it; what is not a finite number is unknown."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, float):
        return round(float(value), 6) if math.isfinite(value) else None
    return value
