"""Rows of the survey in its own column names: numbers, marks, levels, releases."""

from __future__ import annotations

import polars as pl

from keyway.reference.tables import patterns
from keyway.sources import files

MARKS = {
    "**": "The publisher cannot release this employment estimate.",
    "*": "The publisher cannot release this wage estimate.",
    "#": "The wage is at or above the highest that the publisher prints.",
    "~": "Less than half a percent.",
}
WAGES = {
    "A_MEDIAN": "wage_annual_median_usd",
    "A_MEAN": "wage_annual_mean_usd",
    "A_PCT10": "wage_annual_p10_usd",
    "A_PCT25": "wage_annual_p25_usd",
    "A_PCT75": "wage_annual_p75_usd",
    "A_PCT90": "wage_annual_p90_usd",
    "H_MEDIAN": "wage_hourly_median_usd",
}
DOUBLE_GROUP = "A group printed again under the code of its only occupation."


def wages_piece(
    name: str, frame: pl.DataFrame, year: int, areas: pl.Series, parts: pl.Series
) -> files.Piece:
    """Return the rows of a table in the survey's column names as a piece of area wages."""
    columns = [
        areas,
        parts,
        files.codes(frame, "OCC_CODE", patterns.SOC, file=name, example="51-4041").alias(
            "soc_code"
        ),
    ]
    jobs, jobs_note = files.whole_numbers(frame, "TOT_EMP", MARKS, file=name)
    columns += [jobs.alias("employment_count"), jobs_note.alias("employment_note")]
    if "EMP_PRSE" in frame.columns:
        columns.append(
            files.numbers(frame, "EMP_PRSE", MARKS, file=name, scale=0.01)[0].alias(
                "employment_rse"
            )
        )
    notes = []
    for theirs, ours in WAGES.items():
        if theirs in frame.columns:
            values, note = files.numbers(frame, theirs, MARKS, file=name)
            columns.append(values.alias(ours))
            notes.append(note)
    columns.append(pl.select(pl.coalesce(notes)).to_series().alias("wage_note"))
    columns.append(levels(frame).alias("group_level"))
    rows = pl.DataFrame(columns).with_columns(frame[files.ROW], **slice_of(year))
    # The same code may stand as group and as its only occupation: the occupation is kept.
    rank = pl.col("group_level").replace_strict({"detailed": 0, "broad": 1}, default=2)
    ranked = rows.sort("area_code", "soc_code", rank, files.ROW)
    kept = ranked.unique(["area_code", "soc_code"], keep="first", maintain_order=True)
    doubles = ranked.join(kept, on=files.ROW, how="anti")
    left = files.left_out(DOUBLE_GROUP, doubles, "area_code", "soc_code")
    return files.Piece("oews_area_wages", kept, frame.height, left)


def levels(frame: pl.DataFrame) -> pl.Series:
    """Return the group level of each row: as printed, else told by the code.

    A code that looks broad but has no occupation under it anywhere in the file is itself the
    most detailed there is.
    """
    codes = frame["OCC_CODE"]
    parents = set(codes.filter(~codes.str.ends_with("0")).str.slice(0, 6).to_list())
    told = {code: _level(code, parents) for code in codes.unique().to_list()}
    own = codes.replace_strict(told, return_dtype=pl.String)
    if "O_GROUP" not in frame.columns:
        return own
    return frame.select(pl.coalesce("O_GROUP", own)).to_series()


def _level(code: str, parents: set[str]) -> str:
    if code == "00-0000":
        return "total"
    if code.endswith("0000"):
        return "major"
    if code.endswith("00"):
        return "minor"
    return "broad" if code.endswith("0") and code[:6] in parents else "detailed"


def slice_of(year: int) -> dict[str, pl.Expr]:
    """Return the columns that name the release of May of a year."""
    return {
        "year": pl.lit(year, dtype=pl.Int64),
        "release": pl.lit(f"May {year}"),
        "release_date": pl.lit(f"{year}-05"),
    }
