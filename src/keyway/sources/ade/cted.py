"""Arizona's career and technical education districts: credentials, completion, placement, campuses.

The department publishes a page for each district and year; the tables here are those pages as
comma-separated text, one file for each kind of fact.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

import polars as pl

from keyway.reference.releases import FileRefused, LeftOut, Part, Reading, Source
from keyway.sources import files
from keyway.sources.files.containers import DOWNLOAD_AGAIN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SOURCE = Source(
    key="ade_cted",
    publisher="Arizona Department of Education, Career and Technical Education",
    title="CTED Achievement Profiles",
    licence="State public record; no licence stated",
    url="https://cteaccountability.github.io/ctedachievementprofiles/",
    tables=(
        "ade_cted_credentials",
        "ade_cted_completions",
        "ade_cted_placements",
        "ade_cted_campuses",
    ),
    cadence_months=12,
    files="credentials.csv, completion.csv, placement.csv and campuses.csv, or some of them.",
)

BLANK = "Printed as not available: nobody counts, or the district has no such campus."
MARKS = {"": BLANK, "NA": BLANK, "N/A": BLANK}
SCOPES = ("all", "central")
YEAR = r"FY (\d{4})-(\d{4})"
BASE = ("fiscal_year", "cted")


def recognizes(path: files.Origin) -> bool:
    """Return whether any file has the columns of one of the four tables."""
    return any(_layout(document) for document in files.documents(path))


def read(path: Path, progress: files.Progress | None = None) -> Reading:
    """Return the tables that are there, one part for each table and fiscal year.

    Args:
        path: a file, or a folder or archive of several.
        progress: told what is being read.

    Raises:
        FileRefused: none of the tables is there, or a row does not hold what it should.
    """
    parts: dict[tuple[str, str], Part] = {}
    notes: list[LeftOut] = []
    unused: list[str] = []
    rows_read = 0
    for done, document in enumerate(files.documents(path)):
        if progress:
            progress(document.name, done, 0)
        table = _layout(document)
        if table is None:
            unused.append(document.name)
            continue
        columns, take = LAYOUTS[table]
        rows = files.require_columns(files.open_table(document), columns, file=document.name)
        frame, left_out = take(rows, document.name)
        notes += left_out
        rows_read += rows.height
        for part in _by_year(table, frame, document.name):
            if parts.setdefault((table, part.part), part) is not part:
                raise FileRefused(
                    file=document.name,
                    problem=f"Fiscal year {part.part} of {table} is there a second time.",
                    remedy="Keep one file for each table and load again.",
                )
    if not parts:
        raise FileRefused(
            file=path.name,
            problem="None of the tables of the achievement profiles is there.",
            remedy=f"Load {SOURCE.files}",
        )
    if unused:
        notes.append(LeftOut("Files that Keyway does not use", 0, tuple(unused)))
    return Reading(tuple(parts.values()), rows_read, tuple(notes), files.fingerprints(path))


def _layout(document: files.Document) -> str | None:
    top = files.top_rows(document, 1)
    for table, (columns, _) in LAYOUTS.items():
        if any(map(files.has_columns(*columns[:4]), top)):
            return table
    return None


def _by_year(table: str, frame: pl.DataFrame, name: str) -> list[Part]:
    if frame.is_empty():
        raise FileRefused(file=name, problem="It has no rows.", remedy=DOWNLOAD_AGAIN)
    return [
        files.as_part(table, str(year), f"Fiscal year {year}", str(year), rows)
        for (year,), rows in frame.group_by("fiscal_year", maintain_order=True)
    ]


def _based(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Return the rows with the year in which the fiscal year ends, checked."""
    told = files.codes(rows, "fiscal_year", YEAR, file=name, example="FY 2024-2025")
    years = {text: _ending(text, name) for text in told.unique().to_list()}
    return rows.with_columns(
        fiscal_year=told.replace_strict(years, return_dtype=pl.Int64),
        cted_name="cted",
    )


def _ending(text: str, name: str) -> int:
    match = re.fullmatch(YEAR, text)
    first, last = (int(year) for year in match.groups()) if match else (0, 0)
    if last != first + 1:
        raise FileRefused(
            file=name,
            problem=f"“{text}” is not a fiscal year.",
            remedy="Fiscal years read FY 2024-2025.",
            column="fiscal_year",
        )
    return last


