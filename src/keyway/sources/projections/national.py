"""Employment Projections: the nation's jobs in ten years, separations and typical education."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from keyway.reference.releases import FileRefused, Reading, Source
from keyway.reference.tables import patterns
from keyway.sources import files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SOURCE = Source(
    key="projections",
    publisher="U.S. Bureau of Labor Statistics",
    title="Employment Projections",
    licence="Public domain (United States Government work)",
    url="https://www.bls.gov/emp/data/occupational-data.htm",
    tables=("ep_occupation_projections", "ep_matrix_links"),
    cadence_months=12,
    lag_months=9,
    credit="U.S. Bureau of Labor Statistics, Employment Projections",
    files="occupation.xlsx (all tables) and nem-onet-to-soc-crosswalk.xlsx.",
)

MARKS = {
    "—": "Not available for this occupation.",
    "–": "Not available for this occupation.",
    "-": "Not available for this occupation.",
}
TOP_CODE = "The wage is at or above the highest that the publisher prints."
RATES = "Table 1.10"
# Wages and education moved from Table 1.7 to Table 1.2 with the projections of 2024.
TRAITS = ("Table 1.2", "Table 1.7")

_header = files.has_columns("Occupation type")
_links = files.has_columns("O*NET-SOC Code", "NEM Code")


def recognizes(path: files.Origin) -> bool:
    """Return whether the file holds the projections or the matrix crosswalk."""
    return files.recognizes(path, LAYOUTS)


def read(path: Path, progress: files.Progress | None = None) -> Reading:
    """Return the projections and the matrix crosswalk of a file or folder.

    Parts: ``national`` for the projections, ``matrix`` for the crosswalk. Employment and openings
    are in jobs (the file counts thousands), rates in fractions (the file prints percent).

    Raises:
        FileRefused: the file is not one of the program's, or is damaged.
    """
    return files.reading(path, LAYOUTS, title=SOURCE.title, progress=progress)


def _is_projections(document: files.Document, top: files.Top) -> bool:
    if document.kind != "workbook" or RATES not in files.sheet_names(document):
        return False
    return any(_header([cell.strip() for cell in row]) for row in top)


def _read_projections(document: files.Document) -> list[files.Piece]:
    frame = _table(document, RATES)
    name = document.name
    base, projected = _years(frame, name)
    rows = pl.DataFrame(
        [
            _codes(frame, name),
            frame[files.column_like(frame, f"{base} National", file=name)].alias("occupation_name"),
            (frame["Occupation type"] == "Line item").alias("is_detailed"),
            _thousands(frame, f"Employment, {base}", name).alias("employment_base_count"),
            _thousands(frame, f"Employment, {projected}", name).alias("employment_projected_count"),
            _percent(frame, "Labor force exit rate", name).alias("exit_rate"),
            _percent(frame, "Occupational transfer rate", name).alias("transfer_rate"),
            _thousands(frame, "Occupational openings", name).alias("openings_count"),
        ]
    ).with_columns(
        base_year=pl.lit(base, dtype=pl.Int64),
        projected_year=pl.lit(projected, dtype=pl.Int64),
        part=pl.lit("national"),
        release=pl.lit(f"{base}–{projected % 100}"),
        release_date=pl.lit(str(base)),
    )
    rows = rows.join(_traits(document), on="matrix_code", how="left", validate="1:1")
    return [files.Piece("ep_occupation_projections", rows, rows.height)]


def _table(document: files.Document, sheet: str) -> pl.DataFrame:
    """Return a table without the footnotes under it; titles lose their indent."""
    frame = files.open_table(document, sheet=sheet, header=_header)
    frame = files.require_columns(frame, ["Occupation type"], file=document.name)
    return frame.filter(pl.col("Occupation type").is_in(["Line item", "Summary"]))


def _traits(document: files.Document) -> pl.DataFrame:
    """Return wage and entry requirements by matrix code, from the sheet that has them."""
    name = document.name
    for sheet in TRAITS:
        if sheet not in files.sheet_names(document):
            continue
        frame = _table(document, sheet)
        if not any(files.plain(column).startswith("typical education") for column in frame.columns):
            continue
        column = files.column_like(frame, "Median annual wage", file=name)
        # ">=$239,200" is a bound, not a wage.
        capped = frame[column].fill_null("").str.contains(r"^(>=|≥)")
        bare = frame.with_columns(
            pl.when(capped).then(pl.lit("—")).otherwise(pl.col(column)).alias(column)
        )
        wage, note = files.numbers(bare, column, MARKS, file=name)
        return pl.DataFrame(
            [_codes(frame, name), wage.alias("wage_annual_median_usd")]
        ).with_columns(
            wage_note=pl.when(capped).then(pl.lit(TOP_CODE)).otherwise(note),
            typical_education=_words(frame, "Typical education", name),
            related_experience=_words(frame, "Work experience", name),
            job_training=_words(frame, "Typical on-the-job training", name),
        )
    raise FileRefused(
        file=name,
        problem=f"Neither {' nor '.join(TRAITS)} has the typical education.",
        remedy="Download occupation.xlsx with all tables again from the publisher.",
    )


def _years(frame: pl.DataFrame, name: str) -> tuple[int, int]:
    found = [int(m[1]) for c in frame.columns if (m := re.fullmatch(r"Employment, (\d{4})", c))]
    if len(found) != 2 or found[0] >= found[1]:
        raise FileRefused(
            file=name,
            problem=f"Two columns “Employment, <year>” were expected in {RATES}; it has {found}.",
            remedy="Download occupation.xlsx again from the publisher.",
        )
    return found[0], found[1]


def _codes(frame: pl.DataFrame, name: str) -> pl.Series:
    column = next((each for each in frame.columns if each.endswith("Matrix code")), "")
    if not column:
        column = files.column_like(frame, "National Employment Matrix code", file=name)
    return files.codes(frame, column, patterns.SOC, file=name, example="51-4041").alias(
        "matrix_code"
    )


def _thousands(frame: pl.DataFrame, beginning: str, name: str) -> pl.Series:
    column = files.column_like(frame, beginning, file=name)
    # Rounded to whole jobs: the file has one decimal of a thousand.
    return files.numbers(frame, column, MARKS, file=name, scale=1000)[0].round()


def _percent(frame: pl.DataFrame, beginning: str, name: str) -> pl.Series:
    column = files.column_like(frame, beginning, file=name)
    return files.numbers(frame, column, MARKS, file=name, scale=0.01)[0].round(6)


def _words(frame: pl.DataFrame, beginning: str, name: str) -> pl.Series:
    text = frame[files.column_like(frame, beginning, file=name)]
    return text.replace(list(MARKS), [None] * len(MARKS))


def _read_links(document: files.Document) -> Sequence[files.Piece]:
    frame = files.open_table(document, header=_links)
    name = document.name
    rows = pl.DataFrame(
        [
            files.codes(frame, "NEM Code", patterns.SOC, file=name, example="51-4041").alias(
                "matrix_code"
            ),
            files.codes(
                frame, "O*NET-SOC Code", patterns.ONET_SOC, file=name, example="51-4041.00"
            ).alias("onet_soc_code"),
        ]
    )
    month, day, year = _as_of(document)
    rows = rows.with_columns(
        part=pl.lit("matrix"),
        release=pl.lit(f"{year}-{month:02}-{day:02}"),
        release_date=pl.lit(f"{year}-{month:02}-{day:02}"),
    )
    return [files.Piece("ep_matrix_links", rows, rows.height)]


def _as_of(document: files.Document) -> tuple[int, int, int]:
    for row in files.top_rows(document):
        found = re.match(r"As of (\d{1,2})/(\d{1,2})/(\d{4})", row[0]) if row else None
        if found:
            return int(found[1]), int(found[2]), int(found[3])
    raise FileRefused(
        file=document.name,
        problem="The line “As of <date>” above the table is missing.",
        remedy="Download the crosswalk again from the publisher, and do not re-save it.",
    )


LAYOUTS = (
    files.Layout(_is_projections, files.each(_read_projections)),
    files.Layout(files.matching(_links), files.each(_read_links)),
)
