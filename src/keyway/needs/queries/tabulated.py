"""Figures in rows and columns: keys first, then every measure with its range, then why not known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from keyway.render.figure import Figure, Origin
from keyway.render.tables import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Codes and names of a row, and its figures.
Row = tuple[tuple[Cell, ...], tuple[Figure, ...]]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a table.

    Attributes:
        name: field name in data, with its unit.
        label: for people.
        meaning: one sentence; may be empty.
        is_ranged: whether its figures have an interval, which takes two more columns.
    """

    name: str
    label: str
    meaning: str = ""
    is_ranged: bool = False


def ranged(name: str, label: str, meaning: str = "") -> Measure:
    """Return a measure whose figures have an interval."""
    return Measure(name, label, meaning, is_ranged=True)


def tabulate(
    title: str,
    keys: tuple[Column, ...],
    measures: Sequence[Measure],
    rows: Iterable[Row],
    origin: Origin,
) -> Table:
    """Return keys and figures as a table; what is unknown stays empty and says why.

    Args:
        title: what the table holds.
        keys: columns of codes and names.
        measures: one per figure of a row.
        rows: codes and figures, as many as keys and measures.
        origin: where the figures come from.
    """
    columns = list(keys)
    for each in measures:
        columns.append(Column(each.name, each.label, each.meaning))
        if each.is_ranged:
            columns += [
                Column(f"{each.name}_low", _("%(measure)s, low") % {"measure": each.label}),
                Column(f"{each.name}_high", _("%(measure)s, high") % {"measure": each.label}),
            ]
    columns.append(Column("unknown_because", _("Unknown because")))
    cells = [(*codes, *_cells(measures, found), _reasons(measures, found)) for codes, found in rows]
    return Table(title, tuple(columns), cells, origin)


def _cells(measures: Sequence[Measure], figures: Sequence[Figure]) -> list[Cell]:
    cells: list[Cell] = []
    for measure, figure in zip(measures, figures, strict=True):
        ends = (figure.low, figure.high) if measure.is_ranged else ()
        # Thousandths are finer than any interval here and keep files small.
        cells += [None if x is None else round(x, 3) for x in (figure.value, *ends)]
    return cells


def _reasons(measures: Sequence[Measure], figures: Sequence[Figure]) -> str:
    return "; ".join(
        f"{measure.name}: {figure.reason}"
        for measure, figure in zip(measures, figures, strict=True)
        if figure.value is None and figure.reason
    )