def _pairs(
    rows: pl.DataFrame, name: str, columns: tuple[str, str], names: tuple[str, str]
) -> tuple[pl.DataFrame, tuple[LeftOut, ...]]:
    """Return one row for each scope, with two counts and why one of them is unknown.

    ``columns`` are the beginnings of the file's columns, ``names`` those of the table. Rows where
    both counts are blank say nothing and are left out.
    """
    frames = []
    for scope in SCOPES:
        first, why_first = files.whole_numbers(rows, f"{columns[0]}_{scope}", MARKS, file=name)
        second, why_second = files.whole_numbers(rows, f"{columns[1]}_{scope}", MARKS, file=name)
        frames.append(
            rows.with_columns(
                first.alias(names[0]),
                second.alias(names[1]),
                pl.lit(scope).alias("campus_scope"),
                pl.Series(why_first).alias("why_first"),
                pl.Series(why_second).alias("why_second"),
            )
        )
    both = pl.concat(frames).with_columns(count_note=pl.coalesce("why_first", "why_second"))
    empty = pl.col(names[0]).is_null() & pl.col(names[1]).is_null()
    _check_parts(both.filter(~empty), names, name)
    note = files.left_out(
        "Blank rows: the program has no students of that kind on these campuses",
        both.filter(empty),
        "cted_name",
        "program",
        "campus_scope",
    )
    return both.filter(~empty).with_columns(program_name="program"), note


def _check_parts(rows: pl.DataFrame, names: tuple[str, str], name: str) -> None:
    more = rows.filter(pl.col(names[0]) > pl.col(names[1]))
    if not more.is_empty():
        raise FileRefused(
            file=name,
            problem=f"{more[names[0]][0]} of {more[names[1]][0]} is more than all.",
            remedy=DOWNLOAD_AGAIN,
            row=more[files.ROW][0],
        )


def _credentials(rows: pl.DataFrame, name: str) -> tuple[pl.DataFrame, tuple[LeftOut, ...]]:
    measured = rows.with_columns(
        files.codes(rows, "measure", "pass|attempt", file=name, example="pass or attempt")
    )
    return _pairs(
        _based(measured, name),
        name,
        ("numerator", "denominator"),
        ("numerator_count", "denominator_count"),
    )


def _completions(rows: pl.DataFrame, name: str) -> tuple[pl.DataFrame, tuple[LeftOut, ...]]:
    return _pairs(
        _based(rows, name),
        name,
        ("completers", "enrollees"),
        ("completers_count", "enrollees_count"),
    )


def _placements(rows: pl.DataFrame, name: str) -> tuple[pl.DataFrame, tuple[LeftOut, ...]]:
    based = _based(rows, name)
    frames = []
    for scope in SCOPES:
        count, why = files.whole_numbers(based, f"count_{scope}", MARKS, file=name)
        share, why_share = files.numbers(based, f"pct_{scope}", MARKS, file=name, scale=0.01)
        frames.append(
            based.select(
                "fiscal_year",
                "cted_name",
                "category",
                campus_scope=pl.lit(scope),
                students_count=count,
                share=share,
                count_note=pl.coalesce(pl.Series(why), pl.Series(why_share)),
            )
        )
    return pl.concat(frames), ()


def _campuses(rows: pl.DataFrame, name: str) -> tuple[pl.DataFrame, tuple[LeftOut, ...]]:
    kinds = rows.with_columns(
        files.codes(
            rows, "campus_type", "central|satellite", file=name, example="central or satellite"
        )
    )
    return _based(kinds, name).with_columns(
        campus_kind="campus_type",
        member_district_name=pl.col("member_district").fill_null("none"),
        campus_name="campus_or_school",
    ), ()


Take: TypeAlias = "Callable[[pl.DataFrame, str], tuple[pl.DataFrame, tuple[LeftOut, ...]]]"
LAYOUTS: dict[str, tuple[tuple[str, ...], Take]] = {
    "ade_cted_credentials": (
        (
            *BASE,
            "measure",
            "numerator_all",
            "program",
            "denominator_all",
            "numerator_central",
            "denominator_central",
        ),
        _credentials,
    ),
    "ade_cted_completions": (
        (
            *BASE,
            "program",
            "completers_all",
            "enrollees_all",
            "completers_central",
            "enrollees_central",
        ),
        _completions,
    ),
    "ade_cted_placements": (
        (*BASE, "category", "count_all", "count_central", "pct_all", "pct_central"),
        _placements,
    ),
    "ade_cted_campuses": (
        (*BASE, "campus_type", "campus_or_school", "member_district"),
        _campuses,
    ),
}
