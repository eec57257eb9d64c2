"""A public copy of the survey as JSON, one file an area: no marks, no groups, no errors."""

from __future__ import annotations

from typing import Any

import polars as pl

from keyway.reference.releases import FileRefused
from keyway.reference.tables import patterns
from keyway.sources import files
from keyway.sources.oews.cells import slice_of
from keyway.sources.oews.workbook import release_year

NOT_RELEASED = "The copy of the file has no such figure: the publisher did not release it."
FIELDS = {
    "emp": "employment_count",
    "hmed": "wage_hourly_median_usd",
    "avg": "wage_annual_mean_usd",
    "p10": "wage_annual_p10_usd",
    "p25": "wage_annual_p25_usd",
    "med": "wage_annual_median_usd",
    "p75": "wage_annual_p75_usd",
    "p90": "wage_annual_p90_usd",
}


def _matches(document: files.Document, top: files.Top) -> bool:
    if document.kind != "json" or b'"occupations"' not in document.data[:400]:
        return False
    value = files.open_json(document)
    return isinstance(value, dict) and isinstance(value.get("occupations"), dict)


def _read(document: files.Document) -> list[files.Piece]:
    value = files.open_json(document)
    area, part = _area(document.name, value)
    year = int(value["year"]) if "year" in value else release_year(document)
    occupations: dict[str, dict[str, Any]] = value["occupations"]
    fields = {theirs: [each.get(theirs) for each in occupations.values()] for theirs in FIELDS}
    frame = pl.DataFrame(
        {"soc_code": list(occupations), **fields},
        schema={"soc_code": pl.String, **dict.fromkeys(FIELDS, pl.Float64)},
    )
    files.codes(frame, "soc_code", patterns.SOC, file=document.name, example="51-4041")
    wages = [name for name in FIELDS if name != "emp"]
    rows = frame.with_columns(
        area_code=pl.lit(area),
        part=pl.lit(part),
        group_level=pl.lit("detailed"),
        employment_note=pl.when(pl.col("emp").is_null()).then(pl.lit(NOT_RELEASED)),
        wage_note=pl.when(pl.any_horizontal(pl.col(wages).is_null())).then(pl.lit(NOT_RELEASED)),
        **slice_of(year),
    ).rename(FIELDS)
    return [files.Piece("oews_area_wages", rows, rows.height)]


def _area(name: str, value: dict[str, Any]) -> tuple[str, str]:
    if "fips" in value:
        return str(value["fips"]).zfill(2), "states"
    if "cbsa" in value:
        code = str(value["cbsa"])
        return code, "nonmetro" if len(code) == 7 else "metro"
    if "year" in value:
        return "US", "national"
    raise FileRefused(
        file=name,
        problem="It does not say which area it is about.",
        remedy="Load the survey's own workbook instead.",
    )


LAYOUTS = (files.Layout(_matches, files.each(_read)),)
