"""Fill the county counts that are withheld, so that everything adds up to what is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.optimize import linprog

from keyway.errors import Broken

if TYPE_CHECKING:
    from keyway.engine.draws import Array

Index = NDArray[np.intp]

# A withheld cell without a count of establishments holds one or two of them.
UNSEEN_ESTABLISHMENTS = 1.5


@dataclass(frozen=True, slots=True)
class Filled:
    """County × industry jobs: what is published, what was filled and under which totals.

    Attributes:
        counties, industries: labels of rows and columns, sorted.
        jobs: jobs, shape (counties, industries), point estimate.
        row, column: places of the filled cells.
        start: expected jobs of the filled cells before adding up.
        families: per kind of total, the group of each filled cell (-1: none).
        targets: per kind of total, jobs left for each group, made consistent.
    """

    counties: list[str]
    industries: list[str]
    jobs: Array
    row: Index
    column: Index
    start: Array
    families: tuple[Index, ...]
    targets: tuple[Array, ...]


def sector(naics_code: str) -> str:
    """Return the sector of a code as statisticians write it: 31, 32 and 33 are "31-33"."""
    two = naics_code[:2]
    return {"31": "31-33", "32": "31-33", "33": "31-33", "44": "44-45", "45": "44-45"}.get(
        two, {"48": "48-49", "49": "48-49"}.get(two, two)
    )


def parents(naics_code: str) -> tuple[str, str, str]:
    """Return the code, its three-digit parent and its sector."""
    return naics_code, naics_code[:3], sector(naics_code)


def add_up(
    start: Array, families: tuple[Index, ...], targets: tuple[Array, ...], *, sweeps: int
) -> Array:
    """Scale the expected cells until each group meets its target, widest total first.

    Returns:
        Jobs per filled cell. Groups without a target leave their cells as they are.
    """
    cells = start.copy()
    for _ in range(sweeps):
        for group, target in zip(families, targets, strict=True):
            inside = group >= 0
            total = np.bincount(group[inside], cells[inside], len(target))
            factor = np.divide(target, total, out=np.ones_like(target), where=total > 0)
            cells[inside] *= factor[group[inside]]
    return cells


def fill(
    industry_jobs: pl.DataFrame, industry_totals: pl.DataFrame, counties: list[str], *, sweeps: int
) -> Filled:
    """Estimate the withheld county × industry cells under their published totals.

    A linear program first finds the smallest change that lets all totals hold at once (they carry
    noise, so they need not agree); the cells are then the ones nearest to their expected size that
    meet those totals.

    Args:
        industry_jobs: see ``DemandInputs``.
        industry_totals: see ``DemandInputs``.
        counties: every county of the state, sorted.
        sweeps: passes of the adding-up.

    Returns:
        The table with its filled cells.
    """
    detailed = industry_jobs.filter(pl.col("naics_code").str.contains(r"^\d{4}$"))
    county_parents = industry_jobs.filter(~pl.col("naics_code").str.contains(r"^\d{4}$"))
    totals = industry_totals.drop_nulls("employment_count")
    four = totals.filter(pl.col("naics_code").str.contains(r"^\d{4}$"))["naics_code"]
    industries = sorted(set(detailed["naics_code"]) | set(four))
    known, seen = _tables(detailed, counties, industries)
    table = np.nan_to_num(known)
    expected = _expected(known, seen)
    groups = _groups(counties, industries, county_parents, totals)
    families, targets, reachable = _remaining(known, table, groups)
    # A cell that nobody mentions is only filled where a total leaves jobs over.
    mentioned = np.isfinite(seen) & np.isnan(known)
    row, column = np.nonzero(np.isnan(known) & (reachable | mentioned))
    start = expected[row, column]
    chosen = tuple(family[row, column] for family in families)
    consistent = _reconcile(start, chosen, targets)
    table[row, column] = add_up(start, chosen, consistent, sweeps=sweeps)
    return Filled(counties, industries, table, row, column, start, chosen, consistent)


def _tables(
    detailed: pl.DataFrame, counties: list[str], industries: list[str]
) -> tuple[Array, Array]:
    """Return jobs and establishments as tables, NaN where unknown."""
    place = {code: number for number, code in enumerate(counties)}
    column = {code: number for number, code in enumerate(industries)}
    known = np.full((len(counties), len(industries)), np.nan)
    seen = np.full_like(known, np.nan)
    for county, naics, establishments, jobs in detailed.select(
        "county_fips", "naics_code", "establishments_count", "employment_count"
    ).iter_rows():
        if county not in place:
            continue
        at = place[county], column[naics]
        known[at] = np.nan if jobs is None else jobs
        seen[at] = UNSEEN_ESTABLISHMENTS if establishments is None else establishments
    return known, seen


def _expected(known: Array, seen: Array) -> Array:
    """Return expected jobs of unknown cells: establishments × the industry's mean size.

    Where no establishment is reported, the chance that one exists grows with the county.
    """
    both = np.isfinite(known) & np.isfinite(seen)
    jobs = np.where(both, known, 0).sum(0)
    firms = np.where(both, seen, 0).sum(0)
    overall = max(jobs.sum(), 1.0) / max(firms.sum(), 1.0)
    size = np.where(firms > 0, (jobs + overall) / (firms + 1), overall)
    weight = np.nan_to_num(known).sum(1)
    chance = np.minimum(1.0, 0.2 + weight / max(weight.max(), 1.0))
    unseen = UNSEEN_ESTABLISHMENTS * chance[:, None]
    return np.asarray(np.maximum(np.where(np.isfinite(seen), seen, unseen), 0.5) * size)


def _groups(
    counties: list[str], industries: list[str], county_parents: pl.DataFrame, totals: pl.DataFrame
) -> list[tuple[Index, Array]]:
    """Return each kind of total: the group of every cell and the published total per group."""
    state = dict(totals.select("naics_code", "employment_count").iter_rows())
    local: dict[tuple[str, ...], float] = {
        (county, naics): jobs
        for county, naics, jobs in county_parents.select(
            "county_fips", "naics_code", "employment_count"
        ).iter_rows()
        if jobs is not None
    }
    kinds: list[tuple[Index, Array]] = []
    for level in (2, 1, 0):
        codes = [parents(naics)[level] for naics in industries]
        kinds.append(
            _kind(
                [[(code,) for code in codes]] * len(counties), {(k,): v for k, v in state.items()}
            )
        )
        if level:
            kinds.append(_kind([[(county, code) for code in codes] for county in counties], local))
    return [kind for kind in kinds if len(kind[1])]


def _kind(
    labels: list[list[tuple[str, ...]]], published: dict[tuple[str, ...], float]
) -> tuple[Index, Array]:
    """Number the groups that have a published total; cells of the others get -1."""
    present = sorted({label for line in labels for label in line} & set(published))
    number = {label: order for order, label in enumerate(present)}
    group = np.array([[number.get(label, -1) for label in line] for line in labels], dtype=np.intp)
    return group, np.array([published[label] for label in present], dtype=np.float64)


def _remaining(
    known: Array, table: Array, groups: list[tuple[Index, Array]]
) -> tuple[list[Index], list[Array], NDArray[np.bool_]]:
    """Return per kind what the known cells leave over, and which cells could hold it.

    A cell can hold jobs only if each total above it leaves some and at least one exists.
    """
    left: list[Array] = []
    possible = np.ones(known.shape, dtype=bool)
    bounded = np.zeros(known.shape, dtype=bool)
    for group, published in groups:
        inside = group >= 0
        used = np.bincount(group[inside], table[inside], len(published))
        rest = np.maximum(published - used, 0.0)
        left.append(rest)
        possible &= ~inside | (np.append(rest, 0.0)[group] > 0)
        bounded |= inside
    return [group for group, _ in groups], left, possible & bounded


def _reconcile(
    start: Array, families: tuple[Index, ...], targets: list[Array]
) -> tuple[Array, ...]:
    """Change the totals as little as it takes for one table to meet them all.

    Raises:
        Broken: the linear program did not end; it is always feasible, so this is a defect.
    """
    cells = len(start)
    blocks = [
        sp.csr_matrix(
            (np.ones((group >= 0).sum()), (group[group >= 0], np.flatnonzero(group >= 0))),
            shape=(len(target), cells),
        )
        for group, target in zip(families, targets, strict=True)
    ]
    if not blocks or not cells:
        return tuple(np.zeros_like(target) for target in targets)
    member = sp.vstack(blocks, format="csr")
    wanted = np.concatenate(targets)
    rows = member.shape[0]
    eye, line = sp.identity(rows, format="csr"), sp.identity(cells, format="csr")
    empty = sp.csr_matrix((cells, 2 * rows))
    # Columns: cells, shortfall and excess of each total, cells above and below expectation.
    equal = sp.vstack(
        [
            sp.hstack([member, eye, -eye, sp.csr_matrix((rows, 2 * cells))]),
            sp.hstack([line, empty, -line, line]),
        ],
        format="csr",
    )
    # Breaking a total costs a job's full weight; moving a cell from its expected size costs little.
    price = np.concatenate([np.zeros(cells), np.ones(2 * rows), np.tile(1e-3 / np.sqrt(start), 2)])
    answer = linprog(price, A_eq=equal, b_eq=np.concatenate([wanted, start]), method="highs")
    if answer.status != 0:
        raise Broken(f"The adding-up of county counts did not end: {answer.message}")
    reached = member @ answer.x[:cells]
    edges = np.cumsum([len(target) for target in targets])[:-1]
    return tuple(np.split(reached, edges))
