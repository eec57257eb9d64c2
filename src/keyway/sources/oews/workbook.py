"""The survey's own tables: 32 columns, marks for what is not published among the numbers."""

from __future__ import annotations

import re

import polars as pl

from keyway.codes.fips import STATE_FIPS
from keyway.reference.releases import FileRefused, LeftOut
from keyway.sources import files
from keyway.sources.oews import staffing
from keyway.sources.oews.cells import wages_piece

PARTS_BY_AREA_TYPE = {"1": "national", "2": "states", "3": "states", "4": "metro", "6": "nonmetro"}
ALL_INDUSTRIES = "000000"

_areas = files.has_columns(
    "AREA", "AREA_TYPE", "NAICS", "OCC_CODE", "O_GROUP", "TOT_EMP", "A_MEAN", "A_MEDIAN"
)
_states = files.has_columns(
    "PRIM_STATE", "OCC_CODE", "TOT_EMP", "A_MEAN", "A_MEDIAN", without=("AREA_TITLE", "NAICS")
)
_industries = files.has_columns(
    "NAICS", "OCC_CODE", "TOT_EMP", without=("AREA_TITLE", "PRIM_STATE")
)
KNOWN = (
    "AREA",
    "AREA_TITLE",
    "AREA_TYPE",
    "PRIM_STATE",
    "NAICS",
    "NAICS_TITLE",
    "I_GROUP",
    "OWN_CODE",
    "OCC_CODE",
    "OCC_TITLE",
    "O_GROUP",
    "TOT_EMP",
    "EMP_PRSE",
    "JOBS_1000",
    "LOC_QUOTIENT",
    "PCT_TOTAL",
    "PCT_RPT",
    "H_MEAN",
    "A_MEAN",
    "MEAN_PRSE",
    "H_PCT10",
    "H_PCT25",
    "H_MEDIAN",
    "H_PCT75",
    "H_PCT90",
    "A_PCT10",
    "A_PCT25",
    "A_MEDIAN",
    "A_PCT75",
    "A_PCT90",
    "ANNUAL",
    "HOURLY",
)


def _opened(document: files.Document, header: files.HeaderFinder) -> pl.DataFrame:
    """Return the table with column names in capitals, as they are written since 2020."""
    frame = files.open_table(document, header=header)
    return frame.rename({name: name.upper() for name in frame.columns if name != files.ROW})


def _read_areas(document: files.Document) -> list[files.Piece]:
    frame = _opened(document, _areas)
    year = release_year(document)
    whole = frame.filter(_is_all_industries(frame))
    by_industry = frame.filter(~_is_all_industries(frame) & (pl.col("AREA_TYPE") == "1"))
    elsewhere = frame.height - whole.height - by_industry.height
    pieces = [_area_piece(document.name, whole, year)] if whole.height else []
    if by_industry.height:
        pieces.append(staffing.piece(document.name, by_industry, year))
    if not pieces:
        raise FileRefused(
            file=document.name,
            problem="It holds only industries inside states or areas, which no method uses.",
            remedy="Load the national, state or area file of the survey.",
        )
    if elsewhere:
        note = LeftOut("Industries inside one state or area, which no method uses.", elsewhere)
        pieces.append(files.Piece(pieces[0].table, pl.DataFrame(), elsewhere, (note,)))
    new = files.new_columns(frame, KNOWN)
    return [*pieces, files.Piece(pieces[0].table, pl.DataFrame(), 0, new)]


def _is_all_industries(frame: pl.DataFrame) -> pl.Expr:
    """Whether a row covers all industries and all owners, not private ones alone."""
    whole = pl.col("NAICS").str.zfill(6) == ALL_INDUSTRIES
    return whole & (pl.col("OWN_CODE") == "1235") if "OWN_CODE" in frame.columns else whole


def _area_piece(name: str, frame: pl.DataFrame, year: int) -> files.Piece:
    kinds = files.codes(frame, "AREA_TYPE", r"[12346]", file=name, example="2")
    areas = files.codes(frame, "AREA", r"\d{1,7}", file=name, example="04")
    widths = pl.when(kinds.is_in(["1", "2", "3"])).then(2).when(kinds == "4").then(5).otherwise(7)
    padded = pl.select(
        pl.when(kinds == "1")
        .then(pl.lit("US"))
        .otherwise(
            pl.when(widths == 2)
            .then(areas.str.zfill(2))
            .when(widths == 5)
            .then(areas.str.zfill(5))
            .otherwise(areas.str.zfill(7))
        )
    ).to_series()
    parts = kinds.replace_strict(PARTS_BY_AREA_TYPE, return_dtype=pl.String)
    return wages_piece(name, frame, year, padded.alias("area_code"), parts.alias("part"))


def _read_states(document: files.Document) -> list[files.Piece]:
    """Read the state file without area codes and group levels."""
    frame = _opened(document, _states)
    areas = files.codes(
        frame,
        "PRIM_STATE",
        r"\d{2}",
        file=document.name,
        example="OH",
        heal=lambda text: STATE_FIPS.get(text, text),
    )
    parts = pl.Series("part", ["states"] * frame.height, dtype=pl.String)
    year = release_year(document)
    return [wages_piece(document.name, frame, year, areas.alias("area_code"), parts)]


def release_year(document: files.Document) -> int:
    """Return the survey year: from the workbook's sheets, else from the names on the path.

    Raises:
        FileRefused: nothing tells the year.
    """
    for row in files.top_rows(document, 3) if document.kind == "workbook" else []:
        found = re.match(r"May (\d{4}) OEWS", row[0]) if row else None
        if found:
            return int(found[1])
    sheets = " ".join(files.sheet_names(document))
    found = re.search(r"(?:M_?|May )(\d{4})", sheets)
    if found:
        return int(found[1])
    return files.year_in(
        document,
        r"(?:M_?|may[_ -]?)(\d{4})(?!\d)|oesm(\d{2})",
        remedy="Give the file the publisher's name back, for example national_M2025_dl.csv.",
    )


def _read_industries(document: files.Document) -> list[files.Piece]:
    """Read national industry rows without area columns."""
    frame = _opened(document, _industries)
    return [staffing.piece(document.name, frame, release_year(document))]


LAYOUT = files.Layout(files.matching(_areas), files.each(_read_areas))
STATES_LAYOUT = files.Layout(files.matching(_states), files.each(_read_states))
INDUSTRIES_LAYOUT = files.Layout(files.matching(_industries), files.each(_read_industries))
