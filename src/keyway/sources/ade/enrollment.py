"""Arizona enrollment on October 1: students by school and grade."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from keyway.reference.releases import FileRefused, LeftOut, Reading, Source
from keyway.sources import files
from keyway.sources.files.containers import DOWNLOAD_AGAIN

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = Source(
    key="ade_enrollment",
    publisher="Arizona Department of Education",
    title="October 1 enrollment by school and grade",
    licence="State public record; no licence stated",
    url="https://www.azed.gov/accountability-research/data",
    tables=("ade_school_enrollments",),
    cadence_months=12,
    files="Oct1Enrollment2025_publish.xlsx, and the same of other years, as they come.",
)

SHEET = "School by Grade"
SCHOOL = ("Fiscal Year", "LEA Name", "LEA Entity ID", "School Name", "School Entity ID")
GRADES = {"PS": "PS", "KG": "KG", **{str(n): str(n) for n in range(1, 13)}, "Total": "total"}
HIDDEN = "Ten or fewer students, or hidden to protect such a cell."
MARKS = {"*": HIDDEN}
# Hidden totals are small; the known ones must make up nearly all of the state.
KNOWN_PART_AT_LEAST = 0.95


def recognizes(path: files.Origin) -> bool:
    """Return whether a file has the columns of enrollment by school and grade."""
    return any(_table(document) is not None for document in files.documents(path))


def read(path: Path, progress: files.Progress | None = None) -> Reading:
    """Return students by school and grade, one part for each fiscal year.

    A grade that a school does not have (blank) makes no row; one that is hidden ("*") is null
    with the reason.

    Args:
        path: a workbook, or a folder or archive of several.
        progress: told what is being read.

    Raises:
        FileRefused: there is no such table, it mixes years, or it was cut off.
    """
    frames: dict[int, pl.DataFrame] = {}
    notes: list[LeftOut] = []
    rows_read = 0
    for done, document in enumerate(files.documents(path)):
        if progress:
            progress(document.name, done, 0)
        rows = _table(document)
        if rows is None:
            continue
        year, frame, left_out = _shaped(rows, document.name)
        if year in frames:
            raise FileRefused(
                file=document.name,
                problem=f"Fiscal year {year} is there a second time.",
                remedy="Keep one file for each year and load again.",
            )
        frames[year] = frame
        notes += left_out
        rows_read += rows.height
    if not frames:
        raise FileRefused(
            file=path.name,
            problem=f"It has no sheet “{SHEET}” with the columns {', '.join(SCHOOL)}.",
            remedy="Load Oct1Enrollment<year>_publish.xlsx from the Arizona Department of "
            "Education.",
        )
    return Reading(
        parts=tuple(
            files.as_part(
                "ade_school_enrollments",
                str(year),
                f"Fiscal year {year}",
                f"{year - 1}-10",
                frame,
            )
            for year, frame in frames.items()
        ),
        rows_read=rows_read,
        left_out=tuple(files.summed(notes)),
        files=files.fingerprints(path),
    )


def _table(document: files.Document) -> pl.DataFrame | None:
    """Return the table by school and grade; None where the document has none."""
    is_school_table = files.has_columns("LEA Entity ID", "School Entity ID", "KG")
    names = files.sheet_names(document)
    named = [name for name in names if files.plain(name) == files.plain(SHEET)]
    if named:
        rows = files.open_table(document, sheet=named[0])
        return rows if is_school_table(rows.columns) else None
    # Saved apart from the others, the sheet may have lost its name.
    if len(names) > 1 or not any(map(is_school_table, files.top_rows(document, 1))):
        return None
    return files.open_table(document)


def _shaped(rows: pl.DataFrame, name: str) -> tuple[int, pl.DataFrame, tuple[LeftOut, ...]]:
    """Return the fiscal year, one row for each school and grade, and what was left out."""
    table = files.require_columns(rows, [*SCHOOL, *GRADES], file=name)
    is_state = pl.col("School Entity ID").is_null() | ~pl.col("School Entity ID").str.contains(
        r"\d"
    )
    year = _one_year(table, name)
    schools = table.filter(~is_state)
    schools = schools.with_columns(
        files.codes(schools, "School Entity ID", r"\d+", file=name, example="79458"),
        files.codes(schools, "LEA Entity ID", r"\d+", file=name, example="79457"),
    )
    schools, again = _once(schools, name)
    frames = [_grade(schools, column, grade, name) for column, grade in GRADES.items()]
    frame = pl.concat(frames).with_columns(fiscal_year=pl.lit(year))
    state = table.filter(is_state).select("Fiscal Year", "LEA Name", "Total")
    _check_whole(frame, state, name)
    return (
        year,
        frame,
        (
            *files.left_out(
                "The state's own row, which sums up all schools",
                state,
                "Fiscal Year",
                "LEA Name",
                "Total",
            ),
            *files.left_out(
                "Second rows of a school, under another name, with every cell hidden",
                again,
                "Fiscal Year",
                "School Entity ID",
                "School Name",
            ),
        ),
    )


def _grade(schools: pl.DataFrame, column: str, grade: str, name: str) -> pl.DataFrame:
    """Return the schools that have a grade, with students or the reason why they are hidden."""
    having = schools.filter(pl.col(column).is_not_null())
    count, reason = files.whole_numbers(having, column, MARKS, file=name)
    return having.select(
        school_entity_id="School Entity ID",
        grade=pl.lit(grade),
        school_name="School Name",
        lea_entity_id="LEA Entity ID",
        lea_name="LEA Name",
        students_count=count,
        students_note=reason,
    )


def _one_year(table: pl.DataFrame, name: str) -> int:
    years = table["Fiscal Year"].unique().sort().to_list()
    if len(years) != 1 or not str(years[0]).isdigit():
        raise FileRefused(
            file=name,
            problem="One fiscal year is expected; it has "
            f"{', '.join(str(year) for year in years) or 'none'}.",
            remedy="Load one workbook for each year, as it comes.",
            column="Fiscal Year",
        )
    return int(years[0])


def _once(schools: pl.DataFrame, name: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return one row for each school, and second rows of it that hide every cell.

    The year 2018 lists renamed schools under both names, with figures under one of them.
    """
    figures = pl.sum_horizontal(
        pl.col(column).str.contains(r"\d").fill_null(value=False) for column in GRADES
    )
    ranked = schools.with_columns(figures_count=figures).sort(
        "figures_count", descending=True, maintain_order=True
    )
    is_first = ranked["School Entity ID"].is_first_distinct()
    again = ranked.filter(~is_first)
    clashing = again.filter(pl.col("figures_count") > 0)
    if not clashing.is_empty():
        raise FileRefused(
            file=name,
            problem=f"School {clashing['School Entity ID'][0]} has figures in more than one row.",
            remedy=DOWNLOAD_AGAIN,
            row=clashing[files.ROW][0],
            column="School Entity ID",
        )
    return ranked.filter(is_first), again


def _check_whole(frame: pl.DataFrame, state: pl.DataFrame, name: str) -> None:
    """Compare the schools with the state's own total, where the file has one."""
    if state.is_empty() or not str(state["Total"][0] or "").isdigit():
        return
    total = int(state["Total"][0])
    known = int(frame.filter(pl.col("grade") == "total")["students_count"].sum())
    if not KNOWN_PART_AT_LEAST * total <= known <= total:
        raise FileRefused(
            file=name,
            problem=f"Its schools have {known:,} students, its own total is {total:,}; it was cut "
            "off or edited.",
            remedy=DOWNLOAD_AGAIN,
        )
