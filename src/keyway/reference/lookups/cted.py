"""Career and technical education districts: how far each cohort got, program by program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from keyway.reference.store import Store

TABLES = ("ade_cted_credentials", "ade_cted_completions")
STEPS = (
    "enrolled",
    "concentrators",
    "completers",
    "concentrators_attempted",
    "attempted",
    "earned",
)
_KEYS = ("cohort_year", "cted_name", "program_name")
_EVERY_CAMPUS = pl.col("campus_scope") == "all"


def cohort_counts(store: Store) -> pl.DataFrame:
    """Return students of each cohort by district and program, central and satellite campuses.

    Columns: cohort_year, cted_name, program_name and the names in ``STEPS``. Null where the state
    prints none. ``concentrators_attempted`` counts concentrators alone; ``attempted`` and
    ``earned`` count everybody who took an exam.
    """
    exams = store.read("ade_cted_credentials").filter(_EVERY_CAMPUS)
    sat = _measure(exams, "attempt", "concentrators_attempted", "concentrators")
    passed = _measure(exams, "pass", "earned", "attempted")
    courses = (
        store.read("ade_cted_completions")
        .filter(_EVERY_CAMPUS)
        .select(
            pl.col("fiscal_year").alias("cohort_year"),
            "cted_name",
            "program_name",
            pl.col("enrollees_count").alias("enrolled"),
            pl.col("completers_count").alias("completers"),
        )
    )
    joined = courses.join(sat, on=_KEYS, how="full", coalesce=True)
    joined = joined.join(passed, on=_KEYS, how="full", coalesce=True)
    return joined.select(*_KEYS, *STEPS).sort(_KEYS)


def _measure(rows: pl.DataFrame, measure: str, upper: str, lower: str) -> pl.DataFrame:
    return rows.filter(pl.col("measure") == measure).select(
        pl.col("fiscal_year").alias("cohort_year"),
        "cted_name",
        "program_name",
        pl.col("numerator_count").alias(upper),
        pl.col("denominator_count").alias(lower),
    )


def placements(store: Store) -> pl.DataFrame:
    """Return what concentrators did after school: cohort_year, cted_name, category, students_count, share."""
    return (
        store.read("ade_cted_placements")
        .filter(_EVERY_CAMPUS)
        .rename({"fiscal_year": "cohort_year"})
        .select("cohort_year", "cted_name", "category", "students_count", "share")
        .sort("cohort_year", "cted_name", "category")
    )


def agency_codes(store: Store) -> dict[str, str]:
    """Return the number of each district in the nation's list of agencies, by its short name."""
    return dict(store.read("ade_cteds").select("cted_name", "leaid").iter_rows())
