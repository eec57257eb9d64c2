"""How far each cohort got, from the state's published files: enrolled to earned, small cells protected."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import polars as pl
from django.core.cache import cache
from django.utils.translation import gettext as _

from keyway.engine.cells import Layout, Limits, Sum, Within, hidden
from keyway.engine.pathways import passing
from keyway.partners.queries.directory import public_organizations, source_lines
from keyway.reference.lookups import cted, registry
from keyway.reference.parameters import document
from keyway.render.figure import Figure, Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from keyway.partners.models import Organization
    from keyway.reference.store import Store

STEPS = cted.STEPS
_METHOD = 1
EVERY, FAMILY, FEW, REST = "all", "family", "few", "rest"
STATE = ""
# Who is counted in the first is counted in the second.
WITHIN = (
    ("completers", "enrolled"),
    ("concentrators", "enrolled"),
    ("attempted", "enrolled"),
    ("concentrators_attempted", "concentrators"),
    ("concentrators_attempted", "attempted"),
    ("earned", "attempted"),
)


class Cell(NamedTuple):
    """One count: of which step, of which row, where.

    ``row`` is a program's name in the state's file, or one of EVERY, FAMILY, FEW and REST;
    ``cted_name`` is STATE for all districts together.
    """

    step: str
    row: str
    cted_name: str


@dataclass(frozen=True, slots=True)
class Cohort:
    """Everything that is published about one cohort.

    Attributes:
        year: in which it graduated.
        programs: programs of the manufacturing family, the one with most earners first.
        districts: short names of the districts.
        largest: the two programs with most earners in the newest cohort.
        counts: every count; None where the state prints none.
        unseen: counts that are protected.
        sources: releases the counts come from.
    """

    year: int
    programs: tuple[str, ...]
    districts: tuple[str, ...]
    largest: tuple[str, ...]
    counts: Mapping[Cell, int | None]
    unseen: frozenset[Cell]
    origin: Origin = field(default_factory=Origin)

    def value(self, step: str, row: str, cted_name: str = STATE) -> int | None:
        """Return a count that may be shown, or None."""
        cell = Cell(step, row, cted_name)
        return None if cell in self.unseen else self.counts.get(cell)

    def figure(self, step: str, row: str, cted_name: str = STATE) -> Figure:
        """Return a count as a figure; one that is protected or not printed says why."""
        cell = Cell(step, row, cted_name)
        value = self.value(step, row, cted_name)
        origin = replace(self.origin, note=caution())
        if value is not None:
            return Figure(value, _("students"), origin=origin)
        reason = protected() if cell in self.unseen else _("The state prints no such count.")
        return Figure(None, _("students"), reason=reason, origin=origin)

    def share(self, part: str, whole: str, row: str, cted_name: str = STATE) -> Figure:
        """Return a part of a whole; unknown where either is, for one would give the other away."""
        upper, lower = self.value(part, row, cted_name), self.value(whole, row, cted_name)
        origin = replace(self.origin, method="funnel", note=caution())
        if upper is None or not lower:
            told = {Cell(part, row, cted_name), Cell(whole, row, cted_name)} & self.unseen
            reason = protected() if told else _("The state prints no such count.")
            return Figure(None, style="percent", reason=reason, origin=origin)
        return Figure(upper / lower, style="percent", origin=origin)


def protected() -> str:
    """Return why a count is not shown."""
    text = _("Protected: fewer than %(threshold)s students, or it would give such a count away.")
    return text % {"threshold": limits().threshold}


def limits(*, with_complements: bool = False) -> Limits:
    """Return how small counts are protected: dated parameters."""
    found = document("small_cells")["limits"]
    return Limits(found["threshold"], found["width"], with_complements)


def cohorts(store: Store, state_code: str) -> Mapping[int, Cohort]:
    """Return every published cohort by year; empty where the state publishes none.

    Reckoned once for the releases in force: finding what is safe to show takes some seconds.
    """
    programs = tuple(each.name for each in registry.load().fields_of_state(state_code))
    return _kept(_Releases(store, store.fingerprint(cted.TABLES)), programs)


class _Releases:
    """A store that counts as equal to another with the same releases in force."""

    def __init__(self, store: Store, fingerprint: str) -> None:
        self.store = store
        self.fingerprint = fingerprint

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Releases) and other.fingerprint == self.fingerprint

    def __hash__(self) -> int:
        return hash(self.fingerprint)


@lru_cache(maxsize=4)
def _kept(releases: _Releases, family: tuple[str, ...]) -> Mapping[int, Cohort]:
    return _Cohorts(cted.cohort_counts(releases.store), family, _origin(releases.store))


class _Cohorts(Mapping[int, Cohort]):
    """Cohorts by year, each reckoned when it is first asked for."""

    def __init__(self, rows: pl.DataFrame, family: tuple[str, ...], origin: Origin) -> None:
        self._rows = rows
        self._years = sorted(rows["cohort_year"].unique().to_list()) if family else []
        self._origin = origin
        self._held: dict[int, Cohort] = {}
        newest = rows.filter(pl.col("cohort_year") == max(self._years, default=0))
        self._ranked = _ranked(newest, family)

    def __getitem__(self, year: int) -> Cohort:
        if year not in self._years:
            raise KeyError(year)
        if year not in self._held:
            rows = self._rows.filter(pl.col("cohort_year") == year)
            self._held[year] = _cohort(rows, year, self._ranked, self._origin)
        return self._held[year]

    def __iter__(self) -> Iterator[int]:
        return iter(self._years)

    def __len__(self) -> int:
        return len(self._years)


def _ranked(rows: pl.DataFrame, family: Sequence[str]) -> tuple[str, ...]:
    """Return the family's programs, the one with most earners first."""
    earned = rows.group_by("program_name").agg(pl.col("earned").sum())
    order = dict(earned.iter_rows())
    return tuple(sorted(family, key=lambda name: (-(order.get(name) or 0), name)))


