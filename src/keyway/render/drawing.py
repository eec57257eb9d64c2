"""What every drawing hands back: the picture, and the same numbers as a sentence and a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keyway.render.figure import Figure


@dataclass(frozen=True, slots=True)
class LegendItem:
    """One entry of a key: a class of the style sheet and what it means."""

    classes: str  # "ramp-3" or "is-unknown"
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table beside a drawing: the numbers that were drawn, nothing else."""

    key: str  # the code: a county's FIPS code, an occupation's SOC code
    label: str
    figures: tuple[Figure, ...]
    href: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart or map ready for a page.

    Attributes:
        svg: markup without style attributes; charts come wide and narrow, the page shows one.
        title: what is drawn, in a few words.
        summary: what is found, in one sentence with the same numbers.
        columns: heads of the table, one for each of a row's figures.
        rows: the table.
        legend: the key; empty where labels stand on the drawing itself.
    """

    svg: str
    title: str
    summary: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    legend: tuple[LegendItem, ...] = ()
