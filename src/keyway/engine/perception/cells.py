"""The schools of each arm at each time, and what may be shown of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from keyway.engine.perception.finding import LEAST_ANSWERS, Measure
from keyway.engine.perception.levels import index, pooled
from keyway.engine.perception.values import Arm, Sat, Wave, together

LATER = (Wave.AFTER, Wave.LATER)

Unit = tuple[str, int]
"""A school, and the start at which its arm was given."""

Schools = Mapping[Unit, Sat]
Cells = Mapping[tuple[Arm, Wave], Schools]


def by_school(sats: Iterable[Sat]) -> list[Sat]:
    """Return one sum for each school, arm, time and start; those that nobody answered are absent."""
    parts: dict[tuple[str, Arm, Wave, int, bool], list[Sat]] = defaultdict(list)
    for each in sats:
        if each.n:
            parts[each.school, each.arm, each.wave, each.cohort, each.is_placebo].append(each)
    return [together(parts[place]) for place in sorted(parts)]


def cells_of(sats: Iterable[Sat]) -> Cells:
    """Return the schools by arm and time, both in their order."""
    cells: dict[tuple[Arm, Wave], dict[Unit, Sat]] = defaultdict(dict)
    for each in sats:
        cells[each.arm, each.wave][each.school, each.cohort] = each
    return {(arm, wave): cells[arm, wave] for arm in Arm for wave in Wave if (arm, wave) in cells}


def enough(cells: Cells) -> Cells:
    """Return the arms and times that enough people answered."""
    return {place: cell for place, cell in cells.items() if answers_of(cell) >= LEAST_ANSWERS}


def answers_of(cell: Schools) -> int:
    """Return how many answered."""
    return sum(each.n for each in cell.values())


def pairs(before: Schools, after: Schools) -> list[tuple[Sat, Sat]]:
    """Return the schools that were asked both times, in the order of their names."""
    return [(before[key], after[key]) for key in sorted(before.keys() & after.keys()) if key[0]]


def level(cells: Sequence[Schools]) -> Measure:
    """Return the index of several arms; by school, unless somebody answered without one."""
    n = sum(map(answers_of, cells))
    people = [each for cell in cells for each in cell.values()]
    if any(not each.school for each in people):
        all_of_them = together(people)
        return pooled(n, all_of_them.mean, all_of_them.variance)
    schools: dict[str, list[Sat]] = defaultdict(list)
    for each in people:
        schools[each.school].append(each)
    return index([together(parts).mean for parts in schools.values()], n)