def _origin(store: Store, *tables: str) -> Origin:
    """Return the releases behind the counts; the caution is added in the reader's language."""
    named = {
        (entry.source, entry.release)
        for table in tables or cted.TABLES
        for _root, entry in store.current(table)
    }
    return Origin(sources=source_lines(store, named), method="published")


def caution() -> str:
    """Return what every one of these counts must be read with."""
    return _(
        "Students of the graduating cohort over their whole time in school, not of one year; a "
        "student in two programs counts twice. Small counts are protected."
    )


def _cohort(rows: pl.DataFrame, year: int, ranked: Sequence[str], origin: Origin) -> Cohort:
    districts = tuple(sorted(rows["cted_name"].unique().to_list()))
    present = set(rows["program_name"].unique().to_list())
    programs = tuple(name for name in ranked if name in present)
    largest = tuple(ranked[:2])
    layout = _layout(rows, programs, largest, districts)
    keep = {
        cell for cell in layout.counts if cell.cted_name == STATE or cell.row in (EVERY, FAMILY)
    }
    unseen = _unseen(layout, keep)
    return Cohort(year, programs, districts, largest, layout.counts, unseen, origin)


def _unseen(layout: Layout, keep: set[Cell]) -> frozenset[Cell]:
    """Return which counts are hidden, reckoned once for all workers: it takes about a second."""
    asked = repr((_METHOD, limits(), sorted(layout.counts.items()), layout.sums, layout.within))
    key = f"funnel-{hashlib.sha256(asked.encode()).hexdigest()}"
    kept = cache.get(key)
    if kept is None:
        kept = sorted(tuple(cell) for cell in hidden(layout, limits(), keep=keep))
        cache.set(key, kept, timeout=None)
    return frozenset(Cell(*cell) for cell in kept)


def _layout(
    rows: pl.DataFrame, programs: Sequence[str], largest: Sequence[str], districts: Sequence[str]
) -> Layout:
    """Return the counts of a cohort with all sums that a reader can make of them."""
    counts: dict[Cell, int | None] = {}
    sums: list[Sum] = []
    for step in STEPS:
        counts |= _step_counts(rows, step, programs, districts)
        sums += _step_sums(step, programs, largest, districts)
    for total, parts in sums:
        if total not in counts:
            known = [counts[part] for part in parts if counts.get(part) is not None]
            counts[total] = sum(value for value in known if value is not None) if known else None
    sums = [Sum(total, tuple(part for part in parts if part in counts)) for total, parts in sums]
    within = [
        Within(cell._replace(step=part), cell._replace(step=whole))
        for cell in counts
        for part, whole in WITHIN
        if cell.step == part and cell._replace(step=whole) in counts
    ]
    return Layout(counts, sums, [pair for pair in within if _holds(counts, pair)])


def _holds(counts: Mapping[Cell, int | None], pair: Within) -> bool:
    part, whole = counts[pair.part], counts[pair.whole]
    return part is not None and whole is not None and part <= whole


def _step_counts(
    rows: pl.DataFrame, step: str, programs: Sequence[str], districts: Sequence[str]
) -> dict[Cell, int | None]:
    """Return the printed counts of the family's programs, and all other programs together."""
    found: dict[Cell, int | None] = {}
    told = rows.select("program_name", "cted_name", step)
    for name, district, count in told.filter(pl.col("program_name").is_in(programs)).iter_rows():
        found[Cell(step, name, district)] = count
    others = told.filter(~pl.col("program_name").is_in(programs)).drop_nulls()
    summed = dict(others.group_by("cted_name").agg(pl.col(step).sum()).iter_rows())
    for district in districts:
        found[Cell(step, REST, district)] = summed.get(district, 0)
    return found


