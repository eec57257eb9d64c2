"""Importance and level of skills, knowledge, abilities and work activities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from keyway.reference.releases import FileRefused
from keyway.sources import files
from keyway.sources.onet.layout import OCCUPATION, Kind

if TYPE_CHECKING:
    from keyway.sources.onet.layout import Sheet

DOMAINS = {
    "1.A": "ability",
    "2.A": "skill",
    "2.B": "skill",
    "2.C": "knowledge",
    "4.A": "activity",
}
COLUMNS = (
    "Element ID",
    "Element Name",
    "Scale ID",
    "Data Value",
    "Lower CI Bound",
    "Upper CI Bound",
    "Recommend Suppress",
)
REDUCED_COLUMNS = ("Element ID", "Element Name", "IM", "LV")
MARKS = {"n/a": "The publisher gives no value.", "": "The publisher gives no value."}
SUPPRESSED = "The publisher recommends not to show it: too few answers, or answers too far apart."
ABSENT = "The file has no rating on this scale."
SCALES = {"IM": (1.0, 5.0), "LV": (0.0, 7.0)}
KEY = ["onet_soc_code", "element_id"]


def domains(sheet: Sheet) -> dict[str, pl.DataFrame]:
    """Return the ratings of a file by domain, one row for each occupation and element.

    Raises:
        FileRefused: a column is missing, or a value lies outside its scale.
    """
    wide = _reduced(sheet) if sheet.kind is Kind.REDUCED else _official(sheet)
    shaped = wide.with_columns(
        domain=pl.col("element_id").str.slice(0, 3).replace_strict(DOMAINS),
        importance_note=_note("importance"),
        level_note=_note("level"),
    )
    return {str(domain): rows for (domain,), rows in shaped.group_by("domain", maintain_order=True)}


def _note(column: str) -> pl.Expr:
    absent = pl.when(pl.col(column).is_null()).then(pl.lit(ABSENT))
    return pl.coalesce(pl.col(f"{column}_note"), absent)


def _official(sheet: Sheet) -> pl.DataFrame:
    rows = files.require_columns(sheet.rows, COLUMNS, file=sheet.name)
    importance = _scale(sheet, rows, "IM").rename(
        {"value": "importance", "note": "importance_note"}
    )
    level = _scale(sheet, rows, "LV").rename({"value": "level", "note": "level_note"})
    joined = importance.join(
        level.drop("low", "high"), on=KEY, how="full", coalesce=True, suffix="_of_level"
    )
    return joined.with_columns(
        element_name=pl.coalesce("element_name", "element_name_of_level"),
    ).rename({"low": "importance_low", "high": "importance_high"})


def _scale(sheet: Sheet, rows: pl.DataFrame, scale: str) -> pl.DataFrame:
    """Return values and bounds on one scale; suppressed ones null, with the reason."""
    part = rows.filter(pl.col("Scale ID") == scale)
    value, absent = files.numbers(part, "Data Value", MARKS, file=sheet.name)
    low, _ = files.numbers(part, "Lower CI Bound", MARKS, file=sheet.name)
    high, _ = files.numbers(part, "Upper CI Bound", MARKS, file=sheet.name)
    _check_range(sheet, part, "Data Value", value, scale)
    is_suppressed = pl.col("Recommend Suppress") == "Y"
    shown = pl.when(is_suppressed.fill_null(value=False)).then(None)
    return part.select(
        pl.col(OCCUPATION).alias("onet_soc_code"),
        pl.col("Element ID").alias("element_id"),
        pl.col("Element Name").alias("element_name"),
        value=shown.otherwise(value),
        low=shown.otherwise(low),
        high=shown.otherwise(high),
        note=pl.when(is_suppressed).then(pl.lit(SUPPRESSED)).otherwise(absent),
    )


def _reduced(sheet: Sheet) -> pl.DataFrame:
    rows = files.require_columns(sheet.rows, REDUCED_COLUMNS, file=sheet.name)
    importance, importance_note = files.numbers(rows, "IM", MARKS, file=sheet.name)
    level, level_note = files.numbers(rows, "LV", MARKS, file=sheet.name)
    _check_range(sheet, rows, "IM", importance, "IM")
    _check_range(sheet, rows, "LV", level, "LV")
    return rows.select(
        pl.col(OCCUPATION).alias("onet_soc_code"),
        pl.col("Element ID").alias("element_id"),
        pl.col("Element Name").alias("element_name"),
        importance=importance,
        importance_note=importance_note,
        level=level,
        level_note=level_note,
    )


def _check_range(
    sheet: Sheet, rows: pl.DataFrame, column: str, values: pl.Series, scale: str
) -> None:
    low, high = SCALES[scale]
    outside = ((values < low) | (values > high)).fill_null(value=False)
    if outside.any():
        at = int(outside.arg_max() or 0)
        raise FileRefused(
            file=sheet.name,
            problem=f"{values[at]:g} lies outside the scale {scale}, {low:g} to {high:g}.",
            remedy="Load the publisher's file as it comes, not one that was edited.",
            row=rows[files.ROW][at],
            column=column,
        )
