"""The directory of public schools (ccd_sch_029)."""

from __future__ import annotations

import polars as pl

from keyway.reference.tables import patterns
from keyway.sources import files
from keyway.sources.ccd import common

_official = files.has_columns(
    "SCHOOL_YEAR", "ST", "SCH_NAME", "LEA_NAME", "LEAID", "ST_SCHID", "NCESSCH",
    *common.ADDRESS_COLUMNS, "SY_STATUS_TEXT", "SCH_TYPE_TEXT", "CHARTER_TEXT", "LEVEL", "GSLO",
    "GSHI",
)  # fmt: skip


def _read(document: files.Document) -> list[files.Piece]:
    frame = common.opened(document, _official)
    name = document.name
    year = common.school_year(frame, name)
    in_a_state = common.in_a_state()
    kept = frame.filter(in_a_state)
    rows = kept.select(
        files.codes(kept, "NCESSCH", patterns.NCESSCH, file=name, example="040000100123").alias(
            "ncessch"
        ),
        files.codes(kept, "SCH_NAME", r"(?s).+", file=name, example="Mesa High School").alias(
            "school_name"
        ),
        files.codes(kept, "LEAID", patterns.LEAID, file=name, example="0400001").alias("leaid"),
        common.known("LEA_NAME").alias("agency_name"),
        pl.col("ST").alias("state_code"),
        common.state_number("ST_SCHID", "ST").alias("state_school_code"),
        common.known("SCH_TYPE_TEXT").alias("school_type"),
        common.known("LEVEL").alias("level"),
        common.yes_or_no("CHARTER_TEXT").alias("is_charter"),
        *common.address(),
        common.known("SY_STATUS_TEXT").alias("status"),
        common.grade("GSLO").alias("lowest_grade"),
        common.grade("GSHI").alias("highest_grade"),
    )
    note = files.left_out(common.NO_STATE, frame.filter(~in_a_state), "NCESSCH", "SCH_NAME")
    return [files.Piece("ccd_schools", common.sliced(rows, document, year), frame.height, note)]


LAYOUTS = (files.Layout(files.matching(_official, within=1), files.each(_read)),)