def _step_sums(
    step: str, programs: Sequence[str], largest: Sequence[str], districts: Sequence[str]
) -> list[Sum]:
    """Return sums over programs in each district, then over districts, parts before totals."""
    sums = []
    for place in districts:
        sums.append(Sum(Cell(step, FAMILY, place), tuple(Cell(step, p, place) for p in programs)))
        both = (Cell(step, FAMILY, place), Cell(step, REST, place))
        sums.append(Sum(Cell(step, EVERY, place), both))
    sums += [
        Sum(Cell(step, row, STATE), tuple(Cell(step, row, place) for place in districts))
        for row in (*programs, FAMILY, REST, EVERY)
    ]
    few = tuple(Cell(step, name, STATE) for name in programs if name not in largest)
    large = tuple(Cell(step, name, STATE) for name in programs if name in largest)
    sums.append(Sum(Cell(step, FEW, STATE), few))
    sums.append(Sum(Cell(step, FAMILY, STATE), (*large, Cell(step, FEW, STATE))))
    sums.append(Sum(Cell(step, EVERY, STATE), (Cell(step, FAMILY, STATE), Cell(step, REST, STATE))))
    return sums


# --- passing ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Passed:
    """How many of those who took an exam after a program passed it.

    Attributes:
        share: with the range in which the usual share may lie, and of how many students.
        year: of the newest cohort that tells.
        is_statewide: of all districts together, because the one asked for may not be shown.
    """

    share: Figure
    year: int
    is_statewide: bool


def passed(store: Store, state_code: str, row: str, leaid: str) -> Passed | None:
    """Return how many passed after a program of a district, else of the state; None where unknown.

    Args:
        store: the public tables.
        state_code: postal abbreviation.
        row: the program's name in the state's file.
        leaid: the district's number in the nation's list.
    """
    every = cohorts(store, state_code) if row else {}
    here = next((name for name, code in cted.agency_codes(store).items() if code == leaid), None)
    if not every or here is None:
        return None
    cohort = every[max(every)]
    for place in (here, STATE):
        earned, sat = (cohort.value(step, row, place) for step in ("earned", "attempted"))
        if earned is not None and sat:
            return Passed(_pass_share(cohort, earned, sat), cohort.year, place == STATE)
    return None


def _pass_share(cohort: Cohort, earned: int, sat: int) -> Figure:
    rate = passing(earned, sat)
    range_ = _("The usual share lies in this range 90 times of 100, if students pass one by one.")
    note = _("The state does not print which test. %(caution)s") % {"caution": caution()}
    origin = replace(cohort.origin, method="funnel", interval=range_, note=note)
    unit = _("of %(count)s students who took one") % {"count": f"{sat:,}"}
    return Figure(rate.share, unit, rate.low, rate.high, style="percent", origin=origin)


# --- after school ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Placed:
    """What concentrators of a cohort did after school, in one district or in all.

    Attributes:
        category: as the state names it.
        students: how many; unknown where protected.
    """

    category: str
    students: Figure


def placed(store: Store, year: int, cted_name: str = STATE) -> list[Placed]:
    """Return what concentrators did after school; categories do not add up to all of them."""
    rows = cted.placements(store).filter(pl.col("cohort_year") == year)
    if rows.is_empty():
        return []
    counts: dict[Cell, int | None] = {
        Cell("", category, place): count
        for category, place, count in rows.select(
            "category", "cted_name", "students_count"
        ).iter_rows()
    }
    categories = sorted(rows["category"].unique().to_list())
    sums = []
    for category in categories:
        parts = tuple(cell for cell in counts if cell.row == category and cell.cted_name != STATE)
        sums.append(Sum(Cell("", category, STATE), parts))
        counts[sums[-1].total] = sum(counts[part] or 0 for part in parts)
    unseen = hidden(Layout(counts, sums), limits(), keep={each.total for each in sums})
    note = _(
        "Concentrators of all programs whom the state could follow; the categories do not add up "
        "to all of them, and none says whether the job has to do with the program."
    )
    origin = replace(_origin(store, "ade_cted_placements"), note=note)
    found = []
    for category in categories:
        cell = Cell("", category, cted_name)
        if cell in counts:
            value = None if cell in unseen else counts[cell]
            reason = "" if value is not None else protected()
            students = Figure(value, _("students"), reason=reason, origin=origin)
            found.append(Placed(category, students))
    return sorted(found, key=lambda each: -(each.students.value or 0))


def organizations(store: Store) -> dict[str, Organization]:
    """Return the organization of each district of the files, by its short name, where it is public."""
    codes = cted.agency_codes(store)
    rows = public_organizations().filter(official_scheme="nces", official_code__in=codes.values())
    by_code = {each.official_code: each for each in rows}
    return {name: by_code[code] for name, code in codes.items() if code in by_code}
