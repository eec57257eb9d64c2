"""What O*NET lists beside its ratings: occupations, titles, technologies, tools, tasks, shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from keyway.sources import files
from keyway.sources.onet.layout import OCCUPATION, SHARES

if TYPE_CHECKING:
    from keyway.reference.releases import LeftOut
    from keyway.sources.onet.layout import Sheet

MARKS = {"n/a": "The publisher gives no value.", "": "The publisher gives no value."}
SUPPRESSED = "The publisher recommends not to show it: too few answers, or answers too far apart."
CODE = pl.col(OCCUPATION).alias("onet_soc_code")


def occupations(lists: list[Sheet], zones: list[Sheet]) -> list[pl.DataFrame]:
    """Return titles and descriptions with job zones; none where the list of titles is missing.

    A job zone is null where the occupation has none, or where the file of zones is missing.
    """
    zoned = [
        sheet.rows.select(
            CODE, job_zone=files.whole_numbers(sheet.rows, "Job Zone", MARKS, file=sheet.name)[0]
        )
        for sheet in zones
    ]
    zone = (
        pl.concat(zoned).unique("onet_soc_code", keep="first", maintain_order=True)
        if zoned
        else pl.DataFrame(schema={"onet_soc_code": pl.String, "job_zone": pl.Int64})
    )
    return [
        sheet.rows.select(
            CODE,
            pl.col(OCCUPATION).str.slice(0, 7).alias("soc_code"),
            pl.col("Title").alias("occupation_name"),
            pl.col("Description").alias("description"),
        ).join(zone, on="onet_soc_code", how="left")
        for sheet in lists
    ]


def titles(lists: list[Sheet], reported: list[Sheet]) -> list[pl.DataFrame]:
    """Return job titles, those that workers reported themselves leading and marked."""
    own = [_titles(sheet, "Reported Job Title", is_reported=True) for sheet in reported]
    others = [_titles(sheet, "Alternate Title", is_reported=False) for sheet in lists]
    if not own:
        return others
    known = pl.concat(own)
    key = ["onet_soc_code", "job_title"]
    return [*own, *(frame.join(known, on=key, how="anti") for frame in others)]


def _titles(sheet: Sheet, column: str, *, is_reported: bool) -> pl.DataFrame:
    rows = files.require_columns(sheet.rows, [column], file=sheet.name)
    return rows.select(
        CODE, pl.col(column).alias("job_title"), pl.lit(is_reported).alias("is_reported")
    )


def technologies(sheet: Sheet) -> pl.DataFrame:
    """Return software and technology; the class stands in one of two columns."""
    rows = files.require_columns(
        sheet.rows, ["Example", "Hot Technology", "In Demand"], file=sheet.name
    )
    category = "Commodity Title" if "Commodity Title" in rows.columns else "Element Name"
    rows = files.require_columns(rows, [category], file=sheet.name)
    return rows.select(
        CODE,
        pl.col("Example").alias("technology_name"),
        pl.col(category).alias("category_name"),
        pl.col("Hot Technology").eq("Y").fill_null(value=False).alias("is_hot"),
        pl.col("In Demand").eq("Y").fill_null(value=False).alias("is_in_demand"),
    )


def tools(sheet: Sheet) -> pl.DataFrame:
    """Return machines, tools and equipment."""
    return sheet.rows.select(
        CODE,
        pl.col("Example").alias("tool_name"),
        pl.col("Commodity Title").alias("category_name"),
    )


def tasks(sheet: Sheet) -> pl.DataFrame:
    """Return task statements; whether a task is core is null where it was not rated."""
    rows = files.require_columns(sheet.rows, ["Task ID", "Task", "Task Type"], file=sheet.name)
    return rows.select(
        CODE,
        files.codes(rows, "Task ID", r"\d+", file=sheet.name, example="8823").alias("task_id"),
        pl.col("Task").alias("task_text"),
        pl.col("Task Type")
        .replace_strict({"Core": True, "Supplemental": False}, default=None)
        .alias("is_core"),
    )


def related(sheet: Sheet) -> pl.DataFrame:
    """Return related occupations with tier and rank."""
    rows = files.require_columns(sheet.rows, ["Relatedness Tier", "Index"], file=sheet.name)
    rank, _ = files.whole_numbers(rows, "Index", {}, file=sheet.name)
    return rows.select(
        CODE,
        pl.col("Related O*NET-SOC Code").alias("related_onet_soc_code"),
        pl.col("Relatedness Tier").alias("relatedness_tier"),
        rank=rank,
    )


def education(sheet: Sheet) -> pl.DataFrame:
    """Return shares of answers on education, experience and training; suppressed ones null."""
    rows = files.require_columns(
        sheet.rows, ["Category", "Data Value", "Recommend Suppress"], file=sheet.name
    ).filter(pl.col("Scale ID").is_in(SHARES))
    share, absent = files.numbers(rows, "Data Value", MARKS, file=sheet.name, scale=0.01)
    category, _ = files.whole_numbers(rows, "Category", {}, file=sheet.name)
    is_suppressed = pl.col("Recommend Suppress").eq("Y").fill_null(value=False)
    return rows.select(
        CODE,
        pl.col("Element ID").alias("element_id"),
        category=category,
        share=pl.when(is_suppressed).then(None).otherwise(share),
        share_note=pl.when(is_suppressed).then(pl.lit(SUPPRESSED)).otherwise(absent),
    )


def not_shares(sheet: Sheet) -> tuple[LeftOut, ...]:
    """Return the note on rows of the education file that rate importance, not shares."""
    return files.left_out(
        "Ratings in the education file that are not shares of answers",
        sheet.rows.filter(~pl.col("Scale ID").is_in(SHARES)),
        OCCUPATION,
        "Element ID",
    )
