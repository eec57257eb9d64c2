"""Tables and progress for the person at the terminal."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from django.core.management.base import OutputWrapper

# Where nobody watches (a pipe, a log), lines are as long as the widest of our tables needs.
_PIPE_WIDTH = 160


def write_table(
    out: OutputWrapper, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    """Write rows under their headings; numbers stand to the right."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for number, column in enumerate(columns):
        is_number = bool(rows) and all(isinstance(row[number], int | float) for row in rows)
        table.add_column(column, justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row))
    width = None if out.isatty() else _PIPE_WIDTH
    # ``out`` writes like a file; rich asks no more of it.
    Console(file=out, width=width, highlight=False, markup=False).print(table)  # type: ignore[arg-type]


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """Show one bar on standard error while somebody watches, and none otherwise.

    Yields:
        A function that is told what is worked on, units done and units in all (0 = not known).
    """
    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f}"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not sys.stderr.isatty(),
    ) as bars:
        task = bars.add_task("Opening …", total=None)

        def tell(what: str, done: int, total: int) -> None:
            bars.update(task, description=what[-60:], completed=done, total=total or None)

        yield tell
