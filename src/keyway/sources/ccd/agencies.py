"""The directory of local education agencies (ccd_lea_029), and a reduced copy of it."""

from __future__ import annotations

import polars as pl

from keyway.codes.fips import STATE_FIPS
from keyway.reference.tables import patterns
from keyway.sources import files
from keyway.sources.ccd import common

_official = files.has_columns(
    "SCHOOL_YEAR", "ST", "LEA_NAME", "LEAID", "ST_LEAID", *common.ADDRESS_COLUMNS,
    "SY_STATUS_TEXT", "LEA_TYPE_TEXT", "CHARTER_LEA_TEXT", "GSLO", "GSHI", "OP_SCHOOLS",
    without=("NCESSCH",),
)  # fmt: skip
_copied = files.has_columns(
    "ade_entity_id", "nces_leaid", "lea_name", "lea_type", "charter", "physical_street", "city",
    "zip", "phone", "website", "status", "lowest_grade", "highest_grade", "operational_schools",
)  # fmt: skip
COPY_YEAR = r"_(20\d{2})_\d{2}\."
NAMED = "Keep the school year in the file's name, as in leas_ccd_2024_25.csv."
STATES = {digits: letters for letters, digits in STATE_FIPS.items()}


def _read_official(document: files.Document) -> list[files.Piece]:
    frame = common.opened(document, _official)
    name = document.name
    year = common.school_year(frame, name)
    in_a_state = common.in_a_state()
    kept = frame.filter(in_a_state)
    rows = kept.select(
        files.codes(kept, "LEAID", patterns.LEAID, file=name, example="0400001").alias("leaid"),
        files.codes(kept, "LEA_NAME", r"(?s).+", file=name, example="Mesa Unified District").alias(
            "agency_name"
        ),
        pl.col("ST").alias("state_code"),
        common.state_number("ST_LEAID", "ST").alias("state_agency_code"),
        common.known("LEA_TYPE_TEXT").alias("agency_type"),
        common.is_charter_agency("CHARTER_LEA_TEXT").alias("is_charter"),
        *common.address(),
        common.known("SY_STATUS_TEXT").alias("status"),
        common.grade("GSLO").alias("lowest_grade"),
        common.grade("GSHI").alias("highest_grade"),
        files.whole_numbers(kept, "OP_SCHOOLS", common.MARKS, file=name)[0].alias("schools_count"),
    )
    note = files.left_out(common.NO_STATE, frame.filter(~in_a_state), "LEAID", "LEA_NAME")
    return [files.Piece("ccd_agencies", common.sliced(rows, document, year), frame.height, note)]


def _read_copied(document: files.Document) -> list[files.Piece]:
    frame = files.open_table(document, header=_copied)
    name = document.name
    first = files.year_in(document, COPY_YEAR, remedy=NAMED)
    numbers = files.codes(frame, "nces_leaid", patterns.LEAID, file=name, example="0400001")
    rows = frame.select(
        numbers.alias("leaid"),
        pl.col("lea_name").alias("agency_name"),
        numbers.str.head(2)
        .replace_strict(STATES, default=None, return_dtype=pl.String)
        .alias("state_code"),
        pl.col("ade_entity_id").alias("state_agency_code"),
        common.known("lea_type").alias("agency_type"),
        common.yes_or_no("charter").alias("is_charter"),
        common.known("physical_street").alias("street_address"),
        common.known("city").alias("city_name"),
        common.zip_code("zip").alias("zip_code"),
        common.known("phone").alias("phone"),
        common.known("website").alias("website"),
        common.known("status").alias("status"),
        common.grade("lowest_grade").alias("lowest_grade"),
        common.grade("highest_grade").alias("highest_grade"),
        files.whole_numbers(frame, "operational_schools", common.MARKS, file=name)[0].alias(
            "schools_count"
        ),
    )
    sliced = common.sliced(rows, document, f"{first}-{first + 1}")
    return [files.Piece("ccd_agencies", sliced, frame.height)]


LAYOUTS = (
    files.Layout(files.matching(_official, within=1), files.each(_read_official)),
    files.Layout(files.matching(_copied, within=1), files.each(_read_copied)),
)
