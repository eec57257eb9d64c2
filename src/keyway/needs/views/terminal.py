"""The gap on a terminal: a ranked table, or rows for another program to read."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from keyway.reference.lookups import names
from keyway.render import numbers
from keyway.render.figure import Figure
from keyway.render.tables import harmless

if TYPE_CHECKING:
    from keyway.needs.queries.documents import Basis, Contents, Record
    from keyway.reference.store import Store

_MOST = 40
_WIDTH_OF_A_FILE = 110


def table_text(
    store: Store,
    basis: Basis,
    contents: Contents,
    *,
    everything: bool,
    by_county: bool,
    width: int | None,
) -> str:
    """Return a ranked table for people, the widest gap first.

    Args:
        store: where names are looked up.
        basis: what the figures rest on; it is told below the table.
        contents: the rows to show.
        everything: also occupations that work mostly outside manufacturing.
        by_county: one row per county; else one per occupation of the only area, or of the state.
        width: of the terminal in letters; None where nobody looks on.
    """
    rows = [row for row in contents.rows if everything or row["is_manufacturing"]]
    areas = {row["area_code"] for row in rows}
    if len(areas) > 1:
        rows = [r for r in rows if (r["area_code"] != basis.state.fips) == by_county]
    rows.sort(key=lambda row: (-row["unfilled_p50"], row["area_code"], row["soc_code"]))
    called = names.occupations(store, "en")
    counties = names.counties(store, basis.state.fips)
    area = counties.get(next(iter(areas)), "") if len(areas) == 1 else ""
    place = f"{area} County, {basis.state.name}" if area else basis.state.name
    about = called.get(rows[0]["soc_code"], "") if by_county and rows else place
    table = _heading(about, "County" if by_county else "Occupation")
    for row in rows[:_MOST]:
        code = row["area_code"] if by_county else row["soc_code"]
        table.add_row(code, (counties if by_county else called).get(code, code), *_cells(row))
    out = io.StringIO()
    console = Console(
        file=out,
        highlight=False,
        markup=False,
        emoji=False,
        force_terminal=width is not None,
        width=width or _WIDTH_OF_A_FILE,
    )
    console.print(table)
    for line in _below(basis, len(rows)):
        console.print(line, soft_wrap=True)
    return out.getvalue().rstrip("\n")


def _heading(title: str, what: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    table.add_column("Code", no_wrap=True)
    table.add_column(what, ratio=1, min_width=20)
    for label in ("Unfilled", "likely", "New entrants\nneeded", "Filled by\nprograms here"):
        table.add_column(label, justify="right", no_wrap=True)
    table.add_column("All\nopenings", justify="right", no_wrap=True)
    table.add_column("Crosswalk\ncount", justify="right", no_wrap=True)
    return table


def _cells(row: Record) -> list[str]:
    unfilled = _written(row, "unfilled")
    naive = row["naive_supply"]
    return [
        unfilled.value,
        unfilled.interval,
        _written(row, "need").value,
        _written(row, "placed").value,
        _written(row, "openings").value,
        "–" if naive is None else numbers.number(naive),
    ]


def _written(row: Record, measure: str) -> numbers.Written:
    return numbers.write(
        Figure(row[f"{measure}_p50"], low=row[f"{measure}_p5"], high=row[f"{measure}_p95"])
    )


def _below(basis: Basis, count: int) -> list[str]:
    """Return what must be said below the table: units, what is left out, where it comes from."""
    titles: dict[str, set[str]] = {}
    for each in basis.releases:
        titles.setdefault(each["title"], set()).add(each["release"])
    releases = [f"{title} ({', '.join(sorted(found))})" for title, found in sorted(titles.items())]
    methods = ", ".join(f"{name} {v}" for name, v in sorted(basis.method_versions.items()))
    lines = ["", "All figures are openings or people a year; “likely” spans 9 draws of 10."]
    if count > _MOST:
        lines.append(f"The first {_MOST} of {count} lines; --format csv has all of them.")
    if not count:
        lines.append("No line fits; --all also lists work that is mostly outside manufacturing.")
    lines.append(f"Rests on: {'; '.join(releases)}.")
    lines.append(
        f"Methods: {methods}. {basis.draws} draws, seed {basis.seed}, "
        f"fingerprint {basis.fingerprint[:12]}."
    )
    return lines


def rows_as_csv(found: dict[str, Any]) -> str:
    """Return the rows of a document as CSV, a column per percentile; unknown is empty."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    for at, row in enumerate(found["rows"]):
        flat = _flat(row)
        if at == 0:
            writer.writerow(flat)
        writer.writerow([harmless(cell) for cell in flat.values()])
    return out.getvalue().rstrip("\n")


def _flat(row: Record) -> Record:
    flat: Record = {}
    for name, value in row.items():
        if isinstance(value, dict):
            flat |= {f"{name}_{part}": each for part, each in value.items()}
        else:
            flat[name] = value
    return flat
