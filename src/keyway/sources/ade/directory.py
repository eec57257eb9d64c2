"""Arizona's schools and CTEDs: lists that tie names to official numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from keyway.reference.releases import Reading, Source
from keyway.reference.tables import patterns
from keyway.sources import files

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = Source(
    key="ade_schools",
    publisher="Arizona Department of Education",
    title="Schools of Arizona and its career and technical education districts",
    licence="State public record; no licence stated",
    url="https://www.azed.gov/accountability-research/data",
    tables=("ade_schools", "ade_cteds"),
    cadence_months=12,
    credit="Arizona Department of Education, enrollment of October 1; National Center for "
    "Education Statistics, Common Core of Data (offices)",
    files="az_schools_directory_fy<year>.csv and az_cteds.csv, lists made from the files of both "
    "publishers.",
)

YEAR = r"_fy(20\d{2})|_(20\d{2})\."
NAMED = "Keep the fiscal year in the file's name, as in az_schools_directory_fy2025.csv."
# The list of CTEDs is that of the directory of offices for the school year 2024–25.
CTEDS_RELEASE = "2025"
HIDDEN = "Ten or fewer students, or hidden to protect such a cell."
MARKS = {"*": HIDDEN}
ENTITY = r"\d+"

_schools = files.has_columns(
    "ade_school_id", "school", "ade_lea_id", "lea", "county", "lea_city", "lea_zip", "lea_website",
    "charter", "lowest_grade", "highest_grade", "enrolment_oct1_2024", "cted_satellite_of",
    "approx_latitude_lea_zip", "approx_longitude_lea_zip",
)  # fmt: skip
_cteds = files.has_columns(
    "short", "full_name", "ade_entity_id", "nces_leaid", "city", "zip", "phone", "website"
)


def recognizes(path: files.Origin) -> bool:
    """Return whether the file lists Arizona's schools or CTEDs, by content."""
    return files.recognizes(path, LAYOUTS)


def read(path: Path, progress: files.Progress | None = None) -> Reading:
    """Return schools and CTEDs.

    Raises:
        FileRefused: the file is neither list, does not tell its year, or is damaged.
    """
    return files.reading(path, LAYOUTS, title="a list of Arizona's schools", progress=progress)


def _read_schools(document: files.Document) -> list[files.Piece]:
    frame = files.open_table(document, header=_schools)
    name = document.name
    year = files.year_in(document, YEAR, remedy=NAMED)
    count, reason = files.whole_numbers(frame, "enrolment_oct1_2024", MARKS, file=name)
    longitude, _ = files.numbers(frame, "approx_longitude_lea_zip", {}, file=name)
    latitude, _ = files.numbers(frame, "approx_latitude_lea_zip", {}, file=name)
    rows = frame.select(
        files.codes(frame, "ade_school_id", ENTITY, file=name, example="79123").alias(
            "school_entity_id"
        ),
        pl.lit(year).alias("fiscal_year"),
        pl.col("school").alias("school_name"),
        files.codes(frame, "ade_lea_id", ENTITY, file=name, example="79053").alias("lea_entity_id"),
        pl.col("lea").alias("lea_name"),
        pl.col("charter")
        .replace_strict({"yes": True, "no": False}, default=None, return_dtype=pl.Boolean)
        .alias("is_charter"),
        _county(frame, year).alias("county_name"),
        pl.col("lowest_grade").replace({"PS": "PK"}),
        pl.col("highest_grade").replace({"PS": "PK"}),
        count.alias("students_count"),
        reason.alias("students_note"),
        pl.col("cted_satellite_of").alias("cted_name"),
        pl.col("lea_city").alias("office_city_name"),
        pl.col("lea_zip").alias("office_zip_code"),
        pl.col("lea_website").alias("website"),
        longitude.alias("longitude"),
        latitude.alias("latitude"),
        pl.lit("schools").alias("part"),
        pl.lit(f"Fiscal year {year}").alias("release"),
        pl.lit(str(year)).alias("release_date"),
    )
    return [files.Piece("ade_schools", rows, frame.height)]


def _county(frame: pl.DataFrame, year: int) -> pl.Expr:
    """Return the county where the state tells it: of schools that its letter grades name.

    For the other schools the list gives the county of the ZIP area of the office, which we find
    ourselves.
    """
    graded = f"af_letter_grade_fy{year}"
    if graded not in frame.columns:
        return pl.lit(None, dtype=pl.String)
    return pl.when(pl.col(graded).is_not_null()).then(pl.col("county"))


def _read_cteds(document: files.Document) -> list[files.Piece]:
    frame = files.open_table(document, header=_cteds)
    name = document.name
    rows = frame.select(
        pl.col("short").alias("cted_name"),
        pl.col("full_name"),
        files.codes(frame, "ade_entity_id", ENTITY, file=name, example="79381").alias("entity_id"),
        files.codes(frame, "nces_leaid", patterns.LEAID, file=name, example="0400347").alias(
            "leaid"
        ),
        pl.col("city").alias("city_name"),
        pl.col("zip").alias("zip_code"),
        pl.col("phone"),
        pl.col("website"),
        pl.lit("cteds").alias("part"),
        pl.lit(f"Fiscal year {CTEDS_RELEASE}").alias("release"),
        pl.lit(CTEDS_RELEASE).alias("release_date"),
    )
    return [files.Piece("ade_cteds", rows, frame.height)]


def _is_list_of_cteds(document: files.Document, top: files.Top) -> bool:
    # A plain test, not a layout's own: lists of agencies lack two columns of it and are no damaged
    # lists of CTEDs.
    return any(_cteds(row) for row in top[:1])


LAYOUTS = (
    files.Layout(files.matching(_schools, within=1), files.each(_read_schools)),
    files.Layout(_is_list_of_cteds, files.each(_read_cteds)),
)
