"""Toolkits as readers use them: the lesson on its clock, standards together, questions on a card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

_TOGETHER = {"step": "steps", "standard": "standards"}
_MOST_POINTS = 4
_LEAST_ON_SCALE = 2
# What opens a part of the page; small headings before the first stand one level higher.
_OPENING = frozenset({"heading", "question"})


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a lesson on its clock.

    Attributes:
        block: what is done.
        number: which step of the toolkit it is, from 1.
        starts: the minute at which it starts; None after a step whose length nobody gave.
        ends: the minute at which it ends; None where its length is not given.
    """

    block: Any
    number: int
    starts: int | None
    ends: int | None


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a step lies on the scale of a lesson, in percent of its length."""

    number: int
    left: str
    width: str
    middle: str


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that are shown together.

    Attributes:
        kind: "steps", "standards", or the type of the one block it holds.
        blocks: the blocks, in their order.
        level: how deep its small headings stand, so that no level is skipped.
        steps: the same on the clock, where they are steps.
    """

    kind: str
    blocks: tuple[Any, ...]
    level: int
    steps: tuple[Step, ...] = ()

    @property
    def block(self) -> Any:
        """The first block."""
        return self.blocks[0]

    @property
    def minutes(self) -> int | None:
        """The minute at which the last step ends; None where a length is missing."""
        return self.steps[-1].ends if self.steps else None

    @property
    def scale(self) -> tuple[Mark, ...]:
        """The steps to scale; none where a length is missing or one step stands alone."""
        timed = [
            (each.number, each.starts, each.ends)
            for each in self.steps
            if each.starts is not None and each.ends is not None
        ]
        if len(timed) < len(self.steps) or len(timed) < _LEAST_ON_SCALE:
            return ()
        begins, ends = timed[0][1], timed[-1][2]
        return tuple(
            Mark(
                number,
                _percent(first - begins, ends - begins),
                _percent(last - first, ends - begins),
                _percent((first + last) / 2 - begins, ends - begins),
            )
            for number, first, last in timed
        )


def grouped(body: Iterable[Any]) -> list[Group]:
    """Return the blocks of a toolkit, with steps and standards that follow each other together.

    The clock of a lesson runs on through headings and texts between its steps; after steps without
    lengths it starts anew.
    """
    groups: list[Group] = []
    clock: int | None = 0
    number = 0
    level = 2
    for kind, blocks in _runs(body):
        level = 3 if kind in _OPENING else level
        clock = 0 if kind == "steps" and clock is None else clock
        steps = []
        for block in blocks if kind == "steps" else ():
            minutes = block.value.get("minutes")
            ends = clock + minutes if clock is not None and minutes else None
            number += 1
            steps.append(Step(block, number, clock, ends))
            clock = ends
        groups.append(Group(kind, tuple(blocks), level, tuple(steps)))
    return groups


def points(body: Iterable[Any]) -> list[str]:
    """Return what a card lists of a toolkit: its questions, else its headings."""
    blocks = list(body)
    asked = [str(each.value["question"]) for each in blocks if each.block_type == "question"]
    headings = [str(each.value) for each in blocks if each.block_type == "heading"]
    return (asked or headings)[:_MOST_POINTS]


def first_figure(body: Iterable[Any]) -> Any:
    """Return the first figure block of a toolkit; None without one."""
    return next((each for each in body if each.block_type == "figure"), None)


def _runs(body: Iterable[Any]) -> list[tuple[str, list[Any]]]:
    """Return blocks in runs: those of a kind that belong together stand in one."""
    runs: list[tuple[str, list[Any]]] = []
    for block in body:
        kind = _TOGETHER.get(block.block_type, block.block_type)
        if runs and kind == runs[-1][0] and block.block_type in _TOGETHER:
            runs[-1][1].append(block)
        else:
            runs.append((kind, [block]))
    return runs


def _percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.2f}%"
