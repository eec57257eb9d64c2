"""State occupational projections, gathered for all states by Projections Central."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import polars as pl

from keyway.reference.releases import FileRefused, Reading, Source
from keyway.reference.tables import patterns
from keyway.sources import files

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = Source(
    key="state_projections",
    publisher="Projections Managing Partnership",
    title="Long-term occupational projections of the states",
    licence="Published for free public use; no licence text",
    url="https://projectionscentral.org/longterm",
    tables=("state_occupation_projections",),
    cadence_months=24,
    lag_months=18,
    credit="Projections Central (state workforce agencies, U.S. Department of Labor)",
    files="The long-term projections of all states, as JSON of its data service or as a table.",
)

NEEDED = ("Base", "Projected", "AvgAnnualOpenings", "STFIPS", "OccCode")
# Copies lost the years. The nation's base employment (row 00-0000 of area 0) tells the cycle.
CYCLES_BY_NATIONAL_BASE = {164_482_590: 2022, 164_482_600: 2022}
SPAN_YEARS = 10
MARKS = {"*": "Not published by the state.", "N/A": "Not published by the state."}

_table = files.has_columns(*NEEDED)


def recognizes(path: files.Origin) -> bool:
    """Return whether the file holds state projections, by its names of columns or keys."""
    return files.recognizes(path, LAYOUTS)


def read(path: Path, progress: files.Progress | None = None) -> Reading:
    """Return the projections of the states in a file or folder, one part a state.

    Raises:
        FileRefused: the file is not of this product, is damaged or does not tell its years.
    """
    return files.reading(path, LAYOUTS, title=SOURCE.title, progress=progress)


def _read_table(document: files.Document) -> list[files.Piece]:
    return _piece(document, files.open_table(document, header=_table))


def _is_service(document: files.Document, top: files.Top) -> bool:
    start = document.data[:2000]
    return document.kind == "json" and b'"STFIPS"' in start and b'"AvgAnnualOpenings"' in start


def _read_service(document: files.Document) -> list[files.Piece]:
    value: Any = files.open_json(document)
    if isinstance(value, dict):
        value = value.get("rows") or value.get("data") or []
    rows: list[dict[str, object]] = list(value)
    names = list(dict.fromkeys(name for row in rows for name in row))
    frame = pl.DataFrame(
        {name: [_text(row.get(name)) for row in rows] for name in names},
        schema=dict.fromkeys(names, pl.String),
    ).with_columns(pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias(files.ROW))
    return _piece(document, frame)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _piece(document: files.Document, frame: pl.DataFrame) -> list[files.Piece]:
    name = document.name
    frame = files.require_columns(frame, NEEDED, file=name)
    areas = files.codes(frame, "STFIPS", r"\d{2}", file=name, example="4", heal=files.state_text)
    rows = pl.DataFrame(
        [
            areas.replace({"00": "US"}).alias("area_code"),
            files.codes(frame, "OccCode", patterns.SOC, file=name, example="51-4041").alias(
                "soc_code"
            ),
            _count(frame, "Base", name).alias("employment_base_count"),
            _count(frame, "Projected", name).alias("employment_projected_count"),
            _count(frame, "AvgAnnualOpenings", name).alias("openings_count"),
        ]
    )
    base, projected = _years(document, frame, rows)
    rows = rows.with_columns(base.alias("base_year"), projected.alias("projected_year"))
    rows = rows.with_columns(
        part=pl.col("area_code"),
        release=pl.concat_str("base_year", pl.lit("–"), "projected_year"),
        release_date=pl.col("base_year").cast(pl.String),
    )
    return [files.Piece("state_occupation_projections", rows, rows.height)]


def _count(frame: pl.DataFrame, column: str, name: str) -> pl.Series:
    return files.whole_numbers(frame, column, MARKS, file=name)[0]


def _years(
    document: files.Document, frame: pl.DataFrame, rows: pl.DataFrame
) -> tuple[pl.Series, pl.Series]:
    """Return base and projected year of each row: printed, on the path, or told by the total."""
    if {"BaseYear", "ProjYear"} <= set(frame.columns):
        return _year(frame, "BaseYear", document.name), _year(frame, "ProjYear", document.name)
    nearest = "/".join(PurePath(document.place or document.name).parts[-3:])
    found = re.search(r"(20\d{2})[-_–](20\d{2})", nearest)
    if found:
        base, projected = int(found[1]), int(found[2])
    else:
        national = rows.filter((pl.col("area_code") == "US") & (pl.col("soc_code") == "00-0000"))
        total = national["employment_base_count"].first()
        base = CYCLES_BY_NATIONAL_BASE.get(total if isinstance(total, int) else 0, 0)
        projected = base + SPAN_YEARS
    if not base:
        raise FileRefused(
            file=document.name,
            problem="Neither the file nor its name says which years it is about.",
            remedy="Put the years into its name, for example state_projections_2024-2034.csv.",
        )
    return (
        pl.Series([base] * rows.height, dtype=pl.Int64),
        pl.Series([projected] * rows.height, dtype=pl.Int64),
    )


def _year(frame: pl.DataFrame, column: str, name: str) -> pl.Series:
    return files.codes(frame, column, r"20\d{2}", file=name, example="2024").cast(pl.Int64)


LAYOUTS = (
    files.Layout(_is_service, files.each(_read_service)),
    files.Layout(files.matching(_table, within=1), files.each(_read_table)),
)
